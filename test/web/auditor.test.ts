import { expect } from 'chai';
import { filingWithReceipt } from '../support/tables.ts';
import { button, dialog, link } from '../support/web/controls.ts';
import type { Visit } from '../support/web/visit.ts';
import { NARROW, visiting } from '../support/web/visit.ts';
import { FIRMS, PASSWORD, type World } from '../support/world.ts';
import { openAuditorWorld } from './auditor-world.ts';
import { checkPages } from './check-pages.ts';

const WORDS = {
  'zh-CN': {
    login: '登录名',
    overview: '年度总览',
    amount: '贷款金额（已备案）',
    definition: '“惠及企业”的口径',
    distinct: /按统一社会信用代码去重/,
    copy: '复制“贷款金额（已备案）”的精确值',
    table: '查看数据表',
    march: '3 月',
    back: '返回年度总览',
    waiting: '待审核 3 笔',
    accept: '同意',
    returnIt: '退回补正',
    reason: '原因',
    filings: '全部备案',
    voidIt: '作废',
    confirm: '我已核实，确认作废此笔备案',
    findFirm: '查找企业',
    add: '新增资质',
    certificate: '证书编号',
    from: '有效期起',
    to: '有效期止',
    save: '保存',
    change: /^变更 GR202643000009/,
    revoke: /^取消资格 GR202643000009/,
    revokedOn: '首个无效日',
    register: '登记企业',
    uscc: '统一社会信用代码',
    name: '企业名称',
    region: '县市区（园区）',
    byHand: '人工登记',
    trail: '操作日志',
    accessLog: '访问日志',
    what: '事项',
    look: '查看备案',
    refused: '无权限被拒',
    nothingFound: '没有符合条件的记录',
    trailType: '记录类型',
    found: '企业',
    next: '键盘快捷键',
    use: '启用快捷键',
    nothing: '没有待审核的备案',
    month: '按月',
    imports: '数据导入',
    choose: '选择文件',
    takeAll: '导入全部 1 行',
    another: '再导入一份',
    csv: '导出 CSV: 按银行',
    xlsx: '导出 Excel: 按银行',
  },
  en: {
    login: 'Login',
    overview: 'Year overview',
    amount: 'Amount filed',
    definition: 'Definition of “Firms”',
    distinct: /Distinct firms with an accepted filing/,
    copy: 'Copy the exact figure of “Amount filed”',
    table: 'Show as a table',
    march: 'Mar',
    back: 'Back to the overview',
    waiting: '3 to review',
    accept: 'Accept',
    returnIt: 'Return',
    reason: 'Reason',
    filings: 'All filings',
    voidIt: 'Void',
    confirm: 'I have checked this and confirm voiding the filing',
    findFirm: 'Find a firm',
    add: 'Add a qualification',
    certificate: 'High-tech certificate no.',
    from: 'Valid from',
    to: 'Valid to',
    save: 'Save',
    change: /^Change GR202643000009/,
    revoke: /^Revoke GR202643000009/,
    revokedOn: 'First invalid day',
    register: 'Register a firm',
    uscc: 'Credit code',
    name: 'Firm name',
    region: 'Region',
    byHand: 'Registered by hand',
    trail: 'Audit trail',
    accessLog: 'Access log',
    what: 'What',
    look: 'Look at a filing',
    refused: 'Refused',
    nothingFound: 'No matching records',
    trailType: 'Type of record',
    found: 'Firms',
    next: 'Keyboard shortcuts',
    use: 'Enable shortcuts',
    nothing: 'No filings to review',
    month: 'By month',
    imports: 'Data import',
    choose: 'Choose a file',
    takeAll: 'Import all 1 rows',
    another: 'Import another file',
    csv: 'Export CSV: By bank',
    xlsx: 'Export Excel: By bank',
  },
} as const;

