/** The registry of import kinds. A new kind also needs its words in domain/sheet/import-words.ts. */
import type { ImportKind } from '../../../domain/sheet/import-words.ts';
import { announcementKind } from './announcement.ts';
import { filingsKind, historyKind } from './filings.ts';
import { firmsKind } from './firms.ts';
import type { Kind } from './kind.ts';
import { qualificationsKind } from './qualifications.ts';

export const KINDS: Readonly<Record<ImportKind, Kind>> = {
  filings: filingsKind,
  history: historyKind,
  qualifications: qualificationsKind,
  firms: firmsKind,
  announcement: announcementKind,
};
