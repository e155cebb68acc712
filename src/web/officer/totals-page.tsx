import './officer.css';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import { ExportLinks } from '../bureau/export-links.tsx';
import { FigureTools } from '../bureau/figure.tsx';
import { withQuery } from '../bureau/search-state.ts';
import { partsAsText, TwoByTwo } from '../bureau/two-by-two.tsx';
import { answer, api, type Schemas } from '../shared/api.ts';
import { today } from '../shared/days.ts';
import { useLanguage, useTexts } from '../shared/language.ts';
import { fenOf, growth, inGroups, inWan } from '../shared/money.ts';
import { Page } from '../shared/page.tsx';
import { Answered, Nothing } from '../shared/states.tsx';
import { common } from '../shared/texts.ts';
import { navigation } from './navigation.ts';
import { texts } from './texts.ts';

type Totals = Schemas['Totals'];
type Basis = Totals['basis'];
type Exported = Record<'from' | 'to' | 'by', string> & { readonly basis: Basis };
const YEARS = 10;

export default function TotalsPage(): ReactNode {
  const spoken = useLanguage();
  const t = useTexts(texts);
  const [basis, setBasis] = useState<Basis>('filed');
  const [chosen, setChosen] = useState<number | null>(null);
  const now = today();
  const to = Number(now.slice(0, 4));
  const asked = { from: to - YEARS + 1, to, basis };
  const query = useQuery({ queryKey: ['totals', asked], placeholderData: keepPreviousData, queryFn: ({ signal }) => answer(api.GET('/api/v1/totals', { params: { query: asked }, signal })) });
  const sofar = useQuery({ queryKey: ['totals', asked, now], queryFn: ({ signal }) => answer(api.GET('/api/v1/totals', { params: { query: { from: to - 1, to, basis, until: now.slice(5) } }, signal })) });
  const exported = { from: String(asked.from), to: String(to), basis, by: 'year' };
  return (
    <Page
      title={navigation.totals[spoken]} lead={t.totalsLead}
      actions={<label className="inline">{t.basis} <select className="input" name="basis" value={basis} onChange={(event) => setBasis(event.target.value as Basis)}><option value="filed">{t.bases.filed}</option><option value="disbursed">{t.bases.disbursed}</option></select></label>}
    >
      <Answered query={query} empty={{ when: ({ total }) => total.filings === 0, show: <Nothing text={t.noTotals} /> }}>
        {(totals) => {
          const years = trimmed(totals.rows);
          const shown = years.find(({ year }) => year === chosen) ?? years[0]!;
          return (
            <>
              <YearTable totals={totals} years={years} sofar={sofar.data} now={now} chosen={shown.year} choose={setChosen} exported={exported} />
              <Matrix shown={shown} basis={basis} exported={exported} />
            </>
          );
        }}
      </Answered>
    </Page>
  );
}

/** Newest first, without the empty years before the first filing. */
function trimmed(rows: Totals['rows']): Totals['rows'] {
  const first = rows.findIndex(({ filings }) => filings > 0);
  return rows.slice(Math.max(first, 0)).reverse();
}

/** The list of my filings that a figure counts. */
const behind = (year: number, basis: Basis, status = ''): string => withQuery('/filings', { state: 'accepted', year, basis, status });

function Matrix({ shown, basis, exported }: { shown: Totals['rows'][number]; basis: Basis; exported: Exported }): ReactNode {
  const spoken = useLanguage();
  const t = useTexts(texts);
  const title = `${shown.year} · ${t.matrix}`;
  const year = String(shown.year);
  return (
    <section className="card" aria-labelledby="matrix">
      <div className="card-head figure-card"><h2 id="matrix">{title}</h2><span className="tools"><FigureTools title={title} exact={partsAsText(shown, spoken)} definition={t.matrixHelp} /><ExportLinks what="totals" filters={{ ...exported, from: year, to: year, by: 'year,status' }} title={title} /></span></div>
      <TwoByTwo title={title} parts={shown} behind={(statuses) => behind(shown.year, basis, statuses.join(','))} />
    </section>
  );
}

function YearTable({ totals, years, sofar, now, chosen, choose, exported }: { totals: Totals; years: Totals['rows']; sofar: Totals | undefined; now: string; chosen: number; choose: (year: number) => void; exported: Exported }): ReactNode {
  const t = useTexts(texts);
  const c = useTexts(common);
  const thisYear = Number(now.slice(0, 4));
  const growthOf = (year: number, index: number): string => {
    // This year is not over: it is set against the same days of the year before.
    if (year === thisYear) return sofar ? growth(fenOf(sofar.rows[1]?.amount ?? '0.00'), fenOf(sofar.rows[0]?.amount ?? '0.00')) ?? c.none : '';
    return growth(fenOf(years[index]!.amount), fenOf(years[index + 1]?.amount ?? '0.00')) ?? c.none;
  };
  const asText = [[t.year, t.amountYuan, t.filings, t.firms], ...[...years].map((row) => [row.year, row.amount, row.filings, row.firms])].map((line) => line.join('\t')).join('\n');
  return (
    <section className="card flush" aria-labelledby="years">
      <div className="card-head figure-card flush-head"><h2 id="years">{t.byYear}</h2><span className="tools"><FigureTools title={t.byYear} exact={asText} definition={t.yearsHelp} /><ExportLinks what="totals" filters={exported} title={t.byYear} /></span></div>
      <table className="table">
        <thead><tr><th scope="col">{t.year}</th><th scope="col" className="number">{t.amount}</th><th scope="col" className="number">{t.growthColumn}</th><th scope="col" className="number">{t.filings}</th><th scope="col" className="number">{t.firms}</th><th scope="col" className="number">{t.renewalsAmount}</th></tr></thead>
        <tbody>
          {years.map((row, index) => (
            <tr key={row.year} className={row.year === chosen ? 'chosen' : ''}>
              <th scope="row"><button type="button" className="plain" aria-pressed={row.year === chosen} onClick={() => choose(row.year)}>{row.year}</button></th>
              <td data-label={t.amount} className="number">{inWan(row.amount)}</td>
              <td data-label={t.growthColumn} className="number">{growthOf(row.year, index)}{row.year === thisYear && ' *'}</td>
              <td data-label={t.filings} className="number">{row.filings === 0 ? 0 : <Link href={behind(row.year, exported.basis)} aria-label={t.filingsOf(row.year, row.filings)}>{inGroups(row.filings)}</Link>}</td>
              <td data-label={t.firms} className="number">{inGroups(row.firms)}</td>
              <td data-label={t.renewalsAmount} className="number">{inWan(row.renewals.amount)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot><tr><th scope="row">{t.sum}</th><td data-label={t.amount} className="number">{inWan(totals.total.amount)}</td><td /><td data-label={t.filings} className="number">{inGroups(totals.total.filings)}</td><td data-label={t.firms} className="number">{inGroups(totals.total.firms)}</td><td data-label={t.renewalsAmount} className="number">{inWan(totals.total.renewals.amount)}</td></tr></tfoot>
      </table>
      <p className="soft small table-note">* {t.growthToDate(now)}</p>
    </section>
  );
}
