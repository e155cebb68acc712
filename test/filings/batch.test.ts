import { expect } from 'chai';
import type { Client, Reply } from '../support/client.ts';
import { F2, flaggedFiling, goodFiling } from '../support/filing.ts';
import { expectProblem, faults } from '../support/problem.ts';
import { untilBlocked } from '../support/race.ts';
import { changesNothing, filingsIn } from '../support/tables.ts';
import { FIRMS, openWorld, type World } from '../support/world.ts';

const NEW = { uscc: FIRMS.F5, firmName: '株洲新来科技有限公司', regionCode: '430202' };

interface Result {
  readonly clientRef: string;
  readonly status: number;
  readonly filing?: any;
  readonly problem?: any;
}

describe('filing a batch', function () {
  this.timeout(60_000);
  let world: World;
  let officer: Client;
  let officer2: Client;
  beforeEach(async () => {
    world = await openWorld();
    [officer, officer2] = [await world.as('officer'), await world.as('officer2')];
  });
  afterEach(() => world.close());

  const batch = (...filings: Record<string, unknown>[]) => ({
    items: filings.map((filing, index) => ({ clientRef: `ref-${index}`, ...filing })),
  });
  const send = (body: unknown, headers: Record<string, string> = {}, client = officer): Promise<Reply> =>
    client.post('/filings/batch', body, headers);
  async function results(body: unknown, client = officer): Promise<Result[]> {
    const reply = await send(body, {}, client);
    expect(reply.status, reply.text).to.equal(200);
    return reply.body.results;
  }
  const filed = (): Promise<number> => filingsIn(world);
  const rules = ({ filing }: Result): string[] => filing.flags.map(({ rule }: { rule: string }) => rule);

  it('returns results in the order of the items, each with the filing as its bank reads it', async () => {
    const body = batch(goodFiling(), flaggedFiling(), goodFiling(F2));
    const found = await results(body);
    expect(found.map(({ clientRef, status }) => [clientRef, status])).to.deep.equal([
      ['ref-0', 201],
      ['ref-1', 201],
      ['ref-2', 201],
    ]);
    expect(found.map(({ filing }) => filing.state)).to.deep.equal(['accepted', 'submitted', 'accepted']);
    for (const [index, { filing }] of found.entries()) {
      expect(filing.receiptNo).to.equal((body.items[index] as any).receiptNo);
      expect((await officer.get(`/filings/${filing.id}`)).body).to.deep.equal(filing);
      expect((await officer2.get(`/filings/${filing.id}`)).status).to.equal(404);
    }
  });

  it('records the actor and request id of each filing in the audit trail', async () => {
    const reply = await send(batch(goodFiling(), flaggedFiling()));
    const { rows } = await world.owner.query(
      `select actor, role, action, request_id, bank_code from trail where type = 'filing' order by id`,
    );
    const event = {
      actor: 'officer',
      role: 'officer',
      action: 'filing.submit',
      request_id: reply.headers.get('x-request-id'),
      bank_code: 'ICBC',
    };
    expect(rows).to.deep.equal([event, event]);
  });

  it('files the valid items and returns the errors of each invalid one', async () => {
    const first = goodFiling({ receiptNo: 'TAKEN' });
    expect((await officer.post('/filings', first)).status).to.equal(201);
    const found = await results(
      batch(
        goodFiling({ amount: 3 }),
        goodFiling(),
        goodFiling({ receiptNo: 'taken ' }),
        { uscc: 'x', nothing: 1 },
        goodFiling({ disbursedOn: '2026-07-01', dueOn: '2027-01-01', regionCode: '999999' }),
        goodFiling(F2),
      ),
    );
    expect(found.map(({ status }) => status)).to.deep.equal([400, 201, 409, 400, 400, 201]);
    const [amount, , taken, unknown, dates] = found.map(({ problem }) => problem);
    expect(amount.errors.map(({ path, code }: any) => [path, code])).to.deep.equal([['amount', 'NOT_A_STRING']]);
    expect([taken.code, taken.status]).to.deep.equal(['DUPLICATE_RECEIPT', 409]);
    expect(unknown.errors.map(({ path }: any) => path)).to.include.members(['uscc', 'nothing', 'firmName', 'dueOn']);
    expect(dates.errors.map(({ code }: any) => code)).to.have.members(['FUTURE_DATE', 'UNKNOWN_REGION']);
    for (const problem of [amount, taken, unknown, dates])
      expect(problem).to.include.all.keys('type', 'title', 'status', 'detail', 'code', 'requestId', 'errors');
    expect(await filed()).to.equal(3);
  });

  it('refuses a repeated receipt number with the id of the first filing', async () => {
    const [first, second, third] = await results(
      batch(
        goodFiling({ receiptNo: 'A-1' }),
        goodFiling({ receiptNo: 'a - １', ...F2 }),
        goodFiling({ receiptNo: 'A-2' }),
      ),
    );
    expect([first!.status, second!.status, third!.status]).to.deep.equal([201, 409, 201]);
    expect(second!.problem.filingId).to.equal(first!.filing.id);
    // A refused item does not take a receipt number.
    const [refused, good] = await results(
      batch(goodFiling({ receiptNo: 'B-1', dueOn: '2020-01-01' }), goodFiling({ receiptNo: 'B-1' })),
    );
    expect([refused!.status, good!.status]).to.deep.equal([400, 201]);
  });

  it('checks each item as if those before it were filed', async () => {
    const [first, same, other] = await results(
      batch(
        goodFiling(NEW),
        goodFiling({ ...NEW, firmName: '株洲 新来科技有限公司' }),
        goodFiling({ ...NEW, firmName: '别的名称' }),
      ),
    );
    expect([first, same, other].map((one) => one!.filing.state)).to.deep.equal(['accepted', 'accepted', 'submitted']);
    expect(rules(other!)).to.deep.equal(['FIRM_NAME_DIFFERS']);
    const claim = { ...F2, firstLoan: true };
    const claims = await results(
      batch(
        goodFiling({ ...claim, contractNo: 'C-1' }),
        goodFiling({ ...claim, contractNo: 'C-1' }),
        goodFiling({ ...claim, contractNo: 'C-2' }),
        goodFiling({ ...claim, contractNo: 'C-3', disbursedOn: '2026-01-15' }),
      ),
    );
    expect(claims.map(rules)).to.deep.equal([[], [], ['FIRST_LOAN_CONTRADICTED'], []]);
  });

  it('shows an officer restricted flags only as IN_REVIEW', async () => {
    expect((await officer2.post('/filings', goodFiling({ ...NEW, firmName: '株洲他行所称有限公司' }))).status).to.equal(
      201,
    );
    const reply = await send(batch(goodFiling({ ...NEW, firstLoan: true })));
    expect(rules(reply.body.results[0])).to.deep.equal(['IN_REVIEW']);
    expect(reply.text).to.not.contain('他行');
  });

  it('is refused as a whole when items are malformed or references repeated', async () => {
    const good = goodFiling();
    await changesNothing(world, async () => {
      for (const [items, wrong] of [
        [
          [
            { clientRef: 'a', ...good },
            { clientRef: 'a', ...goodFiling() },
          ],
          { 'items.1.clientRef': 'REPEATED' },
        ],
        [[{ clientRef: 'a', ...good }, goodFiling()], { 'items.1.clientRef': 'REQUIRED' }],
        [[{ clientRef: '', ...good }], { 'items.0.clientRef': 'REQUIRED' }],
        [[{ clientRef: 'x'.repeat(65), ...good }], { 'items.0.clientRef': 'TOO_LONG' }],
        [[{ clientRef: '甲', ...good }], { 'items.0.clientRef': 'FORMAT' }],
        [[{ clientRef: 7, ...good }], { 'items.0.clientRef': 'NOT_A_STRING' }],
        [
          [{ clientRef: 'a', ...good }, null, 'x', []],
          { 'items.1': 'NOT_AN_OBJECT', 'items.2': 'NOT_AN_OBJECT', 'items.3': 'NOT_AN_OBJECT' },
        ],
        [[], { items: 'TOO_SMALL' }],
        [{}, { items: 'NOT_AN_ARRAY' }],
        [undefined, { items: 'REQUIRED' }],
        [Array.from({ length: 501 }, (_, n) => ({ clientRef: `r${n}`, ...good })), { items: 'TOO_LARGE' }],
      ] as const) {
        const reply = await send({ items });
        expectProblem(reply, 400, 'VALIDATION_FAILED');
        expect(faults(reply)).to.deep.equal(wrong);
      }
      expect(faults(await send({ items: [{ clientRef: 'a', ...good }], more: 1 }))).to.deep.equal({
        more: 'UNKNOWN_FIELD',
      });
    });
  });

  it('accepts 500 items and two megabytes, not more', async () => {
    const items = Array.from({ length: 500 }, (_, n) =>
      goodFiling({ remarks: '备'.repeat(800), ...(n % 2 ? F2 : {}) }),
    );
    const found = await results(batch(...items));
    expect(new Set(found.map(({ status }) => status))).to.deep.equal(new Set([201]));
    expect(await filed()).to.equal(500);
    await changesNothing(world, async () => {
      const larger = batch(
        ...items.map((item) => ({ ...item, remarks: '备'.repeat(1000), branch: '行'.repeat(100) })),
      ).items;
      expectProblem(await send({ items: [...larger], padding: 'x'.repeat(600_000) }), 413, 'PAYLOAD_TOO_LARGE');
    });
  });

  it('is allowed to officers only', async () => {
    const body = batch(goodFiling());
    const others = await Promise.all(['auditor', 'regional', 'firm', 'admin'].map((login) => world.as(login)));
    await changesNothing(world, async () => {
      for (const other of others) expectProblem(await send(body, { 'Idempotency-Key': 'k' }, other), 403, 'FORBIDDEN');
      expectProblem(await send(body, {}, world.anybody()), 401, 'UNAUTHENTICATED');
    });
  });

  describe('with an Idempotency-Key', () => {
    const KEY = { 'Idempotency-Key': 'batch-1' };

    it('returns the same answer again, errors of items included', async () => {
      const body = batch(goodFiling(), goodFiling({ amount: '0' }), goodFiling(F2));
      const first = await send(body, KEY);
      const again = await send(body, KEY);
      expect(again.headers.get('idempotent-replayed')).to.equal('true');
      expect(again.text).to.equal(first.text);
      expect(await filed()).to.equal(2);
      expectProblem(await send(batch(goodFiling()), KEY), 422, 'IDEMPOTENCY_KEY_REUSED');
      // A key belongs to one route: for a single filing it is another key.
      expect((await officer.post('/filings', goodFiling(), KEY)).status).to.equal(201);
    });

    it('is filed once when it arrives several times at once', async () => {
      const body = batch(goodFiling(), goodFiling(NEW), goodFiling({ ...F2, firstLoan: true }));
      const replies = await Promise.all(Array.from({ length: 6 }, () => send(body, KEY)));
      expect(new Set(replies.map(({ status, text }) => `${status} ${text}`)).size).to.equal(1);
      expect(replies.filter(({ headers }) => headers.get('idempotent-replayed') === null)).to.have.length(1);
      expect(await filed()).to.equal(3);
    });

    it('is filed once when it is repeated after its database connection was terminated', async () => {
      const body = batch(goodFiling(), goodFiling(F2));
      await world.owner.query('begin');
      await world.owner.query('select from firm where uscc = $1 for update', [FIRMS.F2]);
      const broken = send(body, KEY);
      await untilBlocked(world);
      await world.owner.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      expectProblem(await broken, 503, 'UNAVAILABLE');
      await world.owner.query('rollback');
      expect(await filed()).to.equal(0);
      const reply = await send(body, KEY);
      expect(reply.status).to.equal(200);
      expect(reply.headers.get('idempotent-replayed')).to.equal(null);
      expect(await filed()).to.equal(2);
    });
  });

  it('is retried when a receipt number is taken concurrently, and returns the filing that holds it', async () => {
    const colleague = await world.as('colleague');
    const shared = Array.from({ length: 20 }, (_, n) => goodFiling({ receiptNo: `S-${n}` }));
    const [one, two] = await Promise.all([
      results(batch(...shared)),
      results(batch(...[...shared].reverse()), colleague),
    ]);
    expect(await filed()).to.equal(20);
    const ids = new Map([...one!, ...two!].flatMap(({ filing }) => (filing ? [[filing.receiptNo, filing.id]] : [])));
    expect(ids.size).to.equal(20);
    for (const [index, { status, problem }] of two!.entries())
      if (status === 409) expect(problem.filingId).to.equal(ids.get(`S-${19 - index}`));
    expect([...one!, ...two!].map(({ status }) => status).sort()).to.deep.equal([
      ...Array<number>(20).fill(201),
      ...Array<number>(20).fill(409),
    ]);
  });
});
