import { expect } from 'chai';
import { proofTexts } from '../../src/web/proofs/texts.ts';
import { ifMatch } from '../support/client.ts';
import { file, goodFiling } from '../support/filing.ts';
import { openConsoleWorld } from '../support/web/console-world.ts';
import { NARROW, visiting, type Visit } from '../support/web/visit.ts';
import type { World } from '../support/world.ts';

describe('closed years, published figures, receipts and codes in the console', function () {
  this.timeout(240_000);
  const t = proofTexts['zh-CN'];
  let world: World;
  beforeEach(async () => {
    world = await openConsoleWorld();
  });
  afterEach(() => world?.close());

  const at = (as: string | undefined, path: string, work: (visit: Visit) => Promise<void>): Promise<void> =>
    visiting(
      { url: world.url, language: 'zh-CN', now: world.time.now, at: path, ...(as === undefined ? {} : { as }) },
      work,
    );
  const button = (visit: Visit, name: string) => visit.page.getByRole('button', { name, exact: true });
  const inDialog = (visit: Visit, name: string) =>
    visit.page.getByRole('dialog').last().getByRole('button', { name, exact: true });
  const year = (): number => Number(world.time.now.toISOString().slice(0, 4));

  it('are closed by two auditors, and the bridge shows what changed since', async () => {
    const filed = await file(await world.as('officer'), goodFiling({ amount: '5000000.00' }));
    const path = `/years?year=${year()}`;
    await at('auditor', path, async (visit) => {
      await visit.use(button(visit, t.propose));
      await visit.type('用于年度公开信');
      await visit.use(inDialog(visit, t.propose));
      await visit.page.getByText(t.states['proposed']!).first().waitFor();
      expect(await visit.page.getByText('用于年度公开信').count()).to.equal(1);
      await visit.accessible('a year that is proposed to be closed');
    });
    await at('auditor2', path, async (visit) => {
      await visit.use(button(visit, t.confirm));
      await visit.page.getByText(t.unchangedSince).waitFor();
    });
    const reply = await (
      await world.as('auditor')
    ).post(`/filings/${filed.body.id}/void`, { reason: '重复' }, ifMatch(filed));
    expect(reply.status, reply.text).to.equal(200);
    await at('auditor', path, async (visit) => {
      const row = visit.page.getByRole('row', { name: t.steps['voided']! });
      await row.waitFor();
      expect(await row.innerText()).to.include('−5,000,000.00');
      await visit.accessible('a closed year with its bridge');
      await visit.page.setViewportSize(NARROW);
      await visit.fits('a closed year on a narrow screen');
      await visit.use(button(visit, t.reopen));
      await visit.type('补录一笔');
      await visit.use(inDialog(visit, t.reopen));
      await visit.page.getByText('补录一笔').waitFor();
    });
  });

  it('are registered with a code that anybody can check', async () => {
    await file(await world.as('officer'), goodFiling({ amount: '5000000.00' }));
    let code = '';
    await at('auditor', '/figures', async (visit) => {
      await visit.page.getByText(t.noFigures).waitFor();
      await visit.use(button(visit, t.register));
      await visit.type('株科函〔2026〕3号');
      const dialog = visit.page.getByRole('dialog').last();
      await visit.tabTo(dialog.getByLabel(t.figureText));
      await visit.type('备案500万元');
      await visit.use(inDialog(visit, t.register));
      const shown = visit.page.locator('button.code');
      await shown.waitFor();
      code = (await shown.innerText()).trim();
      await visit.page.getByText(t.holds).waitFor();
      await visit.accessible('the register of figures');
    });
    await at(undefined, '/verify', async (visit) => {
      await visit.tabTo(visit.page.getByLabel(t.code));
      await visit.type(code.toLowerCase());
      await visit.press('Enter');
      await visit.page.getByText(t.results['unchanged']!, { exact: true }).waitFor();
      await visit.accessible('the check of a code');
      await visit.page.setViewportSize(NARROW);
      await visit.fits('the check of a code on a narrow screen');
    });
    await at(undefined, '/verify/000000000000', async (visit) => {
      await visit.page.getByText(t.results['unknown']!).waitFor();
    });
  });

  it('print a receipt with number, code and head', async () => {
    const filed = await file(await world.as('officer'), goodFiling());
    await at('officer', `/filings/${filed.body.id}/receipt`, async (visit) => {
      await visit.page.getByText(t.seal).waitFor();
      const text = await visit.page.locator('.receipt').innerText();
      expect(text).to.include(filed.body.number);
      expect(text).to.match(/[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}/);
      expect(text).to.match(/[0-9a-f]{64}/);
      await visit.accessible('a receipt');
    });
  });

  it('shows the overview as of a posting, and says so', async () => {
    await file(await world.as('officer'), goodFiling({ amount: '5000000.00' }));
    await world.owner.query('select from post_entries()');
    await file(await world.as('officer'), goodFiling({ amount: '2000000.00' }));
    await at('auditor', `/overview?asOf=1`, async (visit) => {
      await visit.page.getByText('过账 1').first().waitFor();
      expect(await visit.page.locator('.figures').innerText()).to.include('500');
      const moments = (await visit.page.locator('main').innerText()).match(/数据截至 \d{4}-\d\d-\d\d \d\d:\d\d/g);
      expect(new Set(moments).size, 'one moment').to.equal(1);
    });
  });

  it('shows banks the head of the latest posting', async () => {
    await file(await world.as('officer'), goodFiling());
    await world.owner.query('select from post_entries()');
    const { head } = (await world.anybody().get('/postings/latest')).body;
    await at('officer', '/totals', (visit) => visit.page.getByText(head).waitFor());
  });
});
