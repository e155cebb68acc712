/** The cache of loaded data (TanStack Query). It holds the data of one account and is cleared at sign-out. */
import { QueryClient } from '@tanstack/react-query';
import { connection } from './connection.ts';
import { ApiProblem } from './problem.ts';

/** The query cache. Only 503 is retried; other problems are final. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // connection.ts detects a lost connection; failed queries are refetched when it is restored.
      networkMode: 'always',
      staleTime: 10_000,
      refetchOnWindowFocus: false,
      retry: (failures, error) => failures < 2 && error instanceof ApiProblem && error.status === 503,
    },
    mutations: { networkMode: 'always' },
  },
});

connection.subscribe(() => {
  if (connection.get() === 'connected')
    void queryClient.refetchQueries({ predicate: ({ state }) => state.status === 'error' });
});
