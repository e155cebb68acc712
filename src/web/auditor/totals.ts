import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { answer, api, type Schemas } from '../shared/api.ts';
import { today } from '../shared/days.ts';
import { firstDayOf, lastDayOf } from '../bureau/dates.ts';
import { withQuery } from '../bureau/search-state.ts';

export type Totals = Schemas['Totals'];
export type TotalsRow = Totals['rows'][number];

/** Which part of the calendar is looked at, and by which date filings belong to it. */
export interface Period {
  readonly year: number;
  readonly basis: 'filed' | 'disbursed';
  /** `MM-DD`: every year is cut after that day; empty for the whole year. */
  readonly until: string;
}

export const thisYear = (): number => Number(today().slice(0, 4));

/** The period that the page's address names. The present year is compared up to today, or it would fall short of every year before. */
export function periodOf(filters: Readonly<Record<string, string>>): Period {
  const asked = Number(filters['year']);
  const year = Number.isInteger(asked) && asked >= 2000 && asked <= 2100 ? asked : thisYear();
  const until = /^\d\d-\d\d$/.test(filters['until'] ?? '')
    ? filters['until']!
    : year === thisYear()
      ? today().slice(5)
      : '';
  return {
    year,
    basis: filters['basis'] === 'disbursed' ? 'disbursed' : 'filed',
    until: until === '12-31' ? '' : until,
  };
}

export function totalsQuery({ year, basis, until }: Period, by: string, from = year - 1): Record<string, string> {
  return { from: String(from), to: String(year), by, basis, ...(until === '' ? {} : { until }) };
}

export function useTotals(query: Record<string, string>): UseQueryResult<Totals> {
  return useQuery({
    queryKey: ['totals', query],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/totals', { params: { query: query as { by: string } }, signal })),
  });
}

/** The list of the filings that a figure counts, with the way back. */
export function filingsBehind(
  { year, basis, until }: Period,
  more: { month?: number | undefined; bank?: string; region?: string; status?: string; renewal?: string } = {},
): string {
  const { month, ...rest } = more;
  const [from, to] =
    month === undefined
      ? [firstDayOf(year), until === '' ? lastDayOf(year) : `${year}-${until}`]
      : [firstDayOf(year, month), cutMonth(year, month, until)];
  const span =
    until === ''
      ? { year, month, basis }
      : basis === 'filed'
        ? { filedFrom: from, filedTo: to }
        : { disbursedFrom: from, disbursedTo: to };
  const via = withQuery('', {
    year: year === thisYear() ? undefined : year,
    basis: basis === 'filed' ? undefined : basis,
    until: year === thisYear() && until === today().slice(5) ? undefined : until,
  }).slice(1);
  return withQuery('/filings', { state: 'accepted', ...span, ...rest, via: via === '' ? 'overview' : via });
}

function cutMonth(year: number, month: number, until: string): string {
  const last = lastDayOf(year, month);
  const cut = `${year}-${until}`;
  return until !== '' && cut < last ? cut : last;
}
