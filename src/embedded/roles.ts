/**
 * Creates the login roles and the database on the embedded server. Their names are stored in existing data folders and
 * cannot change.
 */
import { codeOf } from './errors.ts';
import { passwordOf } from './secret.ts';
import type { Connection } from './types.ts';

export const ownerRole = 'zhidai_owner';
export const appRole = 'zhidai_app';
export const database = 'zhidai';

/**
 * Creates the two roles and the database if they are missing.
 * The owner runs migrations and owns everything; the application's role owns nothing and inherits nothing.
 */
export async function ensureRolesAndDatabase(superuser: Connection, secret: string): Promise<void> {
  const { rows } = await superuser.query(
    `select rolname as name from pg_roles where rolname in ('${ownerRole}', '${appRole}')
     union all select datname from pg_database where datname = '${database}'`,
  );
  const existing = new Set((rows as { name: string }[]).map((row) => row.name));
  if (!existing.has(ownerRole)) await createRole(superuser, ownerRole, 'CREATEROLE', secret);
  if (!existing.has(appRole)) await createRole(superuser, appRole, 'NOINHERIT', secret);
  if (!existing.has(database)) await createUnlessExists(superuser, `create database ${database} owner ${ownerRole}`);
}

async function createRole(superuser: Connection, role: string, attributes: string, secret: string): Promise<void> {
  const created = await createUnlessExists(
    superuser,
    `create role ${role} login ${attributes} password '${passwordOf(secret, role)}'`,
  );
  // Statement errors are logged by the application. In the server's log, a hostile client could fill the disk with them.
  if (created) await superuser.query(`alter role ${role} set log_min_messages = 'log'`);
}

/** @returns false if a concurrent start has created the same object */
async function createUnlessExists(superuser: Connection, sql: string): Promise<boolean> {
  try {
    await superuser.query(sql);
    return true;
  } catch (error) {
    // duplicate object, duplicate database, and the unique index under both
    if (!['42710', '42P04', '23505'].includes(codeOf(error))) throw error;
    return false;
  }
}
