import { expect } from 'chai';
import { until } from '../support/until.ts';
import { flaggedFiling, goodFiling } from '../support/filing.ts';
import { openConsoleWorld } from '../support/web/console-world.ts';
import { NARROW, visiting, WIDE } from '../support/web/visit.ts';
import type { World } from '../support/world.ts';

describe('the page of a firm', function () {
  this.timeout(120_000);
  let world: World;
  before(async () => {
    world = await openConsoleWorld();
    const [officer, other, auditor] = [
      await world.as('officer'),
      await world.as('officer2'),
      await world.as('auditor'),
    ];
    await officer.post('/filings', goodFiling({ amount: '3000000.00' }));
    const flagged = (await other.post('/filings', flaggedFiling({ amount: '1234567.80' }))).body;
    await auditor.post(
      `/filings/${flagged.id}/return`,
      { reason: '名称不符，请更正' },
      { 'If-Match': `"${flagged.version}"` },
    );
  });
  after(() => world?.close());

  for (const [language, viewport, words] of [
    ['zh-CN', WIDE, ['还有 122 天', '待补正', '原因: 名称不符，请更正', '发现有误怎么办', '往期资质（2 项）']],
    [
      'en',
      NARROW,
      [
        '122 days left',
        'Returned to the bank for correction',
        'Reason: 名称不符，请更正',
        'If something is wrong',
        'Past qualifications (2)',
      ],
    ],
  ] as const) {
    it(`shows qualifications and filings, used by keyboard (${language})`, () =>
      visiting({ url: world.url, now: world.time.now, language, viewport, as: 'firm', at: '/' }, async (visit) => {
        await visit.see(visit.page.getByRole('heading', { name: '株洲星火智能装备有限公司', level: 1 }));
        for (const word of words) await visit.see(word);
        for (const amount of ['3,000,000.00', '1,234,567.80', '300.00']) await visit.see(amount);
        await visit.use(visit.page.locator('summary'));
        await visit.see(/202543020000000001/);
        await visit.accessible('the page of the firm');
        await visit.fits('the page of the firm');
        // Names of people and flags are not shown to firms.
        expect(await visit.page.locator('main').textContent()).to.not.match(/officer|auditor|FIRM_NAME/);
      }));
  }

  it('prints without navigation', () =>
    visiting({ url: world.url, now: world.time.now, as: 'firm', at: '/standing' }, async (visit) => {
      await visit.see('3,000,000.00');
      await visit.page.emulateMedia({ media: 'print' });
      for (const hidden of ['#side', '.top', 'button:has-text("打印")'])
        expect(await visit.page.locator(hidden).first().isVisible(), hidden).to.equal(false);
      expect(await visit.page.getByText('3,000,000.00').first().isVisible()).to.equal(true);
      await visit.page.emulateMedia({ media: 'screen' });
      await visit.page.evaluate('window.print = () => { document.title = "printed"; }');
      await visit.use(visit.page.getByRole('button', { name: '打印' }));
      await until('the page is printed', async () => (await visit.page.title()) === 'printed');
      const printed = await visit.page.locator('main').innerText();
      const code = /核验码 ([0-9A-HJKMNP-TV-Z]{12})/.exec(printed)?.[1];
      expect((await world.anybody().get(`/verify/${code}`)).body).to.include({ kind: 'print', result: 'unchanged' });
    }));

  it('says so when nothing is on record', () =>
    visiting({ url: world.url, now: world.time.now, as: 'firm2', at: '/standing' }, async (visit) => {
      await visit.see('没有本企业的贷款备案');
      await visit.see('还没有已备案的贷款');
      await visit.accessible('the page of a firm without loans');
    }));
});
