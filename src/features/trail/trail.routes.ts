/**
 * The route of the audit trail, read-only: events are written by triggers in the database (db/code/20-audit-trail.sql).
 */
import { LIST_LIMIT_DEFAULT_ITEMS } from '../../domain/limits.ts';
import type { Cursors } from '../../http/cursor.ts';
import { invalid } from '../../http/problem.ts';
import { transactionRoute, ok, type Route } from '../../http/route.ts';
import { TrailSearch } from './trail.dto.ts';
import { viewTrail } from './trail.view.ts';

export function trailRoutes({ cursors }: { readonly cursors: Cursors }): Route[] {
  return [
    transactionRoute<TrailSearch, unknown>({
      method: 'GET',
      path: '/api/v1/trail',
      permission: 'trail.read',
      action: 'trail.read',
      tag: 'trail',
      summary: 'Audit events: actor, role, change, time and reason; newest first 操作日志',
      query: TrailSearch,
      answers: { 200: { description: 'events', schema: 'TrailList' } },
      async handle(tx, actor, incoming) {
        const { cursor, limit = LIST_LIMIT_DEFAULT_ITEMS, ...filters } = incoming.query();
        const { type = null, id = null, actor: by = null, from = null, to = null } = filters;
        if (from !== null && to !== null && from >= to) throw invalid({ path: 'to', code: 'RANGE_REVERSED' });
        const boundTo = [actor.accountId, 'trail', type, id, by, from, to];
        const before = cursor === undefined ? null : BigInt(cursors.read(boundTo, cursor)[0] ?? 0);
        const found = await viewTrail(tx, filters, before, limit + 1);
        const items = found.slice(0, limit);
        const last = items.at(-1);
        return ok({ items, nextCursor: found.length > limit && last ? cursors.write(boundTo, [last.id]) : null });
      },
    }),
  ];
}
