import { isIP } from 'node:net';
import { Optional, inspect, rule, type Parsed } from './http/rule.ts';
import { QueryWhole, Word } from './http/fields.ts';
import { createTokens } from './http/tokens.ts';

const fault = (expected: string): Parsed => ({ ok: false, code: 'FORMAT', params: { expected } });
const setting = (name: string, expected: string, fits: (value: string) => boolean): PropertyDecorator =>
  rule(name, { type: 'string' }, (value) => (fits(String(value)) ? { ok: true, value } : fault(expected)));

const POSTGRES_URL = 'a URL that begins with postgres:// or postgresql://';
const isPostgresUrl = (value: string): boolean => /^postgres(ql)?:\/\/\S+$/.test(value);

const withLineBreaks = (pem: string): string => pem.replaceAll('\\n', '\n');

function isSigningKey(value: string): boolean {
  try {
    createTokens(withLineBreaks(value));
    return true;
  } catch {
    // Whatever is wrong with it, the one thing to say is what is expected.
    return false;
  }
}

/** The environment, checked by the same rules as requests; see .env.example for what each variable means. */
class Environment {
  @Optional() @QueryWhole(0, 65535) PORT?: number;
  @Optional()
  @setting('host', 'an IP address or a host name', (value) => isIP(value) > 0 || /^[A-Za-z0-9.-]{1,253}$/.test(value))
  HOST?: string;
  @Optional()
  @setting('path', 'a path of a folder', (value) => value.trim() !== '' && !value.includes('\0'))
  DATA_DIR?: string;
  @Optional() @setting('url', POSTGRES_URL, isPostgresUrl) DATABASE_URL?: string;
  @Optional() @setting('url', POSTGRES_URL, isPostgresUrl) MIGRATION_DATABASE_URL?: string;
  @Optional() @QueryWhole(2, 200) DATABASE_POOL_MAX?: number;
  @Optional()
  @setting('pem', 'an EC private key on P-256 in PEM (line breaks may be written as \\n)', isSigningKey)
  SIGNING_KEY?: string;
  @Optional() @QueryWhole(1, 168) SESSION_IDLE_HOURS?: number;
  @Optional() @Word(['true', 'false']) SECURE_COOKIES?: 'true' | 'false';
  @Optional()
  @setting('proxy', 'loopback, linklocal, uniquelocal, or IP addresses with commas between', (value) =>
    /^[A-Za-z0-9.:/, ]{1,500}$/.test(value),
  )
  TRUST_PROXY?: string;
  @Optional() @Word(['trace', 'debug', 'info', 'warn', 'error', 'silent']) LOG_LEVEL?: string;
}

export const VARIABLES = [
  'PORT',
  'HOST',
  'DATA_DIR',
  'DATABASE_URL',
  'MIGRATION_DATABASE_URL',
  'DATABASE_POOL_MAX',
  'SIGNING_KEY',
  'SESSION_IDLE_HOURS',
  'SECURE_COOKIES',
  'TRUST_PROXY',
  'LOG_LEVEL',
] as const;

export interface Config {
  readonly http: {
    readonly port: number;
    readonly host: string;
    readonly trustProxy: string | false;
    readonly secureCookies: boolean;
  };
  readonly dataDir: string;
  /** Null: the embedded database in dataDir. */
  readonly database: { readonly url: string; readonly ownerUrl: string } | null;
  readonly poolMax: number;
  /** Null: a file in dataDir. */
  readonly signingKey: string | null;
  readonly sessionIdleHours: number;
  readonly logLevel: string;
}

/** A wrong setting. Says the variable and what is expected, never the value: it may be a secret. */
export class ConfigError extends Error {}

/**
 * @param environment the process's variables
 * @param demo whether the demonstration world is meant: another default folder
 * @throws ConfigError naming every wrong variable
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>, demo: boolean): Config {
  // A variable that is set to nothing is not set.
  const given = Object.fromEntries(VARIABLES.flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])));
  const { value, errors } = inspect(Environment, given);
  const wrong = errors.map(({ path, params, code }) => {
    const wanted = expected(code, params);
    return `${path}: expected ${wanted} / 应为 ${wanted}`;
  });
  if (value.MIGRATION_DATABASE_URL !== undefined && value.DATABASE_URL === undefined && errors.length === 0) {
    wrong.push(
      'DATABASE_URL: expected together with MIGRATION_DATABASE_URL / 设置 MIGRATION_DATABASE_URL 时须同时设置',
    );
  }
  if (wrong.length > 0) throw new ConfigError(wrong.join('\n'));
  return {
    http: {
      port: value.PORT ?? 3000,
      host: value.HOST ?? '127.0.0.1',
      trustProxy: value.TRUST_PROXY ?? false,
      secureCookies: value.SECURE_COOKIES === 'true',
    },
    dataDir: value.DATA_DIR ?? (demo ? './data-demo' : './data'),
    database:
      value.DATABASE_URL === undefined
        ? null
        : { url: value.DATABASE_URL, ownerUrl: value.MIGRATION_DATABASE_URL ?? value.DATABASE_URL },
    poolMax: value.DATABASE_POOL_MAX ?? 16,
    signingKey: value.SIGNING_KEY === undefined ? null : withLineBreaks(value.SIGNING_KEY),
    sessionIdleHours: value.SESSION_IDLE_HOURS ?? 12,
    logLevel: value.LOG_LEVEL ?? 'info',
  };
}

function expected(code: string, params: Readonly<Record<string, string | number>> | undefined): string | number {
  const form = params?.['expected'] ?? params?.['allowed'];
  if (form !== undefined) return form;
  if (params?.['max'] !== undefined) return `at most ${params['max']}`;
  if (params?.['min'] !== undefined) return `at least ${params['min']}`;
  return code === 'NOT_AN_INTEGER' ? 'a whole number' : 'another value';
}
