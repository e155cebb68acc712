/**
 * Words that say what a row of a table is, if it is no usual row of data: totals and signatures. Words are matched whole.
 * Lists may be extended freely.
 */
import { VALUE_CELL_MAX_CHARACTERS } from '../../limits.ts';
import { squeeze, type ReadCell } from '../cell.ts';
import { headingKey } from '../headings.ts';
import { either } from './word-list.ts';

type Cells = readonly (ReadCell | undefined)[];

const NUMERAL = '[0-9一二三四五六七八九十]{1,4}';
/** What a total is of, in front of the word. */
const SCOPE = either(
  `上月 上期 上季 上季度 上年 上年度 去年 上周 前期 以前 期初 期末 本月 当月 本年度 本年 当年 全年 年度 本季度 本季 当季 季度 本期 当期 本页 每页 本表 全表 本日 当日 本周 本批次 本批 本次 本行 全行 全市 全省 全部 所有 以上 上述 各行 各支行 各区县 各项 上半年 下半年 贷款 借款 放款 发放 投放 备案 金额 数量 笔数 户数 余额 年初至今 年初以来 历年 截至目前 月 年 日 季 第?${NUMERAL}(?:年度?|月份?|季度|[日号页批期周])`,
);
const TOTAL_WORD = either('合计数 合计 总合计 总计 共计 累计 小计 总额 总数 总和 总金额 总笔数 汇总 共');
/** What follows the word: what is counted, or the figures themselves. */
const COUNTED = either(
  '贷款金额 借款金额 放款金额 金额 数额 数量 笔数 户数 数 额 余额 大写 小写 人民币 亿元 万元 元 整 笔 户 家 条 个 人 [0-9]+(?![0-9])',
);
const TOTAL = new RegExp(`^${SCOPE}{0,4}${TOTAL_WORD}(?:${COUNTED}|${TOTAL_WORD}){0,8}$`);
const TOTALS_EN = new Set(
  'total totals totalamount subtotal subtotals grandtotal overalltotal monthlytotal totalthismonth pagetotal quarterlytotal yearlytotal annualtotal loantotal totalloans totalofloans sum'.split(
    ' ',
  ),
);
/** A name in front of the word, such as that of a branch. */
const NAMED_TOTAL = /^.{1,40}(?:合计|小计|总计|共计|汇总)$/;
const SUBTOTAL = /小计|本页|每页|.汇总$|subtotal|pagetotal/;
/** Figures about the table that are no sums of its rows: statistics, and amounts carried from and to other pages. */
const STATISTIC =
  /^.{0,40}(?:平均|平均值|平均数|均值|户均|笔均|最大值|最小值|最大|最小|计数|结转)$|^(?:承前页|承上页|过次页|转下页)$|^(?:average|mean|max|min|count)$/;
/** Words of sums that go beyond the table. */
export const BEYOND_WORDS = '本年|当年|全年|年度|年初|历年|截至';
const BEYOND = new RegExp(`${BEYOND_WORDS}|.累计|^上[月期季年周]|^去年|^前期|^以前|^期[初末]`);
/** A part of a total: 其中：高企 */
const PART = /^其中/;

/**
 * A total row: `total`; `sub` of a page or part; `running`, which may begin before the table; `beyond` of more than the
 * table, such as the year so far, or a figure that is no sum. `label` is the cell with the word.
 */
export interface TotalRow {
  readonly kind: 'total' | 'sub' | 'running' | 'beyond';
  readonly label: string;
}

/** In a row that may be a record, the word stands in one of the first cells. */
const LABEL_WITHIN_CELLS = 6;

/**
 * @param recordCells cells with a number or day of a record. If one of them is written, and is not the label itself, only
 *   whole words make the row a total
 */
export function totalRowOf(cells: Cells, recordCells: Cells = []): TotalRow | null {
  for (const [index, cell] of cells.entries()) {
    if (cell?.kind !== 'text') continue;
    const hasRecord = recordCells.some((one) => one !== undefined && one !== cell && isWritten(one));
    if (hasRecord && index >= LABEL_WITHIN_CELLS) return null;
    const label = cell.text.trimStart().slice(0, VALUE_CELL_MAX_CHARACTERS);
    // Without blanks, signs and what stands in brackets.
    const word = headingKey(label.split(/[:：]/, 1)[0]!);
    if (word === '') continue;
    if (!(TOTAL.test(word) || TOTALS_EN.has(word) || (!hasRecord && NAMED_TOTAL.test(word)))) {
      if (!hasRecord && (STATISTIC.test(word) || PART.test(word))) return { kind: 'beyond', label };
      continue;
    }
    return { kind: kindOfTotal(word), label };
  }
  return null;
}

function kindOfTotal(word: string): TotalRow['kind'] {
  if (SUBTOTAL.test(word)) return 'sub';
  if (BEYOND.test(word)) return 'beyond';
  return word.startsWith('累计') ? 'running' : 'total';
}

/** Whether a cell holds more than a stroke or a star. */
export const isWritten = (cell: ReadCell | undefined): boolean =>
  /[\p{L}\p{N}]/u.test(cell?.text.slice(0, VALUE_CELL_MAX_CHARACTERS) ?? '');

const SIGNING = either(
  '报送人 报送时间 填报时间 填表时间 制表时间 审核日期 复核日期 签发人 录入 录入人 经办机构 行长 支行行长 加盖公章 单位公章 单位盖章 单位负责人签字 制表 制表人 制单 制单人 填表 填表人 填报 填报人 填报日期 填报单位 填表日期 制表日期 制表单位 复核 复核人 审核 审核人 审批 审批人 经办 经办人 经办行 客户经理 负责人 部门负责人 单位负责人 分管领导 主管 主管领导 统计 统计人 校对 校对人 联系人 联系电话 电话 签字 签名 签章 盖章 公章 日期 报送日期 报送单位',
);
const SIGN = '[(（](?:签字|签名|签章|盖章|公章)[)）]';
/** 单位 alone may name the unit of amounts. */
const SIGNATURE = new RegExp(`^(?:${SIGNING}(?:${SIGN})?|(?:单位|银行|支行|分行)${SIGN})(?:[:：].*)?$`, 's');

/** Whether a row is one for signatures below a table: 制表：… 复核：… */
export function isSignatureRow(cells: Cells): boolean {
  const texts = cells.flatMap((cell) =>
    cell?.kind === 'text' ? [squeeze(cell.text.trimStart().slice(0, VALUE_CELL_MAX_CHARACTERS))] : [],
  );
  return texts.some((text) => SIGNATURE.test(text));
}
