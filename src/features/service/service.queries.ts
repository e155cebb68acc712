import { sql } from 'kysely';
import type { Tx } from '../../data/database.ts';

interface LookAround {
  readonly newest: string | null;
  /** The hash of the functions, triggers, views, policies and grants. */
  readonly code: string | null;
  readonly bypasses: boolean;
}

/** Whether the schema is the one that this code was written for, and whether a role that statements may run as (the app's, and whatever it can step into) could bypass anything. */
export async function lookAround(tx: Tx): Promise<LookAround> {
  const { rows } = await sql<LookAround>`
    select (select max(name) from kysely_migration) as newest, (select hash from code_version) as code,
      exists (select from pg_roles r where pg_has_role('zhidai_app', r.oid, 'member')
        and (r.rolsuper or r.rolbypassrls or exists (select from pg_class c where c.relowner = r.oid))) as bypasses`.execute(
    tx,
  );
  return rows[0]!;
}
