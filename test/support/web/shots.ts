/** The list of screenshots: one entry for each page and state worth looking at. Add one with every new page. */
import type { Route } from 'playwright-core';
import { DEMO_PASSWORD } from '../../../src/domain/account/password.ts';
import type { Visit } from './visit.ts';

export interface Shot {
  readonly name: string;
  /** A login of the demonstration; null for signed out. */
  readonly as: string | null;
  readonly at: string;
  readonly languages?: readonly ('zh-CN' | 'en')[];
  /** Steps before the screenshot is taken. */
  readonly then?: (visit: Visit) => Promise<unknown>;
  /** Responses that replace those of the service, for states that it cannot be brought into. */
  readonly instead?: readonly { readonly url: RegExp; readonly answer: (route: Route) => Promise<void> }[];
  readonly ready?: 'settled' | 'at once';
  /** The whole page (the default) or the viewport only. */
  readonly whole?: boolean;
}

const API = /\/api\/v1\/(?!auth)/;
const BOTH = ['zh-CN', 'en'] as const;

const problem =
  (status: number, code: string, title: string, detail: string) =>
  (route: Route): Promise<void> =>
    route.fulfill({
      status,
      contentType: 'application/problem+json',
      body: JSON.stringify({ type: 'about:blank', title, status, detail, code, requestId: '0123-test', errors: [] }),
    });
const never = (): Promise<void> => new Promise(() => undefined);
const nothing = (route: Route): Promise<void> =>
  route.fulfill({
    contentType: 'application/json',
    body: JSON.stringify({
      items: [],
      nextCursor: null,
      submitted: 0,
      accepted: 0,
      returned: 0,
      withdrawn: 0,
      voided: 0,
      total: 0,
    }),
  });

/** A page in its loading, error and empty states. */
function states(name: string, as: string, at: string, empty = true): Shot[] {
  return [
    { name: `${name}-loading`, as, at, ready: 'at once', instead: [{ url: API, answer: never }] },
    {
      name: `${name}-error`,
      as,
      at,
      instead: [
        {
          url: API,
          answer: problem(
            500,
            'INTERNAL',
            '系统内部错误',
            '系统出现内部错误，请稍后重试；如持续出现，请将请求编号告知管理员。',
          ),
        },
      ],
    },
    ...(empty ? [{ name: `${name}-empty`, as, at, instead: [{ url: API, answer: nothing }] }] : []),
  ];
}

const LONG =
  '株洲市天元区新马工业园超长名称测试用高端智能装备与轨道交通关键零部件研发制造及技术服务有限责任公司（株洲）第一分公司';
const longNames = (route: Route): Promise<void> =>
  route.fetch().then(async (answer) =>
    route.fulfill({
      response: answer,
      body: (await answer.text()).replaceAll(/"name":"[^"]*(公司|厂|中心)"/g, `"name":"${LONG}"`),
    }),
  );

const open =
  (name: string | RegExp) =>
  (visit: Visit): Promise<unknown> =>
    visit.page.getByRole('button', { name }).first().click();
const follow =
  (name: string | RegExp) =>
  (visit: Visit): Promise<unknown> =>
    visit.page.locator('main').getByRole('link', { name }).first().click();

