/**
 * Totals as a file: one column for each figure. It shows the same numbers as the JSON response, because it is made from
 * it.
 */
import type { Actor } from '../../data/as-actor.ts';
import type { Tx } from '../../data/database.ts';
import type { Posting } from '../../data/posting.queries.ts';
import { issueProof } from '../../data/proof.queries.ts';
import { PART_WORDS } from '../../domain/filing/columns.ts';
import type { AsOf } from '../../domain/values/as-of.ts';
import type { Language } from '../../domain/messages/messages.ts';
import type { Exportable, FileTable } from '../../http/downloads.ts';
import { invalid } from '../../http/problem.ts';
import type { Column, Kind, Value } from '../../sheets/table.ts';
import { storedQuery } from './proofs/proofs.ask.ts';
import { askOf, postingOfQuery, type Ask } from './totals.ask.ts';
import { TotalsFilter } from './totals.dto.ts';
import { presentTotals, type PresentedRow, type PresentedTotals } from './totals.present.ts';
import { readNames, readTotals } from './totals.view.ts';

type Words = Readonly<Record<Language, string>>;
interface Wanted<From> {
  readonly title: Words;
  readonly kind: Kind;
  readonly width: number;
  readonly cell: (row: From, language: Language) => Value;
}
type Figures = PresentedTotals['total'];

const column = <From>(zh: string, en: string, kind: Kind, width: number, cell: Wanted<From>['cell']): Wanted<From> => ({
  title: { 'zh-CN': zh, en },
  kind,
  width,
  cell,
});

const STATUS: Readonly<Record<string, Words>> = PART_WORDS;

const KEYS: Readonly<Record<string, readonly Wanted<PresentedRow>[]>> = {
  year: [column('年度', 'year', 'integer', 8, (row) => row.year)],
  month: [column('月份', 'month', 'integer', 8, (row) => row.month ?? null)],
  bank: [
    column('银行代码', 'bank code', 'code', 12, (row) => row.bank?.code ?? null),
    column('银行', 'bank', 'text', 26, (row) => row.bank?.name ?? null),
  ],
  region: [
    column('县市区（园区）代码', 'region code', 'code', 10, (row) => row.region?.code ?? null),
    column('县市区（园区）', 'region', 'text', 14, (row) => row.region?.name ?? null),
  ],
  status: [column('放款日资质', 'status', 'text', 16, (row, language) => STATUS[row.status ?? '']?.[language] ?? null)],
};

const figure = (
  zh: string,
  en: string,
  of: (row: Figures) => { filings: number; firms: number; amount: string },
): Wanted<Figures>[] => [
  column(`${zh}笔数`, `${en} filings`.trim(), 'integer', 10, (row) => of(row).filings),
  column(`${zh}户数`, `${en} firms`.trim(), 'integer', 10, (row) => of(row).firms),
  column(`${zh}贷款金额（已备案，元）`, `${en} amount (yuan)`.trim(), 'yuan', 20, (row) => of(row).amount),
];

const FIGURES: readonly Wanted<Figures>[] = [
  ...figure('', '', (row) => row),
  column('其中续贷笔数', 'renewal filings', 'integer', 10, (row) => row.renewals.filings),
  column('其中续贷金额（已备案，元）', 'renewal amount (yuan)', 'yuan', 20, (row) => row.renewals.amount),
  ...figure('其中首贷', 'first-loan', (row) => row.firstLoans),
  column('银行数', 'banks', 'integer', 8, (row) => row.banks),
  column('加权平均利率（%）', 'average rate (% a year)', 'rate', 12, (row) => row.averageRate),
  ...figure('高企', 'high-tech', (row) => row.highTech),
  ...figure('科小', 'technology SME', (row) => row.techSme),
  ...figure('高企且科小', 'both', (row) => row.both),
  ...figure('其他科技型企业', 'neither', (row) => row.neither),
];

