/**
 * A kind of qualifications (资质), as its row describes it: kinds are data. Rules must not depend on a particular kind;
 * only the two-by-two (domain/filing/status.ts) and some wordings name one.
 */
import { FILE_NAME_MAX_CHARACTERS, SHEET_NAME_MAX_CHARACTERS, TITLE_MAX_CHARACTERS } from '../limits.ts';
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

/** What a pattern of certificate numbers, which are in upper case, consists of. */
export const NUMBER_PATTERN_FORM = /^\^[-A-Z0-9[\]{}()|]*\$$/;
/** Repeated groups, ranges of repetition and empty alternatives: without them a match takes little time, whoever wrote the pattern. */
export const NUMBER_PATTERN_REFUSED = /\)\{|\{(?![0-9]{1,2}\})|[(|^][|)$]/;

/** Whether a text may be the pattern of certificate numbers. */
export function isNumberPattern(pattern: string): boolean {
  if (!NUMBER_PATTERN_FORM.test(pattern) || NUMBER_PATTERN_REFUSED.test(pattern)) return false;
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
  // Each alternative is of the whole number.
  if (known === undefined) patterns.set(pattern, (known = new RegExp(`^(?:${pattern.slice(1, -1)})$`)));
  return known.test(certificateNo);
}

/** Whether a number (normalised) has another form than is usual for its kind. Such a number is marked, never refused. */
export function isUnusualNumber(pattern: string | null, certificateNo: string): boolean {
  return pattern !== null && !matches(pattern, certificateNo);
}

/** How much of a text is searched: above a table, the name of its sheet and of its file. */
const NAMED_IN_MAX_CHARACTERS = TITLE_MAX_CHARACTERS + SHEET_NAME_MAX_CHARACTERS + FILE_NAME_MAX_CHARACTERS + 2;

/** The kind whose numbers have this form. */
export function kindOfNumber(
  certificateNo: string,
  kinds: readonly Pick<QualificationKindRow, 'code' | 'number_pattern'>[],
): string | null {
  const found = kinds.find(({ number_pattern: pattern }) => pattern !== null && matches(pattern, certificateNo));
  return found?.code ?? null;
}

type Named = Pick<QualificationKindRow, 'code' | 'name_zh' | 'name_en' | 'short_zh' | 'short_en' | 'headings'>;

/**
 * The kind that a text names: a cell with one of its names, or a title that contains its name or one of its headings.
 * A heading within a longer one does not count; a text that names several kinds names none.
 */
export function kindOfText(text: string, kinds: readonly Named[]): string | null {
  const word = bare(text.slice(0, NAMED_IN_MAX_CHARACTERS));
  const named = kinds.find(({ code, name_zh, name_en, short_zh, short_en }) =>
    [code, name_zh, name_en, short_zh, short_en].some((name) => bare(name) === word),
  );
  if (named !== undefined) return named.code;
  const found = kinds.flatMap(({ code, name_zh, name_en, headings }) =>
    [name_zh, name_en, ...headings]
      .map((heading) => ({ code, heading: bare(heading) }))
      .filter(({ heading }) => heading !== '' && word.includes(heading)),
  );
  const codes = found
    .filter(({ heading }) => !found.some((other) => other.heading !== heading && other.heading.includes(heading)))
    .map(({ code }) => code);
  return new Set(codes).size === 1 ? codes[0]! : null;
}

/** What may stand around the name of a kind in a cell. */
const AROUND_NAME = /^(?:国家级?|省级?|市级?)|(?:资质|证书|认定)$/g;

/**
 * The kind that a cell names. `null`: it names one in part, such as 非高新技术企业, or several; undefined: it names none
 * and is about something else, such as the legal form.
 */
export function kindOfCell(text: string, kinds: readonly Named[]): string | null | undefined {
  const word = bare(text.slice(0, NAMED_IN_MAX_CHARACTERS)).split(/[([【]/)[0]!;
  for (const form of [word, word.replace(AROUND_NAME, '')]) {
    const named = kinds.filter(({ code, name_zh, name_en, short_zh, short_en, headings }) =>
      [code, name_zh, name_en, short_zh, short_en, ...headings].some((name) => bare(name) === form),
    );
    if (named.length === 1) return named[0]!.code;
  }
  const names = kinds.flatMap(({ name_zh, name_en, short_zh, headings }) => [name_zh, name_en, short_zh, ...headings]);
  return names.some((name) => bare(name) !== '' && word.includes(bare(name))) ? null : undefined;
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
