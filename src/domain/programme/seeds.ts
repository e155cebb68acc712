/**
 * Initial data of a new registry: the LPR, and the regions of Zhuzhou. Existing registries do not get later changes of
 * it.
 */
import type { Day } from '../values/day.ts';
import type { LprRow, LprTable } from './lpr.ts';

export interface RegionSeed {
  /** GB/T 2260. */
  code: string;
  name: string;
  /** First and last valid day; null if unlimited. */
  validFrom: Day | null;
  validTo: Day | null;
}

const lpr = (from: Day, oneYearE4: number, fiveYearE4: number): LprRow => ({ from, oneYearE4, fiveYearE4 });

/** The loan prime rates published by the People's Bank, on each day on which one of them changed. */
export const LPR_SEED: LprTable = {
  rows: [
    lpr('2022-01-20', 37_000, 46_000),
    lpr('2022-05-20', 37_000, 44_500),
    lpr('2022-08-22', 36_500, 43_000),
    lpr('2023-06-20', 35_500, 42_000),
    lpr('2023-08-21', 34_500, 42_000),
    lpr('2024-02-20', 34_500, 39_500),
    lpr('2024-07-22', 33_500, 38_500),
    lpr('2024-10-21', 31_000, 36_000),
    lpr('2025-05-20', 30_000, 35_000),
  ],
  checkedUntil: '2026-08-31',
};

const region = (code: string, name: string, validFrom: Day | null = null, validTo: Day | null = null): RegionSeed => ({
  code,
  name,
  validFrom,
  validTo,
});

/** 渌口区 replaced 株洲县 during 2018, so both are valid in that year. 云龙示范区 has a statistical code. */
export const REGION_SEEDS: readonly RegionSeed[] = [
  region('430202', '荷塘区'),
  region('430203', '芦淞区'),
  region('430204', '石峰区'),
  region('430211', '天元区'),
  region('430212', '渌口区', '2018-01-01'),
  region('430221', '株洲县', null, '2018-12-31'),
  region('430223', '攸县'),
  region('430224', '茶陵县'),
  region('430225', '炎陵县'),
  region('430271', '云龙示范区'),
  region('430281', '醴陵市'),
];