const AUDITOR: readonly Shot[] = [
  { name: 'auditor-overview', as: 'auditor', at: '/overview', languages: BOTH },
  {
    name: 'auditor-overview-2024',
    as: 'auditor',
    at: '/overview?year=2024',
    then: (visit) => visit.page.locator('details > summary').nth(1).click(),
  },
  { name: 'auditor-overview-definition', as: 'auditor', at: '/overview', whole: false, then: open(/惠及企业”的口径/) },
  ...states('auditor-overview', 'auditor', '/overview', false),
  { name: 'auditor-overview-nothing', as: 'auditor', at: '/overview?year=2015' },
  { name: 'auditor-overview-as-of', as: 'auditor', at: '/overview?year=2025&asOf=2' },
  { name: 'auditor-years', as: 'auditor', at: '/years?year=2024', languages: BOTH },
  { name: 'auditor-years-propose', as: 'auditor', at: '/years?year=2024', whole: false, then: open('提出关账') },
  { name: 'auditor-figures', as: 'auditor', at: '/figures' },
  { name: 'auditor-figures-register', as: 'auditor', at: '/figures', whole: false, then: open('登记') },
  { name: 'auditor-review', as: 'auditor', at: '/review', languages: BOTH },
  { name: 'auditor-review-return', as: 'auditor', at: '/review', whole: false, then: open('退回补正') },
  ...states('auditor-review', 'auditor', '/review'),
  { name: 'auditor-filings', as: 'auditor', at: '/filings', languages: BOTH },
  {
    name: 'auditor-filings-filtered',
    as: 'auditor',
    at: '/filings?state=accepted&year=2025&month=3&status=both,highTechOnly&via=year%3D2025',
  },
  { name: 'auditor-filings-long', as: 'auditor', at: '/filings', instead: [{ url: API, answer: longNames }] },
  { name: 'auditor-filings-nothing', as: 'auditor', at: '/filings?q=zzzzzz' },
  ...states('auditor-filings', 'auditor', '/filings', false),
  { name: 'auditor-filing', as: 'auditor', at: '/filings?state=accepted', then: follow(/公司/), languages: BOTH },
  {
    name: 'auditor-filing-void',
    as: 'auditor',
    at: '/filings?state=accepted',
    whole: false,
    then: async (visit) => {
      await follow(/公司/)(visit);
      await open('作废')(visit);
    },
  },
  { name: 'auditor-amendments', as: 'auditor', at: '/amendments?state=all' },
  ...states('auditor-amendments', 'auditor', '/amendments'),
  { name: 'auditor-filing-unknown', as: 'auditor', at: '/filings/00000000-0000-4000-8000-000000000000', instead: [] },
  { name: 'auditor-firms', as: 'auditor', at: '/firms', languages: BOTH },
  {
    name: 'auditor-firms-register',
    as: 'auditor',
    at: '/firms',
    whole: false,
    then: async (visit) => {
      await open('登记企业')(visit);
      await visit.page.getByRole('dialog').getByRole('button', { name: '登记企业' }).click();
    },
  },
  ...states('auditor-firms', 'auditor', '/firms', false),
  { name: 'auditor-firm', as: 'auditor', at: '/firms', then: follow(/公司/), languages: BOTH },
  {
    name: 'auditor-firm-revoke',
    as: 'auditor',
    at: '/firms',
    whole: false,
    then: async (visit) => {
      await follow(/公司/)(visit);
      await open(/^取消资格/)(visit);
    },
  },
  { name: 'auditor-search', as: 'auditor', at: '/search?q=zz' },
  { name: 'auditor-search-nothing', as: 'auditor', at: '/search?q=没有这样的企业' },
  {
    name: 'auditor-trail',
    as: 'auditor',
    at: '/trail',
    languages: BOTH,
    then: (visit) => visit.page.locator('details > summary').first().click(),
  },
  ...states('auditor-trail', 'auditor', '/trail'),
  {
    name: 'auditor-access-log',
    as: 'auditor',
    at: '/access-log',
    languages: BOTH,
    ready: 'at once',
    // Looks and a refusal to show; they are written within a second.
    async then(visit) {
      await visit.turnTo('/filings');
      for (const place of [0, 1, 2]) {
        await visit.page.locator('tbody a[href^="/filings/"]').nth(place).click();
        await visit.page.waitForSelector('dl');
        await visit.settled();
        await visit.turnTo('/filings');
      }
      await visit.turnTo('/access-log');
      while ((await visit.page.locator('tbody time').count()) < 3) {
        await visit.page.reload();
        await visit.page.waitForSelector('h1', { state: 'attached' });
        await visit.settled();
      }
    },
  },
  { name: 'auditor-forbidden', as: 'auditor', at: '/accounts' },
  {
    name: 'auditor-menu',
    as: 'auditor',
    at: '/overview',
    whole: false,
    then: (visit) =>
      visit.page
        .locator('.menu-button')
        .click({ timeout: 1000 })
        .catch(() => undefined),
  },
];

