import { expect } from 'chai';
import { asSystem } from '../../src/data/as-actor.ts';
import { enterWaitingCertificates } from '../../src/data/waiting-certificates.queries.ts';
import { ifMatch } from '../support/client.ts';
import { goodFiling } from '../support/filing.ts';
import { csvText, imported } from '../support/imports.ts';
import { openConsoleWorld } from '../support/web/console-world.ts';
import { NARROW, visiting, WIDE } from '../support/web/visit.ts';
import { FIRMS, type World } from '../support/world.ts';

const OLD = '株洲远航轨道科技有限公司'; // F2
const NEW = '株洲东站装备股份有限公司';

describe('waiting certificates in the console', function () {
  this.timeout(180_000);
  let world: World;
  let list: string;
  before(async () => {
    world = await openConsoleWorld();
    const auditor = await world.as('auditor');
    const tag = ifMatch(await auditor.get(`/firms/${FIRMS.F2}`));
    await auditor.put(`/firms/${FIRMS.F2}`, { name: NEW, regionCode: '430204', reason: '更名' }, tag);
    await auditor.put(`/firms/${FIRMS.F2}/qualifications/high_tech/GR202643000802`, {
      validFrom: '2026-05-01',
      validTo: '2029-04-30',
    });
    await (
      await world.as('officer')
    ).post(
      '/filings',
      goodFiling({ uscc: FIRMS.F4, firmName: '株洲旧铁机械有限公司', disbursedOn: '2026-03-01', dueOn: '2027-01-01' }),
    );
    await asSystem(world.db, 'demo', { action: 'test', at: world.time.now }, (tx) =>
      enterWaitingCertificates(
        tx,
        [OLD, '株洲无人认领科技有限公司'].map((name, n) => ({
          id: `0197a000-0000-7000-8000-00000000000${n}`,
          kind: 'high_tech',
          certificateNo: `GR20254300081${n}`,
          name,
          validFrom: '2025-10-28',
          validTo: '2028-10-27',
        })),
        { docNo: '国科火字〔2025〕1号', announcedOn: '2025-11-10', importId: null, at: world.time.now },
      ),
    );
    const sheet = csvText([
      ['企业名称', '统一社会信用代码', '证书编号', '发证日期', '区县'],
      ['株洲旧铁机械有限公司', FIRMS.F4, 'GR202543000801', '2025-11-01', '荷塘区'],
    ]);
    list = (await imported(auditor, sheet, { kind: 'qualifications' })).id;
  });
  after(() => world?.close());

  for (const [language, viewport, [title, assign, drop, former]] of [
    ['zh-CN', WIDE, ['待认领证书', '认领', '不再认领', '曾用名']],
    ['en', NARROW, ['Waiting certificates', 'Assign', 'Drop', 'Former names']],
  ] as const) {
    it(`are assigned from their page and from the firm’s (${language})`, () =>
      visiting(
        { url: world.url, now: world.time.now, language, viewport, as: 'auditor', at: '/certificates' },
        async (visit) => {
          await visit.see(visit.page.getByRole('heading', { name: title, level: 1 }));
          if (language === 'zh-CN') {
            await visit.see('株洲无人认领科技有限公司');
            await visit.see('登记库中没有该名称的企业');
            await visit.page.getByRole('button', { name: `${drop} GR202543000811` }).click();
            await visit.see('外省企业');
            await visit.page.keyboard.press('Escape');
            await visit.page.getByRole('button', { name: `${assign} GR202543000810`, exact: true }).click();
            expect(await visit.page.getByLabel('统一社会信用代码').inputValue()).to.equal(FIRMS.F2);
            await visit.page.keyboard.press('Escape');
          }
          await visit.page.goto(`/firms/${FIRMS.F2}`);
          await visit.see(former);
          await visit.see('GR202543000810');
        },
      ));
  }

  it('leave the list when they are assigned, and an import says what it moves before the commit', () =>
    visiting({ url: world.url, now: world.time.now, as: 'auditor', at: `/imports/${list}` }, async (visit) => {
      await visit.see('提交后各年度统计的变化');
      await visit.see('0 笔 → 1 笔');
      await visit.page.goto(`/firms/${FIRMS.F2}`);
      await visit.page.getByRole('button', { name: '认领 GR202543000810' }).click();
      await visit.page.getByLabel('核对依据').fill('营业执照');
      await visit.page.getByRole('dialog').getByRole('button', { name: '认领' }).click();
      await visit.see('证书 GR202543000810 已认领');
      await visit.see('今日放款关联此证书');
      await visit.see('今日放款关联较新的证书');
    }));
});
