import { sql, type Kysely } from 'kysely';

/**
 * The trail of an update pairs each row with what it was. A plan made for an update of few rows, which a session keeps, would look
 * at each old row for each new one: five thousand firms of a list took six seconds after a list of three.
 */
export async function up(db: Kysely<any>): Promise<void> {
  await each(db, 'set enable_nestloop = off set enable_mergejoin = off');
}

export async function down(db: Kysely<any>): Promise<void> {
  await each(db, 'reset enable_nestloop reset enable_mergejoin');
}

async function each(db: Kysely<any>, change: string): Promise<void> {
  await sql`do ${sql.lit(`
    declare f regprocedure;
    begin
      for f in select oid from pg_proc where pronamespace = 'public'::regnamespace and starts_with(proname, 'trail_update_') loop
        execute format('alter function %s ${change}', f);
      end loop;
    end`)}`.execute(db);
}
