/** The year overview. All figures are for the period in the address, and each links to the filings behind it. */
import { Button, Card, Input } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import { Figure } from '../records/figure.tsx';
import { ExportLinks } from '../records/export-links.tsx';
import { roundAmount } from '../records/amounts.ts';
import { useUrlFilters } from '../records/url-filters.ts';
import { ProblemAlert } from '../records/problem-alert.tsx';
import { recordTexts } from '../records/texts.ts';
import { useSubmit } from '../records/use-submit.ts';
import { proofTexts } from '../proofs/texts.ts';
import { api, unwrap } from '../shared/api.ts';
import { Note } from '../shared/form-alerts.tsx';
import { formatInstant } from '../shared/days.ts';
import { Choice } from '../shared/choice.tsx';
import { Field } from '../shared/field.tsx';
import { useLanguage, useTexts } from '../shared/language.ts';
import { fenOf, formatCount, formatYuan } from '../shared/money.ts';
import { Page } from '../shared/page.tsx';
import { QueryResult } from '../shared/query-state.tsx';
import { common } from '../shared/texts.ts';
import { ByMonth, ByPlace, ByYear } from './breakdowns.tsx';
import { Growth } from './growth.tsx';
import { TwoByTwoSection } from './two-by-two-section.tsx';
import { auditorTexts, type AuditorTexts } from './texts.ts';
import {
  AS_OF,
  filingsLink,
  parsePeriod,
  thisYear,
  totalsQuery,
  useTotals,
  type Period,
  type Totals,
} from './totals-query.ts';
import '../records/records.css';

const YEARS_BACK = 20;

export default function OverviewPage(): ReactNode {
  const t = useTexts(auditorTexts);
  const { filters, set } = useUrlFilters();
  const period = parsePeriod(filters);
  const { year, until } = period;
  return (
    <Page
      title={t.overview}
      lead={until === '' ? t.periodWhole(year) : t.periodUntil(year, until)}
      actions={<PrintButton period={period} set={set} />}
    >
      <PeriodForm period={period} set={set} />
      <PrintedAs period={period} code={filters['code'] ?? ''} />
      <MainFigures period={period} />
      <div className="card-grid">
        <TwoByTwoSection period={period} />
        <ByMonth period={period} />
        <ByPlace period={period} by="bank" />
        <ByPlace period={period} by="region" />
      </div>
      <div className="stacked" style={{ marginTop: '1rem' }}>
        <ByYear period={period} yearsBack={YEARS_BACK} />
      </div>
    </Page>
  );
}

function PeriodForm({ period, set }: { period: Period; set: (change: Record<string, string>) => void }): ReactNode {
  const t = useTexts(auditorTexts);
  const b = useTexts(recordTexts);
  const p = useTexts(proofTexts);
  const [until, setUntil] = useState(period.until);
  const [asOf, setAsOf] = useState(period.asOf);
  useEffect(() => setUntil(period.until), [period.until, period.year]);
  useEffect(() => setAsOf(period.asOf), [period.asOf]);
  const years = Array.from({ length: YEARS_BACK }, (_, back) => thisYear() - back);
  const invalid = until !== '' && !/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(until);
  const badAsOf = asOf !== '' && !AS_OF.test(asOf);
  return (
    <Card className="filter-panel no-print">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!invalid && !badAsOf) set({ until, asOf, code: '' });
        }}
      >
        <div className="filter-row">
          <Field label={t.year}>
            {(control) => (
              <Choice
                control={control}
                value={String(period.year)}
                options={(years.includes(period.year) ? years : [period.year, ...years]).map((year) => [
                  String(year),
                  String(year),
                ])}
                onChange={(year) => set({ year: year === String(thisYear()) ? '' : year, until: '', code: '' })}
              />
            )}
          </Field>
          <Field label={t.basis}>
            {(control) => (
              <Choice
                control={control}
                value={period.basis}
                options={(['filed', 'disbursed'] as const).map((basis) => [basis, t.bases[basis]!])}
                onChange={(basis) => set({ basis: basis === 'filed' ? '' : basis, code: '' })}
              />
            )}
          </Field>
          <Field label={t.until} error={invalid ? t.untilForm : undefined}>
            {(control) => (
              <Input
                {...control}
                inputMode="numeric"
                maxLength={5}
                placeholder={t.untilHint}
                value={until}
                onChange={(event) => setUntil(event.target.value.trim())}
              />
            )}
          </Field>
          <Field label={p.asOf} error={badAsOf ? p.asOfHint : undefined}>
            {(control) => (
              <Input
                {...control}
                maxLength={32}
                placeholder={p.asOfLive}
                title={p.asOfHint}
                value={asOf}
                onChange={(event) => setAsOf(event.target.value.trim())}
              />
            )}
          </Field>
          <div className="buttons">
            <Button htmlType="submit">{b.apply}</Button>
          </div>
        </div>
      </form>
    </Card>
  );
}

