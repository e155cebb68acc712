import { dayValue, dayValueOrNull } from '../records/day-field.tsx';
import type { Schemas } from '../shared/api.ts';
import type { Text } from '../shared/language.ts';
import { amountOf, parseAmount } from '../shared/money.ts';
import { PROGRAMME_LIMITS } from '../shared/programme-limits.ts';

export type Rule = Schemas['ProgrammeRule'];
export type OnBreach = 'refuse' | 'flag';

/** A setting of a limit, as the registry of limits describes it. */
export interface Setting {
  readonly name: string;
  readonly kind: (typeof PROGRAMME_LIMITS)[number]['settings'][number]['kind'];
  readonly title: Text;
  readonly shown: Text;
  readonly optional?: true;
  /** Of a word: how each is shown. */
  readonly labels?: Readonly<Record<string, Text>>;
}
export interface Limit {
  readonly name: string;
  readonly title: Text;
  readonly settings: readonly Setting[];
}
export const LIMITS: readonly Limit[] = PROGRAMME_LIMITS;
export const GRADES = ['A', 'B', 'C', 'D', 'E'] as const;

/** A limit as the API answers it. */
type LimitValues = { readonly onBreach: OnBreach } & Readonly<Record<string, unknown>>;
export const limitOf = (limits: Rule['limits'], name: string): LimitValues | undefined =>
  (limits as Readonly<Record<string, LimitValues | undefined>>)[name];

/** A limit as typed. Clearing `set` keeps what was typed, so that the box can be ticked again. */
export interface LimitForm {
  readonly set: boolean;
  /** By the name of the setting, or `setting.grade`; several kinds with commas between. */
  readonly typed: Readonly<Record<string, string>>;
  readonly onBreach: OnBreach;
}
export interface RuleForm {
  readonly code: string;
  readonly name: string;
  readonly regionPrefix: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly reviewAll: boolean;
  readonly limits: Readonly<Record<string, LimitForm>>;
}

/** How the values of each kind of setting are typed, and sent; undefined where nothing is typed. */
const KINDS: Readonly<
  Record<
    Setting['kind'],
    {
      typed(name: string, value: never): Record<string, string>;
      sent(name: string, typed: LimitForm['typed']): unknown;
    }
  >
> = {
  amount: {
    typed: (name, value: string) => ({ [name]: value }),
    sent: (name, typed) => filled(typed[name], yuan),
  },
  whole: {
    typed: (name, value: number) => ({ [name]: String(value) }),
    sent: (name, typed) => filled(typed[name], whole),
  },
  word: {
    typed: (name, word: string) => ({ [name]: word }),
    sent: (name, typed) => filled(typed[name], (word) => word),
  },
  factor: {
    typed: (name, factor: string) => ({ [name]: factor }),
    sent: (name, typed) => filled(typed[name], (text) => text.normalize('NFKC').trim()),
  },
  amountByGrade: {
    typed: (name, lines: Record<string, string>) =>
      Object.fromEntries(Object.entries(lines).map(([grade, line]) => [`${name}.${grade}`, line])),
    sent: (name, typed) =>
      Object.fromEntries(GRADES.map((grade) => [grade, filled(typed[`${name}.${grade}`], yuan)] as const)),
  },
  qualificationKinds: {
    typed: (name, kinds: string[]) => ({ [name]: kinds.join(',') }),
    sent: (name, typed) => filled(typed[name], (kinds) => kinds.split(',')),
  },
};

const filled = <T>(text: string | undefined, read: (text: string) => T): T | undefined =>
  text === undefined || text.trim() === '' ? undefined : read(text);

/** An amount for the API. Text that cannot be parsed is sent as typed; the API reports the error. */
function yuan(text: string): string {
  const typed = parseAmount(text, 'yuan');
  return typed.ok ? amountOf(typed.fen) : text.trim();
}

const whole = (text: string): number =>
  /^\d{1,6}$/.test(text.normalize('NFKC').trim()) ? Number(text.normalize('NFKC').trim()) : -1;

export function formOf(rule: Rule | null): RuleForm {
  return {
    code: rule?.code ?? '',
    name: rule?.name ?? '',
    regionPrefix: rule?.regionPrefix ?? '',
    validFrom: rule?.validFrom ?? '',
    validTo: rule?.validTo ?? '',
    reviewAll: rule?.reviewAll ?? false,
    limits: Object.fromEntries(LIMITS.map((limit) => [limit.name, limitFormOf(limit, rule)])),
  };
}

function limitFormOf({ name, settings }: Limit, rule: Rule | null): LimitForm {
  const found = rule === null ? undefined : limitOf(rule.limits, name);
  const typed = settings
    .filter((setting) => found?.[setting.name] !== undefined)
    .map((setting) => KINDS[setting.kind].typed(setting.name, found![setting.name] as never));
  return { set: found !== undefined, typed: Object.assign({}, ...typed), onBreach: found?.onBreach ?? 'flag' };
}

/** The body of the PUT request, or null while a required field is empty. A limit that is not set is omitted. */
export function bodyOf({ name, regionPrefix, validFrom, validTo, reviewAll, limits }: RuleForm) {
  const set = LIMITS.flatMap((limit) => (limits[limit.name]!.set ? [[limit, limits[limit.name]!] as const] : []));
  if (name.trim() === '' || validFrom === '' || set.some(([limit, form]) => lacksSomething(limit, form))) return null;
  return {
    name,
    regionPrefix,
    validFrom: dayValue(validFrom),
    validTo: dayValueOrNull(validTo),
    reviewAll,
    limits: Object.fromEntries(set.map(([limit, form]) => [limit.name, sentOf(limit, form)])) as Schemas['LimitsBody'],
  };
}

const lacksSomething = ({ settings }: Limit, { typed }: LimitForm): boolean =>
  settings.some(({ kind, name, optional }) => !optional && KINDS[kind].sent(name, typed) === undefined);

const sentOf = ({ settings }: Limit, { typed, onBreach }: LimitForm) => ({
  ...Object.fromEntries(settings.map(({ kind, name }) => [name, KINDS[kind].sent(name, typed)])),
  onBreach,
});
