import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { CompiledQuery } from 'kysely';
import { migrations } from '../../db/index.ts';
import { ensureRoles } from '../../db/roles.ts';
import { startEmbedded } from '../../src/embedded/embedded.ts';
import { migrate, migrateTo, NEWEST_MIGRATION, withOwner } from '../../src/data/migrate.ts';
import { connect, type Connection } from '../../src/data/pool.ts';
import { catalogue, seededRows } from '../support/catalogue.ts';
import { emptyDatabase, theCluster } from '../support/world.ts';

const NAMES = Object.keys(migrations).sort();

type Owner = Awaited<ReturnType<typeof connect>>;

/** A database of its own that nobody has migrated, its owner, and a way up and down. */
async function inEmptyDatabase(
  work: (owner: Owner, to: (target?: string) => Promise<void>) => Promise<void>,
): Promise<void> {
  const { database, drop } = await emptyDatabase();
  const connection = (await theCluster()).owner(database);
  const owner = await connect(connection);
  try {
    await work(owner, (target) => withOwner(connection, async (db) => void (await migrateTo(db, target))));
  } finally {
    await owner.end();
    await drop();
  }
}

describe('migrations', function () {
  this.timeout(60_000);

  before(async () => {
    const { database, drop } = await emptyDatabase();
    const cluster = await theCluster();
    await migrate(cluster.owner(database), cluster.app(database));
    await drop();
  });

  it('go up, down to nothing and up again to the same schema and the same rows', async () => {
    await inEmptyDatabase(async (owner, to) => {
      const before = await catalogue(owner);
      await to();
      const up = await catalogue(owner);
      const rows = await seededRows(owner);
      expect(up.length).to.be.greaterThan(400);
      expect(rows.length).to.be.greaterThan(10);
      await to('');
      expect(await catalogue(owner)).to.deep.equal(before);
      await to();
      expect(await catalogue(owner)).to.deep.equal(up);
      expect(await seededRows(owner)).to.deep.equal(rows);
    });
  });

  it('leave nothing behind when they have all gone down, but what Kysely keeps of them', async () => {
    await inEmptyDatabase(async (owner, to) => {
      await to();
      await to('');
      const { rows: relations } = await owner.query(
        `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind <> 'i' order by 1`,
      );
      expect(relations.map((row) => row.name)).to.deep.equal(['kysely_migration', 'kysely_migration_lock']);
      const {
        rows: [left],
      } = await owner.query(`
        select (select count(*)::int from pg_proc where pronamespace = 'public'::regnamespace) as functions,
          (select count(*)::int from pg_policy) as policies, (select count(*)::int from pg_extension where extname <> 'plpgsql') as extensions,
          (select count(*)::int from pg_trigger where not tgisinternal) as triggers,
          (select count(*)::int from pg_class where relname not like 'kysely%' and relacl::text like '%zhidai_%' and relacl::text !~ '^{zhidai_owner=') as grants`);
      expect(left).to.deep.equal({ functions: 0, policies: 0, extensions: 0, triggers: 0, grants: 0 });
    });
  });

  it('each undo themselves, one by one, also where people have been at work', async () => {
    await inEmptyDatabase(async (owner, to) => {
      const states = [await catalogue(owner)];
      for (const name of NAMES) {
        await to(name);
        states.push(await catalogue(owner));
        await to(NAMES[states.length - 3] ?? '');
        expect(await catalogue(owner), `down from ${name}`).to.deep.equal(states.at(-2));
        await to(name);
        expect(await catalogue(owner), `up to ${name} again`).to.deep.equal(states.at(-1));
      }
      await owner.query(AT_WORK);
      for (let at = NAMES.length - 1; at >= 0; at -= 1) {
        await to(NAMES[at - 1] ?? '');
        expect(await catalogue(owner), `down from ${NAMES[at]}`).to.deep.equal(states[at]);
      }
    });
  });

  it('run once when several processes start at the same instant', async () => {
    const { database, drop } = await emptyDatabase();
    const cluster = await theCluster();
    const starts = await Promise.all([1, 2, 3, 4].map(() => migrate(cluster.owner(database), cluster.app(database))));
    expect(starts.map(({ applied }) => applied.length).sort()).to.deep.equal([0, 0, 0, NAMES.length]);
    expect(starts.flatMap(({ applied }) => applied)).to.deep.equal(NAMES);
    // And later, when there is nothing left to do.
    for (let round = 0; round < 2; round += 1) {
      const again = await Promise.all(
        [1, 2, 3, 4, 5, 6].map(() => migrate(cluster.owner(database), cluster.app(database))),
      );
      expect(again.flatMap(({ applied }) => applied)).to.deep.equal([]);
    }
    await drop();
  });

  it('run once on a server that has none of the roles yet, too', async () => {
    const dataDir = await mkdtemp(path.join(tmpdir(), 'zhidai-test-'));
    const server = await startEmbedded({ dataDir, mode: 'own', connect, settings: { fsync: 'off' } });
    try {
      const connection = (from: object): Connection => ({ ...from, database: 'zhidai' }) as never;
      let waiting = 0;
      const all = [1, 2, 3, 4, 5, 6];
      await Promise.all(
        all.map(() =>
          withOwner(connection(server.owner), async (db) => {
            await db.executeQuery(CompiledQuery.raw('select 1'));
            waiting += 1;
            while (waiting < all.length) await new Promise((resolve) => setTimeout(resolve, 1));
            await ensureRoles(db, 'zhidai_app');
          }),
        ),
      );
      const starts = await Promise.all([1, 2, 3].map(() => migrate(connection(server.owner), connection(server.app))));
      expect(starts.flatMap(({ applied }) => applied)).to.deep.equal(NAMES);
      expect(NAMES.at(-1)).to.equal(NEWEST_MIGRATION);
    } finally {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    }
  });

  it('roll back whole when one fails, and say why', async () => {
    await inEmptyDatabase(async (owner, to) => {
      await to(NAMES[2]);
      const before = await catalogue(owner);
      await owner.query('create table filing_facts_in_the_way (id int); create table session (id int)');
      const error = await to().then(
        () => null,
        (reason: unknown) => reason,
      );
      expect(String(error)).to.match(/relation "session" already exists/);
      await owner.query('drop table session, filing_facts_in_the_way');
      expect(await catalogue(owner)).to.deep.equal(before);
      await to();
      expect((await owner.query('select count(*)::int as n from kysely_migration')).rows[0].n).to.equal(NAMES.length);
    });
  });
});

const AT_WORK = `
  begin;
  select set_config('app.actor', 'test', true), set_config('app.role', 'system', true), set_config('app.action', 'test', true), set_config('app.now', '2026-06-15T02:00:00Z', true);
  insert into region (code, name) values ('430211', '天元区');
  insert into bank (code, name) values ('ICBC', '工商银行');
  insert into firm (uscc, name, name_key, initials, region_code) values ('91430200000000027W', '甲', '甲', 'J', '430211');
  insert into qualification (kind, certificate_no, uscc, valid_from, valid_to) values ('high_tech', 'GR202343000001', '91430200000000027W', '2023-10-16', '2026-10-15');
  insert into filing (id, state, bank_code, uscc, firm_name, region_code, contract_no, contract_key, receipt_no, receipt_key, amount_fen, annual_rate_e4, disbursed_on, due_on, guarantee)
    values (gen_random_uuid(), 'accepted', 'ICBC', '91430200000000027W', '甲', '430211', 'c', 'c', 'r', 'r', 100, 34500, '2026-03-01', '2027-03-01', 'credit');
  select fold_totals();
  commit`;
