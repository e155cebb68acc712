/** What is said beside overlapping certificates of a firm: which one a loan of today links to. */
import type { qualificationTexts } from './qualification-texts.ts';

interface Dated {
  readonly kind: string;
  readonly current: boolean;
  readonly counts: boolean;
}

/** Of several current qualifications of a kind, which one a loan links to; null where there is only one. */
export function linkNote(one: Dated, all: readonly Dated[], t: (typeof qualificationTexts)['zh-CN']): string | null {
  const isOneOfSeveral = one.current && all.filter(({ kind, current }) => current && kind === one.kind).length > 1;
  return isOneOfSeveral ? (one.counts ? t.linksHere : t.linksElsewhere) : null;
}
