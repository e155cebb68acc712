import { expect } from 'chai';
import { strToU8 } from 'fflate';
import type { Client } from '../support/client.ts';
import { answered, codesOf, errorsOf, imported, loanRow, rowsOf, HEADINGS } from '../support/imports.ts';
import { openWorld, type World } from '../support/world.ts';
import { xlsx, type XCell, type XSheet } from '../support/xlsx.ts';

const AMOUNT = HEADINGS.indexOf('贷款金额(万元)');
const STRIKE = `<styleSheet xmlns="m"><fonts count="2"><font/><font><strike/></font></fonts><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="0" fontId="1" applyFont="1"/></cellXfs></styleSheet>`;

describe('a sheet files nothing without asking', function () {
  this.timeout(60_000);
  let world: World;
  let officer: Client;
  before(async () => {
    world = await openWorld();
    officer = await world.as('officer');
  });
  after(() => world?.close());

  const read = (rows: readonly (readonly XCell[])[], sheet: Partial<XSheet> = {}, more = {}): Promise<any> =>
    imported(
      officer,
      xlsx({ sheets: [{ name: 'Sheet1', rows: [HEADINGS, ...rows], ...sheet }], ...more }),
      { mode: 'commit' },
      'loans.xlsx',
    );
  const total = (label: string, amount: string): string[] =>
    HEADINGS.map((_, index) => (index === 0 ? label : index === AMOUNT ? amount : ''));

  it('of several sheets with the same headings', async () => {
    const sheet = (name: string, count: number): XSheet => ({
      name,
      rows: [HEADINGS, ...Array.from({ length: count }, () => loanRow())],
    });
    const workbook = xlsx({
      sheets: [sheet('4月', 1), { name: '说明', rows: [['填报说明']] }, sheet('5月', 2), sheet('空表', 0)],
    });
    const found = await imported(officer, workbook, { mode: 'commit' }, 'months.xlsx');
    expect([found.state, codesOf(found.questions)]).to.deep.equal(['asking', ['SHEET_UNCLEAR']]);
    expect(found.questions[0].options.map(({ value }: any) => value)).to.deep.equal(['4月', '5月']);
    const may = await answered(officer, found, { sheet: '5月' });
    expect(may).to.include({ state: 'committed', filed: 2 });
    const remaining = may.notices.find(({ code }: any) => code === 'SHEETS_REMAIN');
    expect(remaining.message).to.contain('4月').and.not.contain('空表');
    const again = await imported(officer, workbook, { mode: 'commit' }, 'months.xlsx');
    expect(again.questions[0].message).to.contain('imported already: 5月');
    const april = await answered(officer, again, { sheet: '4月' });
    expect([april.filed, codesOf(april.notices)]).to.deep.equal([
      1,
      ['SHEETS_NOT_READ', 'COLUMNS_IGNORED', 'SAME_FILE'],
    ]);
  });

  it('but reads the sheet of loans without a question though a summary comes first', async () => {
    const summary = {
      name: '汇总',
      rows: [
        ['所属区县', '笔数', '贷款金额(万元)'],
        ['天元区', '1', '300'],
      ],
    };
    const workbook = xlsx({ sheets: [summary, { name: '明细', rows: [HEADINGS, loanRow()] }] });
    const found = await imported(officer, workbook, { mode: 'commit' }, 'summary.xlsx');
    expect([found.state, found.mapping.sheet, found.filed]).to.deep.equal(['committed', '明细', 1]);
  });

  it('of a table that may go on in a sheet without headings', async () => {
    const sheets = [
      { name: '1', rows: [HEADINGS, loanRow()] },
      { name: '续', rows: [loanRow()] },
      { name: '说明', rows: [['请勿改动']] },
    ];
    const found = await imported(officer, xlsx({ sheets }), { mode: 'commit' }, 'goes-on.xlsx');
    expect([found.state, codesOf(found.confirmations)]).to.deep.equal(['checked', ['SHEETS_WITHOUT_HEADINGS']]);
    expect(found.confirmations[0].message).to.contain('续').and.not.contain('说明');
  });

  it('under a title or name that takes the loans back', async () => {
    const under = (title: string, sheet: string, file: string): Promise<any> =>
      imported(
        officer,
        xlsx({ sheets: [{ name: sheet, rows: [[title], HEADINGS, loanRow()] }] }),
        { mode: 'commit' },
        file,
      );
    for (const [title, sheet, file] of [
      ['2026年3月作废贷款清单', '备案', 'a.xlsx'],
      ['备案表', '已撤回', 'a.xlsx'],
      ['备案表', '备案', '退回名单.xlsx'],
      ['2026年4月拟放款明细', '备案', 'a.xlsx'],
    ] as const) {
      const found = await under(title, sheet, file);
      expect([found.state, codesOf(found.confirmations)]).to.deep.equal(['checked', ['TITLE_TAKES_BACK']]);
    }
    for (const title of [
      '填报说明：已作废的贷款请勿填报',
      '知识价值信用贷款备案表',
      '注：退回的，应修改后重报',
      '2026年3月备案表（退回修改后重新报送）',
    ])
      expect(await under(title, '备案', '备案模板.xlsx'), title).to.include({ state: 'committed', filed: 1 });
  });

  it('and says which sheets are hidden when the visible ones have no loans', async () => {
    for (const state of ['hidden', 'veryHidden'] as const) {
      const sheets: XSheet[] = [
        { name: '说明', rows: [['填报说明']] },
        { name: '底稿', state, rows: [HEADINGS, loanRow()] },
      ];
      const found = await imported(officer, xlsx({ sheets }), { mode: 'commit' }, 'hidden.xlsx');
      expect([found.state, found.failure.code]).to.deep.equal(['failed', 'HEADER_NOT_FOUND']);
      expect(found.failure.message).to.contain('底稿');
      expect(await answered(officer, found, { sheet: '底稿' })).to.include({ state: 'committed', filed: 1 });
    }
  });

  for (const label of [
    '本月合计',
    '合计（万元）',
    '贷款金额合计',
    '总额',
    '总 计',
    '3月合计',
    '2026年3月小计',
    '合计数',
    '共计 2 笔',
    '天元支行小计',
    'Grand total',
    'Monthly total:',
  ])
    it(`and takes ${label} for a total, not for a loan`, async () => {
      const found = await read([loanRow(), loanRow(), total(label, '600')]);
      expect([found.state, found.filed, codesOf(found.notices)]).to.deep.equal([
        'committed',
        2,
        ['COLUMNS_IGNORED', 'TOTAL_AGREES'],
      ]);
    });

  it('compares totals of parts with the rows since the one before, and in the unit of their label', async () => {
    const found = await read([
      loanRow(),
      total('1月合计', '300'),
      loanRow(),
      loanRow(),
      total('2月合计', '600'),
      total('合计（元）', '9000000'),
      total('本年累计', '123456'),
    ]);
    expect([found.state, found.filed, found.confirmations]).to.deep.equal(['committed', 3, []]);
  });

  it('when a total above its rows differs, and not when it agrees', async () => {
    expect(await read([total('合计', '600'), loanRow(), loanRow()])).to.include({ state: 'committed', filed: 2 });
    const found = await read([total('合计', '700'), loanRow(), loanRow()]);
    expect([found.state, codesOf(found.confirmations)]).to.deep.equal(['checked', ['TOTAL_DIFFERS']]);
  });

  it('when a line above the headings states another total with its unit', async () => {
    const under = (line: string): Promise<any> =>
      imported(
        officer,
        xlsx({ sheets: [{ name: 'Sheet1', rows: [[line], HEADINGS, loanRow(), loanRow()] }] }),
        { mode: 'commit' },
        'stated.xlsx',
      );
    for (const line of ['合计金额：700万元', '总计 2 笔 700 万元', '本月合计：7,000,000.00元']) {
      const found = await under(line);
      expect([found.state, codesOf(found.confirmations)], line).to.deep.equal(['checked', ['TOTAL_DIFFERS']]);
    }
    for (const line of ['合计金额：600万元', '合计笔数：2', '本年累计：9,900万元', '贷款备案汇总表'])
      expect(await under(line), line).to.include({ state: 'committed', filed: 2 });
  });

  it('when there are rows below the last total', async () => {
    const found = await read([loanRow(), total('合计', '300'), loanRow(), loanRow()]);
    expect([found.state, codesOf(found.confirmations)]).to.deep.equal(['checked', ['ROWS_BELOW_TOTAL']]);
    expect(found.confirmations[0].message).to.contain('row 4').and.contain('2');
  });

  it('until a total agrees because a row was corrected', async () => {
    const found = await read([loanRow({ '贷款金额(万元)': '三百余' }), loanRow(), total('合计', '600')]);
    expect([found.state, codesOf(found.confirmations)]).to.deep.equal(['checked', ['TOTAL_DIFFERS']]);
    await officer.patch(`/imports/${found.id}/rows/2`, { values: { amount: '300' } });
    const { confirmations, notices } = (await officer.get(`/imports/${found.id}`)).body;
    expect([confirmations, codesOf(notices)]).to.deep.equal([[], ['COLUMNS_IGNORED', 'TOTAL_AGREES']]);
  });

  it('when rows are hidden: they are filed or left out, as answered', async () => {
    const rows = [loanRow(), loanRow(), loanRow()];
    const found = await read(rows, { hidden: [3, 4] });
    expect([found.state, codesOf(found.questions)]).to.deep.equal(['asking', ['ROWS_HIDDEN']]);
    expect(found.questions[0].rows).to.equal(2);
    const left = await answered(officer, found, { 'rows:hidden': 'leave' });
    expect([left.state, left.filed, codesOf(left.notices)]).to.deep.equal([
      'committed',
      1,
      ['COLUMNS_IGNORED', 'ROW_LEFT_OUT'],
    ]);
    const again = await read([loanRow(), loanRow()], { hidden: [3] });
    expect(again.state, 'the answer holds for one file').to.equal('asking');
    expect(await answered(officer, again, { 'rows:hidden': 'file' })).to.include({ state: 'committed', filed: 2 });
  });

  it('when the remarks of a row say nothing but that it is void', async () => {
    const found = await read([loanRow({ 备注: '作废' }), loanRow({ 备注: '前一笔作废后重新放款' }), loanRow()]);
    expect([found.state, codesOf(found.questions), found.questions[0].rows]).to.deep.equal([
      'asking',
      ['ROW_STATUS'],
      1,
    ]);
    expect(await answered(officer, found, { [found.questions[0].id]: 'leave' })).to.include({
      state: 'committed',
      filed: 2,
    });
  });

  it('but not when a column only looks like one of states', async () => {
    for (const [heading, text] of [
      ['终止日期', '2027-03-15'],
      ['作废日期', '99991231'],
      ['撤销日期', '1900-01-01'],
      ['展期次数', '0'],
      ['审核意见', '经审核，符合条件，同意备案'],
      ['还款方式', '按月付息、到期还本'],
      ['五级分类', '正常'],
      ['贷款状态', '还款中'],
      ['作废原因', '——'],
      ['状态', '存续（在营、开业、在册）'],
    ] as const) {
      const rows = [
        [...HEADINGS, heading],
        [...loanRow(), text],
      ];
      const found = await imported(officer, xlsx({ sheets: [{ name: 'a', rows }] }), { mode: 'commit' }, 'plain.xlsx');
      expect([found.state, found.filed], heading).to.deep.equal(['committed', 1]);
    }
  });

  it('when something beside the table, or behind a number, says that a row is void, or an example', async () => {
    const marked = (change: Record<string, string>): string[] => loanRow(change);
    for (const [row, word] of [
      [marked({ 序号: '作废' }), '作废'],
      [[...marked({}), '已冲销'], '已冲销'],
      [marked({ 备注: '作废，另行放款' }), '作废'],
      [marked({ 借据号: 'JJ-7（作废）' }), '作废'],
      [marked({ 企业名称: '（已撤销）株洲星火智能装备有限公司' }), '已撤销'],
      [marked({ 序号: '示例' }), '示例'],
      [[...marked({}), '展期'], '展期'],
    ] as const) {
      const found = await read([loanRow(), row]);
      expect([found.state, found.questions[0]?.id, found.questions[0]?.rows]).to.deep.equal([
        'asking',
        `state:${word}`,
        1,
      ]);
      expect(await answered(officer, found, { [`state:${word}`]: 'leave' })).to.include({
        state: 'committed',
        filed: 1,
      });
    }
  });

  it('when a row is struck through', async () => {
    const struck = loanRow().map((text): XCell => ({ attributes: ' t="str" s="1"', inner: `<v>${text}</v>` }));
    const found = await read([loanRow(), struck], {}, { more: { 'xl/styles.xml': strToU8(STRIKE) } });
    expect([found.state, codesOf(found.questions)]).to.deep.equal(['asking', ['ROWS_STRUCK']]);
    expect(await answered(officer, found, { 'rows:struck': 'leave' })).to.include({ state: 'committed', filed: 1 });
  });

  for (const [heading, word] of [
    ['状态', '已作废'],
    ['备案状态', '待补正'],
    ['贷款状态', '已冲销'],
    ['State', 'withdrawn'],
    ['是否作废', '是'],
    ['作废日期', '2026-04-01'],
    ['备案结果', '不予备案'],
    ['审核意见', '材料不全，退回'],
    ['是否有效', '否'],
    ['冲正标志', 'Y'],
    ['是否展期', '是'],
  ] as const)
    it(`when the column ${heading} says ${word}`, async () => {
      const stated = (state: string): string[] => [...loanRow(), state];
      const none = heading.includes('作废')
        ? ''
        : heading === 'State'
          ? 'accepted'
          : heading === '审核意见'
            ? '情况属实，可以备案'
            : '正常';
      const found = await imported(
        officer,
        xlsx({ sheets: [{ name: 'a', rows: [[...HEADINGS, heading], stated(none), stated(word)] }] }),
        { mode: 'commit' },
        'states.xlsx',
      );
      expect([found.state, codesOf(found.questions)]).to.deep.equal(['asking', ['ROW_STATUS']]);
      expect(await answered(officer, found, { [found.questions[0].id]: 'leave' })).to.include({
        state: 'committed',
        filed: 1,
      });
    });

  it('but skips repeated headings and rows for signatures', async () => {
    const signatures = HEADINGS.map((heading) =>
      heading === '企业名称'
        ? '制表：张三'
        : heading === '借据号'
          ? '复核：李四'
          : heading === '放款日期'
            ? '2026-03-31'
            : '',
    );
    const found = await read([loanRow(), HEADINGS, loanRow(), total('合计', '600'), signatures, ['审核人（签字）']]);
    expect([found.state, found.filed, await errorsOf(officer, found.id)]).to.deep.equal(['committed', 2, []]);
    expect(codesOf(found.notices)).to.include('SIGNATURE_SKIPPED');
    expect((await rowsOf(officer, found.id)).map(({ row }) => row)).to.deep.equal([2, 4]);
  });

  it('and keeps a loan whose name or remark only contains such words', async () => {
    const found = await read([
      loanRow({ 企业名称: '株洲合计信息科技有限公司', 备注: '复核：已办' }),
      loanRow({ 备注: '合计两笔' }),
    ]);
    expect([found.rowsRead, found.valid]).to.deep.equal([2, 2]);
  });
});
