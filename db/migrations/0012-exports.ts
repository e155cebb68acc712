import { sql, type Kysely } from 'kysely';

/**
 * Links to files: a browser fetches one without a token in the address. Whoever holds a link reads as the session that
 * made it, as long as that lives, once. Only the hash of the secret is kept.
 */
export async function up(db: Kysely<any>): Promise<void> {
  await sql`
    create table export_link (
      id uuid primary key,
      hash bytea not null unique check (length(hash) = 32),
      account_id uuid not null references account,
      session_id uuid not null references session,
      what text collate "C" not null check (what in ('filings', 'firms', 'qualifications', 'totals')),
      format text collate "C" not null check (format in ('csv', 'xlsx')),
      filters jsonb not null,
      language text collate "C" not null check (language in ('zh-CN', 'en')),
      created_at timestamptz not null,
      expires_at timestamptz not null,
      used_at timestamptz,
      version integer not null default 1
    )`.execute(db);
  await sql`create trigger touch_version before update on export_link for each row execute function touch_version()`.execute(
    db,
  );
  // Who took which table away, and when.
  await sql`call trail_attach('export_link', 'export', array['id'], 'n.id::text', 'null', 'null', 'null', array['hash', 'session_id'], '{}')`.execute(
    db,
  );

  await sql`alter table export_link enable row level security`.execute(db);
  for (const role of ['officer', 'auditor', 'firm']) {
    await sql
      .raw(
        `create policy ${role}_insert on export_link for insert to zhidai_${role} with check (account_id = (select app_setting('account')::uuid))`,
      )
      .execute(db);
    await sql
      .raw(
        `grant insert (id, hash, account_id, session_id, what, format, filters, language, created_at, expires_at) on export_link to zhidai_${role}`,
      )
      .execute(db);
  }
  await sql`create policy system_all on export_link for all to zhidai_system using (true) with check (true)`.execute(
    db,
  );
  await sql`grant select, update (used_at) on export_link to zhidai_system`.execute(db);
  for (const event of ['insert', 'update', 'delete'])
    await sql.raw(`revoke execute on function trail_${event}_export_link() from public`).execute(db);
}

export async function down(db: Kysely<any>): Promise<void> {
  await sql`drop table export_link`.execute(db);
  for (const event of ['insert', 'update', 'delete'])
    await sql.raw(`drop function trail_${event}_export_link`).execute(db);
}
