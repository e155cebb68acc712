import { expect } from 'chai';
import type { Locator } from 'playwright-core';
import { composeUscc } from '../../src/domain/firm/uscc.ts';
import { openConsoleWorld } from '../support/web/console-world.ts';
import { NARROW, visiting, type Visit } from '../support/web/visit.ts';
import { FIRMS, type World } from '../support/world.ts';
import { xlsx } from '../support/xlsx.ts';

const HEADER = '企业名称,统一社会信用代码,所属区县,合同编号,借据号,贷款金额(万元),年利率(%),放款日期,到期日期';
const line = (
  receiptNo: string,
  { uscc = FIRMS.F1 as string, amount = '300', disbursedOn = '2026.3.15', dueOn = '2027-03-15' } = {},
): string =>
  `株洲星火智能装备有限公司,${uscc},天元区,HT-${receiptNo},${receiptNo},${amount},3.45,${disbursedOn},${dueOn}`;

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Enough rows that progress is visible while they are read and filed. */
const MANY = 12_000;
const ROWS_PER_FIRM = 100;

describe('importing a spreadsheet in the console', function () {
  this.timeout(120_000);
  let world: World;
  beforeEach(async () => {
    world = await openConsoleWorld();
  });
  afterEach(() => world?.close());

  const choose = async (visit: Visit, text: string, name = '台账.csv'): Promise<void> =>
    visit.page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  const filed = async (): Promise<any[]> => (await (await world.as('officer')).get('/filings?sort=amount')).body.items;

  for (const [language, words] of [
    [
      'zh-CN',
      {
        wrong: '需要更正',
        grid: '逐格更正',
        all: '备案全部 3 笔',
        now: '确认备案',
        done: '已备案 3 笔',
        rechecked: '第 4 行已重新核对',
        list: '近期导入',
      },
    ],
    [
      'en',
      {
        wrong: 'To be corrected',
        grid: 'Correct cell by cell',
        all: 'File all 3',
        now: 'File now',
        done: '3 filed',
        rechecked: 'Row 4 was checked again',
        list: 'Recent imports',
      },
    ],
  ] as const) {
    it(`checks a spreadsheet, corrects invalid cells and files it (${language})`, () =>
      visiting({ url: world.url, now: world.time.now, language, as: 'officer', at: '/imports' }, async (visit) => {
        await visit.see(words.list);
        await visit.accessible('the import page');
        await choose(
          visit,
          [
            HEADER,
            line('A-1', { amount: '100' }),
            line('A-2', { amount: '200' }),
            line('A-3', { uscc: `${FIRMS.F1.slice(0, 17)}X`, dueOn: '2026-03-01' }),
          ].join('\n'),
        );
        await visit.see(words.grid);
        await visit.accessible('the grid');
        expect(await filed()).to.deep.equal([]);
        const cell = (field: RegExp): ReturnType<Visit['page']['getByRole']> =>
          visit.page.getByRole('textbox', { name: field });
        await visit.tabTo(cell(/4 (到期日期|Due on)$/));
        await visit.press('Control+a');
        await visit.type('2027-03-15');
        await visit.press('Enter');
        await visit.see(words.rechecked);
        await cell(/4 (统一社会信用代码|Unified social credit code)$/).fill(FIRMS.F1);
        await visit.press('Enter');
        await visit.use(visit.page.getByRole('button', { name: words.all }));
        await visit.accessible('the commit dialog');
        await visit.use(visit.page.getByRole('button', { name: words.now }));
        await visit.see(words.done);
        await visit.accessible('the result');
        expect((await filed()).map(({ amount, state, dueOn }) => [amount, state, dueOn])).to.deep.equal([
          ['1000000.00', 'accepted', '2027-03-15'],
          ['2000000.00', 'accepted', '2027-03-15'],
          ['3000000.00', 'accepted', '2027-03-15'],
        ]);
      }));
  }

  it('accepts a file by drag and drop', () =>
    visiting({ url: world.url, now: world.time.now, as: 'officer', at: '/imports' }, async (visit) => {
      const dropzone = visit.page.locator('.ant-upload-drag .ant-upload-btn');
      const dragged = await visit.page.evaluateHandle(`(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([${JSON.stringify([HEADER, line('D-1')].join('\n'))}], '拖入.csv', { type: 'text/csv' }));
      return transfer;
    })()`);
      await dropzone.dispatchEvent('dragover', { dataTransfer: dragged });
      await visit.see(visit.page.locator('.ant-upload-drag-hover'));
      await dropzone.dispatchEvent('dragleave', { dataTransfer: dragged });
      await visit.gone(visit.page.locator('.ant-upload-drag-hover'));
      await dropzone.dispatchEvent('dragover', { dataTransfer: dragged });
      await dropzone.dispatchEvent('drop', { dataTransfer: dragged });
      await visit.see(visit.page.getByRole('heading', { name: '拖入.csv', level: 1 }));
      await visit.use(visit.page.getByRole('button', { name: '备案全部 1 笔' }));
      await visit.use(visit.page.getByRole('button', { name: '确认备案' }));
      await visit.see('已备案 1 笔');
      expect((await filed()).map(({ receiptNo }) => receiptNo)).to.deep.equal(['D-1']);
    }));

  it('shows the progress of reading and filing, and the result', () =>
    visiting({ url: world.url, now: world.time.now, as: 'officer', at: '/imports' }, async (visit) => {
      // Records each progress message in the page.
      await visit.page.evaluate(`(() => {
      globalThis.progress = [];
      new MutationObserver(() => {
        const [text, bar] = [document.querySelector('.running [role=status]')?.textContent, document.querySelector('[role=progressbar]')];
        if (text && bar && progress.at(-1)?.text !== text) progress.push({ text, title: bar.getAttribute('aria-label'), share: Number(bar.getAttribute('aria-valuenow')) / 100 });
      }).observe(document.body, { subtree: true, childList: true, characterData: true });
    })()`);
      await choose(
        visit,
        [
          HEADER,
          ...Array.from({ length: MANY }, (_, n) =>
            line(`P-${n}`, {
              uscc: composeUscc('91430200', `MA${String(Math.floor(n / ROWS_PER_FIRM)).padStart(6, '0')}`),
            }),
          ),
        ].join('\n'),
      );
      await visit.use(visit.page.getByRole('button', { name: `备案全部 ${MANY} 笔` }));
      await visit.use(visit.page.getByRole('button', { name: '确认备案' }));
      await visit.see(`已备案 ${MANY} 笔`);
      const progress = (await visit.page.evaluate('progress')) as { text: string; title: string; share: number }[];
      const numbers = (shape: RegExp): number[] =>
        progress.flatMap(({ text }) => shape.exec(text)?.[1] ?? []).map(Number);
      const [read, written] = [numbers(/^已读 (\d+) 行/), numbers(new RegExp(`^已写入 (\\d+) 行，共 ${MANY} 行`))];
      for (const steps of [read, written]) {
        expect(new Set(steps).size, JSON.stringify(progress)).to.be.above(1);
        expect(steps).to.deep.equal([...steps].sort((a, b) => a - b));
      }
      expect(
        progress.some(({ share }) => share > 0 && share < 1),
        JSON.stringify(progress),
      ).to.equal(true);
      expect((await world.owner.query('select count(*)::int as count from filing')).rows).to.deep.equal([
        { count: MANY },
      ]);
    }));

  it('takes a suggestion with a click, and with Alt+Enter in its cell', () =>
    visiting({ url: world.url, now: world.time.now, as: 'officer', at: '/imports' }, async (visit) => {
      // The letter O instead of zero in a code; yuan in a column of 万元.
      await choose(
        visit,
        [
          HEADER,
          line('E-1', { uscc: FIRMS.F1.replace('0', 'O') }),
          line('E-2', { amount: '3000000' }),
          line('E-3', { uscc: FIRMS.F1.replace('0', 'O'), amount: '2000000' }),
        ].join('\n'),
      );
      await visit.see('逐格更正');
      const cell = (row: number, field: string): Locator =>
        visit.page.getByRole('textbox', { name: `行 ${row} ${field}` });
      await visit.page
        .getByRole('row', { name: /^2/ })
        .getByRole('button', { name: `建议：${FIRMS.F1}` })
        .click();
      await visit.see('第 2 行已重新核对');
      expect(await cell(2, '统一社会信用代码').inputValue()).to.equal(FIRMS.F1);
      // The button has disappeared and its cell has the focus.
      await visit.see(cell(2, '统一社会信用代码').and(visit.page.locator(':focus')));
      await visit.tabTo(cell(3, '贷款金额'));
      expect(await cell(3, '贷款金额').getAttribute('aria-keyshortcuts')).to.equal('Alt+Enter');
      await visit.press('Alt+Enter');
      await visit.see('第 3 行已重新核对');
      expect(await cell(3, '贷款金额').inputValue()).to.equal('3000000元');
      // The button can also be reached by keyboard.
      await visit.use(visit.page.getByRole('row', { name: /^4/ }).getByRole('button', { name: `建议：${FIRMS.F1}` }));
      await visit.see(cell(4, '统一社会信用代码').and(visit.page.locator(':focus')));
      await visit.use(visit.page.getByRole('row', { name: /^4/ }).getByRole('button', { name: '建议：2000000元' }));
      await visit.see(visit.page.getByRole('button', { name: '备案全部 3 笔' }));
      await visit.use(visit.page.getByRole('button', { name: '备案全部 3 笔' }));
      await visit.use(visit.page.getByRole('button', { name: '确认备案' }));
      await visit.see('已备案 3 笔');
      expect((await filed()).map(({ amount, firm }) => [amount, firm.uscc])).to.deep.equal([
        ['2000000.00', FIRMS.F1],
        ['3000000.00', FIRMS.F1],
        ['3000000.00', FIRMS.F1],
      ]);
    }));

  it('asks for a missing unit, and files only the valid rows on request', () =>
    visiting({ url: world.url, now: world.time.now, as: 'officer', at: '/imports' }, async (visit) => {
      await choose(
        visit,
        [HEADER.replace('(万元)', ''), line('B-1', { amount: '150' }), line('B-2', { amount: 'x' })].join('\n'),
      );
      await visit.see('请先确认以下内容');
      await visit.accessible('the questions');
      await visit.choose(visit.page.getByLabel('金额单位'), '万元');
      await visit.use(visit.page.getByRole('button', { name: '按此重新读取' }));
      await visit.see('逐格更正');
      await visit.use(visit.page.getByRole('button', { name: '只备案无误的 1 笔' }));
      await visit.use(visit.page.getByRole('button', { name: '确认备案' }));
      await visit.see('已备案 1 笔');
      await visit.see('另有 1 行有误');
      expect((await filed()).map(({ amount }) => amount)).to.deep.equal(['1500000.00']);
    }));

  it('shows the columns with errors first, and links an earlier import of the same file', () =>
    visiting({ url: world.url, now: world.time.now, as: 'officer', at: '/imports' }, async (visit) => {
      const text = [HEADER, line('S-1'), line('S-2', { dueOn: '2026-03-01' }), line('S-3', { amount: 'x' })].join('\n');
      await choose(visit, text);
      await visit.see('逐格更正');
      const first = new URL(visit.page.url()).pathname;
      const headings = await visit.page.locator('.error-sheet thead th').allTextContents();
      expect(headings.slice(0, 5)).to.deep.equal(['行', '企业名称', '贷款金额', '到期日期', '统一社会信用代码']);
      await visit.goto('/imports');
      await choose(visit, text, '同一台账.csv');
      await visit.see(visit.page.getByRole('heading', { name: '同一台账.csv', level: 1 }));
      await visit.see('这份文件以前导入过。');
      expect(await visit.page.getByText('同一文件此前已导入过').count()).to.equal(0);
      await visit.use(visit.page.getByRole('link', { name: '查看' }));
      await visit.see(visit.page.getByRole('heading', { name: '台账.csv', level: 1, exact: true }));
      expect(new URL(visit.page.url()).pathname).to.equal(first);
    }));

  it('rejects a file of another format, and discards an import on request', () =>
    visiting(
      { url: world.url, now: world.time.now, viewport: NARROW, as: 'officer', at: '/imports' },
      async (visit) => {
        visit.tolerate(400, /imports$/).tolerate(415, /imports$/);
        await choose(visit, '%PDF-1.4', 'loan.pdf');
        await visit.page.locator('.ant-alert, .ant-result').first().waitFor();
        await visit.goto('/imports');
        await choose(visit, [HEADER, line('C-1'), line('C-2', { amount: '0' })].join('\n'));
        await visit.see('逐格更正');
        await visit.fits('the grid on a phone');
        await visit.accessible('the grid on a phone');
        await visit.use(visit.page.getByRole('button', { name: '放弃此次导入' }));
        await visit.see(visit.page.getByRole('dialog', { name: '放弃此次导入？' }));
        await visit.use(visit.page.getByRole('dialog').getByRole('button', { name: '放弃此次导入' }));
        await visit.see(visit.page.getByRole('heading', { name: '数据导入' }));
        expect((await (await world.as('officer')).get('/imports?state=checked')).body.items).to.deep.equal([]);
      },
    ));

  it('asks about hidden rows, shows what was understood, and files after a confirmation of the total', () =>
    visiting({ url: world.url, now: world.time.now, as: 'officer', at: '/imports' }, async (visit) => {
      const rows = [HEADER, line('H-1'), line('H-2', { amount: '12.5' }), '合计,,,,,900'].map((text) =>
        text.split(','),
      );
      await visit.page.locator('input[type=file]').setInputFiles({
        name: '台账.xlsx',
        mimeType: XLSX,
        buffer: Buffer.from(xlsx({ sheets: [{ name: 'Sheet1', rows, hidden: [3] }] })),
      });
      await visit.see('有被隐藏或筛选掉的行');
      await visit.accessible('the questions');
      const go = visit.page.getByRole('button', { name: '按此继续' });
      expect(await go.isDisabled()).to.equal(true);
      await visit.page.getByRole('radio', { name: '照常导入' }).check();
      await visit.use(go);
      await visit.see('备案前需要确认');
      await visit.see('共 2 笔，合计 3,125,000.00 元（312.50 万元）');
      await visit.see(visit.page.getByRole('cell', { name: '12.5 125,000.00 元' }));
      await visit.see(visit.page.getByRole('radio', { name: '照常导入', checked: true }));
      await visit.accessible('the checked import');
      await visit.use(visit.page.getByRole('button', { name: '备案全部 2 笔' }));
      const dialog = visit.page.getByRole('dialog', { name: '备案全部 2 笔？' });
      await visit.see(dialog.getByText('共 2 笔，合计 3,125,000.00 元（312.50 万元）'));
      const now = dialog.getByRole('button', { name: '确认备案' });
      expect(await now.isDisabled()).to.equal(true);
      await visit.accessible('the commit dialog');
      await dialog.getByRole('checkbox').check();
      await visit.use(now);
      await visit.see('已备案 2 笔');
      expect((await filed()).map(({ amount }) => amount)).to.deep.equal(['125000.00', '3000000.00']);
    }));
});
