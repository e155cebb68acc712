import { sql, type Kysely } from 'kysely';
import { changed, TURN } from './0015-beside-imports.ts';

/**
 * Filings of several officers, of whatever banks, in one transaction and one INSERT: those that come while others are being
 * filed. Nobody can file for somebody else by that: each filing names the session that it came with, and the bank, the account
 * and the name in the trail are what the database finds behind that session, here as in the opening statement of asActor.
 *
 * A filing whose firm somebody else has at the moment is not waited for, nor is a receipt number that somebody is just filing:
 * whoever files alone waits for such things, and does not make others wait.
 */
export async function up(db: Kysely<any>): Promise<void> {
  for (const text of [FACTS, FILE]) await sql.raw(text).execute(db);
  await sql.raw(`revoke execute on function ${SIGNATURES} from public`).execute(db);
  await sql.raw(`grant execute on function ${SIGNATURES} to zhidai_app`).execute(db);
  await changeTrail(db, (text) =>
    TRAIL.reduce((changing, [alone, together]) => changed(changing, alone, together), text),
  );
}

export async function down(db: Kysely<any>): Promise<void> {
  await changeTrail(db, (text) =>
    TRAIL.reduce((changing, [alone, together]) => changed(changing, together, alone), text),
  );
  await sql.raw(`drop function ${SIGNATURES}`).execute(db);
}

export const SIGNATURES = 'filings_facts(json), filings_file(json)';

/** What each filing is judged by, and who files it; of those whose firm was free, which it is not for others from then on. */
export const FACTS = `
create function filings_facts(p_filings json) returns table (n integer, who json, facts json)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare asked record;
begin
  for asked in
    select r.*, to_json(o) as session_of, o.bank_code from json_to_recordset(p_filings)
      r (n integer, session_id uuid, uscc text, region_code text, disbursed_on date, receipt_key text, contract_key text, renewal_of text, name_key text, first_loan boolean)
    cross join lateral session_open(r.session_id) o where o.bank_code is not null
  loop
    continue when not pg_try_advisory_xact_lock(${TURN}, hashtext(asked.uscc) & 1023);
    perform set_config('app.bank', asked.bank_code, true);
    return query select asked.n, asked.session_of, to_json(f) from filing_facts(asked.uscc, asked.region_code, asked.disbursed_on, asked.receipt_key, asked.contract_key, null,
      asked.renewal_of, asked.name_key, asked.first_loan) f;
  end loop;
  perform set_config('app.bank', '', true);
end $$`;

export const CONTENT = [
  ['id', 'uuid'],
  ['state', 'text'],
  ['uscc', 'text'],
  ['firm_name', 'text'],
  ['region_code', 'text'],
  ['contract_no', 'text'],
  ['contract_key', 'text'],
  ['receipt_no', 'text'],
  ['receipt_key', 'text'],
  ['amount_fen', 'bigint'],
  ['annual_rate_e4', 'integer'],
  ['disbursed_on', 'date'],
  ['due_on', 'date'],
  ['guarantee', 'text'],
  ['knowledge_grade', 'text'],
  ['first_loan', 'boolean'],
  ['renewal', 'boolean'],
  ['renewal_of', 'uuid'],
  ['branch', 'text'],
  ['remarks', 'text'],
  ['flags', 'jsonb'],
  ['flags_other', 'jsonb'],
] as const;
export const COLUMNS = CONTENT.map(([name]) => name).join(', ');

/** Files all of them or none. "at" is the instant at which each came. */
export const FILE = `
create function filings_file(p_filings json)
returns table (id uuid, number text, state text, state_changed_at timestamptz, submitted_at timestamptz, filed_on date, links jsonb, version integer)
language plpgsql volatile security definer set search_path = public, pg_temp set lock_timeout = '100ms' as $$
#variable_conflict use_column
declare filed integer;
begin
  perform set_config('app.role', 'officer', true), set_config('app.action', 'filing.submit', true);
  return query
  with coming as materialized (
    select r.*, o.bank_code, o.account_id, o.login from json_to_recordset(p_filings) r (${CONTENT.map((column) => column.join(' ')).join(', ')}, at timestamptz, session_id uuid, request_id text)
    cross join lateral session_open(r.session_id) o where o.role = 'officer'),
  announced as materialized (
    select set_config('app.together', json_agg(json_build_object('id', id, 'at', at, 'account', account_id, 'actor', login, 'request', request_id))::text, true) from coming)
  insert into filing (bank_code, ${COLUMNS}, submitted_at, state_changed_at, filed_on)
  select bank_code, ${COLUMNS}, at, at, case when state = 'accepted' then shanghai_day(at) end from announced, coming
  returning ${['id', 'number', 'state', 'state_changed_at', 'submitted_at', 'filed_on', 'links', 'version'].map((column) => `filing.${column}`).join(', ')};
  get diagnostics filed = row_count;
  if filed < json_array_length(p_filings) then
    raise exception 'a session has ended in this moment' using errcode = 'serialization_failure';
  end if;
end $$`;

/** What the trail says of a new filing: alone, and together with others. */
const TRAIL = [
  ['if v_actor is null or', `if app_setting('together') is null and v_actor is null or`],
  ['or app_now() is null', `or app_setting('together') is null and app_now() is null`],
  [
    `app_now(), app_setting('account')::uuid, v_actor, app_setting('role'), v_action, app_setting('reason'), app_setting('request')`,
    `coalesce(t.at, app_now()), coalesce(t.account, app_setting('account')::uuid), coalesce(t.actor, v_actor), app_setting('role'), v_action, app_setting('reason'), coalesce(t.request, app_setting('request'))`,
  ],
  [
    'from new_rows n;',
    `from new_rows n left join json_to_recordset(app_setting('together')::json) t (id uuid, at timestamptz, account uuid, actor text, request text) on t.id = n.id;`,
  ],
] as const;

async function changeTrail(db: Kysely<any>, change: (text: string) => string): Promise<void> {
  const {
    rows: [row],
  } = await sql<{ text: string }>`select pg_get_functiondef('trail_insert_filing'::regproc) as text`.execute(db);
  await sql.raw(change(row!.text)).execute(db);
}
