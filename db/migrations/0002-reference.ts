import { sql, type Kysely } from 'kysely';

/** What everybody may read and only administrators change: regions, banks, programme versions, the LPR. */
export async function up(db: Kysely<any>): Promise<void> {
  await sql`
    create table registry (
      only_row boolean primary key default true check (only_row),
      demo boolean not null default false,
      lpr_checked_until date,
      version integer not null default 1
    )`.execute(db);
  await sql`
    create table region (
      code text collate "C" primary key check (code ~ '^[0-9]{6}$'),
      name text not null,
      valid_from date,
      valid_to date,
      version integer not null default 1,
      check (valid_to >= valid_from)
    )`.execute(db);
  await sql`
    create table bank (
      code text collate "C" primary key check (code ~ '^[A-Z0-9]{2,20}$'),
      name text not null,
      valid_from date,
      valid_to date,
      version integer not null default 1,
      check (valid_to >= valid_from)
    )`.execute(db);
  await sql`
    create table programme_rule (
      code text collate "C" primary key,
      name text not null,
      region_prefix text collate "C" not null check (region_prefix ~ '^[0-9]{0,6}$'),
      valid_from date not null,
      valid_to date,
      review_all boolean not null default false,
      limits jsonb not null default '{}',
      version integer not null default 1,
      check (valid_to >= valid_from)
    )`.execute(db);
  await sql`
    create table lpr (
      from_day date primary key,
      one_year_e4 integer not null check (one_year_e4 between 0 and 360000),
      five_year_e4 integer check (five_year_e4 between 0 and 360000),
      version integer not null default 1
    )`.execute(db);
  await sql`comment on column lpr.one_year_e4 is 'per cent a year, in ten-thousandths of a per cent: 3.45 % is 34500'`.execute(
    db,
  );
  for (const [table, key, region] of TABLES) {
    await sql
      .raw(`create trigger touch_version before update on ${table} for each row execute function touch_version()`)
      .execute(db);
    await sql
      .raw(
        `call trail_attach('${table}', '${table}', array['${key}'], 'n.${key}::text', 'null', 'null', '${region}', '{}', '{}')`,
      )
      .execute(db);
  }
}

const TABLES = [
  ['registry', 'only_row', 'null'],
  ['region', 'code', 'n.code'],
  ['bank', 'code', 'null'],
  ['programme_rule', 'code', 'null'],
  ['lpr', 'from_day', 'null'],
] as const;

export async function down(db: Kysely<any>): Promise<void> {
  for (const [table] of [...TABLES].reverse()) {
    await sql.raw(`drop table ${table}`).execute(db);
    for (const event of ['insert', 'update', 'delete'])
      await sql.raw(`drop function trail_${event}_${table}`).execute(db);
  }
}
