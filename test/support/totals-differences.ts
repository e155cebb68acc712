/** The totals counted from the filings, written without a look at how the product counts them. */
const SCOPES: Readonly<Record<string, readonly [year: string, month: string, bank: string, region: string]>> = {
  ever: ['0', '0', `''`, `''`],
  year: ['year', '0', `''`, `''`],
  month: ['year', 'month', `''`, `''`],
  bank: ['year', '0', 'bank_code', `''`],
  region: ['year', '0', `''`, 'region_code'],
  month_bank: ['year', 'month', 'bank_code', `''`],
  month_region: ['year', 'month', `''`, 'region_code'],
  bank_region: ['year', '0', 'bank_code', 'region_code'],
  month_bank_region: ['year', 'month', 'bank_code', 'region_code'],
};
const STATUS = { both: 'both', high_tech_only: 'highTechOnly', tech_sme_only: 'techSmeOnly', neither: 'neither' };
const sums = (name: string, value: string, only = 'true'): [string, string][] =>
  Object.entries(STATUS).map(([column, word]) => [
    `${name}_${column}`,
    `coalesce(sum(${value}) filter (where status = '${word}' and ${only}), 0)::bigint`,
  ]);
const firms = (name: string, only: string): [string, string] => [name, `count(distinct uscc) filter (where ${only})`];
const FIGURES: readonly [string, string][] = [
  ...sums('filings', '1'),
  ...sums('amount', 'amount_fen'),
  ...sums('renewals', '1', 'renewal'),
  ...sums('renewal_amount', 'amount_fen', 'renewal'),
  firms('firms', 'true'),
  firms('firms_high_tech', `status in ('both', 'highTechOnly')`),
  firms('firms_tech_sme', `status in ('both', 'techSmeOnly')`),
  ...Object.entries(STATUS).map(([column, word]) => firms(`firms_${column}`, `status = '${word}'`)),
];
const NAMES = FIGURES.map(([name]) => name).join(', ');
const KEYS = 'basis, scope, year, month, bank_code, region_code';
/** A cell in which nothing is left is as good as none. */
const NOT_EMPTY = FIGURES.map(([name]) => `${name} <> 0`).join(' or ');

/** The cells in which what is kept is not what is counted, in one statement, that is at one moment; of one scope, or of all. */
export function differencesSql(only?: string): string {
  const counted = Object.entries(SCOPES)
    .filter(([scope]) => only === undefined || scope === only)
    .map(
      ([scope, [year, month, bank, region]]) => `
    select basis, '${scope}' as scope, ${year} as year, ${month} as month, ${bank} as bank_code, ${region} as region_code, ${FIGURES.map(([name, sql]) => `${sql} as ${name}`).join(', ')}
    from counts group by 1, 2, 3, 4, 5, 6`,
    )
    .join(' union all ');
  return `
    with counts as (
      select 'filed' as basis, extract(year from filed_on)::int as year, extract(month from filed_on)::int as month, bank_code, region_code, uscc, status, renewal, amount_fen from filing where state = 'accepted'
      union all
      select 'disbursed', extract(year from disbursed_on)::int, extract(month from disbursed_on)::int, bank_code, region_code, uscc, status, renewal, amount_fen from filing where state = 'accepted'),
    counted as (${counted}),
    kept as (select ${KEYS}, ${NAMES} from total where (${NOT_EMPTY}) ${only === undefined ? '' : `and scope = '${only}'`})
    (select 'only counted' as what, c.* from (table counted except table kept) c) union all (select 'only kept', k.* from (table kept except table counted) k)`;
}

/** All totals as one word, beside the stamp of the same moment. */
export const PRINT = `select totals_stamp(null, null)::text as stamp, coalesce(md5(string_agg((${KEYS}, ${NAMES})::text, ' ' order by ${KEYS})), '') as print from total where ${NOT_EMPTY}`;
