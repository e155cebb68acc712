import { sql, type Kysely } from 'kysely';

/**
 * The trail: who changed what, when, as what role and why. It is written by the database in the statement that makes
 * the change, with the actor that the transaction has announced; a change without an announced actor is refused.
 */
export async function up(db: Kysely<any>): Promise<void> {
  await sql`
    create function app_setting(name text) returns text language sql stable parallel safe
    as $$ select nullif(current_setting('app.' || name, true), '') $$`.execute(db);

  // The acting instant is announced like the actor: demonstration and history data have years of their own.
  await sql`
    create function app_now() returns timestamptz language sql stable parallel safe
    as $$ select nullif(current_setting('app.now', true), '')::timestamptz $$`.execute(db);

  await sql`
    create function shanghai_day(instant timestamptz) returns date language sql immutable parallel safe
    as $$ select (instant at time zone 'Asia/Shanghai')::date $$`.execute(db);

  await sql`
    create table trail (
      id bigint generated always as identity primary key,
      at timestamptz not null,
      xid xid8 not null default pg_current_xact_id(),
      actor_id uuid,
      actor text not null,
      role text not null,
      action text not null,
      reason text,
      request_id text,
      type text not null,
      record_id text collate "C" not null,
      version integer,
      bank_code text collate "C",
      uscc text collate "C",
      region_code text collate "C",
      before jsonb,
      after jsonb,
      restricted jsonb
    )`.execute(db);
  await sql`comment on column trail.restricted is 'what rests on another bank''s filings: auditors alone may read it'`.execute(
    db,
  );
  await sql`create index trail_record on trail (type, record_id, id)`.execute(db);
  await sql`create index trail_actor on trail (actor, id)`.execute(db);
  await sql`create index trail_at on trail using brin (at)`.execute(db);

  await sql`
    create function trail_is_append_only() returns trigger language plpgsql as $$
    begin
      raise exception 'the trail is append-only' using errcode = 'ZD003';
    end $$`.execute(db);
  await sql`create trigger trail_append_only before update or delete on trail for each row execute function trail_is_append_only()`.execute(
    db,
  );
  await sql`create trigger trail_no_truncate before truncate on trail for each statement execute function trail_is_append_only()`.execute(
    db,
  );

  await sql`
    create function truncate_is_refused() returns trigger language plpgsql as $$
    begin
      raise exception 'TRUNCATE of % would leave no trail', tg_table_name using errcode = 'ZD003';
    end $$`.execute(db);

  await sql`
    create function touch_version() returns trigger language plpgsql as $$
    begin
      new.version := old.version + 1;
      return new;
    end $$`.execute(db);

  await sql.raw(TRAIL_ATTACH).execute(db);
}

/**
 * trail_attach(table, type, key columns, expressions over a row named n …) makes the three statement-level triggers of
 * an audited table. Their text is fixed at that moment, so that PostgreSQL keeps their plans.
 *
 * hidden: columns that never reach the trail (password hashes); restricted: those that only auditors may read there.
 */
