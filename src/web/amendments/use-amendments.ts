/** The amendments of a filing, and the requests that decide them. */
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { api, unwrap, type Schemas } from '../shared/api.ts';
import type { Filing } from '../shared/filing-details.tsx';
import { queryClient } from '../shared/query-client.ts';

export type Amendment = Schemas['Amendment'];
const SHOWN_MAX_ITEMS = 50;

/** Newest first. Only accepted and voided filings have amendments. */
export function useAmendments({ id, version, number }: Filing): UseQueryResult<readonly Amendment[]> {
  return useQuery({
    queryKey: ['filing', id, 'amendments', version],
    enabled: number !== null,
    queryFn: async ({ signal }) => {
      const params = { path: { id }, query: { limit: SHOWN_MAX_ITEMS } };
      return (await unwrap(api.GET('/api/v1/filings/{id}/amendments', { params, signal }))).items;
    },
  });
}

/** Sends a decision with the version that is shown, then loads again what it has changed. */
export async function decide(
  { id, filingId, filing }: Amendment,
  decision: 'accept' | 'refuse' | 'withdraw',
  reason = '',
): Promise<Amendment> {
  const params = { path: { id }, header: { 'If-Match': `"${filing.version}"` } };
  const decided = await unwrap(
    decision === 'accept'
      ? api.POST('/api/v1/amendments/{id}/accept', { params })
      : decision === 'refuse'
        ? api.POST('/api/v1/amendments/{id}/refuse', { params, body: { reason } })
        : api.POST('/api/v1/amendments/{id}/withdraw', { params, body: { reason } }),
  );
  void reloadFiling(filingId);
  return decided;
}

export function reloadFiling(id: string): Promise<unknown> {
  return Promise.all([
    queryClient.invalidateQueries({ queryKey: ['filing', id] }),
    queryClient.invalidateQueries({
      predicate: ({ queryKey }) => ['amendments', 'filings', 'counts', 'totals', 'firm'].includes(String(queryKey[0])),
    }),
  ]);
}
