/** The list of firms, and how many hold each qualification on a day. */
import { useQuery } from '@tanstack/react-query';
import { Card } from 'antd';
import { useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import { DataTable, type Column } from '../records/data-table.tsx';
import { DayFilter } from '../records/day-field.tsx';
import { FigureTools } from '../records/figure.tsx';
import { PAGE_ITEMS, Pager, usePagedList } from '../records/paged-list.tsx';
import { useUrlFilters } from '../records/url-filters.ts';
import { recordTexts } from '../records/texts.ts';
import { TextFilter } from '../records/text-filter.tsx';
import { AddButton } from '../shared/add-button.tsx';
import { unwrap, api, type Schemas } from '../shared/api.ts';
import { today } from '../shared/days.ts';
import { useTexts } from '../shared/language.ts';
import { formatCount } from '../shared/money.ts';
import { Page } from '../shared/page.tsx';
import { qualificationTexts } from '../shared/qualification-texts.ts';
import { Section } from '../shared/section.tsx';
import { QueryResult, EmptyState } from '../shared/query-state.tsx';
import { RegionName } from '../shared/tags.tsx';
import { common } from '../shared/texts.ts';
import { ExportLinks } from '../records/export-links.tsx';
import { FirmDialog } from './firm-form.tsx';
import { auditorTexts, type AuditorTexts } from './texts.ts';
import '../records/records.css';

type Firm = Schemas['FirmList']['items'][number];

export function firmColumns(t: AuditorTexts): Column<Firm>[] {
  return [
    {
      key: 'name',
      title: t.firmName,
      rowHeader: true,
      cell: ({ uscc, name, formerName }) => (
        <span>
          <Link href={`/firms/${uscc}`}>{name}</Link>
          {formerName !== undefined && (
            <>
              <br />
              <span className="secondary small">
                {t.formerName}: {formerName}
              </span>
            </>
          )}
        </span>
      ),
    },
    { key: 'uscc', title: t.uscc, cell: ({ uscc }) => uscc },
    { key: 'region', title: t.region, cell: ({ region }) => <RegionName region={region} /> },
    { key: 'industry', title: t.industry, cell: ({ industryCode }) => industryCode ?? '—' },
  ];
}

export default function FirmsPage(): ReactNode {
  const t = useTexts(auditorTexts);
  const b = useTexts(recordTexts);
  const c = useTexts(common);
  const { filters, set } = useUrlFilters();
  const [registering, setRegistering] = useState(false);
  const q = filters['q'] ?? '';
  const paged = usePagedList(['firms', 'list', q], (cursor, signal) =>
    unwrap(
      api.GET('/api/v1/firms', {
        params: {
          query: { limit: PAGE_ITEMS, ...(q === '' ? {} : { q }), ...(cursor === undefined ? {} : { cursor }) },
        },
        signal,
      }),
    ),
  );
  return (
    <Page
      title={t.firmsTitle}
      lead={t.firmsLead}
      actions={
        <>
          <ExportLinks what="firms" filters={q === '' ? {} : { q }} title={t.firmsTitle} />
          <AddButton onClick={() => setRegistering(true)}>{t.register}</AddButton>
        </>
      }
    >
      <Card className="filter-panel">
        <TextFilter
          label={t.firmsQ}
          hint={t.firmsQHint}
          value={q}
          onSet={(text) => set({ q: text })}
          button={c.search}
        />
      </Card>
      <QueryResult
        query={paged.query}
        rows={10}
        empty={{ when: ({ items }) => items.length === 0, show: <EmptyState text={b.noMatches} /> }}
      >
        {({ items }) => (
          <>
            <Section flush label={t.firmsTitle}>
              <DataTable caption={t.firmsTitle} columns={firmColumns(t)} rows={items} rowKey={({ uscc }) => uscc} />
            </Section>
            <Pager paged={paged} />
          </>
        )}
      </QueryResult>
      <Holders />
      <FirmDialog open={registering} firm={null} onClose={() => setRegistering(false)} />
    </Page>
  );
}

/** `total` marks the row of all regions. */
type HoldersRow = Schemas['QualificationTotals']['rows'][number] & { readonly total?: true };

/** The figures, one tab-separated line each, to paste into a spreadsheet. */
const asLines = ({ rows, total }: Schemas['QualificationTotals']): string =>
  [...rows, total as HoldersRow]
    .map((row) => [row.region?.name ?? '', row.highTech, row.techSme, row.both, row.either].join('\t'))
    .join('\n');

/** The number of firms with each qualification on a day, by region. */
function Holders(): ReactNode {
  const t = useTexts(auditorTexts);
  const names = useTexts(qualificationTexts);
  const [on, setOn] = useState(today());
  const query = useQuery({
    queryKey: ['firm', 'holders', on],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/qualifications/totals', { params: { query: { on, by: 'region' } }, signal })),
  });
  const figure = (key: 'highTech' | 'techSme' | 'both' | 'either', title: string): Column<HoldersRow> => ({
    key,
    title,
    number: true,
    cell: (row) => formatCount(row[key]),
  });
  const columns: Column<HoldersRow>[] = [
    {
      key: 'region',
      title: t.region,
      rowHeader: true,
      cell: (row) => (row.total ? t.total : <RegionName region={row.region ?? null} />),
    },
    figure('highTech', names.highTech),
    figure('techSme', names.techSme),
    figure('both', names.parts.both),
    figure('either', t.either),
  ];
  return (
    <Section
      className="after"
      title={t.holders}
      extra={
        <span className="tools">
          <FigureTools title={t.holders} exact={query.data && asLines(query.data)} definition={t.holdersDefinition} />
          <ExportLinks what="qualifications" filters={{ on, current: 'true' }} title={t.holders} />
        </span>
      }
    >
      <div className="narrow-field">
        <DayFilter label={t.holdersOn} value={on} onChange={(day) => setOn(day === '' ? today() : day)} />
      </div>
      <QueryResult query={query}>
        {({ rows, total }) => (
          <DataTable
            caption={t.holders}
            columns={columns}
            rows={rows as readonly HoldersRow[]}
            rowKey={({ region }) => region?.code ?? ''}
            foot={{ ...total, total: true } as HoldersRow}
          />
        )}
      </QueryResult>
    </Section>
  );
}
