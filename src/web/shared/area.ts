/** What the area of a role consists of. */
import type { ComponentType } from 'react';
import type { IconType } from './icons.tsx';
import type { Text } from './language.ts';
import type { Account } from './session.ts';

/** A lazily loaded page. Its module exports the component as default; path parameters come from wouter's useParams. */
export interface PageOfArea {
  /** For example `/filings/:id`; the first match is shown. */
  readonly path: string;
  readonly load: () => Promise<{ default: ComponentType }>;
  /** The navigation entry; omitted for pages that are reached from other pages. */
  readonly nav?: { readonly text: Text; readonly icon: IconType };
}

/** The pages of one role. */
export interface Area {
  readonly role: Account['role'];
  /** The path shown at `/`. */
  readonly home: string;
  readonly pages: readonly PageOfArea[];
}
