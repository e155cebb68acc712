/**
 * Finds the firm that a row of a published list means: by certificate number, then code, then name. Pure. Similar names
 * never match: a wrong firm would get or lose a status.
 */
import { nameKey } from '../values/text.ts';
import type { RowMatch } from './announcement.ts';

export interface ListedRow {
  readonly name?: string | undefined;
  readonly uscc?: string | undefined;
  readonly certificateNo?: string | undefined;
}

export interface KnownFirm {
  readonly uscc: string;
  readonly name: string;
}

/** What the registry knows of the firms that the rows may mean. */
export interface KnownFirms {
  readonly byUscc: ReadonlyMap<string, KnownFirm>;
  /** The code of the holder, by certificate number. */
  readonly holders: ReadonlyMap<string, string>;
  /** By nameKey. */
  readonly byName: ReadonlyMap<string, readonly KnownFirm[]>;
  /** By nameKey of a former name. */
  readonly byFormerName: ReadonlyMap<string, readonly KnownFirm[]>;
}

export interface Matched {
  readonly match: Exclude<RowMatch, 'refused'>;
  /** Null while somebody has to decide, and for an unknown firm. */
  readonly uscc: string | null;
  readonly candidates: readonly string[];
}

export function matchRow({ name, uscc, certificateNo }: ListedRow, known: KnownFirms): Matched {
  const key = name === undefined ? '' : nameKey(name);
  const named = known.byName.get(key) ?? [];
  const holder = known.holders.get(certificateNo ?? '');
  const coded = uscc === undefined ? undefined : known.byUscc.get(uscc);
  const found = holder ?? coded?.uscc;
  if (found !== undefined) {
    const contradicting = [
      ...(coded !== undefined && coded.uscc !== found ? [coded.uscc] : []),
      ...(isNamed(found, key, known) ? [] : named.map((firm) => firm.uscc)),
    ];
    if (contradicting.length > 0) return unclear([found, ...contradicting]);
    return { match: holder === undefined ? 'uscc' : 'certificate', uscc: found, candidates: [] };
  }
  const former = (known.byFormerName.get(key) ?? []).filter((firm) => !named.some((one) => one.uscc === firm.uscc));
  const candidates = [...named, ...former].map((firm) => firm.uscc);
  if (candidates.length === 0) return { match: 'unmatched', uscc: null, candidates: [] };
  // The firm of that name has another code.
  if (candidates.length > 1 || uscc !== undefined) return unclear(candidates);
  if (former.length > 0) return { match: 'former_name', uscc: null, candidates };
  return { match: named[0]!.name === name ? 'exact' : 'folded', uscc: named[0]!.uscc, candidates: [] };
}

const isNamed = (uscc: string, key: string, known: KnownFirms): boolean => {
  const firm = known.byUscc.get(uscc);
  return firm !== undefined && nameKey(firm.name) === key;
};

const unclear = (candidates: readonly string[]): Matched => ({
  match: 'ambiguous',
  uscc: null,
  candidates: [...new Set(candidates)],
});
