import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { answer, api, type Schemas } from '../shared/api.ts';

export type PlaceInForce = Schemas['PlaceInForceList']['items'][number];

/** Banks and regions change seldom. */
const FRESH_MS = 300_000;

export const useBanks = (): UseQueryResult<readonly PlaceInForce[]> =>
  useQuery({
    queryKey: ['banks'],
    staleTime: FRESH_MS,
    queryFn: async ({ signal }) => (await answer(api.GET('/api/v1/banks', { signal }))).items,
  });

export const useRegions = (): UseQueryResult<readonly PlaceInForce[]> =>
  useQuery({
    queryKey: ['regions'],
    staleTime: FRESH_MS,
    queryFn: async ({ signal }) => (await answer(api.GET('/api/v1/regions', { signal }))).items,
  });
