import { expect } from 'chai';
import type { Locator } from 'playwright-core';
import { composeUscc } from '../../src/domain/firm/uscc.ts';
import { openConsoleWorld } from '../support/web/console-world.ts';
import { NARROW, visiting, type Visit } from '../support/web/visit.ts';
import { FIRMS, type World } from '../support/world.ts';

const HEADER = '企业名称,统一社会信用代码,所属区县,合同编号,借据号,贷款金额(万元),年利率(%),放款日期,到期日期';
const line = (
  receiptNo: string,
  { uscc = FIRMS.F1 as string, amount = '300', disbursedOn = '2026.3.15', dueOn = '2027-03-15' } = {},
): string =>
  `株洲星火智能装备有限公司,${uscc},天元区,HT-${receiptNo},${receiptNo},${amount},3.45,${disbursedOn},${dueOn}`;

/** So many that reading and filing them takes longer than a look. */
const MANY = 12_000;
const A_FIRM_EACH = 100;

describe('uploading a spreadsheet at the console', function () {
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
        done: '已备案 3 笔',
        mended: '第 4 行已重新核对',
        list: '近期导入',
      },
    ],
    [
      'en',
      {
        wrong: 'To be corrected',
        grid: 'Mend it cell by cell',
        all: 'File all 3',
        done: '3 filed',
        mended: 'Row 4 was checked again',
        list: 'Earlier uploads',
      },
    ],
  ] as const) {
    it(`checks a sheet, lets wrong cells be mended, and files it (${language})`, () =>
      visiting({ url: world.url, now: world.time.now, language, as: 'officer', at: '/imports' }, async (visit) => {
        await visit.see(words.list);
        await visit.accessible('the page of uploads');
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
        await visit.see(words.mended);
        await cell(/4 (统一社会信用代码|Unified social credit code)$/).fill(FIRMS.F1);
        await visit.press('Enter');
        await visit.use(visit.page.getByRole('button', { name: words.all }));
        await visit.see(words.done);
        await visit.accessible('the result');
        expect((await filed()).map(({ amount, state, dueOn }) => [amount, state, dueOn])).to.deep.equal([
          ['1000000.00', 'accepted', '2027-03-15'],
          ['2000000.00', 'accepted', '2027-03-15'],
          ['3000000.00', 'accepted', '2027-03-15'],
        ]);
      }));
  }

  it('takes a file that is dragged into the page and dropped', () =>
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
      await visit.see('已备案 1 笔');
      expect((await filed()).map(({ receiptNo }) => receiptNo)).to.deep.equal(['D-1']);
    }));

  it('tells how far it is while it reads and while it files, and the result', () =>
    visiting({ url: world.url, now: world.time.now, as: 'officer', at: '/imports' }, async (visit) => {
      // What the page says meanwhile, each once, as it says it.
      await visit.page.evaluate(`(() => {
      globalThis.said = [];
      new MutationObserver(() => {
        const [text, bar] = [document.querySelector('.under-way [role=status]')?.textContent, document.querySelector('[role=progressbar]')];
        if (text && bar && said.at(-1)?.text !== text) said.push({ text, title: bar.getAttribute('aria-label'), share: Number(bar.getAttribute('aria-valuenow')) / 100 });
      }).observe(document.body, { subtree: true, childList: true, characterData: true });
    })()`);
      await choose(
        visit,
        [
          HEADER,
          ...Array.from({ length: MANY }, (_, n) =>
            line(`P-${n}`, {
              uscc: composeUscc('91430200', `MA${String(Math.floor(n / A_FIRM_EACH)).padStart(6, '0')}`),
            }),
          ),
        ].join('\n'),
      );
      await visit.use(visit.page.getByRole('button', { name: `备案全部 ${MANY} 笔` }));
      await visit.see(`已备案 ${MANY} 笔`);
      const said = (await visit.page.evaluate('said')) as { text: string; title: string; share: number }[];
      const numbers = (shape: RegExp): number[] => said.flatMap(({ text }) => shape.exec(text)?.[1] ?? []).map(Number);
      const [read, written] = [numbers(/^已读 (\d+) 行/), numbers(new RegExp(`^已写入 (\\d+) 行，共 ${MANY} 行`))];
      for (const steps of [read, written]) {
        expect(new Set(steps).size, JSON.stringify(said)).to.be.above(1);
        expect(steps).to.deep.equal([...steps].sort((a, b) => a - b));
      }
      expect(
        said.some(({ share }) => share > 0 && share < 1),
        JSON.stringify(said),
      ).to.equal(true);
      expect((await world.owner.query('select count(*)::int as count from filing')).rows).to.deep.equal([
        { count: MANY },
      ]);
    }));

  it('takes a suggestion with one click, and with one key in its cell', () =>
    visiting({ url: world.url, now: world.time.now, as: 'officer', at: '/imports' }, async (visit) => {
      // A code with the letter O for a nought; yuan in a column of ten thousands.
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
      // The button is gone; its cell has the focus.
      await visit.see(cell(2, '统一社会信用代码').and(visit.page.locator(':focus')));
      await visit.tabTo(cell(3, '贷款金额'));
      expect(await cell(3, '贷款金额').getAttribute('aria-keyshortcuts')).to.equal('Alt+Enter');
      await visit.press('Alt+Enter');
      await visit.see('第 3 行已重新核对');
      expect(await cell(3, '贷款金额').inputValue()).to.equal('3000000元');
      // By keyboard to the button itself, too.
      await visit.use(visit.page.getByRole('row', { name: /^4/ }).getByRole('button', { name: `建议：${FIRMS.F1}` }));
      await visit.see(cell(4, '统一社会信用代码').and(visit.page.locator(':focus')));
      await visit.use(visit.page.getByRole('row', { name: /^4/ }).getByRole('button', { name: '建议：2000000元' }));
      await visit.see(visit.page.getByRole('button', { name: '备案全部 3 笔' }));
      await visit.use(visit.page.getByRole('button', { name: '备案全部 3 笔' }));
      await visit.see('已备案 3 笔');
      expect((await filed()).map(({ amount, firm }) => [amount, firm.uscc])).to.deep.equal([
        ['2000000.00', FIRMS.F1],
        ['3000000.00', FIRMS.F1],
        ['3000000.00', FIRMS.F1],
      ]);
    }));

  it('asks for the unit where the sheet does not say it, and files only what is right when told so', () =>
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
      await visit.see('已备案 1 笔');
      await visit.see('另有 1 行有误');
      expect((await filed()).map(({ amount }) => amount)).to.deep.equal(['1500000.00']);
    }));

  it('says what is wrong with a file that is none, and drops an upload when asked', () =>
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
        await visit.see(visit.page.getByRole('heading', { name: '表格导入' }));
        expect((await (await world.as('officer')).get('/imports?state=checked')).body.items).to.deep.equal([]);
      },
    ));
});
