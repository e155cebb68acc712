/**
 * Runs transactions over the pool: BEGIN with the first statement, COMMIT with the last ones, retries on conflicts.
 * Because of retries, `work` may run several times and must have no other effects than its statements. Only as-actor.ts
 * and the queries in data/ use this file.
 */
import {
  DefaultQueryExecutor,
  DummyDriver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  Transaction,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type QueryResult,
} from 'kysely';
import type { Db, Tx } from './database.ts';
import { DeadlineError, isRetryable, UnreplicatedError } from './errors.ts';
import type { Answer, Client } from './pool.ts';
import type { Database } from './schema.ts';
import type { Statement } from './statement.ts';

const MAX_ATTEMPTS = 5;
const RETRY_DELAY_MS = 20;

export interface TransactionOptions {
  /** REPEATABLE READ: all statements read one snapshot. Otherwise READ COMMITTED. */
  readonly snapshot?: boolean;
  /** The connection is closed when the transaction, with its retries, has lasted this long. By default without limit. */
  readonly deadlineMs?: number;
}

/**
 * Runs `work` in one transaction. Retries the whole transaction on a deadlock, serialisation failure or conflict (see
 * isRetryable).
 *
 * @throws DeadlineError after `deadlineMs`; UnreplicatedError
 */
export async function transact<T>(
  db: Db,
  work: (tx: Tx) => Promise<T>,
  { snapshot = false, deadlineMs = Infinity }: TransactionOptions = {},
): Promise<T> {
  const end = performance.now() + deadlineMs;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await attemptOnce(db, work, snapshot, end);
    } catch (error) {
      if (attempt >= MAX_ATTEMPTS || performance.now() >= end || !isRetryable(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * RETRY_DELAY_MS * 2 ** attempt));
    }
  }
}

/**
 * Sends statements in one round trip (pipelined) and returns a promise of the rows of each. When one fails, those after
 * it fail too. The promises need not be awaited: the transaction cannot be committed after a failure.
 */
export function send(tx: Tx, statements: readonly Statement[]): readonly Promise<readonly any[]>[] {
  return sessions
    .get(tx)!
    .send(statements)
    .map((answer) => quiet(answer.then(({ rows }) => rows)));
}

/** Sends one statement and returns its rows. */
export async function run<Row>(tx: Tx, statement: Statement): Promise<readonly Row[]> {
  return (await sessions.get(tx)!.send([statement])[0]!).rows as Row[];
}

/** Queues a statement to be sent with COMMIT. */
export function sendWithCommit(tx: Tx, statement: Statement): void {
  sessions.get(tx)!.last.push(statement);
}

/** The connection of one transaction. */
interface Session {
  send(statements: readonly Statement[]): readonly Promise<Answer>[];
  /** Sent with COMMIT. */
  readonly last: Statement[];
}
const sessions = new WeakMap<Tx, Session>();

const command = (text: string): Statement => ({ text, values: [], simple: true });
const [BEGIN, BEGIN_SNAPSHOT] = [command('begin'), command('begin isolation level repeatable read')];
const [COMMIT, ROLLBACK] = [command('commit'), command('rollback')];

async function attemptOnce<T>(db: Db, work: (tx: Tx) => Promise<T>, snapshot: boolean, end: number): Promise<T> {
  const client = await db.pool.connect();
  let broken: Error | undefined;
  const timer =
    end === Infinity
      ? undefined
      : setTimeout(
          () => {
            broken = new DeadlineError('the transaction has lasted too long');
            client.close();
          },
          Math.max(0, end - performance.now()),
        );
  try {
    const session = oneAtATime(client, snapshot ? BEGIN_SNAPSHOT : BEGIN);
    try {
      const result = await work(transactionOn(session));
      await commit(session.end());
      if (client.unreplicated()) throw (broken = new UnreplicatedError('the wait for a standby was cancelled'));
      return result;
    } catch (error) {
      // The first error counts. A connection that cannot roll back is not used again.
      await rollback(session.end(error)).catch((failure: Error) => (broken ??= failure));
      throw broken instanceof DeadlineError ? broken : error;
    }
  } finally {
    clearTimeout(timer);
    client.release(broken);
  }
}

