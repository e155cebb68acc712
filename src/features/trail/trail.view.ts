/** Reads the audit trail. Row scope is the database's; secrets are left out when an event is written, not here. */
import { sql } from 'kysely';
import type { Tx } from '../../data/database.ts';
import { TRAIL_COLUMNS, type TrailRow } from '../../data/schema.ts';
import { presentRecord } from '../../domain/filing/change-words.ts';
import { databaseRoleOf, type Role } from '../../domain/roles.ts';
import { TRAIL_TYPES, type TrailSearch } from './trail.dto.ts';

export type TrailFilters = Pick<TrailSearch, 'type' | 'id' | 'actor' | 'from' | 'to'>;

export interface TrailEvent {
  id: string;
  at: string;
  actor: string;
  role: string;
  action: string;
  reason: string | null;
  requestId: string | null;
  type: string;
  /** Null for the audit administrator, where the record is the work of banks and bureau; so are the changes. */
  recordId: string | null;
  version: number | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  /** The part of the change that discloses filings of other banks (domain/filing/findings.ts); null for anybody but auditors. */
  restricted: { before: Record<string, unknown> | null; after: Record<string, unknown> | null } | null;
}

/** Visible audit events, newest first, at most `limit`. @param before only events with a smaller id */
export async function viewTrail(
  tx: Tx,
  role: Role,
  filters: TrailFilters,
  before: bigint | null,
  limit: number,
): Promise<TrailEvent[]> {
  const rows: TrailRow[] = [];
  for (const source of sourcesOf(role)) rows.push(...(await readEvents(tx, source, filters, before, limit)));
  return rows
    .sort((a, b) => Number(b.id - a.id))
    .slice(0, limit)
    .map(present);
}

/** The table, or the views that share its events out for the audit administrator. */
const sourcesOf = (role: Role): readonly string[] =>
  databaseRoleOf(role) === 'zhidai_audit_admin' ? ['trail_of_administration', 'trail_of_work'] : ['trail'];

async function readEvents(
  tx: Tx,
  source: string,
  { type, id, actor, from, to }: TrailFilters,
  before: bigint | null,
  limit: number,
): Promise<TrailRow[]> {
  let query = tx
    .selectFrom(sql<TrailRow>`${sql.table(source)}`.as('trail'))
    .select(TRAIL_COLUMNS)
    .orderBy('id', 'desc')
    .limit(limit);
  if (before !== null) query = query.where('id', '<', before);
  if (type !== undefined) query = query.where('type', '=', type);
  // Names all types, because `type` is the first column of the index.
  else if (id !== undefined) query = query.where('type', 'in', [...TRAIL_TYPES]);
  if (id !== undefined) query = query.where('record_id', '=', id);
  if (actor !== undefined) query = query.where('actor', '=', actor);
  if (from !== undefined) query = query.where('at', '>=', from);
  if (to !== undefined) query = query.where('at', '<', to);
  return query.execute();
}

const present = (row: TrailRow): TrailEvent => ({
  id: String(row.id),
  at: row.at,
  actor: row.actor,
  role: row.role,
  action: row.action,
  reason: row.reason,
  requestId: row.request_id,
  type: row.type,
  recordId: row.record_id,
  version: row.version,
  before: presentRecord(row.before),
  after: presentRecord(row.after),
  restricted:
    row.restricted === null
      ? null
      : { before: presentRecord(row.restricted.before ?? null), after: presentRecord(row.restricted.after ?? null) },
});
