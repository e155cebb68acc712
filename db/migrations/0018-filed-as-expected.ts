import { sql, type Kysely } from 'kysely';
import { TURN } from './0015-beside-imports.ts';
import { COLUMNS, CONTENT, FACTS, FILE, SIGNATURES } from './0017-filed-together.ts';

/**
 * Filings that go together are filed in one round trip. Whoever files says what each was judged by, and the filing is filed when
 * that is what is found, word for word, under the firm's lock; otherwise what was found is the answer, and nothing is filed of it.
 * So a judgement by what was true a moment ago harms nobody.
 */
export async function up(db: Kysely<any>): Promise<void> {
  await sql.raw(`drop function ${SIGNATURES}`).execute(db);
  await put(db, FILE_AS_EXPECTED, SIGNATURE);
}

export async function down(db: Kysely<any>): Promise<void> {
  await sql.raw(`drop function ${SIGNATURE}`).execute(db);
  await sql.raw(FACTS).execute(db);
  await put(db, FILE, SIGNATURES);
}

async function put(db: Kysely<any>, text: string, signatures: string): Promise<void> {
  for (const statement of [
    text,
    `revoke execute on function ${signatures} from public`,
    `grant execute on function ${signatures} to zhidai_app`,
  ])
    await sql.raw(statement).execute(db);
}

const SIGNATURE = 'filings_file(json)';

/** A filing as it is sent: what is asked about it (filing_facts), what is expected as the answer, and how it is filed then. */
const SENT = [
  ['session_id', 'uuid'],
  ['request_id', 'text'],
  ['at', 'timestamptz'],
  ['name_key', 'text'],
  ['wanted_renewal', 'text'],
  ['expected', 'jsonb'],
  ...CONTENT,
] as const;
const WRITTEN = ['number', 'state', 'state_changed_at', 'submitted_at', 'filed_on', 'links', 'version'];
const listed = (columns: readonly string[], of: string): string => columns.map((column) => of + column).join(', ');

/**
 * "at" is the instant at which each came. A line with facts tells what was found of one that was not filed, the others what was
 * written. There is no line for what cannot be filed here: no session of an officer, a firm that somebody else has at the moment,
 * or the second loan of one firm, which is judged by the first.
 *
 * One statement, for each costs its beginning. In "asked" every step takes something of the one before, and the id, so that none is
 * left out for an equal one: each filing has its firm's lock and its bank announced before filing_facts looks (which sees what is
 * there by then, being volatile). Whoever waits for a receipt number that somebody is just filing goes alone.
 */
const FILE_AS_EXPECTED = `
create function filings_file(p_filings json)
returns table (id uuid, facts jsonb, bank_code text, bank_name text, number text, state text, state_changed_at timestamptz, submitted_at timestamptz, filed_on date, links jsonb, version integer)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  return query
  with asked as materialized (
    select r.*, o.bank_code, o.account_id, o.login, f.bank_name, to_jsonb(f) - 'bank_name' as facts
    from json_to_recordset(p_filings) r (${SENT.map((column) => column.join(' ')).join(', ')})
    cross join lateral (select s.* from session_open(r.session_id) s where s.role = 'officer' and not s.must_change_password offset 0) o
    cross join lateral (select r.id, pg_try_advisory_xact_lock(${TURN}, hashtext(r.uscc) & 1023) as mine, set_config('app.bank', o.bank_code, true) offset 0) l
    cross join lateral filing_facts(r.uscc, r.region_code, r.disbursed_on, r.receipt_key, r.contract_key, null, r.wanted_renewal, r.name_key, case when l.id = r.id then r.first_loan end) f
    where l.mine),
  ready as materialized (select distinct on (uscc) * from asked where facts = expected),
  announced as materialized (
    select set_config('app.role', 'officer', true), set_config('app.action', 'filing.submit', true), set_config('app.bank', '', true), set_config('lock_timeout', '100ms', true),
      set_config('app.together', json_agg(json_build_object('id', id, 'at', at, 'account', account_id, 'actor', login, 'request', request_id))::text, true)
    from ready having count(*) > 0),
  filed as (
    insert into filing (bank_code, ${COLUMNS}, submitted_at, state_changed_at, filed_on)
    select bank_code, ${COLUMNS}, at, at, case when state = 'accepted' then shanghai_day(at) end from announced, ready
    returning filing.id, ${listed(WRITTEN, 'filing.')})
  select a.id, a.facts, a.bank_code, null, null, null, null::timestamptz, null::timestamptz, null::date, null::jsonb, null::integer from asked a where a.facts is distinct from a.expected
  union all
  select r.id, null, r.bank_code, r.bank_name, ${listed(WRITTEN, 'f.')} from filed f join ready r using (id);
end $$`;
