import { hash as argon2 } from '@node-rs/argon2';
import { expect } from 'chai';
import { fieldErrors } from '../support/problem.ts';
import { signIn } from '../support/sign-in.ts';
import { openWorld, PASSWORD, type World } from '../support/world.ts';
import { Client, type Reply } from '../support/client.ts';
import { ACTOR_SETTINGS } from '../support/raw.ts';

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
    expect(fieldErrors(await change(officer, 'abcabcabcabc'))).to.deep.equal(['newPassword PASSWORD_TOO_WEAK']);
    expect(fieldErrors(await change(officer, 'My-Officer-2026'))).to.deep.equal(['newPassword PASSWORD_TOO_WEAK']);
    expect(fieldErrors(await change(officer, PASSWORD))).to.deep.equal(['newPassword PASSWORD_UNCHANGED']);
    expect(fieldErrors(await change(officer, `Aa1-${'x'.repeat(125)}`))).to.deep.equal(['newPassword TOO_LONG']);
    expect(fieldErrors(await change(officer, '工商银行株洲分行知贷2026'))).to.deep.equal([
      'newPassword PASSWORD_TOO_WEAK',
    ]);
    expect(fieldErrors(await officer.post('/auth/password', {}))).to.have.members([
      'oldPassword REQUIRED',
      'newPassword REQUIRED',
    ]);
    expect((await login('officer')).status, 'nothing has changed').to.equal(200);
  });

  it('accepts long phrases of any kind of characters, and does not mind how they are typed', async () => {
    const officer = await signedIn('officer');
    let now = PASSWORD;
    for (const phrase of [
      'purple elephants rarely juggle quietly',
      '春天的蝴蝶喜欢吃辣椒炒蛋',
      '𠮷野家的牛肉饭真好吃呀呀呀',
      'q7w-Wz!pV2mX',
      '昨天下午我在湘江边看见一只白鹭站在旧木船上，它盯着水面很久，忽然叼起一条小鱼飞过对岸的芦苇，留下一圈圈慢慢散开的波纹。回家路上卖糖葫芦的老人送我一串山楂，说明年春天还来这里摆摊，叫我带上那把修好的竹椅和两本旧书。',
    ]) {
      const reply = await change(officer, phrase, now);
      expect(reply.status, `${phrase}: ${reply.text}`).to.equal(204);
      now = phrase;
    }
    expect((await change(officer, 'Ｌatte macchiato ﬁne dance', now)).status).to.equal(204);
    expect((await login('officer', 'Latte macchiato fine dance')).status, 'in other widths').to.equal(200);
  });

  it('still accepts a password whose hash was made of the text as it was typed', async () => {
    const asTyped = await argon2('Ｌatte macchiato ﬁne dance', { algorithm: 2 });
    await world.owner.query('begin');
    await world.owner.query(ACTOR_SETTINGS);
    await world.owner.query(`update account set password_hash = $1 where login = 'officer'`, [asTyped]);
    await world.owner.query('commit');
    expect((await login('officer', 'Ｌatte macchiato ﬁne dance')).status).to.equal(200);
    expect((await login('officer', 'Latte macchiato fine dance')).status).to.equal(401);
  });

  it('refuses the public password of the demonstration, but not in the demonstration', async () => {
    const officer = await signedIn('officer');
    expect((await change(officer, NEW)).status).to.equal(204);
    const refused = await change(officer, PASSWORD, NEW);
    expect(fieldErrors(refused)).to.deep.equal(['newPassword PASSWORD_TOO_WEAK']);
    expect(refused.body.errors[0].message).to.contain('demonstration');
    await world.owner.query('begin');
    await world.owner.query(ACTOR_SETTINGS);
    await world.owner.query('update registry set demo = true');
    await world.owner.query('commit');
    expect((await change(officer, PASSWORD, NEW)).status).to.equal(204);
  });

  it('says before, in the language of the reader, what to do about a weak password', async () => {
    const officer = await signedIn('officer');
    const check = async (newPassword: string, language = 'en'): Promise<any> =>
      (await officer.post('/auth/password/check', { newPassword }, { 'Accept-Language': language })).body;
    expect(await check('purple elephants rarely juggle')).to.deep.equal({ accepted: true, errors: [] });
    for (const [weak, why, zh] of [
      ['passwordpassword', 'repetitions', '重复'],
      ['iloveyou1234', 'common passwords', '常用'],
      ['qwertyuiop12345', 'rows of keys|common', '键盘|常用'],
      ['officer-ICBC-2026', 'names of product', '不计入强度'],
      ['Zhidai-demo-2026', 'public password', '演示密码'],
    ] as const) {
      const found = await check(weak);
      expect(found.accepted, weak).to.equal(false);
      expect(found.errors[0]).to.deep.include({ path: 'newPassword', code: 'PASSWORD_TOO_WEAK' });
      expect(found.errors[0].message, weak).to.match(new RegExp(why));
      expect((await check(weak, 'zh-CN')).errors[0].message, weak).to.match(new RegExp(zh));
    }
    expect((await check('short')).errors[0]).to.deep.include({ code: 'TOO_SHORT' });
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

  describe('a one-time password', () => {
    const made = async (): Promise<{ id: string; oneTimePassword: string }> =>
      (
        await (
          await world.as('admin')
        ).post('/admin/accounts', {
          login: 'newcomer',
          role: 'officer',
          displayName: '新柜员',
          bankCode: 'CCB',
        })
      ).body;
    const spent = async (password: string): Promise<void> => {
      const reply = await login('newcomer', password);
      expect([reply.status, reply.body.code, reply.body.errors[0]?.code]).to.deep.equal([
        401,
        'BAD_CREDENTIALS',
        'ONE_TIME_PASSWORD_SPENT',
      ]);
    };

    it('signs in once, also of several at a time, and still changes to another in that session', async () => {
      const { oneTimePassword } = await made();
      const replies = await Promise.all(Array.from({ length: 3 }, () => login('newcomer', oneTimePassword)));
      expect(replies.map(({ status }) => status).sort()).to.deep.equal([200, 401, 401]);
      await spent(oneTimePassword);
      const { accessToken } = replies.find(({ status }) => status === 200)!.body;
      const newcomer = new Client(world.url, () => accessToken);
      expect((await change(newcomer, NEW, oneTimePassword)).status).to.equal(204);
      expect((await login('newcomer', NEW)).status).to.equal(200);
      expect((await login('newcomer', oneTimePassword)).body.errors, 'nothing about an old password').to.deep.equal([]);
    });

    it('expires after a day, and a reset makes another', async () => {
      const { id, oneTimePassword } = await made();
      world.time.now = new Date(world.time.now.getTime() + 24 * 3_600_000 + 1000);
      await spent(oneTimePassword);
      const reset = await (await world.as('admin')).post(`/admin/accounts/${id}/reset-password`);
      expect((await login('newcomer', reset.body.oneTimePassword)).status).to.equal(200);
      await spent(reset.body.oneTimePassword);
      const again = await (await world.as('admin')).post(`/admin/accounts/${id}/reset-password`);
      expect((await login('newcomer', again.body.oneTimePassword)).status, 'the next one').to.equal(200);
    });
  });
});
