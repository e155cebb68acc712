import { expect } from 'chai';
import type { Locator, Route } from 'playwright-core';
import { flaggedFiling, goodFiling } from '../support/filing.ts';
import { stays } from '../support/until.ts';
import { openConsoleWorld } from '../support/web/console-world.ts';
import { NARROW, visiting, type Visit, type VisitOptions } from '../support/web/visit.ts';
import { FIRMS, PASSWORD, type World } from '../support/world.ts';

const OFFLINE = /net::ERR_/;

/** A casual typist in the keystroke-level model (Card, Moran and Newell 1980), doubled for thinking and the shift key. */
const SECONDS_A_KEY = 0.28 * 2;

describe('the pages of a loan officer', function () {
  this.timeout(120_000);
  let world: World;
  beforeEach(async () => {
    world = await openConsoleWorld();
  });
  afterEach(() => world?.close());

  const officer = (
    at: string,
    work: (visit: Visit) => Promise<void>,
    more: Partial<VisitOptions & { as: string }> = {},
  ): Promise<void> => visiting({ url: world.url, now: world.time.now, as: 'officer', at, ...more }, work);
  const field = (visit: Visit, name: string): Locator => visit.page.locator(`[name=${name}]`);
  /** Moves to the next field with Tab and types. */
  const next = async (visit: Visit, text: string): Promise<void> => {
    await visit.press('Tab');
    await visit.type(text);
  };
  const stored = async (): Promise<any[]> => (await (await world.as('officer')).get('/filings')).body.items;

  for (const [language, words] of [
    [
      'zh-CN',
      {
        number: /^备案编号 ZD2026-\d+/,
        another: '再备一笔',
        held: '高新技术企业',
        passed: '未发现问题，提交后一般当场备案。',
        inWords: '人民币叁佰万零伍佰元整',
      },
    ],
    [
      'en',
      {
        number: /^Number ZD2026-\d+/,
        another: 'File another loan',
        held: 'High-tech enterprise',
        passed: 'No problems found: the filing is normally accepted on submission.',
        inWords: '人民币叁佰万零伍佰元整',
      },
    ],
  ] as const) {
    it(`files a loan by keyboard within a minute (${language})`, () =>
      officer(
        '/filings/new',
        async (visit) => {
          await visit.accessible('the empty form');
          // The firm field has the focus when the page opens.
          await visit.type('zzxh');
          await visit.see(visit.page.getByRole('option', { name: /株洲星火/ }));
          await visit.accessible('the list of firms');
          await visit.press('Enter');
          await field(visit, 'disbursedOn').and(visit.page.locator(':focus')).waitFor();
          await visit.type('0315');
          await visit.see(words.held);
          await next(visit, '12');
          await next(visit, '300.05');
          await visit.see(words.inWords);
          // Skips the unit, which stays unchanged.
          await visit.press('Tab');
          await next(visit, '3.45%');
          await next(visit, 'HT-2026-1');
          await next(visit, 'JJ-2026-1');
          await visit.see(words.passed);
          await visit.accessible('the filled form');
          expect([
            await field(visit, 'disbursedOn').inputValue(),
            await field(visit, 'dueOn').inputValue(),
          ]).to.deep.equal(['2026-03-15', '2027-03-15']);
          await visit.press('Control+Enter');
          expect(visit.keys * SECONDS_A_KEY).to.be.below(60);
          await visit.see(words.number);
          await visit.accessible('the result');
          const [filing] = await stored();
          expect(filing).to.deep.include({
            state: 'accepted',
            amount: '3000500.00',
            annualRate: '3.45',
            disbursedOn: '2026-03-15',
            dueOn: '2027-03-15',
            contractNo: 'HT-2026-1',
            receiptNo: 'JJ-2026-1',
          });
          expect([filing.firm, filing.region.code]).to.deep.equal([
            { uscc: FIRMS.F1, name: '株洲星火智能装备有限公司' },
            '430211',
          ]);
          expect(
            await visit.page.evaluate('Object.keys(localStorage).filter((key) => key.startsWith("zhidai.draft."))'),
          ).to.deep.equal([]);
          await visit.use(visit.page.getByRole('button', { name: words.another }));
          await visit.page.locator('input[name=firm]:focus').waitFor();
        },
        { language },
      ));
  }

  it('finds a firm by name, initials or code, and accepts a firm that is not in the registry', () =>
    officer('/filings/new', async (visit) => {
      const firm = field(visit, 'firm');
      for (const typed of ['轨道科技', 'zzyh', FIRMS.F2.slice(0, 18)]) {
        await firm.fill(typed);
        await visit.see(visit.page.getByRole('option', { name: /株洲远航轨道科技/ }));
      }
      await firm.fill('91430200000000094X');
      await firm.press('Enter');
      await visit.page.locator('input[name=uscc]:focus').waitFor();
      await visit.press('Tab');
      await visit.see('校验位不符');
      await field(visit, 'uscc').fill(FIRMS.F5);
      await visit.gone(visit.page.getByText('校验位不符'));
      await field(visit, 'firmName').fill('株洲新来科技有限公司');
      await visit.choose(visit.page.getByLabel('县市区（园区）'), '天元区');
      for (const [name, text] of [
        ['disbursedOn', '2026/3/15'],
        ['dueOn', '24个月'],
        ['amount', '５０'],
        ['annualRate', '4.3500'],
        ['contractNo', 'HT-9'],
        ['receiptNo', 'JJ-9'],
      ] as const)
        await field(visit, name).fill(text);
      await visit.see('系统中没有这家企业');
      await field(visit, 'receiptNo').press('Control+Enter');
      await visit.see(/备案编号 ZD2026/);
      expect((await stored())[0]).to.deep.include({
        amount: '500000.00',
        annualRate: '4.35',
        dueOn: '2028-03-15',
        firm: { uscc: FIRMS.F5, name: '株洲新来科技有限公司' },
        status: { highTech: null, techSme: null },
      });
    }));

  it('shows every fault at its field before anything is sent, and focuses the first', () =>
    officer('/filings/new', async (visit) => {
      const posted: string[] = [];
      visit.page.on('request', (request) => {
        if (request.method() === 'POST') posted.push(request.url());
      });
      await field(visit, 'firm').press('Control+Enter');
      await visit.see('有 7 项需要更正');
      await visit.accessible('the form with every fault');
      await visit.page.locator('input[name=firm]:focus').waitFor();
      await visit.type('zzxh');
      await visit.see(visit.page.getByRole('option', { name: /株洲星火/ }));
      await visit.press('Enter');
      for (const [name, text, fault] of [
        ['disbursedOn', '2026-06-16', '放款日期晚于今天'],
        ['disbursedOn', '2026-02-29', '不是有效日期'],
        ['dueOn', '2026-03-14', '到期日期必须晚于放款日期'],
        ['amount', '0', '金额不能为零'],
        ['amount', '1.0000001', '小数位数过多'],
        ['amount', '五百', '请填写数字'],
        ['annualRate', '37', '0 至 36 之间'],
        ['contractNo', ' ', '此项必填'],
        ['receiptNo', 'x'.repeat(65), '内容太长'],
      ] as const) {
        if (name === 'dueOn') await field(visit, 'disbursedOn').fill('2026-03-15');
        await field(visit, name).fill(text);
        await field(visit, name).blur();
        await visit.see(visit.page.locator('.field', { has: field(visit, name) }).getByText(fault));
      }
      expect(posted).to.deep.equal([]);
      // Changing the unit keeps the amount.
      await field(visit, 'amount').fill('300.000001');
      await visit.choose(visit.page.getByLabel('单位'), '元');
      expect(await field(visit, 'amount').inputValue()).to.equal('3000000.01');
      await visit.see('人民币叁佰万元零壹分');
    }));

  it('shows flags and errors of the service, and links to the filing with the same receipt number', async () => {
    const first = (await (await world.as('officer')).post('/filings', goodFiling({ receiptNo: 'JJ-一' }))).body;
    await officer('/filings/new', async (visit) => {
      await field(visit, 'firm').fill('zzyh');
      await visit.see(visit.page.getByRole('option', { name: /株洲远航/ }));
      await visit.press('Enter');
      for (const [name, text] of [
        ['disbursedOn', '20260315'],
        ['dueOn', '36'],
        ['amount', '1200'],
        ['annualRate', '3'],
        ['contractNo', 'HT'],
        ['receiptNo', 'ｊｊ-一'],
      ] as const)
        await field(visit, name).fill(text);
      await visit.see('本行已有使用该借据号的备案');
      await visit.see(visit.page.getByRole('link', { name: '查看已有的备案' }));
      expect(await visit.page.getByRole('link', { name: '查看已有的备案' }).getAttribute('href')).to.equal(
        `/filings/${first.id}`,
      );
      await visit.accessible('a receipt number that is taken');
      await field(visit, 'receiptNo').fill('JJ-二');
      await visit.see('有以下疑点，须由主管部门审核');
      await visit.see(/金额超过单笔贷款上限/);
      await visit.press('Control+Enter');
      await visit.see('已提交，待审核');
      await visit.accessible('the result of a flagged filing');
    });
    expect((await stored()).map(({ state }) => state)).to.deep.equal(['submitted', 'accepted']);
  });

  it('keeps a draft of the account until it is sent or the user signs out', () =>
    officer('/filings/new', async (visit) => {
      await field(visit, 'contractNo').fill('HT-草稿');
      await visit.page.reload();
      await visit.see('已恢复上次未提交的内容');
      expect(await field(visit, 'contractNo').inputValue()).to.equal('HT-草稿');
      await visit.use(visit.page.getByRole('button', { name: '退出登录' }));
      await visit.see('已退出登录');
      expect(await visit.page.evaluate('JSON.stringify(localStorage)')).to.not.contain('草稿');
      await visit.page.locator('input[name=login]').fill('officer');
      await visit.page.locator('input[name=password]').fill(PASSWORD);
      await visit.press('Enter');
      await visit.use(visit.page.locator('#side').getByRole('link', { name: '新增备案' }));
      await field(visit, 'contractNo').waitFor();
      expect(await field(visit, 'contractNo').inputValue()).to.equal('');
    }));

  it('lists filings: returned ones first with the reason, counts, search, filters, sorting and pages', async () => {
    const [client, auditor] = [await world.as('officer'), await world.as('auditor')];
    for (let serial = 1; serial <= 55; serial += 1)
      expect(
        (await client.post('/filings', goodFiling({ amount: `${serial}0000.00`, receiptNo: `N-${serial}` }))).status,
      ).to.equal(201);
    const flagged = (await client.post('/filings', flaggedFiling({ uscc: FIRMS.F2, receiptNo: 'ZURÜCK-1' }))).body;
    await auditor.post(
      `/filings/${flagged.id}/return`,
      { reason: '企业名称与执照不符' },
      { 'If-Match': `"${flagged.version}"` },
    );
    await (await world.as('officer2')).post('/filings', goodFiling({ receiptNo: 'FREMD' }));
    await officer('/filings', async (visit) => {
      await visit.see('1 笔待补正，请更正后重新提交');
      await visit.see('企业名称与执照不符');
      await visit.page.getByRole('radio', { name: '全部 56' }).waitFor({ state: 'attached' });
      await visit.page.getByRole('radio', { name: '已备案 55' }).waitFor({ state: 'attached' });
      await visit.see('第 1–50 条，共 56 条');
      await visit.accessible('bank filings');
      await visit.use(visit.page.getByRole('button', { name: '下一页' }));
      await visit.see('第 51–56 条，共 56 条');
      expect(await visit.page.getByText('FREMD').count()).to.equal(0);
      await visit.choose(visit.page.getByLabel('排序'), '金额从大到小');
      await visit.see(visit.page.locator('tbody tr').first().getByText('300.00'));
      await visit.tabTo(visit.page.getByRole('searchbox'), 'Shift+Tab');
      await visit.type('N-55');
      await visit.see('第 1–1 条，共 1 条');
      expect(new URL(visit.page.url()).searchParams.get('q')).to.equal('N-55');
      await visit.page.getByRole('searchbox').fill('没有');
      await visit.see('没有符合条件的备案');
      await visit.accessible('the empty list');
      await visit.use(visit.page.getByRole('button', { name: '清除筛选' }));
      await visit.tabTo(visit.page.getByRole('radio', { checked: true }));
      await visit.press('ArrowRight', 'ArrowRight', 'ArrowRight');
      await visit.page.getByRole('radio', { name: /^待补正/, checked: true }).waitFor({ state: 'attached' });
      await visit.see('第 1–1 条，共 1 条');
      await visit.page.getByLabel('放款日期起').fill('20260401');
      await visit.page.getByLabel('放款日期起').blur();
      await visit.see('没有符合条件的备案');
    });
    await officer(
      '/filings',
      async (visit) => {
        await visit.fits('bank filings on a narrow screen');
        await visit.accessible('bank filings on a narrow screen');
      },
      { viewport: NARROW },
    );
  });

  for (const [language, words] of [
    ['zh-CN', { correct: '更正', send: '更正并重新提交', done: '已更正并重新提交' }],
    ['en', { correct: 'Correct', send: 'Correct and resubmit', done: 'Corrected and resubmitted' }],
  ] as const) {
    it(`corrects a returned filing and resubmits it (${language})`, async () => {
      const flagged = (await (await world.as('officer')).post('/filings', flaggedFiling())).body;
      await (
        await world.as('auditor')
      ).post(`/filings/${flagged.id}/return`, { reason: '名称不符' }, { 'If-Match': `"${flagged.version}"` });
      await officer(
        '/filings',
        async (visit) => {
          await visit.use(visit.page.getByRole('link', { name: new RegExp(`^${words.correct}`) }));
          await visit.see('名称不符');
          await visit.accessible('the form of a correction');
          await visit.use(visit.page.locator('.picked-firm button'));
          await visit.type('zzxh');
          await visit.press('Enter');
          await visit.see(visit.page.locator('.picked-firm').getByText('株洲星火智能装备有限公司'));
          await visit.tabTo(field(visit, 'remarks'));
          await visit.type('已核对');
          await field(visit, 'purpose').fill('采购设备');
          await visit.use(visit.page.getByRole('button', { name: words.send }));
          await visit.see(words.done);
          await visit.see(/^ZD2026-/);
          await visit.see(visit.page.locator('.details').getByText('采购设备'));
          await visit.see(visit.page.locator('.changes').getByText('采购设备'));
          await visit.accessible('a filing');
          await visit.fits('a filing');
        },
        { language },
      );
      expect((await stored())[0]).to.deep.include({ state: 'accepted', remarks: '已核对', purpose: '采购设备' });
    });
  }

  it('keeps the input after a conflict: shows what changed, and resubmits on the new version', async () => {
    const flagged = (await (await world.as('officer')).post('/filings', flaggedFiling())).body;
    await officer(`/filings/${flagged.id}/correct`, async (visit) => {
      visit.tolerate(412, /api\/v1\/filings/);
      await field(visit, 'remarks').fill('我的备注');
      expect(
        (
          await (
            await world.as('colleague')
          ).patch(`/filings/${flagged.id}`, { contractNo: 'HT-同事' }, { 'If-Match': `"${flagged.version}"` })
        ).status,
      ).to.equal(200);
      await field(visit, 'remarks').press('Control+Enter');
      await visit.see('这笔备案已被他人修改');
      await visit.see(visit.page.locator('.changes').getByText('HT-同事'));
      await visit.accessible('a stale version');
      expect(await field(visit, 'remarks').inputValue()).to.equal('我的备注');
      // The officer can keep or overwrite the change of the colleague.
      await field(visit, 'contractNo').fill('HT-同事');
      await field(visit, 'remarks').press('Control+Enter');
      await visit.see('已更正并重新提交');
    });
    expect((await stored())[0]).to.deep.include({ remarks: '我的备注', contractNo: 'HT-同事' });
  });

  it('withdraws a filing with a reason', async () => {
    const flagged = (await (await world.as('officer')).post('/filings', flaggedFiling())).body;
    await officer(`/filings/${flagged.id}`, async (visit) => {
      visit.tolerate(412, /withdraw$/);
      await visit.use(visit.page.getByRole('button', { name: '撤回' }));
      const dialog = visit.page.getByRole('dialog', { name: '撤回这笔备案' });
      await visit.see(dialog);
      await visit.accessible('the reason dialog');
      await visit.use(dialog.getByRole('button', { name: '撤回' }));
      await visit.see('请填写原因。');
      await visit.press('Escape');
      await visit.gone(dialog);
      await visit.press('Enter');
      await visit.type('录入有误');
      await (
        await world.as('colleague')
      ).patch(`/filings/${flagged.id}`, { remarks: '同事' }, { 'If-Match': `"${flagged.version}"` });
      // The record is loaded again before the officer is told so: another try has the present version.
      const url = `${world.url}/api/v1/filings/${flagged.id}`;
      const asked = new Promise<Route>((resolve) => void visit.page.route(url, resolve, { times: 1 }));
      await visit.use(dialog.getByRole('button', { name: '撤回' }));
      const loading = await asked;
      const told = dialog.getByText('他人刚刚更改了此记录');
      await stays('nothing was said', async () => !(await told.isVisible()), 300);
      await loading.continue();
      await visit.see('他人刚刚更改了此记录');
      await visit.use(dialog.getByRole('button', { name: '撤回' }));
      await visit.gone(dialog);
      await visit.see(visit.page.locator('.lead').getByText('已撤回'));
      await visit.see('录入有误');
    });
    expect((await stored())[0]).to.deep.include({ state: 'withdrawn', stateReason: '录入有误' });
  });

  it('shows the totals and the two-by-two of its own bank only, and exports them', async () => {
    const client = await world.as('officer');
    for (const filing of [
      goodFiling({ amount: '1000000.00' }),
      goodFiling({ uscc: FIRMS.F3, firmName: '醴陵新釉陶瓷材料有限公司', regionCode: '430281', amount: '2000000.00' }),
      goodFiling({ uscc: FIRMS.F5, firmName: '株洲新来科技有限公司', amount: '500000.00' }),
    ]) {
      expect((await client.post('/filings', filing)).body.state).to.equal('accepted');
    }
    await (await world.as('officer2')).post('/filings', goodFiling({ amount: '9000000.00' }));
    await officer('/totals', async (visit) => {
      await visit.see(visit.page.getByRole('row', { name: /^2026 350.00/ }));
      const cells = await visit.page.locator('.parts tbody td strong').allTextContents();
      expect(cells).to.deep.equal([
        '100.00万元',
        '0.00元',
        '100.00万元',
        '200.00万元',
        '50.00万元',
        '250.00万元',
        '300.00万元',
        '50.00万元',
        '350.00万元',
      ]);
      await visit.accessible('totals');
      const [download] = await Promise.all([
        visit.page.waitForEvent('download'),
        visit.use(visit.page.getByRole('button', { name: /CSV/ })),
      ]);
      expect(download.suggestedFilename()).to.match(/2026-06-15(-[0-9A-Z]{12})?[.]csv$/);
      expect(Buffer.concat(await (await download.createReadStream()).toArray()).toString())
        .to.contain('3500000.00')
        .and.not.to.contain('9000000.00');
      // Copied as exact, tab-separated lines.
      await visit.use(visit.page.getByRole('button', { name: '复制“2026 · 高企与科小构成”的精确值' }));
      expect(await visit.page.evaluate('navigator.clipboard.readText()'))
        .to.contain('高企且科小\t1000000.00\t1')
        .and.to.contain('合计\t3500000.00\t3');
      // From a cell to its filings, and back.
      await visit.use(visit.page.locator('.parts').getByRole('link', { name: '200.00万元' }));
      await visit.see('第 1–1 条，共 1 条');
      await visit.see(visit.page.getByRole('rowheader', { name: '醴陵新釉陶瓷材料有限公司' }));
      await visit.accessible('the filings behind a figure');
      await visit.use(visit.page.getByRole('button', { name: '去掉条件：仅科小' }));
      await visit.see('第 1–3 条，共 3 条');
      await visit.use(visit.page.getByRole('link', { name: '返回本行统计' }));
      await visit.see(visit.page.getByRole('row', { name: /^2026 350.00/ }));
    });
    await officer(
      '/totals',
      async (visit) => {
        await visit.fits('totals on a narrow screen');
        await visit.accessible('totals on a narrow screen');
      },
      { viewport: NARROW, language: 'en' },
    );
  });

  it('files a loan once when it is sent twice after a lost response', () =>
    officer('/filings/new', async (visit) => {
      await field(visit, 'firm').fill('zzxh');
      await visit.see(visit.page.getByRole('option', { name: /株洲星火/ }));
      await visit.press('Enter');
      for (const [name, text] of [
        ['disbursedOn', '20260315'],
        ['dueOn', '12'],
        ['amount', '100'],
        ['annualRate', '3'],
        ['contractNo', 'HT'],
        ['receiptNo', 'JJ'],
      ] as const)
        await field(visit, name).fill(text);
      await visit.see('未发现问题');
      let lost = 0;
      await visit.page.route('**/api/v1/filings', async (route) => {
        if (route.request().method() !== 'POST' || lost > 0) return route.continue();
        lost += 1;
        await route.fetch();
        await route.abort('connectionreset');
      });
      await visit.press('Control+Enter');
      await visit.see('不确定是否已提交');
      await visit.page.reload();
      await visit.see('已恢复上次未提交的内容');
      await field(visit, 'receiptNo').focus();
      await visit.press('Control+Enter');
      await visit.see(/备案编号 ZD2026/);
      expect(lost).to.equal(1);
      expect(await stored()).to.have.length(1);
      visit.faults.splice(0, visit.faults.length, ...visit.faults.filter((fault) => !OFFLINE.test(fault)));
    }));
});
