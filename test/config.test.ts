import { generateKeyPairSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import { ConfigError, readConfig, VARIABLES } from '../src/config.ts';

const WRONG: Record<(typeof VARIABLES)[number], string> = {
  PORT: '70000x',
  HOST: 'no host',
  DATA_DIR: '   ',
  DATABASE_URL: 'mysql://root:geheim@db',
  MIGRATION_DATABASE_URL: 'geheim',
  DATABASE_POOL_MAX: '99999',
  SIGNING_KEY: '-----BEGIN PRIVATE KEY-----\\ngeheim\\n-----END PRIVATE KEY-----',
  SIGNING_KEY_PREVIOUS: 'geheim',
  STOP_SECONDS: '0',
  SEPARATE_DUTIES: 'geheim',
  CHECK_FIRMS_PER_DAY: '0',
  ACCESS_LOG_DAYS: '179',
  SESSION_IDLE_MINUTES: '4',
  SECOND_FACTOR: 'geheim',
  SECURE_COOKIES: 'geheim',
  TRUST_PROXY: 'geheim;',
  REQUESTS_PER_ACCOUNT: '-7',
  REQUESTS_PER_ADDRESS: 'geheim',
  SIGN_INS_PER_ADDRESS: 'geheim',
  FAILED_SIGN_INS_PER_ADDRESS: 'geheim',
  TOTALS_PER_ACCOUNT: 'geheim',
  EVENT_STREAMS_PER_ACCOUNT: '-7',
  UPLOADS_PER_ACCOUNT: 'geheim',
  EXPORTS_PER_ACCOUNT: '99999',
  MAX_CONNECTIONS: '-7',
  METRICS_PORT: '70000',
  METRICS_TOKEN: 'geheim',
  LOG_LEVEL: 'geheim',
};

describe('the configuration', () => {
  for (const name of VARIABLES) {
    it(`rejects an invalid ${name}, with its name and without its value`, () => {
      expect(() => readConfig({ [name]: WRONG[name] }, false))
        .to.throw(ConfigError)
        .with.property('message')
        .that.satisfies(
          (message: string) =>
            message.startsWith(`${name}: expected `) &&
            !message.includes(WRONG[name].trim() || 'nothing') &&
            !message.includes('geheim'),
        );
    });
  }

  it('reports all invalid variables at once', () => {
    expect(() => readConfig(WRONG, false))
      .to.throw(ConfigError)
      .with.property('message')
      .that.satisfies((message: string) => message.split('\n').length === VARIABLES.length);
  });

  it('names the successor of SESSION_IDLE_HOURS, which is gone', () => {
    expect(() => readConfig({ SESSION_IDLE_HOURS: '12' }, false)).to.throw(
      ConfigError,
      /^SESSION_IDLE_HOURS: expected SESSION_IDLE_MINUTES \(5–720\) instead/,
    );
    expect(readConfig({ SESSION_IDLE_HOURS: '' }, false)).to.deep.include({
      sessionIdleMinutes: 30,
      secondFactor: 'optional',
    });
  });

  it('treats an empty variable as not set', () => {
    expect(readConfig(Object.fromEntries(VARIABLES.map((name) => [name, ''])), false)).to.deep.equal(
      readConfig({}, false),
    );
  });

  it('has defaults, another data folder for the demonstration, and unescapes line breaks of the key', () => {
    const pem = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
      format: 'pem',
      type: 'pkcs8',
    }) as string;
    expect(readConfig({}, false)).to.deep.include({
      dataDir: './data',
      database: null,
      signingKeys: null,
      metrics: { port: null, token: null, access: 'anyone' },
      http: { port: 3000, host: '127.0.0.1', trustProxy: false, secureCookies: false, maxConnections: 4000 },
    });
    expect(readConfig({}, true).dataDir).to.equal('./data-demo');
    const escaped = pem.replaceAll('\n', '\\n');
    expect(readConfig({ SIGNING_KEY: escaped }, false).signingKeys).to.deep.equal({ current: pem, other: null });
    expect(readConfig({ SIGNING_KEY: escaped, SIGNING_KEY_PREVIOUS: escaped }, false).signingKeys).to.deep.equal({
      current: pem,
      other: pem,
    });
    expect(readConfig({ DATABASE_URL: 'postgres://a@/b?host=/run' }, false).database).to.deep.equal({
      url: 'postgres://a@/b?host=/run',
      ownerUrl: 'postgres://a@/b?host=/run',
    });
  });

  it('rejects SIGNING_KEY_PREVIOUS without SIGNING_KEY', () => {
    const pem = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'pem', type: 'pkcs8' });
    expect(() => readConfig({ SIGNING_KEY_PREVIOUS: pem as string }, false)).to.throw(ConfigError, 'SIGNING_KEY: ');
  });

  it('takes the proxies that Express takes, and no others', () => {
    for (const value of ['loopback', '10.0.0.0/8, uniquelocal', '::1', 'fd00::/8', '192.0.2.7'])
      expect(readConfig({ TRUST_PROXY: value }, false).http.trustProxy, value).to.equal(value);
    for (const value of ['proxy.example', '10.0.0.0/33', '::1/129', '10.0.0', '1/2/3', 'loopback,,', 'true'])
      expect(() => readConfig({ TRUST_PROXY: value }, false), value).to.throw(ConfigError, 'TRUST_PROXY');
  });

  it('rejects MIGRATION_DATABASE_URL without DATABASE_URL', () => {
    expect(() => readConfig({ MIGRATION_DATABASE_URL: 'postgres://a@b/c' }, false)).to.throw(
      ConfigError,
      'DATABASE_URL',
    );
  });

  it('is documented completely in .env.example, with the defaults', async () => {
    const example = await readFile(path.resolve(import.meta.dirname, '../.env.example'), 'utf8');
    const named = [...example.matchAll(/^#? ?([A-Z_]+)=(.*)$/gm)];
    expect(named.map(([, name]) => name).sort()).to.deep.equal([...VARIABLES].sort());
    const set = Object.fromEntries(
      [...example.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name!, value!]),
    );
    expect(readConfig(set, false)).to.deep.equal(readConfig({}, false));
  });
});
