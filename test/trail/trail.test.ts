import { expect } from 'chai';
import { trailSchemas } from '../../src/features/trail/trail.schema.ts';
import type { Client, Reply } from '../support/client.ts';
import { flaggedFiling, goodFiling } from '../support/filing.ts';
import { expectSchemaOf } from '../support/schema.ts';
import { FIRMS, openWorld, type World } from '../support/world.ts';

const expectSchema = expectSchemaOf(trailSchemas);

describe('the audit trail', () => {
  let world: World;
  let auditor: Client;
  let filing: Reply;
  before(async () => {
    world = await openWorld();
    auditor = await world.as('auditor');
    filing = await (
      await world.as('officer')
    ).post('/filings', flaggedFiling({ annualRate: '3.4500', firstLoan: true }));
    world.time.now = new Date('2026-06-15T15:59:59.999Z');
    await auditor.post(`/filings/${filing.body.id}/accept`, undefined, { 'If-Match': filing.headers.get('etag')! });
    world.time.now = new Date('2026-06-15T16:00:00.000Z');
    const tag = (await auditor.get(`/filings/${filing.body.id}`)).headers.get('etag')!;
    const voided = await auditor.post(`/filings/${filing.body.id}/void`, { reason: '重复录入' }, { 'If-Match': tag });
    expect(voided.status, voided.text).to.equal(200);
  });
  after(() => world.close());

  const read = async (query: string, client = auditor): Promise<any> => {
    const reply = await client.get(`/trail${query}`);
    expect(reply.status, reply.text).to.equal(200);
    expectSchema('TrailList', reply.body);
    return reply.body;
  };

  it('lists who changed a record, when, in which role and why, newest first, with the names of the contract', async () => {
    const { items, nextCursor } = await read(`?type=filing&id=${filing.body.id}`);
    expect(nextCursor).to.equal(null);
    expect(items.map((item: any) => [item.actor, item.role, item.action, item.reason, item.version])).to.deep.equal([
      ['auditor', 'auditor', 'filing.void', '重复录入', 3],
      ['auditor', 'auditor', 'filing.accept', null, 2],
      ['officer', 'officer', 'filing.submit', null, 1],
    ]);
    expect(items[0]).to.deep.include({
      at: '2026-06-15T16:00:00.000Z',
      type: 'filing',
      recordId: filing.body.id,
      restricted: null,
      before: { state: 'accepted', stateReason: null, stateChangedAt: '2026-06-15T15:59:59.999Z' },
      after: { state: 'voided', stateReason: '重复录入', stateChangedAt: '2026-06-15T16:00:00.000Z' },
    });
    expect(items[0].requestId).to.match(/^[0-9a-f-]{36}$/);
    expect(items[2].before).to.equal(null);
    expect(items[2].after).to.deep.include({
      amount: '3000000.00',
      annualRate: '3.45',
      bankCode: 'ICBC',
      firstLoan: true,
      submittedAt: '2026-06-15T02:00:00.000Z',
    });
    for (const item of items)
      expect(JSON.stringify([item.before, item.after])).to.not.match(/[a-z]_[a-z]+"\s*:|contractKey|filedSort|Fen|E4/);
  });

  it('filters by actor and by time: inclusive instants or Shanghai days', async () => {
    const filings = async (query: string): Promise<string[]> =>
      (await read(`?type=filing&${query}`)).items.map((item: any) => item.action);
    const [submit, accept, voided] = ['filing.submit', 'filing.accept', 'filing.void'];
    expect(await filings('actor=officer')).to.deep.equal([submit]);
    expect(await filings('actor=nobody')).to.deep.equal([]);
    expect(await filings('to=2026-06-15')).to.deep.equal([accept, submit]);
    expect(await filings('from=2026-06-16')).to.deep.equal([voided]);
    expect(await filings('from=2026-06-15&to=2026-06-15')).to.deep.equal([accept, submit]);
    expect(await filings('from=2026-06-15T15:59:59.999Z')).to.deep.equal([voided, accept]);
    expect(await filings('to=2026-06-15T15:59:59.999Z')).to.deep.equal([accept, submit]);
    expect(await filings(`from=${encodeURIComponent('2026-06-16T00:00:00+08:00')}`)).to.deep.equal([voided]);
    expect(await filings('from=2026-06-17')).to.deep.equal([]);
    expect((await read(`?id=${filing.body.id}`)).items).to.have.length(3);
    expect((await read(`?id=${FIRMS.F1}`)).items.map((item: any) => item.type)).to.include('firm');
  });

  it('reports all invalid filters', async () => {
    const reply = await auditor.get('/trail?type=loan&from=2026-02-30&to=yesterday&limit=201&colour=red');
    expect(Object.fromEntries(reply.body.errors.map((e: any) => [e.path, e.code]))).to.deep.equal({
      type: 'UNKNOWN_WORD',
      from: 'FORMAT',
      to: 'FORMAT',
      limit: 'TOO_LARGE',
      colour: 'UNKNOWN_FIELD',
    });
    expect((await auditor.get('/trail?from=2026-06-16&to=2026-06-15')).body.errors[0]).to.include({
      path: 'to',
      code: 'RANGE_REVERSED',
    });
    expect((await auditor.get('/trail?id=%00')).status).to.equal(400);
  });

  it('has pages without gaps or repetitions while events are added', async () => {
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await read(`?limit=3${cursor && `&cursor=${cursor}`}`);
      seen.push(...page.items.map((item: any) => item.id));
      cursor = page.nextCursor ?? '';
      if (seen.length === 3) await (await world.as('officer')).post('/filings', goodFiling());
    } while (cursor);
    const { rows } = await world.owner.query('select id::text from trail where id <= $1 order by trail.id desc', [
      seen[0],
    ]);
    expect(seen).to.deep.equal(rows.map((row) => row.id));
    const own = (await read('?limit=1')).nextCursor;
    expect((await (await world.as('auditor2')).get(`/trail?limit=1&cursor=${own}`)).body.errors[0]).to.include({
      code: 'INVALID_CURSOR',
    });
    expect((await auditor.get(`/trail?limit=1&type=filing&cursor=${own}`)).status).to.equal(400);
  });

  it('shows auditors the part that depends on another bank as `restricted`', async () => {
    const officer2 = await world.as('officer2');
    // Another bank has lent to F1 before, so this is not a first loan; only auditors may see that reason.
    const reply = await officer2.post('/filings', goodFiling({ firstLoan: true }));
    expect(reply.status, reply.text).to.equal(201);
    expect(reply.body.flags.map((flag: any) => flag.rule)).to.deep.equal(['IN_REVIEW']);
    const [event] = (await read(`?type=filing&id=${reply.body.id}`)).items;
    expect(JSON.stringify(event.after)).to.not.include('FIRST_LOAN_CONTRADICTED');
    expect(event.restricted.before).to.equal(null);
    expect(event.restricted.after.flags.map((flag: any) => flag.rule)).to.deep.equal(['FIRST_LOAN_CONTRADICTED']);
  });

  it('shows regional auditors the records of their regions and public records, and no accounts', async () => {
    const regional = await world.as('regional');
    const elsewhere = await (
      await world.as('officer')
    ).post('/filings', goodFiling({ uscc: FIRMS.F2, firmName: '株洲远航轨道科技有限公司', regionCode: '430204' }));
    expect((await read(`?type=filing&id=${elsewhere.body.id}`, regional)).items).to.deep.equal([]);
    expect((await read(`?type=filing&id=${filing.body.id}`, regional)).items).to.have.length(3);
    expect((await read('?type=account', regional)).items).to.deep.equal([]);
    expect((await read('?type=qualification', regional)).items).to.have.length.above(0);
    const accounts = (await read('?type=account&limit=200')).items;
    expect(accounts).to.have.length.above(0);
    expect(JSON.stringify(accounts)).to.not.match(/argon2|passwordHash/);
  });

  it('is accessible to auditors only', async () => {
    for (const login of ['officer', 'firm', 'admin'])
      expect((await (await world.as(login)).get('/trail')).status, login).to.equal(403);
    expect((await world.anybody().get('/trail')).status).to.equal(401);
  });
});
