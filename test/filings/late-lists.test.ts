/** Flags that a list meets which came after the filing, and the acceptance of many filings in one step. */
import { expect } from 'chai';
import { ifMatch, type Client, type Reply } from '../support/client.ts';
import { F2, F4, file, flaggedFiling, goodFiling, rules } from '../support/filing.ts';
import { csvText, imported, loanRow, loansCsv } from '../support/imports.ts';
import { fieldErrors } from '../support/problem.ts';
import { openWorld, type World } from '../support/world.ts';

/** Under hunan-2022, which asks for a high-tech enterprise or a technology SME; F4 is neither on that day. */
const OF_2025 = { disbursedOn: '2025-03-10', dueOn: '2026-03-01' };
const NOBODY = '018f0000-0000-7000-8000-000000000000';

describe('a list that comes after the filing', () => {
  let world: World;
  let officer: Client;
  let auditor: Client;
  let serial = 0;

  before(async () => {
    world = await openWorld();
    [officer, auditor] = [await world.as('officer'), await world.as('auditor')];
  });
  after(() => world.close());

  const ineligible = (change: Record<string, unknown> = {}) =>
    file(officer, goodFiling({ ...F4, ...OF_2025, ...change }));
  const read = async (filing: Reply): Promise<Reply> => auditor.get(`/filings/${filing.body.id}`);
  const certificate = (validFrom = '2025-01-01', validTo = '2026-03-31') => {
    serial += 1;
    const path = `/firms/${F4.uscc}/qualifications/tech_sme/2025430202${String(serial).padStart(8, '0')}`;
    return { path, put: () => auditor.put(path, { validFrom, validTo, reason: '名单补录' }) };
  };
  const revoke = async (path: string, made: Reply) =>
    auditor.post(`${path}/revoke`, { reason: '撤销登记编号' }, ifMatch(made));

  it('marks the flag as met, in the transaction that links the filing, and a revocation opens it again', async () => {
    const filing = await ineligible();
    expect(filing.body.state).to.equal('submitted');
    expect(filing.body.flags).to.have.length(1);
    expect(filing.body.flags[0]).to.have.all.keys('rule', 'message');
    world.time.now = new Date('2026-05-06T02:00:00.000Z');
    const list = certificate();
    const made = await list.put();
    expect(made.status, made.text).to.equal(201);
    const met = await read(filing);
    expect(met.body).to.include({ state: 'submitted', number: null });
    expect(met.body.flags[0]).to.include({ rule: 'NOT_ELIGIBLE', met: true, metAt: '2026-05-06T02:00:00.000Z' });
    expect(met.body.flags[0].message).to.contain('2026-05-06');
    expect(met.body.status.techSme).to.not.equal(null);
    expect(met.headers.get('etag')).to.not.equal(filing.headers.get('etag'));
    expect((await officer.get(`/filings/${filing.body.id}`)).body.flags[0]).to.include({ met: true });

    expect((await revoke(list.path, made)).status).to.equal(200);
    const open = await read(filing);
    expect(open.body.flags).to.deep.equal(filing.body.flags);
    await certificate('2025-03-10', '2025-03-10').put();
    expect((await read(filing)).body.flags[0]).to.include({ met: true });
  });

  it('meets nothing for another day, another flag or a decided filing', async () => {
    const before = await ineligible({ disbursedOn: '2024-12-31', dueOn: '2025-12-31' });
    const renamed = await ineligible({ disbursedOn: '2024-06-03', dueOn: '2025-06-03', firmName: '旧铁机械公司' });
    const decided = await ineligible({ disbursedOn: '2024-06-04', dueOn: '2025-06-04' });
    const accepted = await auditor.post(`/filings/${decided.body.id}/accept`, undefined, ifMatch(decided));
    await certificate('2024-06-01', '2024-06-30').put();
    expect((await read(before)).body.flags[0]).to.not.have.property('met');
    const flags = (await read(renamed)).body.flags as { rule: string; met?: true }[];
    expect(flags.map(({ rule, met = false }) => [rule, met])).to.have.deep.members([
      ['FIRM_NAME_DIFFERS', false],
      ['NOT_ELIGIBLE', true],
    ]);
    const kept = await read(decided);
    expect(kept.body.flags).to.deep.equal(accepted.body.flags);
    expect(kept.body.status.techSme).to.not.equal(null);
  });

  it('meets the flag by the statuses that the version asked for, and no others', async () => {
    const admin = await world.as('admin');
    const rule = { name: '石峰区试点', regionPrefix: '430204', validFrom: '2024-01-01' };
    const limits = { eligibleAnyOf: { statuses: ['tech_sme'], onBreach: 'flag' } };
    await admin.put('/admin/programme-rules/shifeng', { ...rule, limits });
    // F2 is a high-tech enterprise on that day.
    const filing = await file(officer, goodFiling({ ...F2, ...OF_2025 }));
    expect(rules(filing)).to.deep.equal(['NOT_ELIGIBLE']);
    const put = (kind: string, certificateNo: string) =>
      auditor.put(`/firms/${F2.uscc}/qualifications/${kind}/${certificateNo}`, {
        validFrom: '2025-01-01',
        validTo: '2025-12-31',
        reason: '名单补录',
      });
    expect((await put('high_tech', 'GR202543009001')).status).to.equal(201);
    expect((await read(filing)).body.flags[0]).to.not.have.property('met');
    expect((await put('tech_sme', '202543020400000009')).status).to.equal(201);
    expect((await read(filing)).body.flags[0]).to.include({ met: true });
  });

  it('meets flags when it is imported, and those of imported filings', async () => {
    const day = { 放款日期: '2023-03-10', 到期日期: '2024-03-10' };
    const firm = { 企业名称: F4.firmName, 统一社会信用代码: F4.uscc, 所属区县: '荷塘区' };
    await imported(officer, loansCsv(loanRow({ ...firm, ...day }), loanRow({ ...firm, ...day })), { mode: 'commit' });
    const waiting = '/filings?state=submitted&disbursedFrom=2023-03-10&disbursedTo=2023-03-10';
    expect((await auditor.get(`${waiting}&openFlags=true`)).body.items).to.have.length(2);
    const list = csvText([
      ['企业名称', '统一社会信用代码', '登记编号', '有效期起', '有效期止'],
      [F4.firmName, F4.uscc, '202343020200000501', '2023-01-01', '2024-03-31'],
    ]);
    const done = await imported(auditor, list, { mode: 'commit', kind: 'qualifications' });
    expect(done, JSON.stringify(done)).to.include({ state: 'committed' });
    expect((await auditor.get(`${waiting}&openFlags=true`)).body.items).to.have.length(0);
    const { items } = (await auditor.get(`${waiting}&openFlags=false`)).body;
    expect(items).to.have.length(2);
    for (const { flags } of items) expect(flags[0]).to.include({ rule: 'NOT_ELIGIBLE', met: true });
    expect((await auditor.get(`/filings/counts?${waiting.split('?')[1]}&openFlags=false`)).body.submitted).to.equal(2);
  });

  it('shows in the history as a change of the flags', async () => {
    const filing = await ineligible({ disbursedOn: '2022-05-10', dueOn: '2023-05-10' });
    await certificate('2022-05-01', '2022-12-31').put();
    const { items } = (await auditor.get(`/filings/${filing.body.id}/history`)).body;
    const last = items.at(-1);
    expect(last.action).to.equal('qualification.set');
    expect(last.changes.map(({ field }: { field: string }) => field)).to.have.members(['status', 'flags']);
  });

  it('lets no firm filter by open flags', async () => {
    const reply = await (await world.as('firm')).get('/filings?openFlags=false');
    expect(fieldErrors(reply)).to.deep.equal(['openFlags NOT_ALLOWED']);
    expect((await officer.get('/filings?state=submitted&openFlags=true')).status).to.equal(200);
  });
});

