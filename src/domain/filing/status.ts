/**
 * The status of a firm on `disbursedOn`, by the qualifications that cover that day. The words are part of the API and
 * are stored with filings and totals.
 */
import type { Day } from '../values/day.ts';

/** The code of a kind of qualifications. */
export const QUALIFICATION_KIND = /^[a-z][a-z_]{0,38}$/;

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

/** The qualifications that totals tell apart, from the links of a filing by kind. */
export function presentStatus(links: Readonly<Record<string, Link>>): { highTech: Link | null; techSme: Link | null } {
  return { highTech: links['high_tech'] ?? null, techSme: links['tech_sme'] ?? null };
}
