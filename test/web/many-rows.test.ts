import { expect } from 'chai';
import { openConsoleWorld } from '../support/web/console-world.ts';
import { button } from '../support/web/controls.ts';
import { enterManyRows, MANY } from '../support/web/many-rows.ts';
import { NARROW, visiting, WIDE, type Visit } from '../support/web/visit.ts';
import { FIRMS, type World } from '../support/world.ts';

/** The limit of DOM elements of a page, with at most 200 items. */
const ELEMENTS_MAX = 9_000;
const ALL = '10,000';

describe('lists with ten thousand rows', function () {
  this.timeout(240_000);
  let world: World;
  before(async () => {
    world = await openConsoleWorld();
    await enterManyRows(world.db, {
      at: world.time.now,
      bank: 'ICBC',
      uscc: FIRMS.F1,
      firmName: '株洲星火智能装备有限公司',
      region: '430211',
    });
  });
  after(() => world?.close());

  const as = (login: string, at: string, work: (visit: Visit) => Promise<void>, viewport = WIDE): Promise<void> =>
    visiting({ url: world.url, now: world.time.now, as: login, at, viewport }, work);
  /** The page draws one page of rows, is accessible and fits the window. */
  const checkPage = async (visit: Visit, where: string, rows: string, most: number): Promise<void> => {
    await visit.see(visit.page.locator(rows));
    await visit.settled();
    const drawn = await visit.page.locator(rows).count();
    expect(drawn, where).to.be.within(1, most);
    expect(await visit.page.evaluate('document.querySelectorAll("*").length'), where).to.be.below(ELEMENTS_MAX);
    await visit.fits(where);
    await visit.accessible(where);
  };
  const checkPaging = async (visit: Visit, size = 50): Promise<void> => {
    await button(visit, '下一页').click();
    await visit.see(`第 ${size + 1}–${size * 2} 条`);
    // The focus stays on the button while the next page loads.
    await visit.settled();
    await visit.press('Enter');
    await visit.see(`第 ${size * 2 + 1}–${size * 3} 条`);
    await button(visit, '上一页').click();
    await visit.see(`第 ${size + 1}–${size * 2} 条`);
  };

  it('shows filings of a bank with counts and pages, and finds one by number', () =>
    as('officer', '/filings', async (visit) => {
      await visit.page.getByRole('radio', { name: `已备案 ${ALL}`, exact: true }).waitFor({ state: 'attached' });
      await visit.see('共 20,000 条');
      await checkPage(visit, 'bank filings', 'tbody tr', 50);
      await checkPaging(visit);
      await visit.page.getByRole('searchbox').fill('WA-07777');
      await visit.see('第 1–1 条，共 1 条');
      await visit.see(visit.page.getByRole('cell', { name: 'WA-07777' }));
    }));

  it('shows all filings to the auditor, and searches them', () =>
    as('auditor', '/filings', async (visit) => {
      await visit.see('共 20,000 条');
      await checkPage(visit, 'all filings', 'tbody tr', 50);
      await checkPaging(visit);
      await visit.goto('/search?q=万行示例');
      await checkPage(visit, 'what was found', 'tbody tr', 20);
      await visit.use(visit.page.getByRole('link', { name: '查看全部' }));
      await visit.see('第 1–50 条');
    }));

  it('shows firms and their qualifications', () =>
    as('auditor', '/firms', async (visit) => {
      await checkPage(visit, 'firms', '.data tbody tr', 70);
      await checkPaging(visit);
      await visit.see(visit.page.getByRole('region', { name: '持有资质的企业' }).getByText(/^10,00\d$/));
      await visit.goto(`/firms/${FIRMS.F1}`);
      await visit.see('10,000');
      await checkPage(visit, 'a firm with ten thousand loans', '.data tbody tr', 230);
      await visit.use(visit.page.getByRole('link', { name: '查看全部' }));
      await visit.see('共 10,000 条');
    }));

  it('shows the review queue, oldest first, and moves on by keyboard', () =>
    as('auditor', '/review', async (visit) => {
      await visit.see('待审核 10,000 笔');
      await visit.see('仅列出最早的 200 笔');
      await checkPage(visit, 'the review queue', '.queue li', 200);
      await visit.see(visit.page.locator('dd').getByText('WF-00001').first());
      await visit.press('a');
      await visit.see(visit.page.locator('dd').getByText('WF-00002').first());
      await visit.see('待审核 9,999 笔');
      await visit.press('j');
      await visit.see(visit.page.locator('dd').getByText('WF-00003').first());
    }));

  it('shows the audit trail', () =>
    as('auditor', '/trail', async (visit) => {
      await checkPage(visit, 'the audit trail', '.events > li', 50);
      await checkPaging(visit);
    }));

  it('shows accounts in pages, and finds them by login, name or firm', () =>
    as('admin', '/accounts', async (visit) => {
      await checkPage(visit, 'accounts', 'tbody tr', 50);
      await checkPaging(visit);
      await visit.tabTo(visit.page.getByLabel('查找账号'), 'Shift+Tab');
      await visit.type('万行企业7777');
      await visit.press('Enter');
      await visit.see(visit.page.getByRole('rowheader', { name: 'firm.07777' }));
      expect(await visit.page.locator('tbody tr').count()).to.equal(1);
      await visit.page.getByLabel('查找账号').fill('FIRM.00001');
      await visit.press('Enter');
      await visit.see(visit.page.getByRole('rowheader', { name: 'firm.00001' }));
      await visit.page.getByLabel('查找账号').fill('没有');
      await visit.press('Enter');
      await visit.see('没有符合条件的记录');
    }));

  it('shows a firm with ten thousand loans on a narrow screen', () =>
    as(
      'firm',
      '/standing',
      async (visit) => {
        await visit.see('10,000');
        await checkPage(visit, 'the page of the firm', '[aria-labelledby=loans] tbody tr', 200);
      },
      NARROW,
    ));

  it('shows invalid rows of an import in pages, corrects one and files it without the others', () =>
    as('officer', '/imports', async (visit) => {
      const header = '企业名称,统一社会信用代码,所属区县,合同编号,借据号,贷款金额(万元),年利率(%),放款日期,到期日期';
      const lines = Array.from(
        { length: MANY },
        (_, n) => `株洲星火智能装备有限公司,${FIRMS.F1},天元区,HT-${n},IM-${n},300,3.45,2026-03-15,2026-03-01`,
      );
      await visit.page.locator('input[type=file]').setInputFiles({
        name: '一万行.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from([header, ...lines].join('\n')),
      });
      await visit.see('逐格更正');
      await visit.see(visit.page.locator('.import-counts').getByText(ALL));
      await checkPage(visit, 'the grid', '.error-sheet tbody tr', 25);
      const cell = visit.page.getByRole('textbox', { name: '行 2 到期日期' });
      await visit.tabTo(cell);
      await visit.press('Control+a');
      await visit.type('2027-03-15');
      await visit.press('Enter');
      await visit.see('第 2 行已重新核对');
      await visit.see(visit.page.locator('.import-counts').getByText('9,999'));
      await checkPaging(visit, 25);
      // Going back shows the corrected row in its place.
      await visit.use(button(visit, '上一页'));
      await visit.see('第 1–25 条');
      expect(await cell.inputValue()).to.equal('2027-03-15');
      await visit.use(button(visit, '只备案无误的 1 笔'));
      await visit.use(visit.page.getByRole('dialog').getByRole('button', { name: '确认备案' }));
      await visit.see('已备案 1 笔');
    }));
});