describe('accepting many filings in one step', () => {
  let world: World;
  let officer: Client;
  let auditor: Client;

  before(async () => {
    world = await openWorld();
    [officer, auditor] = [await world.as('officer'), await world.as('auditor')];
  });
  after(() => world.close());

  let days = 10;

  /** Filings of a day of their own, whose only flag is met by a certificate for that day. */
  async function metFilings(count: number, certificateNo: string): Promise<Reply[]> {
    days += 1;
    const day = `2025-03-${days}`;
    const filings: Reply[] = [];
    for (let n = 0; n < count; n++)
      filings.push(await file(officer, goodFiling({ ...F4, ...OF_2025, disbursedOn: day })));
    const put = await auditor.put(`/firms/${F4.uscc}/qualifications/tech_sme/${certificateNo}`, {
      validFrom: day,
      validTo: day,
      reason: '名单补录',
    });
    expect(put.status, put.text).to.equal(201);
    return Promise.all(filings.map(({ body }) => auditor.get(`/filings/${body.id}`)));
  }
  const named = ({ body }: Reply) => ({ id: body.id as string, version: body.version as number });
  const accept = (ids: readonly unknown[], more: object = {}, headers = {}, who = auditor) =>
    who.post('/filings/accept', { ids, ...more }, headers);
  const outcomes = (reply: Reply): unknown[] => {
    expect(reply.status, reply.text).to.equal(200);
    return reply.body.results.map((one: any) => [one.status, one.filing?.state ?? one.problem.code]);
  };

  it('accepts those whose flags are met, each with its number, and answers in order', async () => {
    const filings = await metFilings(3, '202543020200000101');
    const reply = await accept([...filings].reverse().map(named));
    expect(outcomes(reply)).to.deep.equal(Array(3).fill([200, 'accepted']));
    expect(reply.body.results.map(({ id }: { id: string }) => id)).to.deep.equal(
      [...filings].reverse().map(({ body }) => body.id),
    );
    for (const { filing } of reply.body.results) {
      expect(filing.number).to.match(/^ZD2026-/);
      const now = await auditor.get(`/filings/${filing.id}`);
      expect(now.body).to.deep.equal(filing);
    }
    const total = (await auditor.get('/totals?from=2026&to=2026')).body.total;
    expect(total.filings).to.equal(3);
  });

  it('refuses single items and accepts the others', async () => {
    const [met, stale] = await metFilings(2, '202543020200000102');
    const open = await file(officer, flaggedFiling());
    const accepted = await file(officer);
    const items = [
      { id: NOBODY, version: 1 },
      { id: 'no such id', version: 1 },
      { ...named(stale!), version: stale!.body.version - 1 },
      named(open),
      named(accepted),
      named(met!),
    ];
    const reply = await accept(items);
    expect(outcomes(reply)).to.deep.equal([
      [404, 'NOT_FOUND'],
      [404, 'NOT_FOUND'],
      [412, 'STALE_VERSION'],
      [409, 'CONFLICT'],
      [409, 'STATE_CONFLICT'],
      [200, 'accepted'],
    ]);
    expect(reply.body.results.map(({ id }: { id: string }) => id)).to.deep.equal(items.map(({ id }) => id));
    expect((await auditor.get(`/filings/${open.body.id}`)).body.state).to.equal('submitted');
  });

  it('accepts one with open flags for a reason, which is kept', async () => {
    const open = await file(officer, flaggedFiling());
    expect(outcomes(await accept([named(open)], { reason: '已核对更名通知' }))).to.deep.equal([[200, 'accepted']]);
    const { items } = (await auditor.get(`/filings/${open.body.id}/history`)).body;
    expect(items.at(-1)).to.include({ action: 'filing.accept', reason: '已核对更名通知' });
    expect((await auditor.get(`/filings/${open.body.id}`)).body.stateReason).to.equal('已核对更名通知');
  });

  it('is for auditors, each within its regions', async () => {
    const [elsewhere] = await metFilings(1, '202543020200000103');
    const regional = await world.as('regional');
    expect(outcomes(await accept([named(elsewhere!)], {}, {}, regional))).to.deep.equal([[404, 'NOT_FOUND']]);
    expect((await accept([named(elsewhere!)], {}, {}, officer)).status).to.equal(403);
    expect((await auditor.get(`/filings/${elsewhere!.body.id}`)).body.state).to.equal('submitted');
  });

  it('answers a repeated key again and decides nothing twice', async () => {
    const [filing] = await metFilings(1, '202543020200000104');
    const key = { 'Idempotency-Key': 'accept-1' };
    const first = await accept([named(filing!)], {}, key);
    const second = await accept([named(filing!)], {}, key);
    expect(second.headers.get('idempotent-replayed')).to.equal('true');
    expect(second.body).to.deep.equal(first.body);
    const again = await accept([named(filing!)]);
    expect(outcomes(again)).to.deep.equal([[412, 'STALE_VERSION']]);
  });

  it('accepts each once when two auditors send the same list in different orders', async () => {
    const filings = await metFilings(8, '202543020200000105');
    const other = await world.as('auditor2');
    const replies = await Promise.all([
      accept(filings.map(named)),
      accept([...filings].reverse().map(named), {}, {}, other),
    ]);
    const all = replies.flatMap(outcomes).map((outcome) => (outcome as [number])[0]);
    expect(all.filter((status) => status === 200)).to.have.length(8);
    expect(all.filter((status) => status === 412)).to.have.length(8);
  });

  it('refuses the whole when it cannot be read', async () => {
    const item = { id: NOBODY, version: 1 };
    expect(fieldErrors(await accept([]))).to.deep.equal(['ids TOO_SMALL']);
    expect(fieldErrors(await accept(Array(201).fill(item)))).to.deep.equal(['ids TOO_LARGE']);
    expect(fieldErrors(await auditor.post('/filings/accept', {}))).to.deep.equal(['ids REQUIRED']);
    expect(
      fieldErrors(await accept(['a', { id: 5, version: '1' }, item, { ...item, id: NOBODY.toUpperCase() }])),
    ).to.have.members([
      'ids.0 NOT_AN_OBJECT',
      'ids.1.id NOT_A_STRING',
      'ids.1.version NOT_AN_INTEGER',
      'ids.3.id REPEATED',
    ]);
    expect(fieldErrors(await accept([{ ...item, note: 'x' }]))).to.deep.equal(['ids.0.note UNKNOWN_FIELD']);
    expect(fieldErrors(await accept([item], { reason: '' }))).to.deep.equal(['reason REQUIRED']);
  });
});
