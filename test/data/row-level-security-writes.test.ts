import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { sql } from 'kysely';
import { admitSigningKeys } from '../../src/commands/signing-key-guard.ts';
import { asSystem } from '../../src/data/as-actor.ts';
import { flaggedFiling, goodFiling } from '../support/filing.ts';
import { ACTOR_SETTINGS, createSqlAs, type SqlAs } from '../support/raw.ts';
import { refusal } from '../support/refusal.ts';
import { changesNothing } from '../support/tables.ts';
import { FIRMS, openWorld, type World, PASSWORD } from '../support/world.ts';

const MAY_NOT = '42501';
const READ_ONLY = '25006';
/** The audit administrator’s transactions are read-only, which is checked before grants. */
const refusals = (login: string): string[] => [MAY_NOT, ...(login === 'auditadmin' ? [READ_ONLY] : [])];
const NO_ACTOR = 'ZD001';
const NOT_SO = 'ZD002';
const NO_TRAIL = 'ZD003';
const CHECK = '23514';
const STATES = ['submitted', 'accepted', 'returned', 'withdrawn', 'voided'] as const;

/** The audited tables, each with a change that would be valid with an actor. */
const AUDITED: Readonly<Record<string, string | null>> = {
  registry: 'demo = true',
  signing_key: `key_id = 'x'`,
  region: `name = 'x'`,
  bank: `name = 'x'`,
  programme_rule: `name = 'x'`,
  lpr: 'one_year_e4 = 1',
  holiday: `name = 'x'`,
  firm: `name = 'x'`,
  qualification: 'revoked = true',
  waiting_certificate: `name = 'x'`,
  qualification_kind: 'position = 9',
  account: `display_name = 'x'`,
  session: `end_reason = 'x'`,
  second_factor: 'recovery_codes_left = 9',
  filing: `remarks = 'x'`,
  // Its guard lets nobody but an auditor change a row: see test/amendments/guard.test.ts.
  amendment: null,
  // What is closed or issued stays as it is: see test/years/closing.test.ts and test/proofs/edges.test.ts.
  closing: null,
  proof: null,
  export_link: 'used_at = now()',
  import: `file_name = 'x'`,
};
/** Tables that only the database writes, or that need no audit. */
const NOT_AUDITED = [
  'access_log',
  'actor_key',
  'checked_firm',
  'code_version',
  'filing_number_secret',
  'firm_name',
  'idempotency_key',
  'import_answer',
  'import_chunk',
  'import_column',
  'import_mend',
  'import_progress',
  'import_row',
  'journal_pending',
  'ledger_entry',
  'ledger_pending',
  'posting',
  'recovery_code',
  'refresh_token',
  'second_factor_use',
  'session_use',
  'sign_in_failure',
  'total_firms',
  'total_sum',
  'trail',
];

const NEW: Readonly<Record<string, string>> = {
  state: `'accepted'`,
  bank_code: `'ICBC'`,
  uscc: `'${FIRMS.F1}'`,
  firm_name: `'x'`,
  region_code: `'430211'`,
  contract_no: `'c'`,
  contract_key: `'c'`,
  receipt_no: `'r'`,
  receipt_key: `'r'`,
  amount_fen: '100',
  annual_rate_e4: '34500',
  disbursed_on: `'2026-03-01'`,
  due_on: `'2027-03-01'`,
  guarantee: `'credit'`,
};
/** A new filing with the given columns changed. */
function insert(change: Record<string, string> = {}): string {
  const row = { id: `'${randomUUID()}'`, ...NEW, receipt_key: `'${randomUUID()}'`, ...change };
  return `insert into filing (${Object.keys(row).join(', ')}) values (${Object.values(row).join(', ')})`;
}

