import type { ImportKind } from '../../domain/import-words.ts';
import { filingsKind, historyKind } from './imports.filings.ts';
import { firmsKind } from './imports.firms.ts';
import type { Kind } from './imports.kind.ts';
import { qualificationsKind } from './imports.qualifications.ts';

export const KINDS: Readonly<Record<ImportKind, Kind>> = {
  filings: filingsKind,
  history: historyKind,
  qualifications: qualificationsKind,
  firms: firmsKind,
};