export const TRAIL_ATTACH = `
create procedure trail_attach(tbl text, type text, keys text[], id_expr text, bank_expr text, uscc_expr text, region_expr text,
                              hidden text[], restricted text[]) language plpgsql as $procedure$
declare
  actor_part constant text := $part$app_now(), app_setting('account')::uuid, v_actor, app_setting('role'), v_action, app_setting('reason'), app_setting('request')$part$;
  columns_part constant text := 'at, actor_id, actor, role, action, reason, request_id, type, record_id, version, bank_code, uscc, region_code, before, after, restricted';
  guard_part constant text := $part$
    if v_actor is null or v_action is null or app_setting('role') is null or app_now() is null then
      raise exception 'a change of % needs an announced actor, role, action and instant', tg_table_name using errcode = 'ZD001';
    end if;$part$;
  -- A change of nothing but a hidden column is told of, too, though not what it was.
  hidden_changed text := case when cardinality(hidden) = 0 then 'false' else
    (select string_agg(format('n.%1$I is distinct from o.%1$I', h), ' or ') from unnest(hidden) h) end;
  left_out text[] := hidden || restricted || array['version'];
  key_join text := (select string_agg(format('o.%1$I = n.%1$I', k), ' and ') from unnest(keys) k);
  row_part text := format('%L, %s, n.version, %s, %s, %s', type, id_expr, bank_expr, uscc_expr, region_expr);
  insert_restricted text := case when cardinality(restricted) = 0 then 'null' else
    'jsonb_build_object(''after'', jsonb_build_object(' ||
      (select string_agg(format('%1$L, n.%1$I', r), ', ') from unnest(restricted) r) || '))' end;
  update_restricted text := case when cardinality(restricted) = 0 then 'null::jsonb' else
    'case when (' || (select string_agg(format('n.%1$I is distinct from o.%1$I', r), ' or ') from unnest(restricted) r) || ') then ' ||
    'jsonb_build_object(''before'', jsonb_build_object(' || (select string_agg(format('%1$L, o.%1$I', r), ', ') from unnest(restricted) r) ||
    '), ''after'', jsonb_build_object(' || (select string_agg(format('%1$L, n.%1$I', r), ', ') from unnest(restricted) r) || ')) end' end;
begin
  execute format($f$
    create function %1$s() returns trigger language plpgsql security definer set search_path = public, pg_temp as $body$
    declare v_actor text := app_setting('actor'); v_action text := app_setting('action');
    begin
      if not exists (select from new_rows) then return null; end if; %2$s
      insert into trail (%3$s)
      select %4$s, %5$s, null, jsonb_strip_nulls(to_jsonb(n) - %6$L::text[]), %7$s from new_rows n;
      return null;
    end $body$ $f$, 'trail_insert_' || tbl, guard_part, columns_part, actor_part, row_part, left_out, insert_restricted);
  execute format($f$
    create function %1$s() returns trigger language plpgsql security definer set search_path = public, pg_temp as $body$
    declare v_actor text := app_setting('actor'); v_action text := app_setting('action');
    begin
      if not exists (select from new_rows) then return null; end if; %2$s
      insert into trail (%3$s)
      select %4$s, %5$s, d.before, d.after, r.restricted
      from new_rows n join old_rows o on %8$s
      cross join lateral (
        select jsonb_object_agg(e.key, to_jsonb(o) -> e.key) as before, jsonb_object_agg(e.key, e.value) as after
        from jsonb_each(to_jsonb(n) - %6$L::text[]) e where e.value is distinct from to_jsonb(o) -> e.key) d
      cross join lateral (select %7$s as restricted) r
      where d.after is not null or r.restricted is not null or %9$s;
      return null;
    end $body$ $f$, 'trail_update_' || tbl, guard_part, columns_part, actor_part, row_part, left_out, update_restricted, key_join, hidden_changed);
  execute format($f$
    create function %1$s() returns trigger language plpgsql security definer set search_path = public, pg_temp as $body$
    declare v_actor text := app_setting('actor'); v_action text := app_setting('action');
    begin
      if not exists (select from old_rows) then return null; end if; %2$s
      insert into trail (%3$s)
      select %4$s, %5$s, jsonb_strip_nulls(to_jsonb(n) - %6$L::text[]), null, null from old_rows n;
      return null;
    end $body$ $f$, 'trail_delete_' || tbl, guard_part, columns_part, actor_part, row_part, left_out);
  execute format('create trigger trail_insert after insert on %I referencing new table as new_rows for each statement execute function %I()', tbl, 'trail_insert_' || tbl);
  execute format('create trigger trail_update after update on %I referencing old table as old_rows new table as new_rows for each statement execute function %I()', tbl, 'trail_update_' || tbl);
  execute format('create trigger trail_delete after delete on %I referencing old table as old_rows for each statement execute function %I()', tbl, 'trail_delete_' || tbl);
  execute format('create trigger trail_truncate before truncate on %I for each statement execute function truncate_is_refused()', tbl);
end $procedure$`;

export async function down(db: Kysely<any>): Promise<void> {
  await sql`drop table trail`.execute(db);
  await sql`drop procedure trail_attach`.execute(db);
  for (const name of [
    'trail_is_append_only',
    'truncate_is_refused',
    'touch_version',
    'shanghai_day',
    'app_now',
    'app_setting',
  ]) {
    await sql.raw(`drop function ${name}`).execute(db);
  }
}
