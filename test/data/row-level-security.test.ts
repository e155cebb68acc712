import { expect } from 'chai';
import { file, flaggedFiling, goodFiling } from '../support/filing.ts';
import { createSqlAs, type SqlAs } from '../support/raw.ts';
import { FIRMS, openWorld, type World } from '../support/world.ts';

/** The row scope of each account, as a condition on filings. */
const ROW_SCOPE: Readonly<Record<string, string>> = {
  officer: `bank_code = 'ICBC'`,
  officer2: `bank_code = 'CCB'`,
  auditor: 'true',
  regional: `region_code in ('430211', '430281')`,
  firm: `uscc = '${FIRMS.F1}'`,
  firm2: `uscc = '${FIRMS.F2}'`,
};
const MAY_NOT = '42501';
const NOT_THEIRS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  officer: {
    filing: ['flags_other'],
    firm: ['entered_by_bank', 'registered_by_hand'],
    trail: ['restricted', 'actor_id', 'request_id', 'xid'],
    account: ['login', 'password_hash'],
    session: ['id'],
    session_use: ['used_at'],
    second_factor: ['account_id', 'secret'],
    second_factor_use: ['last_step'],
    recovery_code: ['account_id', 'hash'],
    refresh_token: ['hash'],
    sign_in_failure: ['login_key'],
    ledger_entry: ['filing_id', 'action'],
    journal_pending: ['event_id'],
    posting: ['entries', 'event_ids'],
  },
  auditor: {
    journal_pending: ['event_id'],
    account: ['login', 'password_hash'],
    session: ['id'],
    session_use: ['used_at'],
    second_factor: ['account_id', 'secret'],
    second_factor_use: ['last_step'],
    recovery_code: ['account_id', 'hash'],
    refresh_token: ['hash'],
    sign_in_failure: ['login_key'],
  },
  firm: {
    filing: ['flags_other', 'flags', 'in_review', 'flagged'],
    firm: ['entered_by_bank', 'registered_by_hand'],
    trail: ['restricted', 'actor', 'actor_id', 'request_id'],
    account: ['login', 'password_hash'],
    session: ['id'],
    session_use: ['used_at'],
    second_factor: ['account_id', 'secret'],
    second_factor_use: ['last_step'],
    recovery_code: ['account_id', 'hash'],
    refresh_token: ['hash'],
    sign_in_failure: ['login_key'],
    idempotency_key: ['body'],
    total_sum: ['filings'],
    total_firms: ['firms'],
    ledger_pending: ['uscc'],
    ledger_entry: ['filing_id', 'action'],
    posting: ['entries', 'event_ids'],
  },
  admin: {
    filing: ['id', 'uscc', 'flags_other'],
    qualification: ['uscc'],
    total_sum: ['filings'],
    total_firms: ['firms'],
    ledger_pending: ['uscc'],
    ledger_entry: ['uscc'],
    posting: ['head'],
    firm: ['entered_by_bank', 'region_code'],
    trail: ['restricted', 'actor_id'],
    account: ['password_hash'],
    second_factor: ['secret', 'key_id'],
    second_factor_use: ['last_step'],
    recovery_code: ['hash'],
    refresh_token: ['hash'],
  },
  sysadmin: {
    account: ['login', 'password_hash'],
    session: ['id'],
    refresh_token: ['hash'],
    sign_in_failure: ['login_key'],
    filing: ['id', 'uscc'],
    firm: ['name'],
    qualification: ['uscc'],
    total_sum: ['filings'],
    trail: ['id', 'actor', 'after'],
    export_link: ['what'],
  },
  secadmin: {
    account: ['password_hash'],
    refresh_token: ['hash'],
    filing: ['id', 'uscc'],
    firm: ['entered_by_bank', 'region_code'],
    qualification: ['uscc'],
    total_sum: ['filings'],
    trail: ['id', 'actor', 'after'],
    export_link: ['what'],
  },
  auditadmin: {
    account: ['login', 'password_hash'],
    session: ['id'],
    refresh_token: ['hash'],
    sign_in_failure: ['login_key'],
    filing: ['id', 'uscc'],
    firm: ['name'],
    qualification: ['uscc'],
    total_sum: ['filings'],
    trail: ['restricted', 'bank_code', 'uscc', 'region_code', 'actor_id', 'xid'],
    export_link: ['what'],
    import: ['file_name'],
    idempotency_key: ['body'],
  },
};

