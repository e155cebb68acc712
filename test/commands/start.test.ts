import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import http from 'node:http';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { connect as connectTo } from '../../src/data/pool.ts';
import { startEmbedded } from '../../src/embedded/embedded.ts';
import { Client } from '../support/client.ts';
import { run, Running } from '../support/process.ts';
import { acceptsConnections } from '../support/raw-http.ts';
import { signIn } from '../support/sign-in.ts';
import { until } from '../support/until.ts';

const NEW_PASSWORD = 'Correct-Horse-9';

const signInAsAdmin = (url: string): Promise<Client> => signIn(url, 'admin', NEW_PASSWORD);

const addressOf = (url: URL) => ({ host: url.hostname, port: url.port });

/** Waits until the service takes no more connections. */
async function refused(url: URL): Promise<void> {
  for (;;) {
    const socket = connect(Number(url.port), url.hostname);
    const open = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    });
    socket.destroy();
    if (!open) return;
  }
}

/** PostgreSQL's answer to a wrong password: an ErrorResponse with SQLSTATE 28P01. */
const REFUSED = (() => {
  const fields = Buffer.from('SFATAL\0VFATAL\0C28P01\0Mpassword authentication failed\0\0');
  const head = Buffer.from('E\0\0\0\0');
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
})();

describe('npm start', function () {
  this.timeout(60_000);
  /** The first test creates the registry; the others start it again. */
  let dataDir: string;
  before(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'zhidai-start-'));
  });
  after(() => rm(dataDir, { recursive: true, force: true }));

  it('creates an administrator, shows the one-time password once, and does not write it to a log', async () => {
    const running = new Running('start', { DATA_DIR: dataDir });
    const url = await running.url();
    const [, oneTime] = await running.says(/password \/ 密码: (\S+)/);
    expect((await new Client(url).get('/readyz')).status).to.equal(200);
    const first = await signIn(url, 'admin', oneTime);
    expect((await first.get('/admin/accounts')).status).to.equal(403);
    expect((await first.post('/auth/password', { oldPassword: oneTime, newPassword: NEW_PASSWORD })).status).to.equal(
      204,
    );
    const admin = await signInAsAdmin(url);
    expect((await admin.put('/admin/regions/430211', { name: '天元区' })).status).to.equal(201);
    expect((await admin.put('/admin/banks/ICBC', { name: '工商银行株洲分行' })).status).to.equal(201);
    const officer = await admin.post('/admin/accounts', {
      login: 'zhang',
      role: 'officer',
      displayName: '张三',
      bankCode: 'ICBC',
    });
    expect(officer.status, officer.text).to.equal(201);
    expect(await running.stop()).to.equal(0);
    expect(existsSync(path.join(dataDir, 'postgres', 'postmaster.pid'))).to.equal(false);
    expect((await stat(path.join(dataDir, 'signing-key.pem'))).mode & 0o777).to.equal(0o600);

    const again = new Running('start', { DATA_DIR: dataDir });
    await signInAsAdmin(await again.url());
    expect(again.output).not.to.match(/password|密码/);
    expect(await again.stop()).to.equal(0);
    for (const file of await readdir(dataDir, { recursive: true, withFileTypes: true })) {
      if (/log/.test(file.name) && file.isFile())
        expect(await readFile(path.join(file.parentPath, file.name), 'utf8')).not.to.contain(oneTime);
    }
  });

  it('refuses a data folder in use by another process, which continues to serve', async () => {
    const first = new Running('start', { DATA_DIR: dataDir });
    const url = await first.url();
    const second = await run('start', { DATA_DIR: dataDir });
    expect(second.code).to.equal(1);
    expect(second.output).to.match(/another process|正由/i);
    expect((await new Client(url).get('/readyz')).status).to.equal(200);
    await first.stop();
  });

  it('loses no acknowledged write when it is killed, and adopts its database at the next start', async () => {
    const first = new Running('start', { DATA_DIR: dataDir });
    const admin = await signInAsAdmin(await first.url());
    const acknowledged: string[] = [];
    let stopped = false;
    const writing = (async () => {
      for (let serial = 0; !stopped; serial += 1) {
        const code = `B${serial}`;
        if ((await admin.put(`/admin/banks/${code}`, { name: `第${serial}银行` })).status === 201)
          acknowledged.push(code);
      }
    })().catch(() => undefined);
    await until('writes are acknowledged', () => acknowledged.length >= 20);
    first.signal('SIGKILL');
    stopped = true;
    await writing;
    await first.exited;
    const second = new Running('start', { DATA_DIR: dataDir });
    const banks = await (await signInAsAdmin(await second.url())).get('/banks');
    expect(banks.body.items.map((bank: { code: string }) => bank.code)).to.include.members(acknowledged);
    expect(await second.stop()).to.equal(0);
  });

  it('finishes a running request when it is stopped', async () => {
    const running = new Running('start', { DATA_DIR: dataDir });
    const url = new URL(await running.url());
    const body = JSON.stringify({ login: 'nobody', password: 'x' });
    const request = http.request({
      host: url.hostname,
      port: url.port,
      path: '/api/v1/auth/login',
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Content-Length': body.length, Expect: '100-continue' },
    });
    const answered = once(request, 'response') as Promise<[http.IncomingMessage]>;
    request.flushHeaders();
    // The service has begun with the request.
    await once(request, 'continue');
    request.write(body.slice(0, 5));
    running.signal('SIGTERM');
    await until('the service accepts no more connections', async () => !(await acceptsConnections(url.href)));
    request.end(body.slice(5));
    const [response] = await answered;
    response.resume();
    expect(response.statusCode).to.equal(401);
    expect(await running.exited).to.equal(0);
  });

  it('stops on SIGHUP, and at once on a second signal', async () => {
    const first = new Running('start', { DATA_DIR: dataDir });
    await first.url();
    first.signal('SIGHUP');
    expect(await first.exited).to.equal(0);

    const second = new Running('start', { DATA_DIR: dataDir });
    const url = new URL(await second.url());
    // A request whose body never ends keeps the server from closing.
    const request = http.request({ ...addressOf(url), path: '/api/v1/auth/login', method: 'POST' });
    request.on('error', () => undefined);
    request.setHeader('Content-Type', 'application/json');
    request.setHeader('Expect', '100-continue');
    request.flushHeaders();
    await new Promise((resolve) => request.once('continue', resolve));
    second.signal('SIGTERM');
    await refused(url);
    second.signal('SIGTERM');
    expect(await second.exited).to.equal(1);
    expect(second.output).to.contain('second signal');
  });

  it('answers what is under way when it stops with Connection: close', async () => {
    const running = new Running('start', { DATA_DIR: dataDir });
    const url = new URL(await running.url());
    const agent = new http.Agent({ keepAlive: true });
    const hold = http.request({ ...addressOf(url), agent, path: '/api/v1/auth/login', method: 'POST' });
    hold.on('error', () => undefined);
    hold.setHeader('Content-Type', 'application/json');
    hold.setHeader('Expect', '100-continue');
    hold.flushHeaders();
    await new Promise((resolve) => hold.once('continue', resolve));
    running.signal('SIGTERM');
    await refused(url);
    const answer = new Promise<http.IncomingMessage>((resolve) => hold.once('response', resolve));
    hold.end('{"login":"nobody","password":"x"}');
    expect((await answer).headers.connection).to.equal('close');
    expect(await running.exited).to.equal(0);
  });

  it('says in a sentence that the database cannot be reached, or refuses the user', async () => {
    const unreachable = await run('start', {
      DATA_DIR: dataDir,
      DATABASE_URL: 'postgres://u:geheim@127.0.0.1:1/zhidai',
    });
    expect(unreachable.code).to.equal(1);
    expect(unreachable.output)
      .to.match(/^The database cannot be reached \(ECONNREFUSED\)/m)
      .and.not.to.match(/ at |geheim/);
    const server = createServer((socket) => {
      socket.once('data', () => socket.end(REFUSED));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const refusedUser = await run('start', {
      DATABASE_URL: `postgres://u:geheim@127.0.0.1:${port}/zhidai`,
      DATA_DIR: dataDir,
    });
    server.close();
    expect(refusedUser.code).to.equal(1);
    expect(refusedUser.output)
      .to.match(/^The database refuses the user or password/m)
      .and.not.to.match(/ at |geheim/);
  });

  it('says in a sentence that the signing key is damaged or another one, and takes a new one when it is lost', async () => {
    const file = path.join(dataDir, 'signing-key.pem');
    const key = await readFile(file, 'utf8');
    await writeFile(file, key.slice(0, 40));
    const damaged = await run('start', { DATA_DIR: dataDir });
    expect([damaged.code, damaged.output.includes('npm run key:rotate -- --lost')], damaged.output).to.deep.equal([
      1,
      true,
    ]);
    await rm(file);
    const another = await run('start', { DATA_DIR: dataDir });
    expect(another.code).to.equal(1);
    expect(another.output)
      .to.match(/^SIGNING_KEY: this database is served with the key/m)
      .and.not.to.match(/^ +at /m);
    expect((await run('key:rotate', { DATA_DIR: dataDir }, '--lost')).code).to.equal(0);
    const running = new Running('start', { DATA_DIR: dataDir });
    await signInAsAdmin(await running.url());
    expect(await running.stop()).to.equal(0);
  });

  it('says in a sentence that a data folder is of a later version', async () => {
    const later = async (): Promise<string> => {
      const { code, output } = await run('start', { DATA_DIR: dataDir });
      expect(code, output).to.equal(1);
      expect(output).to.not.match(/^ +at /m);
      return output;
    };
    const server = await startEmbedded({ dataDir, mode: 'attach', connect: connectTo });
    const owner = await connectTo(server.owner);
    await owner.query(`insert into kysely_migration (name, timestamp) values ('9999-later', '')`);
    await owner.end();
    await server.stop();
    expect(await later()).to.include('belongs to a later version of this program (9999-later)');
    await writeFile(path.join(dataDir, 'postgres', 'PG_VERSION'), '99\n');
    expect(await later()).to.match(/PostgreSQL 99/);
  });

  it('exits with an error that names each invalid setting and what is expected', async () => {
    const { code, output } = await run('start', {
      DATA_DIR: dataDir,
      SESSION_IDLE_MINUTES: '1000',
      SESSION_IDLE_HOURS: '12',
      SIGNING_KEY: 'geheim',
      TRUST_PROXY: 'everybody',
    });
    expect(code).to.equal(1);
    expect(output)
      .to.match(/^SESSION_IDLE_MINUTES: expected at most 720/m)
      .and.to.match(/^SESSION_IDLE_HOURS: expected SESSION_IDLE_MINUTES/m)
      .and.to.match(/^SIGNING_KEY: expected an EC private key/m)
      .and.to.match(/^TRUST_PROXY: expected loopback/m)
      .and.not.to.contain('geheim')
      .and.not.to.match(/^ +at /m);
  });
});
