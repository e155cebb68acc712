/** A kind of qualifications as it is typed, checked and sent. */
import { singleLine } from '../records/day-field.tsx';
import type { Schemas } from '../shared/api.ts';
import { KIND_CODE, KIND_LIMITS } from '../shared/kind-rules.ts';
import type { KindTexts } from './kind-texts.ts';
import { isNumberPattern, numberFits } from './number-pattern.ts';

export type Kind = Schemas['QualificationKind'];
type Body = Schemas['QualificationKindBody'];

export interface KindForm {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly shortZh: string;
  readonly shortEn: string;
  readonly numberTitleZh: string;
  readonly numberTitleEn: string;
  readonly numberPattern: string;
  /** Words with separators between. */
  readonly headings: string;
  readonly validity: Kind['validity'];
  readonly validityMonths: string;
  readonly position: string;
}
export type KindField = keyof KindForm;

export const VALIDITIES = ['months', 'year', 'stated'] as const satisfies readonly Kind['validity'][];
const REQUIRED: readonly KindField[] = ['code', 'nameZh', 'nameEn', 'shortZh', 'shortEn'];

const NEW: KindForm = {
  code: '',
  nameZh: '',
  nameEn: '',
  shortZh: '',
  shortEn: '',
  numberTitleZh: '',
  numberTitleEn: '',
  numberPattern: '',
  headings: '',
  validity: 'months',
  validityMonths: '36',
  position: '',
};
export const KIND_FIELDS = Object.keys(NEW) as readonly KindField[];

export function formOf(kind: Kind | null): KindForm {
  if (kind === null) return NEW;
  const { version: _version, inTwoByTwo: _inTwoByTwo, ...form } = kind;
  return {
    ...form,
    numberPattern: kind.numberPattern ?? '',
    headings: kind.headings.join('、'),
    validityMonths: String(kind.validityMonths ?? ''),
    position: String(kind.position),
  };
}

/** What was typed over the newest version: fields that were not touched are taken from it. */
export function rebase(typed: KindForm, loaded: KindForm, newest: KindForm): KindForm {
  return Object.fromEntries(
    KIND_FIELDS.map((field) => [field, typed[field] === loaded[field] ? newest[field] : typed[field]]),
  ) as unknown as KindForm;
}

export const codeOf = ({ code }: KindForm): string => code.normalize('NFKC').trim().toLowerCase();
export const patternOf = ({ numberPattern }: KindForm): string => numberPattern.normalize('NFKC').trim();
export const headingsOf = ({ headings }: KindForm): string[] =>
  headings.split(/[\s,，、;；]+/).filter((heading) => heading !== '');

const whole = (text: string): number | null => {
  const digits = text.normalize('NFKC').trim();
  return /^[0-9]{1,6}$/.test(digits) ? Number(digits) : null;
};
const optional = (text: string): string | null => (text.trim() === '' ? null : singleLine(text));

/** The complete kind; the service reports what is wrong with it. */
export const bodyOf = (form: KindForm): Body => ({
  nameZh: singleLine(form.nameZh),
  nameEn: singleLine(form.nameEn),
  shortZh: singleLine(form.shortZh),
  shortEn: singleLine(form.shortEn),
  numberTitleZh: optional(form.numberTitleZh),
  numberTitleEn: optional(form.numberTitleEn),
  numberPattern: patternOf(form) === '' ? null : patternOf(form),
  headings: headingsOf(form),
  validity: form.validity,
  validityMonths: form.validity === 'months' ? whole(form.validityMonths) : null,
  position: whole(form.position),
});

/** What is wrong with a form before it is sent. `missing`: whether empty fields are reported, too. */
export function faultsOf(
  form: KindForm,
  t: KindTexts,
  missing: string | null,
): Readonly<Partial<Record<KindField, string>>> {
  const faults: Partial<Record<KindField, string>> = {};
  if (form.code !== '' && !KIND_CODE.test(codeOf(form))) faults.code = t.codeFault;
  if (patternOf(form) !== '' && !isNumberPattern(patternOf(form))) faults.numberPattern = t.patternFault;
  const headings = headingsOf(form);
  const repeated = new Set(headings).size < headings.length;
  if (repeated || headings.length > KIND_LIMITS.headingsMax || headings.some((word) => !/^.{2,50}$/u.test(word)))
    faults.headings = t.headingsFault(KIND_LIMITS.headingsMax);
  const inRange = (text: string, max: number): boolean => (whole(text) ?? 0) >= 1 && whole(text)! <= max;
  if (form.position.trim() !== '' && !inRange(form.position, KIND_LIMITS.positionMax))
    faults.position = t.wholeFault(KIND_LIMITS.positionMax);
  const { validityMonths } = form;
  if (form.validity === 'months' && validityMonths.trim() !== '' && !inRange(validityMonths, KIND_LIMITS.monthsMax))
    faults.validityMonths = t.wholeFault(KIND_LIMITS.monthsMax);
  if (missing === null) return faults;
  const required: readonly KindField[] = form.validity === 'months' ? [...REQUIRED, 'validityMonths'] : REQUIRED;
  for (const field of required) if (form[field].trim() === '') faults[field] = missing;
  return faults;
}

/** What a change of a kind takes away: rules that lists and numbers have followed so far. */
export function lossesOf(kind: Kind, form: KindForm, t: KindTexts): string[] {
  const body = bodyOf(form);
  const gone = kind.headings.filter((heading) => !body.headings!.includes(heading));
  const validityChanged = kind.validity !== body.validity || kind.validityMonths !== body.validityMonths;
  return [
    ...(kind.numberPattern !== null && kind.numberPattern !== body.numberPattern
      ? [t.lostPattern(kind.numberPattern)]
      : []),
    ...(gone.length > 0 ? [t.lostHeadings(gone.join('、'))] : []),
    ...(validityChanged ? [t.lostValidity] : []),
  ];
}

/** The kind that comes before this one and whose numbers have the same form: it takes a number without a stated kind. */
export function takerOf(number: string, form: KindForm, known: readonly Kind[]): Kind | null {
  const [code, position] = [codeOf(form), whole(form.position) ?? KIND_LIMITS.positionDefault];
  const found = known.find(
    (kind) =>
      kind.code !== code &&
      (kind.position < position || (kind.position === position && kind.code < code)) &&
      kind.numberPattern !== null &&
      numberFits(kind.numberPattern, number) === true,
  );
  return found ?? null;
}
