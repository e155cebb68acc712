import { expect } from 'chai';
import type ExcelJS from 'exceljs';
import { ifMatch, type Client } from '../support/client.ts';
import { downloadWorkbook } from '../support/download.ts';
import { file, flaggedFiling, goodFiling } from '../support/filing.ts';
import { csvText, errorsOf, HEADINGS, imported, loanRow } from '../support/imports.ts';
import { openWorld, type World } from '../support/world.ts';

describe('the purpose of a loan (贷款用途)', function () {
  this.timeout(30_000);
  let world: World;
  let [officer, auditor, firm] = [] as unknown as [Client, Client, Client];
  before(async () => {
    world = await openWorld();
    [officer, auditor, firm] = [await world.as('officer'), await world.as('auditor'), await world.as('firm')];
  });
  after(() => world.close());

  const purposeOf = async (receiptNo: string): Promise<unknown> => {
    const { items } = (await officer.get('/filings?limit=200')).body;
    return items.find((one: any) => one.receiptNo === receiptNo).purpose;
  };

  it('is returned trimmed to bank, bureau and firm, in records and lists; null when absent', async () => {
    const filing = await file(officer, goodFiling({ purpose: ' 采购原材料 ' }));
    expect(filing.body.purpose).to.equal('采购原材料');
    for (const reader of [officer, auditor, firm]) {
      expect((await reader.get(`/filings/${filing.body.id}`)).body.purpose).to.equal('采购原材料');
      expect((await reader.get('/filings')).body.items[0].purpose).to.equal('采购原材料');
    }
    expect((await file(officer, goodFiling())).body.purpose).to.equal(null);
    expect((await file(officer, goodFiling({ purpose: null }))).body.purpose).to.equal(null);
  });

  it('has 1 to 200 characters', async () => {
    expect((await file(officer, goodFiling({ purpose: '用'.repeat(200) }))).body.purpose).to.have.length(200);
    for (const [purpose, code] of [
      ['', 'REQUIRED'],
      ['   ', 'REQUIRED'],
      ['用'.repeat(201), 'TOO_LONG'],
      ['a\u0000b', 'CONTROL_CHARACTER'],
      [7, 'NOT_A_STRING'],
    ] as const) {
      const reply = await officer.post('/filings', goodFiling({ purpose }));
      expect(reply.status, reply.text).to.equal(400);
      expect(reply.body.errors.map((error: any) => [error.path, error.code])).to.deep.equal([['purpose', code]]);
    }
  });

  it('is filed with an item of a batch', async () => {
    const { body } = await officer.post('/filings/batch', {
      items: [
        { clientRef: 'A', ...goodFiling({ purpose: '支付货款' }) },
        { clientRef: 'B', ...goodFiling({ purpose: 'x'.repeat(201) }) },
      ],
    });
    expect(body.results.map(({ status, filing }: any) => [status, filing?.purpose])).to.deep.equal([
      [201, '支付货款'],
      [400, undefined],
    ]);
  });

  it('is kept, changed and cleared by corrections, and each change is in the history', async () => {
    const filing = await file(officer, flaggedFiling({ purpose: '采购原材料' }));
    const path = `/filings/${filing.body.id}`;
    const kept = await officer.patch(path, { remarks: '改过' }, ifMatch(filing));
    expect(kept.body.purpose).to.equal('采购原材料');
    const changed = await officer.patch(path, { purpose: '研发投入' }, ifMatch(kept));
    expect(changed.body.purpose).to.equal('研发投入');
    const cleared = await officer.patch(path, { purpose: null }, ifMatch(changed));
    expect(cleared.body).to.deep.include({ purpose: null, remarks: '改过' });
    const { items } = (await officer.get(`${path}/history`)).body;
    const changes = items.map((entry: any) => entry.changes.filter(({ field }: any) => field === 'purpose'));
    expect(changes).to.deep.equal([
      [{ field: 'purpose', before: null, after: '采购原材料' }],
      [],
      [{ field: 'purpose', before: '采购原材料', after: '研发投入' }],
      [{ field: 'purpose', before: '研发投入', after: null }],
    ]);
  });

  it('cannot change once the filing is accepted, in the database either', async () => {
    const { body } = await file(officer, goodFiling({ purpose: '采购原材料' }));
    // Two statements in one query are one transaction.
    const change = `select set_config('app.role', 'officer', true); update filing set purpose = 'x' where id = '${body.id}'`;
    const error = await world.owner.query(change).then(
      () => null,
      (refused: { code: string }) => refused.code,
    );
    expect(error).to.equal('ZD002');
  });

  for (const heading of ['贷款用途', '用途', '资金用途', '借款用途', 'Purpose']) {
    it(`is imported from a column called ${heading}`, async () => {
      const receiptNo = `P-${heading}`;
      const sheet = csvText([
        [...HEADINGS, heading],
        [...loanRow({ 借据号: receiptNo }), '流动资金周转'],
      ]);
      const done = await imported(officer, sheet, { mode: 'commit' });
      expect(done, JSON.stringify(done)).to.include({ state: 'committed', filed: 1 });
      expect(await purposeOf(receiptNo)).to.equal('流动资金周转');
    });
  }

  it('is refused in an import when too long, and may be empty', async () => {
    const rows = [
      [...loanRow({ 借据号: 'P-empty' }), ''],
      [...loanRow(), '用'.repeat(201)],
    ];
    const checked = await imported(officer, csvText([[...HEADINGS, '贷款用途'], ...rows]), { mode: 'check' });
    expect((await errorsOf(officer, checked.id)).map(({ field, code }) => [field, code])).to.deep.equal([
      ['purpose', 'TOO_LONG'],
    ]);
  });

  it('is imported with past filings', async () => {
    const headings = [...HEADINGS, '备案编号', '备案日期', '贷款银行', '贷款用途'];
    const days = { 放款日期: '2023-03-15', 到期日期: '2024-03-15', 借据号: 'P-history' };
    const row = [...loanRow(days), '株科备〔2023〕9号', '2023-04-01', '工商银行株洲分行', '技术改造'];
    const done = await imported(auditor, csvText([headings, row]), { kind: 'history', mode: 'commit' });
    expect(done, JSON.stringify(done)).to.include({ state: 'committed', filed: 1 });
    expect(await purposeOf('P-history')).to.equal('技术改造');
  });

  const valuesOf = (row: ExcelJS.Row): unknown[] => (row.values as unknown[]).slice(1);

  it('is a column of exports, between guarantee and first loan, which an import recognises', async () => {
    const { body } = await file(officer, goodFiling({ purpose: '=采购' }));
    const sheet = (await downloadWorkbook(officer, '/filings?format=xlsx&sort=-submittedAt')).worksheets[1]!;
    const titles = valuesOf(sheet.getRow(1));
    const place = titles.indexOf('贷款用途');
    expect(titles.slice(place - 1, place + 2)).to.deep.equal(['担保方式', '贷款用途', '是否首贷']);
    const receipts = titles.indexOf('借据号');
    const row = sheet.getRows(2, sheet.rowCount - 1)!.find((one) => valuesOf(one)[receipts] === body.receiptNo)!;
    expect(valuesOf(row)[place]).to.equal("'=采购");
    const again = csvText([
      [...HEADINGS, '贷款用途'],
      [...loanRow({ 借据号: 'P-again' }), "'=采购"],
    ]);
    expect((await imported(officer, again, { mode: 'commit' })).state).to.equal('committed');
    expect(await purposeOf('P-again')).to.equal('=采购');
  });

  it('is an optional column of the templates, with a hint', async () => {
    for (const template of ['filings', 'history']) {
      const sheet = (await downloadWorkbook(officer, `/imports/templates/${template}`)).worksheets[0]!;
      const place = valuesOf(sheet.getRow(2)).indexOf('贷款用途');
      expect(valuesOf(sheet.getRow(1))[place]).to.equal('选填：贷款资金的用途，最多 200 字');
    }
  });
});
