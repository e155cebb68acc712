import type { Tx } from '../../data/database.ts';
import { formatRate } from '../../domain/values/rate.ts';

export interface Lpr {
  /** In force from this day until the next. */
  date: string;
  oneYear: string;
  fiveYear: string | null;
  version: number;
}

export interface LprTable {
  checkedUntil: string | null;
  items: Lpr[];
}

export async function viewLprTable(tx: Tx): Promise<LprTable> {
  const { lpr_checked_until } = await tx.selectFrom('registry').select('lpr_checked_until').executeTakeFirstOrThrow();
  const rows = await tx
    .selectFrom('lpr')
    .select(['from_day', 'one_year_e4', 'five_year_e4', 'version'])
    .orderBy('from_day')
    .execute();
  const items = rows.map((row) => ({
    date: row.from_day,
    oneYear: formatRate(row.one_year_e4),
    fiveYear: row.five_year_e4 === null ? null : formatRate(row.five_year_e4),
    version: row.version,
  }));
  return { checkedUntil: lpr_checked_until, items };
}
