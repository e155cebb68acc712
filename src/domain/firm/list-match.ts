/**
 * Finds the firm that a row of a published list means: by certificate number, then code, then name. Pure. Similar names
 * never match: a wrong firm would get or lose a status.
 */
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

/** A firm that has, or had, the name that was asked for. */
export interface NamedFirm extends KnownFirm {
  readonly by: 'exact' | 'folded' | 'former_name';
}

/** What the registry knows of the firms that the rows may mean. */
export interface KnownFirms {
  readonly byUscc: ReadonlyMap<string, KnownFirm>;
  /** The code of the holder, by certificate number. */
  readonly holders: ReadonlyMap<string, string>;
  /** By the name on the list. */
  readonly named: ReadonlyMap<string, readonly NamedFirm[]>;
}

export interface Matched {
  readonly match: Exclude<RowMatch, 'refused'>;
  /** Null while somebody has to decide, and for an unknown firm. */
  readonly uscc: string | null;
  readonly candidates: readonly string[];
}

export function matchRow({ name, uscc, certificateNo }: ListedRow, known: KnownFirms): Matched {
  const named = known.named.get(name ?? '') ?? [];
  const holder = known.holders.get(certificateNo ?? '');
  const coded = uscc === undefined ? undefined : known.byUscc.get(uscc);
  const found = holder ?? coded?.uscc;
  if (found !== undefined) {
    const contradicting = [
      ...(coded !== undefined && coded.uscc !== found ? [coded.uscc] : []),
      // The name may be a former one of the firm itself.
      ...(named.some((firm) => firm.uscc === found) ? [] : named.map((firm) => firm.uscc)),
    ];
    if (contradicting.length > 0) return unclear([found, ...contradicting]);
    return { match: holder === undefined ? 'uscc' : 'certificate', uscc: found, candidates: [] };
  }
  const [first, ...others] = named;
  if (first === undefined) return { match: 'unmatched', uscc: null, candidates: [] };
  const candidates = named.map((firm) => firm.uscc);
  // With a code of its own, the firm of that name has another one.
  if (others.length > 0 || uscc !== undefined) return unclear(candidates);
  return first.by === 'former_name'
    ? { match: 'former_name', uscc: null, candidates }
    : { match: first.by, uscc: first.uscc, candidates: [] };
}

const unclear = (candidates: readonly string[]): Matched => ({
  match: 'ambiguous',
  uscc: null,
  candidates: [...new Set(candidates)],
});
