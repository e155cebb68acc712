import { expect } from 'chai';
import iconv from 'iconv-lite';
import type { Client } from '../support/client.ts';
import { csvText, errorsOf, imported } from '../support/imports.ts';
import { FIRMS, openWorld, type World } from '../support/world.ts';
import { STYLED, xlsx, type XCell, type XSheet } from '../support/xlsx.ts';

interface Loan {
  readonly name: string;
  readonly uscc: string;
  readonly region: string;
  readonly contract: string;
  readonly receipt: string;
}

const FIRMS_WITH_REGIONS = [
  ['株洲星火智能装备有限公司', FIRMS.F1, '天元区'],
  ['株洲远航轨道科技有限公司', FIRMS.F2, '石峰区'],
  ['醴陵新釉陶瓷材料有限公司', FIRMS.F3, '醴陵市'],
] as const;

let serial = 0;

/** A loan of one of the registered firms. */
function loan(firm: 0 | 1 | 2 = 0): Loan {
  serial += 1;
  const [name, uscc, region] = FIRMS_WITH_REGIONS[firm];
  return { name, uscc, region, contract: `工银株借字2026第${serial}号`, receipt: `JJ2026-${serial}` };
}

/** The cells that say which loan it is. */
const identifying = ({ name, uscc, region, contract, receipt }: Loan): string[] => [
  name,
  uscc,
  region,
  contract,
  receipt,
];

/** Blank cells around those that are given, by their column. */
const row = (width: number, cells: Readonly<Record<number, XCell>>): XCell[] =>
  Array.from({ length: width }, (_, index) => cells[index] ?? null);
const dateCell = (serialNumber: number): XCell => ({ attributes: STYLED.date, inner: `<v>${serialNumber}</v>` });
const percentCell = (share: number): XCell => ({ attributes: STYLED.percent, inner: `<v>${share}</v>` });
const sumCell = (sum: number): XCell => ({ inner: `<f>SUM(G4:G6)</f><v>${sum}</v>` });
const book = (rows: readonly (readonly XCell[])[], more: readonly XSheet[] = [], after = ''): Uint8Array =>
  xlsx({ sheets: [{ name: '备案表', rows, after }, ...more] });

