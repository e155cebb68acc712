import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { sql } from 'kysely';
import { asActor, asSystem, identify } from '../../src/data/as-actor.ts';
import type { Tx } from '../../src/data/database.ts';
import { foldTotals } from '../../src/data/housekeeping.queries.ts';
import { connect } from '../../src/data/pool.ts';
import { verifyTotals } from '../../src/features/totals/totals.verify.ts';
import { differencesSql, PRINT } from '../support/totals-differences.ts';
import { refusal } from '../support/refusal.ts';
import { FIRMS, openWorld, theCluster, type World } from '../support/world.ts';

const CHECK = '23514';
const BANKS = ['ICBC', 'CCB', 'BOC'];
const REGIONS = ['430211', '430281', '430204'];
const USCCS = [FIRMS.F1, FIRMS.F2, FIRMS.F3, FIRMS.F4];

/** Numbers that look random and are the same in every run. */
function dice(seed: number): (n: number) => number {
  let state = seed;
  return (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

describe('totals', function () {
  this.timeout(120_000);
  let world: World;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  const at = (year: number, month = 5): Date => new Date(Date.UTC(year, month, 15));
  const write = <T>(work: (tx: Tx) => Promise<T>, when = at(2026)): Promise<T> =>
    asSystem(world.db, 'demo', { action: 'test', at: when }, work);
  const filing =
    (
      change: Partial<{
        bank_code: string;
        region_code: string;
        uscc: string;
        amount_fen: bigint;
        disbursed_on: string;
        renewal: boolean;
        state: 'submitted' | 'accepted';
      }> = {},
    ) =>
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
  const fold = (): Promise<unknown> => write((tx) => sql`select fold_totals()`.execute(tx));
  const differences = async (): Promise<any[]> => (await world.owner.query(differencesSql())).rows;
  /** How many changes are noted and not carried over yet. */
  const waiting = async (): Promise<number> =>
    (await world.owner.query(`select count(*)::int as n from total_change`)).rows[0].n;
  /** Waits until somebody waits for the cells, which the owner has locked. */
  const somebodyWaits = async (): Promise<void> => {
    for (;;) {
      const { rows } = await world.owner.query(
        `select from pg_locks where not granted and relation = 'total_cell'::regclass and database = (select oid from pg_database where datname = current_database())`,
      );
      if (rows.length > 0) return;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };

  it('are a recount at every moment and for every reader, while filings are made, voided, corrected and re-linked and changes are carried over', async () => {
    let working = true;
    let [operations, folds, refused, looks] = [0, 0, 0, 0];
    const writer = async (seed: number): Promise<void> => {
      const roll = dice(seed);
      // On a slow machine until there was enough to look at.
      for (let n = 0; n < 110 || looks <= 10; n += 1) {
        const when = at(2024 + roll(3), roll(12));
        const any = sql<string>`(select id from filing where state = ${roll(2) ? 'accepted' : 'submitted'} order by md5(id::text || ${n}::text) limit 1)`;
        const kind = roll(10);
        const code = await refusal(() =>
          write(async (tx) => {
            if (kind < 5) {
              await filing({
                bank_code: BANKS[roll(3)]!,
                region_code: REGIONS[roll(3)]!,
                uscc: USCCS[roll(4)]!,
                amount_fen: BigInt(1 + roll(1e9)),
                disbursed_on: `${2024 + roll(3)}-0${1 + roll(9)}-11`,
                renewal: roll(4) === 0,
                state: roll(3) ? 'accepted' : 'submitted',
              })(tx);
            } else if (kind === 5)
              await sql`update filing set state = case state when 'accepted' then 'voided' else 'accepted' end where id = ${any}`.execute(
                tx,
              );
            else if (kind === 6)
              await sql`update filing set amount_fen = amount_fen + 1, renewal = not renewal, region_code = ${REGIONS[roll(3)]!}, uscc = ${USCCS[roll(4)]!} where id = ${any}`.execute(
                tx,
              );
            else if (kind === 7)
              await sql`update qualification set revoked = not revoked where certificate_no = (select certificate_no from qualification order by md5(certificate_no || ${n}::text) limit 1)`.execute(
                tx,
              );
            else
              await sql`update qualification set valid_from = valid_from + ${roll(200) - 100}::int where certificate_no = (select certificate_no from qualification order by md5(certificate_no || ${n}::text) limit 1) and not revoked`.execute(
                tx,
              );
          }, when),
        );
        // Periods may come to overlap, or end before they begin; and a filing may have been voided by somebody else meanwhile.
        expect(code).to.be.oneOf(['done', '23P01', CHECK, '22000', ...(kind === 5 ? ['ZD002'] : [])]);
        operations += 1;
        refused += Number(code !== 'done');
      }
    };
    const folder = async (): Promise<void> => {
      while (working) {
        await fold();
        folds += 1;
        await new Promise((resolve) => setTimeout(resolve, 3));
      }
    };
    const sessions = await Promise.all(
      ['officer', 'regional'].map(async (login) => (await world.as(login)).ids.sessionId),
    );
    const prints = new Map<string, string>();
    let last = 0n;
    const reader = async (): Promise<void> => {
      while (working) {
        expect(await differences()).to.deep.equal([]);
        for (const [index, theirs] of ['bank', 'region'].entries()) {
          for (const scope of [theirs, `month_${theirs}`, 'bank_region', 'month_bank_region']) {
            const { rows } = await asActor(world.db, sessions[index]!, { action: 'test', at: at(2026) }, (tx) =>
              sql.raw(differencesSql(scope)).execute(tx),
            );
            expect(rows, scope).to.deep.equal([]);
          }
        }
        // Whoever keeps an answer under its stamp never gives another than the database would.
        const {
          rows: [now],
        } = await world.owner.query(PRINT);
        expect(prints.get(now.stamp) ?? now.print, `stamp ${now.stamp}`).to.equal(now.print);
        expect(BigInt(now.stamp) >= last).to.equal(true);
        prints.set(now.stamp, now.print);
        last = BigInt(now.stamp);
        looks += 1;
      }
    };
    const readers = [reader(), folder(), folder()];
    const writers = Promise.all([1, 2, 3, 4].map(writer)).finally(() => {
      working = false;
    });
    await Promise.all([writers, ...readers]);
    expect(await differences()).to.deep.equal([]);
    expect({
      worked: operations >= 440,
      looked: looks > 10,
      folded: folds > 10,
      written: refused < operations / 2,
      kinds: prints.size > 10,
    }).to.deep.equal({ worked: true, looked: true, folded: true, written: true, kinds: true });
    expect(await write((tx) => verifyTotals(tx))).to.deep.equal([]);
  });

  it('are a recount also when one statement files, voids or corrects many filings of few firms', async () => {
    const many = (from: number, to: number) =>
      write((tx) =>
        sql`
      insert into filing (id, state, bank_code, uscc, firm_name, region_code, contract_no, contract_key, receipt_no, receipt_key, amount_fen, annual_rate_e4, disbursed_on, due_on, guarantee, filed_on)
      select gen_random_uuid(), case when k % 5 = 0 then 'submitted' else 'accepted' end, (${BANKS}::text[])[1 + k % 3], (${USCCS}::text[])[1 + k % 4], 'x', (${REGIONS}::text[])[1 + k / 3 % 3], 'c', 'c', 'r' || k, 'r' || k,
        100 + k, 1, date '2024-01-01' + (k * 37 % 900), '2030-01-01', 'credit', case when k % 5 > 0 then date '2024-06-01' + (k * 53 % 800) end
      from generate_series(${from}::int, ${to}::int) k`.execute(tx),
      );
    await many(1, 60);
    expect(await differences()).to.deep.equal([]);
    await fold();
    await many(61, 200);
    expect(await differences()).to.deep.equal([]);
    await write((tx) =>
      sql`update filing set state = case state when 'accepted' then 'voided' else 'accepted' end where amount_fen % 3 = 0`.execute(
        tx,
      ),
    );
    expect(await differences()).to.deep.equal([]);
    await write((tx) =>
      sql`update filing set uscc = ${USCCS[0]!}, region_code = ${REGIONS[1]!}, disbursed_on = disbursed_on + 40 where state = 'accepted' and amount_fen % 2 = 0`.execute(
        tx,
      ),
    );
    expect(await differences()).to.deep.equal([]);
    await fold();
    expect(await differences()).to.deep.equal([]);
    expect(
      (await world.owner.query(`select count(*)::int as n from filing where state = 'accepted'`)).rows[0].n,
    ).to.be.greaterThan(100);
  });

  it('are the same before and after changes are carried over, and again when there are none', async () => {
    for (const bank_code of BANKS) await write(filing({ bank_code }));
    const print = async (): Promise<any> => (await world.owner.query(PRINT)).rows[0];
    const before = await print();
    expect(await waiting()).to.equal(3);
    for (let n = 0; n < 2; n += 1) {
      await fold();
      expect(await waiting()).to.equal(0);
      expect(await print()).to.deep.equal(before);
      expect(await differences()).to.deep.equal([]);
    }
  });

  it('are carried over once when two carry them over at once', async () => {
    for (const bank_code of BANKS) await write(filing({ bank_code }));
    await fold();
    for (const bank_code of BANKS) await write(filing({ bank_code, uscc: FIRMS.F4 }));
    await world.owner.query('begin; lock table total_cell in share mode');
    const both = Promise.all([fold(), fold()]);
    await somebodyWaits();
    let second = 0;
    for (let patience = 0; second === 0 && patience < 200; patience += 1) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      second = (
        await world.owner.query(
          `select count(*)::int as n from pg_locks where not granted and locktype = 'advisory' and classid = 7303 and database = (select oid from pg_database where datname = current_database())`,
        )
      ).rows[0].n;
    }
    expect(second, 'the second waits for the first').to.equal(1);
    await write(filing({ uscc: FIRMS.F2 }));
    await world.owner.query('commit');
    await both;
    expect(await differences()).to.deep.equal([]);
    expect(
      (
        await world.owner.query(
          `select filings_both + filings_high_tech_only + filings_neither + filings_tech_sme_only as n, firms from total where scope = 'ever' and basis = 'filed'`,
        )
      ).rows,
    ).to.deep.equal([{ n: '7', firms: '3' }]);
  });

  it('lose nothing when the one who carries them over is killed in the middle', async () => {
    for (const bank_code of BANKS) await write(filing({ bank_code }));
    const killer = await connect((await theCluster()).superuser);
    for (const middle of ['in the statement', 'before the commit']) {
      const victim = await connect(world.ownerConnection);
      const before = (await world.owner.query(PRINT)).rows[0];
      if (middle === 'in the statement') await world.owner.query('begin; lock table total_cell in share mode');
      const {
        rows: [me],
      } = await victim.query('select pg_backend_pid() as pid');
      await victim.query('begin');
      const folding = victim.query('select fold_totals()').then(
        () => 'done',
        () => 'killed',
      );
      if (middle === 'in the statement') await somebodyWaits();
      else expect(await folding).to.equal('done');
      await killer.query('select pg_terminate_backend($1)', [me.pid]);
      if (middle === 'in the statement') await world.owner.query('commit');
      if (middle === 'in the statement') expect(await folding).to.equal('killed');
      expect(await refusal(() => victim.query('commit').catch(() => Promise.reject({ code: 'gone' })))).to.equal(
        'gone',
      );
      await victim.end().catch(() => undefined);
      expect(await waiting()).to.equal(3);
      expect((await world.owner.query(PRINT)).rows[0]).to.deep.equal(before);
      expect(await differences()).to.deep.equal([]);
    }
    await killer.end();
    await fold();
    expect([await waiting(), await differences()]).to.deep.equal([0, []]);
  });

  it('wait for nobody: the housekeeping passes by when little has come together or another is at it', async () => {
    for (const bank_code of BANKS) await write(filing({ bank_code }));
    await write((tx) => foldTotals(tx, 4));
    expect(await waiting()).to.equal(3);
    await world.owner.query('begin; select pg_advisory_xact_lock(7303, 0)');
    await write((tx) => foldTotals(tx, 3));
    await world.owner.query('commit');
    expect(await waiting()).to.equal(3);
    await write((tx) => foldTotals(tx, 3));
    expect(await waiting()).to.equal(0);
  });

  it('hold a filing that is committed while changes are carried over, and not one that is not', async () => {
    const slow = await connect(world.ownerConnection);
    await slow.query(
      `begin; set local app.actor = 'test'; set local app.role = 'system'; set local app.action = 'test'; set local app.now = '2026-06-15T02:00:00Z'`,
    );
    await slow.query(`insert into filing (id, state, bank_code, uscc, firm_name, region_code, contract_no, contract_key, receipt_no, receipt_key, amount_fen, annual_rate_e4, disbursed_on, due_on, guarantee)
      values (gen_random_uuid(), 'accepted', 'CCB', '${FIRMS.F4}', 'x', '430204', 'c', 'c', 'slow', 'slow', 7, 1, '2026-03-01', '2027-01-01', 'credit')`);
    await write(filing());
    await fold();
    expect([await waiting(), await differences()]).to.deep.equal([0, []]);
    await slow.query('commit');
    expect([await waiting(), await differences()]).to.deep.equal([1, []]);
    await slow.end();
  });

  it('have a stamp that grows with each change in sight, and neither by carrying over nor by what another bank files', async () => {
    const logins = ['officer', 'officer2', 'auditor', 'regional', 'firm', 'admin'] as const;
    const sessions = new Map<string, string>();
    for (const login of logins) sessions.set(login, (await world.as(login)).ids.sessionId);
    const stamps = async (): Promise<(bigint | null)[]> => {
      const all: (bigint | null)[] = [];
      for (const login of logins) all.push((await identify(world.db, sessions.get(login)!)).totalsStamp);
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
    expect(await grew(fold)).to.deep.equal([]);
    expect(await grew(() => write(filing({ bank_code: 'CCB', region_code: '430204' })))).to.deep.equal([
      'officer2',
      'auditor',
    ]);
    expect(await grew(() => write(filing({ bank_code: 'CCB' })))).to.deep.equal(['officer2', 'auditor', 'regional']);
    expect(await grew(() => write(filing({ bank_code: 'BOC', region_code: '430204' })))).to.deep.equal(['auditor']);
    expect(await grew(fold)).to.deep.equal([]);
    expect(await grew(() => write(filing({ state: 'submitted' })))).to.deep.equal([]);
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
    expect(await grew(fold)).to.deep.equal([]);
    expect(
      await grew(() => write((tx) => tx.updateTable('bank').set({ name: '新名' }).where('code', '=', 'BOC').execute())),
    ).to.deep.equal(['officer', 'officer2', 'auditor', 'regional']);
  });
});
