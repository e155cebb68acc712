import type { ReactNode } from 'react';
import { useTexts } from './language.ts';
import { common } from './texts.ts';

export interface Kind {
  readonly code: string;
  readonly name: string;
}

/** The kinds of qualifications, in the order in which they are shown. */
export function useKinds(): readonly Kind[] {
  const c = useTexts(common);
  return Object.entries(c.kinds).map(([code, name]) => ({ code, name }));
}

/** What kinds are called. */
export function KindNames({ codes }: { codes: readonly string[] }): ReactNode {
  const kinds = useKinds();
  return codes.map((code) => (
    <span key={code}>
      {kinds.find((kind) => kind.code === code)?.name ?? code}
      <br />
    </span>
  ));
}
