import { expect } from 'chai';
import { ifMatch, type Client } from '../support/client.ts';
import { downloadWorkbook } from '../support/download.ts';
import { F2, F3, F4, file, goodFiling } from '../support/filing.ts';
import { liftLimits } from '../support/rules.ts';
import { FIRMS, openWorld, type World } from '../support/world.ts';

const CODE = /^[0-9A-HJKMNP-TV-Z]{12}$/;

describe('published figures and codes', () => {
  let world: World;
  let officer: Client;
  let auditor: Client;
  beforeEach(async () => {
    world = await openWorld();
    await liftLimits(world);
    [officer, auditor] = [await world.as('officer'), await world.as('auditor')];
    world.time.now = new Date('2024-11-05T02:00:00Z');
  });
  afterEach(() => world.close());

  const loan = async (amount: string, change = {}): Promise<any> =>
    file(officer, goodFiling({ disbursedOn: '2024-11-02', dueOn: '2026-01-01', amount, ...change }));
  const voidIt = async (reply: any): Promise<void> => {
    const done = await auditor.post(`/filings/${reply.body.id}/void`, { reason: 'a double' }, ifMatch(reply));
    expect(done.status, done.text).to.equal(200);
  };
  const verified = async (code: string): Promise<any> => {
    const reply = await world.anybody().get(`/verify/${code}`);
    expect(reply.status, reply.text).to.equal(200);
    return reply.body;
  };
  const closeYear = async (): Promise<void> => {
    expect((await auditor.post('/years/2024/close', { basis: 'filed' })).status).to.equal(201);
    expect((await (await world.as('auditor2')).post('/years/2024/close/confirm')).status).to.equal(200);
  };

  it('are registered with their answer, and show whether it still holds', async () => {
    const first = await loan('1000000.00');
    await loan('2000000.00', F2);
    const figure = {
      docNo: '株科函〔2025〕3号',
      publishedOn: '2025-01-20',
      text: '2024年备案300万元',
      query: { from: 2024, to: 2024 },
    };
    const registered = await auditor.post('/figures', figure);
    expect(registered.status, registered.text).to.equal(201);
    const { code } = registered.body;
    expect(code).to.match(CODE);
    expect(registered.body.then.total.amount).to.equal('3000000.00');
    await voidIt(first);
    const read = await auditor.get(`/figures/${code}`);
    expect([read.body.then.total.amount, read.body.now.total.amount, read.body.unchanged]).to.deep.equal([
      '3000000.00',
      '2000000.00',
      false,
    ]);
    expect((await auditor.get('/figures')).body.items.map((one: any) => [one.code, one.docNo])).to.deep.equal([
      [code, '株科函〔2025〕3号'],
    ]);
    expect((await officer.get('/figures')).status).to.equal(403);
    expect((await auditor.get('/figures/000000000000')).status).to.equal(404);
    const bad = await auditor.post('/figures', { ...figure, query: { from: 2025, to: 2024 }, publishedOn: 'soon' });
    expect(bad.body.errors.map(({ path }: any) => path)).to.deep.equal(['publishedOn']);
    for (const [query, path] of [
      [{ year: 2024 }, 'query.year'],
      [{ from: 2025, to: 2024 }, 'query.to'],
      [{ asOf: '1' }, 'query.asOf'],
      [{ posted: true }, 'query.posted'],
    ] as const) {
      const { body } = await auditor.post('/figures', { ...figure, query });
      expect(body.errors.map((error: any) => error.path)).to.deep.equal([path]);
    }
  });

  it('are checked by anybody, who sees numbers of closed years alone', async () => {
    for (const [n, change] of [{}, F2, F4].entries()) await loan(`${n + 1}000000.00`, change);
    const printed = await officer.post('/codes', { query: { from: 2024, to: 2024 } });
    expect(printed.status, printed.text).to.equal(201);
    const whole = (await auditor.post('/codes', { query: { from: 2024, to: 2024 } })).body.code;
    expect(await verified(whole)).to.deep.include({ kind: 'print', result: 'unchanged', years: [] });
    await closeYear();
    const { years } = await verified(whole);
    expect(years).to.have.length(1);
    // F1 is both, F2 high-tech, F4 neither: each part has one firm.
    expect(years[0]).to.deep.equal({
      year: 2024,
      total: { filings: 3, firms: 3, amount: '6000000.00' },
      parts: { both: null, highTechOnly: null, techSmeOnly: { filings: 0, firms: 0, amount: '0.00' }, neither: null },
    });
    expect((await verified(printed.body.code)).years).to.deep.equal([]);
    const late = await loan('1000000.00', { ...F3 });
    expect(late.status).to.equal(201);
    expect((await verified(whole.toLowerCase())).result).to.equal('changed since');
    expect(await verified('ZZZZZZZZZZZZ')).to.deep.equal({ code: null, kind: null, at: null, result: 'unknown' });
    expect((await verified('short')).result).to.equal('unknown');
  });

  it('show the figures of the first closing when a year was closed again', async () => {
    for (const [n, change] of [{}, F2, F4].entries()) await loan(`${n + 1}000000.00`, change);
    await closeYear();
    const { code } = (await auditor.post('/codes', { query: { from: 2024, to: 2024 } })).body;
    const before = await verified(code);
    await loan('7000000.00', F3);
    await auditor.post('/years/2024/reopen', { reason: 'one was missing' });
    expect((await verified(code)).years, 'an open year').to.deep.equal([]);
    await closeYear();
    expect((await verified(code)).years).to.deep.equal(before.years);
  });

  it('are on every exported table of totals: in its name, and on the cover of a workbook', async () => {
    const filed = await loan('1000000.00');
    for (const [reader, amount] of [
      [officer, '1000000.00'],
      [await world.as('firm'), '1000000.00'],
      [await world.as('officer2'), '0.00'],
    ] as const) {
      const file = await reader.get('/totals?from=2024&to=2024&format=csv');
      expect(file.status, file.text).to.equal(200);
      const code = /filename="totals-2024-2024-\d{4}-\d{2}-\d{2}-([0-9A-Z]{12})\.csv"/.exec(
        file.headers.get('content-disposition')!,
      )?.[1];
      expect(code).to.match(CODE);
      expect(file.text).to.include(amount);
      expect(await verified(code!)).to.deep.include({ kind: 'export', result: 'unchanged', years: [] });
      if (amount !== '0.00') continue;
      await voidIt(filed);
      expect((await verified(code!)).result, 'of another bank').to.equal('unchanged');
    }
    const book = await downloadWorkbook(auditor, '/totals?from=2024&to=2024&format=xlsx');
    const cover = new Map<unknown, unknown>();
    book.worksheets[0]!.eachRow((row) => cover.set(row.getCell(1).value, row.getCell(2).value));
    expect(cover.get('核验码')).to.match(CODE);
    const latest = (await world.anybody().get('/postings/latest')).body;
    expect([cover.get('过账编号'), cover.get('链首')]).to.deep.equal([String(latest.no), latest.head]);
    expect((await officer.get('/totals?format=csv&asOf=999')).status).to.equal(400);
  });

  it('of a receipt say whether the filing stands, and mask the firm', async () => {
    const filed = await loan('1000000.00');
    const receipt = await officer.get(`/filings/${filed.body.id}/receipt`);
    expect(receipt.status, receipt.text).to.equal(200);
    const { code, posting, filing } = receipt.body;
    expect(filing).to.deep.include({ number: filed.body.number, amount: '1000000.00' });
    expect(posting.head).to.match(/^[0-9a-f]{64}$/);
    expect((await (await world.as('firm')).get(`/filings/${filed.body.id}/receipt`)).body.code).to.equal(code);
    expect((await (await world.as('officer2')).get(`/filings/${filed.body.id}/receipt`)).status).to.equal(404);
    expect(await verified(code)).to.deep.include({
      kind: 'receipt',
      result: 'valid',
      year: 2024,
      firm: '株洲********公司',
    });
    await voidIt(filed);
    expect((await verified(code)).result).to.equal('voided');
    expect((await officer.get(`/filings/${filed.body.id}/receipt`)).status).to.equal(409);
    expect(FIRMS.F1).to.equal(filing.firm.uscc);
  });

  it('cannot be tried out: after some checks an address has to wait', async () => {
    const anybody = world.anybody();
    let status = 200;
    for (let n = 0; n < 40 && status === 200; n += 1) status = (await anybody.get('/verify/000000000000')).status;
    expect(status).to.equal(429);
  });
});
