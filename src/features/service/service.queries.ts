/** The state of the database for GET /readyz. */
import { sql } from 'kysely';
import type { Tx } from '../../data/database.ts';

interface Readiness {
  /** Name of the newest migration. */
  readonly newest: string | null;
  /** Hash of db/code: functions, triggers, views, policies and grants. */
  readonly code: string | null;
  /** Whether the application's role, or a role that it can assume, can bypass row-level security. */
  readonly bypasses: boolean;
  /** Whether the server takes no writes: a standby, or a read-only primary. */
  readonly read_only: boolean;
}

/** Reads the version of the schema and the rights of the application's role. */
export async function readReadiness(tx: Tx): Promise<Readiness> {
  const { rows } = await sql<Readiness>`
    select (select max(name) from kysely_migration) as newest, (select hash from code_version) as code,
      exists (select from pg_roles r where pg_has_role('zhidai_app', r.oid, 'member')
        and (r.rolsuper or r.rolbypassrls or exists (select from pg_class c where c.relowner = r.oid))) as bypasses,
      current_setting('transaction_read_only') = 'on' as read_only`.execute(tx);
  return rows[0]!;
}
