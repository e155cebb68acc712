/** The import of a published list in the console. */
import { expect } from 'chai';
import type { Locator } from 'playwright-core';
import { codes, loan, register, statusOf, table } from '../support/announcements.ts';
import { openConsoleWorld } from '../support/web/console-world.ts';
import { button, dialog, link } from '../support/web/controls.ts';
import { NARROW, visiting, type Visit } from '../support/web/visit.ts';
import type { World } from '../support/world.ts';

const [F1, F2, F3] = codes(3, 40_000) as [string, string, string];
const LIST = table(
  ['示例精密一号', 'GR202443000101'],
  ['示例电气', 'GR202443000104'],
  ['示例未知', 'GR202443000105'],
  ['示例精密一号', 'GR202443000106'],
);

describe('importing an announcement in the console', function () {
  this.timeout(120_000);
  let world: World;
  let loans: string[];
  beforeEach(async () => {
    world = await openConsoleWorld();
    const [auditor, officer] = [await world.as('auditor'), await world.as('officer')];
    await register(auditor, F1, '示例精密一号');
    await register(auditor, F2, '示例电气');
    await register(auditor, F3, '示例电气', '430281');
    loans = [
      await loan(officer, auditor, F1, '示例精密一号', '2024-11-01'),
      await loan(officer, auditor, F3, '示例电气', '2024-12-01'),
    ];
  });
  afterEach(() => world?.close());

  const radio = (visit: Visit, name: string | RegExp): Locator => visit.page.getByRole('radio', { name });
  /** Radio buttons show their labels alone. */
  const switchTo = (visit: Visit, name: string): Promise<void> =>
    visit.page.locator('.ant-radio-button-wrapper').filter({ hasText: name }).click();
  const paste = async (visit: Visit, text: string): Promise<void> => {
    await switchTo(visit, '名单公告');
    await visit.page.getByLabel('文号').fill('湘高企办〔2024〕12号');
    await visit.page.getByLabel('发证日期').fill('2024.11.1');
    await visit.page.getByLabel('或粘贴表格').fill(text);
    await visit.use(button(visit, '核对名单'));
    await visit.see(visit.page.getByRole('heading', { name: '名单与登记库的核对' }));
  };

  it('asks for what its list needs, at the fields', () =>
    visiting({ url: world.url, now: world.time.now, as: 'auditor', at: '/imports' }, async (visit) => {
      visit.tolerate(400, /imports$/);
      await visit.tabTo(radio(visit, '资质名单'));
      await visit.press('ArrowRight');
      await visit.see('公告信息');
      await visit.accessible('the form of an announcement');
      await visit.use(button(visit, '核对名单'));
      for (const name of ['文号', '发证日期', '或粘贴表格'])
        await visit.see(visit.page.getByLabel(name).and(visit.page.locator('[aria-invalid=true]')));
      await visit.choose(visit.page.getByLabel('名单类型'), '科小撤销登记编号公告');
      await visit.see(visit.page.getByLabel('失效起始日'));
      expect(await visit.page.getByLabel('发证日期').count()).to.equal(0);
    }));

  it('is checked from pasted text, decided row by row and committed, and says how the figures moved', () =>
    visiting({ url: world.url, now: world.time.now, as: 'auditor', at: '/imports' }, async (visit) => {
      await paste(visit, LIST);
      await visit.see(/待确认 1 \/ 1/);
      await visit.see('还有 1 行待确认');
      expect(await button(visit, '提交名单').isDisabled()).to.equal(true);
      await visit.accessible('the rows to decide');
      const pick = button(visit, `选定 示例电气 ${F3}（第 3 行）`);
      await visit.use(pick);
      await visit.see(/待确认 0 \/ 1/);
      await visit.see(pick.and(visit.page.locator('[aria-pressed=true]:focus')));
      // A decision can be taken back.
      await visit.use(button(visit, '撤回选择（第 3 行）'));
      await visit.see(/待确认 1 \/ 1/);
      await visit.use(pick, 'Enter');
      await visit.see(/待确认 0 \/ 1/);
      for (const [pile, row] of [
        ['已匹配 1', '名称一致'],
        ['未登记 1', '待认领证书'],
        ['未采用 1', 'GR202443000106'],
      ] as const) {
        await switchTo(visit, pile);
        await visit.see(visit.page.getByRole('table', { name: pile.slice(0, 3) }).getByText(row));
      }
      await visit.see(visit.page.getByRole('table', { name: '提交后各年度统计的变化' }).getByText('0 笔 → 2 笔'));
      await visit.use(button(visit, '提交名单'));
      await visit.see(dialog(visit).getByText('处理 3 行，不采用 1 行。'));
      await visit.accessible('the confirmation');
      expect((await statusOf(await world.as('auditor'), loans[0]!)).highTech).to.equal(null);
      await visit.use(dialog(visit).getByRole('button', { name: '确认导入' }));
      await visit.see(visit.page.getByRole('table', { name: '各年度统计的变化' }).getByText('+2 笔').first());
      await visit.see('名单已生效');
      await visit.accessible('the result');
      const auditor = await world.as('auditor');
      expect([
        (await statusOf(auditor, loans[0]!)).highTech,
        (await statusOf(auditor, loans[1]!)).highTech,
      ]).to.deep.equal(['GR202443000101', 'GR202443000104']);
      await visit.use(link(visit, '查看待认领证书'));
      await visit.see('GR202443000105');
    }));

  it('fits a narrow screen, with a file as well', () =>
    visiting(
      { url: world.url, now: world.time.now, viewport: NARROW, as: 'auditor', at: '/imports' },
      async (visit) => {
        await switchTo(visit, '名单公告');
        await visit.fits('the form');
        await visit.page.locator('input[type=file]').setInputFiles({
          name: '名单.csv',
          mimeType: 'text/csv',
          buffer: Buffer.from('x'),
        });
        await visit.see('名单.csv');
        await visit.use(button(visit, '移除文件'));
        await visit.see(visit.page.getByLabel('或粘贴表格').and(visit.page.locator(':focus')));
        await paste(visit, LIST);
        await visit.fits('the rows');
        await visit.accessible('the rows on a narrow screen');
      },
    ));
});
