/** What an entry of the registry of limits is. Adding a limit: one file here, and its line in registry.ts. */
import type { Day } from '../../values/day.ts';
import type { Template } from '../../messages/template.ts';
import type { Grade } from '../grades.ts';
import type { LprTable } from '../lpr.ts';
import type { WorkCalendar } from '../working-days.ts';
import type { Shapes, ValuesOf } from './shapes.ts';

/** The effect of a breach: the filing is refused, or flagged for review. */
export const ON_BREACH = ['refuse', 'flag'] as const;
export type OnBreach = (typeof ON_BREACH)[number];

/**
 * The members of a filing's draft that limits read; absent when malformed. Not derived from PartialDraft, whose fields
 * depend on the codes of errors, and so on the limits.
 */
export interface LimitDraft {
  readonly uscc?: string | undefined;
  readonly amount?: bigint | undefined;
  readonly annualRate?: number | undefined;
  readonly disbursedOn?: Day | undefined;
  readonly dueOn?: Day | undefined;
  readonly knowledgeGrade?: Grade | null | undefined;
  readonly purpose?: string | null | undefined;
}

/** What the registry knows that limits need. */
export interface LimitContext {
  /** The Shanghai day of the check. */
  readonly today: Day;
  /** The Shanghai day of the first submission, by which the filing deadline counts; absent for a new filing: `today`. */
  readonly submittedOn?: Day | undefined;
  readonly lpr: LprTable;
  /** Absent when no version counts working days. */
  readonly calendar?: WorkCalendar | undefined;
  /** The kinds of qualifications that the firm holds on the day of disbursement. */
  readonly heldKinds: readonly string[];
}

/** `cannot_check`: the limit is set, but data that it needs is unknown. It must not be shown as passed. */
export type CheckOutcome = 'passed' | 'broken' | 'not_set' | 'cannot_check';

/** Result of one rule. `params` are for its message; `alsoFlag` names a cause, and is raised with any outcome. */
export interface Finding<Cause extends string = string> {
  readonly outcome: CheckOutcome;
  readonly params?: Record<string, string>;
  readonly alsoFlag?: Cause;
}

export const NOT_SET: Finding<never> = { outcome: 'not_set' };
export const CANNOT_CHECK: Finding<never> = { outcome: 'cannot_check' };

export function finding(isBroken: boolean, params: Record<string, string> = {}): Finding<never> {
  return isBroken ? { outcome: 'broken', params } : { outcome: 'passed' };
}

/** A condition that a filing must meet. Its name in `rules` is the code of the error or flag. */
export interface Rule<S extends Shapes, Cause extends string> {
  /** The member of a filing's body at which a breach is reported. */
  readonly path: keyof LimitDraft;
  /** A short title, for the list of checks. */
  readonly label: Template;
  /** The message of a breach, where the version refuses the filing and where it flags it. */
  readonly refused: Template;
  readonly flagged: Template;
  /** Pure. A member that it needs and that is absent from the draft makes it CANNOT_CHECK. */
  test(settings: ValuesOf<S>, draft: LimitDraft, context: LimitContext): Finding<Cause>;
}

/** Error codes of contradictions between settings. */
export type FaultCode = 'REQUIRED' | 'RANGE_REVERSED' | 'NOT_ALLOWED';

export interface Limit<S extends Shapes, Code extends string, Cause extends string> {
  readonly title: Template;
  /** Its settings, besides `onBreach`, which every limit has. */
  readonly settings: S;
  readonly rules: Readonly<Record<Code, Rule<S, Cause>>>;
  /** Flags that say why it cannot be checked. */
  readonly causes?: Readonly<Record<Cause, Template>>;
  /** A contradiction between settings that are valid one by one: the setting at which it is reported, and the error code. */
  fault?(settings: ValuesOf<S>): { readonly path: keyof S; readonly code: FaultCode } | null;
}

/** The fault of settings of which one must be given: at the first name when none is, at the second that is. */
export function exactlyOneOf<Name extends string>(
  settings: Readonly<Partial<Record<Name, unknown>>>,
  names: readonly [Name, ...Name[]],
): { path: Name; code: FaultCode } | null {
  const [given, another] = names.filter((name) => settings[name] != null);
  if (given === undefined) return { path: names[0], code: 'REQUIRED' };
  return another === undefined ? null : { path: another, code: 'NOT_ALLOWED' };
}

export function defineLimit<const S extends Shapes, Code extends string, Cause extends string = never>(
  limit: Limit<S, Code, Cause>,
): Limit<S, Code, Cause> {
  return limit;
}
