import { expect } from 'chai';
import { answered, csvText, imported, loanRow, loansCsv, rowsOf, settled, HEADINGS } from '../support/imports.ts';
import { openWorld, type World } from '../support/world.ts';
import type { Client } from '../support/client.ts';

const AMOUNT = HEADINGS.indexOf('贷款金额(万元)');

describe('questions and confirmations of an import', () => {
  let world: World;
  let officer: Client;
  before(async () => {
    world = await openWorld();
    officer = await world.as('officer');
  });
  after(() => world?.close());

  const totalled = (stated: string): string =>
    loansCsv(loanRow(), loanRow(), ['合计', '', '', '', '', '', stated, '', '', '', '', '', '']);
  const withoutUnit = (): string =>
    csvText([HEADINGS.map((heading) => (heading === '贷款金额(万元)' ? '贷款金额' : heading)), loanRow(), loanRow()]);

  it('show how many loans would be filed, and their sum by month of disbursement', async () => {
    const found = await imported(
      officer,
      loansCsv(
        loanRow({ '贷款金额(万元)': '100.000001', 放款日期: '2026-02-28' }),
        loanRow({ '贷款金额(万元)': '200' }),
        loanRow({ '贷款金额(万元)': '50' }),
        loanRow({ '贷款金额(万元)': 'x' }),
      ),
    );
    expect(found.sum).to.deep.equal({
      filings: 3,
      amount: '3500000.01',
      byMonth: [
        { month: '2026-02', filings: 1, amount: '1000000.01' },
        { month: '2026-03', filings: 2, amount: '2500000.00' },
      ],
    });
    const corrected = await officer.patch(`/imports/${found.id}/rows/5`, { values: { amount: '10' } });
    expect(corrected.status, corrected.text).to.equal(200);
    const { sum } = (await officer.get(`/imports/${found.id}`)).body;
    expect([sum.filings, sum.amount]).to.deep.equal([4, '3600000.01']);
  });

  it('stop before filing while a stated total differs, until somebody confirms it', async () => {
    const found = await imported(officer, totalled('900'), { mode: 'commit' });
    expect([found.state, found.failure?.code, found.filed]).to.deep.equal(['checked', 'CONFIRMATION_NEEDED', 0]);
    expect(found.confirmations.map(({ code }: any) => code)).to.deep.equal(['TOTAL_DIFFERS']);
    for (const body of [{}, { confirm: [] }, { confirm: ['ROWS_BELOW_TOTAL'] }]) {
      const refused = await officer.post(`/imports/${found.id}/commit`, body);
      expect(refused.status).to.equal(400);
      expect(refused.body.errors.map(({ path, code }: any) => [path, code])).to.deep.equal([
        ['confirm', 'CONFIRMATION_MISSING'],
      ]);
      expect(refused.body.errors[0].message).to.contain('TOTAL_DIFFERS');
    }
    const reply = await officer.post(`/imports/${found.id}/commit`, { confirm: ['TOTAL_DIFFERS'] });
    expect(reply.status, reply.text).to.equal(202);
    const done = await settled(officer, found.id);
    expect([done.state, done.filed, done.confirmed]).to.deep.equal(['committed', 2, ['TOTAL_DIFFERS']]);
  });

  it('stop before filing unusual rates, until somebody confirms them', async () => {
    const rates = ['0.36', '34.5', '3.45', '0.5%'].map((rate) => loanRow({ '年利率(%)': rate }));
    const found = await imported(officer, loansCsv(...rates), { mode: 'commit' });
    expect([found.state, found.filed, found.valid]).to.deep.equal(['checked', 0, 4]);
    expect(found.confirmations.map(({ code }: any) => code)).to.deep.equal(['RATES_UNUSUAL']);
    expect(found.confirmations[0].message).to.contain('row 2 with 0.36%').and.to.contain('3');
    await officer.post(`/imports/${found.id}/commit`, { confirm: ['RATES_UNUSUAL'] });
    expect(await settled(officer, found.id)).to.include({ state: 'committed', filed: 4 });
  });

  it('need no confirmation when the total agrees', async () => {
    expect(await imported(officer, totalled('600'), { mode: 'commit' })).to.include({ state: 'committed', filed: 2 });
  });

  it('are answered by their id, and the unit is remembered for the next file', async () => {
    const found = await imported(officer, withoutUnit(), { mode: 'commit' });
    expect(found.state).to.equal('asking');
    const [question] = found.questions;
    expect([question.id, question.code, question.field]).to.deep.equal(['amountUnit', 'UNIT_UNKNOWN', 'amount']);
    expect(question.options.map(({ value }: any) => value)).to.include.members(['yuan', 'wan', 'yi']);
    const refused = await officer.patch(`/imports/${found.id}`, { mapping: { answers: { amountUnit: 'jiao' } } });
    expect([refused.status, refused.body.errors?.[0]?.path]).to.deep.equal([400, 'mapping.answers.amountUnit']);
    expect(await answered(officer, found, { amountUnit: 'wan' })).to.include({ state: 'committed', filed: 2 });
    const next = await imported(officer, withoutUnit());
    expect([next.state, next.mapping.amountUnit]).to.deep.equal(['checked', 'wan']);
  });

  it('may be answered one after the other, and earlier answers stay', async () => {
    const headings = HEADINGS.map((heading) =>
      heading === '贷款金额(万元)' ? '放款数' : heading === '借据号' ? '流水' : heading,
    );
    const found = await imported(officer, csvText([headings, loanRow()]));
    expect(found.questions.map(({ id }: any) => id)).to.have.members(['column:amount', 'column:receiptNo']);
    const options = found.questions.find(({ field }: any) => field === 'amount').options;
    const letters = options.find(({ label }: any) => label.endsWith('放款数')).value;
    expect(letters).to.equal(String.fromCharCode(65 + AMOUNT));
    await answered(officer, found, { 'column:amount': letters });
    await answered(officer, found, { 'column:receiptNo': 'F' });
    expect(await answered(officer, found, { amountUnit: 'wan' })).to.include({ state: 'checked', valid: 1 });
  });

  it('show per row what was understood, where its form differs from the cell', async () => {
    const found = await imported(
      officer,
      loansCsv(
        loanRow({
          '贷款金额(万元)': '123.4567',
          '年利率(%)': '3.450%',
          放款日期: '2026年3月15日',
          到期日期: '2027-03-15',
          担保方式: '信用贷款',
          是否首贷: '√',
        }),
      ),
    );
    const [row] = await rowsOf(officer, found.id);
    expect(row.understood).to.deep.equal({
      regionCode: '430211',
      amount: '1234567.00',
      annualRate: '3.45',
      disbursedOn: '2026-03-15',
      guarantee: 'credit',
      firstLoan: 'true',
    });
    expect(row.values.amount).to.equal('123.4567');
  });
});
