import type { CompiledQuery, DatabaseConnection, QueryResult, Transaction } from 'kysely';
import { ALONGSIDE } from './together.ts';

const twoAtOnce = (): Error =>
  new Error('two statements at once in one transaction: await the first before sending the second');

/**
 * Runs `work` on a transaction that refuses a second statement before the first has answered. Kysely lets the second
 * wait, so that it may run after the first has failed and the work was given up. After a refusal the transaction can
 * only be rolled back, and it does not end well while a statement is on its way. When the work has ended nothing more is
 * taken. A statement that may travel with the one before it is sent at once.
 */
export async function oneAtATime<T, R>(tx: Transaction<T>, work: () => Promise<R>): Promise<R> {
  const executor = tx.getExecutor();
  let connection: DatabaseConnection | undefined;
  let busy = false;
  let refused: Error | undefined;
  executor.executeQuery = async <Row>(query: CompiledQuery<Row>): Promise<QueryResult<Row>> => {
    if (busy && !refused && connection && query.sql.startsWith(ALONGSIDE)) return connection.executeQuery<Row>(query);
    if (busy || refused) throw (refused ??= twoAtOnce());
    busy = true;
    try {
      return await executor.provideConnection((given) => {
        connection = given;
        return given.executeQuery<Row>(query);
      });
    } finally {
      busy = false;
    }
  };
  try {
    const result = await work();
    if (busy || refused) throw refused ?? twoAtOnce();
    return result;
  } finally {
    refused ??= new Error('a statement after the end of its transaction');
  }
}
