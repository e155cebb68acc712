/**
 * What the settings of a limit may hold. A setting's shape says how it is parsed, sent, typed in and shown. A new shape
 * also needs its validation in http/limit-fields.ts and its input in web/admin/limit-fields.tsx.
 */
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
/** Fen for each grade that has a line. */
interface AmountByGradeShape extends Named {
  readonly kind: 'amountByGrade';
}
/** Codes of kinds of qualifications. */
interface QualificationKindsShape extends Named {
  readonly kind: 'qualificationKinds';
}
export type Shape = AmountShape | WholeShape | AmountByGradeShape | QualificationKindsShape;
export type Shapes = Readonly<Record<string, Shape>>;

interface Values {
  amount: bigint;
  whole: number;
  amountByGrade: Partial<Record<Grade, bigint>>;
  qualificationKinds: readonly string[];
}
interface WireValues {
  amount: string;
  whole: number;
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