describe('row-level security: writes', () => {
  let world: World;
  let sqlAs: SqlAs;
  before(async () => {
    world = await openWorld();
    sqlAs = createSqlAs(world);
    for (const [login, body] of [
      ['officer', goodFiling()],
      ['officer', flaggedFiling()],
      ['officer2', goodFiling()],
      ['officer2', goodFiling({ uscc: FIRMS.F2, firmName: '株洲远航轨道科技有限公司', regionCode: '430204' })],
    ] as const) {
      expect((await (await world.as(login)).post('/filings', body)).status).to.equal(201);
    }
    expect((await (await world.as('officer')).post('/exports', { what: 'filings', format: 'csv' })).status).to.equal(
      201,
    );
    expect((await (await world.as('officer')).post('/auth/second-factor', { password: PASSWORD })).status).to.equal(
      200,
    );
    await admitSigningKeys(world.db, world.tokens, world.time.now);
    await asSystem(world.db, 'demo', { action: 'test', at: new Date('2026-06-15T02:00:00.000Z') }, (tx) =>
      sql`
      insert into waiting_certificate (id, kind, certificate_no, name, name_key, valid_from, valid_to, created_at)
      values (gen_random_uuid(), 'high_tech', 'GR202543000801', '某公司', '某公司', '2025-10-28', '2028-10-27', app_now())`.execute(
        tx,
      ),
    );
    await asSystem(world.db, 'demo', { action: 'test', at: new Date('2026-06-15T02:00:00.000Z') }, (tx) =>
      sql`
      insert into import (id, kind, mode, partial, state, bank_code, account_id, file_name, format, bytes, sha256, acting_at, created_at)
      select gen_random_uuid(), 'filings', 'check', false, 'checked', 'CCB', id, 'loans.csv', 'csv', 1, '', app_now(), app_now() from account where login = 'officer2'`.execute(
        tx,
      ),
    );
  });
  after(() => world.close());

  const one = async (text: string): Promise<any> => (await world.owner.query(text)).rows[0];
  /** Runs a statement as the owner and rolls it back; returns 'done' or the SQLSTATE. */
  const asOwner = async (text: string, announced = ACTOR_SETTINGS): Promise<string> => {
    await world.owner.query('begin');
    const code = await refusal(() => world.owner.query(announced).then(() => world.owner.query(text)));
    await world.owner.query('rollback');
    return code;
  };

  it('reach no row of another bank, firm or region', async () => {
    for (const [login, text, touched] of [
      ['officer', `update filing set remarks = 'x' where bank_code = 'CCB'`, 0n],
      ['officer', `update filing set remarks = 'x'`, 2n],
      ['regional', `update filing set state_reason = 'x'`, 3n],
      ['regional', `update firm set name = 'x' where uscc = '${FIRMS.F2}'`, 0n],
      ['regional', `update firm set name = 'x' where uscc = '${FIRMS.F1}'`, 1n],
      ['regional', `update qualification set revoked = true where uscc = '${FIRMS.F2}'`, 0n],
      ['regional', `update qualification set revoked = true where uscc = '${FIRMS.F1}'`, 3n],
      ['auditor', `update qualification set revoked = true where uscc = '${FIRMS.F2}'`, 1n],
      ['officer', insert({ bank_code: `'CCB'` }), MAY_NOT],
      ['officer', insert(), 1n],
      ['officer', `update filing set bank_code = 'CCB'`, MAY_NOT],
      ['regional', `update firm set region_code = '430204' where uscc = '${FIRMS.F1}'`, MAY_NOT],
      [
        'regional',
        `insert into firm (uscc, name, name_key, initials, region_code) values ('${FIRMS.F7}', 'x', 'x', 'X', '430204')`,
        MAY_NOT,
      ],
      [
        'regional',
        `insert into qualification (kind, certificate_no, uscc, valid_from, valid_to) values ('tech_sme', 'n', '${FIRMS.F2}', '2026-01-01', '2026-12-31')`,
        MAY_NOT,
      ],
      [
        'regional',
        `insert into qualification (kind, certificate_no, uscc, valid_from, valid_to) values ('tech_sme', 'n', '${FIRMS.F1}', '2028-01-01', '2028-12-31')`,
        1n,
      ],
    ] as const)
      expect(await sqlAs.affected(login, text), `${login}: ${text}`).to.equal(touched);
  });

  it('are limited to the columns granted to each role', async () => {
    for (const login of ['officer', 'auditor', 'firm', 'admin', 'sysadmin', 'secadmin', 'auditadmin'])
      await world.as(login);
    await changesNothing(world, async () => {
      for (const [login, texts] of Object.entries({
        officer: [
          ...['number', 'filed_on', 'links', 'version', 'submitted_at', 'state_changed_at'].map(
            (column) => `update filing set ${column} = default`,
          ),
          `update firm set name = 'x'`,
          `update qualification set revoked = true`,
          `update bank set name = 'x'`,
          `update account set role = 'admin'`,
          `update session set ended_at = null`,
        ],
        auditor: [
          ...[
            'amount_fen = 1',
            `links = '{}'`,
            `number = 'x'`,
            `uscc = '${FIRMS.F2}'`,
            `flags = '[]'`,
            `flags_other = '[]'`,
          ].map((set) => `update filing set ${set}`),
          insert(),
          `update bank set name = 'x'`,
          `update account set disabled = true`,
          `update lpr set one_year_e4 = 1`,
          `update holiday set name = 'x'`,
          `update programme_rule set limits = '{}'`,
        ],
        firm: [
          `update filing set remarks = 'x'`,
          insert(),
          `update firm set name = 'x'`,
          `update qualification set revoked = true`,
          `update bank set name = 'x'`,
          `update account set disabled = true`,
        ],
        admin: [
          `update filing set remarks = 'x'`,
          insert(),
          `update firm set name = 'x'`,
          `update qualification set revoked = true`,
          `insert into session select * from session`,
          `update registry set separate_duties = true`,
          `update registry set demo = true`,
        ],
        sysadmin: [
          `update account set disabled = true`,
          `insert into account select * from account`,
          `update session set ended_at = null`,
          `delete from sign_in_failure`,
          `update registry set separate_duties = false`,
          `update filing set remarks = 'x'`,
          insert(),
          `update firm set name = 'x'`,
          `update qualification set revoked = true`,
        ],
        secadmin: [
          `update bank set name = 'x'`,
          `insert into bank (code, name) values ('MINE', 'x')`,
          `update region set name = 'x'`,
          `update programme_rule set limits = '{}'`,
          `update lpr set one_year_e4 = 1`,
          `update holiday set name = 'x'`,
          `update qualification_kind set position = 9`,
          `update registry set separate_duties = false`,
          `update registry set lpr_checked_until = null`,
          `update filing set remarks = 'x'`,
          insert(),
          `update firm set name = 'x'`,
          `insert into session select * from session`,
        ],
        auditadmin: [
          `update account set disabled = true`,
          `update session set ended_at = null`,
          `update bank set name = 'x'`,
          `update registry set separate_duties = false`,
          `update programme_rule set limits = '{}'`,
          `update filing set remarks = 'x'`,
          insert(),
          `insert into trail_of_work default values`,
          `delete from trail_of_work`,
        ],
      }))
        for (const text of texts) expect(await sqlAs(login, text), `${login}: ${text}`).to.be.oneOf(refusals(login));
    });
  });

  it('are granted to the audit administrator in no table, whatever the transaction allows', async () => {
    const { rows } = await world.owner.query(`
      select c.relname as name from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v', 'S')
        and (
          c.relkind = 'S' and has_sequence_privilege('zhidai_audit_admin', c.oid, 'usage, update')
          or c.relkind <> 'S' and has_table_privilege('zhidai_audit_admin', c.oid, 'insert, update, delete, truncate')
          or c.relkind <> 'S' and has_any_column_privilege('zhidai_audit_admin', c.oid, 'insert, update')
        )`);
    expect(rows).to.deep.equal([]);
  });

  for (const login of ['officer', 'auditor', 'firm', 'admin', 'sysadmin', 'secadmin', 'auditadmin', 'system']) {
    it(`as ${login} cannot delete, truncate or forge audit trail, totals or records`, async () => {
      const tables = (
        await world.owner.query(
          `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'v')`,
        )
      ).rows.map((row) => row.name);
      // A bank (or the bureau) may delete its own imports; the deletion is audited.
      const imports = [
        'import',
        ...['answer', 'chunk', 'column', 'mend', 'progress', 'row'].map((of) => `import_${of}`),
      ];
      const secondFactor = ['second_factor', 'second_factor_use', 'recovery_code'];
      const may: string[] = {
        officer: ['idempotency_key', ...imports],
        auditor: ['idempotency_key', ...imports],
        firm: [],
        admin: ['idempotency_key', 'sign_in_failure', ...secondFactor],
        sysadmin: ['idempotency_key'],
        secadmin: ['idempotency_key', 'sign_in_failure', ...secondFactor],
        auditadmin: [],
        system: [
          'checked_firm',
          'export_link',
          'signing_key',
          'session',
          'session_use',
          ...secondFactor,
          'idempotency_key',
          'sign_in_failure',
          'refresh_token',
          ...imports,
        ],
      }[login]!;
      for (const table of tables) {
        expect(await sqlAs(login, `truncate ${table} cascade`), `truncate ${table}`).to.be.oneOf([
          ...refusals(login),
          '42809',
        ]);
        expect(Array.isArray(await sqlAs(login, `delete from ${table}`)), `delete from ${table}`).to.equal(
          may.includes(table),
        );
      }
      for (const table of [
        'trail',
        'journal_pending',
        'ledger_pending',
        'ledger_entry',
        'posting',
        'total_sum',
        'total_firms',
        'kysely_migration',
        ...(['admin', 'sysadmin', 'system'].includes(login) ? [] : ['qualification_kind']),
      ]) {
        expect(
          await sqlAs(
            login,
            `insert into ${table} ${['trail', 'ledger_pending'].includes(table) ? 'overriding system value' : ''} select * from ${table}`,
          ),
          `insert into ${table}`,
        ).to.be.oneOf(refusals(login));
        const column = await one(
          `select column_name as name from information_schema.columns where table_name = '${table}' and is_generated = 'NEVER' order by ordinal_position desc limit 1`,
        );
        expect(await sqlAs(login, `update ${table} set ${column.name} = default`), `update ${table}`).to.be.oneOf(
          refusals(login),
        );
      }
      for (const ddl of [
        `alter table filing disable row level security`,
        `alter table filing disable trigger all`,
        `drop policy officer_select on filing`,
        `create policy mine on filing to public using (true)`,
        `drop table trail`,
        `create table mine (id int)`,
        `create function mine() returns int language sql as 'select 1'`,
        `set session_replication_role = replica`,
        `comment on table filing is 'x'`,
      ]) {
        expect(await sqlAs(login, ddl), ddl).to.be.oneOf([...refusals(login), '0LP01']);
      }
    });
  }

  it('cannot set links, version, number or day of filing, which the database computes', async () => {
    const id = randomUUID();
    await asSystem(world.db, 'demo', { action: 'test', at: new Date('2026-06-15T16:30:00.000Z') }, async (tx) => {
      await tx
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
          due_on: '2027-03-01',
          guarantee: 'credit',
          links: JSON.stringify({ high_tech: { certificateNo: 'FORGED' } }) as never,
          version: 77,
        })
        .execute();
    });
    const row = await one(
      `select number, filed_on::text, version, status, links, link_of(uscc, disbursed_on) as right from filing where id = '${id}'`,
    );
    expect(row).to.deep.include({ filed_on: '2026-06-16', version: 1, status: 'both' });
    expect(row.number).to.match(/^ZD2026-[0-9]{9}$/);
    expect(row.links).to.deep.equal(row.right);
    expect(
      await asOwner(
        `update filing set links = '{}', version = 1 where id = '${id}'; do $$ begin assert (select links = link_of(uscc, disbursed_on) and version = 2 from filing where id = '${id}'); end $$`,
      ),
    ).to.equal('done');
    expect(await asOwner(`update filing set status = 'neither' where id = '${id}'`)).to.equal('428C9');
    expect(
      await asOwner(
        `update filing set number = (select number from filing where id <> '${id}' and number is not null limit 1) where id = '${id}'`,
      ),
    ).to.equal('23505');
    for (const set of [`id = gen_random_uuid()`, `bank_code = 'CCB'`, `submitted_at = now()`])
      expect(await asOwner(`update filing set ${set} where id = '${id}'`), set).to.equal(NOT_SO);
  });

  it('can make only valid transitions between states (all 25 pairs)', async () => {
    const way: Record<string, string[]> = {
      submitted: ['submitted'],
      accepted: ['accepted'],
      returned: ['submitted', 'returned'],
      withdrawn: ['submitted', 'withdrawn'],
      voided: ['accepted', 'voided'],
    };
    const allowed = new Set([
      'submitted accepted',
      'submitted returned',
      'submitted withdrawn',
      'returned submitted',
      'returned accepted',
      'returned withdrawn',
      'accepted voided',
    ]);
    for (const from of STATES) {
      for (const to of STATES.filter((state) => state !== from)) {
        const id = randomUUID();
        const [first, ...then] = way[from]!;
        const steps = [
          insert({ id: `'${id}'`, state: `'${first}'` }),
          ...then.map((state) => `update filing set state = '${state}' where id = '${id}'`),
        ].join('; ');
        expect(await asOwner(steps), from).to.equal('done');
        expect(
          await asOwner(`${steps}; update filing set state = '${to}' where id = '${id}'`),
          `${from} → ${to}`,
        ).to.equal(allowed.has(`${from} ${to}`) ? 'done' : NOT_SO);
      }
    }
    for (const state of ['returned', 'withdrawn', 'voided'])
      expect(await asOwner(insert({ state: `'${state}'` })), state).to.equal(NOT_SO);
    expect(await asOwner(insert({ state: `'paid'` }))).to.equal(NOT_SO);
    expect(await asOwner(insert({ state: `'submitted'`, number: `'ZD2026-999999'` }))).to.equal(CHECK);
  });

  it('need actor, role, action and time to be set, also as the owner', async () => {
    const { rows } = await world.owner
      .query(`select c.relname as name, exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'audit_update') as audited
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname not like 'kysely%' order by 1`);
    expect(rows.filter((row) => row.audited).map((row) => row.name)).to.deep.equal(Object.keys(AUDITED).sort());
    expect(rows.filter((row) => !row.audited).map((row) => row.name)).to.deep.equal(NOT_AUDITED);
    for (const [table, set] of Object.entries(AUDITED)) {
      if (set === null) continue;
      expect(await asOwner(`update ${table} set ${set}`), table).to.equal('done');
      for (const missing of ['actor', 'role', 'action', 'now']) {
        expect(
          await asOwner(`update ${table} set ${set}`, `${ACTOR_SETTINGS}; set local app.${missing} = ''`),
          `${table} without ${missing}`,
        ).to.equal(NO_ACTOR);
      }
      expect(await asOwner(`truncate ${table} cascade`), `truncate ${table}`).to.be.oneOf([NO_TRAIL, NOT_SO]);
    }
    expect(await asOwner(`insert into bank (code, name) values ('NEW', 'x')`, 'select 1')).to.equal(NO_ACTOR);
    expect(await asOwner(`delete from programme_rule`, 'select 1')).to.equal(NO_ACTOR);
    expect(
      await refusal(() =>
        asSystem(world.db, 'demo', { action: '', at: new Date() }, (tx) =>
          tx.updateTable('bank').set({ name: 'x' }).execute(),
        ),
      ),
    ).to.equal(NO_ACTOR);
  });

  it('are audited in the same transaction with their actor and reason, and not at all when rolled back', async () => {
    const count = async (): Promise<number> => (await one('select count(*)::int as n from trail')).n;
    const before = await count();
    await sqlAs('officer', `update filing set remarks = 'undone'`);
    expect(await count()).to.equal(before);
    await sqlAs('officer', `update filing set remarks = 'by hand', branch = branch`, true);
    const { rows } = await world.owner
      .query(`select t.actor, t.role, t.action, t.reason, t.before, t.after, t.bank_code, t.actor_id = a.id as same, t.version = f.version as current
      from trail t join filing f on f.id::text = t.record_id join account a on a.login = 'officer' where t.id > (select max(id) from trail) - ${(await count()) - before}`);
    expect(rows.length).to.equal(3);
    for (const row of rows)
      expect(row).to.deep.equal({
        actor: 'officer',
        role: 'officer',
        action: 'test.sql',
        reason: 'SQL of a test',
        before: { remarks: null },
        after: { remarks: 'by hand' },
        bank_code: 'ICBC',
        same: true,
        current: true,
      });
  });

  it('are audited even when only hidden columns change: a password, a receipt key', async () => {
    for (const [login, text, type] of [
      ['admin', `update account set password_hash = 'x' where login = 'firm2'`, 'account'],
      ['officer', `update filing set receipt_key = receipt_key || 'X' where state = 'submitted'`, 'filing'],
    ] as const) {
      await sqlAs(login, text, true);
      const row = await one('select type, actor, action, before, after from trail order by id desc limit 1');
      expect(row).to.deep.equal({ type, actor: login, action: 'test.sql', before: null, after: null });
    }
    expect(
      (
        await one(
          `select count(*)::int as n from trail where concat(before, after, restricted) like '%password_hash%' or concat(before, after, restricted) like '%argon2%'`,
        )
      ).n,
    ).to.equal(0);
  });

  it('cannot UPDATE, DELETE or TRUNCATE the audit trail, even as its owner', async () => {
    for (const text of [
      `update trail set actor = 'somebody else'`,
      'delete from trail',
      'truncate trail',
      'truncate trail restart identity cascade',
      'delete from trail where id = (select max(id) from trail)',
    ]) {
      expect(await asOwner(text), text).to.equal(NO_TRAIL);
    }
  });

  it('cannot delete or truncate filings or qualifications, even as their owner', async () => {
    for (const table of ['filing', 'qualification'])
      for (const text of [`delete from ${table}`, `truncate ${table} cascade`])
        expect(await asOwner(text), text).to.be.oneOf([NOT_SO, NO_TRAIL]);
    expect(await asOwner('truncate firm cascade')).to.be.oneOf([NOT_SO, NO_TRAIL]);
    expect(await asOwner(`update qualification set uscc = '${FIRMS.F4}' where uscc = '${FIRMS.F2}'`)).to.equal(NOT_SO);
  });

  it('cannot delete or re-key a bank, firm or region with filings, even as their owner', async () => {
    for (const [table, code] of [
      ['bank', 'code'],
      ['region', 'code'],
      ['firm', 'uscc'],
    ] as const) {
      for (const text of [`delete from ${table}`, `update ${table} set ${code} = reverse(${code})`])
        expect(await asOwner(text), text).to.equal(NOT_SO);
    }
  });

  it('cannot give a certificate to two firms, or a qualification impossible days', async () => {
    const put = (
      no: string,
      from: string,
      to: string,
      rest = 'false, null',
      kind = 'tech_sme',
      firm: string = FIRMS.F4,
    ): string =>
      `insert into qualification (kind, certificate_no, uscc, valid_from, valid_to, revoked, revoked_on) values ('${kind}', '${no}', '${firm}', '${from}', '${to}', ${rest})`;
    const first = put('A', '2025-01-01', '2025-12-31');
    for (const [second, code] of [
      [put('B', '2025-12-31', '2026-12-31'), 'done'],
      [put('B', '2020-01-01', '2030-01-01'), 'done'],
      [put('A', '2025-01-01', '2025-12-31', 'false, null', 'high_tech'), 'done'],
      [put('A', '2030-01-01', '2030-12-31'), '23505'],
      [put('A', '2030-01-01', '2030-12-31', 'false, null', 'tech_sme', FIRMS.F2), '23505'],
      [put('B', '2030-12-31', '2030-01-01'), '22000'],
      [put('B', '2030-01-01', '2030-12-31', `false, '2030-06-01'`), CHECK],
      [put('B', '2030-01-01', '2030-12-31', 'false, null', 'unicorn'), '23503'],
    ] as const)
      expect(await asOwner(`${first}; ${second}`), second).to.equal(code);
  });

  it('that link filings require READ COMMITTED, so that they read committed qualifications', async () => {
    for (const level of ['repeatable read', 'serializable']) {
      expect(await asOwner(insert(), `set transaction isolation level ${level}; ${ACTOR_SETTINGS}`), level).to.equal(
        'ZD004',
      );
      expect(
        await asOwner(
          `update qualification set revoked = true`,
          `set transaction isolation level ${level}; ${ACTOR_SETTINGS}`,
        ),
        level,
      ).to.equal('ZD004');
    }
  });

  it('are limited to valid amounts, rates, days and words', async () => {
    for (const [change, code] of [
      [{ amount_fen: '1' }, 'done'],
      [{ amount_fen: '999999999999' }, 'done'],
      [{ amount_fen: '0' }, CHECK],
      [{ amount_fen: '-1' }, CHECK],
      [{ amount_fen: '1000000000000' }, CHECK],
      [{ amount_fen: '9223372036854775807' }, CHECK],
      [{ amount_fen: '9223372036854775808' }, '22003'],
      [{ amount_fen: 'null' }, '23502'],
      [{ annual_rate_e4: '0' }, 'done'],
      [{ annual_rate_e4: '360000' }, 'done'],
      [{ annual_rate_e4: '360001' }, CHECK],
      [{ annual_rate_e4: '-1' }, CHECK],
      [{ due_on: `'2026-03-01'` }, CHECK],
      [{ due_on: `'2026-03-02'` }, 'done'],
      [{ disbursed_on: `'2023-02-29'` }, '22008'],
      [{ guarantee: `'mortgage'` }, CHECK],
      [{ knowledge_grade: `'F'` }, CHECK],
      [{ renewal_of: 'gen_random_uuid()', renewal: 'true' }, '23503'],
      [{ renewal_of: '(select id from filing limit 1)' }, CHECK],
      [{ bank_code: `'NOBANK'` }, '23503'],
      [{ region_code: `'999999'` }, '23503'],
      [{ uscc: `'${FIRMS.F7}'` }, '23503'],
    ] as const)
      expect(await asOwner(insert(change as unknown as Record<string, string>)), JSON.stringify(change)).to.equal(code);
    expect(await asOwner(`${insert({ receipt_key: `'same'` })}; ${insert({ receipt_key: `'same'` })}`)).to.equal(
      '23505',
    );
    for (const [table, values] of [
      ['bank', `'lower', 'x'`],
      ['region', `'4302', 'x'`],
    ])
      expect(await asOwner(`insert into ${table} (code, name) values (${values})`)).to.equal(CHECK);
    const account = (role: string, bank: string, uscc: string, regions: string): string =>
      `insert into account (id, login, role, display_name, bank_code, uscc, regions, password_hash, password_changed_at) values (gen_random_uuid(), 'x', ${role}, 'x', ${bank}, ${uscc}, ${regions}, 'x', now())`;
    for (const row of [
      [`'officer'`, 'null', 'null', 'null'],
      [`'auditor'`, `'ICBC'`, 'null', 'null'],
      [`'firm'`, 'null', 'null', 'null'],
      [`'admin'`, 'null', `'${FIRMS.F1}'`, 'null'],
      [`'officer'`, `'ICBC'`, 'null', `'{430211}'`],
      [`'auditor'`, 'null', 'null', `'{}'`],
      [`'system_admin'`, `'ICBC'`, 'null', 'null'],
      [`'security_admin'`, 'null', `'${FIRMS.F1}'`, 'null'],
      [`'audit_admin'`, 'null', 'null', `'{430211}'`],
      [`'root'`, 'null', 'null', 'null'],
    ]) {
      expect(await asOwner(account(...(row as [string, string, string, string]))), row.join()).to.equal(CHECK);
    }
  });
});
