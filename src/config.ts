/**
 * Settings from environment variables. A new one is added here, to .env.example (compared by a test) and to
 * docs/operating.md. Only main.ts and the commands read settings; everything else gets values.
 */
import { isIP } from 'node:net';
import { ACCESS_LOG_DAYS, ACCESS_LOG_MIN_DAYS, CHECK_FIRMS_PER_DAY } from './domain/limits.ts';
import { Optional, inspect, rule, type Inspected, type Parsed } from './http/rule.ts';
import { QueryWhole, Word } from './http/fields.ts';
import { CONNECTIONS_MAX, SESSION_IDLE_MAX_MINUTES, SESSION_IDLE_MIN_MINUTES } from './domain/limits.ts';
import { DEFAULT_LIMITS, type LimitSettings } from './http/limits.ts';
import type { MetricsAccess } from './http/metrics-access.ts';
import { createTokens, type SigningKeys } from './http/tokens.ts';

const invalid = (expected: string): Parsed => ({ ok: false, code: 'FORMAT', params: { expected } });
const setting = (name: string, expected: string, isValid: (value: string) => boolean): PropertyDecorator =>
  rule(name, { type: 'string' }, (value) => (isValid(String(value)) ? { ok: true, value } : invalid(expected)));

const POSTGRES_URL = 'a URL that begins with postgres:// or postgresql://';
const isPostgresUrl = (value: string): boolean => /^postgres(ql)?:\/\/\S+$/.test(value);

const METRICS_TOKEN_MIN_CHARACTERS = 16;
const METRICS_TOKEN = new RegExp(`^[\\x21-\\x7e]{${METRICS_TOKEN_MIN_CHARACTERS},200}$`);

const withLineBreaks = (pem: string): string => pem.replaceAll('\\n', '\n');

function isSigningKey(value: string): boolean {
  try {
    createTokens(withLineBreaks(value));
    return true;
  } catch {
    return false;
  }
}

/** Above every limit per minute that makes a difference. */
const MAX = 1_000_000_000;

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
  @Optional()
  @setting('pem', 'an EC private key on P-256 in PEM (line breaks may be written as \\n)', isSigningKey)
  SIGNING_KEY_PREVIOUS?: string;
  @Optional() @QueryWhole(1, 600) STOP_SECONDS?: number;
  @Optional() @Word(['true', 'false']) SEPARATE_DUTIES?: 'true' | 'false';
  @Optional() @QueryWhole(1, 1_000_000) CHECK_FIRMS_PER_DAY?: number;
  @Optional() @QueryWhole(ACCESS_LOG_MIN_DAYS, 36_500) ACCESS_LOG_DAYS?: number;
  @Optional() @QueryWhole(SESSION_IDLE_MIN_MINUTES, SESSION_IDLE_MAX_MINUTES) SESSION_IDLE_MINUTES?: number;
  @Optional() @Word(['optional', 'required']) SECOND_FACTOR?: 'optional' | 'required';
  @Optional() @Word(['true', 'false']) SECURE_COOKIES?: 'true' | 'false';
  @Optional()
  @setting('proxy', 'loopback, linklocal, uniquelocal, or IP addresses (10.0.0.0/8) with commas between', (value) =>
    value.split(',').every((part) => isProxy(part.trim())),
  )
  TRUST_PROXY?: string;
  @Optional() @QueryWhole(1, MAX) REQUESTS_PER_ACCOUNT?: number;
  @Optional() @QueryWhole(1, MAX) REQUESTS_PER_ADDRESS?: number;
  @Optional() @QueryWhole(1, MAX) SIGN_INS_PER_ADDRESS?: number;
  @Optional() @QueryWhole(1, MAX) FAILED_SIGN_INS_PER_ADDRESS?: number;
  @Optional() @QueryWhole(1, MAX) TOTALS_PER_ACCOUNT?: number;
  @Optional() @QueryWhole(1, 1000) EVENT_STREAMS_PER_ACCOUNT?: number;
  @Optional() @QueryWhole(1, 1000) UPLOADS_PER_ACCOUNT?: number;
  @Optional() @QueryWhole(1, 1000) EXPORTS_PER_ACCOUNT?: number;
  @Optional() @QueryWhole(10, 1_000_000) MAX_CONNECTIONS?: number;
  @Optional() @QueryWhole(0, 65535) METRICS_PORT?: number;
  @Optional()
  @setting('token', `${METRICS_TOKEN_MIN_CHARACTERS} to 200 visible ASCII characters`, (value) =>
    METRICS_TOKEN.test(value),
  )
  METRICS_TOKEN?: string;
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
  'SIGNING_KEY_PREVIOUS',
  'STOP_SECONDS',
  'SEPARATE_DUTIES',
  'CHECK_FIRMS_PER_DAY',
  'ACCESS_LOG_DAYS',
  'SESSION_IDLE_MINUTES',
  'SECOND_FACTOR',
  'SECURE_COOKIES',
  'TRUST_PROXY',
  'REQUESTS_PER_ACCOUNT',
  'REQUESTS_PER_ADDRESS',
  'SIGN_INS_PER_ADDRESS',
  'FAILED_SIGN_INS_PER_ADDRESS',
  'TOTALS_PER_ACCOUNT',
  'EVENT_STREAMS_PER_ACCOUNT',
  'UPLOADS_PER_ACCOUNT',
  'EXPORTS_PER_ACCOUNT',
  'MAX_CONNECTIONS',
  'METRICS_PORT',
  'METRICS_TOKEN',
  'LOG_LEVEL',
] as const;

