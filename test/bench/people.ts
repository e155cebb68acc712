/**
 * The banks, regions and firms of the benchmark's data, unevenly busy as real ones are. Deterministic: the same size
 * gives the same firms.
 */
import { composeUscc } from '../../src/domain/firm/uscc.ts';
import { REGION_SEEDS } from '../../src/domain/programme/seeds.ts';
import { createRandom } from '../../src/demo/random.ts';

export interface BenchFirm {
  /** Its place, from 0. */
  readonly k: number;
  readonly uscc: string;
  readonly name: string;
  readonly region: string;
  /** One to four; the first is the one it mostly borrows from. */
  readonly banks: readonly string[];
  readonly holds: readonly ('high_tech' | 'tech_sme')[];
  /** How many filings it has. */
  readonly n: number;
}

const ROWS_PER_FIRM = 50;
export const REGIONS = REGION_SEEDS.filter(({ validTo }) => validTo === null).map(({ code, name }) => ({ code, name }));
export const BANKS = Array.from({ length: 25 }, (_, index) => ({
  code: `BANK${String(index + 1).padStart(2, '0')}`,
  name: `第${index + 1}银行`,
}));
/** Some banks and regions are several times as busy as others. */
const BANK_WEIGHTS = BANKS.map(({ code }, index) => [code, 1 / (index + 4)] as const);
const REGION_WEIGHTS = REGIONS.map(({ code }, index) => [code, 1 / (index + 3)] as const);

/** The firms of a world of so many filings: invented, in the free range of codes. */
export function planFirms(rows: number): BenchFirm[] {
  const count = Math.max(40, Math.round(rows / ROWS_PER_FIRM));
  const random = createRandom('bench firms');
  const weights = Array.from({ length: count }, () => 0.2 + random.next() ** 3 * 6);
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  let [weightSoFar, rowsSoFar] = [0, 0];
  return weights.map((weight, k) => {
    weightSoFar += weight;
    const until = k === count - 1 ? rows : Math.round((rows * weightSoFar) / all);
    const n = until - rowsSoFar;
    rowsSoFar = until;
    const banks = new Set<string>();
    const wanted = random.weighted([
      [1, 35],
      [2, 35],
      [3, 20],
      [4, 10],
    ]);
    while (banks.size < wanted) banks.add(random.weighted(BANK_WEIGHTS));
    return {
      k,
      n,
      uscc: composeUscc('91430200', String(k + 2).padStart(8, '0')),
      name: `株洲测度${k}科技有限公司`,
      region: random.weighted(REGION_WEIGHTS),
      banks: [...banks],
      holds: random.weighted<BenchFirm['holds']>([
        [['high_tech', 'tech_sme'], 60],
        [['high_tech'], 12],
        [['tech_sme'], 18],
        [[], 10],
      ]),
    };
  });
}
