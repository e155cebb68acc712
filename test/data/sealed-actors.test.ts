// What SQL that got into a statement can and cannot do: nobody becomes another actor by it.
import { expect } from 'chai';
import { sql } from 'kysely';
import { asActor, asSystem } from '../../src/data/as-actor.ts';
import { closeDatabase, openDatabase, type Db, type Tx } from '../../src/data/database.ts';
import { migrate } from '../../src/data/migrate.ts';
import { createPool } from '../../src/data/pool.ts';
import { ACTOR_ROLES } from '../../src/data/roles.ts';
import { databaseRoleOf } from '../../src/domain/roles.ts';
import { flaggedFiling, goodFiling } from '../support/filing.ts';
import { createSqlAs, type SqlAs } from '../support/raw.ts';
import { refusal } from '../support/refusal.ts';
import { ACCOUNTS, FIRMS, openWorld, theCluster, type World } from '../support/world.ts';

const MAY_NOT = '42501';
const NO_ACTOR = 'ZD001';
/** Public: rows that every role which may read the table sees, whoever acts. */
const PUBLIC = [
  'registry',
  'region',
  'bank',
  'programme_rule',
  'lpr',
  'holiday',
  'qualification_kind',
  'qualification',
  'posting',
];
/** Numbers and names of the schema and of events; no content. */
const HARMLESS = ['kysely_migration', 'code_version', 'journal_pending'];

