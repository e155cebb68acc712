/**
 * SQL that recounts all totals and returns those that differ from the stored ones. The recount must not call the database
 * functions that compute totals, whose mistakes it is to find.
 */

/** What is recounted: accepted filings, compared with live totals; or posted ledger entries, compared with posted cells. */
type Source = 'filings' | 'entries';
export type Split = 'all' | 'bank' | 'region' | 'bank_region';
type Basis = 'filed' | 'disbursed';

const PERIOD = {
  ever: '0',
  year: 'extract(year from day)::int * 100',
  month: 'extract(year from day)::int * 100 + extract(month from day)::int',
};
const PLACE: Readonly<Record<Split, string>> = {
  all: `'' as bank, '' as region`,
  bank: `bank_code as bank, '' as region`,
  region: `'' as bank, region_code as region`,
  bank_region: `bank_code as bank, region_code as region`,
};
const SPLITS = Object.keys(PLACE) as Split[];

interface Grouping {
  readonly basis: Basis;
  readonly grain: keyof typeof PERIOD;
  readonly split: Split;
}
const of = (basis: Basis, grain: Grouping['grain']): Grouping[] => SPLITS.map((split) => ({ basis, grain, split }));
const ALL = [
  ...of('filed', 'ever'),
  ...of('filed', 'year'),
  ...of('filed', 'month'),
  ...of('disbursed', 'year'),
  ...of('disbursed', 'month'),
];
// Which groupings the database stores (as total_groupings() in db/code/60-ledger.sql). Sums over all banks are added up from those of
// each bank; firms by month, bank and region are counted on demand.
const hasStoredSums = ({ split }: Grouping): boolean => split === 'bank' || split === 'bank_region';
const hasStoredFirms = ({ grain, split }: Grouping): boolean => !(grain === 'month' && split === 'bank_region');

/** Counts of firms: their statuses, whether of first loans only, and their bits in total_firms. */
const CLASSES = `
  ('all', array['both', 'highTechOnly', 'techSmeOnly', 'neither'], false, 15), ('high-tech', array['both', 'highTechOnly'], false, 3),
  ('sme', array['both', 'techSmeOnly'], false, 5), ('both', array['both'], false, 1), ('high-tech only', array['highTechOnly'], false, 2),
  ('sme only', array['techSmeOnly'], false, 4), ('neither', array['neither'], false, 8),
  ('first', array['both', 'highTechOnly', 'techSmeOnly', 'neither'], true, 240), ('first both', array['both'], true, 16),
  ('first high-tech only', array['highTechOnly'], true, 32), ('first sme only', array['techSmeOnly'], true, 64), ('first neither', array['neither'], true, 128)`;

/** The columns of a filing that totals depend on. `sign` is -1 for an entry that takes an earlier one back. */
const IMAGE =
  'uscc, bank_code, region_code, status, coalesce(first_loan, false) as first_loan, renewal, amount_fen, annual_rate_e4';
const IMAGES: Readonly<Record<Source, (basis: Basis) => string>> = {
  filings: (basis) =>
    `select '${basis}' as basis, ${basis}_on as day, ${IMAGE}, 1 as sign from filing where state = 'accepted'`,
  entries: (basis) => `select '${basis}' as basis, ${basis}_on as day, ${IMAGE}, sign from ledger_entry`,
};

const countedSums = ({ basis, grain, split }: Grouping): string => `
  select '${basis}' as basis, '${grain}' as grain, ${PERIOD[grain]} as period, ${PLACE[split]}, status, sum(sign), sum(sign * amount_fen),
    coalesce(sum(sign) filter (where renewal), 0), coalesce(sum(sign * amount_fen) filter (where renewal), 0),
    coalesce(sum(sign) filter (where first_loan), 0), coalesce(sum(sign * amount_fen) filter (where first_loan), 0),
    sum(sign * amount_fen::numeric * annual_rate_e4)
  from image where basis = '${basis}' group by 3, 4, 5, 6 having sum(sign) <> 0`;
const SUMS =
  'basis, grain, period, bank_code, region_code, status, filings, amount_fen, renewals, renewal_amount_fen, first_loans, first_loan_amount_fen, amount_rate';

const countedFirms = ({ basis, grain, split }: Grouping): string => `
  select '${basis}', '${grain}', period, bank, region, class, count(*)
  from (
    select ${PERIOD[grain]} as period, ${PLACE[split]}, class, uscc
    from image join class on status = any (statuses) and (first_loan or not first)
    where basis = '${basis}' group by 1, 2, 3, 4, 5 having sum(sign) > 0) held
  group by 3, 4, 5, 6`;

/** The totals of a grouping as the registry has them. */
function storedTotals(source: Source, what: 'sums' | 'firms', { basis, grain, split }: Grouping): string {
  if (source === 'filings') return `select * from live_${what}('${basis}', '${grain}', '${split}')`;
  return `
    select * from ${what === 'sums' ? 'total_sum' : 'total_firms'} where basis = '${basis}' and grain = '${grain}'
      and (bank_code <> '') = ${split.includes('bank')} and (region_code <> '') = ${split.includes('region')}`;
}

const union = (texts: readonly string[]): string => texts.join(' union all ');
/** The rows that are in one of two tables only. */
const symmetricDifference = (counted: string, stored: string): string =>
  `(table ${counted} except table ${stored}) union all (table ${stored} except table ${counted})`;

/** A query of the differences, for one split or all. One statement, so that both sides are read in one snapshot. */
export function differencesSql(source: Source, only?: Split): string {
  const groupings = ALL.filter(({ split }) => only === undefined || split === only);
  const [sums, firms] = [groupings.filter(hasStoredSums), groupings.filter(hasStoredFirms)];
  const sumsCompared = `
    counted_sums as (${union(sums.map(countedSums))}),
    stored_sums as (select ${SUMS} from (${union(sums.map((each) => storedTotals(source, 'sums', each)))}) k where filings <> 0),
    wrong_sums as (select to_jsonb(w) as wrong from (${symmetricDifference('counted_sums', 'stored_sums')}) w),`;
  return `
    with class (class, statuses, first, mask) as (values ${CLASSES}),
    image as (${union([IMAGES[source]('filed'), IMAGES[source]('disbursed')])}),
    ${sums.length > 0 ? sumsCompared : ''}
    counted_firms as (${union(firms.map(countedFirms))}),
    stored_firms as (
      select k.basis, k.grain, k.period, k.bank_code, k.region_code, class, sum(k.firms) as firms
      from (${union(firms.map((each) => storedTotals(source, 'firms', each)))}) k join class on k.statuses & mask <> 0
      group by 1, 2, 3, 4, 5, 6 having sum(k.firms) <> 0)
    ${sums.length > 0 ? 'select * from wrong_sums union all' : ''}
    select to_jsonb(w) as wrong from (${symmetricDifference('counted_firms', 'stored_firms')}) w`;
}

/** A query of one hash over all live totals, and of their stamp: the hash may change only with the stamp. */
export const TOTALS_HASH = `
  select totals_stamp(null, null)::text as stamp, coalesce(md5(string_agg(line, ' ' order by line)), '') as hash
  from (${union(
    ALL.flatMap((each) => [
      ...(hasStoredSums(each)
        ? [`select to_jsonb(k)::text as line from (${storedTotals('filings', 'sums', each)}) k`]
        : []),
      ...(hasStoredFirms(each)
        ? [`select to_jsonb(k)::text as line from (${storedTotals('filings', 'firms', each)}) k`]
        : []),
    ]),
  )}) all_totals`;
