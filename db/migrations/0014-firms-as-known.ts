import { sql, type Kysely } from 'kysely';

/**
 * What is known of a firm, and to whom.
 *
 * A name that one bank gave to a firm of no list is that bank's: another bank that files for the firm sees it by the name
 * and the region of its own filing (`firm_seen`), and the row of the firm not at all, until a bureau or a list has named it.
 *
 * A list names no district, and the code of a firm does not tell it either (its digits name the registering office): a firm
 * that a list has named first is in no region until somebody says so.
 */
export async function up(db: Kysely<any>): Promise<void> {
  await sql`alter table firm alter column region_code drop not null`.execute(db);
  await sql`comment on column firm.region_code is 'null while nobody has said it: a public list names no district'`.execute(
    db,
  );
  await sql`create index firm_of_one_bank on firm (uscc) where not listed and entered_by_bank is not null`.execute(db);
  await sql
    .raw(
      `alter policy officer_select on firm using (listed or (entered_by_bank is null or entered_by_bank = ${BANK}) and ${OWN_FILING})`,
    )
    .execute(db);
  await sql.raw(AS_FILED).execute(db);
  await sql`revoke execute on function firms_as_filed() from public`.execute(db);
  await sql
    .raw(
      `
    create view firm_seen with (security_invoker = true) as
    select ${COLUMNS.join(', ')} from firm
    union all
    select uscc collate "C", name, name_key collate "C", initials collate "C", region_code collate "C", null, false, 1 from firms_as_filed()`,
    )
    .execute(db);
  await sql`comment on view firm_seen is 'firms as the reader may know them'`.execute(db);
  await sql`grant select (initials, listed) on firm to zhidai_firm`.execute(db);
  for (const role of READERS) {
    await sql.raw(`grant execute on function firms_as_filed() to ${role}`).execute(db);
    await sql.raw(`grant select on firm_seen to ${role}`).execute(db);
  }
}

export async function down(db: Kysely<any>): Promise<void> {
  await sql`drop view firm_seen`.execute(db);
  await sql`drop function firms_as_filed`.execute(db);
  await sql`revoke select (initials, listed) on firm from zhidai_firm`.execute(db);
  await sql.raw(`alter policy officer_select on firm using (listed or ${OWN_FILING})`).execute(db);
  await sql`drop index firm_of_one_bank`.execute(db);
  // What is not known cannot be kept then: the first region there is stands for it.
  await sql`alter table firm disable trigger user`.execute(db);
  await sql`update firm set region_code = (select min(code) from region) where region_code is null`.execute(db);
  await sql`alter table firm enable trigger user`.execute(db);
  await sql`comment on column firm.region_code is null`.execute(db);
  await sql`alter table firm alter column region_code set not null`.execute(db);
}

const BANK = `(select app_setting('bank'))`;
const OWN_FILING = `exists (select from filing f where f.uscc = firm.uscc and f.bank_code = ${BANK})`;
const READERS = ['zhidai_officer', 'zhidai_auditor', 'zhidai_firm', 'zhidai_system'];
const COLUMNS = ['uscc', 'name', 'name_key', 'initials', 'region_code', 'industry_code', 'listed', 'version'];

// The key of a name is nameKey of domain/text.ts, as far as SQL goes. Initials are made of pinyin: there are some only where both banks have the same name.
const AS_FILED = `
create function firms_as_filed() returns table (uscc text, name text, name_key text, initials text, region_code text) language plpgsql stable security definer set search_path = public, pg_temp as $$
declare own constant text := app_setting('bank');
begin
  if app_setting('role') is distinct from 'officer' then return; end if;
  return query
  select distinct on (f.uscc) f.uscc, g.firm_name, k.name_key, case when k.name_key = f.name_key then f.initials else '' end, g.region_code
  from firm f join filing g on g.uscc = f.uscc and g.bank_code = own
  cross join lateral (select upper(translate(regexp_replace(normalize(g.firm_name, nfkc), '\\s', '', 'g'), '[]〔〕【】', '()()()'))) k (name_key)
  where not f.listed and f.entered_by_bank <> own
  order by f.uscc, g.submitted_at desc, g.id desc;
end $$`;
