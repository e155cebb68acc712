/** Reads long lists (exports) without holding all rows in memory. */
import { CompiledQuery, type Compilable } from 'kysely';
import type { Tx } from './database.ts';

const ROWS_AT_ONCE = 100;

/**
 * Yields the rows of a query in batches through a server-side cursor, so that neither side holds all of them. All rows
 * are of one snapshot, that of the first batch. Only one such read per transaction, as its cursor is closed by the end of the transaction; it must stay
 * open until the last batch is read.
 */
export async function* inBatches<Row>(tx: Tx, query: Compilable<Row>, atOnce = ROWS_AT_ONCE): AsyncGenerator<Row[]> {
  const { sql: text, parameters } = query.compile();
  await tx.executeQuery(CompiledQuery.raw(`declare row_by_row no scroll cursor for ${text}`, [...parameters]));
  for (;;) {
    const { rows } = await tx.executeQuery<Row>(CompiledQuery.raw(`fetch forward ${atOnce} from row_by_row`));
    if (rows.length > 0) yield rows;
    if (rows.length < atOnce) return;
  }
}
