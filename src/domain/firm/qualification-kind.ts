/**
 * A kind of qualifications (资质), as its row describes it: kinds are data. Rules must not depend on a particular kind;
 * only the two-by-two (domain/filing/status.ts) and some wordings name one.
 */
import { squeeze } from '../sheet/cell.ts';
import { addDays, addMonths, type Day } from '../values/day.ts';

/** How long one is valid where a list states no end: so many months less a day; until 31 March of the next year; unknown. */
export const VALIDITIES = ['months', 'year', 'stated'] as const;
export type Validity = (typeof VALIDITIES)[number];

export interface QualificationKindRow {
  readonly code: string;
  readonly name_zh: string;
  readonly name_en: string;
  readonly short_zh: string;
  readonly short_en: string;
  /** What its numbers are called. */
  readonly number_title_zh: string;
  readonly number_title_en: string;
  /** The usual form of its numbers, a regular expression; null: any. */
  readonly number_pattern: string | null;
  /** Words by which a list or a cell names the kind. */
  readonly headings: readonly string[];
  readonly validity: Validity;
  readonly validity_months: number | null;
  readonly in_two_by_two: boolean;
}

// Without *, +, ?, ranges of repetition and repeated groups a pattern takes linear time, whoever wrote it.
const SAFE_PATTERN = /^\^[-A-Z0-9[\]{}()|]*\$$/;

/** Whether a text may be the pattern of certificate numbers, which are in upper case. */
export function isNumberPattern(pattern: string): boolean {
  if (!SAFE_PATTERN.test(pattern) || /\)\{|\{(?![0-9]{1,2}\})/.test(pattern)) return false;
  try {
    new RegExp(pattern);
    return true;
  } catch {
    return false;
  }
}

const patterns = new Map<string, RegExp>();
function matches(pattern: string, certificateNo: string): boolean {
  let known = patterns.get(pattern);
  if (known === undefined) patterns.set(pattern, (known = new RegExp(pattern)));
  return known.test(certificateNo);
}

/** Whether a number (normalised) has another form than is usual for its kind. Such a number is marked, never refused. */
export function isUnusualNumber(pattern: string | null, certificateNo: string): boolean {
  return pattern !== null && !matches(pattern, certificateNo);
}

type Recognised = Pick<QualificationKindRow, 'code' | 'number_pattern' | 'headings'>;

/** The kind whose numbers have this form. */
export function kindOfNumber(certificateNo: string, kinds: readonly Recognised[]): string | null {
  const found = kinds.find(({ number_pattern: pattern }) => pattern !== null && matches(pattern, certificateNo));
  return found?.code ?? null;
}

/** The kind that a text names: the title of a list, a heading, a cell. */
export function kindOfText(text: string, kinds: readonly Recognised[]): string | null {
  const word = bare(text);
  const found = kinds.find(
    ({ code, headings }) => bare(code) === word || headings.some((heading) => word.includes(bare(heading))),
  );
  return found?.code ?? null;
}

const bare = (text: string): string => squeeze(text).toLowerCase().replace(/[-_]/g, '');

/** The last valid day by the kind's rule; null where the list must state it. @param year of a kind that counts by year */
export function lastDayOf(
  { validity, validity_months: months }: Pick<QualificationKindRow, 'validity' | 'validity_months'>,
  from: Day | undefined,
  year: number | null,
): Day | null {
  if (validity === 'months') return from === undefined ? null : addDays(addMonths(from, months ?? 0), -1);
  return validity === 'year' && year !== null ? `${year + 1}-03-31` : null;
}
