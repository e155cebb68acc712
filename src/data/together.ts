/** Statements that travel together, to save round trips; see the pool and asActor. */

/** A statement that begins so may be sent with the opening statement of its transaction. */
export const ALONGSIDE = '/* with the opening statement */ ';

/** COMMIT travels with a statement that begins so; if the statement fails, PostgreSQL makes that COMMIT a rollback. */
export const LAST = '/* the last statement */ ';
