import { expect } from 'chai';
import { separateDuties } from '../support/duties.ts';
import { goodFiling } from '../support/filing.ts';
import { ACTOR_SETTINGS } from '../support/raw.ts';
import { openConsoleWorld } from '../support/web/console-world.ts';
import { NARROW, visiting, type Visit } from '../support/web/visit.ts';
import { PASSWORD, type World } from '../support/world.ts';
import { checkPages } from './check-pages.ts';

const WORDS = {
  'zh-CN': {
    newAccount: '新建账号',
    role: '角色',
    auditor: '主管部门',
    login: '登录名',
    name: '姓名',
    create: '新建',
    takesTwo: /须由另一名安全管理员确认后启用/,
    awaits: '待确认',
    open: '查看待确认事项',
    own: '您是申请人，须由另一名安全管理员确认。',
    confirm: (login: string) => `确认 ${login}`,
    once: '一次性密码',
    done: '已转交，关闭',
    nothing: '没有待确认的事项',
    refuse: (login: string) => `不予确认：${login}`,
    refuseButton: '不予确认',
    edit: '修改',
    all: '全部县市区（园区）',
    save: '保存',
    asked: '申请管辖',
    handingOver: /您现在只能移交/,
    officer: '银行经办',
    security: '安全管理员',
    forbidden: '没有权限',
    submitted: /提交备案|报送备案|备案/,
  },
  en: {
    newAccount: 'New account',
    role: 'Role',
    auditor: 'Bureau auditor',
    login: 'Login',
    name: 'Name',
    create: 'Create',
    takesTwo: /is enabled when another security administrator confirms/,
    awaits: 'Awaits confirmation',
    open: 'Open confirmations',
    own: 'You asked for this. Another security administrator must confirm it.',
    confirm: (login: string) => `Confirm ${login}`,
    once: 'One-time password',
    done: 'Handed over, close',
    nothing: 'Nothing awaits a confirmation',
    refuse: (login: string) => `Refuse: ${login}`,
    refuseButton: 'Refuse',
    edit: 'Change',
    all: 'All regions',
    save: 'Save',
    asked: 'Regions asked for',
    handingOver: /You only hand over now/,
    officer: 'Loan officer',
    security: 'Security administrator',
    forbidden: 'Not permitted',
    submitted: /filing/i,
  },
} as const;

