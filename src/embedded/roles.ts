import { codeOf } from './errors.ts';
import { passwordOf } from './secret.ts';
import type { Connection } from './types.ts';

export const ownerRole = 'zhidai_owner';
export const appRole = 'zhidai_app';
export const database = 'zhidai';

/**
 * Makes the two roles and the database, as far as they are missing.
 * The owner migrates and owns everything; the application signs in as a role that owns nothing and inherits nothing.
 */
export async function ensureRolesAndDatabase(superuser: Connection, secret: string): Promise<void> {
  const { rows } = await superuser.query(
    `select rolname as name from pg_roles where rolname in ('${ownerRole}', '${appRole}')
     union all select datname from pg_database where datname = '${database}'`,
  );
  const there = new Set((rows as { name: string }[]).map((row) => row.name));
  if (!there.has(ownerRole)) await createRole(superuser, ownerRole, 'CREATEROLE', secret);
  if (!there.has(appRole)) await createRole(superuser, appRole, 'NOINHERIT', secret);
  if (!there.has(database)) await tolerant(superuser, `create database ${database} owner ${ownerRole}`);
}

async function createRole(superuser: Connection, role: string, attributes: string, secret: string): Promise<void> {
  const made = await tolerant(
    superuser,
    `create role ${role} login ${attributes} password '${passwordOf(secret, role)}'`,
  );
  // The errors of its statements reach the application, which answers and logs them; here a hostile client would fill the disk with them.
  if (made) await superuser.query(`alter role ${role} set log_min_messages = 'log'`);
}

/** Makes it, unless a start beside this one makes the same at the same instant. */
async function tolerant(superuser: Connection, sql: string): Promise<boolean> {
  try {
    await superuser.query(sql);
    return true;
  } catch (error) {
    // duplicate object, duplicate database, and the unique index under both
    if (!['42710', '42P04', '23505'].includes(codeOf(error))) throw error;
    return false;
  }
}
