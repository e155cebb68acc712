/** SQL statements written as text, for the most frequent ones; all others are built with Kysely. */

export interface Statement {
  /** The name of a prepared statement; it is prepared once per connection. */
  readonly name?: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

let preparedCount = 0;

/**
 * A frequent statement whose best plan does not depend on its values: parsed and planned once per connection. Not for
 * reads with filters: a plan made for one bank would be used for all.
 */
export function prepared(text: string): (...values: readonly unknown[]) => Statement {
  preparedCount += 1;
  const name = `prepared_${preparedCount}`;
  return (...values) => ({ name, text, values });
}
