import { sql, type Kysely } from 'kysely';

/** Firms and the dated qualifications they held. Two periods of one kind that overlap for a firm are refused here, by the database. */
export async function up(db: Kysely<any>): Promise<void> {
  await sql`create extension if not exists btree_gist`.execute(db);
  await sql`
    create table qualification_kind (
      code text collate "C" primary key check (code ~ '^[a-z][a-z_]{0,38}$'),
      name_zh text not null,
      name_en text not null
    )`.execute(db);
  await sql`insert into qualification_kind values ('high_tech', '高新技术企业', 'high-tech enterprise'), ('tech_sme', '科技型中小企业', 'technology SME')`.execute(
    db,
  );

  await sql`
    create table firm (
      uscc text collate "C" primary key check (length(uscc) = 18),
      name text not null,
      name_key text collate "C" not null,
      initials text collate "C" not null,
      region_code text collate "C" not null references region,
      industry_code text,
      registered_by_hand boolean not null default false,
      entered_by_bank text collate "C" references bank,
      listed boolean not null default false,
      version integer not null default 1
    )`.execute(db);
  await sql`comment on column firm.listed is 'ever held a qualification: the lists are public, so every bank may see it'`.execute(
    db,
  );
  await sql`comment on column firm.entered_by_bank is 'the bank whose filing named the firm first; null once a bureau or a public list has named it'`.execute(
    db,
  );
  await sql`create index firm_initials on firm (initials)`.execute(db);
  await sql`create index firm_region on firm (region_code)`.execute(db);
  await sql`create trigger touch_version before update on firm for each row execute function touch_version()`.execute(
    db,
  );
  await sql`call trail_attach('firm', 'firm', array['uscc'], 'n.uscc', 'n.entered_by_bank', 'n.uscc', 'n.region_code', array['name_key', 'initials'], '{}')`.execute(
    db,
  );

  await sql`
    create table qualification (
      kind text collate "C" not null references qualification_kind,
      certificate_no text collate "C" not null,
      uscc text collate "C" not null references firm,
      valid_from date not null,
      valid_to date not null,
      revoked boolean not null default false,
      revoked_on date,
      period daterange not null generated always as (
        case when not revoked then daterange(valid_from, valid_to + 1)
             when revoked_on is null or revoked_on <= valid_from then 'empty'::daterange
             else daterange(valid_from, least(valid_to + 1, revoked_on)) end) stored,
      version integer not null default 1,
      primary key (kind, certificate_no),
      check (valid_to >= valid_from),
      check (revoked or revoked_on is null),
      constraint qualification_overlap exclude using gist (uscc with =, kind with =, period with &&)
    )`.execute(db);
  await sql`comment on column qualification.period is 'the days on which it counts, half-open; empty when it was revoked from the beginning'`.execute(
    db,
  );
  await sql`create index qualification_firm on qualification (uscc)`.execute(db);

  for (const statement of LOCKS) await sql.raw(statement).execute(db);

  await sql`
    create function link_of(firm text, day date) returns jsonb language plpgsql stable parallel safe as $$
    begin
      return (select coalesce(jsonb_object_agg(q.kind, jsonb_build_object(
          'certificateNo', q.certificate_no, 'validFrom', q.valid_from, 'validTo', upper(q.period) - 1)), '{}')
        from qualification q where q.uscc = firm and q.period @> day);
    end $$`.execute(db);
  await sql`comment on function link_of is 'the qualifications that covered the day, one per kind'`.execute(db);

  // A lock is worth nothing to a transaction that goes on seeing the moment before it.
  await sql`
    create function wants_the_present() returns void language plpgsql stable as $$
    begin
      if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'filings and qualifications are written in READ COMMITTED, or their links could be wrong' using errcode = 'ZD004';
      end if;
    end $$`.execute(db);
  await sql`
    create function qualification_guard() returns trigger language plpgsql as $$
    begin
      if tg_op = 'UPDATE' then
        new.version := old.version + 1;
        if new.uscc <> old.uscc then
          raise exception 'a qualification stays with its firm' using errcode = 'ZD002';
        end if;
      end if;
      perform wants_the_present();
      perform lock_firm(new.uscc);
      return new;
    end $$`.execute(db);
  await sql`create trigger qualification_guard before insert or update on qualification for each row execute function qualification_guard()`.execute(
    db,
  );
  await sql`call trail_attach('qualification', 'qualification', array['kind', 'certificate_no'], 'n.kind || ''/'' || n.certificate_no',
    'null', 'n.uscc', '(select f.region_code from firm f where f.uscc = n.uscc)', array['period'], '{}')`.execute(db);
}

// One bucket of 1024 per firm: an import of 20,000 firms fits the lock table, two firms seldom meet in one bucket.
export const LOCKS = [
  `create function lock_firm(firm text) returns void language plpgsql volatile
    as $$ begin perform pg_advisory_xact_lock(7301, hashtext(firm) & 1023); end $$`,
  `create function lock_firms(firms text[]) returns void language plpgsql volatile as $$
    begin
      if cardinality(firms) = 1 then
        perform pg_advisory_xact_lock(7301, hashtext(firms[1]) & 1023);
      else
        perform pg_advisory_xact_lock(7301, bucket) from (select distinct hashtext(f) & 1023 as bucket from unnest(firms) f order by 1) sorted;
      end if;
    end $$`,
];

export async function down(db: Kysely<any>): Promise<void> {
  await sql`drop function link_of`.execute(db);
  await sql`drop table qualification`.execute(db);
  await sql`drop table firm`.execute(db);
  await sql`drop table qualification_kind`.execute(db);
  const functions = ['qualification_guard', 'wants_the_present', 'lock_firm', 'lock_firms'];
  for (const table of ['firm', 'qualification'])
    for (const event of ['insert', 'update', 'delete']) functions.push(`trail_${event}_${table}`);
  for (const name of functions) await sql.raw(`drop function ${name}`).execute(db);
  await sql`drop extension btree_gist`.execute(db);
}
