import { expect } from 'chai';
import { FIRM_SEEN, TABLES } from '../../src/data/schema.ts';
import { openWorld, type World } from '../support/world.ts';

/** Not null and without a default, yet nobody need say them: the trigger of the table fills them in. */
const FILLED_BY_TRIGGER = new Set(['filing.submitted_at', 'filing.state_changed_at']);

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
    where table_schema = 'public' and t.table_type = '${kind}' and table_name not like 'kysely%'`)
    ).rows;

  it('name the tables and columns of the database, each with its type, whether it may be null and whether it must be written', async () => {
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

  it('name the columns of the views: of totals, which are those of its cells, and of firms', async () => {
    const declared = [
      ...Object.entries(TABLES.total_cell).map(([name, { pg }]) => `total.${name} ${pg}`),
      ...FIRM_SEEN.map((name) => `firm_seen.${name} ${TABLES.firm[name].pg}`),
    ];
    expect((await inDatabase('VIEW')).map((row) => `${row.table}.${row.column} ${row.pg}`).sort()).to.deep.equal(
      declared.sort(),
    );
  });

  it('are told apart from a database that has a column more, a column less, another type, or another default', async () => {
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

  it('pair what is with what was without looking at each for each, though the plan was made when there were few', async () => {
    await world.owner.query('begin');
    await world.owner.query(`create table attached (code text primary key, version integer not null default 1)`);
    await world.owner.query(
      `call trail_attach('attached', 'attached', array['code'], 'n.code', 'null', 'null', 'null', '{}', '{}')`,
    );
    const pairing = await world.owner.query(
      `select proname as name, coalesce('enable_nestloop=off' = any (proconfig), false) as whole from pg_proc where prorettype = 'trigger'::regtype and prosrc ~ 'new_rows [a-z]+ join old_rows' order by 1`,
    );
    await world.owner.query('rollback');
    expect(pairing.rows.map(({ name }) => name)).to.include.members([
      'total_update',
      'trail_update_attached',
      'trail_update_filing',
      'trail_update_firm',
      'trail_update_qualification',
    ]);
    expect(pairing.rows.filter(({ whole }) => !whole)).to.deep.equal([]);
  });
});