/** The functions that each role may execute, and no others. */
const COMMON = [
  'acting',
  'acting_as',
  'actor_member',
  'app_now',
  'app_setting',
  'link_of',
  'require_read_committed',
  'shanghai_day',
];
const TOTALS = [
  'cell_bank',
  'cell_period',
  'cell_region',
  'firm_effect',
  'live_firms',
  'live_sums',
  'posted_firms',
  'posted_sums',
  'status_bits',
  'sum_effect',
];
const AS_OF = ['firm_changes_after', 'posted_by'];
const DUTIES = [
  'acting_role',
  'close_administrators',
  'duties_are_separate',
  'duties_handed_over',
  'hands_over',
  'refuse_duty',
  'require_hand_over',
  'takes_two_people',
  'widens_regions',
];
const MAY_CALL: Readonly<Record<string, readonly string[]>> = {
  zhidai_app: ['actor_sealed', 'import_open', 'session_open', 'totals_stamp'],
  zhidai_officer: [
    ...COMMON,
    'amendment_in_closed_year',
    'count_checked_firm',
    'filing_context',
    ...AS_OF,
    'firm_enter',
    'firms_as_filed',
    'idempotency_answer',
    'idempotency_owner',
    'import_first_loan_contradicted',
    'import_relink',
    'lock_firms_for_first_loan',
    'year_is_closed',
    'name_key',
    ...TOTALS,
  ],
  zhidai_auditor: [
    ...COMMON,
    'amendment_in_closed_year',
    'filing_context',
    'filing_numbers_taken',
    ...AS_OF,
    'firms_as_filed',
    'history_file',
    'idempotency_answer',
    'idempotency_owner',
    'lock_firms',
    'lock_firms_for_first_loan',
    'bridge_changes',
    'year_is_closed',
    ...TOTALS,
  ],
  zhidai_firm: [...COMMON, ...AS_OF, 'cell_period', 'firms_as_filed', 'status_bits'],
  zhidai_admin: [...COMMON, ...DUTIES, 'idempotency_answer', 'idempotency_owner'],
  zhidai_system_admin: [...COMMON, 'idempotency_answer', 'idempotency_owner'],
  zhidai_security_admin: [...COMMON, ...DUTIES, 'idempotency_answer', 'idempotency_owner'],
  zhidai_audit_admin: [...COMMON, 'is_administration'],
  zhidai_system: [
    ...COMMON,
    'amendment_in_closed_year',
    'access_log_forget',
    'access_log_write',
    'filing_context',
    'firm_enter',
    'firms_as_filed',
    'idempotency_answer',
    'idempotency_owner',
    'lock_firms',
    'lock_firms_for_first_loan',
    'year_is_closed',
    ...TOTALS,
    'acting_role',
    'close_administrators',
    'duties_are_separate',
    'duties_handed_over',
    'counted_images',
    'cell_name',
    'entry_text',
    'event_text',
    'instant_text',
    'post_entries',
    'posting_head',
    'recounted_firms',
    'recounted_sums',
    'sign_in_account',
    'sign_in_confirm',
    'session_live',
    'total_groupings',
    'totals_stamp',
    'verify_balance',
    'verify_cells',
    'verify_chain',
    'verify_closings',
    'verify_imports',
    'verify_links',
    'verify_marks',
    'verify_registry',
  ],
};

