/**
 * The limits that a version of a programme can set. Everything else follows from these entries: the check of a filing,
 * the JSON of the API and the database, its validation and OpenAPI, messages in both languages, the administrator's form.
 */
import type { Template } from '../../messages/template.ts';
import { amount } from './amount.ts';
import { eligibleAnyOf } from './eligible-any-of.ts';
import { filingDeadline } from './filing-deadline.ts';
import { gradeLines } from './grade-lines.ts';
import type { Limit, OnBreach } from './limit.ts';
import { purposeRequired } from './purpose-required.ts';
import { rate } from './rate.ts';
import type { Shapes, ValuesOf, WireOf } from './shapes.ts';
import { term } from './term.ts';

/** In the order in which they are shown and checked. */
export const LIMITS = { amount, rate, term, filingDeadline, gradeLines, eligibleAnyOf, purposeRequired };

type Limits = typeof LIMITS;
export type LimitName = keyof Limits;
type SettingsShapes<Name extends LimitName> = Limits[Name]['settings'];

/** The limits of a version. An absent limit is "not set": it checks nothing and is never shown as passed. */
export type ProgrammeLimits = {
  [Name in LimitName]?: (ValuesOf<SettingsShapes<Name>> & { onBreach: OnBreach }) | undefined;
};
/** The same as JSON in the API and the database: amounts are decimal strings of yuan. */
export type WireLimits = {
  [Name in LimitName]?: WireOf<SettingsShapes<Name>> & { onBreach: OnBreach };
};

/** Codes of breaches: errors or flags, as the version says. */
export type LimitRule = { [Name in LimitName]: keyof Limits[Name]['rules'] }[LimitName];
type CauseOf<Entry> = Entry extends Limit<infer _S, infer _Code, infer Cause> ? Cause : never;
/** Flags that say why a limit cannot be checked. */
export type LimitCause = { [Name in LimitName]: CauseOf<Limits[Name]> }[LimitName];

/** A limit as generic code sees it. */
export type AnyLimit = Limit<Shapes, LimitRule, LimitCause>;
export const LIMIT_ENTRIES = Object.entries(LIMITS) as unknown as readonly (readonly [LimitName, AnyLimit])[];

const rulesOfAll = LIMIT_ENTRIES.flatMap(([, { rules }]) => Object.entries(rules)) as readonly (readonly [
  LimitRule,
  AnyLimit['rules'][LimitRule],
])[];
export const LIMIT_RULES: readonly LimitRule[] = rulesOfAll.map(([code]) => code);

const causesOfAll: Readonly<Record<LimitCause, Template>> = Object.assign(
  {},
  ...LIMIT_ENTRIES.map(([, { causes }]) => causes),
);
export const LIMIT_CAUSES = Object.keys(causesOfAll) as readonly LimitCause[];

type MessagesOf<Code extends string> = Readonly<Record<Code, Template>>;
export const LIMIT_ERROR_MESSAGES = Object.fromEntries(
  rulesOfAll.map(([code, { refused }]) => [code, refused]),
) as MessagesOf<LimitRule>;
export const LIMIT_FLAG_MESSAGES = {
  ...causesOfAll,
  ...Object.fromEntries(rulesOfAll.map(([code, { flagged }]) => [code, flagged])),
} as MessagesOf<LimitRule | LimitCause>;
