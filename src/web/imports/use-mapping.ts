/** Sends a mapping of a file, or answers to questions about it. The file is read again. */
import { useState } from 'react';
import { unwrap, api, type Schemas } from '../shared/api.ts';
import { useTexts } from '../shared/language.ts';
import { ApiProblem, SessionEnded } from '../shared/problem.ts';
import { queryClient } from '../shared/query-client.ts';
import { common } from '../shared/texts.ts';

export function useMapping(id: string): {
  busy: boolean;
  error: string;
  send: (mapping: Schemas['ImportMapping']) => void;
} {
  const c = useTexts(common);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState('');
  const send = (mapping: Schemas['ImportMapping']): void => {
    setBusy(true);
    setError('');
    unwrap(api.PATCH('/api/v1/imports/{id}', { params: { path: { id } }, body: { mapping } }))
      .then(
        (begun) => queryClient.setQueryData(['import', id], begun),
        (problem: unknown) => {
          if (!(problem instanceof SessionEnded))
            setError(
              problem instanceof ApiProblem
                ? (problem.body.errors[0]?.message ?? problem.message)
                : c.connectionLostShort,
            );
        },
      )
      .finally(() => setBusy(false));
  };
  return { busy, error, send };
}
