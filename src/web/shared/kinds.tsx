/** The kinds of qualifications, which administrators may add: their names come from the service. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api, unwrap, type Schemas } from './api.ts';
import { useLanguage, type Language } from './language.ts';

export interface Kind {
  readonly code: string;
  readonly name: string;
  readonly short: string;
  readonly numberTitle: string;
}

/** The page of kinds invalidates it after a change. */
export const KINDS_KEY = ['qualification-kinds'] as const;

/** Changes by another person are seen after this time, when a page opens or the window gets the focus. */
const STALE_MS = 60_000;

interface KindWords {
  /** In the order in which they are shown; empty until they are loaded. */
  readonly kinds: readonly Kind[];
  /** What a kind is called, in full and in tags: the code where there is no such kind. */
  nameOf(code: string): string;
  shortOf(code: string): string;
  /** Sorts what has a kind in the order of kinds. */
  inOrder<Q extends { readonly kind: string }>(all: readonly Q[]): readonly Q[];
}

export function useKindWords(): KindWords {
  const language = useLanguage();
  const query = useQuery({
    queryKey: KINDS_KEY,
    staleTime: STALE_MS,
    refetchOnWindowFocus: true,
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/qualification-kinds', { signal })),
  });
  const kinds = (query.data?.items ?? []).map((kind) => inLanguage(kind, language));
  const word =
    (length: 'name' | 'short') =>
    (code: string): string =>
      kinds.find((kind) => kind.code === code)?.[length] ?? (query.isPending ? '' : code);
  const place = ({ kind }: { readonly kind: string }): number => kinds.findIndex(({ code }) => code === kind);
  return {
    kinds,
    nameOf: word('name'),
    shortOf: word('short'),
    inOrder: (all) => [...all].sort((a, b) => place(a) - place(b)),
  };
}

export const useKinds = (): readonly Kind[] => useKindWords().kinds;

function inLanguage(kind: Schemas['QualificationKind'], language: Language): Kind {
  const { code } = kind;
  return language === 'en'
    ? {
        code,
        name: capitalised(kind.nameEn),
        short: capitalised(kind.shortEn),
        numberTitle: capitalised(kind.numberTitleEn),
      }
    : { code, name: kind.nameZh, short: kind.shortZh, numberTitle: kind.numberTitleZh };
}

export function KindNames({ codes }: { codes: readonly string[] }): ReactNode {
  const { nameOf } = useKindWords();
  return codes.map((code) => (
    <span key={code}>
      {nameOf(code)}
      <br />
    </span>
  ));
}

/** English names and titles are stored in lower case, as exports write them; a label begins with a capital. */
const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
