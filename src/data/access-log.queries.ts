import type { AccessEntry } from '../domain/access-log.ts';
import type { Tx } from './database.ts';
import { prepared } from './statement.ts';
import { run } from './transaction.ts';

const WRITE = prepared('select access_log_write($1::json)');

const FORGET = prepared('select access_log_forget($1)');

/** Appends entries to the access log. */
export async function writeAccessLog(tx: Tx, entries: readonly AccessEntry[]): Promise<void> {
  await run(tx, WRITE(JSON.stringify(entries.map((entry, n) => ({ n, ...entry })))));
}

/** Deletes entries from before the time given. */
export async function forgetAccess(tx: Tx, before: Date): Promise<void> {
  await run(tx, FORGET(before.toISOString()));
}
