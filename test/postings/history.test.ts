import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { sql } from 'kysely';
import { asActor, asSystem, type Actor } from '../../src/data/as-actor.ts';
import type { Tx } from '../../src/data/database.ts';
import { connect } from '../../src/data/pool.ts';
import { latestPosting } from '../../src/data/posting.queries.ts';
import type { Ask } from '../../src/features/totals/totals.ask.ts';
import { presentFigures } from '../../src/features/totals/totals.figures.ts';
import { verifyTotals } from '../../src/features/totals/totals.verify.ts';
import { readTotals, type Totals } from '../../src/features/totals/totals.view.ts';
import { ACTOR_SETTINGS } from '../support/raw.ts';
import { recount, ROW_COLUMNS, type Row } from '../support/recount.ts';
import { refusal } from '../support/refusal.ts';
import { differencesSql, totalsHashSql, type Split } from '../support/totals-differences.ts';
import { FIRMS, openWorld, theCluster, type World } from '../support/world.ts';

const BANKS = ['ICBC', 'CCB', 'BOC'];
const REGIONS = ['430211', '430281', '430204'];
const USCCS = [FIRMS.F1, FIRMS.F2, FIRMS.F3, FIRMS.F4];
const OPERATIONS = 60;
/** Of a writer that waits for the others to have seen enough. */
const OPERATIONS_MAX = 3_000;
const ROUNDS = 12;
const LOOKS = 8;
const KEPT_MAX = 300;

