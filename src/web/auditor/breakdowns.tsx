import { lazy, Suspense, type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { barLength, barUnit, roundedText, share } from '../bureau/amounts.ts';
import { DataTable, type Column } from '../bureau/data-table.tsx';
import { FigureTools } from '../bureau/figure.tsx';
import { useLanguage, useTexts, type Language } from '../shared/language.ts';
import { fenOf, inGroups, inYuan } from '../shared/money.ts';
import { Section } from '../shared/section.tsx';
import { Answered, Nothing } from '../shared/states.tsx';
import { Waiting } from '../shared/waiting.tsx';
import { ExportLinks } from '../bureau/export-links.tsx';
import { Growth } from './growth.tsx';
import { auditorTexts, type AuditorTexts } from './texts.ts';
import { filingsBehind, totalsQuery, useTotals, type Period, type Totals, type TotalsRow } from './totals.ts';

/** When the figures are on the page and nothing else is under way; browsers without that word are given a moment. */
const quiet = (): Promise<unknown> =>
  new Promise((resolve) =>
    'requestIdleCallback' in window ? requestIdleCallback(resolve, { timeout: 1000 }) : setTimeout(resolve, 200),
  );

// Charts are loaded by those who look at one, and after the figures that they stand beside.
const Chart = lazy(() => quiet().then(() => import('./chart.tsx')));
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
  `${name}\n${roundedText(row.amount, language)}\n${inGroups(row.filings)} ${t.filingsUnit} · ${inGroups(row.firms)} ${t.firmsUnit}`;

/** A breakdown as a chart with its table. */
function Breakdown({
  id,
  title,
  definition,
  query,
  totals,
  lines,
  total,
  period,
  lying = false,
  growing = true,
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
  lying?: boolean;
  growing?: boolean;
  charted?: readonly Line[];
}): ReactNode {
  const t = useTexts(auditorTexts);
  const language = useLanguage();
  const [, go] = useLocation();
  const one = (name: string, side: 'now' | 'before') => ({
    name,
    values: charted.map((line) => barLength(line[side].amount, language)),
    tips: charted.map((line) => tip(`${line.name} · ${name}`, line[side], t, language)),
  });
  const series =
    growing && !lying
      ? [one(t.thisYear(period.year - 1), 'before'), one(t.thisYear(period.year), 'now')]
      : [one(t.thisYear(period.year), 'now')];
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
      <Answered
        query={totals}
        empty={{
          when: () => lines.every(({ now, before }) => now.filings === 0 && before.filings === 0),
          show: <Nothing text={t.nothingFiled} />,
        }}
      >
        {() => (
          <>
            <Suspense
              fallback={
                <div className="chart">
                  <Waiting />
                </div>
              }
            >
              <Chart
                label={t.chartOf(title)}
                categories={charted.map(({ name }) => name)}
                series={series}
                unit={barUnit(language)}
                lying={lying}
                pick={(index) => go(charted[index]!.to)}
              />
            </Suspense>
            <details>
              <summary>{t.asTable}</summary>
              <BreakdownTable title={title} lines={lines} total={total} growing={growing} />
            </details>
          </>
        )}
      </Answered>
    </Section>
  );
}

function BreakdownTable({
  title,
  lines,
  total,
  growing,
}: {
  title: string;
  lines: readonly Line[];
  total: Row | undefined;
  growing: boolean;
}): ReactNode {
  const t = useTexts(auditorTexts);
  const whole = total === undefined ? 0n : fenOf(total.amount);
  const columns: Column<Line>[] = [
    {
      key: 'name',
      title,
      head: true,
      cell: ({ name, to, now }) => (to === '' || now.filings === 0 ? name : <Link href={to}>{name}</Link>),
    },
    { key: 'amount', title: t.amountColumn, number: true, cell: ({ now }) => inYuan(now.amount) },
    { key: 'filings', title: t.filingsColumn, number: true, cell: ({ now }) => inGroups(now.filings) },
    { key: 'firms', title: t.firmsColumn, number: true, cell: ({ now }) => inGroups(now.firms) },
    { key: 'share', title: t.share, number: true, cell: ({ now }) => share(fenOf(now.amount), whole) ?? '—' },
    ...(growing
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
      : { key: 'total', name: growing ? t.total : t.cumulative, now: total, before: NONE, to: '' };
  return (
    <DataTable
      caption={title}
      columns={
        growing
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

/** The rows of the year beside those of the year before. */
function paired(
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

/** What the year alone came to; a sum over rows has no firms. */
function useYearTotal(period: Period): Row | undefined {
  return useTotals(totalsQuery(period, 'year')).data?.rows.find(({ year }) => year === period.year);
}

export function ByMonth({ period }: { period: Period }): ReactNode {
  const t = useTexts(auditorTexts);
  const query = totalsQuery(period, 'year,month');
  const totals = useTotals(query);
  const total = useYearTotal(period);
  const pairs = paired(totals.data, period, ({ month }) => String(month));
  const lines = Array.from({ length: 12 }, (_, index): Line => {
    const month = index + 1;
    const { now = NONE, before = NONE } = pairs.find(({ key }) => key === String(month)) ?? {};
    return { key: String(month), name: t.monthName(month), now, before, to: filingsBehind(period, { month }) };
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
  const lines = paired(totals.data, period, (row) => row[by]?.code ?? '')
    .map(({ key, now, before, row }): Line => ({
      key,
      name: row[by]?.name ?? key,
      now,
      before,
      to: filingsBehind(period, { [by]: key }),
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
      lying
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
    name: t.thisYear(row.year),
    now: row,
    before: NONE,
    to: filingsBehind({ ...whole, year: row.year }),
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
      growing={false}
    />
  );
}
