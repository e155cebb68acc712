/**
 * What a section of the benchmark is. Targets are bounds on ratios or times; a missed target is reported and does not
 * stop the run.
 */
import type { Bench } from './bench.ts';
import type { Table } from './table.ts';

/** A part of the bench: what it measures, how that is shown, and which targets it has. */
export interface Section<Figures> {
  measure(bench: Bench): Promise<Figures>;
  tables(figures: Figures): Table[];
  targets(figures: Figures): Target[];
}

/** Set for a world of a million filings; see README.md. */
export interface Target {
  readonly figure: string;
  /** Null when the registry does not offer what is measured. */
  readonly value: number | null;
  readonly target: string;
  readonly met: boolean;
}

export const atLeast = (figure: string, value: number | null, bound: number): Target => ({
  figure,
  value,
  target: `≥ ${bound}`,
  met: value !== null && value >= bound,
});

export const atMost = (figure: string, value: number | null, bound: number, unit = ''): Target => ({
  figure,
  value,
  target: `≤ ${bound} ${unit}`.trimEnd(),
  met: value !== null && value <= bound,
});
