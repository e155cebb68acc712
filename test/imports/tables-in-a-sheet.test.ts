import { expect } from 'chai';
import type { Client } from '../support/client.ts';
import { codesOf, csvText, draftsOf, errorsOf, imported, loanRow, settled, HEADINGS } from '../support/imports.ts';
import { openWorld, type World } from '../support/world.ts';
import { xlsx, type XCell } from '../support/xlsx.ts';

const AMOUNT = HEADINGS.indexOf('贷款金额(万元)');
const inYuan = HEADINGS.map((heading) => heading.replace('万元', '元'));
const withoutUnit = HEADINGS.map((heading) => heading.replace('(万元)', ''));
/** Contract and receipt exchanged. */
const exchanged = (row: readonly string[]): string[] => [...row.slice(0, 4), row[5]!, row[4]!, ...row.slice(6)];

/** What else stands in a sheet beside the loans: other tables, totals without words, counts, seals, numbered columns. */
describe('a sheet with more than loans', function () {
  this.timeout(60_000);
  let world: World;
  let officer: Client;
  before(async () => {
    world = await openWorld();
    officer = await world.as('officer');
  });
  after(() => world?.close());

  const read = (...rows: readonly (readonly XCell[])[]): Promise<any> =>
    imported(officer, xlsx({ sheets: [{ name: 'Sheet1', rows }] }), { mode: 'commit' }, 'loans.xlsx');
  /** A row with a label in one column and an amount. */
  const row = (label: XCell, at: number, amount: XCell = null): XCell[] =>
    HEADINGS.map((_, index) => (index === at ? label : index === AMOUNT ? amount : null));

  describe('never reads another table by the columns of the first', () => {
    const others: Record<string, XCell[][]> = {
      'with columns in another order': [exchanged(HEADINGS), exchanged(loanRow())],
      'with amounts in another unit': [inYuan, loanRow({ '贷款金额(万元)': '300000' })],
      'with rates of another period': [
        HEADINGS.map((heading) => heading.replace('年利率(%)', '月利率(‰)')),
        loanRow({ '年利率(%)': '3.1' }),
      ],
      'of other things': [
        ['序号', '企业名称', '统一社会信用代码', '还款日期', '借据号', '还款金额'],
        ['1', '株洲星火智能装备有限公司', '91430200000000027W', '2026-05-01', 'JJ-1', '300'],
      ],
    };
    for (const [what, table] of Object.entries(others))
      it(what, async () => {
        const found = await read(HEADINGS, loanRow(), [], ['二、其他'], ...table, row('合计', 0, 300));
        expect([found.state, found.rowsRead, codesOf(found.confirmations)]).to.deep.equal([
          'checked',
          1,
          ['OTHER_TABLE'],
        ]);
        expect(found.confirmations[0].message).to.contain('row 5').and.contain('(1)');
        const reply = await officer.post(`/imports/${found.id}/commit`, { confirm: ['OTHER_TABLE'] });
        expect(reply.status, reply.text).to.equal(202);
        expect(await settled(officer, found.id)).to.include({ state: 'committed', filed: 1 });
      });

    it('under a line with another unit', async () => {
      const found = await read(
        ['单位：万元'],
        withoutUnit,
        loanRow(),
        ['单位：元'],
        withoutUnit,
        loanRow({ '贷款金额(万元)': '50000' }),
      );
      expect([found.state, found.rowsRead, codesOf(found.confirmations)]).to.deep.equal([
        'checked',
        1,
        ['OTHER_TABLE'],
      ]);
    });

    it('but goes on where the headings of the first come again', async () => {
      const found = await read(HEADINGS, loanRow(), exchanged(HEADINGS), exchanged(loanRow()), HEADINGS, loanRow());
      expect([found.rowsRead, found.confirmations.length]).to.deep.equal([2, 1]);
    });
  });

  it('refuses tables beside each other', async () => {
    const found = await read([...HEADINGS, null, ...HEADINGS], [...loanRow(), null, ...loanRow()]);
    expect([found.state, found.failure?.code]).to.deep.equal(['failed', 'TABLES_BESIDE']);
    expect(found.failure.message).to.contain('B').and.contain('P');
  });

  it('may number its headings', async () => {
    const numbered = HEADINGS.map((heading, index) => `${index + 1}. ${heading}`);
    expect(await read(numbered, loanRow())).to.include({ state: 'committed', filed: 1 });
  });

  it('asks for the unit when a line below the table contradicts the heading', async () => {
    const found = await read(HEADINGS, loanRow(), ['金额单位：元']);
    expect([found.state, codesOf(found.questions)]).to.deep.equal(['asking', ['UNIT_UNKNOWN']]);
    await officer.patch(`/imports/${found.id}`, { mapping: { answers: { amountUnit: 'wan' } } });
    expect(await settled(officer, found.id)).to.include({ state: 'committed', filed: 1 });
  });

  it('skips headings again in English, numbers of columns and hints for filling in', async () => {
    const english =
      'No.,Firm name,Unified social credit code,Region,Contract no.,Receipt no.,Amount,Annual rate,Disbursed on,Due on,Guarantee,First loan,Remarks';
    for (const extra of [
      english.split(','),
      HEADINGS.map((_, index) => String(index + 1)),
      ['甲', '乙', '丙', ...HEADINGS.slice(3).map((_, index) => `(${index + 1})`)],
      HEADINGS.map((_, index) => (index < 10 ? '必填' : '选填')),
    ])
      expect(await read(HEADINGS, extra, loanRow()), extra[1]).to.include({ state: 'committed', filed: 1 });
  });

  it('takes a sum without a word for a total', async () => {
    const formula = { attributes: '', inner: '<f>SUM(G2:G3)</f><v>600</v>' };
    const unsaved = { attributes: '', inner: '<f>SUM(G2:G3)</f>' };
    for (const sum of [formula, unsaved, 600, '600'])
      expect(await read(HEADINGS, loanRow(), loanRow(), row(null, 0, sum))).to.include({
        state: 'committed',
        filed: 2,
      });
    const wrong = { attributes: '', inner: '<f>SUM(G2:G2)</f><v>700</v>' };
    const found = await read(HEADINGS, loanRow(), loanRow(), row(null, 0, wrong));
    expect([found.state, codesOf(found.confirmations)]).to.deep.equal(['checked', ['TOTAL_DIFFERS']]);
    // An amount that is no sum may be a loan of which all else was lost.
    expect(await read(HEADINGS, loanRow(), loanRow(), row(null, 0, 700))).to.include({ state: 'checked', invalid: 1 });
  });

  it('finds totals wherever their label stands, and subtotals as spreadsheet programs make them', async () => {
    const found = await read(
      HEADINGS,
      loanRow(),
      loanRow(),
      row('天元区 汇总', 3, 600),
      loanRow(),
      row('天元区 汇总', 3, 300),
      row('总计', 7, 900),
      row('平均值', 0, 300),
    );
    expect([found.state, found.filed, codesOf(found.confirmations)]).to.deep.equal(['committed', 3, []]);
  });

  for (const [what, lines] of Object.entries<{ above?: string[]; below?: XCell[] }>({
    'in the label of the total': { below: row('合计：3笔', 0, 600) },
    'beside the label': {
      below: HEADINGS.map((_, index) => ['合计', '3 笔'][index] ?? (index === AMOUNT ? 600 : null)),
    },
    'in a line of its own': { below: ['以上贷款共3笔'] },
    'in the title': { above: ['2026年3月贷款备案表（共3笔）'] },
    'in a line above': { above: ['笔数：3', '', '报送单位：某行'] },
  }))
    it(`asks when a count ${what} differs from the rows`, async () => {
      const around = ({ above, below }: typeof lines, ...rows: XCell[][]): XCell[][] => [
        ...(above ? [above] : []),
        HEADINGS,
        ...rows,
        ...(below ? [below] : []),
      ];
      const found = await read(...around(lines, loanRow(), loanRow()));
      expect([found.state, codesOf(found.confirmations)]).to.deep.equal(['checked', ['COUNT_DIFFERS']]);
      expect(found.confirmations[0].message).to.contain('3').and.contain('2');
      const agreeing = await read(...around(lines, loanRow(), loanRow({ '贷款金额(万元)': '0.0001万' }), loanRow()));
      expect(codesOf(agreeing.confirmations)).to.not.include('COUNT_DIFFERS');
    });

  it('compares the count in the last line of a file from a core system', async () => {
    expect(await read(HEADINGS, loanRow(), ['总笔数', '1', '总金额', '3000000.00'])).to.include({ state: 'committed' });
    const found = await read(HEADINGS, loanRow(), ['总笔数', '2', '总金额', '3000000.00']);
    expect([found.state, codesOf(found.confirmations)]).to.deep.equal(['checked', ['COUNT_DIFFERS']]);
  });

  it('compares a total above the headings in a cell of its own', async () => {
    const total = (amount: number): XCell[] => row('合计', 0, amount);
    expect(await read(total(600), HEADINGS, loanRow(), loanRow())).to.include({ state: 'committed', filed: 2 });
    const found = await read(total(700), HEADINGS, loanRow(), loanRow());
    expect([found.state, codesOf(found.confirmations)]).to.deep.equal(['checked', ['TOTAL_DIFFERS']]);
  });

  it('compares a rounded total in the places in which it is written', async () => {
    const loans = [loanRow({ '贷款金额(万元)': '123.456789' }), loanRow({ '贷款金额(万元)': '100.10' })];
    for (const stated of ['223.56', '223.5568', '224', '2,235,567.89元', '2235568元'])
      expect((await read(HEADINGS, ...loans, row('合计', 0, stated))).confirmations, stated).to.deep.equal([]);
    for (const stated of ['223.55', '223', '2235567元', '0.02亿元'])
      expect(codesOf((await read(HEADINGS, ...loans, row('合计', 0, stated))).confirmations), stated).to.deep.equal([
        'TOTAL_DIFFERS',
      ]);
  });

  it('does not compare totals of other times, nor parts of a total', async () => {
    const found = await read(
      HEADINGS,
      row('上月结转', 0, 900),
      loanRow(),
      loanRow(),
      row('本月合计', 0, 600),
      row('其中：高企', 0, 300),
      row('科小', 0, 300),
      row('上月累计', 0, 900),
      row('上期合计', 0, 900),
      row('过次页', 0, 600),
      row('累计', 0, 1500),
    );
    expect([found.state, found.filed]).to.deep.equal(['committed', 2]);
    const pages = await read(
      HEADINGS,
      loanRow(),
      row('本页小计', 0, 300),
      row('累计', 0, 300),
      HEADINGS,
      loanRow(),
      row('本页小计', 0, 300),
      row('累计', 0, 600),
    );
    expect([pages.state, pages.filed]).to.deep.equal(['committed', 2]);
    const alone = await read(HEADINGS, loanRow(), row('累计', 0, 900));
    expect([alone.state, codesOf(alone.confirmations)]).to.deep.equal(['checked', ['TOTAL_DIFFERS']]);
  });

  it('leaves out rows of blanks', async () => {
    expect(await read(HEADINGS, loanRow(), ['', ' ', '　', '\u00a0'])).to.include({ state: 'committed', rowsRead: 1 });
  });

  it('takes no total of a list for a firm', async () => {
    const auditor = await world.as('auditor');
    const rows = [
      ['企业名称', '统一社会信用代码', '县市区'],
      ['株洲星火智能装备有限公司', '91430200000000027W', '天元区'],
      ['合计', '1家', ''],
    ];
    const found = await imported(auditor, csvText(rows), { kind: 'firms' }, 'firms.csv');
    expect(found).to.include({ state: 'checked', rowsRead: 1, valid: 1 });
  });

  it('skips seals, dates and telephone numbers below the table', async () => {
    const cells = (places: Record<number, string>): XCell[] => HEADINGS.map((_, index) => places[index] ?? null);
    for (const below of [
      cells({ 0: '单位（盖章）：', 8: '2026年3月31日' }),
      cells({ 6: '中国工商银行株洲分行', 8: '2026年3月31日' }),
      cells({ 8: '2026年3月31日' }),
      cells({ 1: '填表人：某某', 2: '13800000000' }),
      cells({ 1: '联系电话', 2: '0731-20000000' }),
      cells({ 0: '单位负责人：张三', 2: '填表人：某某', 6: '联系电话：0731-20000000', 8: '报出日期：2026年3月31日' }),
    ])
      expect(await read(HEADINGS, loanRow(), below)).to.include({ state: 'committed', filed: 1 });
  });

  it('but loses no loan of which much is missing', async () => {
    const cells = (places: Record<string, string>): string[] => HEADINGS.map((heading) => places[heading] ?? '');
    for (const poor of [
      cells({ 企业名称: '株洲星火智能装备有限公司', 放款日期: '2026-03-15' }),
      cells({ 合同编号: 'HT-1', '贷款金额(万元)': '三百' }),
      cells({ 借据号: 'JJ-1' }),
      cells({ '贷款金额(万元)': '250', '年利率(%)': '3.45' }),
      cells({ 统一社会信用代码: '13800000000' }),
    ]) {
      const found = await imported(officer, csvText([HEADINGS, loanRow(), poor]), { mode: 'commit' }, 'poor.csv');
      expect([found.state, found.rowsRead, found.invalid], String(poor)).to.deep.equal(['checked', 2, 1]);
      expect((await errorsOf(officer, found.id)).length).to.be.greaterThan(0);
      expect(await draftsOf(world, found.id)).to.have.length(2);
    }
  });
});
