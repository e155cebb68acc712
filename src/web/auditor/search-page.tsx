import { useQuery } from '@tanstack/react-query';
import { Card } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { DataTable } from '../bureau/data-table.tsx';
import { useFilters, withQuery } from '../bureau/search-state.ts';
import { TypedFilter } from '../bureau/typed-filter.tsx';
import { answer, api } from '../shared/api.ts';
import { useTexts } from '../shared/language.ts';
import { Page } from '../shared/page.tsx';
import { Section } from '../shared/section.tsx';
import { Answered, Nothing } from '../shared/states.tsx';
import { common } from '../shared/texts.ts';
import { filingColumns } from './filing-columns.tsx';
import { firmColumns } from './firms-page.tsx';
import { auditorTexts } from './texts.ts';
import '../bureau/bureau.css';

const SHOWN = 10;

/** Looks through everything: filings and firms. */
export default function SearchPage(): ReactNode {
  const t = useTexts(auditorTexts);
  const c = useTexts(common);
  const { filters, set } = useFilters();
  const q = (filters['q'] ?? '').trim();
  return (
    <Page title={t.search} lead={t.searchLead}>
      <Card className="filter-panel">
        <TypedFilter
          label={t.search}
          hint={t.searchStart}
          value={q}
          onSet={(text) => set({ q: text })}
          button={c.search}
        />
      </Card>
      {q === '' ? <Nothing text={t.searchStart} /> : <Found key={q} q={q} />}
    </Page>
  );
}

function Found({ q }: { q: string }): ReactNode {
  const t = useTexts(auditorTexts);
  const query = { q, limit: SHOWN };
  const filings = useQuery({
    queryKey: ['filings', 'search', q],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/filings', { params: { query }, signal })),
  });
  const firms = useQuery({
    queryKey: ['firms', 'search', q],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/firms', { params: { query }, signal })),
  });
  if (filings.data?.items.length === 0 && firms.data?.items.length === 0) return <Nothing text={t.searchNothing(q)} />;
  return (
    <div className="stacked">
      <Answered query={firms} rows={3} empty={{ when: ({ items }) => items.length === 0, show: null }}>
        {({ items, nextCursor }) => (
          <Section
            title={t.foundFirms}
            extra={nextCursor !== null && <Link href={withQuery('/firms', { q })}>{t.allResults}</Link>}
          >
            <DataTable caption={t.foundFirms} columns={firmColumns(t)} rows={items} rowKey={({ uscc }) => uscc} />
          </Section>
        )}
      </Answered>
      <Answered query={filings} rows={6} empty={{ when: ({ items }) => items.length === 0, show: null }}>
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
      </Answered>
    </div>
  );
}
