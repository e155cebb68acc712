import { CompiledQuery, sql } from 'kysely';
import { kysely, type Db, type Tx } from './database.ts';
import { isRetryable } from './errors.ts';
import { gathered } from './gathered.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { ALONGSIDE, WITH_NEXT } from './together.ts';

export type Role = 'officer' | 'auditor' | 'firm' | 'admin';
/** Jobs and entrances that act for nobody signed in. Each is named in the trail as `system:<name>`. */
export type SystemActor = 'sign-in' | 'bootstrap' | 'verify' | 'housekeeping' | 'demo' | 'service' | 'imports';

/** Who acts, as the database said it in this very transaction. */
export interface Actor {
  readonly accountId: string;
  readonly login: string;
  readonly role: Role;
  readonly displayName: string;
  readonly bank: { readonly code: string; readonly name: string } | null;
  readonly firm: { readonly uscc: string; readonly name: string } | null;
  readonly regions: readonly string[] | null;
  readonly mustChangePassword: boolean;
  readonly sessionId: string;
}

export interface Deed {
  /** For a system actor that acts for somebody it has recognised (sign-in): the trail names that person. */
  readonly onBehalfOf?: { readonly accountId: string; readonly login: string };
  /** What is done, as the trail names it: `filing.submit`. */
  readonly action: string;
  readonly reason?: string | null;
  /** The acting instant. */
  readonly at: Date;
  readonly requestId?: string;
  /** Firms to lock in the opening statement (as lockFirmsBeside does), so that what is read afterwards stands until the end. */
  readonly lockFirms?: readonly string[];
  /**
   * A statement that is sent with the opening one, without waiting for its answer: one round trip less. It runs after
   * it, as whoever acts; `work` gets its rows with `alongside()`.
   */
  readonly alongside?: { readonly text: string; readonly values: readonly unknown[] };
}

/** The rows of the statement that was sent alongside the opening one. */
export type Alongside = () => Promise<readonly unknown[]>;

/** The session has ended, or its account is disabled. */
export class NoSessionError extends Error {}

const MAX_ATTEMPTS = 5;

/**
 * Runs `work` in one transaction as the account behind `sessionId`. Who that is, is read from the database in the
 * opening statement, which also takes on the database role of that kind of user and announces actor, action, reason and
 * instant to policies and trail. Repeats the whole transaction when the database asks for it (deadlock, serialisation).
 * With `snapshot` all its statements see one and the same moment.
 *
 * @throws NoSessionError when there is no such live session
 */
export function asActor<T>(
  db: Db,
  sessionId: string,
  deed: Deed,
  work: (tx: Tx, actor: Actor, alongside: Alongside) => Promise<T>,
  snapshot = false,
): Promise<T> {
  return transact(
    db,
    async (tx) => {
      const opening = open(tx, sessionId, deed);
      const { alongside } = deed;
      const rows = alongside
        ? tx
            .executeQuery(CompiledQuery.raw(ALONGSIDE + alongside.text, [...alongside.values]))
            .then((answer) => answer.rows)
        : Promise.resolve([]);
      // Its failure matters only to those who ask for the rows: without a session it could not but fail.
      rows.catch(() => undefined);
      const actor = await opening.catch(async (error: unknown) => {
        await rows.catch(() => undefined);
        throw error;
      });
      return work(tx, actor, () => rows);
    },
    snapshot,
  );
}

/**
 * The same as the account that began an import, as it is now: the work of an import goes on when the session has ended.
 *
 * @throws NoSessionError when the account was disabled, or belongs elsewhere now
 */
export function asImporter<T>(
  db: Db,
  importId: string,
  deed: Deed,
  work: (tx: Tx, actor: Actor) => Promise<T>,
): Promise<T> {
  return transact(db, async (tx) => {
    const {
      rows: [row],
    } = await tx.executeQuery<SessionRow>(
      CompiledQuery.raw(OPEN_IMPORT, [
        importId,
        deed.action,
        deed.reason ?? '',
        deed.at.toISOString(),
        deed.requestId ?? '',
      ]),
    );
    if (!row) throw new NoSessionError('the account of the import is gone');
    return work(tx, toActor(row, ''));
  });
}

/**
 * One statement for several sessions, in a transaction of its own. It acts as nobody: no table can be read or written by it, and what
 * it calls is a function that is told the session of each row and looks up whose that is (0017-filed-together).
 */
export async function forSessions<R>(db: Db, text: string, values: readonly unknown[]): Promise<R[]> {
  return (await db[kysely].executeQuery<R>(CompiledQuery.raw(text, [...values]))).rows;
}

/** Runs `work` in one transaction as a named system actor. */
export function asSystem<T>(
  db: Db,
  name: SystemActor,
  deed: Deed,
  work: (tx: Tx) => Promise<T>,
  snapshot = false,
): Promise<T> {
  return transact(
    db,
    async (tx) => {
      await sql`
      select set_config('role', 'zhidai_system', true), set_config('app.account', ${deed.onBehalfOf?.accountId ?? ''}, true),
        set_config('app.actor', ${deed.onBehalfOf?.login ?? `system:${name}`}, true),
        set_config('app.role', 'system', true), set_config('app.bank', '', true), set_config('app.uscc', '', true), set_config('app.regions', '', true),
        set_config('app.action', ${deed.action}, true), set_config('app.reason', ${deed.reason ?? ''}, true),
        set_config('app.now', ${deed.at.toISOString()}, true), set_config('app.request', ${deed.requestId ?? ''}, true)`.execute(
        tx,
      );
      if (deed.lockFirms?.length) await lockFirmsBeside(tx, deed.lockFirms);
      return work(tx);
    },
    snapshot,
  );
}

