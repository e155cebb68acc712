import { CompiledQuery, type Compilable } from 'kysely';
import type { Tx } from './database.ts';

const ROWS_AT_ONCE = 100;

/**
 * The rows of a query through a cursor on the server, so that neither side holds all of them. They are of one moment,
 * that of the first batch. One at a time in a transaction, which must stay open until the last batch has been read.
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
