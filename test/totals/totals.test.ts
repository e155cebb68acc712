import { expect } from 'chai';
import { asActor } from '../../src/data/as-actor.ts';
import { readTotals } from '../../src/features/totals/totals.view.ts';
import { Problem } from '../../src/http/problem.ts';
import { liftLimits } from '../support/rules.ts';
import { FIRMS, openWorld, type World } from '../support/world.ts';
import { flaggedFiling, goodFiling } from '../support/filing.ts';

describe('totals', () => {
  let world: World;
  before(async () => {
    world = await openWorld();
    await liftLimits(world);
    const file = async (login: string, instant: string, change: Record<string, unknown>): Promise<any> => {
      world.time.now = new Date(instant);
      const reply = await (await world.as(login)).post('/filings', goodFiling({ dueOn: '2027-01-01', ...change }));
      expect(reply.status, reply.text).to.equal(201);
      return reply;
    };
    // F1 is both on 2024-11-20, high-tech only on 2025-05-01 (its SME number ran out at the end of March); F4 is neither.
    await file('officer', '2024-12-01T02:00:00.000Z', {
      amount: '1000000.00',
      annualRate: '3.3333',
      firstLoan: true,
      disbursedOn: '2024-11-20',
    });
    await file('officer', '2024-12-31T15:59:59.999Z', {
      amount: '2000000.00',
      annualRate: '4',
      disbursedOn: '2024-11-20',
    });
    await file('officer', '2024-12-31T16:00:00.000Z', { amount: '4000000.00', disbursedOn: '2024-12-31' });
    await file('officer2', '2025-06-01T02:00:00.000Z', {
      amount: '8000000.00',
      disbursedOn: '2025-05-01',
      renewal: true,
    });
    await file('officer2', '2025-06-02T02:00:00.000Z', {
      amount: '500000.50',
      disbursedOn: '2025-05-01',
      uscc: FIRMS.F4,
      firmName: '株洲旧铁机械有限公司',
      regionCode: '430202',
    });
    world.time.now = new Date('2026-06-15T02:00:00.000Z');
  });
  after(() => world.close());

  const rows = (reply: { body: any }): any[] => reply.body.rows;

  it('counts a filing in the Shanghai year of its acceptance, and fills years without filings with zeros', async () => {
    const reply = await (await world.as('auditor')).get('/totals?from=2023&to=2026');
    expect(reply.status, reply.text).to.equal(200);
    expect(rows(reply).map((row) => [row.year, row.filings, row.firms, row.amount])).to.deep.equal([
      [2023, 0, 0, '0.00'],
      [2024, 2, 1, '3000000.00'],
      [2025, 3, 2, '12500000.50'],
      [2026, 0, 0, '0.00'],
    ]);
    expect(reply.body).to.deep.include({
      basis: 'filed',
      from: 2023,
      to: 2026,
      by: ['year'],
      until: null,
      generatedAt: '2026-06-15T02:00:00.000Z',
    });
    expect(reply.body.total).to.deep.include({
      filings: 5,
      firms: 2,
      amount: '15500000.50',
      renewals: { filings: 1, amount: '8000000.00' },
    });
  });

  it('counts first loans and banks, and averages the rate', async () => {
    const auditor = await world.as('auditor');
    const { rows: years, total } = (await auditor.get('/totals?from=2023&to=2026')).body;
    expect(years.map((row: any) => [row.firstLoans, row.banks, row.averageRate])).to.deep.equal([
      [{ filings: 0, firms: 0, amount: '0.00' }, 0, null],
      // (3.3333 + 2 × 4) / 3 = 3.77776…
      [{ filings: 1, firms: 1, amount: '1000000.00' }, 1, '3.7778'],
      [{ filings: 0, firms: 0, amount: '0.00' }, 2, '3.4500'],
      [{ filings: 0, firms: 0, amount: '0.00' }, 0, null],
    ]);
    expect([total.firstLoans.firms, total.banks]).to.deep.equal([1, 2]);
    const both = rows(await auditor.get('/totals?from=2024&by=status')).find(({ status }) => status === 'both');
    expect([both.firstLoans, both.banks]).to.deep.equal([{ filings: 1, firms: 1, amount: '1000000.00' }, 1]);
  });

  it('counts by the year of disbursement on request', async () => {
    const reply = await (await world.as('auditor')).get('/totals?from=2024&to=2025&basis=disbursed');
    expect(rows(reply).map((row) => [row.year, row.amount])).to.deep.equal([
      [2024, '7000000.00'],
      [2025, '8500000.50'],
    ]);
  });

  it('shows the two-by-two, which adds up for filings and amounts', async () => {
    const [row] = rows(await (await world.as('auditor')).get('/totals?from=2025'));
    expect(row.highTech).to.deep.equal({ filings: 2, firms: 1, amount: '12000000.00' });
    expect(row.techSme).to.deep.equal({ filings: 1, firms: 1, amount: '4000000.00' });
    expect(row.both).to.deep.equal({ filings: 1, firms: 1, amount: '4000000.00' });
    expect(row.neither).to.deep.equal({ filings: 1, firms: 1, amount: '500000.50' });
    expect(row.highTech.filings + row.techSme.filings - row.both.filings + row.neither.filings).to.equal(row.filings);
  });

  for (const by of [
    'month',
    'bank',
    'region',
    'status',
    'bank,status',
    'month,bank,region,status',
    'year,region,month',
  ]) {
    it(`equals a GROUP BY over filings by ${by}`, async () => {
      const reply = await (await world.as('auditor')).get(`/totals?from=2024&to=2026&by=${by}`);
      expect(reply.status, reply.text).to.equal(200);
      const columns: Record<string, string> = {
        month: 'extract(month from filed_on)::int',
        bank: 'bank_code',
        region: 'region_code',
        status: 'status',
      };
      const keys = reply.body.by.filter((word: string) => word !== 'year') as string[];
      const { rows: wanted } = await world.owner.query(`
        select extract(year from filed_on)::int as year, ${keys.map((key) => `${columns[key]} as ${key}`).join(', ')},
          count(*)::int as filings, count(distinct uscc)::int as firms, (sum(amount_fen) / 100.0)::numeric(20, 2)::text as amount,
          jsonb_build_object('filings', count(*) filter (where first_loan), 'firms', count(distinct uscc) filter (where first_loan),
            'amount', coalesce(sum(amount_fen / 100.0) filter (where first_loan), 0)::numeric(20, 2)::text) as "firstLoans",
          count(distinct bank_code)::int as banks, round(sum(amount_fen::numeric * annual_rate_e4) / sum(amount_fen) / 10000, 4)::text as "averageRate"
        from filing where state = 'accepted' group by 1, ${keys.map((_, index) => index + 2).join(', ')} order by 1, ${keys.map((_, index) => index + 2).join(', ')}`);
      expect(
        rows(reply).map((row) => ({
          year: row.year,
          ...Object.fromEntries(keys.map((key) => [key, row[key]?.code ?? row[key]])),
          filings: row.filings,
          firms: row.firms,
          amount: row.amount,
          firstLoans: row.firstLoans,
          banks: row.banks,
          averageRate: row.averageRate,
        })),
      ).to.deep.equal(wanted);
      expect(reply.body.total.firms).to.equal(2);
    });
  }

  it('shows a bank only its own figures, with any parameters', async () => {
    const officer = await world.as('officer');
    expect((await officer.get('/totals?from=2024&to=2026')).body.total).to.deep.include({
      filings: 3,
      amount: '7000000.00',
    });
    expect((await officer.get('/totals?from=2024&to=2026&bank=CCB')).body.total).to.deep.include({
      filings: 0,
      firms: 0,
      amount: '0.00',
    });
    expect(rows(await officer.get('/totals?from=2024&to=2026&by=bank')).map((row) => row.bank.code)).to.deep.equal([
      'ICBC',
      'ICBC',
    ]);
    expect(rows(await officer.get('/totals?from=2024&to=2026&by=month,region'))).to.have.length(2);
  });

  it('shows a firm its own figures, and a regional auditor those of its regions', async () => {
    expect((await (await world.as('firm')).get('/totals?from=2024&to=2026')).body.total).to.deep.include({
      filings: 4,
      firms: 1,
    });
    expect((await (await world.as('firm2')).get('/totals?from=2024&to=2026')).body.total).to.deep.include({
      filings: 0,
      firms: 0,
    });
    const regional = await world.as('regional');
    expect((await regional.get('/totals?from=2024&to=2026')).body.total).to.deep.include({
      filings: 4,
      amount: '15000000.00',
    });
    expect((await regional.get('/totals?from=2024&to=2026&region=430202')).body.total).to.include({ filings: 0 });
    expect(rows(await regional.get('/totals?from=2024&to=2026&by=region')).map((row) => row.region.code)).to.deep.equal(
      ['430211', '430211'],
    );
    expect((await (await world.as('admin')).get('/totals')).status).to.equal(403);
  });

  it('cuts every year after a day', async () => {
    const reply = await (await world.as('auditor')).get('/totals?from=2024&to=2025&until=06-01');
    expect(rows(reply).map((row) => [row.year, row.filings, row.amount])).to.deep.equal([
      [2024, 0, '0.00'],
      [2025, 2, '12000000.00'],
    ]);
  });

  it('filters by bank and region', async () => {
    const auditor = await world.as('auditor');
    expect((await auditor.get('/totals?from=2024&to=2026&bank=CCB')).body.total).to.deep.include({
      filings: 2,
      firms: 2,
      amount: '8500000.50',
    });
    expect((await auditor.get('/totals?from=2024&to=2026&bank=CCB,ICBC&region=430211')).body.total).to.deep.include({
      filings: 4,
      firms: 1,
    });
    expect((await auditor.get('/totals?from=2024&to=2026&region=430202')).body.total).to.deep.include({
      filings: 1,
      firms: 1,
    });
  });

  it('returns the same table as CSV', async () => {
    const reply = await (
      await world.as('auditor')
    ).get('/totals?from=2024&to=2025&by=bank&format=csv', { 'Accept-Language': 'zh-CN' });
    expect(reply.headers.get('content-type')).to.equal('text/csv; charset=utf-8');
    expect(reply.text).to.contain('其中首贷笔数,其中首贷户数,其中首贷贷款金额（已备案，元）,银行数,加权平均利率（%）');
    const lines = reply.text.trimEnd().split('\r\n');
    expect(lines[0]).to.match(/^\ufeff?年度,银行代码,银行,笔数,户数,贷款金额（已备案，元）/);
    expect(lines.slice(1).map((line) => line.split(',').slice(0, 6).join())).to.deep.equal([
      '2024,ICBC,工商银行株洲分行,2,1,3000000.00',
      '2025,CCB,建设银行株洲分行,2,2,8500000.50',
      '2025,ICBC,工商银行株洲分行,1,1,4000000.00',
      '合计,,,5,2,15500000.50',
    ]);
    expect(
      (await (await world.as('auditor')).get('/totals', { Accept: 'text/csv' })).headers.get('content-type'),
    ).to.contain('text/csv');
  });

  it('drops a voided filing at once, and moves filings when a qualification is revoked', async () => {
    const auditor = await world.as('auditor');
    const filed = await (await world.as('officer')).post('/filings', goodFiling({ amount: '700000.00' }));
    expect((await auditor.get('/totals')).body.total).to.deep.include({ filings: 1, amount: '700000.00' });
    expect((await auditor.get('/totals')).body.total.both.filings).to.equal(1);
    const {
      rows: [before],
    } = await world.owner.query(`select version from qualification where certificate_no = 'GR202343000001'`);
    const revoked = await auditor.post(
      `/firms/${FIRMS.F1}/qualifications/high_tech/GR202343000001/revoke`,
      { reason: '虚报研发费用' },
      { 'If-Match': `"${before.version}"` },
    );
    expect(revoked.status, revoked.text).to.equal(200);
    const total = (await auditor.get('/totals')).body.total;
    expect([total.both.filings, total.techSme.filings, total.highTech.filings, total.highTech.firms]).to.deep.equal([
      0, 1, 0, 0,
    ]);
    const now = await auditor.get(`/filings/${filed.body.id}`);
    expect(now.body.version).to.equal(2);
    expect(
      (
        await auditor.post(
          `/filings/${filed.body.id}/void`,
          { reason: '重复放款' },
          { 'If-Match': filed.headers.get('etag')! },
        )
      ).status,
    ).to.equal(412);
    const voided = await auditor.post(
      `/filings/${filed.body.id}/void`,
      { reason: '重复放款' },
      { 'If-Match': now.headers.get('etag')! },
    );
    expect(voided.body).to.include({ state: 'voided', number: filed.body.number });
    expect((await auditor.get('/totals')).body.total).to.deep.include({ filings: 0, firms: 0, amount: '0.00' });
  });

  it('does not count a filing under review until it is accepted', async () => {
    const auditor = await world.as('auditor');
    const flagged = await (await world.as('officer')).post('/filings', flaggedFiling({ amount: '100.00' }));
    expect((await auditor.get('/totals')).body.total.filings).to.equal(0);
    expect(
      (
        await auditor.post(`/filings/${flagged.body.id}/accept`, undefined, {
          'If-Match': flagged.headers.get('etag')!,
        })
      ).status,
    ).to.equal(200);
    expect((await auditor.get('/totals')).body.total.amount).to.equal('100.00');
  });

  it('refuses a query with more rows than the maximum', async () => {
    const ask = {
      basis: 'filed',
      from: 2020,
      to: 2026,
      by: ['year', 'month', 'bank'],
      until: null,
      banks: null,
      regions: null,
      uscc: null,
      posting: null,
    } as const;
    const { sessionId } = (await world.as('auditor')).ids;
    for (const until of [null, '12-31']) {
      const read = (most?: number) =>
        asActor(world.db, sessionId, { action: 'test', at: world.time.now }, (tx, actor) =>
          readTotals(tx, actor, { ...ask, until }, most),
        );
      const { rows: all } = await read();
      expect(all.length).to.be.greaterThan(2);
      expect((await read(all.length)).rows).to.have.length(all.length);
      expect(await read(all.length - 1).catch((error: unknown) => error))
        .to.be.instanceOf(Problem)
        .and.to.have.nested.property('more.errors[0]')
        .that.includes({ path: 'by', code: 'TOO_LARGE' });
    }
  });

  it('reports the errors of a query', async () => {
    const auditor = await world.as('auditor');
    for (const [query, path, code] of [
      ['from=2026&to=2025', 'to', 'RANGE_REVERSED'],
      ['from=1950&to=2000', 'to', 'TOO_LARGE'],
      ['by=year,colour', 'by', 'UNKNOWN_WORD'],
      ['from=2024&from=2025', 'from', 'REPEATED'],
      ['until=02-30', 'until', 'NOT_A_DATE'],
      ['basis=paid', 'basis', 'UNKNOWN_WORD'],
      ['colour=red', 'colour', 'UNKNOWN_FIELD'],
      ['from=20x4', 'from', 'NOT_AN_INTEGER'],
    ]) {
      const reply = await auditor.get(`/totals?${query}`);
      expect([reply.status, reply.body.errors[0].path, reply.body.errors[0].code], query).to.deep.equal([
        400,
        path,
        code,
      ]);
    }
  });
});
