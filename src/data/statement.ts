export interface Statement {
  /** Prepared under this name, once on a connection. */
  readonly name?: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

let preparedSoFar = 0;

/**
 * A statement that is sent over and over and whose best plan does not depend on its values: parsed and planned once on
 * a connection. Not for reads with filters: a plan made for one bank would be used for all.
 */
export function prepared(text: string): (...values: readonly unknown[]) => Statement {
  preparedSoFar += 1;
  const name = `prepared_${preparedSoFar}`;
  return (...values) => ({ name, text, values });
}
