/**
 * Plans the firms of the demonstration. The order and number of random draws matter: a change here changes all later
 * plans, and the README's figures and pictures.
 */
import type { Day } from '../domain/values/day.ts';
import { composeUscc, organisationCheckCharacter, usccCheckCharacter } from '../domain/firm/uscc.ts';
import { BANKS, type DemoBank } from './banks.ts';
import type { Random } from './random.ts';

export interface DemoFirm {
  readonly uscc: string;
  readonly name: string;
  readonly regionCode: string;
  /** The kinds of qualifications that it has at times. */
  readonly lists: readonly ('high_tech' | 'tech_sme')[];
  readonly banks: readonly DemoBank[];
  readonly weight: number;
  /** Its code is valid but unusual, so each of its filings is flagged. */
  readonly codeIsFlagged: boolean;
  /** The day on which an auditor registers it because its code fails the check; null for valid codes. */
  readonly registeredOn: Day | null;
  /** From that day on it has another name, and possibly another region. */
  readonly renamed: { readonly on: Day; readonly name: string; readonly regionCode: string } | null;
}

export const FIRM_COUNT = 120;
/** Firms from this index on have no qualifications, except two of those with special codes. */
const LISTED = 102;
/** Indexes of firms with special codes: inner check digit wrong (two), code of a non-company, check character wrong. */
const [INNER_CHECK_1, INNER_CHECK_2, NOT_A_COMPANY, REGISTERED_BY_AUDITOR] = [116, 117, 118, 119] as const;
/** The days on which firms are renamed, by index, and the new region of one of them. */
const RENAMED_ON = new Map([
  [9, '2023-06-12'],
  [21, '2024-04-22'],
  [33, '2025-03-10'],
]);
const MOVED_TO = new Map([[21, '430211']]);

/** Regions with the weights of their firms. */
const REGIONS = [
  ['430211', 40],
  ['430204', 15],
  ['430202', 14],
  ['430203', 10],
  ['430281', 14],
  ['430271', 6],
  ['430212', 6],
  ['430223', 6],
  ['430224', 4],
  ['430225', 3],
] as const;
/** How the names of firms outside the city begin. */
const PLACES: Readonly<Record<string, string>> = {
  '430281': '醴陵',
  '430223': '攸县',
  '430224': '茶陵',
  '430225': '炎陵',
};
// Rare characters: no real firm has a name of three of them.
const [FIRST, SECOND, THIRD] = [
  '砚岫霁沅澹蓼湄樾漱缃珩菡篁檀黛',
  '鹭桁汀榆棹蘅烛陌笙槿苕舷霏舟岑',
  '麓衡澜野泓筠朔溪峤澈屿晗皋榕岱',
].map((words) => [...words]) as [string[], string[], string[]];
const TRADES = [
  '轨道装备',
  '硬质合金',
  '特种陶瓷',
  '航空部件',
  '智能传感',
  '电力电子',
  '生物制药',
  '导航测控',
  '新能源材料',
  '工业软件',
  '高分子材料',
  '精密模具',
  '环保设备',
  '焊接技术',
  '光电科技',
  '智能制造',
  '机器人',
  '复合材料',
  '数控机床',
  '检测技术',
];
const FORMS = [
  ['有限公司', 8],
  ['科技有限公司', 5],
  ['股份有限公司', 2],
  ['技术有限公司', 2],
] as const;

/** Plans the firms. Their codes are in a range without real firms; their names are invented. */
export function planFirms(random: Random): DemoFirm[] {
  const inventedWords = [FIRST, SECOND, THIRD].map((words) => random.shuffled(words));
  return Array.from({ length: FIRM_COUNT }, (_, index) => {
    const regionCode = index < REGIONS.length ? REGIONS[index]![0] : random.weighted(REGIONS);
    const invented = inventedWords
      .map((words, place) => words[(index + Math.floor(index / 15) * (place + 1)) % words.length])
      .join('');
    const place = PLACES[regionCode] ?? (random.chance(0.8) ? '株洲' : '湖南');
    const name = place + invented + random.pick(TRADES) + random.weighted(FORMS);
    const renamedOn = RENAMED_ON.get(index);
    return {
      uscc: codeOf(index),
      name,
      regionCode,
      lists: listsOf(index, random),
      banks: banksOf(index, random),
      weight: weightOf(index, random),
      codeIsFlagged: index === INNER_CHECK_1 || index === INNER_CHECK_2 || index === NOT_A_COMPANY,
      registeredOn: index === REGISTERED_BY_AUDITOR ? '2022-05-10' : null,
      renamed: renamedOn
        ? {
            on: renamedOn,
            name: name.replace(invented, invented.slice(1) + invented[0]),
            regionCode: MOVED_TO.get(index) ?? regionCode,
          }
        : null,
    };
  });
}

/** The credit code of a firm, with the fault that its index stands for. */
function codeOf(index: number): string {
  const organisation = String(index + 2).padStart(8, '0');
  if (index === NOT_A_COMPANY) return composeUscc('92430200', organisation);
  const right = composeUscc('91430200', organisation);
  if (index === INNER_CHECK_1 || index === INNER_CHECK_2) {
    const first17 = `91430200${organisation}${organisationCheckCharacter(organisation) === '7' ? '3' : '7'}`;
    return first17 + usccCheckCharacter(first17);
  }
  return index === REGISTERED_BY_AUDITOR ? right.slice(0, 17) + (right.endsWith('M') ? 'N' : 'M') : right;
}

/** Most high-tech firms are technology SMEs as well. The first firm, which has the firm account, is both. */
function listsOf(index: number, random: Random): DemoFirm['lists'] {
  if (index === 0 || index === INNER_CHECK_1) return ['high_tech', 'tech_sme'];
  if (index === REGISTERED_BY_AUDITOR) return ['tech_sme'];
  if (index >= LISTED) return [];
  return random.weighted([
    [['high_tech', 'tech_sme'], 60],
    [['high_tech'], 13],
    [['tech_sme'], 27],
  ]);
}

/** The banks that lend to the firm, one to four. */
function banksOf(index: number, random: Random): DemoBank[] {
  if (index === 0) return BANKS.slice(0, 3);
  const count = random.weighted([
    [1, 30],
    [2, 38],
    [3, 22],
    [4, 10],
  ]);
  const banks = new Set<DemoBank>();
  while (banks.size < count) banks.add(random.weighted(BANKS.map((bank) => [bank, bank.weight] as const)));
  return [...banks];
}

/** How often the firm borrows, relative to others. */
function weightOf(index: number, random: Random): number {
  if (index === 0) return 2.5;
  if (index >= INNER_CHECK_1) return 0.25;
  return (
    (index < LISTED ? 1 : 0.5) *
    random.weighted([
      [0.4, 3],
      [1, 5],
      [1.8, 2],
      [3, 1],
    ])
  );
}
