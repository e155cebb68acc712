import { LIST_LIMIT_DEFAULT_ITEMS } from '../../domain/limits.ts';
import type { Cursors } from '../../http/cursor.ts';
import { invalid } from '../../http/problem.ts';
import { transactionRoute, ok, type Route } from '../../http/route.ts';
import { AccessLogSearch } from './access-log.dto.ts';
import { viewAccessLog } from './access-log.view.ts';

export function accessLogRoutes({ cursors }: { readonly cursors: Cursors }): Route[] {
  return [
    transactionRoute<AccessLogSearch, unknown>({
      method: 'GET',
      path: '/api/v1/access-log',
      permission: 'access-log.read',
      action: 'access-log.read',
      tag: 'access log',
      summary:
        'Failed sign-ins, refusals, files, checks and looks at single filings, a second after they happen; newest first 访问日志',
      query: AccessLogSearch,
      answers: { 200: { description: 'entries', schema: 'AccessLogList' } },
      async handle(tx, actor, incoming) {
        const { cursor, limit = LIST_LIMIT_DEFAULT_ITEMS, ...filters } = incoming.query();
        const { from, to } = filters;
        if (from !== undefined && to !== undefined && from >= to) throw invalid({ path: 'to', code: 'RANGE_REVERSED' });
        const boundTo = [actor.accountId, 'access log', Object.entries(filters).sort()];
        const before = cursor === undefined ? null : BigInt(cursors.read(boundTo, cursor)[0] ?? 0);
        const found = await viewAccessLog(tx, filters, before, limit + 1);
        const items = found.slice(0, limit);
        const last = items.at(-1);
        return ok({ items, nextCursor: found.length > limit && last ? cursors.write(boundTo, [last.id]) : null });
      },
    }),
  ];
}
