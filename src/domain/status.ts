/** The status of a firm when the money went out, as the qualifications say that cover `disbursedOn`. */
import type { Day } from './day.ts';

/** The kinds of qualification that totals tell apart. Further kinds are rows of data and appear in no status. */
export const QUALIFICATION_KINDS = ['high_tech', 'tech_sme'] as const;
export type QualificationKind = (typeof QUALIFICATION_KINDS)[number];

/** The partition by status; filings and amounts of the four add up to the total. */
export const STATUS_WORDS = ['both', 'highTechOnly', 'techSmeOnly', 'neither'] as const;
export type StatusWord = (typeof STATUS_WORDS)[number];

/** One qualification that covers a filing; both days are inclusive. */
export interface Link {
  certificateNo: string;
  validFrom: Day;
  validTo: Day;
}

/** By kind: the qualification that covers a filing, if any. */
export type Links = Readonly<Record<string, Link | null | undefined>>;

/** Where a filing with these links stands in the two-by-two. */
export function statusOf(links: Links): StatusWord {
  const highTech = links['high_tech'] != null;
  const techSme = links['tech_sme'] != null;
  if (highTech) return techSme ? 'both' : 'highTechOnly';
  return techSme ? 'techSmeOnly' : 'neither';
}
