import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { routesOf } from '../src/app.ts';
import { asSystem } from '../src/data/as-actor.ts';
import { may, ROLE_NAMES } from '../src/domain/roles.ts';
import type { TransactionRoute, Route } from '../src/http/route.ts';
import { Client, ifMatch, type Reply } from './support/client.ts';
import { expectContract } from './support/contract.ts';
import { flaggedFiling, goodFiling } from './support/filing.ts';
import { changeAsOwner } from './support/raw.ts';
import { changesNothing } from './support/tables.ts';
import { upload } from './support/upload.ts';
import { ACCOUNTS, FIRMS, openWorld, type World } from './support/world.ts';

const LOGINS = [
  'officer',
  'officer2',
  'auditor',
  'regional',
  'firm',
  'firm2',
  'admin',
  'sysadmin',
  'secadmin',
  'auditadmin',
] as const;
type Login = (typeof LOGINS)[number];

// A route without a permission, or with an unknown one, does not compile.
// @ts-expect-error
void ({} satisfies Pick<TransactionRoute, 'permission'>);
// @ts-expect-error
void ({ permission: 'filing.unknown' } satisfies Pick<TransactionRoute, 'permission'>);

/** A record of a route, the accounts that may see it, and a valid request. */
interface Target {
  readonly path: string;
  readonly sees: readonly Login[];
}
interface Entry {
  readonly targets: readonly Target[];
  /** The statuses for a permitted account: without body and If-Match, and with an invalid body or parameter. */
  readonly empty: number;
  readonly broken: number;
  /** The body of a valid request; on an invisible record it must answer 404, too. */
  readonly good?: unknown;
  /** The status for an invisible record when an empty request would create one. */
  readonly unseen?: number;
  /** The route ends sessions, so it is tested with its own session. */
  readonly ownSession?: true;
  /** The route ends the sessions that this test uses, so a permitted request is tested elsewhere. */
  readonly apart?: true;
}

const everywhere = (path: string): Target[] => [{ path, sees: LOGINS }];
const NO_UUID = '00000000-0000-4000-8000-000000000000';
const WAITING = '00000000-0000-4000-8000-000000000001';
const reason = { reason: '测试' };
const waiting = (path: string): Target[] => [
  { path: `/certificates/waiting/${WAITING}${path}`, sees: ['auditor', 'regional'] },
  { path: `/certificates/waiting/${NO_UUID}${path}`, sees: [] },
];
const years = (path: string): Target[] => [
  { path: `/years/2024${path}`, sees: ['auditor'] },
  { path: `/years/none${path}`, sees: [] },
];

