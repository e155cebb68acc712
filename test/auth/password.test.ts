import { expect } from 'chai';
import { fieldErrors } from '../support/problem.ts';
import { signIn } from '../support/sign-in.ts';
import { openWorld, PASSWORD, type World } from '../support/world.ts';
import { Client, type Reply } from '../support/client.ts';

const NEW = 'Another-pass-2026';

describe('changing one’s own password', () => {
  let world: World;
  const login = (name: string, password = PASSWORD): Promise<Reply> =>
    world.anybody().post('/auth/login', { login: name, password });
  const signedIn = (name: string, password = PASSWORD): Promise<Client> => signIn(world.url, name, password);
  const change = (client: Client, newPassword: string, oldPassword = PASSWORD): Promise<Reply> =>
    client.post('/auth/password', { oldPassword, newPassword });
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  it('ends all other sessions of the account', async () => {
    const [here, there, other] = [await signedIn('officer'), await signedIn('officer'), await signedIn('officer2')];
    const reply = await change(here, NEW);
    expect(reply.status, reply.text).to.equal(204);
    expect((await here.get('/auth/me')).status).to.equal(200);
    expect((await there.get('/auth/me')).status).to.equal(401);
    expect((await other.get('/auth/me')).status).to.equal(200);
    expect((await login('officer')).status).to.equal(401);
    expect((await login('officer', NEW)).status).to.equal(200);
  });

  it('reports errors of the old and the new password', async () => {
    const officer = await signedIn('officer');
    expect(fieldErrors(await change(officer, NEW, 'wrong-Password-1'))).to.deep.equal(['oldPassword WRONG_PASSWORD']);
    expect(fieldErrors(await change(officer, 'short', 'wrong-Password-1'))).to.deep.equal([
      'oldPassword WRONG_PASSWORD',
      'newPassword TOO_SHORT',
    ]);
    expect(fieldErrors(await change(officer, 'alllowercase'))).to.deep.equal(['newPassword PASSWORD_TOO_WEAK']);
    expect(fieldErrors(await change(officer, 'My-Officer-2026'))).to.deep.equal(['newPassword PASSWORD_TOO_WEAK']);
    expect(fieldErrors(await change(officer, PASSWORD))).to.deep.equal(['newPassword PASSWORD_UNCHANGED']);
    expect(fieldErrors(await change(officer, `Aa1-${'x'.repeat(125)}`))).to.deep.equal(['newPassword TOO_LONG']);
    expect(fieldErrors(await officer.post('/auth/password', {}))).to.have.members([
      'oldPassword REQUIRED',
      'newPassword REQUIRED',
    ]);
    expect((await login('officer')).status, 'nothing has changed').to.equal(200);
  });

  it('counts wrong old passwords as failed sign-ins', async () => {
    const officer = await signedIn('officer');
    for (let i = 0; i < 5; i += 1) fieldErrors(await change(officer, NEW, 'wrong-Password-1'));
    const locked = await change(officer, NEW);
    expect(locked.status).to.equal(429);
    expect(locked.body.code).to.equal('ACCOUNT_LOCKED');
    expect(locked.headers.get('retry-after')).to.equal('900');
    expect((await login('officer')).status).to.equal(429);
  });

  it('succeeds for one of two concurrent changes', async () => {
    const [here, there] = [await signedIn('officer'), await signedIn('officer')];
    const replies = await Promise.all([change(here, `${NEW}-a`), change(there, `${NEW}-b`)]);
    expect(replies.filter((reply) => reply.status === 204)).to.have.length(1);
    const { rows } = await world.owner.query('select count(*)::int as open from session where ended_at is null');
    expect(rows[0].open).to.equal(1);
  });

  it('is required before anything else after sign-in with a one-time password', async () => {
    const admin = await world.as('admin');
    const made = (
      await admin.post('/admin/accounts', {
        login: 'newcomer',
        role: 'officer',
        displayName: '新柜员',
        bankCode: 'CCB',
      })
    ).body;
    const { body } = await login('newcomer', made.oneTimePassword);
    expect(body.account.mustChangePassword).to.equal(true);
    const newcomer = new Client(world.url, () => body.accessToken);
    for (const path of ['/filings', '/regions', '/totals?from=2026&to=2026']) {
      const reply = await newcomer.get(path);
      expect(`${reply.status} ${reply.body.code}`, path).to.equal('403 FORBIDDEN');
    }
    expect((await newcomer.get('/auth/me')).body).to.deep.include({ login: 'newcomer', mustChangePassword: true });
    expect((await change(newcomer, NEW, made.oneTimePassword)).status).to.equal(204);
    expect((await newcomer.get('/regions')).status).to.equal(200);
    expect((await newcomer.get('/auth/me')).body.mustChangePassword).to.equal(false);
  });
});