/** Variables that are of no use without another one. */
const TOGETHER = [
  ['SIGNING_KEY_PREVIOUS', 'SIGNING_KEY'],
  ['MIGRATION_DATABASE_URL', 'DATABASE_URL'],
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
    readonly maxConnections: number;
  };
  /** Per account and address, see http/limits.ts. */
  readonly limits: LimitSettings;
  readonly dataDir: string;
  /** Null for the embedded database in dataDir. */
  readonly database: { readonly url: string; readonly ownerUrl: string } | null;
  readonly poolMax: number;
  /** Null for the keys in dataDir. */
  readonly signingKeys: SigningKeys | null;
  readonly metrics: {
    /** Null for the port of the service. */
    readonly port: number | null;
    readonly token: string | null;
    /** Who may read them on the port of the service. */
    readonly access: MetricsAccess;
  };
  /** No account has two duties of administration. */
  readonly separateDuties: boolean;
  /** How long the process may take to stop after a signal. */
  readonly stopSeconds: number;
  /** Distinct firms that one account may check on a day. */
  readonly checkFirmsPerDay: number;
  readonly accessLogDays: number;
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
  const problems = problemsOf(environment, value, errors);
  if (problems.length > 0) throw new ConfigError(problems.join('\n'));
  return {
    http: {
      port: value.PORT ?? 3000,
      host: value.HOST ?? '127.0.0.1',
      trustProxy: value.TRUST_PROXY ?? false,
      secureCookies: value.SECURE_COOKIES === 'true',
      maxConnections: value.MAX_CONNECTIONS ?? CONNECTIONS_MAX,
    },
    limits: limitsOf(value),
    dataDir: value.DATA_DIR ?? (demo ? './data-demo' : './data'),
    database:
      value.DATABASE_URL === undefined
        ? null
        : { url: value.DATABASE_URL, ownerUrl: value.MIGRATION_DATABASE_URL ?? value.DATABASE_URL },
    poolMax: value.DATABASE_POOL_MAX ?? 16,
    signingKeys: signingKeysOf(value),
    metrics: {
      port: value.METRICS_PORT ?? null,
      token: value.METRICS_TOKEN ?? null,
      access: metricsAccessOf(value),
    },
    separateDuties: value.SEPARATE_DUTIES === 'true',
    stopSeconds: value.STOP_SECONDS ?? 25,
    checkFirmsPerDay: value.CHECK_FIRMS_PER_DAY ?? CHECK_FIRMS_PER_DAY,
    accessLogDays: value.ACCESS_LOG_DAYS ?? ACCESS_LOG_DAYS,
    sessionIdleMinutes: value.SESSION_IDLE_MINUTES ?? 30,
    secondFactor: value.SECOND_FACTOR ?? 'optional',
    logLevel: value.LOG_LEVEL ?? 'info',
  };
}

/** What is wrong with the environment, a sentence for each variable. */
function problemsOf(
  environment: Readonly<Record<string, string | undefined>>,
  value: Partial<Environment>,
  errors: Inspected<Environment>['errors'],
): string[] {
  const problems = errors.map(({ path, params, code }) => {
    const expected = expectedValue(code, params);
    return `${path}: expected ${expected} / 应为 ${expected}`;
  });
  if (errors.length === 0)
    for (const [name, needed] of TOGETHER)
      if (value[name] !== undefined && value[needed] === undefined)
        problems.push(`${needed}: expected together with ${name} / 设置 ${name} 时须同时设置`);
  for (const [name, successor] of Object.entries(REPLACED))
    if (environment[name]) problems.push(`${name}: expected ${successor} instead / 已停用，请改设 ${successor}`);
  return problems;
}

function limitsOf(value: Partial<Environment>): LimitSettings {
  const set = {
    requestsPerAccount: value.REQUESTS_PER_ACCOUNT,
    requestsPerAddress: value.REQUESTS_PER_ADDRESS,
    signInsPerAddress: value.SIGN_INS_PER_ADDRESS,
    failedSignInsPerAddress: value.FAILED_SIGN_INS_PER_ADDRESS,
    totalsPerAccount: value.TOTALS_PER_ACCOUNT,
    eventStreamsPerAccount: value.EVENT_STREAMS_PER_ACCOUNT,
    uploadsPerAccount: value.UPLOADS_PER_ACCOUNT,
    exportsPerAccount: value.EXPORTS_PER_ACCOUNT,
  } satisfies { [name in keyof LimitSettings]: number | undefined };
  const given = Object.entries(set).filter(([, limit]) => limit !== undefined);
  return { ...DEFAULT_LIMITS, ...(Object.fromEntries(given) as Partial<LimitSettings>) };
}

function metricsAccessOf({ HOST = '127.0.0.1', METRICS_PORT, METRICS_TOKEN }: Environment): MetricsAccess {
  if (METRICS_PORT !== undefined) return 'elsewhere';
  if (METRICS_TOKEN !== undefined) return { token: METRICS_TOKEN };
  return isLoopback(HOST) ? 'anyone' : 'undecided';
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);

function signingKeysOf({ SIGNING_KEY, SIGNING_KEY_PREVIOUS }: Environment): SigningKeys | null {
  if (SIGNING_KEY === undefined) return null;
  return {
    current: withLineBreaks(SIGNING_KEY),
    other: SIGNING_KEY_PREVIOUS === undefined ? null : withLineBreaks(SIGNING_KEY_PREVIOUS),
  };
}

function expectedValue(code: string, params: Readonly<Record<string, string | number>> | undefined): string | number {
  const format = params?.['expected'] ?? params?.['allowed'];
  if (format !== undefined) return format;
  if (params?.['max'] !== undefined) return `at most ${params['max']}`;
  if (params?.['min'] !== undefined) return `at least ${params['min']}`;
  return code === 'NOT_AN_INTEGER' ? 'a whole number' : 'another value';
}
