/** The auditor's acceptance of many filings in one step. */
import { expect } from 'chai';
import { F4, file, goodFiling } from '../support/filing.ts';
import { filingWithReceipt } from '../support/tables.ts';
import { button, dialog } from '../support/web/controls.ts';
import { visiting } from '../support/web/visit.ts';
import type { World } from '../support/world.ts';
import { openAuditorWorld } from './auditor-world.ts';

describe('accepting several filings on the review page', function () {
  this.timeout(60_000);
  let world: World;

  before(async () => {
    world = await openAuditorWorld();
    const officer = await world.as('officer');
    for (const receiptNo of ['MET-1', 'MET-2'])
      await file(officer, goodFiling({ ...F4, receiptNo, disbursedOn: '2025-03-10', dueOn: '2026-03-01' }));
    await (
      await world.as('auditor')
    ).put(`/firms/${F4.uscc}/qualifications/tech_sme/202543020200000900`, {
      validFrom: '2025-01-01',
      validTo: '2026-03-31',
      reason: '名单补录',
    });
  });
  after(() => world.close());

  it('lists those without open flags, accepts the chosen ones and says what became of each', () =>
    visiting(
      { url: world.url, language: 'zh-CN', now: world.time.now, as: 'auditor', at: '/review' },
      async (visit) => {
        await visit.see('2 笔没有未消除的疑点，可批量同意。');
        await visit.use(button(visit, '批量同意'));
        await visit.see(dialog(visit).getByText('全选（2 笔）'));
        expect(await dialog(visit).getByText(/WAIT-/).count()).to.equal(0);
        await visit.accessible('the list of filings to accept');
        const accept = dialog(visit).getByRole('button', { name: '同意所选备案' });
        await visit.use(accept);
        await visit.see(dialog(visit).getByText('请至少选择一笔。'));
        await visit.use(dialog(visit).getByRole('checkbox', { name: /MET-1/ }), 'Space');
        await visit.see(dialog(visit).getByText('已选 1 笔，合计 3,000,000.00 元'));
        await visit.use(accept);
        await visit.see(dialog(visit).getByText('已同意 1 笔'));
        await visit.accessible('the result');
        expect((await filingWithReceipt(world, 'MET-1')).state).to.equal('accepted');
        expect((await filingWithReceipt(world, 'MET-2')).state).to.equal('submitted');
        await visit.use(dialog(visit).getByRole('button', { name: '完成' }));
        await visit.see('1 笔没有未消除的疑点，可批量同意。');
      },
    ));
});