async function commit(answers: readonly Promise<Answer>[]): Promise<void> {
  for (const answer of answers) void quiet(answer);
  for (const answer of answers) await answer;
  // COMMIT after a failed statement returns ROLLBACK without an error.
  if (answers.length > 0 && (await answers.at(-1)!).command !== 'COMMIT')
    throw new Error('nothing was committed: an earlier statement had failed');
}

async function rollback(answers: readonly Promise<Answer>[]): Promise<void> {
  for (const answer of answers) await answer;
}

/**
 * Refuses a second send while the first is in flight: it might run after the first has failed. After a refusal, or with
 * a statement still in flight at the end, the transaction can only be rolled back. After the end it refuses every
 * statement. BEGIN is sent with the first statement.
 */
function oneAtATime(
  client: Client,
  begin: Statement,
): Session & { end(failure?: unknown): readonly Promise<Answer>[] } {
  const twoAtOnce = (): Error =>
    new Error('two statements at once in one transaction: await the first before sending the second');
  let inFlight = 0;
  let refused: Error | undefined;
  let begun: Promise<Answer> | undefined;
  const last: Statement[] = [];

  function sendOn(statements: readonly Statement[]): readonly Promise<Answer>[] {
    if (begun) return client.send(statements);
    const [first, ...rest] = client.send([begin, ...statements]);
    begun = quiet(first!);
    return rest;
  }

  return {
    last,
    send(statements) {
      if (inFlight > 0 || refused) {
        refused ??= twoAtOnce();
        return statements.map(() => Promise.reject(refused!));
      }
      inFlight = statements.length;
      return sendOn(statements).map((answer) => answer.finally(() => (inFlight -= 1)));
    },
    /** Commits, or rolls back with `failure`. @returns the answers; none when nothing was sent. @throws Error when it cannot be committed */
    end(failure) {
      const misuse = refused ?? (inFlight > 0 ? twoAtOnce() : undefined);
      refused = new Error('a statement after the end of its transaction');
      if (failure !== undefined) return begun ? client.send([ROLLBACK]) : [];
      if (misuse) throw misuse;
      if (!begun && last.length === 0) return [];
      const ending = sendOn([...last, COMMIT]);
      return [begun!, ...ending];
    },
  };
}

const dialect: Dialect = {
  createAdapter: () => new PostgresAdapter(),
  createDriver: () => new DummyDriver(),
  createIntrospector: (db) => new PostgresIntrospector(db),
  createQueryCompiler: () => new PostgresQueryCompiler(),
};
const [adapter, compiler, driver] = [new PostgresAdapter(), new PostgresQueryCompiler(), new DummyDriver()];

/** A Kysely transaction that sends its statements over the session. */
function transactionOn(session: Session): Tx {
  const connection: DatabaseConnection = {
    async executeQuery<Row>({ sql: text, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
      const { rows, rowCount, command } = await session.send([{ text, values: parameters }])[0]!;
      return { rows: rows as Row[], ...(command === 'SELECT' ? {} : { numAffectedRows: BigInt(rowCount ?? 0) }) };
    },
    async *streamQuery() {
      throw new Error('rows are read in batches, see in-batches.ts');
    },
  };
  const provider = { provideConnection: <T>(use: (given: DatabaseConnection) => Promise<T>) => use(connection) };
  const executor = new DefaultQueryExecutor(compiler, adapter, provider);
  const tx = new Transaction<Database>({ config: { dialect }, dialect, driver, executor }) as Tx;
  sessions.set(tx, session);
  return tx;
}

/** Marks a promise as handled, so that its rejection is not reported as unhandled. */
function quiet<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
