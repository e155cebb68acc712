/**
 * The text search in lists of filings. It must stay fast with a million filings under row-level security: measure a
 * change (test/bench/section-lists.ts).
 */
import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '../../data/database.ts';
import { literally } from '../../data/like.ts';
import { nameKey, numberKey } from '../../domain/values/text.ts';
import { normaliseUscc } from '../../domain/firm/uscc.ts';

/** Up to this many firms their filings are looked up by code; for more, each filing is tested for its firm. */
const FIRMS_LOOKED_UP_MAX = 100;

/**
 * The condition that a filing `f` matches a search text: by prefix of its number, contract, receipt or firm code, or by
 * part of its firm's name. Prefixes are ranges, so that they use indexes under row-level security.
 *
 * A single condition lets the planner use the list's order for common texts and indexes for rare ones. (A union of the
 * matches took ten seconds with a million filings.)
 */
export async function matchingText(tx: Tx, q: string): Promise<RawBuilder<boolean>> {
  const [number, code, name] = [numberKey(q), normaliseUscc(q), nameKey(q)];
  const prefix = (column: string, key: string) =>
    sql`${sql.ref(`f.${column}`)} >= ${key} and ${sql.ref(`f.${column}`)} < ${`${key}\u{10ffff}`}`;
  // A key that is empty (a hyphen, as a code) matches nothing.
  const conditions = [
    ...(number === ''
      ? []
      : [
          // Imported numbers are not normalised: they may have lower case and spaces.
          prefix('number', number),
          ...(q === number ? [] : [prefix('number', q)]),
          prefix('contract_key', number),
          sql`${prefix('receipt_key', number)} and f.state in ('submitted', 'accepted', 'returned')`,
          sql`${prefix('receipt_key', number)} and f.state in ('withdrawn', 'voided')`,
        ]),
    ...(code === '' ? [] : [prefix('uscc', code)]),
    ...(name === '' ? [] : [await ofFirmsNamed(tx, name)]),
  ];
  return conditions.length === 0
    ? sql<boolean>`false`
    : sql<boolean>`(${sql.join(
        conditions.map((condition) => sql`(${condition})`),
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
