import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useRegions } from '../records/use-places.ts';
import { api, unwrap, type Schemas } from '../shared/api.ts';
import { useTexts } from '../shared/language.ts';
import { adminTexts } from './texts.ts';

export type Account = Schemas['Account'];

export const useDuties = (): UseQueryResult<Schemas['Duties']> =>
  useQuery({
    queryKey: ['duties'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/admin/duties', { signal })),
  });

const MAX_AWAITING = 200;

/** The accounts that await a confirmation. Their key is within that of accounts, so that each change loads them again. */
export const useAwaiting = (): UseQueryResult<readonly Account[]> =>
  useQuery({
    queryKey: ['accounts', 'awaiting'],
    queryFn: async ({ signal }) =>
      (
        await unwrap(
          api.GET('/api/v1/admin/accounts', { params: { query: { awaiting: true, limit: MAX_AWAITING } }, signal }),
        )
      ).items,
  });

/** The names of regions by their codes; none: all regions. */
export function useRegionNames(): (codes: readonly string[] | null | undefined) => string {
  const t = useTexts(adminTexts);
  const regions = useRegions();
  return (codes) =>
    codes === null || codes === undefined
      ? t.allRegions
      : codes.map((code) => regions.data?.find((region) => region.code === code)?.name ?? code).join(' · ');
}
