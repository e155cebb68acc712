import { expect } from 'chai';
import { oneYearLprOn, versionInForce, type ProgrammeVersion } from '../../src/domain/programme.ts';
import { LPR_SEED, PROGRAMME_SEEDS, REGION_SEEDS } from '../../src/domain/seeds.ts';
import { addDays, parseDay } from '../../src/domain/day.ts';

const version = (code: string, regionPrefix: string, validFrom: string, validTo: string | null = null): ProgrammeVersion => ({
  code, name: code, regionPrefix, validFrom, validTo, reviewAll: false, limits: {},
});

describe('the programme version in force', () => {
  const versions = [
    version('country', '', '2020-01-01'), version('province-old', '43', '2022-01-01', '2024-12-31'),
    version('province-new', '43', '2025-01-01'), version('city', '4302', '2024-06-01', '2024-06-30'),
    version('province-late', '43', '2025-06-01'),
  ];
  const codeOn = (region: string, day: string) => versionInForce(versions, region, day)?.code ?? null;

  it('is that of the longest matching region, both its days inclusive', () => {
    expect(codeOn('430211', '2024-06-01')).to.equal('city');
    expect(codeOn('430211', '2024-06-30')).to.equal('city');
    expect(codeOn('430211', '2024-07-01')).to.equal('province-old');
    expect(codeOn('430111', '2024-06-15')).to.equal('province-old');
    expect(codeOn('110101', '2024-06-15')).to.equal('country');
  });

  it('changes at its dates, and the latest begun wins', () => {
    expect(codeOn('430211', '2024-12-31')).to.equal('province-old');
    expect(codeOn('430211', '2025-01-01')).to.equal('province-new');
    expect(codeOn('430211', '2025-06-01')).to.equal('province-late');
    expect(codeOn('430211', '2021-12-31')).to.equal('country');
    expect(codeOn('430211', '2019-12-31')).to.equal(null);
  });

  it('does not hang on the order of the versions', () => {
    const twins = [version('b', '43', '2025-01-01'), version('a', '43', '2025-01-01')];
    expect(versionInForce(twins, '430211', '2025-05-05')?.code).to.equal('a');
    expect(versionInForce([...twins].reverse(), '430211', '2025-05-05')?.code).to.equal('a');
  });
});

describe('the one-year LPR', () => {
  it('is in force until the next row', () => {
    const known = [
      ['2022-01-20', 37_000], ['2022-08-21', 37_000], ['2022-08-22', 36_500], ['2023-06-20', 35_500], ['2023-08-20', 35_500],
      ['2023-08-21', 34_500], ['2024-07-21', 34_500], ['2024-07-22', 33_500], ['2024-10-21', 31_000], ['2025-05-19', 31_000],
      ['2025-05-20', 30_000], ['2026-08-31', 30_000],
    ] as const;
    for (const [day, rateE4] of known) expect(oneYearLprOn(LPR_SEED, day), day).to.equal(rateE4);
  });

  it('cannot be checked before the first row, after the day it was last looked up, or without rows', () => {
    expect(oneYearLprOn(LPR_SEED, '2022-01-19')).to.equal('cannot_check');
    expect(oneYearLprOn(LPR_SEED, '2026-09-01')).to.equal('cannot_check');
    expect(oneYearLprOn({ rows: [], checkedUntil: '2026-08-31' }, '2025-01-01')).to.equal('cannot_check');
  });

  it('does not hang on the order of the rows', () => {
    expect(oneYearLprOn({ ...LPR_SEED, rows: [...LPR_SEED.rows].reverse() }, '2024-08-01')).to.equal(33_500);
  });
});

describe('the seeds', () => {
  it('hold real days and distinct codes', () => {
    const days = [
      ...LPR_SEED.rows.map((row) => row.from), LPR_SEED.checkedUntil,
      ...[...PROGRAMME_SEEDS, ...REGION_SEEDS].flatMap((seed) => [seed.validFrom, seed.validTo]),
    ];
    for (const day of days) if (day !== null) expect(parseDay(day)).to.equal(day);
    for (const codes of [PROGRAMME_SEEDS.map((seed) => seed.code), REGION_SEEDS.map((seed) => seed.code), LPR_SEED.rows.map((row) => row.from)]) {
      expect(new Set(codes).size).to.equal(codes.length);
    }
  });

  it('leave no day of Hunan without a version from 2022 on, and never give it two', () => {
    for (let day = '2022-01-01'; day < '2027-01-01'; day = addDays(day, 1)) {
      const inForce = PROGRAMME_SEEDS.filter((seed) => versionInForce([seed], '430211', day) !== null);
      expect(inForce, day).to.have.length(1);
    }
  });
});