/** Issues a code for the figures shown, shows them as of its posting, and prints. */
function PrintButton({ period, set }: { period: Period; set: (change: Record<string, string>) => void }): ReactNode {
  const p = useTexts(proofTexts);
  const submit = useSubmit();
  const [printing, setPrinting] = useState(false);
  const query = useTotals(totalsQuery(period, 'year'));
  useEffect(() => {
    if (!printing || period.asOf === '' || query.isFetching) return;
    setPrinting(false);
    print();
  }, [printing, period.asOf, query.isFetching]);
  const { asOf: _asOf, ...asked } = totalsQuery(period, 'year') as Record<string, string>;
  return (
    <span className="no-print">
      <Button
        aria-disabled={submit.busy}
        onClick={() =>
          submit.send(
            () => unwrap(api.POST('/api/v1/codes', { body: { query: asked } })),
            ({ code, posting }) => {
              set({ asOf: String(posting!.no), code });
              setPrinting(true);
            },
          )
        }
      >
        {p.printTotals}
      </Button>
      <ProblemAlert problem={submit.problem} />
    </span>
  );
}

/** Which posting the figures stand on, where they are not those of now, with the code that they were printed under. */
function PrintedAs({ period, code }: { period: Period; code: string }): ReactNode {
  const p = useTexts(proofTexts);
  const { data } = useTotals(totalsQuery(period, 'year'));
  if (period.asOf === '' || data?.posting == null) return null;
  const { no, at } = data.posting;
  return <Note>{p.printedAs(no, formatInstant(at), code)}</Note>;
}

function MainFigures({ period }: { period: Period }): ReactNode {
  const query = useTotals(totalsQuery(period, 'year'));
  return (
    <QueryResult query={query} rows={6}>
      {(totals) => <Figures totals={totals} period={period} />}
    </QueryResult>
  );
}

function Figures({ totals, period }: { totals: Totals; period: Period }): ReactNode {
  const t = useTexts(auditorTexts);
  const c = useTexts(common);
  const language = useLanguage();
  const [before, now] = [
    totals.rows.find(({ year }) => year === period.year - 1)!,
    totals.rows.find(({ year }) => year === period.year)!,
  ];
  const amount = roundAmount(now.amount, language);
  const comparison = (text: string, grew: ReactNode): ReactNode => (
    <div className="comparison">
      {t.growth} {grew}
      <br />
      <span className="small">
        {t.before(periodText(t, period, period.year - 1))} {text}
      </span>
    </div>
  );
  const countFigure = (title: string, key: 'filings' | 'firms', unit: string): ReactNode => (
    <Figure
      title={title}
      exact={String(now[key])}
      definition={t.definitions[key]!}
      value={<Link href={filingsLink(period)}>{formatCount(now[key])}</Link>}
      unit={unit}
    >
      {comparison(
        `${formatCount(before[key])} ${unit}`,
        <Growth now={BigInt(now[key])} before={BigInt(before[key])} />,
      )}
    </Figure>
  );
  return (
    <>
      <div className="figures">
        <Figure
          title={t.amount}
          exact={now.amount}
          exactShown={`${formatYuan(now.amount)} ${c.yuan}`}
          definition={t.definitions['amount']!}
          value={<Link href={filingsLink(period)}>{amount.value}</Link>}
          unit={amount.unit}
        >
          {comparison(
            `${formatYuan(before.amount)} ${c.yuan}`,
            <Growth now={fenOf(now.amount)} before={fenOf(before.amount)} />,
          )}
        </Figure>
        {countFigure(t.filings, 'filings', t.filingsUnit)}
        {countFigure(t.firms, 'firms', t.firmsUnit)}
        <Figure
          title={t.renewals}
          exact={now.renewals.amount}
          exactShown={`${formatYuan(now.renewals.amount)} ${c.yuan}`}
          definition={t.definitions['renewals']!}
          value={<Link href={filingsLink(period, { renewal: 'true' })}>{formatCount(now.renewals.filings)}</Link>}
          unit={t.filingsUnit}
        />
      </div>
      <div className="secondary small under-figures">
        <ExportLinks what="totals" filters={totalsQuery(period, 'year')} title={t.overview} />{' '}
        {t.asOf(formatInstant(totals.posting?.at ?? totals.generatedAt))} · {t.bases[period.basis]} · {t.growthNote}
      </div>
    </>
  );
}

function periodText(t: AuditorTexts, { until }: Period, year: number): string {
  return until === '' ? t.periodWhole(year) : t.periodUntil(year, until);
}
