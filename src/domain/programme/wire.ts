/** The JSON of programme limits in the API and the database: amounts are decimal strings of yuan. */
import { formatAmount, parseAmount } from '../values/money.ts';
import { GRADES, type Grade, type OnBreach, type ProgrammeLimits } from './programme.ts';

export interface WireLimits {
  amount?: { max: string; onBreach: OnBreach };
  rate?: { overLprBasisPoints: number; onBreach: OnBreach };
  termMonths?: { max: number; onBreach: OnBreach };
  filingDeadline?: { months: number; onBreach: OnBreach };
  gradeLines?: { lines: Partial<Record<Grade, string>>; onBreach: OnBreach };
}

/** Parses validated JSON. @throws RangeError for an invalid amount */
export function limitsFromWire(wire: WireLimits): ProgrammeLimits {
  const { amount, gradeLines, rate, termMonths, filingDeadline } = wire;
  return {
    ...(amount ? { amount: { maxFen: fen(amount.max), onBreach: amount.onBreach } } : {}),
    ...(rate ? { rate } : {}),
    ...(termMonths ? { termMonths } : {}),
    ...(filingDeadline ? { filingDeadline } : {}),
    ...(gradeLines ? { gradeLines: { lines: eachGrade(gradeLines.lines, fen), onBreach: gradeLines.onBreach } } : {}),
  };
}

/** Formats limits as JSON. */
export function limitsToWire(limits: ProgrammeLimits): WireLimits {
  const { amount, gradeLines, rate, termMonths, filingDeadline } = limits;
  return {
    ...(amount ? { amount: { max: formatAmount(amount.maxFen), onBreach: amount.onBreach } } : {}),
    ...(rate ? { rate } : {}),
    ...(termMonths ? { termMonths } : {}),
    ...(filingDeadline ? { filingDeadline } : {}),
    ...(gradeLines
      ? { gradeLines: { lines: eachGrade(gradeLines.lines, formatAmount), onBreach: gradeLines.onBreach } }
      : {}),
  };
}

function eachGrade<A, B>(lines: Partial<Record<Grade, A>>, to: (value: A) => B): Partial<Record<Grade, B>> {
  const out: Partial<Record<Grade, B>> = {};
  for (const grade of GRADES) {
    const line = lines[grade];
    if (line !== undefined) out[grade] = to(line);
  }
  return out;
}

function fen(amount: string): bigint {
  const parsed = parseAmount(amount);
  if (!parsed.ok) throw new RangeError(`not an amount: ${amount}`);
  return parsed.fen;
}
