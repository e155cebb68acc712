import { sql, type Kysely } from 'kysely';

/** Accounts, their sessions (one family of refresh tokens each), failed sign-ins, and the answers kept for repeated requests. */
export async function up(db: Kysely<any>): Promise<void> {
  await sql`
    create table account (
      id uuid primary key,
      login text collate "C" not null unique,
      role text collate "C" not null check (role in ('officer', 'auditor', 'firm', 'admin')),
      display_name text not null,
      bank_code text collate "C" references bank,
      uscc text collate "C" references firm,
      regions text[],
      password_hash text not null,
      must_change_password boolean not null default true,
      password_changed_at timestamptz not null,
      disabled boolean not null default false,
      unlocked_at timestamptz,
      version integer not null default 1,
      check ((role = 'officer') = (bank_code is not null)),
      check ((role = 'firm') = (uscc is not null)),
      check (role = 'auditor' or regions is null),
      check (cardinality(regions) > 0)
    )`.execute(db);
  await sql`comment on column account.unlocked_at is 'when an administrator last let it try again: so the trail tells of it'`.execute(
    db,
  );
  await sql`create trigger touch_version before update on account for each row execute function touch_version()`.execute(
    db,
  );
  await sql`call trail_attach('account', 'account', array['id'], 'n.id::text', 'null', 'null', 'null', array['password_hash'], '{}')`.execute(
    db,
  );

  await sql`
    create table session (
      id uuid primary key,
      account_id uuid not null references account,
      started_at timestamptz not null,
      address text,
      ended_at timestamptz,
      end_reason text,
      version integer not null default 1
    )`.execute(db);
  await sql`create index session_account on session (account_id) where ended_at is null`.execute(db);
  await sql`create trigger touch_version before update on session for each row execute function touch_version()`.execute(
    db,
  );
  await sql`call trail_attach('session', 'session', array['id'], 'n.id::text', 'null', 'null', 'null', '{}', '{}')`.execute(
    db,
  );

  await sql`
    create table refresh_token (
      hash bytea primary key,
      session_id uuid not null references session,
      expires_at timestamptz not null,
      used_at timestamptz
    )`.execute(db);
  await sql`create index refresh_token_session on refresh_token (session_id)`.execute(db);
  await sql`
    create table sign_in_failure (
      id bigint generated always as identity primary key,
      login_key text collate "C" not null,
      address text collate "C" not null,
      failed_at timestamptz not null
    )`.execute(db);
  await sql`create index sign_in_failure_login on sign_in_failure (login_key, failed_at)`.execute(db);

  await sql`
    create table idempotency_key (
      account_id uuid not null references account,
      route text collate "C" not null,
      key text collate "C" not null,
      body_hash bytea not null,
      status integer,
      headers jsonb,
      body text,
      created_at timestamptz not null,
      primary key (account_id, route, key)
    )`.execute(db);
  await sql`create index idempotency_key_age on idempotency_key (created_at)`.execute(db);
}

export async function down(db: Kysely<any>): Promise<void> {
  for (const table of ['idempotency_key', 'sign_in_failure', 'refresh_token', 'session', 'account'])
    await sql.raw(`drop table ${table}`).execute(db);
  for (const table of ['account', 'session']) {
    for (const event of ['insert', 'update', 'delete'])
      await sql.raw(`drop function trail_${event}_${table}`).execute(db);
  }
}
