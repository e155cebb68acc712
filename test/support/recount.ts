/**
 * The expected totals, counted in TypeScript from the rows of `filing`. It must not use code of the registry, whose
 * mistakes it is to find.
 */
import type { World } from './world.ts';

/** The totals counted from the rows of `filing`, independently of the product's code. */
export interface Row {
  uscc: string;
  bank_code: string;
  region_code: string;
  status: string;
  renewal: boolean;
  first_loan: boolean | null;
  amount_fen: string;
  annual_rate_e4: number;
  filed_on: string;
  disbursed_on: string;
}
export interface Question {
  basis: 'filed' | 'disbursed';
  from: number;
  to: number;
  by: string[];
  bank?: string[];
  region?: string[];
  until?: string;
}

export const ROW_COLUMNS =
  'uscc, bank_code, region_code, status, renewal, first_loan, amount_fen::text, annual_rate_e4, filed_on::text, disbursed_on::text';

export async function acceptedRows(world: World): Promise<Row[]> {
  const { rows } = await world.owner.query(`select ${ROW_COLUMNS} from filing where state = 'accepted'`);
  return rows as Row[];
}

const yuan = (rows: readonly Row[]): string => {
  const fen = rows
    .reduce((sum, row) => sum + BigInt(row.amount_fen), 0n)
    .toString()
    .padStart(3, '0');
  return `${fen.slice(0, -2)}.${fen.slice(-2)}`;
};
const figure = (rows: readonly Row[]): object => ({
  filings: rows.length,
  firms: new Set(rows.map((row) => row.uscc)).size,
  amount: yuan(rows),
});

/** Per cent with four decimals, rounded half up digit by digit, unlike in the product. */
function averageRate(rows: readonly Row[]): string | null {
  const amount = rows.reduce((sum, row) => sum + BigInt(row.amount_fen), 0n);
  if (amount === 0n) return null;
  let rest = rows.reduce((sum, row) => sum + BigInt(row.amount_fen) * BigInt(row.annual_rate_e4), 0n);
  let rateE4 = rest / amount;
  rest -= rateE4 * amount;
  if (rest * 2n >= amount) rateE4 += 1n;
  return `${rateE4 / 10_000n}.${String(rateE4 % 10_000n).padStart(4, '0')}`;
}

function figures(rows: readonly Row[]): object {
  const renewals = rows.filter((row) => row.renewal);
  const of = (...words: string[]): object => figure(rows.filter((row) => words.includes(row.status)));
  return {
    ...figure(rows),
    renewals: { filings: renewals.length, amount: yuan(renewals) },
    firstLoans: figure(rows.filter((row) => row.first_loan)),
    banks: new Set(rows.map((row) => row.bank_code)).size,
    averageRate: averageRate(rows),
    highTech: of('both', 'highTechOnly'),
    techSme: of('both', 'techSmeOnly'),
    both: of('both'),
    highTechOnly: of('highTechOnly'),
    techSmeOnly: of('techSmeOnly'),
    neither: of('neither'),
  };
}

/** The expected answer of GET /totals, with banks and regions by code. */
export function recount(all: readonly Row[], ask: Question): { rows: object[]; total: object } {
  const day = (row: Row): string => (ask.basis === 'filed' ? row.filed_on : row.disbursed_on);
  const rows = all.filter(
    (row) =>
      Number(day(row).slice(0, 4)) >= ask.from &&
      Number(day(row).slice(0, 4)) <= ask.to &&
      (!ask.bank || ask.bank.includes(row.bank_code)) &&
      (!ask.region || ask.region.includes(row.region_code)) &&
      (!ask.until || day(row).slice(5) <= ask.until),
  );
  const keysOf = (row: Row): Record<string, unknown> => ({
    year: Number(day(row).slice(0, 4)),
    ...(ask.by.includes('month') ? { month: Number(day(row).slice(5, 7)) } : {}),
    ...(ask.by.includes('bank') ? { bank: row.bank_code } : {}),
    ...(ask.by.includes('region') ? { region: row.region_code } : {}),
    ...(ask.by.includes('status') ? { status: row.status } : {}),
  });
  const groups = new Map<string, Row[]>();
  if (ask.by.every((each) => each === 'year'))
    for (let year = ask.from; year <= ask.to; year += 1) groups.set(JSON.stringify({ year }), []);
  for (const row of rows) {
    const key = JSON.stringify(keysOf(row));
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const order = ([a]: [string, Row[]], [b]: [string, Row[]]): number => {
    const [left, right] = [Object.values(JSON.parse(a) as object), Object.values(JSON.parse(b) as object)] as (
      string | number
    )[][];
    const at = left!.findIndex((value, index) => value !== right![index]);
    return at < 0 ? 0 : left![at]! < right![at]! ? -1 : 1;
  };
  return {
    rows: [...groups].sort(order).map(([key, group]) => ({ ...(JSON.parse(key) as object), ...figures(group) })),
    total: figures(rows),
  };
}

/** The query string of a query. */
export function queryOf({ basis, from, to, by, bank, region, until }: Question): string {
  return `/totals?basis=${basis}&from=${from}&to=${to}&by=${by.join(',')}${bank ? `&bank=${bank.join(',')}` : ''}${region ? `&region=${region.join(',')}` : ''}${until ? `&until=${until}` : ''}`;
}
