import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { CompiledQuery } from 'kysely';
import { applySchema, isCurrent, migrate, withOwner } from '../../src/data/migrate.ts';
import { connect, type Connection } from '../../src/data/pool.ts';
import { ensureRoles } from '../../src/data/roles.ts';
import { readSchemaTexts, schemaTexts, type SchemaTexts } from '../../src/data/schema-texts.ts';
import { startEmbedded } from '../../src/embedded/embedded.ts';
import { catalogue } from '../support/catalogue.ts';
import { meetingPoint } from '../support/race.ts';
import { errorOf } from '../support/refusal.ts';
import { until } from '../support/until.ts';
import { emptyDatabase, theCluster } from '../support/world.ts';

const NAMES = [...schemaTexts().migrations.keys()];

interface Place {
  readonly connection: Connection;
  readonly app: Connection;
  readonly owner: Awaited<ReturnType<typeof connect>>;
  /** Brings the database to the schema of these texts. */
  apply(texts?: SchemaTexts): Promise<string[]>;
}

/** An empty database, not migrated, on a server with the roles. */
async function inEmptyDatabase(work: (place: Place) => Promise<void>): Promise<void> {
  const { database, drop } = await emptyDatabase();
  const cluster = await theCluster();
  const [connection, app] = [cluster.owner(database), cluster.app(database)];
  const owner = await connect(connection);
  try {
    await withOwner(connection, (db) => ensureRoles(db, 'zhidai_app'));
    await work({ connection, app, owner, apply: (texts) => withOwner(connection, (db) => applySchema(db, texts)) });
  } finally {
    await owner.end();
    await drop();
  }
}

