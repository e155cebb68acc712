/** Finds firms by their present and former names. It returns what row-level security lets the actor see. */
import { sql } from 'kysely';
import { nameKey } from '../domain/values/text.ts';
import type { Day } from '../domain/values/day.ts';
import type { Tx } from './database.ts';

/** How a name is that of a firm: to the letter, after folding (NFKC, brackets, spaces, case), or as a former name. */
export type NameMatch = 'exact' | 'folded' | 'former_name';

export interface NamedFirm {
  readonly uscc: string;
  /** The present name. */
  readonly name: string;
  readonly region_code: string | null;
  readonly by: NameMatch;
  /** The former name that matched, and its last day. */
  readonly former_name: string | null;
  readonly until_day: Day | null;
}

/**
 * The visible firms that have, or had, one of the names, by the name asked for. A name that is both the present one of a
 * firm and a former one of it counts as the present one. Names without a match are absent; similar names never match.
 */
export async function firmsNamed(tx: Tx, names: readonly string[]): Promise<Map<string, NamedFirm[]>> {
  const asked = [...new Set(names)]
    .map((name) => ({ asked: name, key: nameKey(name) }))
    .filter(({ key }) => key !== '');
  const { rows } = await sql<NamedFirm & { asked: string }>`
    with asked as materialized (
      select a.asked, a.key collate "C" as key
      from json_to_recordset(${JSON.stringify(asked)}::json) a (asked text, key text)
    )
    select a.asked, f.uscc, f.name, f.region_code, case when f.name = a.asked then 'exact' else 'folded' end as by,
      null as former_name, null::date as until_day
    from asked a
    join firm f on f.name_key = a.key
    union all
    (
      select distinct on (a.asked, f.uscc) a.asked, f.uscc, f.name, f.region_code, 'former_name', n.name, n.until_day
      from asked a
      join firm_name n on n.name_key = a.key
      join firm f on f.uscc = n.uscc and f.name_key <> a.key
      order by a.asked, f.uscc, n.until_day desc
    )
    order by asked, uscc`.execute(tx);
  const found = new Map<string, NamedFirm[]>();
  for (const { asked: name, ...firm } of rows) {
    const known = found.get(name);
    if (known) known.push(firm);
    else found.set(name, [firm]);
  }
  return found;
}
