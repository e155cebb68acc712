import { expect } from 'chai';
import { asSystem } from '../../src/data/as-actor.ts';
import { filingWithReceipt } from '../support/tables.ts';
import { dialog } from '../support/web/controls.ts';
import type { Visit } from '../support/web/visit.ts';
import { visiting } from '../support/web/visit.ts';
import { PASSWORD, type World } from '../support/world.ts';
import { openAuditorWorld } from './auditor-world.ts';

describe('errors and conflicts on the auditor’s pages', function () {
  this.timeout(240_000);
  let world: World;
  beforeEach(async () => {
    world = await openAuditorWorld();
  });
  afterEach(() => world?.close());

  const at = (path: string, work: (visit: Visit) => Promise<void>): Promise<void> =>
    visiting({ url: world.url, now: world.time.now, as: 'auditor', at: path }, work);
  const reasonField = (visit: Visit) => dialog(visit).getByLabel('原因');
  const filing = (receiptNo: string): Promise<any> => filingWithReceipt(world, receiptNo);
  const returnIt = async (visit: Visit, reason: string): Promise<void> => {
    await visit.press('r');
    await visit.see(dialog(visit));
    await visit.type(reason);
    await visit.use(dialog(visit).getByRole('button', { name: '退回补正' }));
  };

  it('reports that another auditor was first, and shows the present state', () =>
    at('/review', async (visit) => {
      visit.tolerate(412, /\/accept$/);
      await visit.see(visit.page.locator('dd').getByText('WAIT-1'));
      const { id, version } = await filing('WAIT-1');
      expect(
        (
          await (
            await world.as('auditor2')
          ).post(`/filings/${id}/return`, { reason: '同事先退回' }, { 'If-Match': `"${version}"` })
        ).status,
      ).to.equal(200);
      await visit.press('a');
      await visit.see('他人刚刚更改了此记录');
      await visit.see('此笔已不在待审核状态');
      await visit.accessible('a decision after a conflict');
      expect((await filing('WAIT-1')).state).to.equal('returned');
    }));

  it('keeps the reason when the bank has corrected the filing in the meantime, and sends it for the new version', () =>
    at('/review', async (visit) => {
      visit.tolerate(412, /\/return$/);
      const { id, version } = await filing('WAIT-1');
      await visit.see(visit.page.locator('dd').getByText('WAIT-1'));
      await visit.press('r');
      await visit.see(dialog(visit));
      await visit.type('名称有误');
      expect(
        (
          await (
            await world.as('officer')
          ).patch(`/filings/${id}`, { remarks: '补充说明' }, { 'If-Match': `"${version}"` })
        ).status,
      ).to.equal(200);
      await visit.use(dialog(visit).getByRole('button', { name: '退回补正' }));
      await visit.see(dialog(visit).getByText('他人刚刚更改了此记录'));
      expect(await reasonField(visit).inputValue()).to.equal('名称有误');
      await visit.see(visit.page.locator('dd').getByText('补充说明'));
      await visit.use(dialog(visit).getByRole('button', { name: '退回补正' }));
      await visit.gone(dialog(visit));
      expect(await filing('WAIT-1')).to.include({ state: 'returned', state_reason: '名称有误' });
    }));

  it('reports a connection lost while sending, and sends again when it is restored', () =>
    at('/review', async (visit) => {
      await visit.see(visit.page.locator('dd').getByText('WAIT-1'));
      await visit.connected(false);
      await returnIt(visit, '网络测试');
      await visit.see(dialog(visit).getByText('网络中断，不确定是否已提交'));
      expect(await reasonField(visit).inputValue()).to.equal('网络测试');
      await visit.connected(true);
      await visit.use(dialog(visit).getByRole('button', { name: '退回补正' }));
      await visit.gone(dialog(visit));
      expect((await filing('WAIT-1')).state_reason).to.equal('网络测试');
    }));

  it('asks to sign in again when the session has expired, and completes the pending request', () =>
    at('/review', async (visit) => {
      visit.tolerate(401, /\/return$|auth\/refresh$/);
      await visit.see(visit.page.locator('dd').getByText('WAIT-1'));
      await visit.press('r');
      await visit.see(dialog(visit));
      await visit.type('过夜的原因');
      // The clocks of service and browser move on over night.
      world.time.now = new Date(world.time.now.getTime() + 13 * 3_600_000);
      await visit.context.clock.setSystemTime(world.time.now);
      await visit.use(dialog(visit).getByRole('button', { name: '退回补正' }));
      await visit.see(visit.page.getByRole('heading', { name: '登录已过期' }));
      await visit.tabTo(visit.page.getByLabel('密码'));
      await visit.type(PASSWORD);
      await visit.press('Enter');
      await visit.see(visit.page.locator('dd').getByText('WAIT-2'));
      expect((await filing('WAIT-1')).state_reason).to.equal('过夜的原因');
    }));

  it('shows the request id of an internal error, and retries', () =>
    at('/trail', async (visit) => {
      visit.tolerate(500, /\/firms/);
      const broken = /\/api\/v1\/firms\?/;
      await visit.page.route(broken, (route) =>
        route.fulfill({
          status: 500,
          contentType: 'application/problem+json',
          body: JSON.stringify({
            type: 'about:blank',
            title: '系统内部错误',
            status: 500,
            detail: '请稍后重试。',
            code: 'INTERNAL',
            requestId: 'request-17',
            errors: [],
          }),
        }),
      );
      await visit.use(visit.page.getByRole('link', { name: '企业与资质' }));
      await visit.see('request-17');
      await visit.accessible('an internal error');
      await visit.page.unroute(broken);
      await visit.use(visit.page.getByRole('button', { name: '重试' }));
      await visit.see('株洲星火智能装备有限公司');
    }));

  it('shows why an export was refused, and retries it without using up the link', () =>
    at('/filings', async (visit) => {
      visit.tolerate(429, /\/api\/v1\/exports\//).tolerate(400, /\/api\/v1\/(exports|filings)/);
      const refused = /\/api\/v1\/exports\/[\w-]+$/;
      // The answer of the service when all export slots are in use.
      await visit.page.route(refused, (route) =>
        route.fulfill({
          status: 429,
          contentType: 'application/problem+json',
          headers: { 'Retry-After': '7' },
          body: JSON.stringify({
            type: 'about:blank',
            title: '请求过于频繁',
            status: 429,
            detail: '请稍后再试（7 秒后）。',
            code: 'TOO_MANY_REQUESTS',
            requestId: 'request-18',
            errors: [],
          }),
        }),
      );
      await visit.use(visit.page.getByRole('button', { name: '导出 CSV: 全部备案' }));
      await visit.see(dialog(visit).getByText('请稍后再试（7 秒后）。'));
      await visit.see(dialog(visit).getByRole('heading', { name: '未能导出' }));
      await visit.accessible('a refused export');
      await visit.page.unroute(refused);
      const [download] = await Promise.all([
        visit.page.waitForEvent('download'),
        visit.use(dialog(visit).getByRole('button', { name: '重试' })),
      ]);
      expect(download.suggestedFilename()).to.match(/^备案明细-2026-06-15[.]csv$/);
      await visit.gone(dialog(visit));
      // A real refusal: an invalid filter.
      await visit.goto('/filings?year=2026&filedFrom=2026-01-01&month=13');
      await visit.page.locator('.export button').first().click();
      await visit.see(dialog(visit).getByRole('heading', { name: '未能导出' }));
      await visit.see(dialog(visit).getByRole('alert').filter({ hasText: /./ }));
      await visit.press('Escape');
      await visit.gone(dialog(visit));
      // Without a connection.
      await visit.goto('/firms');
      await visit.connected(false);
      await visit.use(visit.page.getByRole('button', { name: /^导出 Excel: 企业与资质/ }));
      await visit.see(dialog(visit).getByText('未能连接到系统'));
      await visit.connected(true);
    }));

  it('has pages for forbidden and for unknown addresses', () =>
    at('/accounts', async (visit) => {
      await visit.see('没有权限');
      await visit.accessible('the page for forbidden addresses');
      visit.tolerate(404, /filings/);
      await visit.goto('/filings/00000000-0000-4000-8000-000000000000');
      await visit.see(visit.page.getByRole('alert').filter({ hasText: /./ }));
      await visit.goto('/nothing/like/this');
      await visit.see('没有这个页面');
      await visit.accessible('the page for unknown addresses');
    }));

  it('pages through a long list in both directions', async () => {
    const firms = Array.from({ length: 130 }, (_, index) => ({
      uscc: `9143020099${String(index).padStart(8, '0')}`,
      name: `株洲示例${index}号企业名称相当长的智能装备制造有限责任公司`,
      name_key: `示例${index}`,
      initials: 'ZZSL',
      region_code: '430202',
    }));
    await asSystem(world.db, 'demo', { action: 'demo.seed', at: world.time.now }, (tx) =>
      tx.insertInto('firm').values(firms).execute(),
    );
    await at('/firms', async (visit) => {
      const first = visit.page.getByRole('rowheader').first();
      await visit.see('第 1–50 条');
      const top = await first.innerText();
      const next = visit.page.getByRole('button', { name: '下一页' });
      await visit.use(next);
      await visit.see('第 51–100 条');
      await visit.use(next);
      await visit.see(/第 101–13\d 条/);
      await visit.accessible('the last page');
      // The last page: the button does nothing.
      await visit.press('Enter');
      await visit.settled();
      await visit.see(/第 101–13\d 条/);
      await visit.use(visit.page.getByRole('button', { name: '上一页' }));
      await visit.see('第 51–100 条');
      await visit.press('Enter');
      await visit.see('第 1–50 条');
      expect(await first.innerText()).to.equal(top);
      await visit.fits('long names');
    });
  });
});
