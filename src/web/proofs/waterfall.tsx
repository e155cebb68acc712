/** The bridge as a waterfall: two totals and the steps between them. The table beside it holds the same figures. */
import type { ReactNode } from 'react';
import { useLanguage } from '../shared/language.ts';
import { roundAmount } from '../records/amounts.ts';
import { fenOf } from '../shared/money.ts';
import './proofs.css';

export interface WaterfallBar {
  readonly label: string;
  /** Yuan; of a step what it added or (negative) took away. */
  readonly amount: string;
  readonly total: boolean;
}

const [WIDTH, HEIGHT, TOP, BOTTOM] = [100, 200, 24, 34];

export function Waterfall({ bars, label }: { bars: readonly WaterfallBar[]; label: string }): ReactNode {
  const language = useLanguage();
  let level = 0n;
  const drawn = bars.map((bar) => {
    const fen = fenOf(bar.amount);
    const [from, to] = bar.total ? [0n, fen] : [level, level + fen];
    level = to;
    return { ...bar, from, to };
  });
  const highest = drawn.reduce((most, { from, to }) => (from > most ? from : to > most ? to : most), 1n);
  const y = (fen: bigint): number => TOP + (HEIGHT - TOP - BOTTOM) * (1 - Number(fen) / Number(highest));
  return (
    <svg
      className="waterfall"
      viewBox={`0 0 ${WIDTH * drawn.length} ${HEIGHT}`}
      role="img"
      aria-label={label}
      preserveAspectRatio="xMidYMid meet"
    >
      {drawn.map(({ label: name, amount, total, from, to }, index) => {
        const top = Math.min(y(from), y(to));
        const { value, unit } = roundAmount(amount, language);
        return (
          <g key={index} className={total ? 'whole' : to < from ? 'less' : 'more'}>
            <rect x={index * WIDTH + 18} y={top} width={WIDTH - 36} height={Math.max(2, Math.abs(y(from) - y(to)))} />
            <text x={index * WIDTH + WIDTH / 2} y={top - 6}>
              {!total && to > from ? '+' : ''}
              {value.replace('-', '−')} {unit}
            </text>
            <text className="name" x={index * WIDTH + WIDTH / 2} y={HEIGHT - 12}>
              {name}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