const ADMIN: readonly Shot[] = [
  { name: 'admin-accounts', as: 'admin', at: '/accounts', languages: BOTH },
  { name: 'admin-accounts-new', as: 'admin', at: '/accounts', whole: false, then: open('新建账号') },
  { name: 'admin-accounts-edit', as: 'admin', at: '/accounts', whole: false, then: open(/^修改 auditor430211/) },
  {
    name: 'admin-accounts-password',
    as: 'admin',
    at: '/accounts',
    whole: false,
    then: async (visit) => {
      await open(/^重置密码 auditor2/)(visit);
      await visit.page.getByRole('dialog').getByRole('button', { name: '重置密码' }).click();
    },
  },
  ...states('admin-accounts', 'admin', '/accounts'),
  { name: 'admin-banks', as: 'admin', at: '/banks' },
  ...states('admin-banks', 'admin', '/banks'),
  { name: 'admin-regions', as: 'admin', at: '/regions', languages: BOTH },
  { name: 'admin-regions-edit', as: 'admin', at: '/regions', whole: false, then: open(/^修改 渌口区/) },
  { name: 'admin-kinds', as: 'admin', at: '/qualification-kinds', languages: BOTH },
  {
    name: 'admin-kinds-new',
    as: 'admin',
    at: '/qualification-kinds',
    then: async (visit) => {
      await open('新增资质类别')(visit);
      await visit.page.getByLabel('编号格式').fill('^XJR20[0-9]{2}[0-9]{6}$');
      await visit.page.getByLabel('试填编号').fill('XJR202500001');
      await visit.page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
    },
  },
  {
    name: 'admin-kinds-edit',
    as: 'admin',
    at: '/qualification-kinds',
    languages: BOTH,
    then: async (visit) => {
      await open(/^(修改 高新技术企业|Change high-tech enterprise)/)(visit);
      await visit.page.getByLabel(/名单用词|Words in lists/).fill('高企');
    },
  },
  ...states('admin-kinds', 'admin', '/qualification-kinds'),
  { name: 'admin-rules', as: 'admin', at: '/rules', languages: BOTH },
  { name: 'admin-rules-edit', as: 'admin', at: '/rules', whole: false, then: open(/^修改 /) },
  ...states('admin-rules', 'admin', '/rules'),
  { name: 'admin-holidays', as: 'admin', at: '/holidays', languages: BOTH },
  { name: 'admin-lpr', as: 'admin', at: '/lpr', languages: BOTH },
  {
    name: 'admin-lpr-new',
    as: 'admin',
    at: '/lpr',
    whole: false,
    then: async (visit) => {
      await open('登记利率')(visit);
      await visit.page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
    },
  },
  { name: 'admin-forbidden', as: 'admin', at: '/filings' },
];

/** A form half filled in: the firm is chosen and its qualifications are shown. */
const typeLoan = async (visit: Visit): Promise<void> => {
  await visit.page.locator('input[name=firm]').click();
  await visit.type('zz');
  await visit.page.getByRole('option').nth(1).waitFor();
  await visit.press('Enter');
  await visit.page.locator('input[name=disbursedOn]').fill('2026-05-15');
  await visit.page.locator('input[name=dueOn]').fill('12');
  await visit.page.locator('input[name=amount]').fill('300');
  await visit.page.locator('input[name=annualRate]').fill('3.45');
  await visit.press('Tab');
};

const GOOD_LINE = '株洲漱舷晗机器人科技有限公司,91430200000000027W,天元区,HT-JJ-1,JJ-1,300,3.45,2026-05-15,2027-05-15';

/** Uploads a sheet of loans and waits for the result. */
function upload(lines: readonly string[], amount = '贷款金额(万元)') {
  return async ({ page }: Visit): Promise<void> => {
    const sheet = [
      `企业名称,统一社会信用代码,所属区县,合同编号,借据号,${amount},年利率(%),放款日期,到期日期`,
      ...lines,
    ].join('\n');
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: '台账.csv', mimeType: 'text/csv', buffer: Buffer.from(sheet) });
    await page.waitForURL(/imports\/.+/);
    await page.waitForSelector('h1', { state: 'attached' });
    await page.waitForSelector('[role=progressbar]', { state: 'detached' });
  };
}

const beginSecondFactor = async (visit: Visit): Promise<void> => {
  await open('启用动态验证码')(visit);
  await visit.page.getByRole('dialog').locator('input[name=password]').fill(DEMO_PASSWORD);
  await visit.press('Enter');
  await visit.page.locator('.qr-code').waitFor();
};

/** Recovery codes of nobody: the second factor of the demonstration stays off. */
const showRecoveryCodes = async (visit: Visit): Promise<void> => {
  await visit.page.route(/second-factor\/confirm$/, (route) =>
    route.fulfill({
      contentType: 'application/json',
      body: JSON.stringify({
        recoveryCodes: Array.from({ length: 10 }, (_none, n) => `abcd-efgh-jkmn-pq${n}${n}`.replaceAll(/[01]/g, 'x')),
      }),
    }),
  );
  await visit.page.locator('main .ant-btn-primary').first().click();
  await visit.page.getByRole('dialog').locator('input[name=password]').fill(DEMO_PASSWORD);
  await visit.press('Enter');
  await visit.page.locator('input[name=code]').fill('123456');
  await visit.press('Enter');
  await visit.page.locator('.recovery-codes').waitFor();
};

const askForCode = async (visit: Visit): Promise<void> => {
  await visit.page.locator('input[name=login]').fill('auditor');
  await visit.page.locator('input[name=password]').fill(DEMO_PASSWORD);
  await visit.press('Enter');
  await visit.page.locator('input[name=code]').waitFor();
};
const codeNeeded = (route: Route): Promise<void> =>
  route.fulfill({
    status: 401,
    contentType: 'application/problem+json',
    body: JSON.stringify({
      type: 'about:blank',
      title: '登录失败',
      status: 401,
      detail: '还需动态验证码。',
      code: 'BAD_CREDENTIALS',
      requestId: '0123-test',
      errors: [{ path: 'code', code: 'SECOND_FACTOR_REQUIRED', message: '请输入动态验证码。' }],
    }),
  });

