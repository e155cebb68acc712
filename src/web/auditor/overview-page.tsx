import { Button, Card, Input } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import { Figure } from '../bureau/figure.tsx';
import { ExportLinks } from '../bureau/export-links.tsx';
import { rounded } from '../bureau/amounts.ts';
import { useFilters } from '../bureau/search-state.ts';
import { bureau } from '../bureau/texts.ts';
import { inShanghai } from '../shared/days.ts';
import { Choice } from '../shared/choice.tsx';
import { Field } from '../shared/field.tsx';
import { useLanguage, useTexts } from '../shared/language.ts';
import { fenOf, inGroups, inYuan } from '../shared/money.ts';
import { Page } from '../shared/page.tsx';
import { Answered } from '../shared/states.tsx';
import { common } from '../shared/texts.ts';
import { ByMonth, ByPlace, ByYear } from './breakdowns.tsx';
import { Growth } from './growth.tsx';
import { Matrix } from './matrix.tsx';
import { auditorTexts, type AuditorTexts } from './texts.ts';
import { filingsBehind, periodOf, thisYear, totalsQuery, useTotals, type Period, type Totals } from './totals.ts';
import '../bureau/bureau.css';

const YEARS_BACK = 20;

export default function OverviewPage(): ReactNode {
  const t = useTexts(auditorTexts);
  const { filters, set } = useFilters();
  const period = periodOf(filters);
  const { year, until } = period;
  return (
    <Page title={t.overview} lead={until === '' ? t.periodWhole(year) : t.periodUntil(year, until)}>
      <PeriodForm period={period} set={set} />
      <Headline period={period} />
      <div className="card-grid">
        <Matrix period={period} />
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
  const b = useTexts(bureau);
  const [until, setUntil] = useState(period.until);
  useEffect(() => setUntil(period.until), [period.until, period.year]);
  const years = Array.from({ length: YEARS_BACK }, (_, back) => thisYear() - back);
  const wrong = until !== '' && !/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(until);
  return (
    <Card className="filter-panel no-print">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!wrong) set({ until });
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
                onChange={(year) => set({ year: year === String(thisYear()) ? '' : year, until: '' })}
              />
            )}
          </Field>
          <Field label={t.basis}>
            {(control) => (
              <Choice
                control={control}
                value={period.basis}
                options={(['filed', 'disbursed'] as const).map((basis) => [basis, t.bases[basis]!])}
                onChange={(basis) => set({ basis: basis === 'filed' ? '' : basis })}
              />
            )}
          </Field>
          <Field label={t.until} error={wrong ? t.untilForm : undefined}>
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
          <div className="buttons">
            <Button htmlType="submit">{b.apply}</Button>
          </div>
        </div>
      </form>
    </Card>
  );
}

function Headline({ period }: { period: Period }): ReactNode {
  const query = useTotals(totalsQuery(period, 'year'));
  return (
    <Answered query={query} rows={6}>
      {(totals) => <Figures totals={totals} period={period} />}
    </Answered>
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
  const amount = rounded(now.amount, language);
  const than = (text: string, grew: ReactNode): ReactNode => (
    <div className="than">
      {t.growth} {grew}
      <br />
      <span className="small">
        {t.before(periodText(t, period, period.year - 1))} {text}
      </span>
    </div>
  );
  const whole = (title: string, key: 'filings' | 'firms', unit: string): ReactNode => (
    <Figure
      title={title}
      exact={String(now[key])}
      definition={t.definitions[key]!}
      value={<Link href={filingsBehind(period)}>{inGroups(now[key])}</Link>}
      unit={unit}
    >
      {than(`${inGroups(before[key])} ${unit}`, <Growth now={BigInt(now[key])} before={BigInt(before[key])} />)}
    </Figure>
  );
  return (
    <>
      <div className="figures">
        <Figure
          title={t.amount}
          exact={now.amount}
          exactShown={`${inYuan(now.amount)} ${c.yuan}`}
          definition={t.definitions['amount']!}
          value={<Link href={filingsBehind(period)}>{amount.value}</Link>}
          unit={amount.unit}
        >
          {than(`${inYuan(before.amount)} ${c.yuan}`, <Growth now={fenOf(now.amount)} before={fenOf(before.amount)} />)}
        </Figure>
        {whole(t.filings, 'filings', t.filingsUnit)}
        {whole(t.firms, 'firms', t.firmsUnit)}
        <Figure
          title={t.renewals}
          exact={now.renewals.amount}
          exactShown={`${inYuan(now.renewals.amount)} ${c.yuan}`}
          definition={t.definitions['renewals']!}
          value={<Link href={filingsBehind(period, { renewal: 'true' })}>{inGroups(now.renewals.filings)}</Link>}
          unit={t.filingsUnit}
        />
      </div>
      <div className="soft small under-figures">
        <ExportLinks what="totals" filters={totalsQuery(period, 'year')} title={t.overview} />{' '}
        {t.asOf(inShanghai(totals.generatedAt))} · {t.bases[period.basis]} · {t.growthIs}
      </div>
    </>
  );
}

function periodText(t: AuditorTexts, { until }: Period, year: number): string {
  return until === '' ? t.periodWhole(year) : t.periodUntil(year, until);
}
