/**
 * Creates the roles of the database server that the registry uses, before migrations run. What each role may do is
 * granted in db/code.
 */
import { sql, type Kysely } from 'kysely';
import { DATABASE_ROLES } from '../domain/roles.ts';

/**
 * The database roles. They belong to the server, not to one database, so they are created before the migrations and
 * never dropped.
 *
 * The service connects as `zhidai_app` (or assumes it at once), which may only open a session and assume one of the
 * others (src/domain/roles.ts maps account roles to database roles).
 */
export const APP_ROLE = 'zhidai_app';
export const ACTOR_ROLES = [...DATABASE_ROLES, 'zhidai_system'] as const;

/** The owner may not create or grant the roles. */
export class RolesError extends Error {
  constructor(statement: string) {
    super(
      `The database user may not prepare the roles of the registry. Give it CREATEROLE, or let a database administrator run: ${statement}; / 数据库账号无权建立角色，请授予 CREATEROLE，或由数据库管理员执行：${statement};`,
    );
  }
}

/** Creates missing roles and grants `zhidai_app` to `login` (the user of DATABASE_URL). Idempotent, safe when run concurrently. @throws RolesError */
export async function ensureRoles(owner: Kysely<any>, login: string): Promise<void> {
  for (const role of [APP_ROLE, ...ACTOR_ROLES]) await createRole(owner, role);
  for (const role of ACTOR_ROLES) await grantRole(owner, role, APP_ROLE);
  if (login !== APP_ROLE) await grantRole(owner, APP_ROLE, login);
}

async function createRole(owner: Kysely<any>, role: string): Promise<void> {
  const { rows } = await sql`select 1 from pg_roles where rolname = ${role}`.execute(owner);
  if (rows.length > 0) return;
  await runTolerant(owner, `create role ${role} nologin noinherit`);
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
  await runTolerant(owner, `grant ${role} to "${to.replaceAll('"', '""')}"`);
}

async function hasSetOption(owner: Kysely<any>): Promise<boolean> {
  const { rows } =
    await sql`select 1 from pg_attribute where attrelid = 'pg_auth_members'::regclass and attname = 'set_option'`.execute(
      owner,
    );
  return rows.length > 0;
}

/** Ignores the errors of a process that creates or grants the same role at the same time. */
async function runTolerant(owner: Kysely<any>, statement: string): Promise<void> {
  try {
    await sql.raw(statement).execute(owner);
  } catch (error) {
    const code = (error as { code?: string }).code;
    if (code === '42501') throw new RolesError(statement);
    // 42710 duplicate object, 23505 unique violation and XX000 "tuple concurrently updated" in the shared catalogue.
    if (code !== '42710' && code !== '23505' && code !== 'XX000') throw error;
  }
}