const OTHERS: readonly Shot[] = [
  { name: 'sign-in', as: null, at: '/', languages: BOTH },
  { name: 'officer-file', as: 'officer', at: '/filings/new', languages: BOTH },
  { name: 'officer-file-typed', as: 'officer', at: '/filings/new', then: typeLoan },
  { name: 'officer-filings', as: 'officer', at: '/filings', languages: BOTH },
  { name: 'officer-filings-long', as: 'officer', at: '/filings', instead: [{ url: API, answer: longNames }] },
  ...states('officer-filings', 'officer', '/filings'),
  { name: 'officer-filing', as: 'officer', at: '/filings?state=returned', then: follow(/公司/) },
  {
    name: 'officer-amend',
    as: 'officer',
    at: '/filings?state=accepted',
    languages: BOTH,
    then: async (visit) => {
      // Above the list are the returned filings.
      await visit.page.locator('main table').getByRole('link', { name: /公司/ }).first().click();
      await follow(/申请更正|Propose an amendment/)(visit);
      await visit.page.locator('[name=amount]').fill('120.5');
    },
  },
  { name: 'officer-imports', as: 'officer', at: '/imports', languages: BOTH },
  {
    name: 'officer-import',
    as: 'officer',
    at: '/imports',
    languages: BOTH,
    then: upload([
      GOOD_LINE,
      GOOD_LINE.replaceAll('JJ-1', 'JJ-2').replace('027W', '027X'),
      GOOD_LINE.replaceAll('JJ-1', 'JJ-3').replace('2027-05-15', '2026-05-01'),
    ]),
  },
  { name: 'officer-import-good', as: 'officer', at: '/imports', then: upload([GOOD_LINE]) },
  { name: 'officer-import-asks', as: 'officer', at: '/imports', then: upload([GOOD_LINE], '放款额') },
  { name: 'officer-totals', as: 'officer', at: '/totals', languages: BOTH },
  ...states('officer-totals', 'officer', '/totals', false),
  { name: 'officer-forbidden', as: 'officer', at: '/trail' },
  { name: 'firm-standing', as: 'firm', at: '/', languages: BOTH },
  ...states('firm-standing', 'firm', '/standing', false),
  { name: 'security', as: 'auditor', at: '/security', languages: BOTH },
  { name: 'security-setup', as: 'officer', at: '/security', whole: false, then: beginSecondFactor },
  { name: 'security-codes', as: 'officer', at: '/security', whole: false, then: showRecoveryCodes, languages: BOTH },
  {
    name: 'security-weak',
    as: 'auditor',
    at: '/security',
    then: async (visit) => {
      await visit.page.locator('input[name=newPassword]').fill('auditor-2026');
      await visit.page.locator('.password-advice').filter({ hasText: /./ }).waitFor();
    },
  },
  { name: 'sign-in-code', as: null, at: '/', then: askForCode, instead: [{ url: /auth\/login$/, answer: codeNeeded }] },
];

/** The three screenshots of the README, in docs/pictures. */
const README: readonly Shot[] = [
  { name: 'readme-year', as: 'auditor', at: '/overview?year=2025', whole: false },
  { name: 'readme-review', as: 'auditor', at: '/review', whole: false },
  { name: 'readme-file', as: 'officer', at: '/filings/new', whole: false, then: typeLoan },
];

/** Taken last, as they add ten thousand rows to every list. */
export const MANY: readonly Shot[] = [
  { name: 'many-officer-filings', as: 'officer', at: '/filings', whole: false },
  { name: 'many-auditor-filings', as: 'auditor', at: '/filings', whole: false },
  {
    name: 'many-auditor-filings-end',
    as: 'auditor',
    at: '/filings',
    whole: false,
    then: (visit) => visit.page.locator('.pager').scrollIntoViewIfNeeded(),
  },
  { name: 'many-auditor-firms', as: 'auditor', at: '/firms', whole: false },
  { name: 'many-auditor-review', as: 'auditor', at: '/review', whole: false },
  { name: 'many-auditor-trail', as: 'auditor', at: '/trail', whole: false },
  { name: 'many-admin-accounts', as: 'admin', at: '/accounts', whole: false },
  { name: 'many-firm-standing', as: 'firm', at: '/standing', whole: false },
];

export const SHOTS: readonly Shot[] = [...AUDITOR, ...ADMIN, ...OTHERS, ...README];
