/** Statements that travel together, to save round trips; see the pool and asActor. */

/** A statement that begins so is sent with the one after it, which comes before its answer is waited for. */
export const WITH_NEXT = '/* with the next */ ';

/** A statement that begins so may follow one of those. */
export const ALONGSIDE = '/* with the one before */ ';

/** COMMIT travels with a statement that begins so; if the statement fails, that COMMIT is skipped. */
export const LAST = '/* the last statement */ ';
