/**
 * What the settings of a limit may hold. A setting's shape says how it is parsed, sent, typed in and shown. A new shape
 * also needs its validation in http/limit-fields.ts and its input in web/admin/limit-fields.tsx.
 */
import { formatFactor, parseFactor } from '../../values/factor.ts';
import { formatAmount, parseAmount } from '../../values/money.ts';
import type { Template } from '../../messages/template.ts';
import { GRADES, type Grade } from '../grades.ts';

interface Named {
  /** The label of its input. */
  readonly title: Template;
  /** How its value is shown where the limits of a version are listed; `{value}` stands for it. */
  readonly shown: Template;
  /** It may be left out. */
  readonly optional?: true;
}

/** Fen; yuan as a decimal string in JSON. */
interface AmountShape extends Named {
  readonly kind: 'amount';
}
interface WholeShape extends Named {
  readonly kind: 'whole';
  readonly min: number;
  readonly max: number;
}
/** One of some words. */
interface WordShape extends Named {
  readonly kind: 'word';
  readonly words: readonly string[];
  /** How each word is shown. */
  readonly labels: Readonly<Record<string, Template>>;
}
/** Hundredths; a decimal string in JSON. */
interface FactorShape extends Named {
  readonly kind: 'factor';
}
/** Fen for each grade that has a line. */
interface AmountByGradeShape extends Named {
  readonly kind: 'amountByGrade';
}
/** Codes of kinds of qualifications. */
interface QualificationKindsShape extends Named {
  readonly kind: 'qualificationKinds';
}
export type Shape = AmountShape | WholeShape | WordShape | FactorShape | AmountByGradeShape | QualificationKindsShape;
export type Shapes = Readonly<Record<string, Shape>>;

interface Values {
  amount: bigint;
  whole: number;
  word: string;
  factor: number;
  amountByGrade: Partial<Record<Grade, bigint>>;
  qualificationKinds: readonly string[];
}
interface WireValues {
  amount: string;
  whole: number;
  word: string;
  factor: string;
  amountByGrade: Partial<Record<Grade, string>>;
  qualificationKinds: readonly string[];
}

type OptionalNames<S extends Shapes> = {
  [Name in keyof S]: S[Name] extends { optional: true } ? Name : never;
}[keyof S];
type Members<S extends Shapes, By extends Record<Shape['kind'], unknown>> = {
  -readonly [Name in Exclude<keyof S, OptionalNames<S>>]: By[S[Name]['kind']];
} & { -readonly [Name in OptionalNames<S>]?: By[S[Name]['kind']] | null | undefined };

/** The parsed settings of these shapes. */
export type ValuesOf<S extends Shapes> = Members<S, Values & Record<Shape['kind'], unknown>>;
/** The same as JSON. */
export type WireOf<S extends Shapes> = Members<S, WireValues & Record<Shape['kind'], unknown>>;

interface Conversion {
  /** @throws RangeError for what no validation lets pass */
  parse(wire: never): unknown;
  format(value: never): unknown;
}

const AS_IS: Conversion = { parse: (wire) => wire, format: (value) => value };

export const CONVERSIONS: Readonly<Record<Shape['kind'], Conversion>> = {
  amount: { parse: fen, format: formatAmount },
  whole: AS_IS,
  word: AS_IS,
  factor: { parse: factorE2, format: formatFactor },
  amountByGrade: { parse: eachGrade(fen), format: eachGrade(formatAmount) },
  qualificationKinds: AS_IS,
};

function eachGrade<A, B>(convert: (value: A) => B) {
  return (lines: Partial<Record<Grade, A | null>>): Partial<Record<Grade, B>> => {
    const out: Partial<Record<Grade, B>> = {};
    for (const grade of GRADES) {
      const line = lines[grade];
      if (line !== undefined && line !== null) out[grade] = convert(line);
    }
    return out;
  };
}

function fen(amount: string): bigint {
  const parsed = parseAmount(amount);
  if (!parsed.ok) throw new RangeError(`not an amount: ${amount}`);
  return parsed.fen;
}

function factorE2(factor: string): number {
  const parsed = parseFactor(factor);
  if (!parsed.ok) throw new RangeError(`not a factor: ${factor}`);
  return parsed.factorE2;
}
