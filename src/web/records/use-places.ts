/** Banks and regions for filters and forms. */
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { unwrap, api, type Schemas } from '../shared/api.ts';

export type PlaceInForce = Schemas['PlaceInForceList']['items'][number];

/** Banks and regions rarely change. */
const STALE_MS = 300_000;

export const useBanks = (): UseQueryResult<readonly PlaceInForce[]> =>
  useQuery({
    queryKey: ['banks'],
    staleTime: STALE_MS,
    queryFn: async ({ signal }) => (await unwrap(api.GET('/api/v1/banks', { signal }))).items,
  });

export const useRegions = (): UseQueryResult<readonly PlaceInForce[]> =>
  useQuery({
    queryKey: ['regions'],
    staleTime: STALE_MS,
    queryFn: async ({ signal }) => (await unwrap(api.GET('/api/v1/regions', { signal }))).items,
  });
