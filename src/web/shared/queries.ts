import { QueryClient } from '@tanstack/react-query';
import { connection } from './connection.ts';
import { ApiProblem } from './problem.ts';

/** What was read lately. A refusal is an answer and is not asked for again; a service that is busy is. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // The banner says when the connection is lost, and queries are asked anew when it is back.
      networkMode: 'always',
      staleTime: 10_000,
      refetchOnWindowFocus: false,
      retry: (failures, error) => failures < 2 && error instanceof ApiProblem && error.status === 503,
    },
    mutations: { networkMode: 'always' },
  },
});

connection.subscribe(() => {
  if (connection.get() === 'there') void queries.refetchQueries({ predicate: ({ state }) => state.status === 'error' });
});