/** Pseudo-random numbers from a fixed seed. */
function dice(seed: number): (n: number) => number {
  let state = seed;
  return (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}
type Roll = ReturnType<typeof dice>;
const one = <T>(roll: Roll, of: readonly T[]): T => of[roll(of.length)]!;
const some = <T>(roll: Roll, of: readonly T[]): T[] | null => {
  const chosen = of.filter(() => roll(2) > 0);
  return roll(2) && chosen.length > 0 ? chosen : null;
};

describe('totals under any history', function () {
  this.timeout(120_000);
  let world: World;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  const at = (year: number, month = 5): Date => new Date(Date.UTC(year, month, 15));
  const now = { action: 'test', at: at(2026) };
  const kept: { login: string; ask: Ask; answer: unknown }[] = [];

  it('equal a recount in every snapshot, reader and query, and posted cells equal the sum of posted entries, under concurrent filings, imports, rollbacks, killed sessions and postings', async () => {
    let working = true;
    const done = { operations: 0, refused: 0, loads: 0, killed: 0, postings: 0, looks: 0, pending: 0 };
    const hashes = new Map<string, string>();
    const seen = () => ({
      killed: done.killed > 2,
      pending: done.pending > LOOKS / 2,
      several: hashes.size > LOOKS / 2,
    });
    const enough = (): boolean =>
      done.looks >= LOOKS && done.loads >= ROUNDS && done.postings >= ROUNDS && Object.values(seen()).every((is) => is);

    const writer = async (seed: number): Promise<void> => {
      const roll = dice(seed);
      for (let n = 0; n < OPERATIONS || (n < OPERATIONS_MAX && !enough()); n += 1) {
        const kind = roll(12);
        const code = await refusal(() =>
          asSystem(world.db, 'demo', { action: `test.${kind}`, at: at(2024 + roll(3), roll(12)) }, (tx) =>
            operate(tx, roll, kind, n),
          ),
        );
        // Expected errors: overlapping or reversed periods, a filing that is already voided, deadlocks.
        expect(code).to.be.oneOf(['done', 'P0001', '23P01', '23514', '22000', 'ZD002', '40P01']);
        done.operations += 1;
        done.refused += Number(code !== 'done');
      }
    };

    /** Many filings in one transaction, which is committed, rolled back or killed. */
    const loader = async (): Promise<void> => {
      const roll = dice(77);
      const killer = await connect((await theCluster()).superuser);
      while (working) {
        const session = await connect(world.ownerConnection);
        const end = one(roll, ['commit', 'rollback', 'kill']);
        const {
          rows: [me],
        } = await session.query('select pg_backend_pid() as pid');
        try {
          await session.query(`begin; ${ACTOR_SETTINGS}`);
          await session.query(loading(1 + roll(40), roll(1e6)));
          await session.query(
            `update filing set annual_rate_e4 = annual_rate_e4 + 1, state = case when amount_fen % 3 = 0 then 'voided' else state end where receipt_no like 'load%' and state = 'accepted' and amount_fen % 5 = 0`,
          );
          const killing = end === 'kill' ? killer.query('select pg_terminate_backend($1)', [me.pid]) : null;
          await session.query(end === 'rollback' ? 'rollback' : 'commit');
          await killing;
        } catch {
          done.killed += 1;
        }
        await session.end().catch(() => undefined);
        done.loads += 1;
      }
      await killer.end();
    };

    const poster = async (): Promise<void> => {
      const roll = dice(99);
      const killer = await connect((await theCluster()).superuser);
      while (working) {
        const session = await connect(world.ownerConnection);
        const {
          rows: [me],
        } = await session.query('select pg_backend_pid() as pid');
        const killing = roll(4) === 0 ? killer.query('select pg_terminate_backend($1)', [me.pid]) : null;
        await session.query('select no from post_entries()').then(
          ({ rows }) => {
            done.postings += rows.length;
          },
          () => {
            done.killed += 1;
          },
        );
        await killing;
        await session.end().catch(() => undefined);
      }
      await killer.end();
    };

    let last = 0n;
    const compareTotals = async (tx: Tx): Promise<void> => {
      for (const source of ['filings', 'entries'] as const)
        expect((await sql.raw(differencesSql(source)).execute(tx)).rows, source).to.deep.equal([]);
      const {
        rows: [found],
      } = await sql<{ stamp: string; hash: string; pending: number }>`
        select p.*, (select count(*)::int from ledger_pending) as pending from (${sql.raw(totalsHashSql(world.db.actorKey))}) p`.execute(
        tx,
      );
      // An answer cached under its stamp must equal that of the database.
      expect(hashes.get(found!.stamp) ?? found!.hash, `stamp ${found!.stamp}`).to.equal(found!.hash);
      expect(BigInt(found!.stamp) >= last, 'the stamp never falls').to.equal(true);
      hashes.set(found!.stamp, found!.hash);
      last = BigInt(found!.stamp);
      done.pending += Number(found!.pending > 0);
      done.looks += 1;
    };
    const auditing = async (): Promise<void> => {
      while (working) await asSystem(world.db, 'verify', now, compareTotals, { snapshot: true });
    };
    const reading = async (seed: number): Promise<void> => {
      const roll = dice(seed);
      while (working) {
        for (const [login, splits] of [
          ['officer', ['bank', 'bank_region']],
          ['regional', ['region', 'bank_region']],
          ['auditor', ['all']],
          ['firm', []],
        ] as const) {
          const { sessionId } = (await world.as(login)).ids;
          await asActor(
            world.db,
            sessionId,
            now,
            async (tx, actor) => {
              const split = splits[roll(2)] as Split | undefined;
              if (split !== undefined)
                expect(
                  (await sql.raw(differencesSql('filings', split)).execute(tx)).rows,
                  `${login} ${split}`,
                ).to.deep.equal([]);
              const rows = (
                await sql<Row>`select ${sql.raw(ROW_COLUMNS)} from filing where state = 'accepted'`.execute(tx)
              ).rows;
              for (let n = 0; n < 4; n += 1) {
                const ask = await asks(tx, actor, rows, roll);
                await asksAsPosted(tx, actor, ask);
              }
            },
            { snapshot: true },
          );
        }
      }
    };

    const beside = [loader(), poster(), poster(), auditing(), reading(5), reading(6)];
    const writers = Promise.all([1, 2, 3].map(writer)).finally(() => {
      working = false;
    });
    await Promise.all([writers, ...beside]);
    expect(done.refused).to.be.below(done.operations / 2);
    expect(seen()).to.deep.equal({ killed: true, pending: true, several: true });
    await repeat();
    await asSystem(world.db, 'verify', now, compareTotals, { snapshot: true });
    expect(await asSystem(world.db, 'verify', now, verifyTotals, { snapshot: true })).to.deep.equal([]);
    const { rows } = await world.owner.query(
      'select no::int, lag(at, 1, at) over (order by no) <= at as later from posting order by no',
    );
    expect(
      rows.map(({ no }) => no),
      'no gaps',
    ).to.deep.equal(rows.map((_, index) => index + 1));
    expect(rows.every(({ later }) => later)).to.equal(true);
    expect(
      (
        await world.owner.query(
          `select e.posting_no, e.line, count(*) from ledger_entry e group by 1, 2 having count(*) > 1`,
        )
      ).rows,
    ).to.deep.equal([]);
  });

  async function operate(tx: Tx, roll: Roll, kind: number, n: number): Promise<void> {
    const any = sql<string>`(select id from filing where state = ${roll(2) ? 'accepted' : 'submitted'} order by md5(id::text || ${n}::text) limit 1)`;
    const certificate = sql<string>`(select certificate_no from qualification order by md5(certificate_no || ${n}::text) limit 1)`;
    if (kind < 5) await sql.raw(inserting(roll)).execute(tx);
    else if (kind === 5)
      await sql`update filing set state = case state when 'accepted' then 'voided' else 'accepted' end where id = ${any}`.execute(
        tx,
      );
    else if (kind === 6)
      await sql`update filing set amount_fen = amount_fen + 1, renewal = not renewal, first_loan = not first_loan, region_code = ${one(roll, REGIONS)}, uscc = ${one(roll, USCCS)} where id = ${any}`.execute(
        tx,
      );
    else if (kind === 7)
      await sql`update filing set disbursed_on = ${`${2024 + roll(3)}-0${1 + roll(9)}-12`}::date, remarks = 'x' where id = ${any}`.execute(
        tx,
      );
    else if (kind === 8)
      await sql`update qualification set revoked = not revoked where certificate_no = ${certificate}`.execute(tx);
    else if (kind === 9)
      await sql`update qualification set valid_from = valid_from + ${roll(200) - 100}::int where certificate_no = ${certificate} and not revoked`.execute(
        tx,
      );
    else {
      await sql.raw(inserting(roll)).execute(tx);
      await sql.raw(inserting(roll)).execute(tx);
      if (kind === 11) await sql`do $$ begin raise exception 'rolled back'; end $$`.execute(tx);
    }
  }

  const inserting = (roll: Roll): string => `
    insert into filing (id, state, bank_code, uscc, firm_name, region_code, contract_no, contract_key, receipt_no, receipt_key, amount_fen, annual_rate_e4, disbursed_on, due_on, guarantee, renewal, first_loan)
    values ('${randomUUID()}', '${roll(3) ? 'accepted' : 'submitted'}', '${one(roll, BANKS)}', '${one(roll, USCCS)}', 'x', '${one(roll, REGIONS)}', 'c', 'c', '${randomUUID()}', '${randomUUID()}', ${1 + roll(1e9)}, ${roll(360_000)},
      '${2024 + roll(3)}-0${1 + roll(9)}-11', '2029-01-01', 'credit', ${roll(4) === 0}, ${one(roll, ['true', 'false', 'null'])})`;

  const loading = (count: number, seed: number): string => `
    insert into filing (id, state, bank_code, uscc, firm_name, region_code, contract_no, contract_key, receipt_no, receipt_key, amount_fen, annual_rate_e4, disbursed_on, due_on, guarantee, first_loan, filed_on)
    select gen_random_uuid(), case when k % 5 = 0 then 'submitted' else 'accepted' end, (array['${BANKS.join(`', '`)}'])[1 + k % 3], (array['${USCCS.join(`', '`)}'])[1 + k % 4], 'x',
      (array['${REGIONS.join(`', '`)}'])[1 + k / 3 % 3], 'c', 'c', 'load' || gen_random_uuid(), 'load' || gen_random_uuid(), 100 + k, k % 1000, date '2024-01-01' + k * 37 % 900, '2030-01-01', 'credit', k % 7 = 0,
      case when k % 5 > 0 then date '2024-06-01' + k * 53 % 800 end
    from generate_series(${seed}, ${seed + count}) k`;

  /** A random query, answered by the service and by a recount in the same snapshot. */
  async function asks(tx: Tx, actor: Actor, rows: readonly Row[], roll: Roll): Promise<Ask> {
    const from = 2023 + roll(3);
    const by = (['month', 'bank', 'region', 'status'] as const).filter(() => roll(3) === 0);
    const ask: Ask = {
      basis: one(roll, ['filed', 'disbursed']),
      from,
      to: from + roll(4),
      by: ['year', ...by],
      until: roll(5) ? null : '07-15',
      banks: actor.bank ? [actor.bank.code] : some(roll, BANKS),
      regions: some(roll, actor.regions ?? REGIONS) ?? actor.regions,
      uscc: null,
      posting: null,
    };
    const answer = await readTotals(tx, actor, ask);
    const { banks, regions, until, posting: _now, uscc: _all, ...question } = ask;
    const wanted = recount(rows, {
      ...question,
      by: [...ask.by],
      ...(banks ? { bank: [...banks] } : {}),
      ...(regions ? { region: [...regions] } : {}),
      ...(until ? { until } : {}),
    });
    const found = presented(answer);
    expect(found, JSON.stringify([actor.login, ask])).to.deep.equal(wanted);
    return ask;
  }

  const presented = (totals: Totals) => ({
    rows: totals.rows.map(({ figures, ...keys }) => ({ ...keys, ...presentFigures(figures) })),
    total: presentFigures(totals.total),
  });

  /** Asks for the totals of the last posting, and keeps the answer to be asked for again. */
  async function asksAsPosted(tx: Tx, actor: Actor, ask: Ask): Promise<void> {
    const posting = await latestPosting(tx);
    if (posting === null || kept.length >= KEPT_MAX) return;
    const posted = { ...ask, posting };
    const answer = presented(await readTotals(tx, actor, posted));
    // Firms may not read what is pending.
    if (actor.role !== 'firm') {
      const {
        rows: [found],
      } = await sql<{ pending: boolean }>`select exists (select from ledger_pending) as pending`.execute(tx);
      if (!found!.pending)
        expect(answer, 'nothing is pending').to.deep.equal(presented(await readTotals(tx, actor, ask)));
    }
    kept.push({ login: actor.login, ask: posted, answer });
  }

  /** The answers of earlier postings are the same now, from the ledger. */
  async function repeat(): Promise<void> {
    let earlier = 0;
    for (const { login, ask, answer } of kept) {
      const { sessionId } = (await world.as(login)).ids;
      await asActor(
        world.db,
        sessionId,
        now,
        async (tx, actor) => {
          earlier += Number((await latestPosting(tx))!.no > ask.posting!.no);
          expect(presented(await readTotals(tx, actor, ask)), JSON.stringify([login, ask])).to.deep.equal(answer);
        },
        { snapshot: true },
      );
    }
    expect(earlier).to.be.greaterThan(kept.length / 2);
  }
});
