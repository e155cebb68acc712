import type { ComponentType } from 'react';
import type { IconOf } from './icons.tsx';
import type { Text } from './language.ts';
import type { Account } from './session.ts';

/** A page that is loaded when somebody goes there. Its default export is the component; parameters of the path come from wouter's useParams. */
export interface PageOfArea {
  /** `/filings/:id`; the first that fits is shown. */
  readonly path: string;
  readonly load: () => Promise<{ default: ComponentType }>;
  /** Its place in the navigation; left out for pages that are reached from others. */
  readonly nav?: { readonly text: Text; readonly icon: IconOf };
}

/** What one kind of user sees. */
export interface Area {
  readonly role: Account['role'];
  /** Where they begin. */
  readonly home: string;
  readonly pages: readonly PageOfArea[];
}
