/**
 * Settings from environment variables. A new one is added here, to .env.example (compared by a test) and to
 * docs/operating.md. Only main.ts and the commands read settings; everything else gets values.
 */
import { isIP } from 'node:net';
import { Optional, inspect, rule, type Parsed } from './http/rule.ts';
import { QueryWhole, Word } from './http/fields.ts';
import { createTokens } from './http/tokens.ts';
import { SESSION_IDLE_MAX_MINUTES, SESSION_IDLE_MIN_MINUTES } from './domain/limits.ts';

const invalid = (expected: string): Parsed => ({ ok: false, code: 'FORMAT', params: { expected } });
const setting = (name: string, expected: string, isValid: (value: string) => boolean): PropertyDecorator =>
  rule(name, { type: 'string' }, (value) => (isValid(String(value)) ? { ok: true, value } : invalid(expected)));

const POSTGRES_URL = 'a URL that begins with postgres:// or postgresql://';
const isPostgresUrl = (value: string): boolean => /^postgres(ql)?:\/\/\S+$/.test(value);

const withLineBreaks = (pem: string): string => pem.replaceAll('\\n', '\n');

function isSigningKey(value: string): boolean {
  try {
    createTokens(withLineBreaks(value));
    return true;
  } catch {
    return false;
  }
}

/** What Express takes for `trust proxy`: a name of a range, or an address with or without the length of its prefix. */
function isProxy(text: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true;
  const [address = '', prefix, more] = text.split('/');
  const version = isIP(address);
  return (
    version > 0 &&
    more === undefined &&
    (prefix === undefined || (/^[0-9]{1,3}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128)))
  );
}

/** The environment variables, validated by the rules that requests use; .env.example describes each of them. */
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
  @Optional() @QueryWhole(1, 600) STOP_SECONDS?: number;
  @Optional() @QueryWhole(SESSION_IDLE_MIN_MINUTES, SESSION_IDLE_MAX_MINUTES) SESSION_IDLE_MINUTES?: number;
  @Optional() @Word(['optional', 'required']) SECOND_FACTOR?: 'optional' | 'required';
  @Optional() @Word(['true', 'false']) SECURE_COOKIES?: 'true' | 'false';
  @Optional()
  @setting('proxy', 'loopback, linklocal, uniquelocal, or IP addresses (10.0.0.0/8) with commas between', (value) =>
    value.split(',').every((part) => isProxy(part.trim())),
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
  'STOP_SECONDS',
  'SESSION_IDLE_MINUTES',
  'SECOND_FACTOR',
  'SECURE_COOKIES',
  'TRUST_PROXY',
  'LOG_LEVEL',
] as const;

/** Variables of earlier versions, with what takes their place. */
const REPLACED: Readonly<Record<string, string>> = {
  SESSION_IDLE_HOURS: `SESSION_IDLE_MINUTES (${SESSION_IDLE_MIN_MINUTES}–${SESSION_IDLE_MAX_MINUTES})`,
};

export interface Config {
  readonly http: {
    readonly port: number;
    readonly host: string;
    readonly trustProxy: string | false;
    readonly secureCookies: boolean;
  };
  readonly dataDir: string;
  /** Null for the embedded database in dataDir. */
  readonly database: { readonly url: string; readonly ownerUrl: string } | null;
  readonly poolMax: number;
  /** PEM; null for the key in dataDir. */
  readonly signingKey: string | null;
  /** How long the process may take to stop after a signal. */
  readonly stopSeconds: number;
  readonly sessionIdleMinutes: number;
  /** Whether administrators and auditors may sign in without a second factor. */
  readonly secondFactor: 'optional' | 'required';
  readonly logLevel: string;
}

/** Invalid settings. The message names each variable and what is expected, never the value: it may be a secret. */
export class ConfigError extends Error {}

/**
 * Validates the environment and applies the defaults.
 *
 * @param demo use the default data folder of the demonstration
 * @throws ConfigError that names every invalid variable
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>, demo: boolean): Config {
  // An empty variable counts as not set.
  const given = Object.fromEntries(VARIABLES.flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])));
  const { value, errors } = inspect(Environment, given);
  const problems = errors.map(({ path, params, code }) => {
    const expected = expectedValue(code, params);
    return `${path}: expected ${expected} / 应为 ${expected}`;
  });
  if (value.MIGRATION_DATABASE_URL !== undefined && value.DATABASE_URL === undefined && errors.length === 0) {
    problems.push(
      'DATABASE_URL: expected together with MIGRATION_DATABASE_URL / 设置 MIGRATION_DATABASE_URL 时须同时设置',
    );
  }
  for (const [name, successor] of Object.entries(REPLACED))
    if (environment[name]) problems.push(`${name}: expected ${successor} instead / 已停用，请改设 ${successor}`);
  if (problems.length > 0) throw new ConfigError(problems.join('\n'));
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
    stopSeconds: value.STOP_SECONDS ?? 25,
    sessionIdleMinutes: value.SESSION_IDLE_MINUTES ?? 30,
    secondFactor: value.SECOND_FACTOR ?? 'optional',
    logLevel: value.LOG_LEVEL ?? 'info',
  };
}

function expectedValue(code: string, params: Readonly<Record<string, string | number>> | undefined): string | number {
  const format = params?.['expected'] ?? params?.['allowed'];
  if (format !== undefined) return format;
  if (params?.['max'] !== undefined) return `at most ${params['max']}`;
  if (params?.['min'] !== undefined) return `at least ${params['min']}`;
  return code === 'NOT_AN_INTEGER' ? 'a whole number' : 'another value';
}
