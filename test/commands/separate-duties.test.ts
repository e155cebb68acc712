import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { Client, type Reply } from '../support/client.ts';
import { run, Running } from '../support/process.ts';

const PASSWORD = 'Correct-Horse-9';
const PRINTED = /password \/ 密码: (\S+)/;

describe('npm start with SEPARATE_DUTIES', function () {
  this.timeout(90_000);
  let dataDir: string;
  before(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'zhidai-duties-'));
  });
  after(() => rm(dataDir, { recursive: true, force: true }));

  const login = (url: string, name: string, password: string): Promise<Reply> =>
    new Client(url).post('/auth/login', { login: name, password });
  const signedIn = async (url: string, name: string, password: string): Promise<Client> => {
    const reply = await login(url, name, password);
    expect(reply.status, reply.text).to.equal(200);
    return new Client(url, () => reply.body.accessToken);
  };
  const begun = async (url: string, name: string, oneTime: string): Promise<Client> => {
    const client = await signedIn(url, name, oneTime);
    expect((await client.post('/auth/password', { oldPassword: oneTime, newPassword: PASSWORD })).status).to.equal(204);
    return client;
  };

  it('has the first administrator hand over, closes it, and holds after a restart', async () => {
    const first = new Running('start', { DATA_DIR: dataDir, SEPARATE_DUTIES: 'true' });
    const url = await first.url();
    const [, oneTime] = await first.says(PRINTED);
    await first.says(/SEPARATE_DUTIES: /);
    const admin = await begun(url, 'admin', oneTime!);
    expect((await admin.put('/admin/banks/ICBC', { name: '工商银行' })).status).to.equal(403);
    const created = async (name: string, role: string): Promise<any> => {
      const reply = await admin.post('/admin/accounts', { login: name, role, displayName: '管理员' });
      expect(reply.status, reply.text).to.equal(201);
      return reply.body;
    };
    const system = await created('system1', 'system_admin');
    const audit = await created('audit1', 'audit_admin');
    const security = [await created('security1', 'security_admin'), await created('security2', 'security_admin')];
    const one = await begun(url, 'security1', security[0].oneTimePassword);
    expect((await admin.get('/auth/me')).status).to.equal(200);
    await begun(url, 'security2', security[1].oneTimePassword);
    expect((await admin.get('/auth/me')).status).to.equal(401);
    expect((await login(url, 'admin', PASSWORD)).status).to.equal(401);

    const confirmed = await one.post(`/admin/accounts/${audit.id}/confirm`, undefined, { 'If-Match': '"1"' });
    expect(confirmed.status, confirmed.text).to.equal(200);
    const auditor = await begun(url, 'audit1', confirmed.body.oneTimePassword);
    expect((await auditor.get('/trail?type=account')).status).to.equal(200);
    const keeper = await begun(url, 'system1', system.oneTimePassword);
    expect((await keeper.put('/admin/banks/ICBC', { name: '工商银行' })).status).to.equal(201);
    expect(await first.stop()).to.equal(0);

    const second = new Running('start', { DATA_DIR: dataDir, SEPARATE_DUTIES: 'true' });
    const again = await second.url();
    expect((await login(again, 'admin', PASSWORD)).status).to.equal(401);
    expect(second.output).not.to.include('SEPARATE_DUTIES');
    await second.stop();
  });

  it('lets admin:reset take security administrators alone, the named one if one is named', async () => {
    const settings = { DATA_DIR: dataDir, SEPARATE_DUTIES: 'true' };
    const usual = await run('admin:reset', settings);
    expect(usual.output).to.include('security1').and.include('security_admin');
    const named = await run('admin:reset', settings, 'security2');
    expect([named.code, /login \/ 登录名: security2/.test(named.output)], named.output).to.deep.equal([0, true]);
    // Neither can work now, so `admin` may hand over again; but never an account without that duty.
    for (const name of ['system1', 'nobody']) {
      const { code, output } = await run('admin:reset', settings, name);
      expect([code, output.startsWith(`${name}: no account`)], output).to.deep.equal([1, true]);
    }
  });

  it('gives all duties back when the setting is off, and says so in the audit trail', async () => {
    const running = new Running('start', { DATA_DIR: dataDir });
    const url = await running.url();
    const { output } = await run('admin:reset', { DATA_DIR: dataDir }, 'admin');
    const admin = await begun(url, 'admin', PRINTED.exec(output)![1]!);
    expect((await admin.get('/auth/me')).body.role).to.equal('admin');
    expect((await admin.put('/admin/banks/CCB', { name: '建设银行' })).status).to.equal(201);
    const auditor = await signedIn(url, 'audit1', PASSWORD);
    const { items } = (await auditor.get('/trail?type=registry')).body;
    expect(items.map((event: any) => event.action)).to.deep.equal(['duties.combine', 'duties.separate']);
    await running.stop();
  });
});
