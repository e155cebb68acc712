/**
 * One search for filings and firms: the first results of each, with links to the full lists. What is searched is
 * decided by the service.
 */
import { useQuery } from '@tanstack/react-query';
import { Card } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { DataTable } from '../records/data-table.tsx';
import { useUrlFilters, withQuery } from '../records/url-filters.ts';
import { TextFilter } from '../records/text-filter.tsx';
import { unwrap, api } from '../shared/api.ts';
import { useTexts } from '../shared/language.ts';
import { Page } from '../shared/page.tsx';
import { Section } from '../shared/section.tsx';
import { QueryResult, EmptyState } from '../shared/query-state.tsx';
import { common } from '../shared/texts.ts';
import { filingColumns } from './filing-columns.tsx';
import { firmColumns } from './firms-page.tsx';
import { auditorTexts } from './texts.ts';
import '../records/records.css';

const RESULTS_SHOWN = 10;

export default function SearchPage(): ReactNode {
  const t = useTexts(auditorTexts);
  const c = useTexts(common);
  const { filters, set } = useUrlFilters();
  const q = (filters['q'] ?? '').trim();
  return (
    <Page title={t.search} lead={t.searchLead}>
      <Card className="filter-panel">
        <TextFilter
          label={t.search}
          hint={t.searchStart}
          value={q}
          onSet={(text) => set({ q: text })}
          button={c.search}
        />
      </Card>
      {q === '' ? <EmptyState text={t.searchStart} /> : <SearchResults key={q} q={q} />}
    </Page>
  );
}

function SearchResults({ q }: { q: string }): ReactNode {
  const t = useTexts(auditorTexts);
  const query = { q, limit: RESULTS_SHOWN };
  const filings = useQuery({
    queryKey: ['filings', 'search', q],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/filings', { params: { query }, signal })),
  });
  const firms = useQuery({
    queryKey: ['firms', 'search', q],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/firms', { params: { query }, signal })),
  });
  if (filings.data?.items.length === 0 && firms.data?.items.length === 0)
    return <EmptyState text={t.searchNothing(q)} />;
  return (
    <div className="stacked">
      <QueryResult query={firms} rows={3} empty={{ when: ({ items }) => items.length === 0, show: null }}>
        {({ items, nextCursor }) => (
          <Section
            title={t.foundFirms}
            extra={nextCursor !== null && <Link href={withQuery('/firms', { q })}>{t.allResults}</Link>}
          >
            <DataTable caption={t.foundFirms} columns={firmColumns(t)} rows={items} rowKey={({ uscc }) => uscc} />
          </Section>
        )}
      </QueryResult>
      <QueryResult query={filings} rows={6} empty={{ when: ({ items }) => items.length === 0, show: null }}>
        {({ items, nextCursor }) => (
          <Section
            title={t.foundFilings}
            extra={nextCursor !== null && <Link href={withQuery('/filings', { q })}>{t.allResults}</Link>}
          >
            <DataTable
              caption={t.foundFilings}
              columns={filingColumns(t, false)}
              rows={items}
              rowKey={({ id }) => id}
            />
          </Section>
        )}
      </QueryResult>
    </div>
  );
}
