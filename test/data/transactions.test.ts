import { expect } from 'chai';
import { sql } from 'kysely';
import { asActor, asSystem, NoSessionError, type AuditContext } from '../../src/data/as-actor.ts';
import { transact } from '../../src/data/transaction.ts';
import { closeDatabase, openDatabase, type Db, type Tx } from '../../src/data/database.ts';
import { DeadlineError, isUnavailable } from '../../src/data/errors.ts';
import { connect, createPool } from '../../src/data/pool.ts';
import { goodFiling } from '../support/filing.ts';
import { refusal } from '../support/refusal.ts';
import { superuserOf } from '../support/superuser.ts';
import { until } from '../support/until.ts';
import { ACCOUNTS, openWorld, theCluster, type World } from '../support/world.ts';

const audit: AuditContext = { action: 'test.write', at: new Date('2026-06-15T02:00:00.000Z') };
const bank = (tx: Tx, code: string) => tx.insertInto('bank').values({ code, name: code }).execute();

describe('a transaction', () => {
  let world: World;
  /** One connection, so that the next transaction would see leftovers of the previous one. */
  let db: Db;
  before(async () => {
    world = await openWorld();
    const {
      rows: [row],
    } = await world.owner.query('select current_database() as name');
    const pool = createPool((await theCluster()).app(row.name), { max: 1, role: 'zhidai_app' });
    db = openDatabase(pool, world.db.actorKey);
  });
  after(async () => {
    await closeDatabase(db);
    await world.close();
  });

  /** The banks with this code prefix, read after another transaction on the same connection. */
  const left = async (prefix: string): Promise<string[]> => {
    await asSystem(db, 'demo', audit, async (tx) => tx.selectFrom('region').select('code').execute());
    return (await world.owner.query('select code from bank where code like $1 order by code', [`${prefix}%`])).rows.map(
      (row) => row.code,
    );
  };

  it('is required for statements: a Db has no query methods', () => {
    const nobody = (given: Db): unknown[] => [
      // @ts-expect-error no actor
      given.selectFrom, // @ts-expect-error no actor
      given.insertInto, // @ts-expect-error no actor
      given.updateTable, // @ts-expect-error no actor
      given.deleteFrom, // @ts-expect-error no actor
      given.executeQuery, // @ts-expect-error no actor
      given.transaction,
    ];
    expect(nobody(db)).to.deep.equal(Array(6).fill(undefined));
    // @ts-expect-error a Db is not a Tx: queries need an actor
    void ((): unknown => bank(db, 'NOBODY'));
  });

  it('is required by the database: a connection without an actor may not read any table', async () => {
    const { rows: tables } = await world.owner.query(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'v', 'S')`,
    );
    expect(tables.length).to.be.greaterThan(15);
    const client = await db.pool.connect();
    try {
      for (const { name } of tables)
        expect(await refusal(() => client.send([{ text: `select 1 from ${name}`, values: [] }])[0]!), name).to.equal(
          '42501',
        );
    } finally {
      client.release();
    }
  });

  it('is repeated when another process has replaced a function that it was using', async () => {
    let attempts = 0;
    await asSystem(db, 'demo', audit, async (tx) => {
      attempts += 1;
      await bank(tx, `REPLACED${attempts}`);
      // As PostgreSQL says it to a statement that waited for an upgrade of the database.
      if (attempts === 1)
        await sql`do $$ begin raise 'cache lookup failed for function 17672' using errcode = 'XX000'; end $$`.execute(
          tx,
        );
    });
    expect(await left('REPLACED')).to.deep.equal(['REPLACED2']);
  });

  it('does not open for an unknown or ended session or a disabled account', async () => {
    const { sessionId, accountId } = (await world.as('colleague')).ids;
    let worked = 0;
    const attempt = (id: string) =>
      asActor(db, id, audit, async () => {
        worked += 1;
      }).then(
        () => 'open',
        (error: unknown) => error,
      );
    expect(await attempt('00000000-0000-4000-8000-000000000000')).to.be.instanceOf(NoSessionError);
    expect(await attempt(sessionId)).to.equal('open');
    const set = (disabled: boolean) =>
      asSystem(db, 'demo', audit, (tx) =>
        tx.updateTable('account').set({ disabled }).where('id', '=', accountId).execute(),
      );
    await set(true);
    expect(await attempt(sessionId)).to.be.instanceOf(NoSessionError);
    await set(false);
    expect(await attempt(sessionId)).to.equal('open');
    await asSystem(db, 'demo', audit, (tx) =>
      tx.updateTable('session').set({ ended_at: audit.at.toISOString() }).where('id', '=', sessionId).execute(),
    );
    expect(await attempt(sessionId)).to.be.instanceOf(NoSessionError);
    expect(worked).to.equal(2);
  });

  it('ends at its deadline though PostgreSQL does not answer, and writes nothing', async () => {
    const slow = transact(
      db,
      async (tx) => {
        await sql`set local role zhidai_system`.execute(tx);
        await sql`select pg_sleep(60)`.execute(tx);
      },
      { deadlineMs: 100 },
    );
    const failure = await slow.catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(DeadlineError);
    expect(isUnavailable(failure)).to.equal(true);
    expect(await left('NONE')).to.deep.equal([]);
  });

  it('reports the first error when the connection is lost before it can roll back', async () => {
    const failure = await asSystem(db, 'demo', audit, async (tx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
      await world.owner.query('select pg_terminate_backend($1)', [rows[0]!.pid]);
      throw new Error('the first error');
    }).catch((error: unknown) => error);
    expect(String(failure)).to.equal('Error: the first error');
    expect(await left('NONE')).to.deep.equal([]);
  });

  it('refuses a second statement while the first is in flight, and rolls back both', async () => {
    const both = asSystem(db, 'demo', audit, async (tx) => {
      await Promise.all([bank(tx, 'TWO1'), bank(tx, 'TWO2')]);
    });
    expect(String(await both.catch((error: unknown) => error))).to.match(/two statements at once/);
    expect(await left('TWO')).to.deep.equal([]);
  });

  it('refuses two concurrent chains of statements, and writes nothing of either', async () => {
    let running: Promise<void>[] = [];
    const chains = asSystem(db, 'demo', audit, async (tx) => {
      const chain = async (prefix: string): Promise<void> => {
        for (const n of [1, 2, 3, 4]) await bank(tx, `CHAIN${prefix}${n}`);
      };
      running = [chain('A'), chain('B')];
      await Promise.all(running);
    });
    expect(String(await chains.catch((error: unknown) => error))).to.match(/two statements at once/);
    await Promise.allSettled(running);
    expect(await left('CHAIN')).to.deep.equal([]);
  });

  it('does not commit while an unawaited statement is in flight', async () => {
    let forgotten: Promise<unknown> | undefined;
    const hasty = asSystem(db, 'demo', audit, async (tx) => {
      await bank(tx, 'HASTY1');
      forgotten = bank(tx, 'HASTY2').catch(() => undefined);
    });
    expect(String(await hasty.catch((error: unknown) => error))).to.match(/two statements at once/);
    await forgotten;
    expect(await left('HASTY')).to.deep.equal([]);
  });

  it('rolls back when the work fails while a statement is in flight', async () => {
    let running: Promise<unknown> | undefined;
    const failing = asSystem(db, 'demo', audit, async (tx) => {
      await bank(tx, 'FAIL1');
      running = bank(tx, 'FAIL2')
        .then(() => bank(tx, 'FAIL3'))
        .catch(() => undefined);
      throw new Error('the work itself failed');
    });
    expect(String(await failing.catch((error: unknown) => error))).to.match(/the work itself failed/);
    await running;
    expect(await left('FAIL')).to.deep.equal([]);
  });

  it('rolls back when the database rejects one of two concurrent statements', async () => {
    for (const order of [0, 1]) {
      let running: Promise<unknown>[] = [];
      const pair = asSystem(db, 'demo', audit, async (tx) => {
        const works = [() => bank(tx, 'not a code'), () => bank(tx, 'PAIR')];
        running = (order ? works.reverse() : works).map((work) => work());
        await Promise.all(running);
      });
      expect(
        await pair.then(
          () => 'committed',
          () => 'failed',
        ),
      ).to.equal('failed');
      await Promise.allSettled(running);
      expect(await left('PAIR')).to.deep.equal([]);
    }
  });

  it('cannot be committed after a refused statement, even if the error is caught', async () => {
    const swallowed = asSystem(db, 'demo', audit, async (tx) => {
      await Promise.allSettled([bank(tx, 'SWALLOW1'), bank(tx, 'SWALLOW2')]);
    });
    expect(String(await swallowed.catch((error: unknown) => error))).to.match(/two statements at once/);
    expect(await left('SWALLOW')).to.deep.equal([]);
  });

  it('fails when a statement in it has failed, even if its promise is not awaited', async () => {
    const unlooked = asSystem(db, 'demo', audit, async (tx) => {
      await bank(tx, 'UNLOOKED');
      await bank(tx, 'not a code').catch(() => undefined);
    });
    expect(
      String(
        await unlooked.then(
          () => 'done',
          (error: unknown) => error,
        ),
      ),
    ).to.match(/nothing was committed/);
    expect(await left('UNLOOKED')).to.deep.equal([]);
  });

  it('refuses statements after its end', async () => {
    let kept: Tx | undefined;
    await asSystem(db, 'demo', audit, async (tx) => {
      kept = tx;
    });
    expect(String(await bank(kept!, 'LATE').catch((error: unknown) => error))).to.match(
      /after the end of its transaction/,
    );
    await asSystem(db, 'demo', audit, async (tx) => {
      kept = tx;
      throw new Error('no');
    }).catch(() => undefined);
    expect(String(await bank(kept!, 'LATE').catch((error: unknown) => error))).to.match(
      /after the end of its transaction/,
    );
    expect(await left('LATE')).to.deep.equal([]);
  });

  it('leaves no role or setting on the connection', async () => {
    const { sessionId } = (await world.as('officer')).ids;
    for (const fail of [false, true]) {
      await asActor(db, sessionId, audit, async () => {
        if (fail) throw new Error('no');
      }).catch(() => undefined);
      const client = await db.pool.connect();
      try {
        const [answer] = client.send([
          {
            text: `select current_user as who, concat(current_setting('app.bank', true), current_setting('app.actor', true)) as said`,
            values: [],
          },
        ]);
        expect((await answer!).rows).to.deep.equal([{ who: 'zhidai_app', said: '' }]);
      } finally {
        client.release();
      }
    }
  });

  it('cannot assume another role: no account has the system role, and the owner is out of reach', async () => {
    const seed = {
      id: '00000000-0000-4000-8000-00000000000a',
      login: 'forged',
      display_name: 'x',
      password_hash: 'x',
      password_changed_at: audit.at.toISOString(),
    };
    expect(
      await refusal(() =>
        asSystem(db, 'demo', audit, (tx) =>
          tx
            .insertInto('account')
            .values({ ...seed, role: 'system' as never })
            .execute(),
        ),
      ),
    ).to.equal('23514');
    for (const login of ['officer', 'auditor', 'regional', 'firm', 'admin', 'sysadmin', 'secadmin', 'auditadmin']) {
      const { sessionId } = (await world.as(login)).ids;
      const {
        rows: [is],
      } = await asActor(db, sessionId, audit, (tx) =>
        sql<{ who: string; super: boolean; owns: number }>`
        select r.rolname as who, r.rolsuper or r.rolbypassrls or r.rolinherit as super, (select count(*)::int from pg_class c where c.relowner = r.oid) as owns
        from pg_roles r where r.rolname = current_user`.execute(tx),
      );
      expect(is).to.deep.equal({ who: `zhidai_${ACCOUNTS[login]!.role}`, super: false, owns: 0 });
      for (const role of [
        'zhidai_owner',
        'postgres',
        'pg_read_all_data',
        'pg_write_all_data',
        'pg_read_server_files',
      ]) {
        expect(
          await refusal(() => asActor(db, sessionId, audit, (tx) => sql.raw(`set local role ${role}`).execute(tx))),
          `${login} → ${role}`,
        ).to.equal('42501');
      }
    }
  });

  it('is refused with 503 and Retry-After by a read-only database, and not offered (/readyz)', async () => {
    const officer = await world.as('officer');
    const database = (await world.owner.query('select current_database() as name')).rows[0].name as string;
    const reconnect = () =>
      world.owner.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename <> current_user`,
      );
    await world.owner.query(`alter database ${database} set default_transaction_read_only = on`);
    await reconnect();
    const ready = await world.anybody().get('/readyz');
    const filed = await officer.post('/filings', goodFiling());
    const read = await officer.get('/filings');
    await world.owner.query(`alter database ${database} reset default_transaction_read_only`);
    await reconnect();
    expect([ready.status, filed.status, read.status]).to.deep.equal([503, 503, 200]);
    expect(filed.headers.get('retry-after')).to.match(/^[0-9]+$/);
    // The pool notices its ended connections one by one.
    await until('the service is ready', async () => (await world.anybody().get('/readyz')).status === 200);
    expect((await officer.post('/filings', goodFiling())).status).to.equal(201);
  });

  it('is not offered (/readyz is 503) when its roles could bypass row-level security or the schema differs', async () => {
    const ready = async (): Promise<number> => (await world.anybody().get('/readyz')).status;
    const superuser = await connect((await theCluster()).superuser);
    expect(await ready()).to.equal(200);
    for (const [make, unmake] of [
      // Roles of their own: those of the registry are shared with the tests that run at the same time.
      ['create role zhidai_strong bypassrls; grant zhidai_strong to zhidai_app', 'drop role zhidai_strong'],
      ['create role zhidai_strong superuser; grant zhidai_strong to zhidai_app', 'drop role zhidai_strong'],
    ]) {
      await superuser.query(make!);
      const status = await ready().finally(() => superuser.query(unmake!));
      expect(status, make).to.equal(503);
    }
    await superuser.end();
    const here = await connect(await superuserOf(world));
    for (const [make, unmake] of [
      ['create table theirs (id int); alter table theirs owner to zhidai_officer', 'drop table theirs'],
      [
        `insert into kysely_migration values ('9999-later', '2030-01-01')`,
        `delete from kysely_migration where name = '9999-later'`,
      ],
      [
        `create table kept as select * from kysely_migration where name = (select max(name) from kysely_migration); delete from kysely_migration where name = (select name from kept)`,
        `insert into kysely_migration select * from kept; drop table kept`,
      ],
    ]) {
      await here.query(make!);
      expect(await ready(), make).to.equal(503);
      await here.query(unmake!);
    }
    await here.end();
    expect(await ready()).to.equal(200);
  });
});
