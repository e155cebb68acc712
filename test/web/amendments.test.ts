import { expect } from 'chai';
import type { Locator } from 'playwright-core';
import { ifMatch } from '../support/client.ts';
import { file, goodFiling } from '../support/filing.ts';
import { openConsoleWorld } from '../support/web/console-world.ts';
import { NARROW, visiting, type Visit } from '../support/web/visit.ts';
import type { World } from '../support/world.ts';

const WORDS = {
  'zh-CN': {
    propose: '申请更正',
    amount: '贷款金额',
    before: '3,000,000.00 元',
    after: '2,500,000.00 元',
    reason: '更正原因',
    submit: '提交更正申请',
    reasonMissing: '此项必填',
    pending: '待审核的更正申请',
    withdraw: '撤回申请',
    accept: '同意更正',
    refuse: '不同意',
    why: '理由',
    earlier: /以往的更正申请（1）/,
    own: '您是申请人，须由另一名主管部门人员审核。',
    proposedBy: '由 officer 提出',
    not: '现在不能申请更正',
    empty: '没有待审核的更正申请',
  },
  en: {
    propose: 'Propose an amendment',
    amount: 'Amount',
    before: '3,000,000.00 yuan',
    after: '2,500,000.00 yuan',
    reason: 'Reason',
    submit: 'Propose the amendment',
    reasonMissing: 'This field is required',
    pending: 'Amendment waiting for a decision',
    withdraw: 'Withdraw',
    accept: 'Accept the amendment',
    refuse: 'Refuse',
    why: 'Reason',
    earlier: /Earlier amendments \(1\)/,
    own: 'You proposed it. Another auditor must decide.',
    proposedBy: 'proposed by officer',
    not: 'Cannot be amended now',
    empty: 'No amendment waits for a decision',
  },
} as const;

for (const language of ['zh-CN', 'en'] as const) {
  const w = WORDS[language];

  describe(`amendments in the console, by keyboard (${language})`, function () {
    this.timeout(120_000);
    let world: World;
    let id: string;
    beforeEach(async () => {
      world = await openConsoleWorld();
      id = (await file(await world.as('officer'), goodFiling())).body.id;
    });
    afterEach(() => world?.close());

    const as = (login: string, at: string, work: (visit: Visit) => Promise<void>): Promise<void> =>
      visiting({ url: world.url, language, now: world.time.now, as: login, at }, work);
    const button = (visit: Visit, name: string): Locator => visit.page.getByRole('button', { name, exact: true });
    const filing = async (login = 'officer'): Promise<any> =>
      (await (await world.as(login)).get(`/filings/${id}`)).body;
    const propose = async (login: string): Promise<void> => {
      const client = await world.as(login);
      const reply = await client.post(
        `/filings/${id}/amendments`,
        { changes: { amount: '2500000.00' }, reason: '金额录入有误' },
        ifMatch(await client.get(`/filings/${id}`)),
      );
      expect(reply.status, reply.text).to.equal(201);
    };

    it('are proposed by an officer, who sees before and after side by side, and can be withdrawn', () =>
      as('officer', `/filings/${id}`, async (visit) => {
        await visit.use(visit.page.getByRole('link', { name: w.propose }));
        await visit.tabTo(visit.page.locator('[name=amount]'));
        await visit.page.keyboard.press('Control+A');
        await visit.type('250');
        const comparison = visit.page.getByRole('table');
        await visit.see(comparison.getByRole('cell', { name: w.before }));
        await visit.see(comparison.getByRole('cell', { name: w.after }));
        await visit.accessible('the form of an amendment');
        await visit.use(button(visit, w.submit));
        await visit.see(new RegExp(w.reasonMissing));
        await visit.page.locator('[name=reason]').and(visit.page.locator(':focus')).waitFor();
        await visit.type('金额录入有误');
        await visit.use(button(visit, w.submit));
        await visit.see(visit.page.getByRole('heading', { name: w.pending }));
        await visit.see(comparison.getByRole('cell', { name: w.after }));
        await visit.accessible('a filing with an open amendment');
        expect(await filing()).to.include({ amount: '3000000.00' });
        await visit.use(button(visit, w.withdraw));
        await visit.type('无需更正');
        await visit.use(visit.page.getByRole('dialog').getByRole('button', { name: w.withdraw }));
        await visit.see(visit.page.getByText(w.earlier));
        expect((await filing()).pendingAmendment).to.equal(null);
      }));

    it('are found by an auditor in their list and accepted; the history names both people', () =>
      as('auditor', '/amendments', async (visit) => {
        await visit.see(w.empty);
        await propose('officer');
        await visit.page.reload();
        await visit.see(visit.page.getByText('金额录入有误'));
        await visit.settled();
        await visit.accessible('the list of amendments');
        await visit.use(visit.page.getByRole('rowheader').getByRole('link'));
        await visit.see(visit.page.getByRole('cell', { name: w.before }));
        await visit.accessible('an amendment to decide');
        await visit.use(button(visit, w.accept));
        await visit.see(visit.page.getByText(w.proposedBy));
        const amended = await filing('auditor');
        expect(amended).to.include({ amount: '2500000.00', pendingAmendment: null });
        expect(amended.amendedAt).to.be.a('string');
      }));

    it('are refused with a reason, and not decided by who has proposed them', async () => {
      await propose('auditor');
      await as('auditor', `/filings/${id}`, async (visit) => {
        await visit.see(w.own);
        expect(await button(visit, w.accept).count()).to.equal(0);
        await visit.goto(`/filings/${id}/amend`);
        await visit.see(w.not);
      });
      await as('auditor2', `/filings/${id}`, async (visit) => {
        await visit.use(button(visit, w.refuse));
        await visit.type('凭证不符');
        await visit.use(visit.page.getByRole('dialog').getByRole('button', { name: w.refuse }));
        await visit.use(visit.page.getByText(w.earlier));
        await visit.see(visit.page.getByText(`${w.why}: 凭证不符`).first());
      });
    });

    it('fit a narrow screen', async () => {
      await propose('officer');
      await visiting(
        { url: world.url, language, now: world.time.now, as: 'auditor', viewport: NARROW, at: '/amendments' },
        async (visit) => {
          await visit.settled();
          for (const path of ['/amendments', `/filings/${id}`]) {
            await visit.goto(path);
            await visit.settled();
            await visit.fits(path);
            await visit.accessible(path);
          }
        },
      );
    });
  });
}