/** Sheets as banks and the bureau send them every month. Each must go through without a question or confirmation. */
describe('an ordinary sheet is filed at once', function () {
  this.timeout(60_000);
  let world: World;
  let officer: Client;
  let auditor: Client;
  before(async () => {
    world = await openWorld();
    officer = await world.as('officer');
    auditor = await world.as('auditor');
  });
  after(() => world?.close());

  async function expectFiled(
    client: Client,
    content: string | Uint8Array,
    file: string,
    count: number,
    sum: string | null,
    kind = 'filings',
  ): Promise<void> {
    const found = await imported(client, content, { kind, mode: 'commit' }, file);
    const { state, questions, confirmations, failure } = found;
    const asked = [...questions, ...confirmations].map(({ message }: { message: string }) => message);
    const errors = state === 'checked' ? await errorsOf(client, found.id) : [];
    expect({ state, asked, errors, failure }, file).to.deep.equal({
      state: 'committed',
      asked: [],
      errors: [],
      failure: null,
    });
    expect(found.rowsRead, file).to.equal(count);
    if (sum !== null) expect([found.filed, found.sum.amount], file).to.deep.equal([count, sum]);
  }

  it('as a workbook with a title, a line of units, a total, notes and signatures', async () => {
    const headings = [
      '序号',
      '企业名称',
      '统一社会信用代码',
      '所属县（市、区）',
      '借款合同编号',
      '借据编号',
      '贷款金额',
      '执行利率（%）',
      '放款日',
      '到期日',
      '担保方式',
      '是否首贷',
      '备注',
    ];
    const loans = [loan(0), loan(1), loan(2)].map((one, index): XCell[] => [
      index + 1,
      ...identifying(one),
      [300, 200, 150.5][index]!,
      [3.45, 3.1, 2.95][index]!,
      dateCell(46096),
      dateCell(46461),
      '信用',
      index === 2 ? '是' : '否',
      index === 1 ? '用于购买原材料' : null,
    ]);
    const rows = [
      ['株洲市知识价值信用贷款备案表（2026年3月）'],
      row(13, { 0: '填报单位：工商银行株洲分行', 8: '填报日期：2026年4月2日', 11: '单位：万元、%' }),
      headings,
      ...loans,
      row(13, { 0: '合计', 1: '3笔', 6: sumCell(650.5) }),
      ['注：1.本表金额单位为万元，利率为年化利率，按LPR加点执行。'],
      ['2.知识价值信用贷款单户额度1000万元（含）以内，期限不超过3年。'],
      ['3.根据《知识价值信用贷款备案管理办法》第12条，逾期罚息日利率不在本表填报；已作废的借据请勿填报。'],
      row(13, { 0: '单位负责人：王某', 3: '复核：李某', 6: '制表：张某', 9: '联系电话：0731-20000000' }),
      row(13, { 8: '2026年4月2日' }),
    ];
    const merges = '<mergeCells count="2"><mergeCell ref="A1:M1"/><mergeCell ref="A8:M8"/></mergeCells>';
    await expectFiled(officer, book(rows, [], merges), '工行3月备案表.xlsx', 3, '6505000.00');
  });

  it('as a workbook with headings in two rows, percentages, subtotals of branches and sheets beside it', async () => {
    const upper = row(15, { 0: '序号', 1: '借款企业', 5: '贷款情况', 12: '企业类型', 14: '备注' });
    const lower = [
      null,
      '企业名称',
      '统一社会信用代码',
      '所在区县',
      '合同编号',
      '借据号',
      '放款金额（万元）',
      '贷款余额（万元）',
      '年利率',
      'LPR加点（BP）',
      '起始日',
      '终止日',
      '是否高新技术企业',
      '是否科技型中小企业',
      null,
    ];
    const loans = [loan(0), loan(0), loan(1)].map((one, index): XCell[] => [
      index + 1,
      ...identifying(one),
      [500, 100, 80][index]!,
      [450, 100, 80][index]!,
      percentCell([0.0345, 0.03, 0.0405][index]!),
      [45, 0, 105][index]!,
      dateCell(46096),
      dateCell(46461),
      '是',
      '否',
      null,
    ]);
    const rows = [
      ['2026年第一季度知识价值信用贷款投放明细'],
      upper,
      lower,
      ...loans.slice(0, 2),
      row(15, { 1: '天元支行小计', 6: 600, 7: 550 }),
      loans[2]!,
      row(15, { 1: '石峰支行小计', 6: 80, 7: 80 }),
      row(15, { 1: '合  计', 6: 680, 7: 630 }),
      row(15, { 1: '审核人：', 5: '经办人：', 9: '（盖章）' }),
    ];
    const guide: XSheet = {
      name: '填报说明',
      rows: [['一、本表由合作银行按月填报'], ['二、担保方式：信用、信用担保'], ['三、作废的借据不再填报']],
    };
    const choices: XSheet = {
      name: '选项',
      rows: [
        ['担保方式', '是否首贷'],
        ['信用', '是'],
        ['信用担保', '否'],
      ],
    };
    await expectFiled(officer, book(rows, [guide, choices]), '一季度投放明细.xlsx', 3, '6800000.00');
  });

  it('as a CSV in GBK that a core banking system exports', async () => {
    const headings =
      '机构号,机构名称,客户号,客户名称,统一社会信用代码,区县代码,所属区县,合同号,借据号,币种,放款金额（元）,执行年利率(%),起息日,到期日,担保方式,贷款状态,五级分类,授信额度,经办人';
    const line = (one: Loan, amount: string, code: string): string[] => [
      '1903020001',
      '天元支行',
      '20000000017',
      one.name,
      one.uscc,
      code,
      one.region,
      one.contract,
      one.receipt,
      '人民币',
      amount,
      '3.4500',
      '20260315',
      '20270315',
      '信用',
      '正常',
      '正常',
      '10,000,000.00',
      '李某',
    ];
    const text = csvText([
      headings.split(','),
      line(loan(0), '3,000,000.00', '430211'),
      line(loan(1), '1,234,567.89', '430204'),
      line(loan(2), '800,000.00', '430281'),
    ]);
    await expectFiled(officer, iconv.encode(text, 'gbk'), 'LOAN_20260331.csv', 3, '5034567.89');
  });

  it('as a CSV with pages, each with its headings and subtotal', async () => {
    const headings = '序号,企业名称,信用代码,县市区,合同编号,借据编号,金额(万元),利率(%),发放日期,到期日期,担保,首贷';
    const line = (one: Loan, n: number): string[] => [
      String(n),
      one.name,
      one.uscc,
      `株洲市${one.region}`,
      one.contract,
      one.receipt,
      '100.00',
      '3.65%',
      '2026/3/15',
      '2027/3/14',
      '纯信用',
      n === 1 ? '√' : '',
    ];
    const total = (word: string, amount: string): string[] => ['', word, '', '', '', '', amount, '', '', '', '', ''];
    const text = csvText([
      ['知识价值信用贷款台账', ...Array<string>(11).fill('')],
      headings.split(','),
      line(loan(0), 1),
      line(loan(1), 2),
      total('本页小计', '200.00'),
      headings.split(','),
      line(loan(2), 3),
      total('本页小计', '100.00'),
      total('总计', '300.00'),
      ['制表人：张某', '', '', '复核人：李某', '', '', '', '', '制表日期：2026-04-01', '', '', ''],
    ]);
    await expectFiled(officer, text, '建行台账.csv', 3, '3000000.00');
  });

  it('as a CSV with English headings and amounts in yuan', async () => {
    const headings =
      'No.,Firm name,Unified social credit code,District,Contract no.,Receipt no.,Loan amount (CNY),Annual rate (%),Disbursement date,Due date,Status,Remarks';
    const line = (one: Loan, n: number): string[] =>
      [String(n), ...identifying(one), '2500000', '3.2', '2026-03-15', '2027-03-15', 'Active'].concat('');
    await expectFiled(
      officer,
      csvText([headings.split(','), line(loan(0), 1), line(loan(1), 2), ['Total', '', '', '', '', '', '5000000']]),
      'loans-march.csv',
      2,
      '5000000.00',
    );
  });

  it('as a workbook of past filings, and as a list of certificates', async () => {
    const past = [loan(0), loan(1)].map((one, index) => [
      index + 1,
      `株科备〔2023〕${index + 1}号`,
      '2023-04-01',
      '工商银行株洲分行',
      ...identifying(one),
      200,
      4.35,
      dateCell(45000),
      dateCell(45365),
      '信用',
      '已备案',
    ]);
    const headings =
      '序号 备案编号 备案日期 贷款银行 企业名称 统一社会信用代码 所属区县 合同编号 借据号 贷款金额（万元） 年利率（%） 放款日期 到期日期 担保方式 备案状态';
    const history = [
      ['2023年度知识价值信用贷款备案历史数据'],
      headings.split(' '),
      ...past,
      row(15, { 0: '合计', 9: 400 }),
      row(15, { 0: '制表：张某', 6: '审核：李某' }),
    ];
    await expectFiled(auditor, book(history), '2023年历史备案.xlsx', 2, '4000000.00', 'history');
    const certificates = [
      ['湖南省2025年第一批高新技术企业名单'],
      ['序号', '企业名称', '统一社会信用代码', '所属区县', '证书编号', '发证日期', '有效期', '技术领域', '备注'],
      [1, '株洲星火智能装备有限公司', FIRMS.F1, '天元区', 'GR202543000801', '2025-12-08', '三年', '先进制造', null],
      [2, '醴陵新釉陶瓷材料有限公司', FIRMS.F3, '醴陵市', 'GR202543000802', '2025-12-08', '三年', '新材料', '新认定'],
      ['注：名单按证书编号排序。'],
      row(9, { 6: '株洲市科学技术局', 7: '2026年1月5日' }),
    ];
    await expectFiled(auditor, book(certificates), '高企名单.xlsx', 2, null, 'qualifications');
  });
});