/** db/ with added or replaced files: name → text. */
async function textsWith(files: Readonly<Record<string, string>>): Promise<SchemaTexts> {
  const folder = await mkdtemp(path.join(tmpdir(), 'zhidai-test-db-'));
  try {
    for (const part of ['migrations', 'code'])
      await cp(path.join('db', part), path.join(folder, part), { recursive: true });
    for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
    return readSchemaTexts(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const failure = async (work: Promise<unknown>): Promise<string> => String(await errorOf(work));

describe('migrations', function () {
  this.timeout(60_000);

  it('create the schema of an empty database once, with functions, policies and seeds', async () => {
    await inEmptyDatabase(async ({ owner, apply, app }) => {
      expect(await isCurrent(app)).to.equal(false);
      expect(await apply()).to.deep.equal(NAMES);
      const made = await catalogue(owner);
      expect(made.length).to.be.greaterThan(400);
      expect((await owner.query('select count(*)::int as n from lpr')).rows[0].n).to.be.greaterThan(5);
      expect(await isCurrent(app)).to.equal(true);
      expect(await apply()).to.deep.equal([]);
      expect(await catalogue(owner)).to.deep.equal(made);
    });
  });

  it('run once when several processes start at the same instant', async () => {
    await inEmptyDatabase(async ({ connection, app }) => {
      const starts = await Promise.all([1, 2, 3, 4].map(() => migrate(connection, app)));
      expect(starts.map(({ applied }) => applied.length).sort()).to.deep.equal([0, 0, 0, NAMES.length]);
      for (let round = 0; round < 2; round += 1) {
        const again = await Promise.all([1, 2, 3, 4, 5, 6].map(() => migrate(connection, app)));
        expect(again.flatMap(({ applied }) => applied)).to.deep.equal([]);
      }
    });
  });

  it('run once on a server without the roles', async () => {
    const dataDir = await mkdtemp(path.join(tmpdir(), 'zhidai-test-'));
    const server = await startEmbedded({ dataDir, mode: 'own', connect, settings: { fsync: 'off' } });
    try {
      const connection = (from: object): Connection => ({ ...from, database: 'zhidai' }) as never;
      const all = [1, 2, 3, 4, 5, 6];
      const everybodyIsConnected = meetingPoint(all.length);
      await Promise.all(
        all.map(() =>
          withOwner(connection(server.owner), async (db) => {
            await db.executeQuery(CompiledQuery.raw('select 1'));
            await everybodyIsConnected();
            await ensureRoles(db, 'zhidai_app');
          }),
        ),
      );
      const starts = await Promise.all([1, 2, 3].map(() => migrate(connection(server.owner), connection(server.app))));
      expect(starts.flatMap(({ applied }) => applied)).to.deep.equal(NAMES);
    } finally {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    }
  });

  it('turn the limit of the term of a programme into one with a shortest and a longest term', async () => {
    await inEmptyDatabase(async ({ owner, apply }) => {
      const { migrations } = schemaTexts();
      const before = [...migrations].filter(([name]) => name < '0003');
      await apply({ migrations: new Map(before), code: new Map(), codeHash: '' });
      await owner.query(`
        insert into programme_rule (code, name, region_prefix, valid_from, limits) values
          ('old', 'old', '', '2022-01-01', '{"termMonths": {"max": 36, "onBreach": "refuse"}}'),
          ('none', 'none', '', '2022-01-01', '{"purposeRequired": {"onBreach": "flag"}}')`);
      await apply();
      const { rows } = await owner.query(
        `select limits from programme_rule where code in ('old', 'none') order by code`,
      );
      expect(rows).to.deep.equal([
        { limits: { purposeRequired: { onBreach: 'flag' } } },
        { limits: { term: { max: 36, onBreach: 'refuse' } } },
      ]);
    });
  });

  it('give the rate limit of a programme the one-year LPR as its benchmark', async () => {
    await inEmptyDatabase(async ({ owner, apply }) => {
      const { migrations } = schemaTexts();
      const before = [...migrations].filter(([name]) => name < '0014');
      await apply({ migrations: new Map(before), code: new Map(), codeHash: '' });
      await owner.query(`
        insert into programme_rule (code, name, region_prefix, valid_from, limits) values
          ('one', 'one', '', '2022-01-01', '{"rate": {"overLprBasisPoints": 30, "onBreach": "flag"}}')`);
      await apply();
      const { rows } = await owner.query(`select code, limits -> 'rate' as rate from programme_rule order by code`);
      expect(rows).to.deep.equal([
        { code: 'hubei-2025', rate: { benchmark: 'oneYear', add: 150, onBreach: 'refuse' } },
        { code: 'hunan-2022', rate: null },
        { code: 'hunan-2025', rate: null },
        { code: 'one', rate: { benchmark: 'oneYear', add: 30, onBreach: 'flag' } },
      ]);
    });
  });

  it('let open flags of ineligible firms be met by the statuses that the version asked for', async () => {
    await inEmptyDatabase(async ({ owner, apply }) => {
      const { migrations, ...texts } = schemaTexts();
      const before = [...migrations].filter(([name]) => name < '0014');
      await apply({ ...texts, migrations: new Map(before), code: new Map(), codeHash: '' });
      await owner.query(`
        insert into region (code, name) values ('430211', '天元区'), ('110101', '东城区');
        insert into bank (code, name) values ('ICBC', '工商银行');
        insert into firm (uscc, name, name_key, initials, region_code)
        values ('91430200000000027W', '株洲示例', '株洲示例', 'ZZSL', '430211');
        insert into filing (
          id, bank_code, state, uscc, firm_name, region_code, contract_no, contract_key, receipt_no, receipt_key,
          amount_fen, annual_rate_e4, disbursed_on, due_on, links, flags, version, submitted_at, state_changed_at, guarantee
        )
        select gen_random_uuid(), 'ICBC', s.state, '91430200000000027W', '株洲示例', s.region, 'A', 'A', s.receipt, s.receipt,
          1, 1, '2024-01-01', '2024-12-01', s.links, '[{"rule": "NOT_ELIGIBLE", "params": {"day": "2024-01-01"}}]', 1,
          now(), now(), 'credit'
        from (values
          ('1 open', 'submitted', '430211', '{}'::jsonb),
          ('2 listed meanwhile', 'returned', '430211', '{"tech_sme": {}}'),
          ('3 decided', 'withdrawn', '430211', '{"tech_sme": {}}'),
          ('4 no version', 'submitted', '110101', '{"tech_sme": {}}')
        ) s (receipt, state, region, links)`);
      await apply();
      const { rows } = await owner.query('select flags from filing order by receipt_no');
      const [open, listed, decided, uncovered] = rows.map(({ flags }) => flags[0]);
      const asked = { rule: 'NOT_ELIGIBLE', params: { day: '2024-01-01', statuses: 'high_tech,tech_sme' } };
      expect(open).to.deep.equal(asked);
      expect(listed).to.deep.include(asked);
      expect(listed.metAt).to.match(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      for (const flag of [decided, uncovered])
        expect(flag).to.deep.equal({ rule: 'NOT_ELIGIBLE', params: { day: '2024-01-01' } });
    });
  });

  it('that come with a later version run once, audited, and bring its code with them', async () => {
    const later = await textsWith({
      'migrations/9999-rename-regions.sql': `update region set name = name || '（新）';`,
      'code/99-later.sql': 'create function later() returns text language sql as $$ select $a$later$a$ $$;',
    });
    await inEmptyDatabase(async ({ owner, apply }) => {
      await apply();
      await owner.query(`
        begin;
        select set_config('app.actor', 'test', true), set_config('app.role', 'system', true),
          set_config('app.action', 'test', true), set_config('app.now', '2026-06-15T02:00:00Z', true);
        insert into region (code, name) values ('430211', '天元区');
        commit`);
      expect(await apply(later)).to.deep.equal(['9999-rename-regions']);
      expect(await apply(later)).to.deep.equal([]);
      expect((await owner.query('select name, later() as code from region')).rows).to.deep.equal([
        { name: '天元区（新）', code: 'later' },
      ]);
      const { rows } = await owner.query(
        `select actor, action, before, after from trail where type = 'region' order by id`,
      );
      expect(rows.at(-1)).to.deep.equal({
        actor: 'system:migration',
        action: 'migrate',
        before: { name: '天元区' },
        after: { name: '天元区（新）' },
      });
    });
  });

  it('are all rolled back when one fails, with its error', async () => {
    const broken = await textsWith({
      'migrations/9998-add-column.sql': 'alter table bank add column colour text;',
      'migrations/9999-fail.sql': 'insert into no_such_table values (1);',
    });
    await inEmptyDatabase(async ({ owner, apply }) => {
      await apply();
      const before = await catalogue(owner);
      expect(await failure(apply(broken))).to.match(/relation "no_such_table" does not exist/);
      expect(await catalogue(owner)).to.deep.equal(before);
      expect((await owner.query('select name from kysely_migration')).rows.map(({ name }) => name)).to.deep.equal(
        NAMES,
      );
      expect(await apply()).to.deep.equal([]);
    });
  });

  it('refuse a database of an unreleased layout, and one of a later version', async () => {
    const later = await textsWith({ 'migrations/9999-later.sql': 'select 1;' });
    await inEmptyDatabase(async ({ owner, apply }) => {
      await apply(later);
      expect(await failure(apply())).to.match(/later version.*9999-later/);
      await owner.query(`update kysely_migration set name = '0001-trail' where name = '9999-later'`);
      expect(await failure(apply())).to.match(/unreleased version.*DATA_DIR/);
    });
  });
});

describe('the code of the database', function () {
  this.timeout(60_000);

  it('is applied as a whole when its hash changes: removed objects are dropped, all others re-created', async () => {
    const more = await textsWith({
      'code/99-more.sql': `
        create function more() returns integer language sql as $$ select 1 $$;
        grant execute on function more() to zhidai_officer;
        create view more_banks as select * from bank;
        create policy more on filing for select to zhidai_officer using (true);
        grant delete on filing to zhidai_officer;
        create trigger more before update on bank for each row execute function touch_version();`,
    });
    await inEmptyDatabase(async ({ owner, apply }) => {
      await apply();
      const before = await catalogue(owner);
      expect(await apply(more)).to.deep.equal([]);
      const with_more = await catalogue(owner);
      expect(with_more.filter((line) => /more/.test(line)).length).to.be.greaterThan(3);
      await apply();
      expect(await catalogue(owner)).to.deep.equal(before);
    });
  });

  it('is unchanged when one of its files fails', async () => {
    const broken = await textsWith({ 'code/99-broken.sql': 'grant select on no_such_table to zhidai_officer;' });
    await inEmptyDatabase(async ({ owner, apply, app }) => {
      await apply();
      const before = await catalogue(owner);
      expect(await failure(apply(broken))).to.match(/no_such_table/);
      expect(await catalogue(owner)).to.deep.equal(before);
      expect(await isCurrent(app)).to.equal(true);
    });
  });

  it('is replaced atomically under concurrent reads and writes', async () => {
    const other = await textsWith({ 'code/99-other.sql': '-- another hash' });
    await inEmptyDatabase(async ({ apply, app }) => {
      await apply();
      const reader = await connect(app);
      let applying = true;
      const failures: string[] = [];
      const reading = (async () => {
        while (applying)
          await reader
            .query(
              `begin; set local role zhidai_officer; select count(*) from filing; select app_setting('bank'); commit`,
            )
            .catch(async (error: unknown) => {
              failures.push(String(error));
              await reader.query('rollback');
            });
      })();
      for (let round = 0; round < 3; round += 1) {
        await apply(other);
        await apply();
      }
      applying = false;
      await reading;
      await reader.end();
      // A cached plan may fail once because its objects were re-created; rights and policies are never missing.
      expect(
        failures.filter((text) => !/deadlock|could not open relation|cache lookup failed/.test(text)),
      ).to.deep.equal([]);
    });
  });

  it('gives way to a transaction that holds one table and needs another, and is tried again', async () => {
    const other = await textsWith({ 'code/99-other.sql': '-- another hash' });
    await inEmptyDatabase(async ({ owner, apply, app }) => {
      await apply();
      await owner.query('begin');
      await owner.query('select from filing limit 1');
      const applying = apply(other);
      await until('the new code waits for the table', async () => {
        const { rows } = await owner.query(
          `select from pg_locks where not granted and relation = 'filing'::regclass and database <> 0`,
        );
        return rows.length;
      });
      await owner.query('select from qualification limit 1');
      await owner.query('select from bank limit 1');
      await owner.query('commit');
      expect(await applying).to.deep.equal([]);
      await apply();
      expect(await isCurrent(app)).to.equal(true);
    });
  });
});
