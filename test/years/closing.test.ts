import { expect } from 'chai';
import { type Client } from '../support/client.ts';
import { F1_NAME, F2, F3, F4, file, goodFiling } from '../support/filing.ts';
import { imported } from '../support/imports.ts';
import { liftLimits } from '../support/rules.ts';
import { createSqlAs } from '../support/raw.ts';
import { FIRMS, openWorld, type World } from '../support/world.ts';

const HISTORY = [
  '备案编号',
  '备案日期',
  '贷款银行',
  '企业名称',
  '统一社会信用代码',
  '所属区县',
  '合同编号',
  '借据号',
  '贷款金额(元)',
  '年利率(%)',
  '放款日期',
  '到期日期',
];

describe('closing a year', () => {
  let world: World;
  let officer: Client;
  let auditor: Client;
  let auditor2: Client;
  beforeEach(async () => {
    world = await openWorld();
    await liftLimits(world);
    [officer, auditor, auditor2] = [await world.as('officer'), await world.as('auditor'), await world.as('auditor2')];
  });
  afterEach(() => world.close());

  const filed = async (instant: string, change: Record<string, unknown>): Promise<any> => {
    world.time.now = new Date(instant);
    const { body } = await file(officer, goodFiling({ dueOn: '2027-01-01', ...change }));
    expect(body.state, JSON.stringify(body.flags)).to.equal('accepted');
    return body;
  };
  const closeYear = async (year: number, basis = 'filed'): Promise<any> => {
    const proposed = await auditor.post(`/years/${year}/close`, { basis, note: 'for the letter' });
    expect(proposed.status, proposed.text).to.equal(201);
    const closed = await auditor2.post(`/years/${year}/close/confirm`, { basis });
    expect(closed.status, closed.text).to.equal(200);
    return closed.body;
  };
  const parts = (row: any): unknown => [
    row.amount,
    row.highTech.amount,
    row.techSme.amount,
    row.both.amount,
    row.neither.amount,
  ];

  it('stores the figures of a posting, and the bridge leads from them to those of now, to the fen', async () => {
    await createSqlAs(world)(
      'auditor',
      `insert into qualification (kind, certificate_no, uscc, valid_from, valid_to) values
        ('tech_sme', '202343021100000003', '${FIRMS.F3}', '2023-01-01', '2024-03-31'),
        ('tech_sme', '202443021100000003', '${FIRMS.F3}', '2024-04-01', '2025-03-31')`,
      true,
    );
    await filed('2024-05-01T02:00:00Z', { ...F3, disbursedOn: '2024-03-05', amount: '10000000.00' });
    const amended = await filed('2024-06-01T02:00:00Z', { ...F3, disbursedOn: '2024-05-05', amount: '1500000.50' });
    await filed('2024-11-05T02:00:00Z', { amount: '5000000.00', disbursedOn: '2024-11-01' });
    const voided = await filed('2024-11-06T02:00:00Z', { amount: '3000000.00', disbursedOn: '2024-11-01' });
    await filed('2024-12-01T02:00:00Z', { ...F2, amount: '5000000.00', disbursedOn: '2024-11-20' });
    world.time.now = new Date('2025-01-10T02:00:00Z');
    const closed = await closeYear(2024);
    expect(closed).to.include({ state: 'closed', basis: 'filed', note: 'for the letter' });
    expect(closed.digest).to.match(/^[0-9a-f]{64}$/);
    expect(closed.posting).to.have.keys('no', 'at', 'head');
    const { total } = closed.answer;
    expect([total.filings, total.firms, ...(parts(total) as string[])]).to.deep.equal([
      5,
      3,
      '24500000.50',
      '13000000.00',
      '19500000.50',
      '8000000.00',
      '0.00',
    ]);
    expect(closed.answer.by).to.deep.equal(['year', 'month', 'bank', 'region', 'status']);

    world.time.now = new Date('2026-03-02T02:00:00Z');
    const old = await officer.get(`/filings/${amended.id}`);
    const proposal = await officer.post(
      `/filings/${amended.id}/amendments`,
      { changes: { amount: '1400000.50' }, reason: 'the note says less' },
      { 'If-Match': old.headers.get('etag')! },
    );
    expect(proposal.status, proposal.text).to.equal(201);
    // A closed year takes two auditors.
    for (const who of [auditor, auditor2]) {
      const accepted = await who.post(`/amendments/${proposal.body.id}/accept`);
      expect(accepted.status, accepted.text).to.equal(200);
    }
    const page = await auditor.get(`/filings/${voided.id}`);
    const done = await auditor.post(
      `/filings/${voided.id}/void`,
      { reason: 'a double' },
      { 'If-Match': page.headers.get('etag')! },
    );
    expect(done.status, done.text).to.equal(200);
    const history = await imported(
      auditor,
      [
        HISTORY.join(','),
        `ZD2024-X1,2024-12-30,ICBC,${F4.firmName},${F4.uscc},${F4.regionCode},C-1,R-1,2000000.00,4.35,2024-12-20,2025-12-20`,
      ].join('\n'),
      { kind: 'history', mode: 'commit' },
    );
    expect(history.state, JSON.stringify(history)).to.equal('committed');
    const firm = await auditor.get(`/firms/${FIRMS.F3}`);
    const { version } = firm.body.qualifications.find((one: any) => one.certificateNo === '202443021100000003');
    const revoked = await auditor.post(
      `/firms/${FIRMS.F3}/qualifications/tech_sme/202443021100000003/revoke`,
      { reason: 'withdrawn' },
      { 'If-Match': `"${version}"` },
    );
    expect(revoked.status, revoked.text).to.equal(200);

    const bridge = await auditor.get('/years/2024/bridge?basis=filed&detail=true');
    expect(bridge.status, bridge.text).to.equal(200);
    const steps = Object.fromEntries(bridge.body.steps.map((step: any) => [step.kind, step]));
    expect(Object.keys(steps).sort()).to.deep.equal(['added_late', 'amended', 'relinked', 'voided']);
    const of = (kind: string): unknown => [steps[kind].filings, ...(parts(steps[kind]) as string[])];
    expect(of('amended')).to.deep.equal([0, '-100000.00', '0.00', '-100000.00', '0.00', '0.00']);
    expect(of('voided')).to.deep.equal([-1, '-3000000.00', '-3000000.00', '-3000000.00', '-3000000.00', '0.00']);
    expect(of('added_late')).to.deep.equal([1, '2000000.00', '0.00', '0.00', '0.00', '2000000.00']);
    expect(of('relinked')).to.deep.equal([0, '0.00', '0.00', '-1400000.50', '0.00', '1400000.50']);
    expect(steps['voided'].items.map(({ id }: any) => id)).to.deep.equal([voided.id]);
    const { now } = bridge.body;
    expect([now.filings, now.firms, ...(parts(now) as string[])]).to.deep.equal([
      5,
      4,
      '23400000.50',
      '10000000.00',
      '15000000.00',
      '5000000.00',
      '3400000.50',
    ]);
    expect(bridge.body.closed.firms).to.equal(3);
    expect((await auditor.get('/years/2024?basis=filed')).body.answer.total.amount).to.equal('24500000.50');

    await world.owner.query('select from post_entries()');
    const posted = await auditor.get('/years/2024/bridge');
    expect(posted.body.steps.map(({ kind }: any) => kind).sort()).to.deep.equal(Object.keys(steps).sort());
    const { no } = posted.body.from;
    expect((await auditor.get(`/years/2024/bridge?to=${no}`)).body).to.deep.include({ steps: [], now: total });
    expect((await auditor.get('/years/2024/bridge?to=999')).status).to.equal(400);
  });

  it('takes two auditors, once, and an open year has no bridge', async () => {
    await filed('2024-11-05T02:00:00Z', { amount: '5000000.00', disbursedOn: '2024-11-01', firmName: F1_NAME });
    const state = async (): Promise<unknown> => (await auditor.get('/years/2024')).body.state;
    expect(await state()).to.equal('open');
    expect((await auditor.get('/years/2024/bridge')).status).to.equal(409);
    expect((await auditor2.post('/years/2024/close/confirm', { basis: 'filed' })).status).to.equal(409);
    expect((await auditor.post('/years/2024/close', { basis: 'filed' })).status).to.equal(201);
    expect((await auditor2.post('/years/2024/close', { basis: 'filed' })).status).to.equal(409);
    const own = await auditor.post('/years/2024/close/confirm', { basis: 'filed' });
    expect([own.status, own.body.code]).to.deep.equal([403, 'FORBIDDEN']);
    expect(await state()).to.equal('proposed');
    expect((await auditor2.post('/years/2024/close/confirm')).status).to.equal(200);
    expect(await state()).to.equal('closed');
    expect((await auditor2.post('/years/2024/close/confirm')).status).to.equal(409);
    expect((await auditor.post('/years/2024/reopen', {})).status).to.equal(400);
    expect((await auditor.post('/years/2024/reopen', { reason: 'one was missing' })).body).to.include({
      state: 'open',
    });
    await closeYear(2024);
    const { history } = (await auditor.get('/years/2024')).body;
    expect(history.map((one: any) => [one.state, one.endReason])).to.deep.equal([
      ['reopened', 'one was missing'],
      ['closed', null],
    ]);
    const trail = await auditor.get('/trail?type=closing');
    expect(trail.body.items.map(({ action }: any) => action).reverse()).to.deep.equal([
      'year.propose',
      'year.close',
      'year.reopen',
      'year.propose',
      'year.close',
    ]);
  });

  it('is for auditors of all regions, of years that have begun', async () => {
    world.time.now = new Date('2026-03-02T02:00:00Z');
    for (const login of ['officer', 'firm', 'admin'])
      expect((await (await world.as(login)).get('/years/2024')).status, login).to.equal(403);
    const regional = await world.as('regional');
    expect((await regional.get('/years/2024')).status).to.equal(404);
    expect((await regional.post('/years/2024/close', { basis: 'filed' })).status).to.equal(404);
    expect((await auditor.post('/years/2027/close', { basis: 'filed' })).status).to.equal(400);
    expect((await auditor.post('/years/2024/close', { basis: 'paid' })).status).to.equal(400);
    expect((await auditor.get('/years/twenty')).status).to.equal(404);
  });

  it('states the year in a sentence, from the closed figures once it is closed', async () => {
    await filed('2023-11-05T02:00:00Z', { amount: '4000000.00', disbursedOn: '2023-11-01' });
    const second = await filed('2024-11-05T02:00:00Z', { amount: '5000000.00', disbursedOn: '2024-11-01' });
    world.time.now = new Date('2025-02-01T02:00:00Z');
    await closeYear(2024);
    const page = await auditor.get(`/filings/${second.id}`);
    await auditor.post(`/filings/${second.id}/void`, { reason: 'x' }, { 'If-Match': page.headers.get('etag')! });
    const zh = await auditor.get('/years/2024/statement?lang=zh&basis=filed');
    expect(zh.status, zh.text).to.equal(200);
    expect(zh.body.sentence).to.equal(
      '2024年当年累计备案科技型企业知识价值信用贷款500万元，共1笔，惠及企业1家，同比增长25.0%。',
    );
    expect(zh.body).to.include({ closed: true, growthPercent: '25.0', until: null });
    expect(zh.body.definition.text).to.include('统计口径');
    const first = await auditor.get('/years/2023/statement?lang=en');
    expect(first.body.sentence).to.not.include('year before');
    expect(first.body.growthPercent).to.equal(null);
  });
});
