/**
 * The period of the overview and its query of totals. The links to lists must select the same filings as the figures.
 */
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { unwrap, api, type Schemas } from '../shared/api.ts';
import { today } from '../shared/days.ts';
import { firstDayOf, lastDayOf } from '../records/month-ends.ts';
import { withQuery } from '../records/url-filters.ts';

export type Totals = Schemas['Totals'];
export type TotalsRow = Totals['rows'][number];

/** The year shown, and the date by which filings belong to it. */
export interface Period {
  readonly year: number;
  readonly basis: 'filed' | 'disbursed';
  /** `MM-DD`: every year is counted up to that day; empty for the whole year. */
  readonly until: string;
  /** A posting or an instant, as asOf of the API; empty for totals of now. */
  readonly asOf: string;
}

export const thisYear = (): number => Number(today().slice(0, 4));

/**
 * The period in the page's address. The current year counts up to today, so that it is compared with the same part of
 * the year before.
 */
export function parsePeriod(filters: Readonly<Record<string, string>>): Period {
  const requested = Number(filters['year']);
  const year = Number.isInteger(requested) && requested >= 2000 && requested <= 2100 ? requested : thisYear();
  const until = /^\d\d-\d\d$/.test(filters['until'] ?? '')
    ? filters['until']!
    : year === thisYear()
      ? today().slice(5)
      : '';
  return {
    year,
    basis: filters['basis'] === 'disbursed' ? 'disbursed' : 'filed',
    until: until === '12-31' ? '' : until,
    asOf: AS_OF.test(filters['asOf'] ?? '') ? filters['asOf']! : '',
  };
}

/** The form of `asOf`; the service checks its value. */
export const AS_OF = /^(?:[1-9]\d{0,14}|\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2}))$/;

export function totalsQuery({ year, basis, until, asOf }: Period, by: string, from = year - 1): Record<string, string> {
  return {
    from: String(from),
    to: String(year),
    by,
    basis,
    ...(until === '' ? {} : { until }),
    ...(asOf === '' ? {} : { asOf }),
  };
}

export function useTotals(query: Record<string, string>): UseQueryResult<Totals> {
  return useQuery({
    queryKey: ['totals', query],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/totals', { params: { query: query as { by: string } }, signal })),
  });
}

/** The address of the list of filings behind a figure. `via` leads back to the overview. */
export function filingsLink(
  { year, basis, until }: Period,
  more: { month?: number | undefined; bank?: string; region?: string; status?: string; renewal?: string } = {},
): string {
  const { month, ...rest } = more;
  const [from, to] =
    month === undefined
      ? [firstDayOf(year), until === '' ? lastDayOf(year) : `${year}-${until}`]
      : [firstDayOf(year, month), monthEnd(year, month, until)];
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

function monthEnd(year: number, month: number, until: string): string {
  const last = lastDayOf(year, month);
  const cut = `${year}-${until}`;
  return until !== '' && cut < last ? cut : last;
}
