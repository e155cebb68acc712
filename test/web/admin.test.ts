import { expect } from 'chai';
import { ACTOR_SETTINGS } from '../support/raw.ts';
import { openConsoleWorld } from '../support/web/console-world.ts';
import { button, dialog } from '../support/web/controls.ts';
import type { Visit } from '../support/web/visit.ts';
import { NARROW, visiting } from '../support/web/visit.ts';
import { FIRMS, PASSWORD, type World } from '../support/world.ts';
import { checkPages } from './check-pages.ts';

const WORDS = {
  'zh-CN': {
    newAccount: '新建账号',
    role: '角色',
    login: '登录名',
    name: '姓名',
    bank: '银行',
    create: '新建',
    once: '一次性密码',
    copy: '复制密码',
    done: '已转交，关闭',
    mustChange: '待首次登录',
    edit: '修改',
    reset: '重置密码',
    unlock: '解除锁定',
    disable: '停用账号',
    disabled: '已停用',
    save: '保存',
    uscc: '企业统一社会信用代码',
    last: /最后一个可用的管理员/,
    newBank: '登记银行',
    title: '名称',
    ended: '已停用',
    validTo: '最后有效日',
    taken: '该代码已登记',
    regions: '县市区（园区）',
    newRule: '新增办法版本',
    ruleCode: '版本代码',
    ruleName: '办法名称',
    prefix: '适用区域',
    from: '起始日期',
    setRate: /设置利率上限/,
    benchmark: '基准',
    oneYearLpr: '一年期 LPR',
    points: '加基点（与倍数二选一）',
    notSet: '未设置',
    shown: '一年期 LPR',
    pointsShown: '+ 150 个基点',
    breach: '超限处理',
    refuse: '不予受理',
    newLpr: '登记利率',
    date: '公布日',
    oneYear: '一年期（%）',
    checked: '已核对至',
    saveDay: '更新核对日期',
    forbidden: '没有权限',
    oneTime: '一次性密码',
    newPassword: '新密码',
    again: '再次输入新密码',
    needed: '请填写此项。',
  },
  en: {
    newAccount: 'New account',
    role: 'Role',
    login: 'Login',
    name: 'Name',
    bank: 'Bank',
    create: 'Create',
    once: 'One-time password',
    copy: 'Copy the password',
    done: 'Handed over, close',
    mustChange: 'Not signed in yet',
    edit: 'Change',
    reset: 'Reset password',
    unlock: 'Unlock',
    disable: 'Disable the account',
    disabled: 'Disabled',
    save: 'Save',
    uscc: 'Credit code of the firm',
    last: /last active administrator/,
    newBank: 'Add a bank',
    title: 'Name',
    ended: 'Ended',
    validTo: 'Last valid day',
    taken: 'This code already exists',
    regions: 'Regions',
    newRule: 'New version',
    ruleCode: 'Version code',
    ruleName: 'Programme name',
    prefix: 'Applies to',
    from: 'From',
    setRate: /Set: Rate limit/,
    benchmark: 'Benchmark',
    oneYearLpr: 'one-year LPR',
    points: 'Plus basis points (or a factor)',
    notSet: 'Not set',
    shown: 'one-year LPR',
    pointsShown: '+ 150 basis points',
    breach: 'If exceeded',
    refuse: 'refuse',
    newLpr: 'Add a rate',
    date: 'Published on',
    oneYear: 'One year (%)',
    checked: 'Checked until',
    saveDay: 'Update the day',
    forbidden: 'Not permitted',
    oneTime: 'One-time password',
    newPassword: 'New password',
    again: 'Repeat the new password',
    needed: 'This field is required.',
  },
} as const;

