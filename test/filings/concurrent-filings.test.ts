import { expect } from 'chai';
import { asSystem } from '../../src/data/as-actor.ts';
import { statuses, type Client } from '../support/client.ts';
import { F2, F3, F4, goodFiling, rules } from '../support/filing.ts';
import { meetingAt, untilBlocked } from '../support/race.ts';
import { FIRMS, openWorld, type World } from '../support/world.ts';

describe('concurrent filings of several officers', function () {
  this.timeout(60_000);
  let world: World;
  let officer: Client;
  let colleague: Client;
  let officer2: Client;
  let auditor: Client;
  beforeEach(async () => {
    world = await openWorld();
    [officer, colleague, officer2, auditor] = (await Promise.all(
      ['officer', 'colleague', 'officer2', 'auditor'].map((login) => world.as(login)),
    )) as [Client, Client, Client, Client];
  });
  afterEach(() => world.close());

  const rows = async (text: string, values: unknown[] = []): Promise<any[]> =>
    (await world.owner.query(text, values)).rows;

  it('each have their own bank, actor and request id', async () => {
    const clients = Array.from({ length: 24 }, (_, n) => [officer, colleague, officer2][n % 3]!);
    const replies = await Promise.all(
      clients.map((client, n) => client.post('/filings', goodFiling([{}, F2, F3, F4][n % 4]))),
    );
    expect(new Set(statuses(replies))).to.deep.equal(new Set([201]));
    for (const [n, { body, headers }] of replies.entries()) {
      const [event] = await rows(
        `select actor, bank_code, request_id, actor_id from trail where type = 'filing' and record_id = $1`,
        [body.id],
      );
      expect(event).to.deep.equal({
        actor: ['officer', 'colleague', 'officer2'][n % 3],
        bank_code: ['ICBC', 'ICBC', 'CCB'][n % 3],
        request_id: headers.get('x-request-id'),
        actor_id: clients[n]!.ids.accountId,
      });
      expect((await clients[n]!.get(`/filings/${body.id}`)).body).to.deep.equal(body);
    }
  });

  it('are refused individually, without affecting others', async () => {
    const first = await officer.post('/filings', goodFiling({ receiptNo: 'B-1' }));
    const replies = await Promise.all([
      officer.post('/filings', goodFiling({ receiptNo: 'b - 1', ...F2 })),
      officer2.post('/filings', goodFiling({ receiptNo: 'B-1', ...F2 })),
      officer.post('/filings', goodFiling({ ...F3, disbursedOn: '2026-07-01', dueOn: '2027-01-01' })),
      auditor.post('/filings', goodFiling(F3)),
      world.anybody().post('/filings', goodFiling(F3)),
      officer.post('/filings', goodFiling(F4), { 'Idempotency-Key': 'at once' }),
    ]);
    expect(replies.map(({ status }) => status)).to.deep.equal([409, 201, 400, 403, 401, 400]);
    expect(replies[0]!.body.filingId).to.equal(first.body.id);
  });

  it('with equal receipt numbers: one is filed, the others are refused with its id', async () => {
    const replies = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        [officer, colleague][n % 2]!.post('/filings', goodFiling({ receiptNo: 'C-1', ...[F2, F3, F4][n % 3] })),
      ),
    );
    expect(statuses(replies)).to.deep.equal([201, ...Array<number>(9).fill(409)]);
    const { body } = replies.find(({ status }) => status === 201)!;
    for (const reply of replies) if (reply.status === 409) expect(reply.body.filingId).to.equal(body.id);
  });

  it('of two banks that claim the first loan of a firm: one is accepted, the other is under review', async () => {
    for (let round = 0; round < 8; round += 1) {
      const claim = goodFiling({ ...F4, firstLoan: true, disbursedOn: `2026-0${1 + (round % 2)}-01` });
      // Withdrawn and voided filings are not earlier loans.
      await asSystem(world.db, 'demo', { action: 'test', at: world.time.now }, async (tx) => {
        for (const [from, to] of [
          ['submitted', 'withdrawn'],
          ['accepted', 'voided'],
        ] as const)
          await tx.updateTable('filing').set({ state: to }).where('state', '=', from).execute();
      });
      const replies = await meetingAt(world, `select from firm where uscc = '${FIRMS.F4}' for update`, 2, () =>
        Promise.all([
          officer.post('/filings', { ...claim, receiptNo: `D-${round}` }),
          officer2.post('/filings', { ...claim, receiptNo: `D-${round}` }),
        ]),
      );
      expect(statuses(replies)).to.deep.equal([201, 201]);
      expect(replies.map(({ body }) => body.state).sort(), `round ${round}`).to.deep.equal(['accepted', 'submitted']);
      expect(rules(replies.find(({ body }) => body.state === 'submitted')!)).to.deep.equal(['IN_REVIEW']);
    }
  });

  it('that claim the first loan wait only for each other', async () => {
    await rows('begin');
    await rows('select from firm where uscc = $1 for no key update', [FIRMS.F2]);
    const claim = officer.post('/filings', goodFiling({ ...F2, firstLoan: true }));
    await untilBlocked(world);
    expect((await officer2.post('/filings', goodFiling(F2))).status).to.equal(201);
    expect((await colleague.post('/filings', goodFiling({ ...F2, firstLoan: false }))).status).to.equal(201);
    await rows('commit');
    expect((await claim).body.state).to.equal('submitted');
  });

  it('wait while a qualification of their firm changes; those of other firms do not', async () => {
    await rows('begin');
    await rows('select lock_firms(array[$1])', [FIRMS.F2]);
    const held = officer.post('/filings', goodFiling({ receiptNo: 'E-1', ...F2 }));
    await untilBlocked(world);
    const others = await Promise.all(Array.from({ length: 6 }, () => officer2.post('/filings', goodFiling(F3))));
    expect(statuses(others)).to.deep.equal(Array(6).fill(201));
    expect(await rows(`select from filing where receipt_no = 'E-1'`)).to.deep.equal([]);
    await rows('commit');
    expect((await held).status).to.equal(201);
  });

  it('are checked by the current programme, not by that of the previous filing', async () => {
    const admin = await world.as('admin');
    const put = async (more: object = {}): Promise<void> => {
      const rule = {
        name: '试行规则',
        regionPrefix: '430211',
        validFrom: '2024-01-01',
        validTo: null,
        reviewAll: false,
        limits: {},
        ...more,
      };
      const { status, text } = await admin.put('/admin/programme-rules/trial', rule);
      expect(status, text).to.be.oneOf([200, 201]);
    };
    const state = async (): Promise<unknown> => {
      const { status, body } = await officer.post('/filings', goodFiling());
      return status === 201 ? body.state : body.errors[0].code;
    };
    expect(await state()).to.equal('accepted');
    await put({ reviewAll: true });
    expect(await state()).to.equal('submitted');
    await put({ limits: { amount: { max: '1.00', onBreach: 'refuse' } } });
    expect([await state(), await state()]).to.deep.equal(['AMOUNT_OVER_LIMIT', 'AMOUNT_OVER_LIMIT']);
    await put();
    expect(await state()).to.equal('accepted');
  });
});
