/** Tables of the printed report. */
import type { Latency, Throughput } from './figures.ts';

export type Row = readonly (string | number)[];
export interface Table {
  readonly title: string;
  readonly heads: readonly string[];
  readonly rows: readonly Row[];
}

export const LATENCY_HEADS = ['requests', 'p50 ms', 'p99 ms', 'max ms'] as const;
export const latencyRow = ({ requests, p50Ms, p99Ms, maxMs }: Latency): Row => [requests, p50Ms, p99Ms, maxMs];

export const THROUGHPUT_HEADS = ['per second, each round', 'p50 ms', 'p99 ms'] as const;
export const throughputRow = ({ perSecond, p50Ms, p99Ms }: Throughput): Row => [perSecond.join(' '), p50Ms, p99Ms];

export function printTable({ title, heads, rows }: Table): string {
  const cells = [heads, ...rows].map((row) => row.map(String));
  const widths = heads.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]): string =>
    `  ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join('   ')}`;
  return [title, ...cells.map((row) => line(row).trimEnd())].join('\n');
}
