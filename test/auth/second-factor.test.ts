import { generateKeyPairSync } from 'node:crypto';
import { expect } from 'chai';
import { Secret, TOTP } from 'otpauth';
import { createPasswords } from '../../src/features/auth/hashing.ts';
import { resetAdmin } from '../../src/features/auth/bootstrap.ts';
import { resealSecrets } from '../../src/features/auth/second-factor.service.ts';
import { openSecret, sealSecret, stepOfCode } from '../../src/features/auth/totp.ts';
import { createTokens } from '../../src/http/tokens.ts';
import { Client, type Reply } from '../support/client.ts';
import { openWorld, PASSWORD, type World } from '../support/world.ts';

const code = (reply: Reply): string =>
  `${reply.status} ${reply.body?.code} ${reply.body?.errors?.[0]?.code ?? ''}`.trim();

describe('the second factor', () => {
  let world: World;
  const post = (path: string, body: unknown): Promise<Reply> => world.anybody().post(path, body);
  const login = (name: string, proof: object = {}, password = PASSWORD): Promise<Reply> =>
    post('/auth/login', { login: name, password, ...proof });
  const later = (seconds: number): void => {
    world.time.now = new Date(world.time.now.getTime() + seconds * 1000);
  };
  /** The code that an authenticator app shows so many seconds from now. */
  const codeOf = (secret: string, seconds = 0): string =>
    TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: world.time.now.getTime() + seconds * 1000 });
  const signedIn = async (name: string): Promise<Client> => {
    const { body } = await login(name);
    return new Client(world.url, () => body.accessToken);
  };
  /** Sets up a second factor. The clock is half a minute later then: the code of the set-up is used. */
  const enrol = async (name: string): Promise<{ client: Client; secret: string; recoveryCodes: string[] }> => {
    const client = await signedIn(name);
    const { secret } = (await client.post('/auth/second-factor', { password: PASSWORD })).body;
    const reply = await client.post('/auth/second-factor/confirm', { code: codeOf(secret) });
    expect(reply.status, reply.text).to.equal(200);
    later(30);
    return { client, secret, recoveryCodes: reply.body.recoveryCodes };
  };
  const events = async (): Promise<string[]> =>
    (
      await world.owner.query(
        `select actor, action, case when before is null then 'on' when after is null then 'off' else 'changed' end as what
         from trail where type = 'second_factor' order by id`,
      )
    ).rows.map(({ actor, action, what }) => `${actor} ${action} ${what}`);

  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  it('is set up with the password and a first code, and asked for at the next sign-in', async () => {
    const client = await signedIn('auditor');
    const state = async (): Promise<any> => (await client.get('/auth/second-factor')).body;
    expect(await state()).to.deep.equal({ enabled: false, required: false, since: null, recoveryCodesLeft: 0 });
    expect(code(await client.post('/auth/second-factor', { password: 'wrong-Password-1' }))).to.equal(
      '400 VALIDATION_FAILED WRONG_PASSWORD',
    );
    const { secret, uri } = (await client.post('/auth/second-factor', { password: PASSWORD })).body;
    expect(uri)
      .to.match(/^otpauth:\/\/totp\/Zhidai:auditor\?/)
      .and.to.contain(`secret=${secret}`);
    expect((await login('auditor')).status, 'nothing changes before it is confirmed').to.equal(200);
    expect(code(await client.post('/auth/second-factor/confirm', { code: '000000' }))).to.equal(
      '400 VALIDATION_FAILED WRONG_CODE',
    );
    const since = world.time.now.toISOString();
    const { recoveryCodes } = (await client.post('/auth/second-factor/confirm', { code: codeOf(secret) })).body;
    expect(recoveryCodes).to.have.length(10);
    expect(new Set(recoveryCodes).size).to.equal(10);
    for (const each of recoveryCodes) expect(each).to.match(/^([a-km-np-z2-9]{4}-){3}[a-km-np-z2-9]{4}$/);
    expect(await state()).to.deep.equal({ enabled: true, required: false, since, recoveryCodesLeft: 10 });

    const first = await login('auditor');
    expect(code(first)).to.equal('401 BAD_CREDENTIALS SECOND_FACTOR_REQUIRED');
    expect(first.body.errors[0].path).to.equal('code');
    later(30);
    const second = await login('auditor', { code: codeOf(secret) });
    expect(second.status, second.text).to.equal(200);
    expect(second.body.account).to.deep.include({ login: 'auditor', secondFactor: true });
    expect(await events()).to.deep.equal([
      'auditor auth.second-factor.begin on',
      'auditor auth.second-factor.confirm changed',
      'auditor auth.second-factor.confirm changed',
    ]);
  });

  it('ends all other sessions of the account when it is set up', async () => {
    const before = await signedIn('officer');
    const { client } = await enrol('officer');
    expect((await before.get('/auth/me')).status).to.equal(401);
    expect((await client.get('/auth/me')).body.secondFactor).to.equal(true);
  });

  it('says after the right password only that there is one', async () => {
    await enrol('officer');
    const [with2, without, unknown] = [
      await login('officer', {}, 'wrong-Password-1'),
      await login('officer2', {}, 'wrong-Password-1'),
      await login('officer', { code: '123456' }, 'wrong-Password-1'),
    ];
    for (const reply of [with2, without, unknown])
      expect({ ...reply.body, requestId: '' }).to.deep.equal({ ...without.body, requestId: '' });
    expect(without.body.errors).to.deep.equal([]);
  });

  it('accepts codes of one step before and after, in any width, and each once', async () => {
    const { secret } = await enrol('officer');
    later(300);
    expect(code(await login('officer', { code: codeOf(secret, -60) }))).to.equal('401 BAD_CREDENTIALS WRONG_CODE');
    expect(code(await login('officer', { code: codeOf(secret, 60) }))).to.equal('401 BAD_CREDENTIALS WRONG_CODE');
    const early = codeOf(secret, -30);
    expect((await login('officer', { code: `${early.slice(0, 3)} ${early.slice(3)}` })).status).to.equal(200);
    expect(code(await login('officer', { code: early })), 'again').to.equal('401 BAD_CREDENTIALS WRONG_CODE');
    const late = codeOf(secret, 30);
    const wide = late.replaceAll(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
    expect((await login('officer', { code: wide })).status).to.equal(200);
    expect(code(await login('officer', { code: codeOf(secret) })), 'of an earlier step').to.equal(
      '401 BAD_CREDENTIALS WRONG_CODE',
    );
  });

  it('lets one of several sign in that use the same code at the same time', async () => {
    const { secret } = await enrol('officer');
    const replies = await Promise.all(Array.from({ length: 4 }, () => login('officer', { code: codeOf(secret) })));
    expect(replies.map(({ status }) => status).sort()).to.deep.equal([200, 401, 401, 401]);
  });

  it('counts wrong codes as failures, which a right password without a code does not take back', async () => {
    const { secret } = await enrol('officer');
    for (let i = 0; i < 5; i += 1) {
      expect(code(await login('officer', { code: '000000' }))).to.equal('401 BAD_CREDENTIALS WRONG_CODE');
      if (i < 4) expect(code(await login('officer'))).to.equal('401 BAD_CREDENTIALS SECOND_FACTOR_REQUIRED');
    }
    expect(code(await login('officer', { code: codeOf(secret) }))).to.equal('429 ACCOUNT_LOCKED');
  });

  it('does not count the first of the two steps as a failure', async () => {
    const { secret } = await enrol('officer');
    for (let i = 0; i < 8; i += 1) expect((await login('officer')).status).to.equal(401);
    expect((await login('officer', { code: codeOf(secret) })).status).to.equal(200);
  });

  it('is replaced by a recovery code, each of which works once and is stored as a hash', async () => {
    const { recoveryCodes, client } = await enrol('officer');
    const [first, second] = recoveryCodes as [string, string];
    expect((await login('officer', { recoveryCode: first })).status).to.equal(200);
    expect(code(await login('officer', { recoveryCode: first }))).to.equal('401 BAD_CREDENTIALS WRONG_CODE');
    const spelt = ` ${second.toUpperCase().replaceAll('-', ' ')} `;
    expect((await login('officer', { recoveryCode: spelt })).status).to.equal(200);
    expect(code(await login('officer', { recoveryCode: second, code: '123456' }))).to.equal(
      '400 VALIDATION_FAILED NOT_ALLOWED',
    );
    expect((await client.get('/auth/second-factor')).body.recoveryCodesLeft).to.equal(8);
    const { rows } = await world.owner.query('select r::text as text from recovery_code r');
    expect(rows).to.have.length(8);
    for (const { text } of rows) for (const each of recoveryCodes) expect(text).not.to.contain(each.slice(0, 4));
    expect(await events()).to.include('officer auth.login changed');
  });

  it('is removed with password and code, and gets new recovery codes in the same way', async () => {
    const { client, secret, recoveryCodes } = await enrol('officer');
    const remove = (body: object): Promise<Reply> => client.send('DELETE', '/auth/second-factor', body);
    expect(code(await remove({ password: PASSWORD }))).to.equal('400 VALIDATION_FAILED REQUIRED');
    expect(code(await remove({ password: PASSWORD, code: '000000' }))).to.equal('400 VALIDATION_FAILED WRONG_CODE');
    expect(code(await remove({ password: 'wrong-Password-1', code: codeOf(secret) }))).to.equal(
      '400 VALIDATION_FAILED WRONG_PASSWORD',
    );
    const renewed = await client.post('/auth/second-factor/recovery-codes', {
      password: PASSWORD,
      recoveryCode: recoveryCodes[0],
    });
    expect(renewed.status, renewed.text).to.equal(200);
    expect(code(await login('officer', { recoveryCode: recoveryCodes[1] })), 'an old one').to.match(/WRONG_CODE/);
    expect((await login('officer', { recoveryCode: renewed.body.recoveryCodes[1] })).status).to.equal(200);
    expect(code(await client.post('/auth/second-factor', { password: PASSWORD }))).to.equal('409 STATE_CONFLICT');
    expect((await remove({ password: PASSWORD, code: codeOf(secret) })).status).to.equal(204);
    expect((await login('officer')).status).to.equal(200);
    expect(code(await remove({ password: PASSWORD, code: codeOf(secret, 30) }))).to.equal('409 STATE_CONFLICT');
    expect(await events()).to.include('officer auth.second-factor.remove off');
  });

  it('has to begin again when it is not confirmed within the hour', async () => {
    const client = await world.as('officer');
    expect(code(await client.post('/auth/second-factor/confirm', { code: '000000' }))).to.equal('409 STATE_CONFLICT');
    const { secret } = (await client.post('/auth/second-factor', { password: PASSWORD })).body;
    later(3601);
    expect(code(await client.post('/auth/second-factor/confirm', { code: codeOf(secret) }))).to.equal(
      '409 STATE_CONFLICT',
    );
    const again = (await client.post('/auth/second-factor', { password: PASSWORD })).body;
    expect(again.secret).not.to.equal(secret);
    expect((await client.post('/auth/second-factor/confirm', { code: codeOf(again.secret) })).status).to.equal(200);
  });

  it('is removed by an administrator for somebody else, which ends the sessions and is in the audit trail', async () => {
    const { client } = await enrol('auditor');
    const admin = await world.as('admin');
    const { accountId } = (await world.as('auditor')).ids;
    const path = `/admin/accounts/${accountId}`;
    expect((await admin.get(path)).body.secondFactor).to.equal(true);
    expect((await admin.post(`${path}/reset-second-factor`)).status).to.equal(204);
    expect((await admin.get(path)).body.secondFactor).to.equal(false);
    expect((await client.get('/auth/me')).status).to.equal(401);
    expect((await login('auditor')).status).to.equal(200);
    expect((await events()).at(-1)).to.equal('admin account.reset-second-factor off');
    expect((await admin.post(`${path}/reset-second-factor`)).status, 'there is none').to.equal(204);
    const own = await admin.post(`/admin/accounts/${admin.ids.accountId}/reset-second-factor`);
    expect(code(own)).to.equal('409 CONFLICT');
  });

  it('is removed by the command that resets the administrator', async () => {
    await enrol('admin');
    const { oneTimePassword } = await resetAdmin(
      world.db,
      createPasswords({ concurrency: 1, queueLimit: 1 }),
      world.time.now,
    );
    expect((await login('admin', {}, oneTimePassword)).status).to.equal(200);
  });

  it('is stored encrypted, for one account, with the key that the signing key gives', async () => {
    const { secret } = await enrol('officer');
    const { rows } = await world.owner.query('select account_id, secret, key_id from second_factor');
    const [{ account_id: accountId, ...sealed }] = rows;
    expect(sealed.key_id).to.equal(world.tokens.keyId);
    expect(sealed.secret.toString('latin1')).not.to.contain(secret);
    expect(openSecret(world.tokens, accountId, sealed)).to.equal(secret);
    expect(openSecret(world.tokens, '00000000-0000-4000-8000-000000000000', sealed), 'moved').to.equal(null);
    const other = createTokens(
      generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'pem', type: 'pkcs8' }) as string,
    );
    expect(openSecret(other, accountId, sealed), 'another signing key').to.equal(null);
    sealed.secret[sealed.secret.length - 1] ^= 1;
    expect(openSecret(world.tokens, accountId, sealed), 'tampered').to.equal(null);
    const one = sealSecret(world.tokens, accountId, secret).secret;
    expect(one.equals(sealSecret(world.tokens, accountId, secret).secret), 'never the same twice').to.equal(false);
    const trail = await world.owner.query(`select after::text || coalesce(before::text, '') as text from trail`);
    for (const { text } of trail.rows) expect(text ?? '').not.to.match(/"secret"/);
  });

  it('is encrypted anew after a change of the signing key, while the old one is known', async () => {
    const { secret } = await enrol('officer');
    const next = createTokens(
      generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'pem', type: 'pkcs8' }) as string,
    );
    const at = world.time.now;
    expect(await resealSecrets(world.db, next, at), 'without the old key').to.deep.equal({
      resealed: 0,
      unreadable: 1,
    });
    const both = {
      keyId: next.keyId,
      derive: (purpose: string) => next.derive(purpose),
      derived: (purpose: string) => [next.derive(purpose), world.tokens.derive(purpose)],
    };
    expect(await resealSecrets(world.db, both, at)).to.deep.equal({ resealed: 1, unreadable: 0 });
    const { rows } = await world.owner.query('select account_id, secret, key_id from second_factor');
    expect(rows[0].key_id).to.equal(next.keyId);
    expect(openSecret(next, rows[0].account_id, rows[0])).to.equal(secret);
    expect(await resealSecrets(world.db, both, at)).to.deep.equal({ resealed: 0, unreadable: 0 });
  });

  it('takes the six digits of RFC 6238 and nothing else', () => {
    // Appendix B: the secret is the ASCII text 12345678901234567890; the last six digits of its table.
    const secret = Secret.fromLatin1('12345678901234567890').base32;
    const at = new Date(1_111_111_109_000);
    expect(stepOfCode(secret, '081804', at)).to.equal(37037036);
    for (const wrong of ['81804', '0818040', '-81804', '8.1804', '', '08180４x', 'x'.repeat(10_000)])
      expect(stepOfCode(secret, wrong, at), wrong.slice(0, 20)).to.equal(null);
  });

  describe('where it is required', () => {
    beforeEach(async () => {
      await world.close();
      world = await openWorld({ secondFactor: 'required' });
    });

    for (const name of ['admin', 'auditor', 'regional'])
      it(`lets ${name} without one sign in to set it up, and do nothing else`, async () => {
        const reply = await login(name);
        expect(reply.status, reply.text).to.equal(200);
        expect(reply.body.account.mustEnrolSecondFactor).to.equal(true);
        const client = new Client(world.url, () => reply.body.accessToken);
        for (const path of ['/regions', '/totals?from=2026&to=2026', '/admin/accounts', '/auth/sessions'])
          expect(code(await client.get(path)), path).to.equal('403 FORBIDDEN');
        expect((await client.get('/auth/me')).body).to.deep.equal(reply.body.account);
        const { secret } = (await client.post('/auth/second-factor', { password: PASSWORD })).body;
        expect((await client.get('/regions')).status, 'not confirmed').to.equal(403);
        expect((await client.post('/auth/second-factor/confirm', { code: codeOf(secret) })).status).to.equal(200);
        expect((await client.get('/regions')).status).to.equal(200);
        expect((await client.get('/auth/me')).body).to.deep.include({ mustEnrolSecondFactor: false });
        expect((await client.get('/auth/second-factor')).body.required).to.equal(true);
      });

    it('lets officers and firms sign in without', async () => {
      for (const name of ['officer', 'firm']) {
        const client = await signedIn(name);
        expect((await client.get('/regions')).status, name).to.equal(200);
        expect((await client.get('/auth/me')).body.mustEnrolSecondFactor).to.equal(false);
      }
    });

    it('asks for the new password before', async () => {
      const { oneTimePassword } = await resetAdmin(
        world.db,
        createPasswords({ concurrency: 1, queueLimit: 1 }),
        world.time.now,
      );
      const { body } = await login('admin', {}, oneTimePassword);
      const client = new Client(world.url, () => body.accessToken);
      expect(code(await client.post('/auth/second-factor', { password: oneTimePassword }))).to.equal('403 FORBIDDEN');
      const newPassword = 'purple elephants rarely juggle';
      expect((await client.post('/auth/password', { oldPassword: oneTimePassword, newPassword })).status).to.equal(204);
      expect((await client.post('/auth/second-factor', { password: newPassword })).status).to.equal(200);
    });
  });
});
