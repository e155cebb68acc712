/** The kinds of qualifications, which administrators may add: their names come from the service. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api, unwrap, type Schemas } from './api.ts';
import { useLanguage } from './language.ts';

export interface Kind {
  readonly code: string;
  readonly name: string;
  readonly short: string;
  readonly numberTitle: string;
}

/** The kinds of qualifications, in the order in which they are shown; empty until they are loaded. */
export function useKinds(): readonly Kind[] {
  const language = useLanguage();
  const query = useQuery({
    queryKey: ['qualification-kinds'],
    staleTime: Infinity,
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/qualification-kinds', { signal })),
  });
  const inWords = (kind: Schemas['QualificationKind']): Kind =>
    language === 'en'
      ? { code: kind.code, name: kind.nameEn, short: kind.shortEn, numberTitle: capitalised(kind.numberTitleEn) }
      : { code: kind.code, name: kind.nameZh, short: kind.shortZh, numberTitle: kind.numberTitleZh };
  return (query.data?.items ?? []).map(inWords);
}

/** What a kind is called. */
export function useKindName(): (code: string) => string {
  const kinds = useKinds();
  return (code) => kinds.find((kind) => kind.code === code)?.name ?? code;
}

export function KindNames({ codes }: { codes: readonly string[] }): ReactNode {
  const nameOf = useKindName();
  return codes.map((code) => (
    <span key={code}>
      {nameOf(code)}
      <br />
    </span>
  ));
}

/** English titles are stored in lower case, as exports write them; a label begins with a capital. */
const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