for (const language of ['zh-CN', 'en'] as const) {
  const w = WORDS[language];

  describe(`the administrator’s pages, used by keyboard (${language})`, function () {
    this.timeout(240_000);
    let world: World;
    before(async () => {
      world = await openConsoleWorld();
    });
    after(() => world?.close());

    const at = (path: string, work: (visit: Visit) => Promise<void>): Promise<void> =>
      visiting({ url: world.url, language, now: world.time.now, as: 'admin', at: path }, work);
    const account = async (login: string): Promise<any> =>
      (await world.owner.query('select * from account where login = $1', [login])).rows[0];
    const disabledByOwner = async (login: string): Promise<void> => {
      await world.owner.query('begin');
      await world.owner.query(ACTOR_SETTINGS);
      await world.owner.query('update account set disabled = true where login = $1', [login]);
      await world.owner.query('commit');
    };
    const fill = async (visit: Visit, label: string, text: string): Promise<void> => {
      await visit.tabTo(dialog(visit).getByLabel(label));
      await visit.type(text);
    };
    const save = (visit: Visit, name: string = w.save): Promise<void> =>
      visit.use(dialog(visit).getByRole('button', { name, exact: true }));

    it('creates an account and shows its one-time password once; the owner signs in with it', async () => {
      let password = '';
      await at('/', async (visit) => {
        await visit.see(visit.page.getByRole('rowheader', { name: 'auditor2' }));
        await visit.accessible('the accounts');
        await visit.use(button(visit, w.newAccount));
        await visit.accessible('the dialog for an account');
        // The focus is on the role, which is loan officer by default.
        await save(visit, w.create);
        await visit.see(dialog(visit).getByText(w.needed));
        await visit.press('Escape');
        await visit.gone(dialog(visit));
        await visit.use(button(visit, w.newAccount));
        await fill(visit, w.login, 'new.officer');
        await fill(visit, w.name, '新经理');
        await visit.choose(dialog(visit).getByLabel(w.bank), '中国银行株洲分行');
        await save(visit, w.create);
        await visit.see(visit.page.getByRole('heading', { name: w.once }));
        await visit.accessible('the one-time password');
        // Escape does not close the dialog.
        await visit.press('Escape', 'Escape');
        password = await dialog(visit).locator('code').innerText();
        await visit.use(dialog(visit).getByRole('button', { name: w.copy }));
        expect(await visit.page.evaluate('navigator.clipboard.readText()')).to.equal(password);
        await visit.use(button(visit, w.done));
        await visit.gone(dialog(visit));
        await visit.see(visit.page.getByRole('row', { name: 'new.officer' }).getByText(w.mustChange));
        expect(await visit.page.content()).not.to.contain(password);
      });
      expect(await account('new.officer')).to.include({
        role: 'officer',
        bank_code: 'BOC',
        must_change_password: true,
      });
      await visiting({ url: world.url, language, now: world.time.now, at: '/' }, async (visit) => {
        await visit.tabTo(visit.page.getByLabel(w.login));
        await visit.type('new.officer');
        await visit.press('Tab');
        await visit.type(password);
        await visit.press('Enter');
        await visit.tabTo(visit.page.getByLabel(w.oneTime));
        await visit.type(password);
        for (const label of [w.newPassword, w.again]) {
          await visit.tabTo(visit.page.getByLabel(label, { exact: true }));
          await visit.type('Another-word-2026');
        }
        await visit.press('Enter');
        await visit.see(visit.page.getByRole('navigation').first());
      });
      expect((await account('new.officer')).must_change_password).to.equal(false);
    });

    it('moves an officer to another bank, limits an auditor to regions, creates an account for a firm', () =>
      at('/accounts', async (visit) => {
        visit.tolerate(400, /admin\/accounts/);
        await visit.use(button(visit, `${w.edit} officer2`));
        await visit.choose(dialog(visit).getByLabel(w.bank), '中国银行株洲分行');
        await save(visit);
        await visit.gone(dialog(visit));
        expect((await account('officer2')).bank_code).to.equal('BOC');
        await visit.use(button(visit, `${w.edit} auditor2`));
        // Tab enters a radio group once; arrow keys move inside it.
        await visit.tabTo(dialog(visit).getByRole('radio', { checked: true }));
        await visit.press('ArrowDown');
        await visit.use(dialog(visit).getByRole('checkbox', { name: '天元区' }), 'Space');
        await visit.accessible('the dialog of an auditor');
        await save(visit);
        await visit.gone(dialog(visit));
        expect((await account('auditor2')).regions).to.deep.equal(['430211']);
        await visit.use(button(visit, w.newAccount));
        await visit.choose(dialog(visit).getByLabel(w.role), language === 'en' ? 'Firm' : '企业');
        await fill(visit, w.login, 'firm3');
        await fill(visit, w.name, '新釉');
        await fill(visit, w.uscc, FIRMS.F7);
        await save(visit, w.create);
        // A firm that is not registered: the error is shown at its field and the input is kept.
        await visit.see(dialog(visit).locator('.field.wrong'));
        await visit.tabTo(dialog(visit).getByLabel(w.uscc), 'Shift+Tab');
        await visit.press('Control+a');
        await visit.type(FIRMS.F3.toLowerCase());
        await save(visit, w.create);
        await visit.see(visit.page.getByRole('heading', { name: w.once }));
        await visit.use(button(visit, w.done));
        expect((await account('firm3')).uscc).to.equal(FIRMS.F3);
      }));

    it('disables, unlocks and resets accounts; the last administrator cannot be disabled', async () => {
      const { accountId } = (await world.as('colleague')).ids;
      await at('/accounts', async (visit) => {
        visit.tolerate(409, /admin\/accounts/);
        await visit.use(button(visit, `${w.edit} colleague`));
        await visit.use(dialog(visit).getByLabel(w.disable), 'Space');
        await save(visit);
        await visit.gone(dialog(visit));
        await visit.see(visit.page.getByRole('row', { name: 'colleague' }).getByText(w.disabled));
        expect((await world.as('colleague').then((client) => client.get('/auth/me'))).status).to.equal(401);
        for (const name of ['sysadmin', 'secadmin']) await disabledByOwner(name);
        await visit.use(button(visit, `${w.edit} admin`));
        await visit.use(dialog(visit).getByLabel(w.disable), 'Space');
        await save(visit);
        await visit.see(w.last);
        await visit.press('Escape');
        for (let failures = 0; failures < 5; failures += 1)
          await world.anybody().post('/auth/login', { login: 'officer', password: 'wrong' });
        expect((await world.anybody().post('/auth/login', { login: 'officer', password: PASSWORD })).status).to.equal(
          429,
        );
        await visit.use(button(visit, `${w.unlock} officer`));
        await visit.see(visit.page.getByRole('status').filter({ hasText: 'officer' }));
        expect((await world.anybody().post('/auth/login', { login: 'officer', password: PASSWORD })).status).to.equal(
          200,
        );
        await visit.use(button(visit, `${w.reset} colleague`));
        await save(visit, w.reset);
        await visit.see(dialog(visit).locator('code'));
        await visit.use(button(visit, w.done));
      });
      expect(await account('colleague')).to.include({ id: accountId, must_change_password: true, disabled: true });
    });

    it('adds and changes banks and regions with their dates', () =>
      at('/banks', async (visit) => {
        await visit.see(visit.page.getByRole('rowheader', { name: '工商银行株洲分行' }));
        await visit.accessible('the banks');
        await visit.use(button(visit, w.newBank));
        await visit.type('icbc');
        await visit.see(dialog(visit).getByText(w.taken));
        await visit.press('Control+a');
        await visit.type('hxb');
        await fill(visit, w.title, '华夏银行株洲分行');
        // Any usual notation of a day is accepted.
        await fill(visit, w.validTo, '2026.3.31');
        await save(visit);
        await visit.gone(dialog(visit));
        await visit.see(visit.page.getByRole('row', { name: '华夏银行株洲分行' }).getByText(w.ended));
        expect(
          (await world.owner.query(`select name, valid_to::text from bank where code = 'HXB'`)).rows,
        ).to.deep.equal([{ name: '华夏银行株洲分行', valid_to: '2026-03-31' }]);
        await visit.use(visit.page.getByRole('link', { name: w.regions, exact: true }));
        await visit.use(button(visit, `${w.edit} 渌口区`));
        await visit.tabTo(dialog(visit).getByLabel(w.title));
        await visit.press('Control+a');
        await visit.type('渌口新区');
        await save(visit);
        await visit.see(visit.page.getByRole('rowheader', { name: '渌口新区' }));
        await visit.accessible('the regions');
      }));

    it('adds a programme version: limits that are not set are shown as such, a set limit shows what happens if it is exceeded', () =>
      at('/rules', async (visit) => {
        await visit.accessible('the rules');
        await visit.use(button(visit, w.newRule));
        await visit.accessible('the dialog of a programme version');
        await fill(visit, w.ruleCode, 'TEST-2027');
        await fill(visit, w.ruleName, '测试办法');
        await fill(visit, w.prefix, '4302');
        await fill(visit, w.from, '20270101');
        await visit.use(dialog(visit).getByLabel(w.setRate), 'Space');
        await visit.choose(dialog(visit).getByLabel(w.benchmark), w.oneYearLpr);
        await fill(visit, w.points, '150');
        await visit.choose(dialog(visit).getByLabel(w.breach), w.refuse);
        await save(visit);
        await visit.gone(dialog(visit));
        const card = visit.page.getByRole('region', { name: '测试办法' });
        await visit.see(card.getByText(w.shown, { exact: true }));
        await visit.see(card.getByText(w.pointsShown));
        expect(await card.getByText(w.notSet).count()).to.equal(6);
        const {
          rows: [rule],
        } = await world.owner.query(
          `select region_prefix, valid_from::text, valid_to::text, limits from programme_rule where code = 'TEST-2027'`,
        );
        expect(rule).to.deep.equal({
          region_prefix: '4302',
          valid_from: '2027-01-01',
          valid_to: null,
          limits: { rate: { benchmark: 'oneYear', add: 150, onBreach: 'refuse' } },
        });
      }));

    it('adds an LPR and updates the day up to which it was checked', () =>
      at('/lpr', async (visit) => {
        await visit.accessible('the LPR');
        await visit.use(button(visit, w.newLpr));
        await fill(visit, w.date, '2026-06-01');
        await fill(visit, w.oneYear, '2.95');
        await save(visit);
        await visit.gone(dialog(visit));
        await visit.see(visit.page.getByRole('rowheader', { name: '2026-06-01' }));
        await visit.tabTo(visit.page.getByLabel(w.checked));
        await visit.press('Control+a');
        await visit.type('2026-06-15');
        await visit.use(button(visit, w.saveDay));
        await visit.settled();
        expect(
          (await world.owner.query('select lpr_checked_until::text from registry')).rows[0].lpr_checked_until,
        ).to.equal('2026-06-15');
      }));

    it('has no access to loans at any address', () =>
      at('/filings', async (visit) => {
        await visit.see(w.forbidden);
        await visit.accessible('the page without permission');
        for (const path of ['/overview', '/review', '/firms', '/trail', `/firms/${FIRMS.F1}`]) {
          await visit.goto(path);
          await visit.see(w.forbidden);
        }
      }));

    it('fits a narrow screen and is accessible there', () =>
      visiting({ url: world.url, language, now: world.time.now, as: 'admin', viewport: NARROW, at: '/' }, (visit) =>
        checkPages(
          visit,
          ['/accounts', '/banks', '/regions', '/qualification-kinds', '/rules', '/lpr', '/holidays'],
          language,
        ),
      ));
  });
}
