import { LeftOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { DataTable } from '../bureau/data-table.tsx';
import { PAGE_ITEMS, Pager, usePaged } from '../bureau/paged.tsx';
import { useFilters } from '../bureau/search-state.ts';
import { bureau } from '../bureau/texts.ts';
import { answer, api } from '../shared/api.ts';
import { Icon } from '../shared/icons.tsx';
import { useTexts } from '../shared/language.ts';
import { Page } from '../shared/page.tsx';
import { Section } from '../shared/section.tsx';
import { Answered, Nothing } from '../shared/states.tsx';
import { ExportLinks } from '../bureau/export-links.tsx';
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

/** What the API is asked: of the address only what it knows. */
export function askedOf(filters: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(filters).filter(([name]) => FILTERS.includes(name)));
}

export default function FilingsPage(): ReactNode {
  const t = useTexts(auditorTexts);
  const b = useTexts(bureau);
  const { filters, set, clear } = useFilters();
  const asked = askedOf(filters);
  const sort = filters['sort'] ?? '-submittedAt';
  const paged = usePaged(['filings', 'list', asked, sort], (cursor, signal) =>
    answer(
      api.GET('/api/v1/filings', {
        params: {
          query: { ...asked, sort, limit: PAGE_ITEMS, ...(cursor === undefined ? {} : { cursor }) } as {
            limit: number;
          },
        },
        signal,
      }),
    ),
  );
  const counts = useQuery({
    queryKey: ['filings', 'counts', asked],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/v1/filings/counts', { params: { query: asked as { q?: string } }, signal })),
  });
  const via = filters['via'];
  return (
    <Page
      title={t.filingsTitle}
      actions={<ExportLinks what="filings" filters={{ ...asked, sort }} title={t.filingsTitle} />}
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
      <Answered
        query={paged.query}
        rows={10}
        empty={{
          when: ({ items }) => items.length === 0,
          show: (
            <Nothing text={b.nothingFits}>
              <p>{b.nothingFitsHint}</p>
            </Nothing>
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
      </Answered>
    </Page>
  );
}
