import { setTimeout as later } from 'node:timers/promises';
import { expect } from 'chai';
import { asSystem } from '../../src/data/as-actor.ts';
import { kysely } from '../../src/data/database.ts';
import { verifyTotals } from '../../src/features/totals/totals.verify.ts';
import type { Client, Reply } from '../support/client.ts';
import { flaggedFiling, goodFiling } from '../support/filing.ts';
import { waitingForLocks } from '../support/race.ts';
import { FIRMS, openWorld, type World } from '../support/world.ts';

const F2 = { uscc: FIRMS.F2, firmName: '株洲远航轨道科技有限公司', regionCode: '430204' };
const F3 = { uscc: FIRMS.F3, firmName: '醴陵新釉陶瓷材料有限公司', regionCode: '430281' };
const F4 = { uscc: FIRMS.F4, firmName: '株洲旧铁机械有限公司', regionCode: '430202' };
const F6 = { uscc: FIRMS.F6, firmName: '株洲新来科技有限公司', regionCode: '430202' };

/** Those who file while others are being filed are filed together (filings.desk.ts), each as if alone. */
describe('filing together with others', () => {
  let world: World;
  let came = 0;
  beforeEach(async () => {
    world = await openWorld({
      clock: () => {
        came += 1;
        return world.time.now;
      },
    });
  });
  afterEach(async () => {
    expect(
      await asSystem(world.db, 'verify', { action: 'verify', at: world.time.now }, verifyTotals, true),
    ).to.deep.equal([]);
    await world.close();
  });

  const rows = async (text: string, values: unknown[] = []): Promise<any[]> =>
    (await world.owner.query(text, values)).rows;
  async function until(met: () => boolean | Promise<boolean>): Promise<void> {
    while (!(await met())) await later(5);
  }

  /** Holds the first filing up in the middle; sends the others, which wait for it at the desk; lets go when all have come. */
  async function together(
    requests: readonly (() => Promise<Reply>)[],
    meanwhile = async (): Promise<void> => undefined,
  ): Promise<Reply[]> {
    const officer = await world.as('officer');
    await rows('begin');
    await rows('lock table programme_rule in access exclusive mode');
    const first = officer.post('/filings', goodFiling());
    await until(async () => (await waitingForLocks(world)) > 0);
    came = 0;
    const others = requests.map((send) => send());
    await until(() => came >= requests.length);
    // The bodies are read, too.
    await later(50);
    await meanwhile();
    await rows('commit');
    expect((await first).status).to.equal(201);
    return Promise.all(others);
  }
  const filings = (text = 'true'): Promise<any[]> =>
    rows(`
    select f.receipt_no, f.bank_code, f.state, f.links = link_of(f.uscc, f.disbursed_on) as linked, f.number is not null as numbered, t.actor, t.role, t.action, t.request_id, t.at, t.actor_id, t.xid::text, t.bank_code as of_bank, t.after is not null as told
    from filing f join trail t on t.type = 'filing' and t.record_id = f.id::text where ${text} order by f.receipt_no`);

  it('files them in one transaction, each for its own bank, in its own name, with the request and the instant of its own', async () => {
    const [officer, colleague, officer2] = [
      await world.as('officer'),
      await world.as('colleague'),
      await world.as('officer2'),
    ];
    const replies = await together([
      () => officer.post('/filings', goodFiling({ receiptNo: 'A-1' })),
      () => colleague.post('/filings', goodFiling({ receiptNo: 'A-2', ...F2 })),
      () => officer2.post('/filings', goodFiling({ receiptNo: 'A-3', ...F3 })),
      () => officer2.post('/filings', flaggedFiling({ receiptNo: 'A-4', ...F4, firmName: '株洲旧铁机械公司' })),
    ]);
    expect(replies.map(({ status, text }) => [status, status === 201 ? '' : text])).to.deep.equal(
      Array(4).fill([201, '']),
    );
    const found = await filings(`f.receipt_no like 'A-%'`);
    expect(new Set(found.map(({ xid }) => xid)).size, 'transactions').to.equal(1);
    expect(
      found.map(({ receipt_no, bank_code, of_bank, state, actor, role, action, linked, numbered, told }) => [
        receipt_no,
        bank_code,
        of_bank,
        state,
        actor,
        role,
        action,
        linked,
        numbered,
        told,
      ]),
    ).to.deep.equal([
      ['A-1', 'ICBC', 'ICBC', 'accepted', 'officer', 'officer', 'filing.submit', true, true, true],
      ['A-2', 'ICBC', 'ICBC', 'accepted', 'colleague', 'officer', 'filing.submit', true, true, true],
      ['A-3', 'CCB', 'CCB', 'accepted', 'officer2', 'officer', 'filing.submit', true, true, true],
      ['A-4', 'CCB', 'CCB', 'submitted', 'officer2', 'officer', 'filing.submit', true, false, true],
    ]);
    for (const [index, { request_id, actor_id, actor }] of found.entries()) {
      expect(request_id).to.equal(replies[index]!.headers.get('x-request-id'));
      expect(await rows('select login from account where id = $1', [actor_id])).to.deep.equal([{ login: actor }]);
    }
    // What was answered is what is there, and what the bank alone sees.
    for (const [index, client] of [officer, colleague, officer2, officer2].entries()) {
      const { body, headers } = replies[index]!;
      expect((await client.get(`/filings/${body.id}`)).body).to.deep.equal(body);
      expect(headers.get('location')).to.equal(`/api/v1/filings/${body.id}`);
      expect((await (client === officer2 ? officer : officer2).get(`/filings/${body.id}`)).status).to.equal(404);
    }
  });

  it('tells each of those that cannot be filed what is wrong, as if they had come alone; the others are filed', async () => {
    const [officer, officer2, auditor, firm] = [
      await world.as('officer'),
      await world.as('officer2'),
      await world.as('auditor'),
      await world.as('firm'),
    ];
    const before = await officer.post('/filings', goodFiling({ receiptNo: 'B-1' }));
    const replies = await together([
      () => officer.post('/filings', goodFiling({ receiptNo: 'b - 1', ...F2 })),
      () => officer2.post('/filings', goodFiling({ receiptNo: 'B-1', ...F2 })),
      () =>
        officer.post(
          '/filings',
          goodFiling({ receiptNo: 'B-2', ...F3, disbursedOn: '2026-07-01', dueOn: '2027-01-01' }),
        ),
      () => auditor.post('/filings', goodFiling({ receiptNo: 'B-3', ...F3 })),
      () => firm.post('/filings', goodFiling({ receiptNo: 'B-4', ...F3 })),
      () => world.anybody().post('/filings', goodFiling({ receiptNo: 'B-5', ...F3 })),
      () => officer2.post('/filings', goodFiling({ receiptNo: 'B-6', ...F6 })),
      () => officer.post('/filings', goodFiling({ receiptNo: 'B-7', ...F4 })),
      () => officer.post('/filings', goodFiling({ receiptNo: 'B-8', ...F4 }), { 'Idempotency-Key': 'together' }),
      () => officer.post('/filings', { receiptNo: 'B-9', reason: '无' }),
    ]);
    expect(replies.map(({ status, body }) => [status, body.code])).to.deep.equal([
      [409, 'DUPLICATE_RECEIPT'],
      [201, undefined],
      [400, 'VALIDATION_FAILED'],
      [403, 'FORBIDDEN'],
      [403, 'FORBIDDEN'],
      [401, 'UNAUTHENTICATED'],
      [201, undefined],
      [201, undefined],
      [201, undefined],
      [400, 'VALIDATION_FAILED'],
    ]);
    expect(replies[0]!.body.filingId).to.equal(before.body.id);
    expect(
      (await filings(`f.receipt_no like 'B-%'`)).map(({ receipt_no, bank_code, actor }) => [
        receipt_no,
        bank_code,
        actor,
      ]),
    ).to.deep.equal(
      [
        ['B-1', 'ICBC', 'officer'],
        ['B-1', 'CCB', 'officer2'],
        ['B-6', 'CCB', 'officer2'],
        ['B-7', 'ICBC', 'officer'],
        ['B-8', 'ICBC', 'officer'],
      ].sort((a, b) => (a[0]! < b[0]! ? -1 : a[0]! > b[0]! ? 1 : 0)),
    );
  });

  it('files one of many equal receipts, and of several loans of one firm the later ones are judged by the earlier', async () => {
    const officer = await world.as('officer');
    const equal = await together(
      Array.from(
        { length: 10 },
        (_, index) => () => officer.post('/filings', goodFiling({ receiptNo: 'C-1', ...[F2, F3, F4][index % 3] })),
      ),
    );
    expect(equal.map(({ status }) => status).sort()).to.deep.equal([201, ...Array(9).fill(409)]);
    const firstLoans = await together(
      Array.from({ length: 5 }, () => () => officer.post('/filings', goodFiling({ ...F4, firstLoan: true }))),
    );
    expect(firstLoans.map(({ status }) => status)).to.deep.equal(Array(5).fill(201));
    const flagged = firstLoans.filter(({ body }) => body.flags.length > 0);
    expect(flagged.length, 'one firm has one first loan').to.be.at.least(4);
    expect(flagged.every(({ body }) => body.state === 'submitted')).to.equal(true);
  });

  it('files nothing for a session that ends, or an account that is disabled, while it waits', async () => {
    const [officer, officer2] = [await world.as('officer'), await world.as('officer2')];
    const replies = await together(
      [
        () => officer.post('/filings', goodFiling({ receiptNo: 'D-1', ...F2 })),
        () => officer2.post('/filings', goodFiling({ receiptNo: 'D-2', ...F3 })),
      ],
      () =>
        asSystem(
          world.db,
          'service',
          { action: 'test.disable', at: world.time.now },
          async (tx) =>
            void (await tx.updateTable('account').set({ disabled: true }).where('login', '=', 'officer2').execute()),
        ),
    );
    expect(replies.map(({ status }) => status)).to.deep.equal([201, 401]);
    expect((await filings(`f.receipt_no like 'D-%'`)).map(({ receipt_no }) => receipt_no)).to.deep.equal(['D-1']);
  });

  it('waits for nobody: whose firm is held by somebody else waits alone', async () => {
    const [officer, officer2] = [await world.as('officer'), await world.as('officer2')];
    await rows('begin');
    await rows('select lock_firms(array[$1])', [FIRMS.F2]);
    const held = officer.post('/filings', goodFiling({ receiptNo: 'E-1', ...F2 }));
    await until(async () => (await waitingForLocks(world)) > 0);
    const others = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        officer2.post('/filings', goodFiling({ receiptNo: `E-2${index}`, ...F3 })),
      ),
    );
    expect(others.map(({ status }) => status)).to.deep.equal(Array(6).fill(201));
    expect(await filings(`f.receipt_no = 'E-1'`)).to.deep.equal([]);
    await rows('commit');
    expect((await held).status).to.equal(201);
  });

  it('each goes alone when the database refuses one of them', async () => {
    const [officer, officer2] = [await world.as('officer'), await world.as('officer2')];
    await rows(`create function planted() returns trigger language plpgsql as $$ begin
      if new.receipt_no = 'F-1' and app_setting('together') is not null then raise exception 'planted' using errcode = 'ZD999'; end if; return new; end $$`);
    await rows('create trigger a_planted before insert on filing for each row execute function planted()');
    const replies = await together([
      () => officer.post('/filings', goodFiling({ receiptNo: 'F-1', ...F2 })),
      () => officer2.post('/filings', goodFiling({ receiptNo: 'F-2', ...F3 })),
    ]);
    expect(replies.map(({ status }) => status)).to.deep.equal([201, 201]);
    const found = await filings(`f.receipt_no like 'F-%'`);
    expect(found.map(({ receipt_no, actor, bank_code }) => [receipt_no, actor, bank_code])).to.deep.equal([
      ['F-1', 'officer', 'ICBC'],
      ['F-2', 'officer2', 'CCB'],
    ]);
    expect(new Set(found.map(({ xid }) => xid)).size).to.equal(2);
  });

  it('cannot be done by hand for another bank, another role, or nobody', async () => {
    const [auditor, officer, novice] = [
      await world.as('auditor'),
      await world.as('officer'),
      await world.as('colleague'),
    ];
    await asSystem(
      world.db,
      'service',
      { action: 'test.novice', at: world.time.now },
      async (tx) =>
        void (await tx
          .updateTable('account')
          .set({ must_change_password: true })
          .where('login', '=', 'colleague')
          .execute()),
    );
    const one = (more: Record<string, unknown>): string =>
      JSON.stringify([
        {
          id: '01890000-0000-7000-8000-000000000001',
          state: 'accepted',
          uscc: FIRMS.F1,
          firm_name: 'x',
          region_code: '430211',
          contract_no: 'x',
          contract_key: 'X',
          receipt_no: 'x',
          receipt_key: 'X',
          amount_fen: '1',
          annual_rate_e4: 1,
          disbursed_on: '2026-01-01',
          due_on: '2027-01-01',
          guarantee: 'credit',
          renewal: false,
          flags: [],
          flags_other: [],
          at: '2026-06-15T02:00:00Z',
          request_id: 'x',
          bank_code: 'CCB',
          name_key: 'x',
          ...more,
        },
      ]);
    const [asked] = await rows('select * from filings_file($1)', [one({ session_id: officer.ids.sessionId })]);
    expect([asked.id, asked.facts.firm_known, asked.facts.duplicate_id]).to.deep.equal([
      '01890000-0000-7000-8000-000000000001',
      true,
      null,
    ]);
    for (const session_id of [
      auditor.ids.sessionId,
      novice.ids.sessionId,
      '01890000-0000-7000-8000-000000000002',
      null,
    ]) {
      expect(await rows('select * from filings_file($1)', [one({ session_id, expected: asked.facts })])).to.deep.equal(
        [],
      );
    }
    for (const expected of [null, {}, { ...asked.facts, region_name: 'y' }, { ...asked.facts, more: null }]) {
      expect(
        (await rows('select * from filings_file($1)', [one({ session_id: officer.ids.sessionId, expected })])).map(
          ({ facts, number, bank_code }) => [facts, number, bank_code],
        ),
      ).to.deep.equal([[asked.facts, null, 'ICBC']]);
    }
    expect(await filings()).to.deep.equal([]);
    // Of one firm one alone.
    const twice = `[${[
      ['x', 1],
      ['y', 2],
    ]
      .map(([receipt_key, n]) =>
        one({
          session_id: officer.ids.sessionId,
          expected: asked.facts,
          receipt_key,
          receipt_no: receipt_key,
          id: `01890000-0000-7000-8000-00000000000${n}`,
        }).slice(1, -1),
      )
      .join()}]`;
    await rows('begin');
    expect((await rows('select * from filings_file($1)', [twice])).length).to.equal(1);
    await rows('rollback');
    // A bank that is named is not looked at: the session's is.
    const [filed] = await rows('select * from filings_file($1)', [
      one({ session_id: officer.ids.sessionId, expected: asked.facts }),
    ]);
    expect([filed.id, filed.facts, filed.bank_code, filed.bank_name]).to.deep.equal([
      '01890000-0000-7000-8000-000000000001',
      null,
      'ICBC',
      '工商银行株洲分行',
    ]);
    expect((await filings(`f.receipt_no = 'x'`)).map(({ bank_code, actor }) => [bank_code, actor])).to.deep.equal([
      ['ICBC', 'officer'],
    ]);
  });

  describe('by what is expected', () => {
    const rule = (more: object = {}): object => ({
      name: '试行规则',
      regionPrefix: '430211',
      validFrom: '2024-01-01',
      validTo: null,
      reviewAll: false,
      limits: {},
      ...more,
    });
    let officer: Client;
    let admin: Client;
    const put = async (more?: object): Promise<void> => {
      const { status, text } = await admin.put('/admin/programme-rules/trial', rule(more));
      expect(status, text).to.be.oneOf([200, 201]);
    };
    beforeEach(async () => {
      [officer, admin] = [await world.as('officer'), await world.as('admin')];
    });

    /** How often the desk asked the database, from now on. */
    function looks(): () => number {
      const database = world.db[kysely];
      const execute = database.executeQuery.bind(database);
      let looked = 0;
      database.executeQuery = (query) => {
        if ((query as { sql: string }).sql.includes('filings_file')) looked += 1;
        return execute(query as never);
      };
      return () => {
        const since = looked;
        looked = 0;
        return since;
      };
    }

    it('files the second loan of a region and day in one look, with the answer of the first', async () => {
      const looked = looks();
      const first = await officer.post('/filings', goodFiling());
      expect(looked()).to.equal(2);
      const second = await officer.post('/filings', goodFiling());
      expect(looked()).to.equal(1);
      expect(second.status).to.equal(201);
      const plain = ({
        id: _,
        number: __,
        receiptNo: ___,
        contractNo: ____,
        ...rest
      }: Record<string, unknown>): object => rest;
      expect(plain(second.body)).to.deep.equal(plain(first.body));
      for (const other of [
        { disbursedOn: '2026-03-16' },
        { firmName: '别的名称有限公司' },
        { renewalOf: first.body.id },
      ]) {
        expect((await officer.post('/filings', goodFiling(other))).status).to.equal(201);
        expect(looked(), JSON.stringify(other)).to.equal(2);
      }
    });

    it('expects nothing for a bank by what another one has filed: time would tell of it', async () => {
      const looked = looks();
      const [officer2, colleague] = [await world.as('officer2'), await world.as('colleague')];
      const taken: number[] = [];
      for (const client of [officer, officer, officer2, officer2, colleague, colleague, officer]) {
        expect((await client.post('/filings', goodFiling())).status).to.equal(201);
        taken.push(looked());
      }
      // A colleague's session is known to be of the bank from its first loan on.
      expect(taken).to.deep.equal([2, 1, 2, 1, 2, 1, 1]);
    });

    it('judges by a programme that has changed since the last loan, in either sense', async () => {
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
      expect([await state(), await state()]).to.deep.equal(['accepted', 'accepted']);
    });
  });
});
