import type { Tx } from '../../data/database.ts';
import type { AccessLogSearch } from './access-log.dto.ts';

export type AccessFilters = Omit<AccessLogSearch, 'limit' | 'cursor'>;

const COLUMNS = [
  'id',
  'at',
  'kind',
  'outcome',
  'account_id',
  'actor',
  'role',
  'bank_code',
  'regions',
  'address',
  'route',
  'object',
  'request_id',
] as const;

/** Visible entries, newest first, at most `limit`. @param before only entries with a smaller id */
export async function viewAccessLog(
  tx: Tx,
  { kind, actor, bank, address, object, from, to }: AccessFilters,
  before: bigint | null,
  limit: number,
) {
  let query = tx.selectFrom('access_log').select(COLUMNS).orderBy('id', 'desc').limit(limit);
  if (before !== null) query = query.where('id', '<', before);
  if (kind !== undefined) query = query.where('kind', 'in', kind);
  if (actor !== undefined) query = query.where('actor', '=', actor);
  if (bank !== undefined) query = query.where('bank_code', 'in', bank);
  if (address !== undefined) query = query.where('address', '=', address);
  if (object !== undefined) query = query.where('object', '=', object);
  if (from !== undefined) query = query.where('at', '>=', from);
  if (to !== undefined) query = query.where('at', '<', to);
  return (await query.execute()).map((row) => ({
    id: String(row.id),
    at: row.at,
    kind: row.kind,
    outcome: row.outcome,
    accountId: row.account_id,
    actor: row.actor,
    role: row.role,
    bank: row.bank_code,
    regions: row.regions,
    address: row.address,
    route: row.route,
    object: row.object,
    requestId: row.request_id,
  }));
}