describe('row-level security: rows and columns of others', () => {
  let world: World;
  let sqlAs: SqlAs;
  before(async () => {
    world = await openWorld();
    sqlAs = createSqlAs(world);
    const [icbc, ccb] = [await world.as('officer'), await world.as('officer2')];
    await file(icbc, goodFiling());
    await file(icbc, flaggedFiling());
    await file(icbc, goodFiling({ uscc: FIRMS.F5, firmName: '株洲只有工行知道的公司' }));
    await file(ccb, goodFiling({ firstLoan: true }));
    await file(ccb, goodFiling({ uscc: FIRMS.F2, firmName: '株洲远航轨道科技有限公司', regionCode: '430204' }));
    await file(ccb, goodFiling({ uscc: FIRMS.F6, firmName: '株洲只有建行知道的公司', regionCode: '430204' }));
    // Posted and pending entries: neither may be visible.
    await world.owner.query('select from post_entries()');
    await file(icbc, goodFiling());
    await file(ccb, goodFiling());
  });
  after(() => world.close());

  const owner = async (text: string): Promise<any[]> => (await world.owner.query(text)).rows;
  const plain = (rows: any[] | string): unknown =>
    typeof rows === 'string' ? rows : rows.map((row) => Object.values(row).map(String));

  /** Runs a query as the owner with tables restricted by temporary views of the same name. */
  async function narrowed(views: Readonly<Record<string, string>>, text: string): Promise<any[]> {
    await world.owner.query('begin');
    for (const [table, where] of Object.entries(views))
      await world.owner.query(`create temporary view ${table} as select * from public.${table} where ${where}`);
    const rows = await owner(text);
    await world.owner.query('rollback');
    return rows;
  }

  for (const [login, scope] of Object.entries(ROW_SCOPE)) {
    it(`are hidden from ${login} in every query without a filter`, async () => {
      const [{ all, own }] = await owner(
        `select (select count(*)::int from filing) as all, (select count(*)::int from filing where ${scope}) as own`,
      );
      expect([own > 0, own < all]).to.deep.equal([true, login !== 'auditor']);
      for (const query of [
        'select id from filing order by id',
        'select count(*), sum(amount_fen), max(number) from filing',
        'select count(distinct uscc) from filing',
        'select f.id, g.id from filing f join filing g on g.uscc = f.uscc order by 1, 2',
        'select b.code, f.id from bank b left join filing f on f.bank_code = b.code order by 1, 2',
        'select code from bank b where exists (select from filing f where f.bank_code = b.code) order by 1',
        'select (select count(*) from filing) from registry',
        'select bank_code, count(*) from filing group by rollup (bank_code) order by 1',
        'select id from filing union all select id from filing order by 1',
        'with f as materialized (select id, amount_fen from filing) select * from f order by 1',
        'select id, sum(amount_fen) over (partition by region_code) from filing order by 1',
        'select r.code, f.n from region r cross join lateral (select count(*) as n from filing f where f.region_code = r.code) f order by 1',
        `select bool_or(bank_code = 'CCB'), bool_or(bank_code = 'ICBC') from filing`,
        `select id from filing where bank_code = 'CCB' or bank_code = 'ICBC' order by 1`,
        `select id from filing where uscc = '${FIRMS.F1}' or uscc = '${FIRMS.F6}' order by 1`,
        `select id from filing where id in (select record_id::uuid from trail where type = 'filing') order by 1`,
        `select type, record_id, version from trail where type = 'filing' order by 1, 2, 3`,
      ]) {
        const trail =
          login === 'firm' || login === 'firm2'
            ? scope
            : login.startsWith('officer')
              ? scope
              : `type <> 'filing' or record_id in (select id::text from public.filing where ${scope})`;
        expect(plain(await sqlAs(login, query)), query).to.deep.equal(
          plain(await narrowed({ filing: scope, trail }, query)),
        );
      }
    });
  }

  it('are hidden among firms: an officer sees the public lists and the own customers', async () => {
    const names = async (login: string): Promise<string[]> =>
      ((await sqlAs(login, 'select uscc from firm order by uscc')) as any[]).map((row) => row.uscc);
    const { F1, F2, F3, F4, F5, F6 } = FIRMS;
    expect(await names('officer')).to.deep.equal([F1, F2, F3, F4, F5]);
    expect(await names('officer2')).to.deep.equal([F1, F2, F3, F4, F6]);
    expect(await names('regional')).to.deep.equal([F1, F2, F3, F4, F5]);
    expect(await names('auditor')).to.deep.equal([F1, F2, F3, F4, F5, F6]);
    expect(await names('firm')).to.deep.equal([F1]);
    expect(plain(await sqlAs('firm', 'select distinct uscc from qualification'))).to.deep.equal([[F1]]);
  });

  it('are hidden among totals: each role reads only its own cells and entries, posted or pending', async () => {
    for (const table of ['total_sum', 'total_firms', 'ledger_pending', 'ledger_entry']) {
      expect(plain(await sqlAs('officer', `select distinct bank_code from ${table}`)), table).to.deep.equal([['ICBC']]);
      expect(plain(await sqlAs('officer2', `select distinct bank_code from ${table}`)), table).to.deep.equal([['CCB']]);
      expect(plain(await sqlAs('regional', `select distinct region_code from ${table}`)), table).to.deep.equal([
        ['430211'],
      ]);
      expect((await owner(`select distinct bank_code from ${table} where bank_code <> ''`)).length).to.equal(2);
    }
    const filings = (login: string) => sqlAs(login, `select sum(filings) as n from live_sums('filed', 'year', 'bank')`);
    expect(plain(await filings('officer'))).to.deep.equal([['3']]);
    expect(plain(await filings('officer2'))).to.deep.equal([['3']]);
    expect(plain(await filings('auditor'))).to.deep.equal([['6']]);
    expect(
      plain(await sqlAs('officer', `select distinct bank_code from live_firms('filed', 'month', 'bank')`)),
    ).to.deep.equal([['ICBC']]);
    expect(plain(await sqlAs('firm', 'select distinct uscc from ledger_entry'))).to.deep.equal([[FIRMS.F1]]);
    // Cells that include other banks.
    expect(plain(await sqlAs('officer', `select * from total_firms where bank_code = ''`))).to.deep.equal([]);
    expect(plain(await sqlAs('regional', `select * from total_sum where region_code = ''`))).to.deep.equal([]);
  });

  it('are hidden in the audit trail of administrators, who see their own actions', async () => {
    expect(plain(await sqlAs('admin', 'select count(*) from trail'))).to.deep.equal([['0']]);
    await sqlAs('admin', `update bank set name = name || '（测试）' where code = 'BOC'`, true);
    expect(plain(await sqlAs('admin', 'select type, actor, reason from trail'))).to.deep.equal([
      ['bank', 'admin', 'SQL of a test'],
    ]);
  });

  for (const [role, tables] of Object.entries(NOT_THEIRS)) {
    it(`are hidden from ${role} by column grants, in any kind of query`, async () => {
      for (const [table, columns] of Object.entries(tables)) {
        for (const column of columns) {
          for (const query of [
            `select ${column} from ${table}`,
            `select count(${column}) from ${table}`,
            `select 1 from ${table} where ${column} is not null`,
            `select 1 from ${table} order by ${column}`,
            `select 1 from ${table} group by ${column}`,
            `select t from ${table} t`,
            `select to_jsonb(t) from ${table} t`,
            `select t.* from ${table} t`,
            `table ${table}`,
            `select (select t.${column} from ${table} t limit 1)`,
            `select 1 from bank b join ${table} t on t.${column}::text = b.code`,
          ])
            expect(await sqlAs(role, query), query).to.equal(MAY_NOT);
        }
      }
    });
  }

  it('are not revealed by the result of an UPDATE', async () => {
    for (const [login, text] of [
      ['officer', `update filing set remarks = 'x' returning flags_other`],
      ['officer', `update filing set remarks = flags_other::text`],
      ['officer', `update filing set remarks = 'x' where flags_other <> '[]'`],
      ['admin', `update account set display_name = password_hash`],
      ['admin', `update account set display_name = 'x' where password_hash like '$argon%'`],
      ['admin', `update account set display_name = 'x' returning *`],
      ['firm', `select 1 from filing where flags <> '[]' for update`],
    ] as const)
      expect(await sqlAs(login, text), text).to.equal(MAY_NOT);
  });

  it('are not reachable by functions: each role may execute exactly those it needs', async () => {
    const found = await owner(`
      select r.rolname as role, array_agg(p.proname::text order by p.proname) as names from pg_roles r, pg_proc p
      where r.rolname in (${Object.keys(MAY_CALL)
        .map((role) => `'${role}'`)
        .join(', ')}) and p.pronamespace = 'public'::regnamespace and has_function_privilege(r.oid, p.oid, 'execute')
        and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e') group by 1`);
    expect(Object.fromEntries(found.map(({ role, names }) => [role, names]))).to.deep.equal(
      Object.fromEntries(Object.entries(MAY_CALL).map(([role, names]) => [role, [...names].sort()])),
    );
    for (const login of ['officer', 'auditor', 'firm', 'admin', 'sysadmin', 'secadmin', 'auditadmin']) {
      for (const call of [
        'select post_entries()',
        `select totals_stamp('', 'CCB', null)`,
        `select totals_stamp(null, null, null)`,
        'select session_open(gen_random_uuid(), now())',
        `select nextval('filing_number')`,
        `select setval('filing_number', 1)`,
        `select last_value from filing_number`,
        `select pg_read_file('PG_VERSION')`,
        `copy filing to '/tmp/filings.csv'`,
        `copy filing to program 'cat'`,
        `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'zhidai_owner'`,
      ]) {
        const answer = await sqlAs(login, call);
        expect(answer, `${login}: ${call}`).to.be.oneOf([MAY_NOT, ...(call.includes('terminate') ? ['28000'] : [])]);
      }
    }
    for (const login of ['firm', 'admin', 'sysadmin', 'secadmin', 'auditadmin'])
      expect(await sqlAs(login, `select filing_context('[]', '{}', '{}', false)`)).to.equal(MAY_NOT);
    for (const login of ['auditor', 'firm', 'admin', 'sysadmin', 'secadmin', 'auditadmin'])
      expect(await sqlAs(login, `select firm_enter('[]')`)).to.equal(MAY_NOT);
    for (const name of [
      'bank_uses_name',
      'earlier_loan',
      'filing_serial',
      'next_filing_serial',
      'own_earlier_loan',
      'own_firm_name',
      'renewed_filing',
    ])
      for (const role of Object.keys(MAY_CALL))
        expect(
          (
            await owner(
              `select has_function_privilege('${role}', (select oid from pg_proc where proname = '${name}'), 'execute') as may`,
            )
          )[0].may,
          `${role}: ${name}`,
        ).to.equal(false);
  });

  it('are not in the context of a filing, which has only words about another bank’s rows', async () => {
    const [theirs] = await owner(
      `select id, receipt_key from filing where bank_code = 'ICBC' and uscc = '${FIRMS.F1}' and state = 'accepted' limit 1`,
    );
    const asked = {
      n: 0,
      bank_code: 'ICBC',
      uscc: FIRMS.F1,
      region_code: '430211',
      disbursed_on: '2026-03-15',
      receipt_key: theirs.receipt_key,
      renewal_of: theirs.id,
      first_loan: true,
    };
    const found = await sqlAs(
      'officer2',
      `select duplicate_id, renewal_id, firm_name, earlier_loan from filing_context('[${JSON.stringify(asked)}]', '{}', '{}', false)`,
    );
    expect(plain(found)).to.deep.equal([['null', 'null', '株洲星火智能装备有限公司', 'other']]);
  });

  it('are not in statistics, statements of other sessions or definitions', async () => {
    await owner('analyze filing');
    for (const login of ['officer', 'firm', 'admin', 'sysadmin', 'secadmin', 'auditadmin']) {
      expect(
        plain(await sqlAs(login, `select attname from pg_stats where tablename in ('filing', 'account', 'trail')`)),
        login,
      ).to.deep.equal([]);
      expect(
        plain(
          await sqlAs(
            login,
            `select query from pg_stat_activity where query ilike '%filing%' and pid <> pg_backend_pid()`,
          ),
        ),
        login,
      ).to.deep.equal([]);
    }
  });
});
