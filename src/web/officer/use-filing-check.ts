import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { answer, api, type Schemas } from '../shared/api.ts';

const PAUSE_MS = 500;

export interface Checked {
  /** Of the very body that stands in the form now; null before it has come. */
  readonly result: Schemas['FilingCheck'] | null;
  readonly waiting: boolean;
}

/** What the service says of a body before it is sent: asked for when the typing pauses. Null while the form has faults. */
export function useFilingCheck(body: Schemas['FilingBody'] | null): Checked {
  const text = body === null ? null : JSON.stringify(body);
  const [settled, setSettled] = useState<string | null>(null);
  useEffect(() => {
    const later = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(later);
  }, [text]);
  const query = useQuery({
    queryKey: ['filing-check', settled],
    enabled: settled !== null,
    staleTime: 30_000,
    queryFn: ({ signal }) =>
      answer(api.POST('/api/v1/filings/check', { body: JSON.parse(settled!) as Schemas['FilingBody'], signal })),
  });
  const current = text !== null && settled === text ? (query.data ?? null) : null;
  return { result: current, waiting: text !== null && current === null && query.error === null };
}
