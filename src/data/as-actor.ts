/**
 * The three ways to open a transaction, each with an actor: as a session (asActor), an import (asImporter) or the
 * system (asSystem). The actor set here decides what row-level security shows and what the audit trail records, so no
 * other code of the service sets these settings or roles.
 */
import { sql } from 'kysely';
import { REQUEST_MAX_SECONDS } from '../domain/limits.ts';
import { databaseRoleOf, isReadOnly, ROLE_NAMES, ROLES, rolesWith, type Role } from '../domain/roles.ts';
import { coalesce } from './coalesce.ts';
import type { Db, Tx } from './database.ts';
import { prepared, type Statement } from './statement.ts';
import { run, send, transact, type TransactionOptions } from './transaction.ts';

export type { Statement } from './statement.ts';
/** Jobs and routes that act without a session. The audit trail names each as `system:<name>`. */
export type SystemActor = 'sign-in' | 'bootstrap' | 'verify' | 'housekeeping' | 'demo' | 'service' | 'imports';

/** The account behind the session, read in this transaction. */
export interface Actor {
  readonly accountId: string;
  readonly login: string;
  readonly role: Role;
  readonly displayName: string;
  readonly bank: { readonly code: string; readonly name: string } | null;
  readonly firm: { readonly uscc: string; readonly name: string } | null;
  readonly regions: readonly string[] | null;
  readonly mustChangePassword: boolean;
  /** Whether signing in takes a second factor. */
  readonly secondFactor: boolean;
  readonly sessionId: string;
}

/** What the audit trail records with each change of a transaction, besides the actor. Set by the first statement. */
export interface AuditContext {
  /** For a system actor that acts for a known account (sign-in): the audit trail names that account. */
  readonly onBehalfOf?: { readonly accountId: string; readonly login: string };
  /** The action in the audit trail: `filing.submit`. */
  readonly action: string;
  readonly reason?: string | null;
  /** The time of the action. */
  readonly at: Date;
  readonly requestId?: string;
  /** Not audited: the login whose password a transaction of the system verifies; it can read the hash of no other one. */
  readonly signIn?: string;
  /** Not audited: an import that files in bulk locks firms at its end instead of one by one. */
  readonly bulk?: boolean;
  /** Not audited: further statements sent in the round trip of the first one (PostgreSQL pipelines them); they run as the actor. */
  readonly pipelined?: readonly Statement[];
}

/** Awaits the statements in `pipelined` and returns the rows of each, in their order. */
export type PipelinedRows = () => Promise<readonly (readonly any[])[]>;

/** The session has ended or is beyond its limits, or its account is disabled. */
export class NoSessionError extends Error {}

/**
 * Runs `work` in one transaction as the account behind `sessionId`. The opening statement reads the account, sets its
 * database role (read-only if the role is) and sets actor, action, reason and time for policies and audit trail.
 * Retries as transact does. It must end within the time of a request, unless `options` give another deadline.
 *
 * `work` must await `pipelinedRows` before it sends other statements, if any statements were pipelined.
 *
 * @throws NoSessionError when there is no such live session
 */
export function asActor<T>(
  db: Db,
  sessionId: string,
  audit: AuditContext,
  work: (tx: Tx, actor: Actor, pipelinedRows: PipelinedRows) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  return transact(
    db,
    async (tx) => {
      const [opening, ...pipelined] = send(tx, [
        OPEN_SESSION(...opened(sessionId, db.actorKey, audit)),
        ...(audit.pipelined ?? []),
      ]);
      const row = (await opening!)[0] as SessionRow | undefined;
      // Without a session the pipelined statements fail: no actor is set.
      if (!row) throw new NoSessionError('the session has ended');
      return work(tx, toActor(row, sessionId), () => Promise.all(pipelined));
    },
    { deadlineMs: REQUEST_MAX_SECONDS * 1000, ...options },
  );
}

/**
 * Runs `work` in one transaction as the account that started an import; an import goes on after its session has ended.
 *
 * @throws NoSessionError when the account is disabled, or has another role, bank or region now
 */
export function asImporter<T>(
  db: Db,
  importId: string,
  audit: AuditContext,
  work: (tx: Tx, actor: Actor) => Promise<T>,
): Promise<T> {
  return transact(db, async (tx) => {
    const [row] = await run<SessionRow>(tx, OPEN_IMPORT(...opened(importId, db.actorKey, audit)));
    if (!row) throw new NoSessionError('the account of the import is gone');
    return work(tx, toActor(row, ''));
  });
}

/** Runs `work` in one transaction as a named system actor. */
export function asSystem<T>(
  db: Db,
  name: SystemActor,
  audit: AuditContext,
  work: (tx: Tx) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  return transact(
    db,
    async (tx) => {
      await run(tx, OPEN_SYSTEM(...openedSystem(name, db.actorKey, audit)));
      return work(tx);
    },
    options,
  );
}

/**
 * Reads the account behind a session and the stamp of its visible totals (which grows with every change of them), in
 * one statement without a transaction. Concurrent calls share a statement.
 *
 * @throws NoSessionError when there is no such live session
 */
export async function identify(db: Db, sessionId: string, at: Date): Promise<Identified> {
  let read = identifying.get(db);
  if (read === undefined)
    identifying.set(db, (read = coalesce((keys) => readIdentified(db, keys), IDENTIFY_MAX_SESSIONS)));
  const found = await read(`${sessionId} ${at.toISOString()}`);
  if (found === undefined) throw new NoSessionError('the session has ended');
  return found;
}

export interface Identified {
  readonly actor: Actor;
  readonly totalsStamp: bigint | null;
}

const IDENTIFY_MAX_SESSIONS = 100;

