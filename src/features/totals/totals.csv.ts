import { stringify } from 'csv-stringify/sync';
import type { Language } from '../../domain/messages.ts';
import type { PresentedRow, PresentedTotals } from './totals.present.ts';

type Cell = string | number;
interface Column { readonly title: Readonly<Record<Language, string>>; readonly cell: (row: PresentedRow) => Cell }

const column = (zh: string, en: string, cell: (row: PresentedRow) => Cell): Column => ({ title: { 'zh-CN': zh, en }, cell });

const KEYS: Readonly<Record<string, readonly Column[]>> = {
  year: [column('年份', 'year', (row) => row.year)],
  month: [column('月份', 'month', (row) => row.month ?? '')],
  bank: [column('银行代码', 'bank code', (row) => row.bank?.code ?? ''), column('银行', 'bank', (row) => row.bank?.name ?? '')],
  region: [column('区县代码', 'region code', (row) => row.region?.code ?? ''), column('区县', 'region', (row) => row.region?.name ?? '')],
  status: [column('资质状态', 'status', (row) => row.status ?? '')],
};

const figure = (zh: string, en: string, of: (row: PresentedRow) => { filings: number; firms: number; amount: string }): Column[] => [
  column(`${zh}笔数`, `${en} filings`.trim(), (row) => of(row).filings),
  column(`${zh}户数`, `${en} firms`.trim(), (row) => of(row).firms),
  column(`${zh}金额（元）`, `${en} amount (yuan)`.trim(), (row) => of(row).amount),
];

const FIGURES: readonly Column[] = [
  ...figure('', '', (row) => row),
  column('其中续贷笔数', 'renewal filings', (row) => row.renewals.filings), column('其中续贷金额（元）', 'renewal amount (yuan)', (row) => row.renewals.amount),
  ...figure('高企', 'high-tech', (row) => row.highTech), ...figure('科小', 'technology SME', (row) => row.techSme),
  ...figure('双资质', 'both', (row) => row.both), ...figure('无资质', 'neither', (row) => row.neither),
];

/** The rows as CSV (RFC 4180, UTF-8 with the mark that Excel wants). Text that a spreadsheet would run as a formula is neutralised. */
export function totalsCsv(totals: PresentedTotals, language: Language): string {
  const columns = [...totals.by.flatMap((dimension) => KEYS[dimension] ?? []), ...FIGURES];
  const lines = [columns.map((each) => each.title[language]), ...totals.rows.map((row) => columns.map((each) => each.cell(row)))];
  return stringify(lines, { bom: true, escape_formulas: true, record_delimiter: 'windows' });
}
