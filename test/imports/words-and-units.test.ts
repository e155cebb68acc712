import { expect } from 'chai';
import { columnLetters } from '../../src/domain/sheet/layout.ts';
import type { Client } from '../support/client.ts';
import { csvText, draftsOf, errorsOf, HEADINGS, imported, loanRow, rowsOf, settled } from '../support/imports.ts';
import { openWorld, type World } from '../support/world.ts';
import { xlsx, type XCell } from '../support/xlsx.ts';

/** Words, units and columns that have been read as something else; each is refused, asked about, or read right. */
describe('words, units and columns of an import', function () {
  this.timeout(120_000);
  let world: World;
  let officer: Client;
  before(async () => {
    world = await openWorld();
    officer = await world.as('officer');
  });
  after(() => world.close());

  /** A sheet whose headings are replaced by others, with one row or several. */
  const read = async (headings: Record<string, string>, ...changes: Record<string, string>[]) => {
    const content = csvText([
      HEADINGS.map((heading) => headings[heading] ?? heading),
      ...changes.map((change) => loanRow(change)),
    ]);
    const record = await imported(officer, content, { mode: 'commit' });
    return {
      record,
      drafts: await draftsOf(world, record.id),
      faults: (await errorsOf(officer, record.id)).map(({ field, code }) => [field, code]),
      questions: record.questions.map(({ id }: { id: string }) => id),
    };
  };
  const AMOUNT = '贷款金额(万元)';

  it('amounts in thousands and millions of yuan are converted, other currencies refused', async () => {
    for (const [heading, cell] of [
      ['贷款金额(千元)', '3000'],
      ["Amount (RMB'000)", '3000'],
      ['Amount (CNY million)', '3'],
    ] as const) {
      const { record, drafts } = await read({ [AMOUNT]: heading }, { [AMOUNT]: cell });
      expect([record.state, drafts[0].amount], heading).to.deep.equal(['committed', '300000000']);
    }
    for (const heading of ['贷款金额(美元)', '贷款金额(万欧元)', 'Amount (USD)']) {
      const { record, faults } = await read({ [AMOUNT]: heading }, { [AMOUNT]: '500000' });
      expect([record.state, record.filed ?? 0], heading).to.deep.equal(['checked', 0]);
      expect(faults, heading).to.deep.equal([['amount', 'CURRENCY_OTHER']]);
    }
    const { faults } = await read(
      { 序号: '币种' },
      ...['人民币', 'CNY', '156', '人民币（CNY）', '-', '美元', '840', '14'].map((currency) => ({ 序号: currency })),
    );
    expect(faults).to.deep.equal(Array.from({ length: 3 }, () => ['amount', 'CURRENCY_OTHER']));
    const original = await read({ [AMOUNT]: '贷款金额（原币，万元）', 序号: '币种' }, { 序号: '人民币' });
    expect(original.drafts[0].amount).to.equal('300000000');
  });

  it('another currency in the title, or in a note below, is refused as well, unless the rows name theirs', async () => {
    const faultsOf = async (...rows: string[][]) => {
      const { id } = await imported(officer, csvText(rows), { mode: 'commit' });
      return (await errorsOf(officer, id)).map(({ code }) => code);
    };
    expect(await faultsOf(['2026年美元贷款明细表'], HEADINGS, loanRow())).to.deep.equal(['CURRENCY_OTHER']);
    expect(await faultsOf(HEADINGS, loanRow(), ['注：以上币种为美元'])).to.deep.equal(['CURRENCY_OTHER']);
    const named = HEADINGS.map((heading) => (heading === '序号' ? '币种' : heading));
    const row = loanRow({ 序号: '人民币' });
    expect(await faultsOf(['币种：人民币/美元'], named, row, ['注：币种以原币列示'])).to.deep.equal([]);
  });

  it('the unit of a column of units holds for its row, and one that differs from the heading is asked about', async () => {
    const rows = [{ 序号: '万元' }, { 序号: '元', [AMOUNT]: '2000000' }];
    const { record, drafts } = await read({ [AMOUNT]: '贷款金额', 序号: '金额单位' }, ...rows);
    expect(record.state).to.equal('committed');
    expect(drafts.map(({ amount }) => amount)).to.deep.equal(['300000000', '200000000']);
    const differing = await read({ 序号: '单位' }, { 序号: '元', [AMOUNT]: '3000' });
    expect([differing.record.state, differing.questions]).to.deep.equal(['asking', ['amountUnit']]);
    await officer.patch(`/imports/${differing.record.id}`, { mapping: { answers: { amountUnit: 'wan' } } });
    expect(await settled(officer, differing.record.id)).to.include({ state: 'committed' });
    expect((await draftsOf(world, differing.record.id))[0].amount).to.equal('3000000000');
    const firms = await read({ 序号: '单位' }, { 序号: '株洲某单位' });
    expect(firms.record.state).to.equal('committed');
  });

  it('the unit in the name of a sheet is that of its amounts, unless the heading names another one', async () => {
    const file = (name: string, heading: string) =>
      xlsx({ sheets: [{ name, rows: [HEADINGS.map((one) => (one === AMOUNT ? heading : one)), loanRow()] }] });
    const record = await imported(officer, file('放款明细(万元)', '贷款金额'), { mode: 'commit' }, 'a.xlsx');
    expect([record.state, record.sum.amount]).to.deep.equal(['committed', '3000000.00']);
    const differing = await imported(officer, file('放款明细(元)', AMOUNT), { mode: 'commit' }, 'a.xlsx');
    expect([differing.state, differing.questions[0].code]).to.deep.equal(['asking', 'UNIT_UNKNOWN']);
  });

  it('small amounts are doubtful in any unit, and a heading against a line asks for the unit', async () => {
    const { record, faults } = await read({ [AMOUNT]: '贷款金额(元)' }, { [AMOUNT]: '1000' });
    expect([record.state, faults]).to.deep.equal(['checked', [['amount', 'AMOUNT_UNIT_DOUBTFUL']]]);
    const rows = [['单位：万元'], HEADINGS.map((one) => (one === AMOUNT ? '贷款金额(元)' : one)), loanRow()];
    const contradicting = await imported(officer, csvText(rows), { mode: 'commit' });
    expect([contradicting.state, contradicting.questions[0].code]).to.deep.equal(['asking', 'UNIT_UNKNOWN']);
  });

  it('a remembered unit is asked for again when the amounts jump by more than a hundred', async () => {
    const headings = { [AMOUNT]: '放款额' };
    const first = await read(headings, { [AMOUNT]: '300' });
    expect(first.questions).to.deep.equal(['amountUnit']);
    await officer.patch(`/imports/${first.record.id}`, { mapping: { amountUnit: 'wan' } });
    expect(await settled(officer, first.record.id)).to.include({ state: 'committed' });
    const next = await read(headings, { [AMOUNT]: '280' });
    expect(next.record.state).to.equal('committed');
    const jumped = await read(headings, { [AMOUNT]: '80000' });
    expect([jumped.record.state, jumped.record.questions[0].code]).to.deep.equal(['asking', 'UNIT_JUMPED']);
    await officer.patch(`/imports/${jumped.record.id}`, { mapping: { answers: { amountUnit: 'yuan' } } });
    expect(await settled(officer, jumped.record.id)).to.include({ state: 'committed' });
    expect((await draftsOf(world, jumped.record.id))[0].amount).to.equal('8000000');
  });

  it('a number format that contradicts the heading is asked about', async () => {
    const styles = `<styleSheet xmlns="m"><numFmts count="1"><numFmt numFmtId="164" formatCode="#,##0,"/></numFmts><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>`;
    const cells: XCell[] = [...loanRow()];
    cells[HEADINGS.indexOf(AMOUNT)] = { attributes: ' s="1"', inner: '<v>3000000</v>' };
    const file = xlsx({
      sheets: [{ name: 'a', rows: [HEADINGS.map((one) => (one === AMOUNT ? '贷款金额(千元)' : one)), cells] }],
      more: { 'xl/styles.xml': new TextEncoder().encode(styles) },
    });
    const record = await imported(officer, file, { mode: 'commit' }, 'loans.xlsx');
    expect([record.state, record.questions[0].code]).to.deep.equal(['asking', 'AMOUNT_SHOWN_OTHERWISE']);
    await officer.patch(`/imports/${record.id}`, { mapping: { answers: { [record.questions[0].id]: 'shown' } } });
    expect(await settled(officer, record.id)).to.include({ state: 'committed' });
    expect((await draftsOf(world, record.id))[0].amount).to.equal('300000000');
  });

  it('a credit line or the amount of a contract is no loan, and of two amounts one is chosen', async () => {
    for (const heading of ['授信金额(万元)', '授信额度（万元）', '合同金额(万元)']) {
      const { record, questions } = await read({ [AMOUNT]: heading }, {});
      expect([record.state, questions], heading).to.deep.equal(['asking', ['column:amount']]);
    }
    const two = await read({ [AMOUNT]: '借据金额(万元)', 备注: '放款金额(万元)' }, { 备注: '200' });
    expect([two.record.state, two.questions]).to.deep.equal(['asking', ['column:amount']]);
    const drawdown = await read({ 备注: '本次放款金额(万元)' }, { 备注: '200' });
    expect([drawdown.record.state, drawdown.questions]).to.deep.equal(['asking', ['column:amount']]);
    const answers = { 'column:amount': columnLetters(HEADINGS.indexOf('备注')) };
    await officer.patch(`/imports/${drawdown.record.id}`, { mapping: { answers } });
    expect((await settled(officer, drawdown.record.id)).sum.amount).to.equal('2000000.00');
    const again = await read({ 备注: '本次放款金额(万元)' }, { 备注: '200' });
    expect([again.record.state, again.record.sum.amount]).to.deep.equal(['committed', '2000000.00']);
    const part = await read({ 备注: '其中：知识价值信用贷款金额(万元)' }, { 备注: '200' });
    expect([part.record.state, part.questions]).to.deep.equal(['asking', ['column:amount']]);
    const another = await read({ 备注: '本次放款金额(万元)', 序号: '支用金额(万元)' }, { 备注: '200' });
    expect([another.record.state, another.questions]).to.deep.equal(['asking', ['column:amount']]);
    const line = await read({ 备注: '授信金额(万元)' }, { 备注: '1000' });
    expect([line.record.state, line.drafts[0].amount]).to.deep.equal(['committed', '300000000']);
  });

  it('rates of a month are converted, points over the LPR asked about', async () => {
    const RATE = '年利率(%)';
    for (const [heading, cell] of [
      ['利率(‰)', '3.625'],
      ['月利率(‰)', '3.625'],
      ['月利率(%)', '0.3625'],
      ['年利率(‰)', '43.5'],
    ] as const) {
      const { drafts, faults } = await read({ [RATE]: heading }, { [RATE]: cell });
      expect([faults, drafts[0].annualRate], heading).to.deep.equal([[], 43_500]);
    }
    const monthly = await read({ [RATE]: '月利率(‰)' }, { [RATE]: '3.625' });
    const corrected = await imported(
      officer,
      csvText([HEADINGS.map((heading) => (heading === RATE ? '月利率(‰)' : heading)), loanRow({ [RATE]: '高' })]),
    );
    const reply = await officer.patch(`/imports/${corrected.id}/rows/2`, { values: { annualRate: '3.625' } });
    expect(reply.body.understood.annualRate).to.equal(
      (await rowsOf(officer, monthly.record.id))[0].understood.annualRate,
    );
    const headings = HEADINGS.map((heading) => (heading === RATE ? '利率' : heading));
    for (const rows of [
      [['单位：万元、‰'], headings, loanRow({ [RATE]: '3.625' })],
      [headings, loanRow({ [RATE]: '3.625' }), ['注：利率为月利率（‰）']],
    ]) {
      const { id } = await imported(officer, csvText(rows));
      expect((await draftsOf(world, id))[0].annualRate).to.equal(43_500);
    }
    const points = await read({ [RATE]: '利率(BP)' }, { [RATE]: '30' });
    expect([points.record.state, points.questions]).to.deep.equal(['asking', ['rate:points']]);
    await officer.patch(`/imports/${points.record.id}`, { mapping: { answers: { 'rate:points': 'oneYear' } } });
    expect(await settled(officer, points.record.id)).to.include({ state: 'committed' });
    expect((await draftsOf(world, points.record.id))[0].annualRate).to.equal(33_000);
  });

  it('headings of core banking systems are known, also that of a guarantee outside the programme', async () => {
    const headings = {
      '年利率(%)': '执行年化利率（%）',
      放款日期: '实际放款日期',
      到期日期: '约定到期日',
      担保方式: '主担保方式',
    };
    expect((await read(headings, {})).record).to.include({ state: 'committed', filed: 1 });
    expect((await read(headings, { 担保方式: '抵押' })).faults).to.deep.equal([['guarantee', 'GUARANTEE_OUTSIDE']]);
  });

  it('guarantees outside the programme are refused, unlisted ones asked about and remembered', async () => {
    const known = await read(
      {},
      { 担保方式: '无担保' },
      { 担保方式: '信用（无抵押无担保）' },
      { 担保方式: '担保公司担保' },
    );
    expect(known.drafts.map(({ guarantee }) => guarantee)).to.deep.equal(['credit', 'credit', 'guaranteed_credit']);
    const outside = await read({}, { 担保方式: '不动产抵押担保' }, { 担保方式: '实控人保证' });
    expect(outside.faults).to.deep.equal([
      ['guarantee', 'GUARANTEE_OUTSIDE'],
      ['guarantee', 'GUARANTEE_OUTSIDE'],
    ]);
    const asked = await read({}, { 担保方式: '法人保证担保额度' });
    expect([asked.record.state, asked.questions]).to.deep.equal(['asking', ['guarantee:法人保证担保额度']]);
    await officer.patch(`/imports/${asked.record.id}`, {
      mapping: { answers: { 'guarantee:法人保证担保额度': 'guaranteed_credit' } },
    });
    expect(await settled(officer, asked.record.id)).to.include({ state: 'committed' });
    const again = await read({}, { 担保方式: '法人保证担保额度' });
    expect([again.record.state, again.drafts[0].guarantee]).to.deep.equal(['committed', 'guaranteed_credit']);
  });

  it('a renewal is no first loan, and the rating of a bank is no knowledge grade', async () => {
    const { drafts } = await read({ 备注: '信用等级' }, { 是否首贷: '续贷', 备注: 'A' });
    expect(drafts[0].firstLoan).to.equal(false);
    expect(drafts[0].knowledgeGrade).to.equal(undefined);
    for (const heading of ['纳税信用等级', '企业信用评级', '等级'])
      expect((await read({ 备注: heading }, { 备注: 'B' })).drafts[0].knowledgeGrade, heading).to.equal(undefined);
    expect((await read({ 备注: '知识价值等级' }, { 备注: 'B级' })).drafts[0].knowledgeGrade).to.equal('B');
  });

  it('placeholders are no receipt, and an apostrophe is no part of one', async () => {
    const none = await read({}, { 借据号: '待补' }, { 借据号: '/' }, { 合同编号: '同上' }, { 企业名称: '同上' });
    expect(none.faults).to.deep.equal([
      ['receiptNo', 'NOT_STATED'],
      ['receiptNo', 'NOT_STATED'],
      ['contractNo', 'NOT_STATED'],
      ['firmName', 'NOT_STATED'],
    ]);
    const errors = await read({}, { 借据号: '#N/A' }, { 企业名称: '#REF!' }, { 企业名称: '同上一行' });
    expect(errors.faults).to.deep.equal([
      ['receiptNo', 'CELL_ERROR'],
      ['firmName', 'CELL_ERROR'],
      ['firmName', 'NOT_STATED'],
    ]);
    const twice = await read({}, { 借据号: "'JJ-AP-1" }, { 借据号: 'JJ-AP-1' });
    expect(twice.faults).to.deep.equal([['receiptNo', 'ROW_REPEATED']]);
    const optional = await read({ 备注: '原备案编号' }, { 备注: '无', 是否首贷: '/', 担保方式: '—' });
    expect(optional.record.state).to.equal('committed');
    expect(optional.drafts[0]).to.not.have.any.keys('renewalOf', 'firstLoan', 'guarantee');
    expect((await rowsOf(officer, optional.record.id))[0].understood).to.include({ guarantee: 'credit' });
  });

  it('a new code under two names is flagged inside a file', async () => {
    const uscc = '91430200000000094T';
    const { record } = await read(
      {},
      { 统一社会信用代码: uscc, 企业名称: '株洲甲样例有限公司' },
      { 统一社会信用代码: uscc, 企业名称: '株洲乙样例有限公司' },
    );
    const { items } = (await officer.get(`/imports/${record.id}/rows`)).body;
    expect(
      items.map(({ flags }: any) => flags.map(({ rule }: any) => rule).includes('FIRM_NAME_DIFFERS')),
    ).to.deep.equal([false, true]);
  });

  it('districts are matched whole, with their city', async () => {
    const { drafts } = await read({}, { 所属区县: '湖南省株洲市天元区' }, { 所属区县: '430211 天元区' });
    expect(drafts.map(({ regionCode }) => regionCode)).to.deep.equal(['430211', '430211']);
    const { faults } = await read(
      {},
      { 所属区县: '430211荷塘区' },
      { 所属区县: '荷塘区、天元区' },
      { 所属区县: '长沙市天元区' },
    );
    expect(faults).to.deep.equal(Array.from({ length: 3 }, () => ['regionCode', 'AMBIGUOUS_REGION']));
  });
});