describe('an actor', () => {
  let world: World;
  let sqlAs: SqlAs;
  /** One connection, so that a transaction could find what the one before has left. */
  let single: Db;
  before(async () => {
    world = await openWorld();
    sqlAs = createSqlAs(world);
    const { rows } = await world.owner.query('select current_database() as name');
    const cluster = await theCluster();
    // The rights of a copied database are the usual ones until a start.
    await migrate(cluster.owner(rows[0].name), cluster.app(rows[0].name));
    single = openDatabase(createPool(cluster.app(rows[0].name), { max: 1, role: 'zhidai_app' }), world.db.actorKey);
    for (const [login, body] of [
      ['officer', goodFiling()],
      ['officer', flaggedFiling()],
      ['officer', goodFiling({ uscc: FIRMS.F5, firmName: '株洲只有工行知道的公司' })],
      ['officer2', goodFiling()],
    ] as const)
      expect((await (await world.as(login)).post('/filings', body)).status).to.equal(201);
  });
  after(async () => {
    await closeDatabase(single);
    await world.close();
  });

  const deed = { action: 'test', at: new Date('2026-06-15T02:00:00.000Z') };
  const acting = async <T>(login: string, work: (tx: Tx) => Promise<T>): Promise<T> =>
    login === 'system'
      ? asSystem(single, 'demo', deed, work)
      : asActor(single, (await world.as(login)).ids.sessionId, deed, work);
  /** The rows of the last of these statements, in one transaction of an account. */
  const rowsOf = (login: string, ...texts: readonly string[]): Promise<readonly any[]> =>
    acting(login, async (tx) => {
      let rows: readonly any[] = [];
      for (const text of texts) ({ rows } = await sql.raw<any>(text).execute(tx));
      return rows;
    });
  const count = async (login: string, ...texts: readonly string[]): Promise<number> =>
    Number((await rowsOf(login, ...texts))[0].n);
  const roleOf = (login: string): string =>
    login === 'system' ? 'zhidai_system' : databaseRoleOf(ACCOUNTS[login]!.role);
  const actors = ['officer', 'auditor', 'regional', 'firm', 'admin', 'sysadmin', 'secadmin', 'auditadmin', 'system'];
  /** The administrator holds these duties: their rows are its own, and the other way round. */
  const SHARED = ['zhidai_system_admin', 'zhidai_security_admin'].map((duty) => [duty, 'zhidai_admin'].join());
  const otherRoles = (login: string): string[] =>
    ACTOR_ROLES.filter(
      (role) => role !== roleOf(login) && !SHARED.includes([role, roleOf(login)].sort().reverse().join()),
    );

  it('sees nothing but public lists as another role (`set role`)', async () => {
    const { rows } = await world.owner.query(`
      select r.role, c.relname as table, (
        select a.attname from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and has_column_privilege(r.role, c.oid, a.attname, 'select')
        order by a.attnum limit 1
      ) as column
      from unnest('{${ACTOR_ROLES.join()}}'::text[]) r (role), pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v') and has_any_column_privilege(r.role, c.oid, 'select')`);
    expect(rows.length).to.be.greaterThan(60);
    for (const login of actors)
      for (const role of otherRoles(login))
        for (const { table, column } of rows.filter((row) => row.role === role)) {
          if (PUBLIC.includes(table) || HARMLESS.includes(table)) continue;
          const query = `select count(${column}) as n from ${table}`;
          const seen = await count(login, `set local role ${role}`, query);
          // Firms of the public lists.
          const listed = ['firm', 'firm_seen'].includes(table) && ['zhidai_officer', 'zhidai_auditor'].includes(role);
          expect(seen, `${login} as ${role}: ${query}`).to.equal(listed ? 4 : 0);
        }
  });

  it('changes nothing as another role', async () => {
    const { rows } = await world.owner.query(`
      select r.role, c.relname as table, (
        select a.attname from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and has_column_privilege(r.role, c.oid, a.attname, 'update')
          and has_column_privilege(r.role, c.oid, a.attname, 'select')
        order by a.attnum limit 1
      ) as column
      from unnest('{${ACTOR_ROLES.join()}}'::text[]) r (role), pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and has_any_column_privilege(r.role, c.oid, 'update')`);
    const changeable = rows.filter(({ column }) => column !== null);
    expect(changeable.length).to.be.greaterThan(20);
    for (const login of actors)
      for (const role of otherRoles(login))
        for (const { table, column } of changeable.filter((row) => row.role === role)) {
          const change = `with changed as (update ${table} set ${column} = ${column} returning 1) select count(*) as n from changed`;
          const done = await count(login, `set local role ${role}`, change).catch(
            (error: { code: string }) => error.code,
          );
          expect(done, `${login} as ${role}: ${table}`).to.be.oneOf([0, MAY_NOT, NO_ACTOR, '25006']);
        }
    for (const [login, role, text] of [
      ['officer', 'zhidai_admin', `insert into bank (code, name) values ('EVIL', 'x')`],
      ['officer', 'zhidai_system', `insert into region (code, name) values ('999999', 'x')`],
      [
        'officer',
        'zhidai_auditor',
        `insert into firm (uscc, name, name_key, initials, region_code) values ('91430200000000115B', 'x', 'x', 'X', '430211')`,
      ],
      [
        'auditor',
        'zhidai_system',
        `insert into sign_in_failure (login_key, address, failed_at) values ('x', 'x', now())`,
      ],
    ] as const)
      expect(await refusal(() => rowsOf(login, `set local role ${role}`, text)), text).to.equal(MAY_NOT);
  });

  it('stays itself when the role changes in the middle of a statement', async () => {
    for (const role of ['zhidai_system', 'zhidai_auditor', 'zhidai_admin'])
      for (const back of ['zhidai_officer', 'zhidai_app', 'none'])
        for (const query of [
          `select count(*) as n from account, (select set_config('role', '${back}', true) offset 0) x`,
          `with x as materialized (select set_config('role', '${back}', true) as r) select count(t.id) as n from x cross join trail t where x.r is not null`,
          `select count(*) as n from filing, (select set_config('role', '${back}', true) offset 0) x where bank_code = 'CCB'`,
        ]) {
          const seen = await count('officer', `set local role ${role}`, query).catch(
            (error: { code: string }) => error.code,
          );
          expect(seen, `${role} ${back}: ${query}`).to.be.oneOf([0, MAY_NOT]);
        }
  });

  it('is not changed by settings, its own seal included', async () => {
    const [{ own }] = (await rowsOf('officer', `select current_setting('app.acting') as own`)) as [{ own: string }];
    const [seal, actor] = [own.slice(0, 64), own.slice(64)];
    expect(actor).to.include('database_role=zhidai_officer').and.include('bank=ICBC').and.include('actor=officer');
    const other = actor.replace('bank=ICBC', 'bank=CCB');
    const texts = [own, seal + other, other, '0'.repeat(64) + other, `${own} `, `${own}\u001fbank=CCB\u001f`, '', 'x'];
    for (const text of texts) {
      const set = `select set_config('app.acting', '${text}', true)`;
      expect(await count('officer', set, 'select count(*) as n from filing'), text).to.equal(0);
      expect(await refusal(() => rowsOf('officer', set, `update filing set remarks = 'x'`))).to.be.oneOf([
        'done',
        NO_ACTOR,
      ]);
      expect(
        await count('officer', `with x as materialized (${set}) select count(f.id) as n from x cross join filing f`),
      ).to.equal(0);
      expect(
        await count(
          'officer',
          `select count(*) as n from filing where bank_code = 'CCB' and id > (${set})::text::uuid`,
        ).catch(() => 0),
      ).to.equal(0);
    }
    for (const name of ['bank', 'regions', 'role', 'database_role', 'account', 'uscc', 'actor'])
      expect(
        await count(
          'officer',
          `select set_config('app.${name}', '*', true)`,
          `select count(*) as n from filing where bank_code <> 'ICBC'`,
        ),
        name,
      ).to.equal(0);
  });

  it('is not that of an earlier transaction of the same connection, nor of the same one elsewhere', async () => {
    const [{ sealed }] = (await rowsOf('auditor', `select current_setting('app.acting') as sealed`)) as [
      { sealed: string },
    ];
    const replay = [`set local role zhidai_auditor`, `select set_config('app.acting', '${sealed}', true)`];
    expect(await count('officer', ...replay, 'select count(*) as n from filing')).to.equal(0);
    expect(await count('auditor', 'select count(*) as n from filing')).to.equal(4);
    const lasting = `select set_config('app.acting', current_setting('app.acting'), false)`;
    await rowsOf('auditor', lasting);
    expect(await count('officer', 'set local role zhidai_auditor', 'select count(*) as n from filing')).to.equal(0);
  });

  it('cannot be sealed by anybody who does not know the key, which no role can read', async () => {
    for (const login of actors) {
      for (const role of ['zhidai_app', ...ACTOR_ROLES])
        for (const text of [
          'select key from actor_key',
          'select actor_key()',
          `select actor_seal('{}')`,
          `select require_actor_key('')`,
        ])
          expect(
            await refusal(() => rowsOf(login, `set local role ${role}`, text)),
            `${login} ${role} ${text}`,
          ).to.equal(MAY_NOT);
      for (const key of ['null', `''`, `'${'0'.repeat(64)}'`])
        for (const text of [`select actor_sealed(${key}, '{}')`, `select totals_stamp(${key}, 'CCB', null)`])
          expect(await refusal(() => rowsOf(login, 'set local role zhidai_app', text)), text).to.equal(MAY_NOT);
    }
    expect(await refusal(() => rowsOf('officer', `set local role none`, 'select key from actor_key'))).to.equal(
      MAY_NOT,
    );
  });

  it('is nobody after `set role none`, whatever the settings say', async () => {
    const settings = `select set_config('app.actor', 'x', true), set_config('app.role', 'system', true), set_config('app.action', 'x', true), set_config('app.now', now()::text, true)`;
    expect(
      await refusal(() => rowsOf('officer', settings, 'set local role none', `update bank set name = 'x'`)),
    ).to.equal(MAY_NOT);
    expect(await refusal(() => rowsOf('officer', settings, 'set local role none', `select acting()`))).to.equal(
      MAY_NOT,
    );
  });

  it('is the one in the audit trail, whatever the settings say', async () => {
    await sqlAs(
      'officer',
      `update filing set branch = 'x' || set_config('app.actor', 'auditor', true) || set_config('app.role', 'auditor', true) where state = 'submitted'`,
      true,
    );
    const { rows } = await world.owner.query(`select actor, role from trail order by id desc limit 1`);
    expect(rows).to.deep.equal([{ actor: 'officer', role: 'officer' }]);
  });

  it('calls no function of another role', async () => {
    for (const [login, role, text] of [
      ['firm', 'zhidai_officer', `select * from filing_context('[{"n":0,"bank_code":"CCB"}]', '{}', '{}', false)`],
      ['admin', 'zhidai_auditor', `select * from filing_context('[{"n":0,"bank_code":"CCB"}]', '{}', '{}', false)`],
      ['firm', 'zhidai_officer', `select firm_enter('[]')`],
      ['officer', 'zhidai_auditor', `select history_file('[]')`],
      ['officer', 'zhidai_auditor', `select * from filing_numbers_taken('{ZD2026-000001}')`],
      ['officer', 'zhidai_auditor', `select lock_firms('{${FIRMS.F1}}')`],
      ['firm', 'zhidai_officer', `select lock_firms_for_first_loan('{${FIRMS.F1}}')`],
      ['officer', 'zhidai_system', `select from post_entries()`],
      ['admin', 'zhidai_system', `select * from sign_in_account()`],
      ['admin', 'zhidai_system', `select sign_in_confirm('x')`],
    ] as const)
      expect(await refusal(() => rowsOf(login, `set local role ${role}`, text)), `${login}: ${text}`).to.equal(MAY_NOT);
  });

  it('creates nothing, not even temporary tables', async () => {
    for (const login of ['officer', 'system'])
      for (const role of ['zhidai_app', ...ACTOR_ROLES, 'none'])
        for (const text of [
          'create temporary table evil (id int)',
          'create table evil (id int)',
          'create function evil() returns int language sql as $$ select 1 $$',
          'create schema evil',
        ])
          expect(await refusal(() => rowsOf(login, `set local role ${role}`, text)), `${role}: ${text}`).to.equal(
            MAY_NOT,
          );
  });
});

