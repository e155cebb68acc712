import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { generateKeyPairSync } from 'node:crypto';
import { expect } from 'chai';
import jwt from 'jsonwebtoken';
import { newSigningKey, readSigningKeys } from '../../src/commands/signing-key.ts';
import { readConfig } from '../../src/config.ts';
import { createTokens } from '../../src/http/tokens.ts';
import { startEmbedded } from '../../src/embedded/embedded.ts';
import { connect, type Connection } from '../../src/data/pool.ts';
import { Client } from '../support/client.ts';
import { run, Running } from '../support/process.ts';
import { emptyDatabase, theCluster } from '../support/world.ts';

describe('maintenance commands', function () {
  this.timeout(60_000);
  let dataDir: string;
  before(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'zhidai-maintenance-'));
  });
  after(() => rm(dataDir, { recursive: true, force: true }));

  it('verify fails before the first start; then it prints ok, also while the service runs', async () => {
    const beforeStart = await run('verify', { DATA_DIR: dataDir });
    expect([beforeStart.code, beforeStart.output.includes('npm start')], beforeStart.output).to.deep.equal([1, true]);
    const running = new Running('start', { DATA_DIR: dataDir });
    await running.url();
    expect(await run('verify', { DATA_DIR: dataDir })).to.deep.equal({ code: 0, output: 'ok\n' });
    await running.stop();
    expect(await run('verify', { DATA_DIR: dataDir })).to.deep.equal({ code: 0, output: 'ok\n' });
  });

  it('verify reports a planted difference', async () => {
    const server = await startEmbedded({ dataDir, mode: 'attach', connect });
    const superuser = await connect({ ...server.superuser, database: 'zhidai' });
    await superuser.query(
      `insert into total_sum values ('filed', 'year', 202400, 'ICBC', '', 'both', 1, 1, 12345, 0, 0, 0, 0, 12345)`,
    );
    const found = await run('verify', { DATA_DIR: dataDir });
    expect(found.code).to.equal(1);
    expect(found.output).to.contain('total filed year 2024 ICBC both: amount: kept 12345, should be 0');
    await superuser.query('delete from total_sum');
    await superuser.end();
    await server.stop();
    expect((await run('verify', { DATA_DIR: dataDir })).code).to.equal(0);
  });

  it('admin:reset sets a new one-time password while the service runs, and ends the old sessions', async () => {
    const running = new Running('start', { DATA_DIR: dataDir });
    const url = await running.url();
    const { code, output } = await run('admin:reset', { DATA_DIR: dataDir });
    expect(code, output).to.equal(0);
    const [, password] = /password \/ 密码: (\S+)/.exec(output)!;
    const reply = await new Client(url).post('/auth/login', { login: 'admin', password });
    expect(reply.status).to.equal(200);
    const { output: next } = await run('admin:reset', { DATA_DIR: dataDir });
    expect((await new Client(url, () => reply.body.accessToken).get('/auth/me')).status).to.equal(401);
    expect((await new Client(url).post('/auth/login', { login: 'admin', password })).status).to.equal(401);
    expect(
      (
        await new Client(url).post('/auth/login', {
          login: 'admin',
          password: /password \/ 密码: (\S+)/.exec(next)![1],
        })
      ).status,
    ).to.equal(200);
    await running.stop();
  });

  it('key:rotate changes the signing key of the running service: nobody has to sign in again', async () => {
    const running = new Running('start', { DATA_DIR: dataDir, METRICS_PORT: '0' });
    const url = await running.url();
    const keys = async (): Promise<string[]> =>
      (await new Client(url).get('/.well-known/jwks.json')).body.keys.map(({ kid }: { kid: string }) => kid);
    const { output } = await run('admin:reset', { DATA_DIR: dataDir });
    const [, password] = /password \/ 密码: (\S+)/.exec(output)!;
    const { accessToken, account } = (await new Client(url).post('/auth/login', { login: 'admin', password })).body;
    const [old] = await keys();
    expect((await run('key:rotate', { DATA_DIR: dataDir })).code).to.equal(0);
    // What another process signs with the new key.
    const { sid } = jwt.decode(accessToken) as { sid: string };
    const other = createTokens(readSigningKeys(dataDir, new Date())!);
    const fresh = other.issue(account.id, sid, new Date()).accessToken;
    for (const token of [fresh, accessToken])
      expect((await new Client(url, () => token).get('/auth/me')).status).to.equal(200);
    expect(await keys()).to.deep.equal([other.keyId, old]);
    const again = await run('key:rotate', { DATA_DIR: dataDir });
    expect([again.code, again.output.split('\n').length], again.output).to.deep.equal([1, 2]);

    const [, metrics] = await running.says(/(http:\/\/127\.0\.0\.1:\d+\/metrics)/);
    expect(await (await fetch(metrics!)).text()).to.include('zhidai_http_request_seconds');
    expect((await new Client(url).get('/metrics')).status).to.equal(404);
    expect(await running.stop()).to.equal(0);
  });

  it('key:rotate prints a key, and how to change to it, where the key is a setting', async () => {
    const setting = newSigningKey().replaceAll('\n', '\\n');
    const { code, output } = await run('key:rotate', { DATA_DIR: dataDir, SIGNING_KEY: setting });
    expect(code, output).to.equal(0);
    const [, printed] = /SIGNING_KEY_PREVIOUS=(\S+ .*)$/m.exec(output)!;
    const { signingKeys } = readConfig({ SIGNING_KEY: setting, SIGNING_KEY_PREVIOUS: printed }, false);
    expect(createTokens(signingKeys!).jwks.keys).to.have.length(2);
  });

  it('start serves an external database, and requires the same signing key of all its processes', async () => {
    const { database, drop } = await emptyDatabase();
    const url = urlOf((await theCluster()).owner(database));
    const key = (): string =>
      (
        generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'pem', type: 'pkcs8' }) as string
      ).replaceAll('\n', '\\n');
    const shared = key();
    const first = new Running('start', { DATABASE_URL: url, SIGNING_KEY: shared, DATA_DIR: dataDir });
    const firstUrl = await first.url();
    expect((await new Client(firstUrl).get('/readyz')).status).to.equal(200);
    const other = await run('start', { DATABASE_URL: url, SIGNING_KEY: key(), DATA_DIR: dataDir });
    expect([other.code, /^SIGNING_KEY: /m.test(other.output)], other.output).to.deep.equal([1, true]);
    const second = new Running('start', { DATABASE_URL: url, SIGNING_KEY: shared, DATA_DIR: dataDir });
    const [, password] = await first.says(/password \/ 密码: (\S+)/);
    const reply = await new Client(firstUrl).post('/auth/login', { login: 'admin', password });
    expect((await new Client(await second.url(), () => reply.body.accessToken).get('/auth/me')).body).to.include({
      login: 'admin',
    });
    expect(await first.stop()).to.equal(0);
    expect(await second.stop()).to.equal(0);
    await drop();
  });
});

function urlOf(connection: Connection): string {
  if (typeof connection === 'string') return connection;
  const { host, port, database, user, password } = connection;
  return `postgres://${user}:${encodeURIComponent(password)}@/${database}?host=${encodeURIComponent(host)}&port=${port}`;
}
