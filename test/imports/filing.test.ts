import { expect } from 'chai';
import type { Client } from '../support/client.ts';
import { expectContract } from '../support/contract.ts';
import { goodFiling } from '../support/filing.ts';
import { errorsOf, imported, loanRow, loansCsv, rowsOf, settled } from '../support/imports.ts';
import { expectProblem } from '../support/problem.ts';
import { filingsIn, fingerprint } from '../support/tables.ts';
import { upload } from '../support/upload.ts';
import { FIRMS, openWorld, type World } from '../support/world.ts';

describe('an import of filings', function () {
  this.timeout(60_000);
  let world: World;
  let officer: Client;
  before(async () => {
    world = await openWorld();
    officer = await world.as('officer');
  });
  after(() => world.close());

  const filed = (): Promise<number> => filingsIn(world);
  const codes = async (id: string): Promise<[number, string | null, string][]> =>
    (await errorsOf(officer, id)).map((error) => [error.row, error.field, error.code]);

  it('checks a file without writing filings, then files it without a new upload, with the same results as single filings', async () => {
    const content = loansCsv(
      loanRow({ 备注: '=cmd', 是否首贷: '是' }),
      loanRow({ '贷款金额(万元)': '123.456789', '年利率(%)': '0.0435', 放款日期: '2026年3月5日' }),
    );
    const before = await filed();
    const checked = await imported(officer, content);
    expect(checked).to.include({ state: 'checked', rowsRead: 2, valid: 2, invalid: 0, filed: 0, failure: null });
    expect(checked.mapping).to.deep.include({ sheet: null, headerRow: 1, amountUnit: 'wan' });
    expect(checked.mapping.columns[6]).to.deep.equal({
      column: 'G',
      header: '贷款金额(万元)',
      field: 'amount',
      by: 'recognised',
    });
    expect(await filed()).to.equal(before);

    const begun = await officer.post(`/imports/${checked.id}/commit`);
    expect(begun.status, begun.text).to.equal(202);
    await expectContract(world, 'POST', '/imports/{id}/commit', begun);
    expect(await settled(officer, checked.id)).to.include({ state: 'committed', filed: 2, valid: 2 });
    const rows = await rowsOf(officer, checked.id);
    expect(rows.map(({ row, verdict }) => [row, verdict])).to.deep.equal([
      [2, 'filed'],
      [3, 'filed'],
    ]);
    const second = (await officer.get(`/filings/${rows[1].recordId}`)).body;
    expect(second).to.include({
      state: 'accepted',
      amount: '1234567.89',
      annualRate: '4.35',
      disbursedOn: '2026-03-05',
      guarantee: 'credit',
      firstLoan: false,
    });
    expect(second.status.highTech.certificateNo).to.equal('GR202343000001');
    const history = await officer.get(`/filings/${rows[0].recordId}/history`);
    expect(history.body.items[0]).to.include({ action: 'import.commit', actor: 'officer', role: 'officer' });
    expect((await officer.get(`/filings/${rows[0].recordId}`)).body.remarks).to.equal('=cmd');
  });

  it('reports each invalid cell with its position, original value and suggested value', async () => {
    const rows = [
      loanRow({ 统一社会信用代码: '91430200000000027X' }),
      loanRow({ 统一社会信用代码: '9.1430200000E+17' }),
      loanRow({ '贷款金额(万元)': '3000000' }),
      loanRow({ '年利率(%)': '高' }),
      loanRow({ 放款日期: '2026-11-03', 到期日期: '2027-03-15' }),
      loanRow({ 所属区县: '不存在区' }),
      loanRow({ 是否首贷: '也许' }),
      loanRow({ 到期日期: '2029-03-16' }),
      loanRow({ 企业名称: '' }),
      loanRow({ 统一社会信用代码: '91430200000000072W' }),
      loanRow({ 放款日期: '3/4/2026' }),
    ];
    const before = await fingerprint(world);
    const record = await imported(officer, loansCsv(...rows));
    // Only the audit trail of the import itself may change.
    expect({ ...(await fingerprint(world)), trail: '', idempotency_key: '' }).to.deep.equal({
      ...before,
      trail: '',
      idempotency_key: '',
    });
    expect(record).to.include({ state: 'checked', rowsRead: 11, valid: 0, invalid: 11 });
    const errors = await errorsOf(officer, record.id);
    const at = (row: number): any => errors.find((error) => error.row === row);
    expect(errors.map(({ row, field, code }) => [row, field, code])).to.deep.equal([
      [2, 'uscc', 'USCC_CHECK'],
      [3, 'uscc', 'CODE_AS_NUMBER'],
      [4, 'amount', 'TOO_LARGE'],
      [5, 'annualRate', 'NOT_A_RATE'],
      [6, 'disbursedOn', 'FUTURE_DATE'],
      [7, 'regionCode', 'UNKNOWN_REGION'],
      [8, 'firstLoan', 'NOT_YES_OR_NO'],
      [9, 'dueOn', 'TERM_TOO_LONG'],
      [10, 'firmName', 'REQUIRED'],
      [11, 'uscc', 'USCC_CHECK'],
      [12, 'disbursedOn', 'AMBIGUOUS_DATE'],
    ]);
    expect(at(2)).to.include({ column: 'C', header: '统一社会信用代码', value: '91430200000000027X' });
    expect(at(2).repair).to.deep.include({ field: 'uscc', value: FIRMS.F1 });
    expect(at(11).repair.value).to.equal(FIRMS.F1);
    expect(at(4).repair.value).to.equal('3000000元');
    expect(at(6).repair.value).to.equal('2026-03-11');
    expect(at(12).repair.value).to.equal('2026-03-04');
    expect(at(3).message).to.match(/licence/);
    expect(
      (await officer.get(`/imports/${record.id}/errors`, { 'Accept-Language': 'zh-CN' })).body.items[1].message,
    ).to.contain('营业执照');
    const pages = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: any = (await officer.get(`/imports/${record.id}/errors?limit=2${cursor && `&cursor=${cursor}`}`))
        .body;
      pages.push(...page.items);
      cursor = page.nextCursor;
    }
    expect(pages).to.deep.equal(errors);
    for (const path of ['', '/rows', '/rows/2', '/errors']) {
      await expectContract(
        world,
        'GET',
        `/imports/{id}${path.replace('2', '{n}')}`,
        await officer.get(`/imports/${record.id}${path}`),
      );
    }
  });

  it('files all rows or none, unless a partial import is requested', async () => {
    const before = await filed();
    const content = (): string => loansCsv(loanRow(), loanRow({ '年利率(%)': '99' }), loanRow());
    const whole = await imported(officer, content(), { mode: 'commit' });
    expect(whole).to.deep.include({ state: 'checked', valid: 2, invalid: 1, filed: 0 });
    expect(whole.failure.code).to.equal('ROWS_INVALID');
    expect(await filed()).to.equal(before);
    const partial = await imported(officer, content(), { mode: 'commit', partial: 'true' });
    expect(partial).to.deep.include({ state: 'committed', valid: 2, invalid: 1, filed: 2, failure: null });
    expect(await filed()).to.equal(before + 2);
    expect((await rowsOf(officer, partial.id)).map(({ verdict }) => verdict)).to.deep.equal([
      'filed',
      'invalid',
      'filed',
    ]);
    await officer.post(`/imports/${whole.id}/commit`, { partial: true });
    expect(await settled(officer, whole.id)).to.include({ state: 'committed', filed: 2 });
    expectProblem(await officer.post(`/imports/${whole.id}/commit`), 409, 'STATE_CONFLICT');
  });

  it('reports repeated rows, loans that are already filed, and receipt numbers in use', async () => {
    const [one, two] = [loanRow(), loanRow()];
    expect(await imported(officer, loansCsv(one), { mode: 'commit' })).to.include({ state: 'committed', filed: 1 });
    const other = goodFiling({ amount: '4000000.00' });
    expect((await officer.post('/filings', other)).status).to.equal(201);
    const checked = await imported(
      officer,
      loansCsv(one, two, two, loanRow({ 借据号: ` ${String(other['receiptNo']).toLowerCase()}` })),
    );
    expect(await codes(checked.id)).to.deep.equal([
      [2, 'receiptNo', 'ALREADY_FILED'],
      [4, 'receiptNo', 'ROW_REPEATED'],
      [5, 'receiptNo', 'RECEIPT_TAKEN'],
    ]);
    expect((await errorsOf(officer, checked.id))[1].message).to.contain('row 3');
    // Receipt numbers are unique per bank only.
    const others = await imported(await world.as('officer2'), loansCsv(one));
    expect(others).to.include({ state: 'checked', valid: 1, invalid: 0 });
  });

  it('files a file once when it is uploaded twice concurrently, and reports the repeated upload', async () => {
    const content = loansCsv(loanRow(), loanRow(), loanRow());
    const before = await filed();
    // Filing starts after all responses have arrived.
    await world.owner.query('begin; lock table filing in share mode');
    const replies = await Promise.all(Array.from({ length: 6 }, () => upload(officer, content, { mode: 'commit' })));
    await world.owner.query('commit');
    expect(replies.filter(({ status }) => status === 202)).to.have.length(1);
    for (const reply of replies.filter(({ status }) => status !== 202)) expectProblem(reply, 409, 'CONFLICT');
    const [begun] = replies.filter(({ status }) => status === 202);
    expect(await settled(officer, begun!.body.id)).to.include({ state: 'committed', filed: 3 });
    const again = await imported(officer, content, { mode: 'commit' });
    expect(again).to.include({ state: 'checked', valid: 0, invalid: 3, filed: 0, sameFileAs: begun!.body.id });
    expect(again.notices.map(({ code }: { code: string }) => code)).to.include('SAME_FILE');
    expect(new Set((await codes(again.id)).map(([, , code]) => code))).to.deep.equal(new Set(['ALREADY_FILED']));
    expect(await filed()).to.equal(before + 3);
  });

  it('replays the response for the same Idempotency-Key and upload, and refuses another upload', async () => {
    const content = loansCsv(loanRow());
    const headers = { 'Idempotency-Key': 'once' };
    const first = await upload(officer, content, { mode: 'commit' }, 'a.csv', headers);
    expect(first.status).to.equal(202);
    await settled(officer, first.body.id);
    const second = await upload(officer, content, { mode: 'commit' }, 'a.csv', headers);
    expect([second.status, second.headers.get('idempotent-replayed'), second.body.id]).to.deep.equal([
      202,
      'true',
      first.body.id,
    ]);
    expectProblem(
      await upload(officer, `${content}\r\n`, { mode: 'commit' }, 'a.csv', headers),
      422,
      'IDEMPOTENCY_KEY_REUSED',
    );
  });

  it('shows no imports and no filing data of another bank', async () => {
    const theirs = await world.as('officer2');
    const secret = goodFiling({ uscc: FIRMS.F5, firmName: '株洲秘密科技有限公司', firstLoan: false });
    expect((await theirs.post('/filings', secret)).status).to.equal(201);
    const checked = await imported(
      officer,
      loansCsv(
        loanRow({
          统一社会信用代码: FIRMS.F5,
          企业名称: '株洲秘密公司',
          是否首贷: '是',
          借据号: String(secret['receiptNo']),
        }),
        loanRow({ 统一社会信用代码: '9143020000000009AT', 企业名称: '株洲秘密科技有限公司' }),
      ),
    );
    expect(checked).to.include({ valid: 1, invalid: 1 });
    const all =
      (await officer.get(`/imports/${checked.id}/rows`)).text +
      (await officer.get(`/imports/${checked.id}/errors`)).text;
    expect(checked.flagged).to.equal(0);
    expect(all).to.not.contain('IN_REVIEW').and.not.contain('FIRST_LOAN').and.not.contain('FIRM_NAME_DIFFERS');
    // A firm known only to another bank is suggested as a code with a correct check character, not as a known firm.
    for (const error of await errorsOf(officer, checked.id)) expect(error.repair?.why ?? '').to.not.contain('known');
    for (const path of ['', '/rows', '/errors', '/rows/2', '/events'])
      expectProblem(await theirs.get(`/imports/${checked.id}${path}`), 404, 'NOT_FOUND');
    expectProblem(await theirs.post(`/imports/${checked.id}/commit`, {}), 404, 'NOT_FOUND');
    expect((await theirs.get('/imports')).text).to.not.contain(checked.id);
    expect((await (await world.as('auditor')).get('/imports')).text).to.not.contain(checked.id);
  });

  it('raises the same flags as single filings, and files flagged rows for review', async () => {
    const done = await imported(
      officer,
      loansCsv(loanRow({ 企业名称: '株洲星火装备公司' }), loanRow({ '贷款金额(万元)': '2000' }), loanRow()),
      { mode: 'commit' },
    );
    expect(done).to.include({ state: 'committed', filed: 3, flagged: 2 });
    const states = [];
    for (const row of await rowsOf(officer, done.id)) states.push((await officer.get(`/filings/${row.recordId}`)).body);
    expect(states.map(({ state, flags }) => [state, flags.map(({ rule }: { rule: string }) => rule)])).to.deep.equal([
      ['submitted', ['FIRM_NAME_DIFFERS']],
      ['submitted', ['AMOUNT_OVER_LIMIT']],
      ['accepted', []],
    ]);
    expect((await officer.get(`/imports/${done.id}/rows?only=flagged`)).body.items).to.have.length(2);
  });
});