/** The totals as a table for a file. */
export const totalsExport: Exportable<TotalsFilter> = {
  permission: 'totals.read',
  Filter: TotalsFilter,
  check: (filter, actor) => void askOf(filter, actor, new Date(0)),
  async issue(db, actor, filter, audit) {
    const query = storedQuery(filter, actor, audit.at);
    const issued = await issueProof(
      db,
      actor,
      { kind: 'export', query },
      { ...audit, action: 'code.issue' },
      filter.asOf,
    );
    if (filter.asOf !== undefined && !isOf(issued.posting, filter.asOf))
      throw invalid({ path: 'asOf', code: 'NOT_POSTED' });
    return issued;
  },
  // A file is of the posting that its code stands on. Without a code no file follows (HEAD).
  async open(tx, actor, filter, at, language, issued) {
    const ask = { ...askOf(filter, actor, at), posting: issued?.posting ?? (await postingOfQuery(tx, filter)) };
    return tableOf(await totalsOf(tx, actor, ask), ask, language, issued?.code);
  },
};

/** Whether a posting is the one that was named, or one by the instant. */
const isOf = ({ no, at }: Posting, asOf: AsOf): boolean =>
  'posting' in asOf ? BigInt(no) === asOf.posting : at <= asOf.instant;

/** Reads totals in the form of the contract. Requires a snapshot transaction. */
export async function totalsOf(tx: Tx, actor: Pick<Actor, 'role'> | null, ask: Ask): Promise<PresentedTotals> {
  return presentTotals(ask, await readTotals(tx, actor, ask), await readNames(tx));
}

function tableOf(totals: PresentedTotals, ask: Ask, language: Language, code: string | undefined): FileTable {
  const wanted = [...totals.by.flatMap((dimension) => KEYS[dimension] ?? []), ...FIGURES];
  const columns: Column[] = wanted.map(({ title, kind, width }) => ({ title: title[language], kind, width }));
  return {
    name: `totals-${ask.from}-${ask.to}`,
    title: language === 'en' ? 'Totals' : '备案统计',
    about: about(totals, ask, language, code),
    ...(code === undefined ? {} : { code }),
    columns,
    rows: [[...totals.rows.map((row) => wanted.map(({ cell }) => cell(row, language))), totalRow(totals, language)]],
  };
}

/** The row of the total, below the others; its label is in the column of the year. Firms are distinct over all rows. */
function totalRow({ by, total }: PresentedTotals, language: Language): Value[] {
  const keys = by.flatMap((dimension) => KEYS[dimension] ?? []);
  return [
    language === 'en' ? 'total' : '合计',
    ...keys.slice(1).map(() => null),
    ...FIGURES.map(({ cell }) => cell(total, language)),
  ];
}

function about({ total }: PresentedTotals, ask: Ask, language: Language, code: string | undefined): FileTable['about'] {
  const en = language === 'en';
  const line = (zh: string, english: string, text: string): readonly [string, string] => [en ? english : zh, text];
  const list = (codes: readonly string[] | null): string =>
    codes === null ? (en ? 'all visible' : '全部（权限范围内）') : codes.join(', ') || (en ? 'none' : '无');
  return [
    line(
      '口径',
      'definition',
      en
        ? `accepted filings, by the Shanghai date ${ask.basis === 'filed' ? 'of acceptance' : 'of disbursement'}; voided ones are not counted`
        : `已备案（未作废）的备案，按${ask.basis === 'filed' ? '备案日期' : '放款日期'}（北京时间）归入年度`,
    ),
    line(
      '资质',
      'status',
      en
        ? 'as of the day of disbursement; high-tech + technology SME − both + neither = all, for filings and amounts'
        : '以放款当日有效的资质为准；笔数、金额满足：高企＋科小－高企且科小＋其他科技型企业＝合计',
    ),
    line('户数', 'firms', en ? 'distinct firms of the row; they do not add up over rows' : '按企业去重，各行不可相加'),
    line('单位', 'units', en ? 'filings, firms, yuan' : '笔、家、元'),
    line('年度', 'years', `${ask.from}–${ask.to}`),
    ...(ask.until === null ? [] : [line('截至', 'until', en ? `${ask.until} of each year` : `每年 ${ask.until}`)]),
    ...(ask.posting === null
      ? []
      : [line('过账编号', 'posting', String(ask.posting.no)), line('链首', 'head', ask.posting.head)]),
    ...(code === undefined ? [] : [line('核验码', 'verification code', code)]),
    line('银行', 'banks', list(ask.banks)),
    line('县市区（园区）', 'regions', list(ask.regions)),
    line(
      '合计',
      'total',
      en
        ? `${total.filings} filings, ${total.firms} firms, ${total.amount} yuan`
        : `${total.filings} 笔，${total.firms} 家，${total.amount} 元`,
    ),
  ];
}