function entries(
  a: string,
  b: string,
  victim: string,
  imports: Record<'bank' | 'bureau', { failed: string; filing: string }>,
  sessions: Record<'officer' | 'admin', string>,
  amendments: Record<'icbc' | 'ccb', string>,
): Record<string, Entry> {
  // A is ICBC's, of F1, in 430211; B is CCB's, of F2, in 430204.
  const filing = (suffix: string): Target[] => [
    { path: `/filings/${a}${suffix}`, sees: ['officer', 'auditor', 'regional', 'firm'] },
    { path: `/filings/${b}${suffix}`, sees: ['officer2', 'auditor', 'firm2'] },
    { path: `/filings/${NO_UUID}${suffix}`, sees: [] },
  ];
  // F5 is known to ICBC alone, F6 to CCB alone (in 430204), F1 is on a public list, F7 is unknown.
  const firm = (suffix: string): Target[] => [
    { path: `/firms/${FIRMS.F1}${suffix}`, sees: ['officer', 'officer2', 'auditor', 'regional', 'firm'] },
    { path: `/firms/${FIRMS.F5}${suffix}`, sees: ['officer', 'auditor', 'regional'] },
    { path: `/firms/${FIRMS.F6}${suffix}`, sees: ['officer2', 'auditor'] },
    { path: `/firms/${FIRMS.F7}${suffix}`, sees: [] },
  ];
  // Started by ICBC's officer, or by an auditor of all regions.
  const imported = (suffix: string, which: 'failed' | 'filing' = 'failed'): Target[] => [
    { path: `/imports/${imports.bank[which]}${suffix}`, sees: ['officer'] },
    { path: `/imports/${imports.bureau[which]}${suffix}`, sees: ['auditor'] },
    { path: `/imports/${NO_UUID}${suffix}`, sees: [] },
  ];
  // Of an accepted filing of ICBC in 430211, and one of CCB in 430204; both are withdrawn.
  const amendment = (suffix: string): Target[] => [
    { path: `/amendments/${amendments.icbc}${suffix}`, sees: ['officer', 'auditor', 'regional'] },
    { path: `/amendments/${amendments.ccb}${suffix}`, sees: ['officer2', 'auditor'] },
    { path: `/amendments/${NO_UUID}${suffix}`, sees: [] },
  ];
  const own = `/firms/${FIRMS.F1}/qualifications/high_tech`;
  const far = `/firms/${FIRMS.F2}/qualifications/high_tech/GR202443000002`;
  return {
    'POST /filings': { targets: everywhere('/filings'), empty: 400, broken: 400 },
    'POST /filings/batch': { targets: everywhere('/filings/batch'), empty: 400, broken: 400 },
    'POST /filings/accept': { targets: everywhere('/filings/accept'), empty: 400, broken: 400 },
    'POST /filings/check': { targets: everywhere('/filings/check'), empty: 400, broken: 400 },
    'GET /filings': { targets: everywhere('/filings'), empty: 200, broken: 400 },
    'GET /filings/counts': { targets: everywhere('/filings/counts'), empty: 200, broken: 400 },
    'GET /filings/:id': { targets: filing(''), empty: 200, broken: 400 },
    'GET /filings/:id/history': { targets: filing('/history'), empty: 200, broken: 400 },
    'GET /filings/:id/receipt': { targets: filing('/receipt'), empty: 409, broken: 400 },
    'PATCH /filings/:id': { targets: filing(''), empty: 400, broken: 400, good: { remarks: '改' } },
    'POST /filings/:id/accept': { targets: filing('/accept'), empty: 428, broken: 400, good: {} },
    'POST /filings/:id/return': { targets: filing('/return'), empty: 400, broken: 400, good: reason },
    'POST /filings/:id/void': { targets: filing('/void'), empty: 400, broken: 400, good: reason },
    'POST /filings/:id/withdraw': { targets: filing('/withdraw'), empty: 400, broken: 400, good: reason },
    'POST /filings/:id/amendments': {
      targets: filing('/amendments'),
      empty: 400,
      broken: 400,
      good: { changes: { remarks: '改' }, ...reason },
    },
    'GET /filings/:id/amendments': { targets: filing('/amendments'), empty: 200, broken: 400 },
    'GET /amendments': { targets: everywhere('/amendments'), empty: 200, broken: 400 },
    'GET /amendments/:id': { targets: amendment(''), empty: 200, broken: 400 },
    'POST /amendments/:id/accept': { targets: amendment('/accept'), empty: 409, broken: 400, good: {} },
    'POST /amendments/:id/refuse': { targets: amendment('/refuse'), empty: 400, broken: 400, good: reason },
    'POST /amendments/:id/withdraw': { targets: amendment('/withdraw'), empty: 409, broken: 400, good: {} },
    'POST /imports': { targets: everywhere('/imports'), empty: 400, broken: 415 },
    'GET /imports': { targets: everywhere('/imports'), empty: 200, broken: 400 },
    'GET /imports/:id': { targets: imported(''), empty: 200, broken: 400 },
    'PATCH /imports/:id': { targets: imported(''), empty: 400, broken: 400, good: { mapping: { amountUnit: 'wan' } } },
    'POST /imports/:id/commit': { targets: imported('/commit'), empty: 409, broken: 400, good: {} },
    'DELETE /imports/:id': { targets: imported('', 'filing'), empty: 409, broken: 400, good: {} },
    'GET /imports/:id/events': { targets: imported('/events'), empty: 200, broken: 400 },
    'GET /imports/:id/rows': { targets: imported('/rows'), empty: 200, broken: 400 },
    'GET /imports/:id/rows/:n': { targets: imported('/rows/2'), empty: 200, broken: 400 },
    'PATCH /imports/:id/rows/:n': {
      targets: imported('/rows/2'),
      empty: 400,
      broken: 400,
      good: { values: { remarks: '改' } },
    },
    'GET /imports/:id/errors.xlsx': { targets: imported('/errors.xlsx'), empty: 200, broken: 400 },
    'GET /imports/:id/errors': { targets: imported('/errors'), empty: 200, broken: 400 },
    'GET /postings/latest': { targets: everywhere('/postings/latest'), empty: 200, broken: 400 },
    'GET /postings': { targets: everywhere('/postings'), empty: 200, broken: 400 },
    'GET /postings/:no': {
      targets: [
        { path: '/postings/1', sees: LOGINS },
        { path: '/postings/999', sees: [] },
        { path: '/postings/none', sees: [] },
      ],
      empty: 200,
      broken: 400,
    },
    ...Object.fromEntries(
      ['', '/statement'].map((path) => [`GET /years/:year${path}`, { targets: years(path), empty: 200, broken: 400 }]),
    ),
    'GET /years/:year/bridge': { targets: years('/bridge'), empty: 409, broken: 400 },
    'POST /years/:year/close': { targets: years('/close'), empty: 400, broken: 400 },
    'POST /years/:year/close/confirm': { targets: years('/close/confirm'), empty: 409, broken: 400 },
    'POST /years/:year/reopen': { targets: years('/reopen'), empty: 400, broken: 400, good: reason },
    'GET /figures': { targets: everywhere('/figures'), empty: 200, broken: 400 },
    'POST /figures': { targets: everywhere('/figures'), empty: 400, broken: 400 },
    'GET /figures/:code': { targets: [{ path: '/figures/000000000000', sees: [] }], empty: 404, broken: 404 },
    'POST /codes': { targets: everywhere('/codes'), empty: 400, broken: 400 },
    'GET /verify/:code': { targets: everywhere('/verify/000000000000'), empty: 200, broken: 400 },
    'GET /totals': { targets: everywhere('/totals'), empty: 200, broken: 400 },
    'GET /firms': { targets: everywhere('/firms'), empty: 200, broken: 400 },
    'GET /firms/:uscc': { targets: firm(''), empty: 200, broken: 400 },
    'GET /firms/:uscc/status': { targets: firm('/status'), empty: 200, broken: 400 },
    'PUT /firms/:uscc': { targets: firm(''), empty: 400, broken: 400, unseen: 400 },
    'GET /firms/:uscc/qualifications/:kind/:certificateNo': {
      targets: [
        { path: `${own}/GR202343000001`, sees: ['officer', 'officer2', 'auditor', 'regional', 'firm'] },
        { path: far, sees: ['officer', 'officer2', 'auditor', 'regional', 'firm2'] },
        { path: `${own}/GR999999999999`, sees: [] },
      ],
      empty: 200,
      broken: 400,
    },
    'PUT /firms/:uscc/qualifications/:kind/:certificateNo': {
      targets: [
        { path: `${own}/GR202343000001`, sees: ['auditor', 'regional'] },
        { path: far, sees: ['auditor'] },
        { path: `/firms/${FIRMS.F7}/qualifications/high_tech/GR202643000009`, sees: [] },
      ],
      empty: 400,
      broken: 400,
      good: { validFrom: '2024-11-01', validTo: '2027-10-30' },
    },
    'POST /firms/:uscc/qualifications/:kind/:certificateNo/revoke': {
      targets: [
        { path: `${own}/GR202343000001/revoke`, sees: ['auditor', 'regional'] },
        { path: `${far}/revoke`, sees: ['auditor'] },
        { path: `${own}/GR999999999999/revoke`, sees: [] },
      ],
      empty: 400,
      broken: 400,
      good: reason,
    },
    'GET /qualifications': { targets: everywhere('/qualifications'), empty: 200, broken: 400 },
    'GET /imports/templates/:template': {
      targets: [
        { path: '/imports/templates/filings', sees: LOGINS },
        { path: '/imports/templates/none', sees: [] },
      ],
      empty: 200,
      broken: 400,
    },
    'POST /exports': { targets: everywhere('/exports'), empty: 400, broken: 400 },
    'GET /exports/:token': {
      targets: [
        { path: '/exports/none', sees: [] },
        { path: `/exports/${'A'.repeat(43)}`, sees: [] },
      ],
      empty: 200,
      broken: 400,
    },
    'GET /certificates/waiting': { targets: everywhere('/certificates/waiting'), empty: 200, broken: 400 },
    'POST /certificates/waiting/:id/assign': {
      targets: waiting('/assign'),
      empty: 400,
      broken: 400,
      good: { uscc: FIRMS.F1 },
    },
    'POST /certificates/waiting/:id/drop': { targets: waiting('/drop'), empty: 400, broken: 400, good: reason },
    'GET /qualifications/totals': { targets: everywhere('/qualifications/totals'), empty: 200, broken: 400 },
    'GET /regions': { targets: everywhere('/regions'), empty: 200, broken: 400 },
    'GET /banks': { targets: everywhere('/banks'), empty: 200, broken: 400 },
    'GET /programme-rules': { targets: everywhere('/programme-rules'), empty: 200, broken: 400 },
    'GET /qualification-kinds': { targets: everywhere('/qualification-kinds'), empty: 200, broken: 400 },
    'GET /access-log': { targets: everywhere('/access-log'), empty: 200, broken: 400 },
    'GET /trail': { targets: everywhere('/trail'), empty: 200, broken: 400 },
    'POST /auth/login': { targets: everywhere('/auth/login'), empty: 400, broken: 400 },
    'POST /auth/refresh': { targets: everywhere('/auth/refresh'), empty: 400, broken: 400 },
    'POST /auth/logout': { targets: everywhere('/auth/logout'), empty: 204, broken: 204, ownSession: true },
    'POST /auth/password': { targets: everywhere('/auth/password'), empty: 400, broken: 400 },
    'POST /auth/password/check': { targets: everywhere('/auth/password/check'), empty: 400, broken: 400 },
    'GET /auth/second-factor': { targets: everywhere('/auth/second-factor'), empty: 200, broken: 400 },
    'POST /auth/second-factor': { targets: everywhere('/auth/second-factor'), empty: 400, broken: 400 },
    'POST /auth/second-factor/confirm': { targets: everywhere('/auth/second-factor/confirm'), empty: 400, broken: 400 },
    'DELETE /auth/second-factor': { targets: everywhere('/auth/second-factor'), empty: 400, broken: 400 },
    'POST /auth/second-factor/recovery-codes': {
      targets: everywhere('/auth/second-factor/recovery-codes'),
      empty: 400,
      broken: 400,
    },
    'GET /auth/sessions': { targets: everywhere('/auth/sessions'), empty: 200, broken: 400 },
    'DELETE /auth/sessions/:id': {
      targets: [
        { path: `/auth/sessions/${sessions.officer}`, sees: ['officer'] },
        { path: `/auth/sessions/${sessions.admin}`, sees: ['admin'] },
        { path: `/auth/sessions/${NO_UUID}`, sees: [] },
      ],
      empty: 204,
      broken: 404,
    },
    'POST /auth/sessions/end-others': {
      targets: everywhere('/auth/sessions/end-others'),
      empty: 200,
      broken: 400,
      apart: true,
    },
    'GET /auth/me': { targets: everywhere('/auth/me'), empty: 200, broken: 400 },
    'GET /admin/accounts': { targets: everywhere('/admin/accounts'), empty: 200, broken: 400 },
    'POST /admin/accounts': { targets: everywhere('/admin/accounts'), empty: 400, broken: 400 },
    'GET /admin/accounts/:id': {
      targets: [
        { path: `/admin/accounts/${victim}`, sees: ['admin', 'secadmin'] },
        { path: `/admin/accounts/${NO_UUID}`, sees: [] },
      ],
      empty: 200,
      broken: 400,
    },
    'PATCH /admin/accounts/:id': {
      targets: [
        { path: `/admin/accounts/${victim}`, sees: ['admin', 'secadmin'] },
        { path: `/admin/accounts/${NO_UUID}`, sees: [] },
      ],
      empty: 400,
      broken: 400,
      good: { displayName: '某某' },
    },
    'POST /admin/accounts/:id/unlock': {
      targets: [
        { path: `/admin/accounts/${victim}/unlock`, sees: ['admin', 'secadmin'] },
        { path: `/admin/accounts/${NO_UUID}/unlock`, sees: [] },
      ],
      empty: 204,
      broken: 400,
    },
    'POST /admin/accounts/:id/reset-password': {
      targets: [
        { path: `/admin/accounts/${victim}/reset-password`, sees: ['admin', 'secadmin'] },
        { path: `/admin/accounts/${NO_UUID}/reset-password`, sees: [] },
      ],
      empty: 200,
      broken: 400,
    },
    'POST /admin/accounts/:id/confirm': {
      targets: [
        { path: `/admin/accounts/${victim}/confirm`, sees: ['admin', 'secadmin'] },
        { path: `/admin/accounts/${NO_UUID}/confirm`, sees: [] },
      ],
      empty: 428,
      broken: 400,
    },
    'POST /admin/accounts/:id/refuse': {
      targets: [
        { path: `/admin/accounts/${victim}/refuse`, sees: ['admin', 'secadmin'] },
        { path: `/admin/accounts/${NO_UUID}/refuse`, sees: [] },
      ],
      empty: 400,
      broken: 400,
      good: reason,
    },
    'GET /admin/duties': { targets: everywhere('/admin/duties'), empty: 200, broken: 400 },
    'POST /admin/accounts/:id/reset-second-factor': {
      targets: [
        { path: `/admin/accounts/${victim}/reset-second-factor`, sees: ['admin', 'secadmin'] },
        { path: `/admin/accounts/${NO_UUID}/reset-second-factor`, sees: [] },
      ],
      empty: 204,
      broken: 400,
    },
    'GET /admin/banks': { targets: everywhere('/admin/banks'), empty: 200, broken: 400 },
    'PUT /admin/banks/:code': { targets: everywhere('/admin/banks/ICBC'), empty: 400, broken: 400 },
    'GET /admin/regions': { targets: everywhere('/admin/regions'), empty: 200, broken: 400 },
    'PUT /admin/regions/:code': { targets: everywhere('/admin/regions/430211'), empty: 400, broken: 400 },
    'GET /admin/programme-rules': { targets: everywhere('/admin/programme-rules'), empty: 200, broken: 400 },
    'PUT /admin/programme-rules/:code': {
      targets: everywhere('/admin/programme-rules/hunan-2025'),
      empty: 400,
      broken: 400,
    },
    'GET /admin/qualification-kinds': { targets: everywhere('/admin/qualification-kinds'), empty: 200, broken: 400 },
    'PUT /admin/qualification-kinds/:code': {
      targets: everywhere('/admin/qualification-kinds/high_tech'),
      empty: 400,
      broken: 400,
    },
    'GET /admin/lpr': { targets: everywhere('/admin/lpr'), empty: 200, broken: 400 },
    'PUT /admin/lpr': { targets: everywhere('/admin/lpr'), empty: 400, broken: 400 },
    'GET /admin/holidays': { targets: everywhere('/admin/holidays'), empty: 200, broken: 400 },
    'PUT /admin/holidays': { targets: everywhere('/admin/holidays'), empty: 400, broken: 400 },
    'PUT /admin/holidays/:date': { targets: everywhere('/admin/holidays/2027-01-01'), empty: 400, broken: 400 },
    'PUT /admin/lpr/:date': { targets: everywhere('/admin/lpr/2026-06-20'), empty: 400, broken: 400 },
  };
}

