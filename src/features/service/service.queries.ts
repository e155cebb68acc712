import { sql } from 'kysely';
import type { Tx } from '../../data/database.ts';

/** Whether the schema is the one that this code was written for, and that the role which statements run as can bypass nothing. */
export async function lookAround(tx: Tx): Promise<{ newest: string | null; bypasses: boolean }> {
  const { rows } = await sql<{ newest: string | null; bypasses: boolean }>`
    select (select max(name) from kysely_migration) as newest,
      (select r.rolsuper or r.rolbypassrls or exists (select from pg_class c where c.relowner = r.oid) from pg_roles r where r.rolname = current_user) as bypasses`.execute(tx);
  return rows[0]!;
}
