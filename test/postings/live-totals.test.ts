import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { sql } from 'kysely';
import { asSystem, identify } from '../../src/data/as-actor.ts';
import type { Tx } from '../../src/data/database.ts';
import { connect } from '../../src/data/pool.ts';
import { postEntries } from '../../src/data/posting.queries.ts';
import { untilBlocked } from '../support/race.ts';
import { ACTOR_SETTINGS } from '../support/raw.ts';
import { refusal } from '../support/refusal.ts';
import { differencesSql, totalsHashSql } from '../support/totals-differences.ts';
import { FIRMS, openWorld, theCluster, type World } from '../support/world.ts';

const BANKS = ['ICBC', 'CCB', 'BOC'];
const REGIONS = ['430211', '430281', '430204'];
const USCCS = [FIRMS.F1, FIRMS.F2, FIRMS.F3, FIRMS.F4];

describe('live totals', function () {
  this.timeout(60_000);
  let world: World;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  const at = new Date('2026-06-15T02:00:00.000Z');
  const write = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
    asSystem(world.db, 'demo', { action: 'test', at }, work);
  const filing =
    (change: Partial<{ bank_code: string; region_code: string; uscc: string; state: 'submitted' | 'accepted' }> = {}) =>
    (tx: Tx) => {
      const id = randomUUID();
      return tx
        .insertInto('filing')
        .values({
          id,
          state: 'accepted',
          bank_code: 'ICBC',
          uscc: FIRMS.F1,
          firm_name: 'x',
          region_code: '430211',
          contract_no: 'c',
          contract_key: 'c',
          receipt_no: id,
          receipt_key: id,
          amount_fen: 100n,
          annual_rate_e4: 1,
          disbursed_on: '2026-03-01',
          due_on: '2029-01-01',
          guarantee: 'credit',
          ...change,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
    };
  const post = (): Promise<unknown> => write(postEntries);
  const wrong = async (): Promise<unknown[]> => [
    ...(await world.owner.query(differencesSql('filings'))).rows,
    ...(await world.owner.query(differencesSql('entries'))).rows,
  ];
  const totalsHash = async (): Promise<any> => (await world.owner.query(totalsHashSql(world.db.actorKey))).rows[0];
  const pending = async (): Promise<number> =>
    (await world.owner.query('select count(*)::int as n from ledger_pending')).rows[0].n;
  const entriesOf = async (): Promise<number[]> =>
    (await world.owner.query('select entries from posting order by no')).rows.map(({ entries }) => entries);

  it('equal a recount when one statement files, voids or corrects many filings of few firms', async () => {
    const many = (from: number, to: number) =>
      write((tx) =>
        sql`
      insert into filing (id, state, bank_code, uscc, firm_name, region_code, contract_no, contract_key, receipt_no, receipt_key, amount_fen, annual_rate_e4, disbursed_on, due_on, guarantee, first_loan, filed_on)
      select gen_random_uuid(), case when k % 5 = 0 then 'submitted' else 'accepted' end, (${BANKS}::text[])[1 + k % 3], (${USCCS}::text[])[1 + k % 4], 'x', (${REGIONS}::text[])[1 + k / 3 % 3], 'c', 'c', 'r' || k, 'r' || k,
        100 + k, k, date '2024-01-01' + (k * 37 % 900), '2030-01-01', 'credit', k % 7 = 0, case when k % 5 > 0 then date '2024-06-01' + (k * 53 % 800) end
      from generate_series(${from}::int, ${to}::int) k`.execute(tx),
      );
    await many(1, 60);
    expect(await wrong()).to.deep.equal([]);
    await post();
    await many(61, 200);
    expect(await wrong()).to.deep.equal([]);
    await write((tx) =>
      sql`update filing set state = case state when 'accepted' then 'voided' else 'accepted' end where amount_fen % 3 = 0`.execute(
        tx,
      ),
    );
    expect(await wrong()).to.deep.equal([]);
    await write((tx) =>
      sql`update filing set uscc = ${USCCS[0]!}, region_code = ${REGIONS[1]!}, disbursed_on = disbursed_on + 40 where state = 'accepted' and amount_fen % 2 = 0`.execute(
        tx,
      ),
    );
    expect(await wrong()).to.deep.equal([]);
    await post();
    expect(await wrong()).to.deep.equal([]);
    expect(
      (await world.owner.query(`select count(*)::int as n from filing where state = 'accepted'`)).rows[0].n,
    ).to.be.greaterThan(100);
  });

  it('do not change with a posting, nor when nothing is pending', async () => {
    for (const bank_code of BANKS) await write(filing({ bank_code }));
    const before = await totalsHash();
    expect(await pending()).to.equal(3);
    for (let n = 0; n < 2; n += 1) {
      await post();
      expect(await pending()).to.equal(0);
      expect(await totalsHash()).to.deep.equal(before);
      expect(await wrong()).to.deep.equal([]);
    }
    expect(await entriesOf()).to.deep.equal([3]);
  });

  it('change by one entry when a filing starts or ceases to count, otherwise by none', async () => {
    const { id } = await write(filing());
    const entries = async (change: object): Promise<string[]> => {
      await post();
      await write((tx) => tx.updateTable('filing').set(change).where('id', '=', id).execute());
      const { rows } = await world.owner.query(
        'select sign, version, action, amount_fen::int, region_code, first_loan from ledger_pending order by sign',
      );
      return rows.map((row) => Object.values(row).join(' '));
    };
    expect(await entries({ remarks: '附言' })).to.deep.equal([]);
    expect(await entries({ amount_fen: 101n })).to.deep.equal([
      '-1 3 test 100 430211 false',
      '1 3 test 101 430211 false',
    ]);
    expect(await entries({ first_loan: false })).to.deep.equal([]);
    expect(await entries({ first_loan: true, region_code: '430204' })).to.deep.equal([
      '-1 5 test 101 430211 false',
      '1 5 test 101 430204 true',
    ]);
    expect(await entries({ state: 'voided' })).to.deep.equal(['-1 6 test 101 430204 true']);
    expect(await entries({ remarks: null })).to.deep.equal([]);
  });

  it('are posted once by two concurrent postings: the second does not wait', async () => {
    await write(filing());
    await post();
    for (const bank_code of BANKS) await write(filing({ bank_code }));
    await world.owner.query('begin; select from total_sum for update');
    const first = post();
    await untilBlocked(world);
    await write(filing({ uscc: FIRMS.F2 }));
    expect(await post()).to.equal(null);
    await world.owner.query('commit');
    expect(await first).to.include({ no: 2n, entries: 3 });
    expect(await post()).to.include({ no: 3n, entries: 1 });
    expect(await wrong()).to.deep.equal([]);
  });

  it('lose nothing when a posting run is killed', async () => {
    await write(filing());
    await post();
    for (const bank_code of BANKS) await write(filing({ bank_code }));
    const killer = await connect((await theCluster()).superuser);
    for (const middle of ['in the statement', 'before the commit']) {
      const victim = await connect(world.ownerConnection);
      const before = await totalsHash();
      const {
        rows: [me],
      } = await victim.query('select pg_backend_pid() as pid');
      if (middle === 'in the statement') await world.owner.query('begin; select from total_sum for update');
      await victim.query('begin');
      const posting = victim.query('select from post_entries()').then(
        () => 'done',
        () => 'killed',
      );
      if (middle === 'in the statement') await untilBlocked(world);
      else expect(await posting).to.equal('done');
      await killer.query('select pg_terminate_backend($1)', [me.pid]);
      if (middle === 'in the statement') {
        await world.owner.query('commit');
        expect(await posting).to.equal('killed');
      }
      expect(await refusal(() => victim.query('commit').catch(() => Promise.reject({ code: 'gone' })))).to.equal(
        'gone',
      );
      await victim.end().catch(() => undefined);
      expect(await pending()).to.equal(3);
      expect(await totalsHash()).to.deep.equal(before);
      expect(await wrong()).to.deep.equal([]);
    }
    await killer.end();
    await post();
    expect([await pending(), await wrong(), await entriesOf()]).to.deep.equal([0, [], [1, 3]]);
  });

  it('include committed transactions; a posting has all entries of a transaction or none', async () => {
    const slow = await connect(world.ownerConnection);
    await slow.query(`begin; ${ACTOR_SETTINGS}`);
    await slow.query(`insert into filing (id, state, bank_code, uscc, firm_name, region_code, contract_no, contract_key, receipt_no, receipt_key, amount_fen, annual_rate_e4, disbursed_on, due_on, guarantee)
      select gen_random_uuid(), 'accepted', 'CCB', '${FIRMS.F4}', 'x', '430204', 'c', 'c', 'slow' || k, 'slow' || k, 7, 1, '2026-03-01', '2027-01-01', 'credit' from generate_series(1, 20) k`);
    await write(filing());
    await post();
    expect([await pending(), await wrong()]).to.deep.equal([0, []]);
    await slow.query('commit');
    await slow.end();
    expect([await pending(), await wrong()]).to.deep.equal([20, []]);
    await post();
    expect([await pending(), await wrong(), await entriesOf()]).to.deep.equal([0, [], [1, 20]]);
  });

  it('are posted in READ COMMITTED only', async () => {
    await write(filing());
    const posting = (): Promise<unknown> =>
      asSystem(world.db, 'housekeeping', { action: 'test', at }, postEntries, { snapshot: true });
    expect(await refusal(posting)).to.equal('ZD004');
  });

  it('have a stamp that grows with each change of visible totals, not with a posting or filings of another bank', async () => {
    const logins = ['officer', 'officer2', 'auditor', 'regional', 'firm', 'admin'] as const;
    const sessions = new Map<string, string>();
    for (const login of logins) sessions.set(login, (await world.as(login)).ids.sessionId);
    const stamps = async (): Promise<(bigint | null)[]> => {
      const all: (bigint | null)[] = [];
      for (const login of logins)
        all.push((await identify(world.db, sessions.get(login)!, world.time.now)).totalsStamp);
      return all;
    };
    const grew = async (work: () => Promise<unknown>): Promise<string[]> => {
      const before = await stamps();
      await work();
      const after = await stamps();
      after.forEach((stamp, index) => expect((stamp ?? 0n) >= (before[index] ?? 0n)).to.equal(true));
      return logins.filter((_, index) => after[index] !== before[index]);
    };
    let mine = '';
    expect(
      await grew(async () => {
        mine = (await write(filing())).id;
      }),
    ).to.deep.equal(['officer', 'auditor', 'regional']);
    expect(await grew(post)).to.deep.equal([]);
    expect(await grew(() => write(filing({ bank_code: 'CCB', region_code: '430204' })))).to.deep.equal([
      'officer2',
      'auditor',
    ]);
    expect(await grew(() => write(filing({ bank_code: 'CCB' })))).to.deep.equal(['officer2', 'auditor', 'regional']);
    expect(await grew(() => write(filing({ bank_code: 'BOC', region_code: '430204' })))).to.deep.equal(['auditor']);
    expect(await grew(post)).to.deep.equal([]);
    expect(await grew(() => write(filing({ state: 'submitted' })))).to.deep.equal([]);
    expect(
      await grew(() =>
        write((tx) => tx.updateTable('filing').set({ remarks: '附言' }).where('id', '=', mine).execute()),
      ),
    ).to.deep.equal([]);
    expect(
      await grew(() =>
        write((tx) => tx.updateTable('filing').set({ amount_fen: 101n }).where('id', '=', mine).execute()),
      ),
    ).to.deep.equal(['officer', 'auditor', 'regional']);
    expect(
      await grew(() =>
        write((tx) => tx.updateTable('filing').set({ region_code: '430204' }).where('id', '=', mine).execute()),
      ),
    ).to.deep.equal(['officer', 'auditor', 'regional']);
    expect(
      await grew(() =>
        write((tx) =>
          tx
            .updateTable('qualification')
            .set({ revoked: true })
            .where('certificate_no', '=', 'GR202343000001')
            .execute(),
        ),
      ),
    ).to.deep.equal(['officer', 'officer2', 'auditor', 'regional']);
    expect(
      await grew(() =>
        write((tx) => tx.updateTable('filing').set({ state: 'voided' }).where('id', '=', mine).execute()),
      ),
    ).to.deep.equal(['officer', 'auditor']);
    expect(await grew(post)).to.deep.equal([]);
    expect(
      await grew(() => write((tx) => tx.updateTable('bank').set({ name: '新名' }).where('code', '=', 'BOC').execute())),
    ).to.deep.equal(['officer', 'officer2', 'auditor', 'regional']);
  });
});