describe('password hashes', () => {
  let world: World;
  let sqlAs: SqlAs;
  before(async () => {
    world = await openWorld();
    sqlAs = createSqlAs(world);
  });
  after(() => world.close());

  it('are readable by no role', async () => {
    for (const login of ['officer', 'auditor', 'firm', 'admin', 'system'])
      for (const text of [
        'select password_hash from account',
        'select * from account',
        `select 1 from account where password_hash like '$argon2id%'`,
        `update account set display_name = password_hash`,
        `update account set display_name = 'x' returning password_hash`,
      ])
        expect(await sqlAs(login, text), `${login}: ${text}`).to.equal(MAY_NOT);
  });

  it('are given to a sign-in for its own login, whatever the settings say', async () => {
    const read = (signIn: string | undefined, text: string): Promise<readonly any[]> =>
      asSystem(
        world.db,
        'sign-in',
        { action: 'auth.login', at: world.time.now, ...(signIn === undefined ? {} : { signIn }) },
        async (tx) => (await sql.raw<any>(text).execute(tx)).rows,
      );
    const all = 'select x.id from account a cross join lateral sign_in_account() x';
    const { rows } = await world.owner.query(`select id from account where login = 'officer'`);
    expect(new Set((await read('officer', all)).map(({ id }) => id))).to.deep.equal(new Set([rows[0].id]));
    expect(await read(undefined, all)).to.deep.equal([]);
    expect(await read('nobody', all)).to.deep.equal([]);
    const forged = `select x.id from (select set_config('app.sign_in', 'admin', true) offset 0) y cross join sign_in_account() x`;
    expect((await read('officer', forged)).map(({ id }) => id)).to.deep.equal([rows[0].id]);
  });
});
