import { expect } from 'chai';
import { lprOn, type LprTable } from '../../src/domain/programme/lpr.ts';
import { LPR_SEED, REGION_SEEDS } from '../../src/domain/programme/seeds.ts';
import { parseDay } from '../../src/domain/values/day.ts';

const oneYearOn = (table: LprTable, day: string) => lprOn(table, day, 'oneYear');

describe('the one-year LPR', () => {
  it('applies until the next row', () => {
    const known = [
      ['2022-01-20', 37_000],
      ['2022-08-21', 37_000],
      ['2022-08-22', 36_500],
      ['2023-06-20', 35_500],
      ['2023-08-20', 35_500],
      ['2023-08-21', 34_500],
      ['2024-07-21', 34_500],
      ['2024-07-22', 33_500],
      ['2024-10-21', 31_000],
      ['2025-05-19', 31_000],
      ['2025-05-20', 30_000],
      ['2026-08-31', 30_000],
    ] as const;
    for (const [day, rateE4] of known) expect(oneYearOn(LPR_SEED, day), day).to.equal(rateE4);
  });

  it('cannot be checked before the first row, after the day of the last check, or without rows', () => {
    expect(oneYearOn(LPR_SEED, '2022-01-19')).to.equal('cannot_check');
    expect(oneYearOn(LPR_SEED, '2026-09-01')).to.equal('cannot_check');
    expect(oneYearOn({ rows: [], checkedUntil: '2026-08-31' }, '2025-01-01')).to.equal('cannot_check');
  });

  it('does not depend on the order of the rows', () => {
    expect(oneYearOn({ ...LPR_SEED, rows: [...LPR_SEED.rows].reverse() }, '2024-08-01')).to.equal(33_500);
  });
});

describe('the seeds', () => {
  it('have valid days and distinct codes', () => {
    const days = [
      ...LPR_SEED.rows.map((row) => row.from),
      LPR_SEED.checkedUntil,
      ...REGION_SEEDS.flatMap((seed) => [seed.validFrom, seed.validTo]),
    ];
    for (const day of days) if (day !== null) expect(parseDay(day)).to.equal(day);
    for (const codes of [REGION_SEEDS.map((seed) => seed.code), LPR_SEED.rows.map((row) => row.from)]) {
      expect(new Set(codes).size).to.equal(codes.length);
    }
  });
});
