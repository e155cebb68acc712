/**
 * Finds what a line in or around a table states about the whole of it: 共 3 笔，合计 900 万元. A line about more than the
 * table (本年累计), or about limits (单笔不超过), states nothing.
 */
import { TITLE_MAX_CHARACTERS } from '../limits.ts';
import { sumOfCell } from './cell-amount.ts';
import { BEYOND_WORDS } from './words/row-words.ts';

export interface StatedTotals {
  readonly count: number | null;
  readonly fen: bigint | null;
}

const BEYOND = new RegExp(`${BEYOND_WORDS}|累计|上年|去年|余额|计划|目标|授信`);
const LIMITS =
  /超过|上限|下限|限额|不得|不低于|不高于|最高|最低|至少|至多|单笔|每笔|每户|单户|户均|笔均|注册资本|额度|封顶|元(?:\(含\))?以[内上下]/;
const WORD = '(?:共|合计|总计|总数|总额|总金额|笔数|报送|上报|申报|备案|汇总)';
const COUNT = new RegExp(`${WORD}[^0-9第。；;]{0,12}?([0-9]{1,6})(?:笔|条)|笔数[:：为是]?([0-9]{1,6})`, 'gu');
const AMOUNT = /[0-9][0-9,，.]{0,30}(?:[千万亿]|百万)?元/gu;
const TOTAL = new RegExp(WORD);

/** What a line states; null if nothing, or several figures of a kind. @param isTotal the line is known to be one of totals */
export function statedIn(text: string, isTotal = false): StatedTotals {
  if (!/[笔条元]/.test(text.slice(0, TITLE_MAX_CHARACTERS))) return { count: null, fen: null };
  const line = text.slice(0, TITLE_MAX_CHARACTERS).normalize('NFKC').replace(/\s/gu, '');
  if (BEYOND.test(line) || LIMITS.test(line) || !(isTotal || TOTAL.test(line))) return { count: null, fen: null };
  const counts = [...line.matchAll(COUNT)].map(([, before, behind]) => Number(before ?? behind));
  const amounts = [...line.matchAll(AMOUNT)].flatMap(
    ([amount]) => sumOfCell({ text: amount, kind: 'text' }, null) ?? [],
  );
  return { count: only(counts), fen: only(amounts) };
}

const only = <T>(values: readonly T[]): T | null => (new Set(values).size === 1 ? values[0]! : null);
