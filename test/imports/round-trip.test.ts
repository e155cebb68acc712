import { expect } from 'chai';
import type { Client } from '../support/client.ts';
import { download, downloadWorkbook } from '../support/download.ts';
import { goodFiling } from '../support/filing.ts';
import { errorsOf, imported, settled } from '../support/imports.ts';
import { FIRMS, openWorld, type World } from '../support/world.ts';

/** Loans with values that spreadsheets often corrupt: numeric codes, fen, amounts of unusual size, formula signs, quotes and commas. */
const LOANS = [
  {
    receiptNo: '20240305000123456789',
    contractNo: '=1+1',
    amount: '3000000.01',
    remarks: '+他说"好", 就好',
    branch: '012345',
    annualRate: '3.4567',
    firstLoan: false,
  },
  {
    receiptNo: '-7',
    contractNo: '00012',
    amount: '9999999.99',
    knowledgeGrade: 'A',
    guarantee: 'guaranteed_credit',
    remarks: "'=已加撇号",
  },
  { receiptNo: '@JJ＿３', contractNo: '合同-3', amount: '0.01', annualRate: '0', remarks: '<b>&amp;_x0041_' },
  { receiptNo: 'JJ-4', contractNo: 'HT-4', amount: '9999990000.00' },
];

describe('an imported export', function () {
  this.timeout(120_000);
  let world: World;
  let [officer, other] = [] as unknown as [Client, Client];
  before(async () => {
    world = await openWorld();
    [officer, other] = [await world.as('officer'), await world.as('officer2')];
    for (const loan of LOANS) {
      const reply = await officer.post('/filings', goodFiling(loan));
      expect(reply.status, reply.text).to.equal(201);
    }
  });
  after(() => world.close());

  async function file(client: Client, format: string, language: string): Promise<Uint8Array> {
    const { status, body } = await download(client, `/filings?format=${format}&sort=submittedAt`, {
      'Accept-Language': language,
    });
    expect(status).to.equal(200);
    return body;
  }
  const filings = async (client: Client): Promise<any[]> =>
    (await client.get('/filings?sort=submittedAt')).body.items
      .map(
        ({
          firm,
          region,
          contractNo,
          receiptNo,
          amount,
          annualRate,
          disbursedOn,
          dueOn,
          guarantee,
          knowledgeGrade,
          firstLoan,
          renewal,
          branch,
          remarks,
        }: any) => ({
          firm,
          region,
          contractNo,
          receiptNo,
          amount,
          annualRate,
          disbursedOn,
          dueOn,
          guarantee,
          knowledgeGrade,
          firstLoan: firstLoan ?? false,
          renewal,
          branch,
          remarks,
        }),
      )
      .sort((a: any, b: any) => (a.receiptNo < b.receiptNo ? -1 : 1));

  for (const format of ['xlsx', 'csv']) {
    for (const language of ['zh-CN', 'en']) {
      it(`has all columns and cells recognised, and its loans reported as already filed (${format}, ${language})`, async () => {
        const before = (await world.owner.query('select count(*)::int as n from filing')).rows[0].n;
        const record = await imported(
          officer,
          await file(officer, format, language),
          { mode: 'check' },
          `export.${format}`,
        );
        expect(record.state, JSON.stringify(record)).to.equal('checked');
        expect(record).to.include({ rowsRead: LOANS.length });
        expect(record.mapping.amountUnit).to.equal('wan');
        const codes = new Set((await errorsOf(officer, record.id)).map((error) => error.code));
        expect([...codes]).to.deep.equal(['ALREADY_FILED']);
        expect((await world.owner.query('select count(*)::int as n from filing')).rows[0].n).to.equal(before);
      });
    }
  }

  it('creates filings with the same data in another bank', async () => {
    const record = await imported(other, await file(officer, 'xlsx', 'zh-CN'), { mode: 'commit' }, 'export.xlsx');
    expect(record, JSON.stringify(await errorsOf(other, record.id))).to.include({
      state: 'committed',
      filed: LOANS.length,
    });
    expect(await filings(other)).to.deep.equal(await filings(officer));
  });

  it('has the columns of the template, so that a filled template can be imported', async () => {
    const book = await downloadWorkbook(officer, '/imports/templates/filings');
    book.worksheets[0]!.getRow(3).values = [
      '株洲星火智能装备有限公司',
      '91430200000000027W',
      '天元区',
      'B',
      '天元支行',
      'HT-T-1',
      'JJ-T-1',
      123.456789,
      3.45,
      new Date('2026-03-15T00:00:00Z'),
      new Date('2027-03-15T00:00:00Z'),
      '信用',
      '否',
      '否',
      null,
      null,
    ];
    const record = await imported(
      officer,
      new Uint8Array((await book.xlsx.writeBuffer()) as ArrayBuffer),
      { mode: 'commit' },
      'template.xlsx',
    );
    expect(record, JSON.stringify(record) + JSON.stringify(await errorsOf(officer, record.id))).to.include({
      state: 'committed',
      filed: 1,
    });
    expect((await officer.get('/filings?q=JJ-T-1')).body.items[0]).to.include({
      amount: '1234567.89',
      annualRate: '3.45',
      disbursedOn: '2026-03-15',
      dueOn: '2027-03-15',
      knowledgeGrade: 'B',
      branch: '天元支行',
    });
  });

  it('of qualifications asks about the revoked ones alone, and changes nothing', async () => {
    const auditor = await world.as('auditor');
    const path = `/firms/${FIRMS.F2}/qualifications/high_tech/GR202443000002`;
    const { headers } = await auditor.get(path);
    const reply = await auditor.post(
      `${path}/revoke`,
      { reason: '核实不符', revokedOn: '2025-06-01' },
      { 'If-Match': headers.get('etag')! },
    );
    expect(reply.status, reply.text).to.equal(200);
    for (const language of ['zh-CN', 'en'])
      for (const format of ['csv', 'xlsx']) {
        const { body } = await download(auditor, `/qualifications?format=${format}`, { 'Accept-Language': language });
        const fields = { kind: 'qualifications', mode: 'commit' };
        const found = await imported(auditor, body, fields, `list.${format}`);
        const asked = found.questions.map(({ code, rows }: any) => [code, rows]);
        expect(asked, `${language} ${format}`).to.deep.equal([['ROW_STATUS', 1]]);
        await auditor.patch(`/imports/${found.id}`, { mapping: { answers: { [found.questions[0].id]: 'leave' } } });
        const done = await settled(auditor, found.id);
        expect([done.state, done.report?.unchanged, done.report?.changed]).to.deep.equal(['committed', 5, 0]);
      }
  });
});
