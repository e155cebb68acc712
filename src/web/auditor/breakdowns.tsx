/**
 * Charts and tables of the year overview: by month, place and year. Counts of firms are never added up, as a firm can
 * be in several rows.
 */
import { lazy, Suspense, type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { barLength, barUnit, formatRounded, share } from '../records/amounts.ts';
import { DataTable, type Column } from '../records/data-table.tsx';
import { FigureTools } from '../records/figure.tsx';
import { useLanguage, useTexts, type Language } from '../shared/language.ts';
import { fenOf, formatCount, formatYuan } from '../shared/money.ts';
import { Section } from '../shared/section.tsx';
import { QueryResult, EmptyState } from '../shared/query-state.tsx';
import { Spinner } from '../shared/spinner.tsx';
import { ExportLinks } from '../records/export-links.tsx';
import { Growth } from './growth.tsx';
import { auditorTexts, type AuditorTexts } from './texts.ts';
import { filingsLink, totalsQuery, useTotals, type Period, type Totals, type TotalsRow } from './totals-query.ts';

/** Resolves when the browser is idle, or after a short delay where `requestIdleCallback` is missing (Safari). */
const whenIdle = (): Promise<unknown> =>
  new Promise((resolve) =>
    'requestIdleCallback' in window ? requestIdleCallback(resolve, { timeout: 1000 }) : setTimeout(resolve, 200),
  );

// The chart library is large: it is loaded after the figures are shown.
const Chart = lazy(() => whenIdle().then(() => import('./chart.tsx')));
const CHART_BARS = 12;

type Row = Pick<TotalsRow, 'filings' | 'firms' | 'amount'>;
const NONE: Row = { filings: 0, firms: 0, amount: '0.00' };
interface Line {
  readonly key: string;
  readonly name: string;
  readonly now: Row;
  readonly before: Row;
  readonly to: string;
}

const tip = (name: string, row: Row, t: AuditorTexts, language: Language): string =>
  `${name}\n${formatRounded(row.amount, language)}\n${formatCount(row.filings)} ${t.filingsUnit} · ${formatCount(row.firms)} ${t.firmsUnit}`;

/** A breakdown as a chart and a table. `charted`: the lines in the chart, when these are not all. */
function Breakdown({
  id,
  title,
  definition,
  query,
  totals,
  lines,
  total,
  period,
  horizontal = false,
  withGrowth = true,
  charted = lines,
}: {
  id: string;
  title: string;
  definition: string;
  query: Record<string, string>;
  totals: ReturnType<typeof useTotals>;
  lines: readonly Line[];
  total: Row | undefined;
  period: Period;
  horizontal?: boolean;
  withGrowth?: boolean;
  charted?: readonly Line[];
}): ReactNode {
  const t = useTexts(auditorTexts);
  const language = useLanguage();
  const [, go] = useLocation();
  const seriesOf = (name: string, side: 'now' | 'before') => ({
    name,
    values: charted.map((line) => barLength(line[side].amount, language)),
    tips: charted.map((line) => tip(`${line.name} · ${name}`, line[side], t, language)),
  });
  const series =
    withGrowth && !horizontal
      ? [seriesOf(t.yearName(period.year - 1), 'before'), seriesOf(t.yearName(period.year), 'now')]
      : [seriesOf(t.yearName(period.year), 'now')];
  return (
    <Section
      id={id}
      title={title}
      extra={
        <span className="tools">
          <FigureTools
            title={title}
            exact={lines.map(({ name, now }) => [name, now.amount, now.filings, now.firms].join('\t')).join('\n')}
            definition={definition}
          />
          <ExportLinks what="totals" filters={query} title={title} />
        </span>
      }
    >
      <QueryResult
        query={totals}
        empty={{
          when: () => lines.every(({ now, before }) => now.filings === 0 && before.filings === 0),
          show: <EmptyState text={t.nothingFiled} />,
        }}
      >
        {() => (
          <>
            <Suspense
              fallback={
                <div className="chart">
                  <Spinner />
                </div>
              }
            >
              <Chart
                label={t.chartOf(title)}
                categories={charted.map(({ name }) => name)}
                series={series}
                unit={barUnit(language)}
                horizontal={horizontal}
                pick={(index) => go(charted[index]!.to)}
              />
            </Suspense>
            <details>
              <summary>{t.asTable}</summary>
              <BreakdownTable title={title} lines={lines} total={total} withGrowth={withGrowth} />
            </details>
          </>
        )}
      </QueryResult>
    </Section>
  );
}

function BreakdownTable({
  title,
  lines,
  total,
  withGrowth,
}: {
  title: string;
  lines: readonly Line[];
  total: Row | undefined;
  withGrowth: boolean;
}): ReactNode {
  const t = useTexts(auditorTexts);
  const whole = total === undefined ? 0n : fenOf(total.amount);
  const columns: Column<Line>[] = [
    {
      key: 'name',
      title,
      rowHeader: true,
      cell: ({ name, to, now }) => (to === '' || now.filings === 0 ? name : <Link href={to}>{name}</Link>),
    },
    { key: 'amount', title: t.amountColumn, number: true, cell: ({ now }) => formatYuan(now.amount) },
    { key: 'filings', title: t.filingsColumn, number: true, cell: ({ now }) => formatCount(now.filings) },
    { key: 'firms', title: t.firmsColumn, number: true, cell: ({ now }) => formatCount(now.firms) },
    { key: 'share', title: t.share, number: true, cell: ({ now }) => share(fenOf(now.amount), whole) ?? '—' },
    ...(withGrowth
      ? [
          {
            key: 'growth',
            title: t.growth,
            number: true,
            cell: ({ now, before }: Line) => <Growth now={fenOf(now.amount)} before={fenOf(before.amount)} />,
          },
        ]
      : []),
  ];
  const foot =
    total === undefined
      ? undefined
      : { key: 'total', name: withGrowth ? t.total : t.cumulative, now: total, before: NONE, to: '' };
  return (
    <DataTable
      caption={title}
      columns={
        withGrowth
          ? columns.map((column) =>
              column.key === 'growth'
                ? { ...column, cell: (line: Line) => (line.key === 'total' ? '' : column.cell(line)) }
                : column,
            )
          : columns
      }
      rows={lines}
      rowKey={({ key }) => key}
      foot={foot}
    />
  );
}

/** Pairs the rows of the year with those of the year before. */
function pairYears(
  totals: Totals | undefined,
  period: Period,
  keyOf: (row: TotalsRow) => string,
): { key: string; now: Row; before: Row; row: TotalsRow }[] {
  const found = new Map<string, { key: string; now: Row; before: Row; row: TotalsRow }>();
  for (const row of totals?.rows ?? []) {
    const key = keyOf(row);
    const pair = found.get(key) ?? { key, now: NONE, before: NONE, row };
    found.set(key, row.year === period.year ? { ...pair, now: row, row } : { ...pair, before: row });
  }
  return [...found.values()];
}

/** The total of the year. It cannot be added from rows, because firms are distinct. */
function useYearTotal(period: Period): Row | undefined {
  return useTotals(totalsQuery(period, 'year')).data?.rows.find(({ year }) => year === period.year);
}

export function ByMonth({ period }: { period: Period }): ReactNode {
  const t = useTexts(auditorTexts);
  const query = totalsQuery(period, 'year,month');
  const totals = useTotals(query);
  const total = useYearTotal(period);
  const pairs = pairYears(totals.data, period, ({ month }) => String(month));
  const lines = Array.from({ length: 12 }, (_, index): Line => {
    const month = index + 1;
    const { now = NONE, before = NONE } = pairs.find(({ key }) => key === String(month)) ?? {};
    return { key: String(month), name: t.monthName(month), now, before, to: filingsLink(period, { month }) };
  });
  return (
    <Breakdown
      id="by-month"
      title={t.byMonth}
      definition={t.definitions['months']!}
      query={query}
      totals={totals}
      lines={lines}
      total={total}
      period={period}
    />
  );
}

export function ByPlace({ period, by }: { period: Period; by: 'bank' | 'region' }): ReactNode {
  const t = useTexts(auditorTexts);
  const query = totalsQuery(period, `year,${by}`);
  const totals = useTotals(query);
  const total = useYearTotal(period);
  const lines = pairYears(totals.data, period, (row) => row[by]?.code ?? '')
    .map(({ key, now, before, row }): Line => ({
      key,
      name: row[by]?.name ?? key,
      now,
      before,
      to: filingsLink(period, { [by]: key }),
    }))
    .sort((a, b) => Number(fenOf(b.now.amount) - fenOf(a.now.amount)));
  const title = by === 'bank' ? t.byBank : t.byRegion;
  return (
    <Breakdown
      id={`by-${by}`}
      title={title}
      definition={t.definitions[`${by}s`]!}
      query={query}
      totals={totals}
      lines={lines}
      charted={lines.filter(({ now }) => now.filings > 0).slice(0, CHART_BARS)}
      total={total}
      period={period}
      horizontal
    />
  );
}

export function ByYear({ period, yearsBack }: { period: Period; yearsBack: number }): ReactNode {
  const t = useTexts(auditorTexts);
  const whole: Period = { ...period, until: '' };
  const query = totalsQuery(whole, 'year', period.year - yearsBack + 1);
  const totals = useTotals(query);
  const rows = totals.data?.rows ?? [];
  const first = rows.findIndex(({ filings }) => filings > 0);
  const lines = (first < 0 ? [] : rows.slice(first)).map((row): Line => ({
    key: String(row.year),
    name: t.yearName(row.year),
    now: row,
    before: NONE,
    to: filingsLink({ ...whole, year: row.year }),
  }));
  return (
    <Breakdown
      id="by-year"
      title={t.byYear}
      definition={t.definitions['years']!}
      query={query}
      totals={totals}
      lines={lines}
      total={totals.data?.total}
      period={period}
      withGrowth={false}
    />
  );
}
