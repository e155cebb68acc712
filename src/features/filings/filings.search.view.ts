import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '../../data/database.ts';
import { literally } from '../../data/like.ts';
import { nameKey, numberKey } from '../../domain/values/text.ts';
import { normaliseUscc } from '../../domain/firm/uscc.ts';

/** Of so many firms the filings are looked up one firm after the other; where a name means more of them, each filing is asked for its firm. */
const FIRMS_LOOKED_UP_MAX = 100;

/**
 * The filings (`f`, of those that are visible) that a search text means: by number, contract or receipt (from their beginning), by code (from
 * its beginning) or by a part of the firm's name. Prefixes are ranges, which row-level security lets use an index.
 *
 * It is one condition on a filing, so that a text that means half of them is answered from the list's own order, and a rare one by
 * indexes. (A list of what all the meanings find took ten seconds with a million filings.)
 */
export async function meantBy(tx: Tx, q: string): Promise<RawBuilder<boolean>> {
  const [number, code, name] = [numberKey(q), normaliseUscc(q), nameKey(q)];
  const prefix = (column: string, key: string) =>
    sql`${sql.ref(`f.${column}`)} >= ${key} and ${sql.ref(`f.${column}`)} < ${`${key}\u{10ffff}`}`;
  // A text of which nothing is left (a hyphen, as a code) means nothing, and not everything.
  const meanings = [
    ...(number === ''
      ? []
      : [
          // Numbers that were taken over stand as they were: in small letters, with spaces.
          prefix('number', number),
          ...(q === number ? [] : [prefix('number', q)]),
          prefix('contract_key', number),
          sql`${prefix('receipt_key', number)} and f.state in ('submitted', 'accepted', 'returned')`,
          sql`${prefix('receipt_key', number)} and f.state in ('withdrawn', 'voided')`,
        ]),
    ...(code === '' ? [] : [prefix('uscc', code)]),
    ...(name === '' ? [] : [await ofFirmsNamed(tx, name)]),
  ];
  return meanings.length === 0
    ? sql<boolean>`false`
    : sql<boolean>`(${sql.join(
        meanings.map((meaning) => sql`(${meaning})`),
        sql` or `,
      )})`;
}

async function ofFirmsNamed(tx: Tx, name: string) {
  const named = sql<{ uscc: string }>`select m.uscc from firm_seen m where m.name_key like ${`%${literally(name)}%`}`;
  const { rows } = await sql<{ uscc: string }>`${named} limit ${FIRMS_LOOKED_UP_MAX + 1}`.execute(tx);
  return rows.length > FIRMS_LOOKED_UP_MAX
    ? sql`f.uscc in (${named})`
    : sql`f.uscc = any (${rows.map(({ uscc }) => uscc)}::text[])`;
}
