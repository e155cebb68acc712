import { sql, type Kysely } from 'kysely';

/**
 * The trail of one kind of record, newest first. Nearly all events are of filings, and are found at the end of the trail at once; without
 * this, the newest of another kind was looked for among a million of them. Filings do not pay for it.
 */
export async function up(db: Kysely<any>): Promise<void> {
  await sql`create index trail_type on trail (type, id) where type <> 'filing'`.execute(db);
}

export async function down(db: Kysely<any>): Promise<void> {
  await sql`drop index trail_type`.execute(db);
}