/** A failed import and one that is committing, each with a row; no worker runs in this world. */
async function someImports(world: World, client: Client, kind: string): Promise<{ failed: string; filing: string }> {
  const put = async (state: string): Promise<string> => {
    const reply = await upload(client, `序号\n${state}`, { kind });
    expect(reply.status, reply.text).to.equal(202);
    await changeAsOwner(
      world,
      ['update import set state = $1 where id = $2', [state, reply.body.id]],
      [
        `insert into import_row (import_id, n, cells, draft, verdict) values ($1, 2, '{}', '{"v":{}}', 'invalid')`,
        [reply.body.id],
      ],
    );
    return reply.body.id;
  };
  return { failed: await put('failed'), filing: await put('committing') };
}

const nameOf = (route: Route): string => `${route.method} ${route.path.replace('/api/v1', '')}`;
const withoutId = (reply: Reply): string => reply.text.replace(/"requestId":"[^"]*"/, '');

describe('access by role, route and record', function () {
  this.timeout(60_000);
  let world: World;
  let routes: readonly Route[];
  let table: Record<string, Entry>;
  const clients = {} as Record<Login, Client>;
  const strangers: [string, Client][] = [];

  /** A separate session that the test may end. */
  async function session(login: string): Promise<Client> {
    const sessionId = randomUUID();
    const at = world.time.now;
    const accountId = await asSystem(world.db, 'sign-in', { action: 'auth.login', at }, async (tx) => {
      const { id } = await tx.selectFrom('account').select('id').where('login', '=', login).executeTakeFirstOrThrow();
      await tx.insertInto('session').values({ id: sessionId, account_id: id, started_at: at.toISOString() }).execute();
      return id;
    });
    return new Client(world.url, () => world.tokens.issue(accountId, sessionId, world.time.now).accessToken, {
      accountId,
      sessionId,
    });
  }

  before(async () => {
    world = await openWorld({ imports: { nudge: () => undefined, end: async () => undefined } });
    routes = routesOf(world.deps);
    for (const login of LOGINS) clients[login] = await world.as(login);
    const file = async (login: Login, body: unknown): Promise<string> => {
      const reply = await clients[login].post('/filings', body);
      expect(reply.status, reply.text).to.equal(201);
      return reply.body.id;
    };
    await asSystem(world.db, 'demo', { action: 'test', at: world.time.now }, (tx) =>
      tx
        .insertInto('waiting_certificate')
        .values({
          id: WAITING,
          kind: 'high_tech',
          certificate_no: 'GR202543000801',
          name: '某公司',
          name_key: '某公司',
          valid_from: '2025-10-28',
          valid_to: '2028-10-27',
          created_at: world.time.now.toISOString(),
        })
        .execute(),
    );
    const a = await file('officer', flaggedFiling());
    const b = await file('officer2', flaggedFiling({ uscc: FIRMS.F2, firmName: '远航', regionCode: '430204' }));
    const amended = async (login: Login, id: string): Promise<string> => {
      const tag = ifMatch(await clients[login].get(`/filings/${id}`));
      const { body } = await clients[login].post(
        `/filings/${id}/amendments`,
        { changes: { remarks: '改' }, ...reason },
        tag,
      );
      expect((await clients[login].post(`/amendments/${body.id}/withdraw`)).status).to.equal(200);
      return body.id;
    };
    const f5 = await file('officer', goodFiling({ uscc: FIRMS.F5, firmName: '株洲未名新材料有限公司' }));
    const f6 = await file(
      'officer2',
      goodFiling({ uscc: FIRMS.F6, firmName: '株洲云帆算法有限公司', regionCode: '430204' }),
    );
    const imports = {
      bank: await someImports(world, clients.officer, 'filings'),
      bureau: await someImports(world, clients.auditor, 'firms'),
    };
    await world.owner.query('select from post_entries()');
    const sessions = {
      officer: (await session('officer')).ids.sessionId,
      admin: (await session('admin')).ids.sessionId,
    };
    table = entries(a, b, (await world.as('colleague')).ids.accountId, imports, sessions, {
      icbc: await amended('officer', f5),
      ccb: await amended('officer2', f6),
    });

    const ended = await session('auditor');
    expect((await ended.post('/auth/logout')).status).to.equal(204);
    const disabled = await session('auditor2');
    const tag = (await clients.admin.get(`/admin/accounts/${disabled.ids.accountId}`)).headers.get('etag')!;
    expect(
      (await clients.admin.patch(`/admin/accounts/${disabled.ids.accountId}`, { disabled: true }, { 'If-Match': tag }))
        .status,
    ).to.equal(200);
    const { ids } = clients.auditor;
    const old = world.tokens.issue(
      ids.accountId,
      ids.sessionId,
      new Date(world.time.now.getTime() - 15 * 60_000 - 1000),
    ).accessToken;
    strangers.push(
      ['nobody', world.anybody()],
      ['an expired token', new Client(world.url, () => old)],
      ['an ended session', ended],
      ['a disabled account', disabled],
    );
  });
  after(() => world.close());

  const empty = (client: Client, route: Route, path: string): Promise<Reply> => client.send(route.method, path);
  const broken = (client: Client, route: Route, path: string): Promise<Reply> =>
    route.method === 'GET' ? client.get(`${path}?nonsense=1&nonsense=2`) : client.send(route.method, path, '{"broken');
  const permitted = (route: Route, login: Login): boolean =>
    route.permission === 'public' || may(ACCOUNTS[login]!.role, route.permission);

  it('is listed for every route, and for no other', () => {
    expect(Object.keys(table).sort()).to.deep.equal(routes.map(nameOf).sort());
  });

  it('is tested with an account of every role', () => {
    expect([...new Set(LOGINS.map((login) => ACCOUNTS[login]!.role))]).to.have.members(ROLE_NAMES);
  });

  it('covers exactly the roles that the database accepts', async () => {
    const { rows } = await world.owner.query(
      `select pg_get_constraintdef(oid) as text from pg_constraint where conname = 'account_role_check'`,
    );
    const accepted = [...rows[0].text.matchAll(/'(\w+)'/g)].map(([, role]) => role);
    expect(accepted).to.have.members(ROLE_NAMES);
  });

  it('answers 401 without a token, with an expired one, an ended session or a disabled account, before all other checks', async () => {
    await changesNothing(world, async () => {
      for (const route of routes) {
        if (route.permission === 'public') continue;
        for (const { path } of table[nameOf(route)]!.targets) {
          for (const [who, client] of strangers) {
            for (const reply of [await empty(client, route, path), await broken(client, route, path)]) {
              expect([reply.status, reply.body?.code], `${who}: ${route.method} ${path}`).to.deep.equal([
                401,
                'UNAUTHENTICATED',
              ]);
            }
          }
        }
      }
    });
  });

  it('answers 403 to a role without the permission, before it checks record, body or parameters', async () => {
    await changesNothing(world, async () => {
      for (const route of routes) {
        for (const login of LOGINS) {
          if (permitted(route, login)) continue;
          const texts = new Set<string>();
          for (const { path } of table[nameOf(route)]!.targets) {
            for (const reply of [await empty(clients[login], route, path), await broken(clients[login], route, path)]) {
              expect([reply.status, reply.body?.code], `${login}: ${route.method} ${path}`).to.deep.equal([
                403,
                'FORBIDDEN',
              ]);
              texts.add(withoutId(reply));
            }
          }
          expect(texts.size, nameOf(route)).to.equal(1);
        }
      }
    });
  });

  it('answers 404 for an invisible record, byte for byte as for a missing one, before body, parameters and version', async () => {
    await changesNothing(world, async () => {
      for (const route of routes) {
        const { targets, good, unseen = 404 } = table[nameOf(route)]!;
        if (!targets.some((target) => target.sees.length === 0)) continue;
        for (const login of LOGINS.filter((each) => permitted(route, each))) {
          const texts: Set<string>[] = [new Set(), new Set(), new Set()];
          for (const { path, sees } of targets) {
            if (sees.includes(login)) continue;
            const replies = [await empty(clients[login], route, path), await broken(clients[login], route, path)];
            if (good !== undefined)
              replies.push(await clients[login].send(route.method, path, good, { 'If-Match': '"1"' }));
            replies.forEach((reply, index) => {
              expect(reply.status, `${login}: ${route.method} ${path}: ${reply.text}`).to.equal(unseen);
              texts[index]!.add(withoutId(reply));
            });
          }
          for (const variant of texts) expect(variant.size, `${login}: ${nameOf(route)}`).to.be.lessThan(2);
        }
      }
    });
  });

  it('does not let a regional auditor register an invisible firm of another region again', async () => {
    const body = { name: '株洲云帆算法有限公司', regionCode: '430211', reason: '登记' };
    const reply = await changesNothing(world, () => clients.regional.put(`/firms/${FIRMS.F6}`, body));
    expect(reply.status).to.equal(404);
  });

  it('admits permitted roles, and then checks the request', async () => {
    for (const route of routes) {
      const entry = table[nameOf(route)]!;
      if (entry.apart) continue;
      for (const login of LOGINS.filter((each) => permitted(route, each))) {
        for (const { path, sees } of entry.targets) {
          if (!sees.includes(login)) continue;
          const who = async (): Promise<Client> => (entry.ownSession ? session(login) : clients[login]);
          const replies = [await empty(await who(), route, path), await broken(await who(), route, path)];
          expect(
            replies.map((reply) => reply.status),
            `${login}: ${route.method} ${path}: ${replies.map((reply) => reply.text.slice(0, 300)).join('\n')}`,
          ).to.deep.equal([entry.empty, entry.broken]);
          for (const reply of replies)
            await expectContract(world, route.method, route.path.replace(/:(\w+)/g, '{$1}'), reply);
        }
      }
    }
  });
});
