import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { openConsoleWorld } from '../support/web/console-world.ts';
import { NARROW, visiting, type Visit } from '../support/web/visit.ts';
import { PASSWORD, type World } from '../support/world.ts';

const HOUR_MS = 3_600_000;
const OFFLINE = /net::ERR_|Failed to load resource: net/;

describe('signing in and the session', function () {
  this.timeout(120_000);
  let world: World;
  beforeEach(async () => {
    world = await openConsoleWorld();
  });
  afterEach(() => world?.close());

  const options = (more: object = {}): { url: string; now: Date } => ({ url: world.url, now: world.time.now, ...more });
  const signInByKeyboard = async (visit: Visit, login: string, password: string): Promise<void> => {
    // The login field has the focus when the page opens.
    await visit.page.locator('input[name=login]:focus').waitFor();
    await visit.type(login);
    await visit.press('Tab');
    await visit.type(password);
    await visit.press('Enter');
  };
  const openSessions = async (): Promise<number> =>
    Number((await world.owner.query('select count(*) as n from session where ended_at is null')).rows[0].n);

  it('signs in and out by keyboard, shows errors, and sends no request before sign-in', () =>
    visiting(options(), async (visit) => {
      const asked: string[] = [];
      visit.page.on('request', (request) => {
        if (request.url().includes('/api/')) asked.push(request.url());
      });
      visit.tolerate(401, /auth\/login$/);
      await visit.goto('/filings/new');
      expect(asked).to.deep.equal([]);
      await visit.accessible('the sign-in page');
      await visit.press('Enter');
      await visit.see('请输入登录名。');
      await visit.accessible('the sign-in page with errors');
      await visit.type('officer');
      await visit.press('Tab');
      await visit.type('wrong');
      await visit.press('Enter');
      await visit.see('登录名或密码不正确');
      await visit.type(PASSWORD);
      await visit.press('Enter');
      await visit.see(visit.page.getByRole('heading', { name: '新增备案', level: 1 }));
      expect(await visit.page.title()).to.equal('新增备案 · 知贷');
      expect(
        await visit.page.evaluate('document.cookie + JSON.stringify({ ...localStorage, ...sessionStorage })'),
      ).to.not.match(/eyJ/);
      await visit.use(visit.page.getByRole('button', { name: '退出登录' }));
      await visit.see('已退出登录');
      expect(await openSessions()).to.equal(0);
      await visit.page.reload();
      await visit.see(visit.page.getByRole('button', { name: '登录' }));
    }));

  it('switches to English, in the console and in messages of the service, and remembers it', () =>
    visiting(options(), async (visit) => {
      visit.tolerate(401, /auth\/login$/);
      await visit.goto('/');
      await visit.use(visit.page.getByRole('button', { name: 'English' }));
      await visit.see(visit.page.getByRole('button', { name: 'Sign in' }));
      expect(await visit.page.evaluate('document.documentElement.lang')).to.equal('en');
      await visit.tabTo(visit.page.getByLabel('Login'));
      await signInByKeyboard(visit, 'officer', 'wrong');
      await visit.see('The login or the password is wrong');
      await visit.page.reload();
      await visit.see(visit.page.getByRole('button', { name: 'Sign in' }));
      await visit.accessible('the sign-in page in English');
    }));

  it('works on a narrow screen: the menu opens and closes, and the page fits', () =>
    visiting({ ...options(), viewport: NARROW, as: 'officer', at: '/filings' }, async (visit) => {
      await visit.fits('bank filings');
      await visit.accessible('bank filings');
      await visit.use(visit.page.getByRole('button', { name: '菜单' }));
      await visit.see(visit.page.getByRole('link', { name: '本行统计' }));
      await visit.accessible('the menu');
      await visit.press('Escape');
      await visit.gone(visit.page.getByRole('link', { name: '本行统计' }));
      await visit.press('Enter');
      await visit.use(visit.page.getByRole('link', { name: '本行统计' }));
      await visit.see(visit.page.getByRole('heading', { name: '本行统计' }));
      await visit.fits('totals');
    }));

  it('has a skip link, and pages for unknown and for forbidden addresses', () =>
    visiting({ ...options(), as: 'officer', at: '/nothing/here' }, async (visit) => {
      await visit.see('没有这个页面');
      await visit.accessible('the page for unknown addresses');
      await visit.page.evaluate('document.activeElement.blur()');
      await visit.press('Tab');
      expect(await visit.page.evaluate('document.activeElement.textContent')).to.equal('跳到正文');
      await visit.press('Enter');
      expect(await visit.page.evaluate('document.activeElement.id')).to.equal('content');
      await visit.goto('/standing');
      await visit.see('您的角色不能查看此页面');
      await visit.accessible('the page for forbidden addresses');
      await visit.use(visit.page.getByRole('button', { name: '回到首页' }));
      await visit.see(visit.page.getByRole('heading', { name: '本行备案' }));
    }));

  it('requires a new password after sign-in with a one-time password', async () => {
    const made = await (
      await world.as('admin')
    ).post('/admin/accounts', { login: 'newcomer', role: 'officer', displayName: '新来的', bankCode: 'ICBC' });
    await visiting(options(), async (visit) => {
      visit.tolerate(400, /auth\/password$/);
      await visit.goto('/');
      await signInByKeyboard(visit, 'newcomer', made.body.oneTimePassword);
      await visit.see('首次登录，请设置新密码');
      await visit.accessible('the page of the first password');
      const fill = async (label: string, text: string): Promise<void> => {
        await visit.tabTo(visit.page.getByLabel(label, { exact: true }));
        await visit.type(text);
      };
      await fill('一次性密码', made.body.oneTimePassword);
      await fill('新密码', 'short');
      await fill('再次输入新密码', 'shorter');
      await visit.press('Enter');
      await visit.see('两次输入的新密码不一致');
      await visit.page.getByLabel('再次输入新密码').fill('short');
      await visit.press('Enter');
      await visit.see('至少 12 个字符');
      await visit.page.getByLabel('新密码', { exact: true }).fill('Correct-Horse-9');
      await visit.page.getByLabel('再次输入新密码').fill('Correct-Horse-9');
      await visit.press('Enter');
      await visit.see(visit.page.getByRole('heading', { name: '本行备案' }));
    });
  });

  it('refreshes an expired access token without asking the user', () =>
    visiting({ ...options(), as: 'officer', at: '/filings' }, async (visit) => {
      visit.tolerate(401, /api\/v1/);
      // Detected by a 401, as the clock of the browser has not moved …
      world.time.now = new Date(world.time.now.getTime() + HOUR_MS / 2);
      await visit.use(visit.page.getByRole('link', { name: '本行统计' }));
      await visit.see('还没有已备案的贷款');
      // … and detected before the request, as it has.
      world.time.now = new Date(world.time.now.getTime() + HOUR_MS / 2);
      await visit.context.clock.setSystemTime(world.time.now);
      const refused: number[] = [];
      visit.page.on('response', (response) => {
        if (response.status() === 401) refused.push(401);
      });
      await visit.use(visit.page.getByRole('link', { name: '本行备案' }));
      await visit.see('还没有备案');
      await visit.settled();
      expect(refused).to.deep.equal([]);
    }));

  it('asks to sign in again over an open form when the session has expired, and keeps the input', () =>
    visiting({ ...options(), as: 'officer', at: '/filings/new' }, async (visit) => {
      visit.tolerate(401, /api\/v1/);
      await visit.tabTo(visit.page.getByLabel('合同编号'));
      await visit.type('HT-半路');
      world.time.now = new Date(world.time.now.getTime() + 13 * HOUR_MS);
      await visit.tabTo(visit.page.locator('input[name=firm]'), 'Shift+Tab');
      await visit.type('zzxh');
      const dialog = visit.page.getByRole('dialog', { name: '登录已过期' });
      await visit.see(dialog);
      await visit.accessible('the dialog');
      await visit.press('Escape');
      await visit.press('Escape');
      await visit.see(dialog);
      await dialog.locator('input[type=password]').focus();
      await visit.type('wrong');
      await visit.press('Enter');
      await visit.see('登录名或密码不正确');
      await visit.type(PASSWORD);
      await visit.press('Enter');
      await visit.gone(dialog);
      await visit.see(visit.page.getByRole('option', { name: /株洲星火/ }));
      expect(await visit.page.getByLabel('合同编号').inputValue()).to.equal('HT-半路');
      expect(await visit.page.locator('input[name=firm]').inputValue()).to.equal('zzxh');
    }));

  it('keeps two tabs signed in that refresh at the same time, and signs both out together', () =>
    visiting({ ...options(), as: 'officer', at: '/filings' }, async (visit) => {
      visit.tolerate(401, /api\/v1/);
      const other = await visit.tab();
      await other.goto('/totals');
      await other.getByText('还没有已备案的贷款').waitFor();
      const refreshes: number[] = [];
      visit.context.on('response', (response) => {
        if (response.url().endsWith('/auth/refresh')) refreshes.push(response.status());
      });
      for (let round = 0; round < 5; round += 1) {
        world.time.now = new Date(world.time.now.getTime() + HOUR_MS / 2);
        await visit.context.clock.setSystemTime(world.time.now);
        const toggle = async (page: Page): Promise<void> => {
          await page
            .locator('#side a')
            .nth(round % 2 === 0 ? 2 : 1)
            .click();
          await page.locator('h1').waitFor();
        };
        await Promise.all([toggle(visit.page), toggle(other)]);
        await visit.settled();
      }
      expect(refreshes.every((status) => status === 200) && refreshes.length >= 5, refreshes.join()).to.equal(true);
      expect(await openSessions()).to.equal(1);
      await visit.use(visit.page.getByRole('button', { name: '退出登录' }));
      await visit.see('已退出登录');
      await other.getByText('已退出登录').waitFor();
      expect(await openSessions()).to.equal(0);
      await visit.tabTo(visit.page.locator('input[name=login]'));
      await signInByKeyboard(visit, 'officer', PASSWORD);
      await other.locator('#side').waitFor();
    }));

  it('reloads the tab of the previous user when another account signs in', () =>
    visiting({ ...options(), as: 'officer', at: '/filings/new' }, async (visit) => {
      visit.tolerate(401, /api\/v1/);
      const other = await visit.tab();
      await other.goto('/');
      await other.getByRole('button', { name: '退出登录' }).click();
      await visit.see('已退出登录');
      await signInByKeyboard(visit, 'auditor', PASSWORD);
      await other.getByText('auditor 测试').first().waitFor();
      expect(await visit.page.getByText('officer 测试').count()).to.equal(0);
    }));

  it('stays signed in when a page is reloaded repeatedly before it has loaded', () =>
    visiting({ ...options(), as: 'officer', at: '/filings' }, async (visit) => {
      for (let times = 0; times < 4;) {
        try {
          await visit.page.reload({ waitUntil: 'commit' });
          times += 1;
        } catch (error) {
          // Chromium rejects a reload during the switch from one page to the next.
          if (!/Not attached to an active page/.test(String(error))) throw error;
        }
      }
      await visit.see(visit.page.getByRole('heading', { name: '本行备案' }));
      await visit.page.reload();
      await visit.see(visit.page.getByRole('heading', { name: '本行备案' }));
      expect(await openSessions()).to.equal(1);
      visit.faults.splice(0, visit.faults.length, ...visit.faults.filter((fault) => !OFFLINE.test(fault)));
    }));

  it('reports a lost connection, and continues when it is restored', () =>
    visiting({ ...options(), as: 'officer', at: '/filings' }, async (visit) => {
      await visit.context.setOffline(true);
      await visit.use(visit.page.getByRole('link', { name: '本行统计' }));
      await visit.see('网络中断，未能连接到系统');
      await visit.context.setOffline(false);
      await visit.see('还没有已备案的贷款');
      await visit.gone(visit.page.getByText('网络中断'));
      visit.faults.splice(0, visit.faults.length, ...visit.faults.filter((fault) => !OFFLINE.test(fault)));
    }));
});
