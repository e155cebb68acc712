/** The list of filings. Its filters are the query of the API, in the address of the page. */
import { LeftOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { DataTable } from '../records/data-table.tsx';
import { PAGE_ITEMS, Pager, usePagedList } from '../records/paged-list.tsx';
import { useUrlFilters } from '../records/url-filters.ts';
import { recordTexts } from '../records/texts.ts';
import { unwrap, api } from '../shared/api.ts';
import { Icon } from '../shared/icons.tsx';
import { useTexts } from '../shared/language.ts';
import { Page } from '../shared/page.tsx';
import { Section } from '../shared/section.tsx';
import { QueryResult, EmptyState } from '../shared/query-state.tsx';
import { ExportLinks } from '../records/export-links.tsx';
import { FilingFilters } from './filing-filters.tsx';
import { filingColumns } from './filing-columns.tsx';
import { auditorTexts } from './texts.ts';

const FILTERS = [
  'year',
  'month',
  'basis',
  'bank',
  'region',
  'state',
  'uscc',
  'status',
  'flagged',
  'renewal',
  'filedFrom',
  'filedTo',
  'disbursedFrom',
  'disbursedTo',
  'q',
];

/** The parameters of the address that the API accepts. */
export function listQuery(filters: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(filters).filter(([name]) => FILTERS.includes(name)));
}

export default function FilingsPage(): ReactNode {
  const t = useTexts(auditorTexts);
  const b = useTexts(recordTexts);
  const { filters, set, clear } = useUrlFilters();
  const query = listQuery(filters);
  const sort = filters['sort'] ?? '-submittedAt';
  const paged = usePagedList(['filings', 'list', query, sort], (cursor, signal) =>
    unwrap(
      api.GET('/api/v1/filings', {
        params: {
          query: { ...query, sort, limit: PAGE_ITEMS, ...(cursor === undefined ? {} : { cursor }) } as {
            limit: number;
          },
        },
        signal,
      }),
    ),
  );
  const counts = useQuery({
    queryKey: ['filings', 'counts', query],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/filings/counts', { params: { query: query as { q?: string } }, signal })),
  });
  const via = filters['via'];
  return (
    <Page
      title={t.filingsTitle}
      actions={<ExportLinks what="filings" filters={{ ...query, sort }} title={t.filingsTitle} />}
      lead={
        via === undefined ? undefined : (
          <Link className="back" href={via === 'overview' ? '/overview' : `/overview?${via}`}>
            <Icon of={LeftOutlined} size={16} />
            {t.backToOverview}
          </Link>
        )
      }
    >
      <FilingFilters filters={filters} set={set} clear={clear} />
      <QueryResult
        query={paged.query}
        rows={10}
        empty={{
          when: ({ items }) => items.length === 0,
          show: (
            <EmptyState text={b.noMatches}>
              <p>{b.noMatchesHint}</p>
            </EmptyState>
          ),
        }}
      >
        {({ items }) => (
          <>
            <Section flush label={t.filingsTitle}>
              <DataTable
                caption={t.filingsTitle}
                columns={filingColumns(t, true)}
                rows={items}
                rowKey={({ id }) => id}
                sorting={{ by: sort, set: (by) => set({ sort: by === '-submittedAt' ? '' : by }) }}
              />
            </Section>
            <Pager paged={paged} total={counts.data?.total} />
          </>
        )}
      </QueryResult>
    </Page>
  );
}
