import { dayValue, dayValueOrNull } from '../records/day-field.tsx';
import type { Schemas } from '../shared/api.ts';
import { amountOf, parseAmount } from '../shared/money.ts';

export type Rule = Schemas['ProgrammeRule'];
export const LIMITS = ['amount', 'rate', 'termMonths', 'filingDeadline', 'gradeLines'] as const;
export type LimitName = (typeof LIMITS)[number];
export const GRADES = ['A', 'B', 'C', 'D', 'E'] as const;
export type Grade = (typeof GRADES)[number];
type OnBreach = 'refuse' | 'flag';

/** A limit as typed. Clearing `set` keeps the typed value, so that the box can be ticked again. */
export interface LimitForm {
  readonly set: boolean;
  readonly value: string;
  readonly grades: Readonly<Record<Grade, string>>;
  readonly onBreach: OnBreach;
}
export interface RuleForm {
  readonly code: string;
  readonly name: string;
  readonly regionPrefix: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly reviewAll: boolean;
  readonly limits: Readonly<Record<keyof Rule['limits'], LimitForm>>;
}

const NO_GRADES: Readonly<Record<Grade, string>> = { A: '', B: '', C: '', D: '', E: '' };

export function formOf(rule: Rule | null): RuleForm {
  const { amount, rate, termMonths, filingDeadline, gradeLines } = rule?.limits ?? {};
  const limit = (
    found: { onBreach: OnBreach } | undefined,
    value: string | number | undefined,
    grades: Partial<Record<Grade, string>> = {},
  ): LimitForm => ({
    set: found !== undefined,
    value: value === undefined ? '' : String(value),
    grades: { ...NO_GRADES, ...grades },
    onBreach: found?.onBreach ?? 'flag',
  });
  return {
    code: rule?.code ?? '',
    name: rule?.name ?? '',
    regionPrefix: rule?.regionPrefix ?? '',
    validFrom: rule?.validFrom ?? '',
    validTo: rule?.validTo ?? '',
    reviewAll: rule?.reviewAll ?? false,
    limits: {
      amount: limit(amount, amount?.max),
      rate: limit(rate, rate?.overLprBasisPoints),
      termMonths: limit(termMonths, termMonths?.max),
      filingDeadline: limit(filingDeadline, filingDeadline?.months),
      gradeLines: limit(gradeLines, undefined, gradeLines?.lines),
    },
  };
}

/** An amount for the API. Text that cannot be parsed is sent as typed; the API reports the error. */
function yuan(text: string): string {
  const typed = parseAmount(text, 'yuan');
  return typed.ok ? amountOf(typed.fen) : text.trim();
}

const whole = (text: string): number =>
  /^\d{1,6}$/.test(text.normalize('NFKC').trim()) ? Number(text.normalize('NFKC').trim()) : -1;

/** The body of the PUT request, or null while a required field is empty. A limit that is not set is omitted. */
export function bodyOf({ name, regionPrefix, validFrom, validTo, reviewAll, limits }: RuleForm) {
  const { amount, rate, termMonths, filingDeadline, gradeLines } = limits;
  const empty = [amount, rate, termMonths, filingDeadline].some(({ set, value }) => set && value.trim() === '');
  if (name.trim() === '' || validFrom === '' || empty) return null;
  const lines = Object.fromEntries(
    GRADES.filter((grade) => gradeLines.grades[grade].trim() !== '').map((grade) => [
      grade,
      yuan(gradeLines.grades[grade]),
    ]),
  );
  return {
    name,
    regionPrefix,
    validFrom: dayValue(validFrom),
    validTo: dayValueOrNull(validTo),
    reviewAll,
    limits: {
      ...(amount.set ? { amount: { max: yuan(amount.value), onBreach: amount.onBreach } } : {}),
      ...(rate.set ? { rate: { overLprBasisPoints: whole(rate.value), onBreach: rate.onBreach } } : {}),
      ...(termMonths.set ? { termMonths: { max: whole(termMonths.value), onBreach: termMonths.onBreach } } : {}),
      ...(filingDeadline.set
        ? { filingDeadline: { months: whole(filingDeadline.value), onBreach: filingDeadline.onBreach } }
        : {}),
      ...(gradeLines.set ? { gradeLines: { lines, onBreach: gradeLines.onBreach } } : {}),
    },
  };
}
