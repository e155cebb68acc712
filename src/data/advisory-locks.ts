/**
 * The classes of advisory locks (the first of their two numbers), one for each purpose. db/README.md lists who takes
 * which in what order; db/code/60-ledger.sql repeats the class of postings.
 */
export const LOCK_CLASS = {
  /** A schema upgrade; held while it runs. */
  schema: 7301,
  /** A posting run; until the end of the transaction. */
  posting: 7302,
  /** Failed sign-ins of one login; until the end of the transaction. */
  signIn: 7304,
  /** The first administrator, and the reset of one; until the end of the transaction. */
  bootstrap: 7305,
  /** The transaction that commits an import; until its end. */
  importCommit: 7307,
  /** A request with an Idempotency-Key, in db/code/35-account.sql; until the end of the transaction. */
  idempotencyKey: 7308,
} as const;
