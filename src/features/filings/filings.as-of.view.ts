/**
 * Reads a filing as it stood as of a posting: as it is now, without the changes that were posted later. Each role reads
 * its own part of the trail, so nothing is shown that its history does not show.
 */
import { sql } from 'kysely';
import type { Actor } from '../../data/as-actor.ts';
import type { Tx } from '../../data/database.ts';
import { readRegionName } from '../../data/region-names.ts';
import { databaseRoleOf } from '../../domain/roles.ts';
import type { FilingRow } from './filings.view.ts';

/**
 * @param row the filing as it is now
 * @param posting the number of the posting; 0: before the first one
 * @returns null if the filing was not posted by then, or was another firm's
 */
export async function filingAsOf(tx: Tx, actor: Actor, row: FilingRow, posting: number): Promise<FilingRow | null> {
  const events = tx
    .selectFrom('trail')
    .select(['before', 'after', 'version'])
    .where('type', '=', 'filing')
    .where('record_id', '=', row.id)
    .where(sql<boolean>`not posted_by(id, ${posting}::bigint)`)
    .orderBy('id', 'desc');
  // Only auditors may read changes of flags that disclose filings of other banks; for others these flags are as now.
  const later = await (databaseRoleOf(actor.role) === 'zhidai_auditor'
    ? events.select('restricted').execute()
    : events.execute());
  const was: Record<string, unknown> = { ...row };
  for (const event of later) {
    if (event.before === null && event.after !== null) return null;
    const restricted = 'restricted' in event ? (event.restricted as { before?: object } | null)?.before : undefined;
    Object.assign(was, readable(row, { ...event.before, ...restricted }), { version: event.version! - 1 });
  }
  if (actor.firm !== null && was['uscc'] !== actor.firm.uscc) return null;
  return { ...withInstants(was), region_name: await readRegionName(tx, was['region_code'] as string) } as FilingRow;
}

/** The columns that the reader has of the filing as it is now: firms see neither flags nor open amendments. */
const readable = (row: FilingRow, before: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(before).filter(([column]) => column in row));

/** Instants in the trail are texts of PostgreSQL: `2024-12-31T16:00:00+00:00`. */
function withInstants(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      column.endsWith('_at') && typeof value === 'string' ? new Date(value).toISOString() : value,
    ]),
  );
}
