import { sql } from 'kysely';
import type { Tx } from '../../data/database.ts';

/** Whether the schema is the one that this code was written for, and whether a role that statements may run as (the app's, and whatever it can step into) could bypass anything. */
export async function lookAround(tx: Tx): Promise<{ newest: string | null; bypasses: boolean }> {
  const { rows } = await sql<{ newest: string | null; bypasses: boolean }>`
    select (select max(name) from kysely_migration) as newest,
      exists (select from pg_roles r where pg_has_role('zhidai_app', r.oid, 'member')
        and (r.rolsuper or r.rolbypassrls or exists (select from pg_class c where c.relowner = r.oid))) as bypasses`.execute(
    tx,
  );
  return rows[0]!;
}
