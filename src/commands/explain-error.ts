/** Sentences for errors of the database at the start, which the operator can fix. Add a code here, with what to do. */
import { isUnavailable } from '../data/errors.ts';

const SENTENCES: readonly (readonly [codes: RegExp, en: string, zh: string])[] = [
  [
    /^28/,
    'The database refuses the user or password of DATABASE_URL (MIGRATION_DATABASE_URL). Check both, and pg_hba.conf.',
    '数据库拒绝 DATABASE_URL（MIGRATION_DATABASE_URL）中的用户名或密码，请核对并检查 pg_hba.conf。',
  ],
  [
    /^3D000$/,
    'The database named in DATABASE_URL does not exist. Create it (createdb), or correct the name.',
    'DATABASE_URL 指定的数据库不存在，请先创建（createdb）或更正名称。',
  ],
  [
    /^25006$/,
    'The database is read-only (a standby?). Let DATABASE_URL name the primary.',
    '数据库为只读（可能是备库），请将 DATABASE_URL 指向主库。',
  ],
  [
    /^53300$/,
    'The database takes no more connections. Raise max_connections, or lower DATABASE_POOL_MAX.',
    '数据库连接数已满，请提高 max_connections 或降低 DATABASE_POOL_MAX。',
  ],
  [
    /^(40P01|55P03)$/,
    'Other sessions hold the tables that this version changes: a long export or import, or a forgotten transaction. Nothing was changed; start again when it has ended.',
    '其他会话占用了本版本需要修改的表（如较长的导出、导入或未结束的事务），数据库未作任何修改，请待其结束后重新启动。',
  ],
  [
    /^(ENOTFOUND|EAI_AGAIN)$/,
    'The host of DATABASE_URL is not known. Check its name and the name server.',
    '无法解析 DATABASE_URL 中的主机名，请检查主机名与域名解析。',
  ],
];

/** What the operator should do about an error of the database, in English and Chinese; null for any other error. */
export function explainDatabaseError(error: unknown): string | null {
  const code = codeOf(error);
  const known = SENTENCES.find(([codes]) => codes.test(code));
  if (known) return `${known[1]} / ${known[2]}`;
  if (!isUnavailable(error)) return null;
  const reason = code || (error instanceof Error ? error.message : String(error));
  return `The database cannot be reached (${reason}). Check that it runs, and host and port of DATABASE_URL. / 无法连接数据库（${reason}），请确认其正在运行，并检查 DATABASE_URL 的主机与端口。`;
}

function codeOf(error: unknown): string {
  const { code, errors } = (error ?? {}) as { code?: unknown; errors?: unknown[] };
  if (typeof code === 'string') return code;
  return errors?.length ? codeOf(errors[0]) : '';
}
