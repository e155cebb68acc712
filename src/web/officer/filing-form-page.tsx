/** The page around a form that changes a filing: reads the filing once, and says so where the filing cannot be changed. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useLocation, useParams } from 'wouter';
import { api, unwrapVersioned, type Versioned } from '../shared/api.ts';
import type { Filing } from '../shared/filing-details.tsx';
import { useTexts } from '../shared/language.ts';
import { Page } from '../shared/page.tsx';
import { PageProblem } from '../shared/page-problem.tsx';
import { QueryResult } from '../shared/query-state.tsx';
import { common } from '../shared/texts.ts';

export function FilingFormPage({
  name,
  texts,
  isAllowed,
  children,
}: {
  /** Of the query. */
  name: string;
  texts: {
    readonly title: string;
    readonly lead: string;
    readonly notAllowed: string;
    readonly notAllowedText: string;
  };
  isAllowed: (filing: Filing) => boolean;
  children: (read: Versioned<Filing>) => ReactNode;
}): ReactNode {
  const c = useTexts(common);
  const { id = '' } = useParams();
  const [, go] = useLocation();
  // Not refetched while the form is open; a change by somebody else is detected on submission (412).
  const query = useQuery({
    queryKey: ['filing', id, name],
    enabled: id !== '',
    gcTime: 0,
    staleTime: Infinity,
    queryFn: ({ signal }) => unwrapVersioned(api.GET('/api/v1/filings/{id}', { params: { path: { id } }, signal })),
  });
  return (
    <Page title={texts.title} lead={texts.lead}>
      <QueryResult query={query}>
        {(read) =>
          isAllowed(read.data) ? (
            children(read)
          ) : (
            <PageProblem
              title={texts.notAllowed}
              text={texts.notAllowedText}
              action={{ text: c.back, run: () => go(`/filings/${id}`) }}
            />
          )
        }
      </QueryResult>
    </Page>
  );
}
