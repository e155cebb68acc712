/** Reads the audit trail. Row scope is the database's; secrets are left out when an event is written, not here. */
import type { Tx } from '../../data/database.ts';
import { presentRecord } from '../../domain/filing/change-words.ts';
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
  recordId: string;
  version: number | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  /** The part of the change that discloses filings of other banks (domain/filing/findings.ts); null for anybody but auditors. */
  restricted: { before: Record<string, unknown> | null; after: Record<string, unknown> | null } | null;
}

/** Visible audit events, newest first, at most `limit`. @param before only events with a smaller id */
export async function viewTrail(
  tx: Tx,
  { type, id, actor, from, to }: TrailFilters,
  before: bigint | null,
  limit: number,
): Promise<TrailEvent[]> {
  let query = tx
    .selectFrom('trail')
    .select([
      'id',
      'at',
      'actor',
      'role',
      'action',
      'reason',
      'request_id',
      'type',
      'record_id',
      'version',
      'before',
      'after',
      'restricted',
    ])
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
  return (await query.execute()).map((row) => ({
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
  }));
}
