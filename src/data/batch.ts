import pg from 'pg';

export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
  /** Prepared under this name, once on a connection. */
  readonly name?: string | undefined;
}

export interface Answered {
  readonly command: string;
  readonly rowCount: number | null;
  readonly rows: unknown[];
}

/** The part of pg's own query that a batch leans on: it writes its messages and collects its rows. */
interface PgQuery {
  readonly name?: string;
  readonly text: string;
  prepare(connection: PgConnection): void;
  handleRowDescription(message: unknown): void;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, connection: PgConnection): void;
  handleEmptyQuery(connection: PgConnection): void;
  handleError(error: Error, connection: PgConnection): void;
  handleReadyForQuery(connection: PgConnection): void;
}
interface PgConnection {
  readonly stream: { cork(): void; uncork(): void };
  readonly submittedNamedStatements: Record<string, string>;
  query(text: string): void;
  sync(): void;
}

const prepareValue = (pg as unknown as { utils: { prepareValue(value: unknown): unknown } }).utils.prepareValue;
const Query = pg.Query as unknown as new (
  config: object,
  values: undefined,
  callback: (error: Error | null, result?: Answered) => void,
) => PgQuery;

/**
 * Several statements in one message to the server, which answers all of them in one: a round trip, a write and a wake-up
 * for all instead of one for each. When one fails, PostgreSQL skips those after it, COMMIT too, and their answers are
 * refused with the same error.
 * https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-PIPELINING
 */
export class Batch {
  readonly answers: readonly Promise<Answered>[];
  readonly #queries: PgQuery[] = [];
  #at = 0;

  /** @throws Error for a value that cannot be sent; nothing is sent then */
  constructor(statements: readonly Statement[], types: pg.CustomTypesConfig) {
    this.answers = statements.map(({ text, values, name }) => {
      const sendable = values.map(prepareValue);
      return new Promise<Answered>((resolve, reject) => {
        this.#queries.push(
          new Query({ text, values: sendable, name, types, queryMode: 'extended' }, undefined, (error, result) =>
            error ? reject(error) : resolve(result!),
          ),
        );
      });
    });
    // Who sends a batch waits for all its answers, one after another.
    for (const answer of this.answers) answer.catch(() => undefined);
  }

  get name(): string | undefined {
    return this.#queries[this.#at]?.name;
  }
  get text(): string | undefined {
    return this.#queries[this.#at]?.text;
  }

  submit(connection: PgConnection): null {
    // One Sync for all: each query would send its own.
    const unsynced = Object.create(connection, { sync: { value: () => undefined } }) as PgConnection;
    connection.stream.cork();
    try {
      for (const query of this.#queries) query.prepare(unsynced);
      connection.sync();
    } finally {
      connection.stream.uncork();
    }
    return null;
  }

  handleRowDescription(message: unknown): void {
    this.#queries[this.#at]!.handleRowDescription(message);
  }
  handleDataRow(message: unknown): void {
    this.#queries[this.#at]!.handleDataRow(message);
  }
  handleEmptyQuery(connection: PgConnection): void {
    this.#answered(connection);
  }

  handleCommandComplete(message: unknown, connection: PgConnection): void {
    this.#queries[this.#at]!.handleCommandComplete(message, connection);
    this.#answered(connection);
  }

  handleError(error: Error, connection: PgConnection): void {
    for (const query of this.#queries.slice(this.#at)) {
      // What was skipped was not prepared either.
      if (query.name !== undefined) delete connection.submittedNamedStatements[query.name];
      query.handleError(error, connection);
    }
    this.#at = this.#queries.length;
  }

  /** The last one counts as answered when the server is ready for more. */
  handleReadyForQuery(connection: PgConnection): void {
    this.#queries[this.#at]?.handleReadyForQuery(connection);
  }

  #answered(connection: PgConnection): void {
    if (this.#at === this.#queries.length - 1) return;
    this.#queries[this.#at]!.handleReadyForQuery(connection);
    this.#at += 1;
  }
}
