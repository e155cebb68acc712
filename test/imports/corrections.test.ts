import { expect } from 'chai';
import { asSystem } from '../../src/data/as-actor.ts';
import type { Client } from '../support/client.ts';
import { expectContract } from '../support/contract.ts';
import { download, readWorkbook } from '../support/download.ts';
import { csvText, errorsOf, HEADINGS, imported, loanRow, loansCsv, rowsOf, settled } from '../support/imports.ts';
import { expectProblem, faults } from '../support/problem.ts';
import { upload } from '../support/upload.ts';
import { FIRMS, openWorld, type World } from '../support/world.ts';

describe('corrections, progress and deletion of imports', function () {
  this.timeout(60_000);
  let world: World;
  let officer: Client;
  before(async () => {
    world = await openWorld();
    officer = await world.as('officer');
  });
  after(() => world.close());

  const correct = (id: string, n: number, values: unknown) => officer.patch(`/imports/${id}/rows/${n}`, { values });

  it('change single cells, and all rows are then filed together', async () => {
    const record = await imported(
      officer,
      loansCsv(loanRow({ 统一社会信用代码: '9.14302E+17', '年利率(%)': '高' }), loanRow()),
    );
    expect(record).to.include({ valid: 1, invalid: 1 });
    const half = await correct(record.id, 2, { annualRate: '3.5%' });
    expect(half.status, half.text).to.equal(200);
    await expectContract(world, 'PATCH', '/imports/{id}/rows/{n}', half);
    // A cell that was not corrected keeps its error, because its type in the file is no longer known.
    expect(half.body.errors.map(({ field, code }: any) => [field, code])).to.deep.equal([['uscc', 'CODE_AS_NUMBER']]);
    const whole = await correct(record.id, 2, { uscc: FIRMS.F1, remarks: '改' });
    expect([whole.body.verdict, whole.body.errors, whole.body.values.remarks]).to.deep.equal(['valid', [], '改']);
    const now = (await officer.get(`/imports/${record.id}`)).body;
    expect(now).to.include({ valid: 2, invalid: 0 });
    expect(now.version).to.be.greaterThan(record.version);
    expectProblem(
      await officer.post(`/imports/${record.id}/commit`, {}, { 'If-Match': `"${record.version}"` }),
      412,
      'STALE_VERSION',
    );
    expect(
      (await officer.post(`/imports/${record.id}/commit`, {}, { 'If-Match': `"${now.version}"` })).status,
    ).to.equal(202);
    expect(await settled(officer, record.id)).to.include({ state: 'committed', filed: 2 });
    const filed = (await officer.get(`/filings/${(await rowsOf(officer, record.id))[0].recordId}`)).body;
    expect(filed).to.include({ annualRate: '3.50', remarks: '改' });
    expectProblem(await correct(record.id, 2, { remarks: '再改' }), 409, 'STATE_CONFLICT');
  });

  it('check rows again that share the old or the new receipt number', async () => {
    const row = loanRow();
    const record = await imported(officer, loansCsv(row, row, loanRow({ 借据号: 'JJ-other' })));
    expect((await errorsOf(officer, record.id)).map(({ row: n, code }) => [n, code])).to.deep.equal([
      [3, 'ROW_REPEATED'],
    ]);
    await correct(record.id, 2, { receiptNo: 'JJ-another' });
    expect(await errorsOf(officer, record.id)).to.deep.equal([]);
    await correct(record.id, 2, { receiptNo: 'jj-OTHER' });
    expect((await errorsOf(officer, record.id)).map(({ row: n, code }) => [n, code])).to.deep.equal([
      [4, 'ROW_REPEATED'],
    ]);
    expect((await officer.get(`/imports/${record.id}`)).body).to.include({ valid: 2, invalid: 1 });
  });

  it('accept only fields of this kind of import, as text', async () => {
    const record = await imported(officer, loansCsv(loanRow()));
    for (const [values, path, code] of [
      [{ certificateNo: 'x' }, 'values.certificateNo', 'UNKNOWN_FIELD'],
      [{ amount: 5 }, 'values', 'NOT_A_STRING'],
      [{}, 'values', 'REQUIRED'],
      [{ colour: 'x' }, 'values', 'UNKNOWN_FIELD'],
      [7, 'values', 'NOT_AN_OBJECT'],
      [{ firmName: 'a\u0000b' }, 'values', 'CONTROL_CHARACTER'],
      [{ remarks: 'a\ud800' }, 'values', 'CONTROL_CHARACTER'],
      [{ branch: '天元\u0007' }, 'values', 'CONTROL_CHARACTER'],
    ] as const) {
      const reply = await correct(record.id, 2, values);
      expectProblem(reply, 400, 'VALIDATION_FAILED');
      expect(faults(reply)).to.deep.equal({ [path]: code });
    }
    for (const n of ['9', '0', 'x', '99999999'])
      expectProblem(
        await officer.patch(`/imports/${record.id}/rows/${n}`, { values: { remarks: 'x' } }),
        404,
        'NOT_FOUND',
      );
    const cleared = await correct(record.id, 2, { firmName: null });
    expect(cleared.body.errors.map(({ field, code }: any) => [field, code])).to.deep.equal([['firmName', 'REQUIRED']]);
  });

  it('work with the workbook of invalid rows: red cells, messages as comments, imported again after editing', async () => {
    const record = await imported(
      officer,
      csvText([
        [...HEADINGS.map((heading) => heading.replace('(万元)', ''))],
        loanRow({ '年利率(%)': '高', 备注: '=1' }),
        loanRow(),
        loanRow({ 统一社会信用代码: '91430200000000072W' }),
      ]),
      {
        mapping: JSON.stringify({ amountUnit: 'wan' }),
      },
    );
    const reply = await download(officer, `/imports/${record.id}/errors.xlsx`);
    expect([reply.status, reply.headers.get('content-disposition')?.slice(0, 10)]).to.deep.equal([200, 'attachment']);
    const book = await readWorkbook(reply.body);
    const sheet = book.worksheets[0]!;
    const head = (sheet.getRow(1).values as string[]).slice(1);
    expect(head[0]).to.equal('原行号');
    expect(head).to.include('贷款金额(万元)');
    const at = (title: string) => head.indexOf(title) + 1;
    expect([2, 3].map((n) => String(sheet.getRow(n).getCell(1).value))).to.deep.equal(['2', '4']);
    expect(JSON.stringify(sheet.getRow(2).getCell(at('年利率(%)')).note)).to.contain('年利率');
    expect(JSON.stringify(sheet.getRow(3).getCell(at('统一社会信用代码')).note)).to.contain(FIRMS.F1);
    expect(sheet.getRow(2).getCell(at('年利率(%)')).fill).to.not.deep.equal(
      sheet.getRow(3).getCell(at('年利率(%)')).fill,
    );
    const again = await imported(officer, reply.body, {}, 'errors.xlsx');
    expect(again).to.deep.include({ state: 'checked', rowsRead: 2, invalid: 2, questions: [] });
    sheet.getRow(2).getCell(at('年利率(%)')).value = '3.45';
    sheet.getRow(3).getCell(at('统一社会信用代码')).value = FIRMS.F1;
    const corrected = await imported(
      officer,
      new Uint8Array(await book.xlsx.writeBuffer()),
      { mode: 'commit' },
      'corrected.xlsx',
    );
    expect(corrected, JSON.stringify(corrected)).to.include({ state: 'committed', filed: 2 });
    expect((await officer.get(`/filings/${(await rowsOf(officer, corrected.id))[0].recordId}`)).body.remarks).to.equal(
      '=1',
    );
  });

  it('stream progress events to the bearer token until the import is finished', async () => {
    const begun = await upload(officer, loansCsv(...Array.from({ length: 3000 }, () => loanRow())), { mode: 'commit' });
    const response = await fetch(`${world.url}/api/v1/imports/${begun.body.id}/events`, {
      headers: { Authorization: `Bearer ${officer.token!()}` },
    });
    expect([response.status, response.headers.get('content-type')]).to.deep.equal([
      200,
      'text/event-stream; charset=utf-8',
    ]);
    const events = (await response.text())
      .split('\n\n')
      .filter((event) => event.startsWith('event: import\n'))
      .map((event) => JSON.parse(event.slice('event: import\ndata: '.length)));
    expect(events.length).to.be.greaterThan(1);
    expect(events.at(-1)).to.include({ state: 'committed', filed: 3000 });
    expect(events.map(({ rowsRead }) => rowsRead)).to.deep.equal(
      events.map(({ rowsRead }) => rowsRead).sort((a, b) => a - b),
    );
    expectProblem(
      await world.anybody().get(`/imports/${begun.body.id}/events?access_token=${officer.token!()}`),
      401,
      'UNAUTHENTICATED',
    );
  });

  it('delete an import with its file, but not its filings', async () => {
    const done = await imported(officer, loansCsv(loanRow()), { mode: 'commit' });
    const [row] = await rowsOf(officer, done.id);
    expect((await officer.send('DELETE', `/imports/${done.id}`)).status).to.equal(204);
    expectProblem(await officer.get(`/imports/${done.id}`), 404, 'NOT_FOUND');
    expect((await world.owner.query('select 1 from import_chunk where import_id = $1', [done.id])).rows).to.deep.equal(
      [],
    );
    expect((await officer.get(`/filings/${row.recordId}`)).status).to.equal(200);
  });

  it('check rows again at the commit, and file nothing if a row has become invalid', async () => {
    const [one, two] = [loanRow(), loanRow()];
    const record = await imported(officer, loansCsv(one, two));
    const first = await imported(await world.as('colleague'), loansCsv(two), { mode: 'commit' });
    expect(first.state).to.equal('committed');
    await officer.post(`/imports/${record.id}/commit`);
    const now = await settled(officer, record.id);
    expect([now.state, now.failure.code, now.filed]).to.deep.equal(['checked', 'ROWS_INVALID', 0]);
    expect((await errorsOf(officer, record.id)).map(({ row, code }) => [row, code])).to.deep.equal([
      [3, 'ALREADY_FILED'],
    ]);
    await officer.post(`/imports/${record.id}/commit`, { partial: true });
    expect(await settled(officer, record.id)).to.include({ state: 'committed', filed: 1 });
  });

  it('fail when the account that started it has been disabled', async () => {
    const colleague = await world.as('colleague');
    const record = await imported(colleague, loansCsv(loanRow()));
    await asSystem(world.db, 'demo', { action: 'test', at: world.time.now }, (tx) =>
      tx.updateTable('account').set({ disabled: true }).where('login', '=', 'colleague').execute(),
    );
    await officer.post(`/imports/${record.id}/commit`);
    expect((await settled(officer, record.id)).failure.code).to.equal('ACCOUNT_GONE');
  });
});
