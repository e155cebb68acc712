import { sql, type Kysely } from 'kysely';
import { TRAIL_ATTACH } from './0001-trail.ts';
import { changed } from './0015-beside-imports.ts';

/**
 * The trail of an update pairs each row with what it was. A plan made for an update of few rows, which a session keeps, would look
 * at each old row for each new one: five thousand firms of a list took six seconds after a list of three.
 */
export async function up(db: Kysely<any>): Promise<void> {
  await sql.raw(anew(ATTACH_BY_HASH)).execute(db);
  await eachUpdate(db, BY_HASH);
}

export async function down(db: Kysely<any>): Promise<void> {
  await sql.raw(anew(TRAIL_ATTACH)).execute(db);
  await eachUpdate(db, 'reset enable_nestloop reset enable_mergejoin');
}

const BY_HASH = 'set enable_nestloop = off set enable_mergejoin = off';
const UPDATE = `end $body$ $f$, 'trail_update_' || tbl`;
/** Tables that are attached from now on have it from the beginning. */
const ATTACH_BY_HASH = changed(TRAIL_ATTACH, UPDATE, `end $body$ ${BY_HASH} $f$, 'trail_update_' || tbl`);
const anew = (procedure: string): string => changed(procedure, 'create procedure', 'create or replace procedure');

/** Those of the tables that are attached already. */
async function eachUpdate(db: Kysely<any>, change: string): Promise<void> {
  await sql`do ${sql.lit(`
    declare f regprocedure;
    begin
      for f in select oid from pg_proc where pronamespace = 'public'::regnamespace and starts_with(proname, 'trail_update_') loop
        execute format('alter function %s ${change}', f);
      end loop;
    end`)}`.execute(db);
}
