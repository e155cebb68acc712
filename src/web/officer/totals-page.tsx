/** The bank's yearly totals. Each figure links to the filings behind it. */
import './officer.css';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Radio } from 'antd';
import { useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import { DataTable, type Column } from '../records/data-table.tsx';
import { ExportLinks } from '../records/export-links.tsx';
import { FigureTools } from '../records/figure.tsx';
import { withQuery } from '../records/url-filters.ts';
import { partsAsText, TwoByTwo } from '../records/two-by-two.tsx';
import { LatestHead } from '../proofs/latest-head.tsx';
import { unwrap, api, type Schemas } from '../shared/api.ts';
import { today } from '../shared/days.ts';
import { useLanguage, useTexts } from '../shared/language.ts';
import { fenOf, formatGrowth, formatCount, formatWan } from '../shared/money.ts';
import { Page } from '../shared/page.tsx';
import { Section } from '../shared/section.tsx';
import { QueryResult, EmptyState } from '../shared/query-state.tsx';
import { common } from '../shared/texts.ts';
import { navigation } from './navigation.ts';
import { texts } from './texts.ts';

type Totals = Schemas['Totals'];
type Basis = Totals['basis'];
/** The figures of a year, or of all years (`year` null). */
type Row = Pick<Totals['rows'][number], 'amount' | 'filings' | 'firms' | 'renewals'> & { readonly year: number | null };
/** The query of the export of what is shown. */
type Exported = Record<'from' | 'to' | 'by', string> & { readonly basis: Basis };
const YEARS_SHOWN = 10;

export default function TotalsPage(): ReactNode {
  const language = useLanguage();
  const t = useTexts(texts);
  const [basis, setBasis] = useState<Basis>('filed');
  const [chosen, setChosen] = useState<number | null>(null);
  const now = today();
  const to = Number(now.slice(0, 4));
  const range = { from: to - YEARS_SHOWN + 1, to, basis };
  const query = useQuery({
    queryKey: ['totals', range],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/totals', { params: { query: range }, signal })),
  });
  const yearToDate = useQuery({
    queryKey: ['totals', range, now],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/totals', { params: { query: { from: to - 1, to, basis, until: now.slice(5) } }, signal }),
      ),
  });
  const exported = { from: String(range.from), to: String(to), basis, by: 'year' };
  return (
    <Page
      title={navigation.totals[language]}
      lead={t.totalsLead}
      actions={
        <Radio.Group
          name="basis"
          optionType="button"
          aria-label={t.basis}
          value={basis}
          onChange={(event) => setBasis(event.target.value as Basis)}
          options={(['filed', 'disbursed'] as const).map((value) => ({ value, label: t.bases[value] }))}
        />
      }
    >
      <QueryResult
        query={query}
        empty={{ when: ({ total }) => total.filings === 0, show: <EmptyState text={t.noTotals} /> }}
      >
        {(totals) => {
          const years = newestFirst(totals.rows);
          const shown = years.find(({ year }) => year === chosen) ?? years[0]!;
          return (
            <>
              <YearTable
                totals={totals}
                years={years}
                yearToDate={yearToDate.data}
                now={now}
                chosen={shown.year}
                choose={setChosen}
                exported={exported}
              />
              <TwoByTwoSection shown={shown} basis={basis} exported={exported} />
            </>
          );
        }}
      </QueryResult>
      <LatestHead />
    </Page>
  );
}

/** Newest first, without the empty years before the first filing. */
function newestFirst(rows: Totals['rows']): Totals['rows'] {
  const first = rows.findIndex(({ filings }) => filings > 0);
  return rows.slice(Math.max(first, 0)).reverse();
}

/** The address of the list of filings behind a figure. */
const filingsLink = (year: number, basis: Basis, status = ''): string =>
  withQuery('/filings', { state: 'accepted', year, basis, status });

