import type { Tx } from '../../data/database.ts';

export interface Holiday {
  date: string;
  /** Inclusive. */
  to: string;
  kind: string;
  name: string;
  source: string | null;
  version: number;
}

export interface HolidayTable {
  checkedUntil: string | null;
  items: Holiday[];
}

export async function viewHolidays(tx: Tx): Promise<HolidayTable> {
  const { holidays_checked_until } = await tx
    .selectFrom('registry')
    .select('holidays_checked_until')
    .executeTakeFirstOrThrow();
  const rows = await tx
    .selectFrom('holiday')
    .select(['from_day', 'to_day', 'kind', 'name', 'source', 'version'])
    .orderBy('from_day')
    .execute();
  return {
    checkedUntil: holidays_checked_until,
    items: rows.map(({ from_day, to_day, ...row }) => ({ date: from_day, to: to_day, ...row })),
  };
}
