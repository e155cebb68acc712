import { expect } from 'chai';
import { Secret, TOTP } from 'otpauth';
import { Client } from '../support/client.ts';
import { openConsoleWorld } from '../support/web/console-world.ts';
import { NARROW, visiting, type Visit } from '../support/web/visit.ts';
import { PASSWORD, type World } from '../support/world.ts';

describe('sign-in and security', function () {
  this.timeout(120_000);
  let world: World;
  beforeEach(async () => {
    world = await openConsoleWorld();
  });
  afterEach(() => world?.close());

  const options = (more: object = {}): { url: string; now: Date } => ({ url: world.url, now: world.time.now, ...more });
  const codeOf = (secret: string): string =>
    TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: world.time.now.getTime() });
  const later = async (visit: Visit | null, seconds: number): Promise<void> => {
    world.time.now = new Date(world.time.now.getTime() + seconds * 1000);
    await visit?.context.clock.setSystemTime(world.time.now);
  };
  const button = (visit: Visit, name: string | RegExp) => visit.page.getByRole('button', { name, exact: true });
  const fill = async (visit: Visit, label: string, text: string): Promise<void> => {
    await visit.tabTo(visit.page.getByLabel(label, { exact: true }));
    await visit.type(text);
  };
  /** Sets up a second factor over the API. */
  const enrol = async (login: string): Promise<{ secret: string; recoveryCodes: string[] }> => {
    const client = await world.as(login);
    const { secret } = (await client.post('/auth/second-factor', { password: PASSWORD })).body;
    const { recoveryCodes } = (await client.post('/auth/second-factor/confirm', { code: codeOf(secret) })).body;
    await later(null, 30);
    return { secret, recoveryCodes };
  };
  const signInByKeyboard = async (visit: Visit, login: string): Promise<void> => {
    await visit.page.locator('input[name=login]:focus').waitFor();
    await visit.type(login);
    await visit.press('Tab');
    await visit.type(PASSWORD);
    await visit.press('Enter');
  };

  it('sets up a second factor by keyboard: password, QR code, recovery codes; and turns it off', () =>
    visiting({ ...options(), as: 'auditor', at: '/security' }, async (visit) => {
      visit.tolerate(400, /second-factor/);
      await visit.accessible('the page');
      await visit.use(button(visit, '启用动态验证码'));
      const dialog = visit.page.getByRole('dialog');
      await visit.page.locator('[role=dialog] input[name=password]:focus').waitFor();
      await visit.type('wrong');
      await visit.press('Enter');
      await visit.see('密码不正确');
      await visit.accessible('the first step');
      await dialog.locator('input[name=password]').fill(PASSWORD);
      await visit.press('Enter');
      await visit.see(dialog.getByRole('img', { name: '供验证器应用扫描的二维码' }));
      await visit.accessible('the second step');
      await visit.use(button(visit, '无法扫码？手工输入密钥'));
      const secret = (await dialog.locator('code').innerText()).replaceAll(' ', '');
      await visit.tabTo(visit.page.locator('input[name=code]'));
      await visit.type(codeOf(secret));
      await visit.press('Enter');
      await visit.see('恢复码只显示这一次');
      await visit.accessible('the recovery codes');
      const codes = await dialog.locator('.recovery-codes code').allInnerTexts();
      expect(codes).to.have.length(10);
      await visit.use(dialog.getByRole('checkbox'), 'Space');
      await visit.use(button(visit, '完成'));
      await visit.see('动态验证码已启用');
      await visit.see('还有 10 个恢复码');
      await visit.use(button(visit, '停用动态验证码'));
      await fill(visit, '密码', PASSWORD);
      await visit.use(button(visit, '手机不在身边？使用恢复码'));
      await visit.page.locator('input[name=recoveryCode]:focus').waitFor();
      await visit.type(codes[0]!);
      await visit.press('Enter');
      await visit.see('动态验证码已停用');
      await visit.see(button(visit, '启用动态验证码'));
    }));

  it('asks for the code after the password, and takes a recovery code instead', async () => {
    const { secret, recoveryCodes } = await enrol('officer');
    await visiting(options(), async (visit) => {
      visit.tolerate(401, /auth\/login$/);
      await visit.goto('/');
      await signInByKeyboard(visit, 'officer');
      await visit.page.locator('input[name=code]:focus').waitFor();
      await visit.accessible('the second step');
      await visit.press('Enter');
      await visit.see('请输入验证码。');
      await visit.type('000000');
      await visit.press('Enter');
      await visit.see('验证码不正确或已用过');
      await visit.page.locator('input[name=code]').fill(codeOf(secret));
      await visit.press('Enter');
      await visit.see(visit.page.getByRole('heading', { name: '本行备案' }));
      await visit.use(button(visit, '退出登录'));
      await visit.see('已退出登录');
      await signInByKeyboard(visit, 'officer');
      await visit.use(button(visit, '手机不在身边？使用恢复码'));
      await visit.type(recoveryCodes[0]!);
      await visit.press('Enter');
      await visit.see(visit.page.getByRole('heading', { name: '本行备案' }));
    });
  });

  it('opens nothing else before a required second factor is set up', async () => {
    await world.close();
    world = await openConsoleWorld({ secondFactor: 'required' });
    await visiting(options({ viewport: NARROW }), async (visit) => {
      await visit.goto('/');
      await signInByKeyboard(visit, 'admin');
      await visit.see(visit.page.getByRole('heading', { name: '请先启用动态验证码' }));
      await visit.accessible('the page of a required second factor');
      await visit.fits('the page of a required second factor');
      await fill(visit, '密码', PASSWORD);
      await visit.press('Enter');
      await visit.see(visit.page.getByRole('img', { name: '供验证器应用扫描的二维码' }));
      await visit.use(button(visit, '无法扫码？手工输入密钥'));
      const secret = (await visit.page.locator('.password-text code').innerText()).replaceAll(' ', '');
      await visit.tabTo(visit.page.locator('input[name=code]'));
      await visit.type(codeOf(secret));
      await visit.press('Enter');
      await visit.fits('the recovery codes');
      await visit.use(visit.page.getByRole('checkbox'), 'Space');
      await visit.use(button(visit, '完成'));
      await visit.see(visit.page.getByRole('heading', { name: '账号', level: 1 }));
    });
  });

  it('lists where one is signed in, and ends the others', async () => {
    const { body } = await world
      .anybody()
      .post('/auth/login', { login: 'officer', password: PASSWORD }, { 'User-Agent': 'curl/8.5.0' });
    const other = new Client(world.url, () => body.accessToken);
    await visiting({ ...options(), as: 'officer', at: '/security', viewport: NARROW }, async (visit) => {
      await visit.see('curl 8.5.0');
      await visit.see('本次登录');
      await visit.fits('the page');
      await visit.accessible('the page');
      await visit.use(visit.page.getByRole('button', { name: /^退出 curl/ }));
      await visit.gone(visit.page.getByText('curl 8.5.0'));
      expect((await other.get('/auth/me')).status).to.equal(401);
      await world.as('officer');
      await visit.page.reload();
      await visit.use(button(visit, '退出其他所有登录'));
      await visit.see('已退出其他 1 个登录');
      expect(
        (await world.owner.query('select count(*)::int as open from session where ended_at is null')).rows[0].open,
      ).to.equal(1);
    });
  });

  it('says while one types whether a new password will do', () =>
    visiting({ ...options(), as: 'officer', at: '/security' }, async (visit) => {
      const advice = visit.page.locator('.password-advice');
      await fill(visit, '新密码', 'qwertyuiop12');
      await advice.filter({ hasText: '容易被猜到' }).waitFor();
      await visit.accessible('the advice');
      await visit.type(' 春天的蝴蝶喜欢吃辣椒');
      await advice.filter({ hasText: '可以使用' }).waitFor();
    }));

  describe('with five idle minutes', () => {
    const warning = (visit: Visit) => visit.page.getByRole('dialog', { name: '登录即将结束' });
    const expired = (visit: Visit) => visit.page.getByRole('dialog', { name: '登录已过期' });
    beforeEach(async () => {
      await world.close();
      world = await openConsoleWorld({ sessionIdleMinutes: 5 });
    });

    it('warns a minute before the session ends, lets one stay, and asks to sign in again after it has ended', () =>
      visiting({ ...options(), as: 'officer', at: '/filings/new' }, async (visit) => {
        await visit.tabTo(visit.page.getByLabel('合同编号'));
        await visit.type('HT-半路');
        // A request under way would count as one of then.
        await visit.settled();
        await later(visit, 250);
        await visit.see(warning(visit));
        await visit.see(/还有 \d+ 秒/);
        await visit.accessible('the warning');
        await visit.use(button(visit, '继续使用'));
        await visit.gone(warning(visit));
        await visit.settled();
        await later(visit, 260);
        await visit.see(warning(visit));
        await later(visit, 60);
        await visit.see(expired(visit));
        await visit.gone(warning(visit));
        await visit.page.locator('[role=dialog] input[type=password]').fill(PASSWORD);
        await visit.press('Enter');
        await visit.gone(expired(visit));
        expect(await visit.page.getByLabel('合同编号').inputValue()).to.equal('HT-半路');
      }));

    it('keeps the session of somebody who types for long without a request', () =>
      visiting({ ...options(), as: 'officer', at: '/filings/new' }, async (visit) => {
        await visit.tabTo(visit.page.getByLabel('合同编号'));
        for (let minutes = 0; minutes < 12; minutes += 3) {
          await later(visit, 180);
          const kept = visit.page.waitForResponse((response) => response.url().endsWith('/auth/me'));
          await visit.type('1');
          expect((await kept).status()).to.equal(200);
        }
        expect(await warning(visit).count()).to.equal(0);
      }));

    it('does not keep the session alive by what the page asks for while nobody is there', () =>
      visiting({ ...options(), as: 'officer', at: '/filings' }, async (visit) => {
        visit.tolerate(401, /api\/v1/);
        await later(visit, 120);
        const sent = visit.page.waitForRequest((request) => request.url().includes('/api/v1/'));
        // A change of the language reads again what is shown; no key or button was pressed.
        await visit.page.getByRole('button', { name: 'English' }).dispatchEvent('click');
        expect((await sent).headers()['zhidai-activity']).to.equal('none');
        await later(visit, 200);
        await visit.see(visit.page.getByRole('dialog', { name: 'Your session has ended' }));
      }));
  });

  it('says that every session ends after twelve hours, without a way to stay', () =>
    visiting({ ...options(), as: 'officer', at: '/filings' }, async (visit) => {
      // Sent between the end of the session and the next look at the clock.
      visit.tolerate(401, /api\/v1/);
      await later(visit, 12 * 3600 - 50);
      const warning = visit.page.getByRole('dialog', { name: '登录即将结束' });
      await visit.see(warning);
      await visit.see('12 小时上限');
      await visit.use(button(visit, '关闭'));
      await visit.gone(warning);
      await later(visit, 51);
      await visit.see(visit.page.getByRole('dialog', { name: '登录已过期' }));
    }));

  it('lets an administrator remove somebody else’s second factor', async () => {
    await enrol('auditor');
    await visiting({ ...options(), as: 'admin', at: '/accounts' }, async (visit) => {
      await visit.use(button(visit, '移除验证码 auditor'));
      await visit.accessible('the dialog');
      await visit.use(visit.page.getByRole('dialog').getByRole('button', { name: '移除动态验证码' }));
      await visit.see('auditor 的动态验证码已移除');
      await visit.gone(button(visit, '移除验证码 auditor'));
    });
  });
});