/**
 * Who is behind a session, in one statement and no transaction, with the stamp of the totals that they may see (it
 * grows with every change of them). For answers that need no more than that. Those who come at the same time are asked
 * for together.
 *
 * @throws NoSessionError when there is no such live session
 */
export async function identify(db: Db, sessionId: string): Promise<Identified> {
  let ask = identifying.get(db);
  if (ask === undefined)
    identifying.set(db, (ask = gathered((sessionIds) => readIdentified(db, sessionIds), IDENTIFIED_AT_ONCE)));
  const found = await ask(sessionId);
  if (found === undefined) throw new NoSessionError('the session has ended');
  return found;
}

export interface Identified {
  readonly actor: Actor;
  readonly totalsStamp: bigint | null;
}

const IDENTIFIED_AT_ONCE = 100;
const IDENTIFY = `
  select o.*, s.id as session_id, case when o.role in ('officer', 'auditor') then totals_stamp(o.bank_code, o.regions) end as stamp
  from unnest($1::uuid[]) as s(id), session_open(s.id) o`.trim();
const identifying = new WeakMap<Db, (sessionId: string) => Promise<Identified | undefined>>();

async function readIdentified(db: Db, sessionIds: readonly string[]): Promise<Map<string, Identified>> {
  const rows = await forSessions<SessionRow & { session_id: string; stamp: bigint | null }>(db, IDENTIFY, [sessionIds]);
  return new Map(rows.map((row) => [row.session_id, { actor: toActor(row, row.session_id), totalsStamp: row.stamp }]));
}

/**
 * Locks firms until the end of the transaction, in the order that everybody keeps; waits for imports, too. Read what the lock
 * protects in a later statement.
 */
export async function lockFirms(tx: Tx, usccs: readonly string[]): Promise<void> {
  await sql`select lock_firms(${usccs}::text[])`.execute(tx);
}

/** The same for whoever changes filings of these firms one by one, and need not wait for an import (0015-beside-imports). */
export async function lockFirmsBeside(tx: Tx, usccs: readonly string[]): Promise<void> {
  await sql`select lock_firms_for_first_loan(${usccs}::text[])`.execute(tx);
}

interface SessionRow {
  account_id: string;
  login: string;
  role: Role;
  display_name: string;
  bank_code: string | null;
  bank_name: string | null;
  uscc: string | null;
  firm_name: string | null;
  regions: string[] | null;
  must_change_password: boolean;
}

/**
 * One statement: who is behind the session, everything announced (in one column, for each would travel back), and the
 * firms locked. Always the same text, so that it is written once.
 */
const OPEN = (locks: boolean, who = 'session_open'): string =>
  `
  select o.*, concat(set_config('role', 'zhidai_' || o.role, true), set_config('app.account', o.account_id::text, true), set_config('app.actor', o.login, true),
    set_config('app.role', o.role, true), set_config('app.bank', coalesce(o.bank_code, ''), true), set_config('app.uscc', coalesce(o.uscc, ''), true),
    set_config('app.regions', coalesce(array_to_string(o.regions, ','), ''), true), set_config('app.action', $2, true), set_config('app.reason', $3, true),
    set_config('app.now', $4, true), set_config('app.request', $5, true)) is null as announced${locks ? ', lock_firms_for_first_loan($6::text[])::text as locked' : ''}
  from ${who}($1) o`.trim();
const OPENERS = [OPEN(false), OPEN(true)] as const;
const OPENERS_WITH_NEXT = OPENERS.map((text) => WITH_NEXT + text);
const OPEN_IMPORT = OPEN(false, 'import_open');

async function open(tx: Tx, sessionId: string, deed: Deed): Promise<Actor> {
  const values = [sessionId, deed.action, deed.reason ?? '', deed.at.toISOString(), deed.requestId ?? ''];
  const locks = deed.lockFirms?.length ? deed.lockFirms : null;
  const text = (deed.alongside ? OPENERS_WITH_NEXT : OPENERS)[locks ? 1 : 0]!;
  const { rows } = await tx.executeQuery<SessionRow>(CompiledQuery.raw(text, locks ? [...values, locks] : values));
  const row = rows[0];
  if (!row) throw new NoSessionError('the session has ended');
  return toActor(row, sessionId);
}

function toActor(row: SessionRow, sessionId: string): Actor {
  return {
    accountId: row.account_id,
    login: row.login,
    role: row.role,
    displayName: row.display_name,
    bank: row.bank_code === null ? null : { code: row.bank_code, name: row.bank_name ?? '' },
    firm: row.uscc === null ? null : { uscc: row.uscc, name: row.firm_name ?? '' },
    regions: row.regions,
    mustChangePassword: row.must_change_password,
    sessionId,
  };
}

async function transact<T>(db: Db, work: (tx: Tx) => Promise<T>, snapshot = false): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      const begin = db[kysely].transaction();
      return await (snapshot ? begin.setIsolationLevel('repeatable read') : begin).execute((tx) =>
        oneAtATime(tx, () => work(tx as Tx)),
      );
    } catch (error) {
      if (attempt >= MAX_ATTEMPTS || !isRetryable(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** attempt));
    }
  }
}
