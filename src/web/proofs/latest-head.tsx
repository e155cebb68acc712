/** The head of the latest posting, shown to banks: who keeps it can prove later that nothing before it was changed. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api, unwrap } from '../shared/api.ts';
import { formatInstant } from '../shared/days.ts';
import { useTexts } from '../shared/language.ts';
import { Section } from '../shared/section.tsx';
import { proofTexts } from './texts.ts';
import './proofs.css';

export function LatestHead(): ReactNode {
  const t = useTexts(proofTexts);
  // Asked for only once something is posted: before, there is no latest posting.
  const posted = useQuery({
    queryKey: ['totals', 'posted'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/totals', { params: { query: { posted: true } }, signal })),
  });
  const { data } = useQuery({
    queryKey: ['posting', posted.data?.posting?.no],
    enabled: posted.data?.posting != null,
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/postings/latest', { signal })),
  });
  if (data === undefined) return null;
  return (
    <Section title={t.headOfDay(data.no, formatInstant(data.at))}>
      <p className="hash">{data.head}</p>
      <p className="secondary small">{t.headHint}</p>
    </Section>
  );
}
