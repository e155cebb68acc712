/**
 * The classes of PostgreSQL's advisory locks (the first of their two numbers): one for each purpose, so that no two can
 * meet. db/README.md says who takes which in what order; db/code/60-ledger.sql takes that of postings.
 */
export const LOCK_CLASS = {
  /** Bringing the schema up to date; for the length of that. */
  schema: 7301,
  /** The posting run; until the end of the transaction. */
  posting: 7302,
  /** Which signing key a process uses; shared, for the life of the process. */
  signingKey: 7303,
  /** Failed sign-ins of one login; until the end of the transaction. */
  signIn: 7304,
  /** The first administrator, and the reset of one; until the end of the transaction. */
  bootstrap: 7305,
  /** The process that works on an import; for the length of that work. */
  importWorker: 7306,
  /** The transaction that commits an import; until its end. */
  importCommit: 7307,
} as const;