/** Joins the role of account `o` with its database role. An account with an unknown role has no session. */
const KNOWN_ROLE = `
  join (values ${ROLE_NAMES.map(
    (role) => `('${role}', '${databaseRoleOf(role)}', ${isReadOnly(role)}, ${ROLES[role].belongsTo === 'regions'})`,
  ).join()})
    as r(name, database_role, read_only, has_regions) on r.name = o.role`;

/** Totals of firms are counted from filings; all others are read from the ledger. */
const rolesWithStoredTotals = (): Role[] =>
  rolesWith('totals.read').filter((role) => databaseRoleOf(role) !== 'zhidai_firm');

const IDENTIFY = prepared(`
  select o.*, s.id as session_id, s.place, case when o.role in (${rolesWithStoredTotals()
    .map((role) => `'${role}'`)
    .join()}) then totals_stamp($3, o.bank_code, o.regions) end as stamp
  from unnest($1::uuid[], $2::timestamptz[]) with ordinality as s(id, at, place), session_open(s.id, s.at) o ${KNOWN_ROLE}`);
const identifying = new WeakMap<Db, (key: string) => Promise<Identified | undefined>>();

/** @param keys session id and instant, with a space between */
async function readIdentified(db: Db, keys: readonly string[]): Promise<Map<string, Identified>> {
  const pairs = keys.map((key) => key.split(' '));
  const { rows } = await db.pool.query(
    IDENTIFY(
      pairs.map(([id]) => id),
      pairs.map(([, at]) => at),
      db.actorKey,
    ),
  );
  return new Map(
    (rows as (SessionRow & { session_id: string; place: bigint; stamp: bigint | null })[]).map((row) => [
      keys[Number(row.place) - 1]!,
      { actor: toActor(row, row.session_id), totalsStamp: row.stamp },
    ]),
  );
}

/**
 * Locks firms until the end of the transaction, in code order, against new filings and other changes. Read what the lock
 * protects in a later statement.
 */
export async function lockFirms(tx: Tx, usccs: readonly string[]): Promise<void> {
  await sql`select lock_firms(${usccs}::text[])`.execute(tx);
}

/** Locks firms against other claims of a first loan and against changes of qualifications, not against other filings. */
export async function lockFirmsForFirstLoan(tx: Tx, usccs: readonly string[]): Promise<void> {
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
  /** Absent for imports. */
  second_factor?: boolean;
}

/** Members of the sealed actor in SQL (db/code/10-actor.sql): all of them, in this order, from expressions for their texts. */
const actorText = (of: Readonly<Record<ActorMember, string>>): string =>
  `concat(${ACTOR_MEMBERS.map((name) => `E'\\x1f${name}=', ${of[name]}`).join(', ')}, E'\\x1f')`;

/** What accounts and requests can choose as they like comes last: of two members of one name the first counts. */
const ACTOR_MEMBERS = [
  'database_role',
  'role',
  'account',
  'bank',
  'uscc',
  'regions',
  'now',
  'sign_in',
  'bulk',
  'request',
  'action',
  'actor',
  'reason',
] as const;
type ActorMember = (typeof ACTOR_MEMBERS)[number];

/**
 * Reads the account of a session or import, becomes its database role and announces the actor under a seal that no other
 * statement can make. $2 is the key of the seals.
 */
const openBy = (source: 'session_open($1, $3::text::timestamptz)' | 'import_open($1)') =>
  prepared(`
  select o.*, concat(set_config('role', r.database_role, true), case when r.read_only then set_config('transaction_read_only', 'on', true) end,
    set_config('app.acting', actor_sealed($2, ${actorText({
      database_role: 'r.database_role',
      role: 'o.role',
      account: 'o.account_id',
      bank: 'o.bank_code',
      uscc: 'o.uscc',
      regions: `case when r.has_regions then coalesce(array_to_string(o.regions, ','), '*') end`,
      now: '$3::text',
      sign_in: 'null',
      bulk: '$4::text',
      request: '$5::text',
      action: '$6::text',
      actor: 'o.login',
      reason: '$7::text',
    })}), true)) is null as announced
  from ${source} o ${KNOWN_ROLE}`);
const OPEN_SESSION = openBy('session_open($1, $3::text::timestamptz)');
const OPEN_IMPORT = openBy('import_open($1)');
/** The values of these statements. */
const opened = (id: string, key: string, { at, bulk, requestId, action, reason }: AuditContext): readonly unknown[] => [
  id,
  key,
  at.toISOString(),
  bulk ? 'on' : null,
  ...[requestId, action, reason].map(member),
];

const OPEN_SYSTEM = prepared(`
  select concat(set_config('role', 'zhidai_system', true), set_config('app.acting', actor_sealed($1, ${actorText({
    database_role: `'zhidai_system'`,
    role: `'system'`,
    account: '$5::text',
    bank: 'null',
    uscc: 'null',
    regions: 'null',
    now: '$2::text',
    sign_in: '$7::text',
    bulk: 'null',
    request: '$3::text',
    action: '$4::text',
    actor: '$6::text',
    reason: '$8::text',
  })}), true)) is null as announced`);

function openedSystem(name: SystemActor, key: string, audit: AuditContext): readonly unknown[] {
  const { accountId, login = `system:${name}` } = audit.onBehalfOf ?? {};
  const { at, requestId, action, signIn, reason } = audit;
  return [key, at.toISOString(), ...[requestId, action, accountId, login, signIn, reason].map(member)];
}

/** Without unit separators, which separate members. */
const member = (text: string | null | undefined): string | null => text?.replaceAll('\u001f', '') ?? null;

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
    secondFactor: row.second_factor ?? false,
    sessionId,
  };
}
