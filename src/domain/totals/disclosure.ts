/**
 * What the public may see of a year: cells with fewer than three firms are hidden, and where one part alone would be,
 * another one with it, as the total less the others would show it. A hidden cell is null, never 0.
 */

/** Fewer firms than this are hidden (statistical confidentiality: a figure of one or two firms tells each the other's). */
export const DISCLOSED_MIN_FIRMS = 3;

export interface Cell {
  readonly filings: number;
  readonly firms: number;
  readonly amount: string;
}
export type Parts = Readonly<Record<'both' | 'highTechOnly' | 'techSmeOnly' | 'neither', Cell>>;

const isSmall = ({ firms }: Cell): boolean => firms > 0 && firms < DISCLOSED_MIN_FIRMS;

/** @param total of the parts; @returns the same with null for what is hidden */
export function disclosed(
  total: Cell,
  parts: Parts,
): { readonly total: Cell | null; readonly parts: Readonly<Record<keyof Parts, Cell | null>> } {
  const names = Object.keys(parts) as (keyof Parts)[];
  const hidden = new Set<keyof Parts>(isSmall(total) ? names : names.filter((name) => isSmall(parts[name])));
  // The smallest of the others, also an empty one: an empty part is no secret, but does not protect.
  while (hidden.size > 0 && hidden.size < names.length && !isProtected(total, parts, hidden)) {
    const next = names
      .filter((name) => !hidden.has(name))
      .sort(
        (a, b) => Number(parts[a].firms === 0) - Number(parts[b].firms === 0) || parts[a].firms - parts[b].firms,
      )[0]!;
    hidden.add(next);
  }
  const shown = Object.fromEntries(names.map((name) => [name, hidden.has(name) ? null : parts[name]]));
  return { total: isSmall(total) ? null : total, parts: shown as Record<keyof Parts, Cell | null> };
}

/**
 * Whether the hidden parts together are of enough firms, and more than one of them holds any. One firm may be in several
 * parts, so they are of as many firms as the largest, or as the shown parts leave of all.
 */
function isProtected(total: Cell, parts: Parts, hidden: ReadonlySet<keyof Parts>): boolean {
  const firmsOf = (wanted: boolean): number[] =>
    (Object.keys(parts) as (keyof Parts)[])
      .filter((name) => hidden.has(name) === wanted && parts[name].firms > 0)
      .map((name) => parts[name].firms);
  const [held, shown] = [firmsOf(true), firmsOf(false)];
  const left = total.firms - shown.reduce((sum, firms) => sum + firms, 0);
  return held.length > 1 && Math.max(left, ...held) >= DISCLOSED_MIN_FIRMS;
}
