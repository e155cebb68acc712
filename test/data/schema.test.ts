import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { FIRM_SEEN, TABLES, TRAIL_COLUMNS } from '../../src/data/schema.ts';
import { presentSchema } from '../support/present-schema.ts';
import { schemaText } from '../support/schema-text.ts';
import { openWorld, type World } from '../support/world.ts';

/** Not null and without a default, but optional: a trigger of the table sets them. */
const FILLED_BY_TRIGGER = new Set([
  'filing.submitted_at',
  'filing.state_changed_at',
  ...['bank_code', 'uscc', 'state', 'before', 'proposed_by', 'proposer', 'proposer_role', 'proposed_at'].map(
    (column) => `amendment.${column}`,
  ),
]);

interface Found {
  table: string;
  column: string;
  pg: string;
  nullable: boolean;
  generated: boolean;
  preset: boolean;
}

const written = ({ generated, nullable, preset, table, column }: Found): string =>
  generated ? 'never' : nullable || preset || FILLED_BY_TRIGGER.has(`${table}.${column}`) ? 'optional' : 'required';

const without = (all: readonly string[], some: readonly string[]): string[] => all.filter((one) => !some.includes(one));

describe('the types of the tables', () => {
  let world: World;
  before(async () => {
    world = await openWorld();
  });
  after(() => world.close());

  const inDatabase = async (kind: 'BASE TABLE' | 'VIEW'): Promise<Found[]> =>
    (
      await world.owner.query(`
    select c.table_name as table, c.column_name as column, c.data_type as pg, c.is_nullable = 'YES' as nullable,
      c.is_generated = 'ALWAYS' or c.is_identity = 'YES' as generated, c.column_default is not null as preset
    from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where table_schema = 'public' and t.table_type = '${kind}' and table_name not like 'kysely%' and table_name <> 'code_version'`)
    ).rows;

  it('match the tables and columns of the database: type, nullability and whether a value is required', async () => {
    const declared = Object.entries(TABLES).flatMap(([table, columns]) =>
      Object.entries(columns).map(
        ([name, { pg, nullable, written }]) =>
          `${table}.${name} ${pg}${nullable ? ' or null' : ''}, written: ${written}`,
      ),
    );
    const found = (await inDatabase('BASE TABLE')).map(
      (row) => `${row.table}.${row.column} ${row.pg}${row.nullable ? ' or null' : ''}, written: ${written(row)}`,
    );
    expect(found.length).to.be.greaterThan(150);
    expect({ notInDatabase: without(declared, found), notDeclared: without(found, declared) }).to.deep.equal({
      notInDatabase: [],
      notDeclared: [],
    });
  });

  it('match the columns of the views that are read', async () => {
    const declared = [
      ...FIRM_SEEN.map((name) => `firm_seen.${name} ${TABLES.firm[name].pg}`),
      ...['trail_of_administration', 'trail_of_work'].flatMap((view) =>
        TRAIL_COLUMNS.map((name) => `${view}.${name} ${TABLES.trail[name].pg}`),
      ),
    ];
    expect((await inDatabase('VIEW')).map((row) => `${row.table}.${row.column} ${row.pg}`).sort()).to.deep.equal(
      declared.sort(),
    );
  });

  it('differ from a database with an added or dropped column, another type or another default', async () => {
    const declared = Object.entries(TABLES)
      .flatMap(([table, columns]) => Object.keys(columns).map((name) => `${table}.${name}`))
      .sort();
    const names = async (): Promise<string[]> =>
      (await inDatabase('BASE TABLE')).map((row) => `${row.table}.${row.column}`).sort();
    await world.owner.query('begin');
    await world.owner.query('alter table sign_in_failure add column more text');
    expect(await names()).to.not.deep.equal(declared);
    await world.owner.query('alter table sign_in_failure drop column more, drop column address');
    expect(await names()).to.not.deep.equal(declared);
    await world.owner.query('alter table session alter column started_at set default now()');
    const [changed] = (await inDatabase('BASE TABLE')).filter(
      (row) => row.table === 'session' && row.column === 'started_at',
    );
    expect(written(changed!)).to.not.equal(TABLES.session.started_at.written);
    await world.owner.query('rollback');
    expect(await names()).to.deep.equal(declared);
  });
});

describe('the triggers of the tables', () => {
  let world: World;
  before(async () => {
    world = await openWorld();
  });
  after(() => world.close());

  it('hash-join new rows with old rows, whatever plan a session has cached', async () => {
    const { rows } = await world.owner.query(
      `select proname as name, coalesce('enable_nestloop=off' = any (proconfig), false) as hashed from pg_proc
       where prorettype = 'trigger'::regtype and prosrc like '%new_rows%' and prosrc like '%old_rows%' and prosrc like '%join%' order by 1`,
    );
    expect(rows.map(({ name }) => name)).to.include('audit_update');
    expect(rows.filter(({ hashed }) => !hashed)).to.deep.equal([]);
  });

  it('audit every table of records with the same four triggers', async () => {
    const { rows } = await world.owner.query(
      `select tgrelid::regclass::text as table, count(*)::int as triggers, count(distinct encode(tgargs, 'escape')) filter (where tgnargs > 0)::int as arguments
       from pg_trigger where tgname like 'audit_%' group by 1 order by 1`,
    );
    expect(rows.length).to.be.greaterThan(10);
    expect(rows.filter(({ triggers, arguments: given }) => triggers !== 4 || given !== 1)).to.deep.equal([]);
  });
});

describe('db/schema.sql', () => {
  it('is up to date; npm run schema:print updates it', async function () {
    this.timeout(60_000);
    const present = await presentSchema();
    expect((await readFile('db/schema.sql', 'utf8')) === present, 'db/schema.sql is stale').to.equal(true);
  });

  it('changes with a column, an index, a policy and a grant', async () => {
    const world = await openWorld();
    try {
      const text = await schemaText(world.owner);
      for (const change of [
        'alter table bank add column colour text',
        'create index bank_name on bank (name)',
        'create policy everybody on filing for select to zhidai_firm using (true)',
        'grant delete on filing to zhidai_firm',
      ]) {
        await world.owner.query(`begin; ${change}`);
        expect(await schemaText(world.owner), change).to.not.equal(text);
        await world.owner.query('rollback');
      }
      expect(await schemaText(world.owner)).to.equal(text);
    } finally {
      await world.close();
    }
  });
});
