/** The errors of the embedded database that an operator can do something about. */

/** The embedded database cannot be used. The message says in English and in Chinese what to do next. */
export class EmbeddedDatabaseError extends Error {
  override readonly name = 'EmbeddedDatabaseError';

  constructor(english: string, chinese: string, cause?: unknown) {
    super(`${english}\n${chinese}`, cause === undefined ? undefined : { cause });
  }
}

/** The `code` of a system or driver error (`ENOENT`, `57P03`), or an empty string. */
export function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' ? code : '';
}

/** The message of any thrown value. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