function TwoByTwoSection({
  shown,
  basis,
  exported,
}: {
  shown: Totals['rows'][number];
  basis: Basis;
  exported: Exported;
}): ReactNode {
  const language = useLanguage();
  const t = useTexts(texts);
  const title = `${shown.year} · ${t.twoByTwo}`;
  const year = String(shown.year);
  return (
    <Section
      title={title}
      extra={
        <span className="tools">
          <FigureTools title={title} exact={partsAsText(shown, language)} definition={t.twoByTwoDefinition} />
          <ExportLinks what="totals" filters={{ ...exported, from: year, to: year, by: 'year,status' }} title={title} />
        </span>
      }
    >
      <TwoByTwo
        title={title}
        parts={shown}
        filingsOf={(statuses) => filingsLink(shown.year, basis, statuses.join(','))}
      />
    </Section>
  );
}

function YearTable({
  totals,
  years,
  yearToDate,
  now,
  chosen,
  choose,
  exported,
}: {
  totals: Totals;
  years: Totals['rows'];
  yearToDate: Totals | undefined;
  now: string;
  chosen: number;
  choose: (year: number) => void;
  exported: Exported;
}): ReactNode {
  const t = useTexts(texts);
  const c = useTexts(common);
  const thisYear = Number(now.slice(0, 4));
  const growthOf = (year: number): string => {
    const index = years.findIndex((row) => row.year === year);
    // The current year is compared with the same part of the year before.
    if (year === thisYear)
      return yearToDate
        ? (formatGrowth(fenOf(yearToDate.rows[1]?.amount ?? '0.00'), fenOf(yearToDate.rows[0]?.amount ?? '0.00')) ??
            c.none)
        : '';
    return formatGrowth(fenOf(years[index]!.amount), fenOf(years[index + 1]?.amount ?? '0.00')) ?? c.none;
  };
  const asText = [
    [t.year, t.amountYuan, t.filings, t.firms],
    ...[...years].map((row) => [row.year, row.amount, row.filings, row.firms]),
  ]
    .map((line) => line.join('\t'))
    .join('\n');
  const columns: Column<Row>[] = [
    {
      key: 'year',
      title: t.year,
      rowHeader: true,
      cell: ({ year }) =>
        year === null ? (
          t.total
        ) : (
          <Button type="link" size="small" aria-pressed={year === chosen} onClick={() => choose(year)}>
            {year}
          </Button>
        ),
    },
    { key: 'amount', title: t.amount, number: true, cell: ({ amount }) => formatWan(amount) },
    {
      key: 'growth',
      title: t.growthColumn,
      number: true,
      cell: ({ year }) => (year === null ? '' : `${growthOf(year)}${year === thisYear ? ' *' : ''}`),
    },
    {
      key: 'filings',
      title: t.filings,
      number: true,
      cell: ({ year, filings }) =>
        year === null || filings === 0 ? (
          formatCount(filings)
        ) : (
          <Link href={filingsLink(year, exported.basis)} aria-label={t.filingsOf(year, filings)}>
            {formatCount(filings)}
          </Link>
        ),
    },
    { key: 'firms', title: t.firms, number: true, cell: ({ firms }) => formatCount(firms) },
    { key: 'renewals', title: t.renewalsAmount, number: true, cell: ({ renewals }) => formatWan(renewals.amount) },
  ];
  return (
    <Section
      flush
      id="years"
      title={t.byYear}
      extra={
        <span className="tools">
          <FigureTools title={t.byYear} exact={asText} definition={t.yearsDefinition} />
          <ExportLinks what="totals" filters={exported} title={t.byYear} />
        </span>
      }
    >
      <DataTable
        caption={t.byYear}
        columns={columns}
        rows={years}
        rowKey={({ year }) => String(year)}
        foot={{ ...totals.total, year: null }}
        isCurrent={({ year }) => year === chosen}
      />
      <p className="secondary small table-note">* {t.growthToDate(now)}</p>
    </Section>
  );
}