for (const language of ['zh-CN', 'en'] as const) {
  const w = WORDS[language];

  describe(`the pages of separate duties, used by keyboard (${language})`, function () {
    this.timeout(240_000);
    let world: World;
    before(async () => {
      world = await openConsoleWorld();
      // A second security administrator, who can work.
      await world.owner.query('begin');
      await world.owner.query(ACTOR_SETTINGS);
      await world.owner.query(
        `insert into account (id, login, role, display_name, password_hash, must_change_password, password_changed_at)
         select gen_random_uuid(), 'second', role, '安全二', password_hash, false, password_changed_at from account where login = 'secadmin'`,
      );
      await world.owner.query('commit');
      await separateDuties(world);
    });
    after(() => world?.close());

    const at = (as: string, path: string, work: (visit: Visit) => Promise<void>): Promise<void> =>
      visiting({ url: world.url, language, now: world.time.now, as, at: path }, work);
    const dialog = (visit: Visit) => visit.page.getByRole('dialog');
    const button = (visit: Visit, name: string) => visit.page.getByRole('button', { name, exact: true });
    const fill = async (visit: Visit, label: string, text: string): Promise<void> => {
      await visit.tabTo(dialog(visit).getByLabel(label));
      await visit.type(text);
    };

    it('let one security administrator ask for the account of an auditor, and another one confirm it', async () => {
      let password = '';
      await at('secadmin', '/', async (visit) => {
        await visit.use(button(visit, w.newAccount));
        await visit.choose(dialog(visit).getByLabel(w.role), w.auditor);
        await visit.see(dialog(visit).getByText(w.takesTwo));
        await visit.accessible('the dialog for an account that takes two people');
        await fill(visit, w.login, 'new.auditor');
        await fill(visit, w.name, '新来的');
        await visit.use(dialog(visit).getByRole('button', { name: w.create, exact: true }));
        await visit.gone(dialog(visit));
        await visit.see(visit.page.getByRole('row', { name: 'new.auditor' }).getByText(w.awaits));
        await visit.accessible('the accounts, one of which awaits a confirmation');
        await visit.use(visit.page.getByRole('link', { name: w.open }));
        await visit.see(w.own);
        expect(await button(visit, w.confirm('new.auditor')).count()).to.equal(0);
      });
      await at('second', '/confirmations', async (visit) => {
        await visit.see(visit.page.getByText(/secadmin 测试/));
        await visit.accessible('the confirmations');
        await visit.use(button(visit, w.confirm('new.auditor')));
        await visit.see(visit.page.getByRole('heading', { name: w.once }));
        password = await dialog(visit).locator('code').innerText();
        await visit.use(button(visit, w.done));
        await visit.see(w.nothing);
      });
      const reply = await world.anybody().post('/auth/login', { login: 'new.auditor', password });
      expect(reply.status, reply.text).to.equal(200);
    });

    it('show the regions asked for beside the present ones, and refuse with a reason', async () => {
      await at('secadmin', '/accounts', async (visit) => {
        await visit.use(button(visit, `${w.edit} regional`));
        await visit.tabTo(dialog(visit).getByRole('radio', { checked: true }));
        await visit.press('ArrowUp');
        await visit.use(dialog(visit).getByRole('button', { name: w.save, exact: true }));
        await visit.gone(dialog(visit));
      });
      await at('second', '/confirmations', async (visit) => {
        await visit.see(visit.page.getByRole('definition').filter({ hasText: w.all }));
        await visit.see(visit.page.getByRole('term').filter({ hasText: w.asked }));
        await visit.use(button(visit, w.refuse('regional')));
        await visit.accessible('the dialog of a refusal');
        await visit.type('无此必要');
        await visit.use(dialog(visit).getByRole('button', { name: w.refuseButton, exact: true }));
        await visit.see(w.nothing);
      });
      const { rows } = await world.owner.query(`select regions, confirmation from account where login = 'regional'`);
      expect(rows[0]).to.deep.equal({ regions: ['430211', '430281'], confirmation: 'refused' });
    });

    it('give each duty its own pages, and the audit administrator no content of filings', async () => {
      const filed = await (await world.as('officer')).post('/filings', goodFiling());
      expect(filed.status).to.equal(201);
      await at('sysadmin', '/', async (visit) => {
        await visit.see(visit.page.getByRole('rowheader', { name: '工商银行株洲分行' }));
        await visit.goto('/accounts');
        await visit.see(w.forbidden);
      });
      await at('auditadmin', '/', async (visit) => {
        await visit.see(visit.page.locator('.events li').first());
        await visit.accessible('the audit trail of the audit administrator');
        const text = await visit.page.locator('.events').innerText();
        expect(text).to.match(w.submitted);
        expect(text).to.not.contain(filed.body.id);
        expect(await visit.page.locator('.events a').count()).to.equal(0);
        await visit.goto('/accounts');
        await visit.see(w.forbidden);
      });
    });

    it('fit a narrow screen', async () => {
      await (
        await world.as('secadmin')
      ).post('/admin/accounts', { login: 'waiting', role: 'auditor', displayName: '等待确认' });
      await visiting(
        { url: world.url, language, now: world.time.now, as: 'second', viewport: NARROW, at: '/' },
        (visit) => checkPages(visit, ['/accounts', '/confirmations'], language),
      );
    });
  });

  describe(`the hand-over of duties in the console (${language})`, function () {
    this.timeout(120_000);

    it('says what the administrator may still do, and offers nothing else', async () => {
      const world = await openConsoleWorld();
      await separateDuties(world);
      await visiting({ url: world.url, language, now: world.time.now, as: 'admin', at: '/' }, async (visit) => {
        await visit.see(visit.page.getByText(w.handingOver));
        await visit.accessible('the accounts during the hand-over');
        // No account that has a password of its own can be changed.
        await visit.see(visit.page.getByRole('rowheader', { name: 'auditor2' }));
        expect(await visit.page.locator('.row-buttons').count()).to.equal(0);
        await visit.use(button(visit, w.newAccount));
        const role = visit.page.getByRole('dialog').getByLabel(w.role);
        await visit.choose(role, w.security);
        expect(await visit.page.getByRole('option', { name: w.officer }).count()).to.equal(0);
        await visit.press('Escape');
        await visit.goto('/banks');
        await visit.see(w.forbidden);
      });
      expect((await world.anybody().post('/auth/login', { login: 'admin', password: PASSWORD })).status).to.equal(200);
      await world.close();
    });

    const button = (visit: Visit, name: string) => visit.page.getByRole('button', { name, exact: true });
  });
}
