import { sql, type Kysely } from 'kysely';
import { DATABASE_ROLES } from '../domain/roles.ts';

/**
 * The database roles. They belong to the whole server, not to one database, so they are made here, before the
 * migrations, and never dropped by one.
 *
 * `zhidai_app` is what the service signs in as (or becomes at once); it may do nothing but open a session and step down
 * into one of the others (src/domain/roles.ts says which role of accounts takes on which).
 */
export const APP_ROLE = 'zhidai_app';
export const ACTOR_ROLES = [...DATABASE_ROLES, 'zhidai_system'] as const;

/** The owner may not make or grant the roles itself. */
export class RolesError extends Error {
  constructor(statement: string) {
    super(
      `The database user may not prepare the roles of the registry. Give it CREATEROLE, or let a database administrator run: ${statement}; / 数据库账号无权建立角色，请授予 CREATEROLE，或由数据库管理员执行：${statement};`,
    );
  }
}

/** Creates what is missing and lets `login` (the user of DATABASE_URL) step into `zhidai_app`. Safe to repeat and to run twice at once. @throws RolesError */
export async function ensureRoles(owner: Kysely<any>, login: string): Promise<void> {
  for (const role of [APP_ROLE, ...ACTOR_ROLES]) await createRole(owner, role);
  for (const role of ACTOR_ROLES) await grantRole(owner, role, APP_ROLE);
  if (login !== APP_ROLE) await grantRole(owner, APP_ROLE, login);
}

async function createRole(owner: Kysely<any>, role: string): Promise<void> {
  const { rows } = await sql`select 1 from pg_roles where rolname = ${role}`.execute(owner);
  if (rows.length > 0) return;
  await tolerant(owner, `create role ${role} nologin noinherit`);
}

async function grantRole(owner: Kysely<any>, role: string, to: string): Promise<void> {
  const { rows } = await sql<{ member: boolean }>`select pg_has_role(${to}, ${role}, 'member') as member`.execute(
    owner,
  );
  const { rows: direct } = await sql`
    select 1 from pg_auth_members m join pg_roles r on r.oid = m.roleid join pg_roles u on u.oid = m.member
    where r.rolname = ${role} and u.rolname = ${to} and ${(await hasSetOption(owner)) ? sql`m.set_option` : sql`true`}`.execute(
    owner,
  );
  const superuser = await sql`select 1 from pg_roles where rolname = ${to} and rolsuper`.execute(owner);
  if (direct.length > 0 || (rows[0]?.member === true && superuser.rows.length > 0)) return;
  await tolerant(owner, `grant ${role} to "${to.replaceAll('"', '""')}"`);
}

async function hasSetOption(owner: Kysely<any>): Promise<boolean> {
  const { rows } =
    await sql`select 1 from pg_attribute where attrelid = 'pg_auth_members'::regclass and attname = 'set_option'`.execute(
      owner,
    );
  return rows.length > 0;
}

/** Two processes that start at once both find the role missing: the second CREATE ROLE fails with one of these. */
async function tolerant(owner: Kysely<any>, statement: string): Promise<void> {
  try {
    await sql.raw(statement).execute(owner);
  } catch (error) {
    const code = (error as { code?: string }).code;
    if (code === '42501') throw new RolesError(statement);
    // 42710 duplicate object, 23505 unique violation and XX000 "tuple concurrently updated" in the shared catalogue.
    if (code !== '42710' && code !== '23505' && code !== 'XX000') throw error;
  }
}