for (const language of ['zh-CN', 'en'] as const) {
  const w = WORDS[language];

  describe(`the auditor’s pages, used by keyboard (${language})`, function () {
    this.timeout(240_000);
    let world: World;
    before(async () => {
      world = await openAuditorWorld();
    });
    after(() => world?.close());

    const at = (path: string, work: (visit: Visit) => Promise<void>): Promise<void> =>
      visiting({ url: world.url, language, now: world.time.now, as: 'auditor', at: path }, work);
    const field = (visit: Visit, label: string) => visit.page.getByLabel(label, { exact: false });
    const stateOf = (receiptNo: string): Promise<any> => filingWithReceipt(world, receiptNo);

    it('shows the year overview after sign-in: amount, growth, definition and exact value of a figure', () =>
      visiting({ url: world.url, language, now: world.time.now, at: '/' }, async (visit) => {
        await visit.tabTo(field(visit, w.login));
        await visit.type('auditor');
        await visit.press('Tab');
        await visit.type(PASSWORD);
        await visit.press('Enter');
        await visit.see(visit.page.getByRole('heading', { level: 1, name: w.overview }));
        const figure = visit.page.getByRole('region', { name: w.amount, exact: true });
        await visit.see(figure.getByText('10,000,000.00'));
        // 10,000,000 against the 4,000,000 of the same part of the year before; later filings of that year do not count.
        await visit.see(figure.getByText('+150.0%'));
        await visit.see(figure.getByText('4,000,000.00'));
        await visit.use(button(visit, w.definition));
        await visit.see(visit.page.getByText(w.distinct).filter({ visible: true }));
        await visit.accessible('the overview with a definition');
        await visit.press('Escape');
        await visit.gone(visit.page.getByText(w.distinct).filter({ visible: true }));
        await visit.tabTo(button(visit, w.copy), 'Shift+Tab');
        await visit.press('Enter');
        expect(await visit.page.evaluate('navigator.clipboard.readText()')).to.equal('10000000.00');
      }));

    it('links a figure to its filings, and back', () =>
      at('/overview?basis=disbursed', async (visit) => {
        const months = visit.page.getByRole('region', { name: w.month, exact: true });
        await visit.use(months.getByText(w.table));
        await visit.use(months.getByRole('link', { name: w.march, exact: true }));
        await visit.see(visit.page.getByRole('heading', { level: 1, name: w.filings }));
        const rows = visit.page.locator('.data tbody tr');
        await visit.see(rows);
        expect(await rows.count()).to.equal(2);
        expect((await rows.locator('td.number').allInnerTexts()).sort()).to.deep.equal([
          '3,000,000.00',
          '4,000,000.00',
        ]);
        await visit.use(link(visit, w.back));
        await visit.see(visit.page.getByRole('heading', { level: 1, name: w.overview }));
        expect(visit.page.url()).to.contain('basis=disbursed');
      }));

    if (language === 'zh-CN') {
      it('links a bar of a chart to its filings, and back', () =>
        at('/overview', async (visit) => {
          const chart = visit.page.getByRole('region', { name: w.month, exact: true }).locator('.chart');
          await visit.see(visit.page.locator('[aria-labelledby=by-month] .chart[data-drawn=true] canvas'));
          // Content that loads above the chart moves it.
          await visit.settled();
          const { x, y, width, height } = (await chart.boundingBox())!;
          // Scans just above the axis from the left. The first bar is March: nothing was filed in January and February.
          let from = x + 30;
          for (; from < x + width; from += 3) {
            await visit.page.mouse.move(from, y + height - 34);
            if (
              (await chart
                .locator('> div')
                .first()
                .evaluate((element) => (element as any).style.cursor)) === 'pointer'
            )
              break;
          }
          await visit.page.mouse.click(from, y + height - 34);
          await visit.see(visit.page.getByRole('heading', { level: 1, name: w.filings }));
          expect(new URL(visit.page.url()).searchParams.get('filedFrom')).to.equal('2026-03-01');
          await visit.see(visit.page.locator('.data tbody tr'));
          expect(await visit.page.locator('.data tbody tr').count()).to.equal(2);
          await visit.use(link(visit, w.back));
          await visit.see(visit.page.getByRole('heading', { level: 1, name: w.overview }));
        }));
    }

    it('exports a breakdown as CSV and as a workbook', () =>
      at('/overview', async (visit) => {
        const saved = async (name: string): Promise<{ name: string; content: Buffer }> => {
          await visit.tabTo(button(visit, name));
          const [download] = await Promise.all([visit.page.waitForEvent('download'), visit.press('Enter')]);
          return {
            name: download.suggestedFilename(),
            content: Buffer.concat(await (await download.createReadStream()).toArray()),
          };
        };
        const csv = await saved(w.csv);
        expect(csv.name).to.match(/\.csv$/);
        expect(csv.content.toString()).to.contain('7000000.00').and.to.contain('ICBC');
        const xlsx = await saved(w.xlsx);
        expect(xlsx.name).to.match(/\.xlsx$/);
        expect(xlsx.content.subarray(0, 2).toString()).to.equal('PK');
      }));

    it('reviews flagged filings one after another: shows flags, accepts, returns with a reason in any letters', () =>
      at('/review', async (visit) => {
        await visit.see(w.waiting);
        await visit.see(language === 'en' ? /name differs from the registered one/ : /企业名称与登记名称/);
        await visit.accessible('the review page');
        await visit.press('j');
        await visit.see(visit.page.locator('dd').getByText('WAIT-2'));
        await visit.press('k');
        await visit.see(visit.page.locator('dd').getByText('WAIT-1'));
        await visit.press('a');
        await visit.see(visit.page.locator('dd').getByText('WAIT-2'));
        expect((await stateOf('WAIT-1')).state).to.equal('accepted');
        await visit.press('r');
        await visit.see(dialog(visit));
        await visit.accessible('the reason dialog');
        await visit.press('Control+Enter');
        // The reason contains letters that are shortcuts outside the dialog.
        await visit.type('jar: 名称 and k');
        await visit.use(dialog(visit).getByRole('button', { name: w.returnIt }));
        await visit.see(visit.page.locator('dd').getByText('WAIT-3'));
        const { state, state_reason } = await stateOf('WAIT-2');
        expect([state, state_reason]).to.deep.equal(['returned', 'jar: 名称 and k']);
        expect((await stateOf('WAIT-3')).state).to.equal('submitted');
        // Disabled shortcuts do nothing, also after a reload.
        await visit.use(visit.page.getByText(w.next));
        await visit.use(field(visit, w.use), 'Space');
        await visit.page.reload();
        await visit.settled();
        await visit.press('a');
        await visit.settled();
        expect((await stateOf('WAIT-3')).state).to.equal('submitted');
        await visit.use(button(visit, w.accept));
        await visit.see(w.nothing);
      }));

    it('finds a filing and voids it with a reason and a confirmation; it leaves the totals', () =>
      at('/filings', async (visit) => {
        await visit.tabTo(visit.page.getByRole('main').getByRole('textbox').first());
        await visit.type('远航');
        await visit.press('Enter');
        await visit.page.waitForURL(/q=/);
        await visit.tabTo(visit.page.getByRole('combobox').nth(1));
        await visit.type('2026');
        await visit.press('Enter');
        await visit.settled();
        await visit.accessible('the list of filings');
        const name = visit.page.getByRole('rowheader').getByRole('link');
        expect(await name.count()).to.equal(1);
        await visit.use(name);
        await visit.see(visit.page.getByRole('heading', { level: 1, name: '株洲远航轨道科技有限公司' }));
        await visit.accessible('a filing');
        await visit.use(button(visit, w.voidIt));
        await visit.type('银行误报');
        await visit.use(dialog(visit).getByRole('button', { name: w.voidIt }));
        // The confirmation is required.
        await visit.see(dialog(visit).getByRole('alert').filter({ hasText: /./ }));
        await visit.tabTo(field(visit, w.confirm), 'Shift+Tab');
        await visit.press('Space');
        await visit.use(dialog(visit).getByRole('button', { name: w.voidIt }));
        await visit.gone(dialog(visit));
        await visit.see(visit.page.getByText(`${w.reason}: 银行误报`));
        const totals = await (await world.as('auditor')).get('/totals?from=2026&to=2026&bank=CCB');
        expect(totals.body.total.amount).to.equal('0.00');
      }));

    it('adds a qualification, changes its period and revokes it; filings are linked again', () =>
      at('/firms', async (visit) => {
        await visit.accessible('the firms');
        await visit.tabTo(field(visit, w.findFirm));
        await visit.type('zzjt');
        await visit.press('Enter');
        await visit.page.waitForURL(/q=/);
        await visit.settled();
        await visit.use(link(visit, '株洲旧铁机械有限公司'));
        await visit.see(visit.page.getByRole('heading', { level: 1, name: '株洲旧铁机械有限公司' }));
        await visit.use(button(visit, w.add));
        await visit.accessible('the dialog for a qualification');
        await visit.tabTo(dialog(visit).getByLabel(w.certificate));
        await visit.type('GR202643000009');
        await visit.tabTo(dialog(visit).getByLabel(w.from));
        await visit.type('2026-01-01');
        await visit.tabTo(dialog(visit).getByLabel(w.to));
        await visit.type('2028-12-31');
        await visit.tabTo(dialog(visit).getByLabel(w.reason));
        await visit.type('新名单');
        await visit.use(dialog(visit).getByRole('button', { name: w.save }));
        await visit.gone(dialog(visit));
        const linked = async (): Promise<unknown> =>
          (
            await world.owner.query('select links from filing where uscc = $1 order by submitted_at desc limit 1', [
              FIRMS.F4,
            ])
          ).rows[0].links;
        expect(await linked()).to.have.property('high_tech');
        await visit.use(button(visit, w.change));
        await visit.tabTo(dialog(visit).getByLabel(w.to));
        await visit.type('2028-06-30');
        await visit.tabTo(dialog(visit).getByLabel(w.reason));
        await visit.type('更正');
        await visit.use(dialog(visit).getByRole('button', { name: w.save }));
        await visit.see(/2028-06-30/);
        await visit.use(button(visit, w.revoke));
        await visit.accessible('the dialog for revoking');
        await visit.tabTo(dialog(visit).getByLabel(w.revokedOn));
        await visit.type('2026-04-01');
        await visit.tabTo(dialog(visit).getByLabel(w.reason));
        await visit.type('取消资格');
        await visit.use(dialog(visit).locator('button[type=submit]'));
        await visit.gone(dialog(visit));
        await visit.see(language === 'en' ? 'Revoked from 2026-04-01' : '自 2026-04-01 起取消资格');
        // The loan was disbursed in May, after the revocation.
        expect(await linked()).to.deep.equal({});
        await visit.accessible('a firm');
      }));

    it('registers a firm whose code fails its check', () =>
      at('/firms', async (visit) => {
        await visit.use(button(visit, w.register));
        await visit.tabTo(dialog(visit).getByLabel(w.uscc));
        await visit.type('91350100m0001tgqxm');
        await visit.tabTo(dialog(visit).getByLabel(w.name));
        await visit.type('福州示例软件有限公司');
        await visit.choose(dialog(visit).getByLabel(w.region), '天元区');
        await visit.tabTo(dialog(visit).getByLabel(w.reason));
        await visit.type('执照原件核验');
        await visit.use(dialog(visit).locator('button[type=submit]'));
        await visit.see(visit.page.getByRole('heading', { level: 1, name: '福州示例软件有限公司' }));
        await visit.see(w.byHand);
      }));

    it('imports a list of qualifications: checks it first, then commits it and links filings again', () =>
      at('/imports', async (visit) => {
        await visit.see(visit.page.getByRole('heading', { level: 1, name: w.imports }));
        await visit.accessible('the import page');
        await visit.tabTo(button(visit, w.choose));
        const chooser = visit.page.waitForEvent('filechooser');
        // The browser must know that the file chooser is intercepted before the key that opens it.
        await visit.settled();
        await visit.press('Enter');
        await (
          await chooser
        ).setFiles({
          name: 'list.csv',
          mimeType: 'text/csv',
          buffer: Buffer.from(
            `企业名称,统一社会信用代码,证书编号,发证日期,所属区县\n醴陵新釉陶瓷材料有限公司,${FIRMS.F3},GR202543000077,2025-12-01,醴陵市`,
          ),
        });
        await visit.tabTo(button(visit, w.takeAll));
        expect(
          (
            await world.owner.query(
              `select count(*)::int as n from qualification where certificate_no = 'GR202543000077'`,
            )
          ).rows[0].n,
        ).to.equal(0);
        await visit.press('Enter');
        await visit.see(link(visit, w.another));
        const {
          rows: [{ links }],
        } = await world.owner.query('select links from filing where uscc = $1', [FIRMS.F3]);
        expect(links).to.have.property('high_tech');
      }));

    it('searches filings and firms, and reads the audit trail', () =>
      at('/search', async (visit) => {
        await visit.tabTo(visit.page.getByRole('main').getByRole('textbox'));
        await visit.type('新釉');
        await visit.press('Enter');
        await visit.see(visit.page.getByRole('heading', { level: 2, name: w.found }));
        // Firms and filings are loaded by separate requests.
        await visit.settled();
        expect(await link(visit, '醴陵新釉陶瓷材料有限公司').count()).to.equal(2);
        await visit.accessible('the search page');
        await visit.use(link(visit, w.trail));
        await visit.see(visit.page.getByRole('heading', { level: 1, name: w.trail }));
        await visit.tabTo(field(visit, w.trailType));
        await visit.press('ArrowDown', 'ArrowDown', 'Enter');
        await visit.page.waitForURL(/type=filing/);
        await visit.use(visit.page.locator('details > summary').first());
        await visit.accessible('the audit trail');
      }));

    it('shows in the access log who was refused and who looked at a filing', async () => {
      await (await world.as('officer')).get('/trail');
      const { rows } = await world.owner.query(`select id from filing where receipt_no = 'WAIT-3'`);
      await (await world.as('auditor2')).get(`/filings/${rows[0].id}`);
      await world.accessLog.flush();
      await at('/overview', async (visit) => {
        await visit.use(link(visit, w.accessLog));
        await visit.see(visit.page.getByRole('heading', { level: 1, name: w.accessLog }));
        await visit.see(visit.page.getByRole('cell', { name: w.refused }).first());
        await visit.see(visit.page.getByRole('link', { name: new RegExp(rows[0].id) }).first());
        await visit.accessible('the access log');
        await visit.choose(field(visit, w.what), w.refused);
        await visit.page.waitForURL(/kind=refused/);
        await visit.gone(visit.page.getByRole('cell', { name: w.look }).first());
        await visit.see(visit.page.getByRole('cell', { name: w.refused }).first());
      });
    });

    it('fits a narrow screen and is accessible there', () =>
      visiting({ url: world.url, language, now: world.time.now, as: 'auditor', viewport: NARROW, at: '/' }, (visit) =>
        checkPages(
          visit,
          ['/overview', '/review', '/filings', '/firms', `/firms/${FIRMS.F1}`, '/search?q=zz', '/trail', '/access-log'],
          language,
        ),
      ));
  });
}
