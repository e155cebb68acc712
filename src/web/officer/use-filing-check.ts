/** The check of a filing while it is typed. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { unwrap, api, type Schemas } from '../shared/api.ts';

const PAUSE_MS = 500;

export interface CheckState {
  /** The result for the current body; null until it arrives. */
  readonly result: Schemas['FilingCheck'] | null;
  readonly waiting: boolean;
}

/** Checks a body with the service when typing pauses. `body` is null while the form has faults. */
export function useFilingCheck(body: Schemas['FilingBody'] | null): CheckState {
  const text = body === null ? null : JSON.stringify(body);
  const [debounced, setDebounced] = useState<string | null>(null);
  useEffect(() => {
    const later = setTimeout(() => setDebounced(text), PAUSE_MS);
    return () => clearTimeout(later);
  }, [text]);
  const query = useQuery({
    queryKey: ['filing-check', debounced],
    enabled: debounced !== null,
    staleTime: 30_000,
    queryFn: ({ signal }) =>
      unwrap(api.POST('/api/v1/filings/check', { body: JSON.parse(debounced!) as Schemas['FilingBody'], signal })),
  });
  const current = text !== null && debounced === text ? (query.data ?? null) : null;
  return { result: current, waiting: text !== null && current === null && query.error === null };
}
