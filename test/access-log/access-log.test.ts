import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect } from 'chai';
import { Secret, TOTP } from 'otpauth';
import pino from 'pino';
import { accessLogSchemas } from '../../src/features/access-log/access-log.schema.ts';
import { createAccessLog } from '../../src/jobs/access-log.ts';
import { tidy } from '../../src/jobs/housekeeping.ts';
import type { Client } from '../support/client.ts';
import { flaggedFiling, goodFiling } from '../support/filing.ts';
import { expectProblem } from '../support/problem.ts';
import { createSqlAs } from '../support/raw.ts';
import { upload } from '../support/upload.ts';
import { FIRMS, openWorld, PASSWORD, type World } from '../support/world.ts';

const ajv = addFormats.default(new Ajv.default({ allErrors: true, allowUnionTypes: true }));
const NO_UUID = '00000000-0000-4000-8000-000000000000';
const MAY_NOT = '42501';

describe('the access log', () => {
  let world: World;
  let auditor: Client;
  before(async () => {
    world = await openWorld();
    auditor = await world.as('auditor');
  });
  after(() => world.close());

  const read = async (query = '', client = auditor): Promise<any> => {
    await world.accessLog.flush();
    const reply = await client.get(`/access-log${query}`);
    expect(reply.status, reply.text).to.equal(200);
    expect(ajv.validate(accessLogSchemas['AccessLogList']!, reply.body), ajv.errorsText()).to.equal(true);
    return reply.body;
  };
  /** The entries of what `work` does. */
  const entriesOf = async (work: () => Promise<unknown>): Promise<any[]> => {
    const [last] = (await read('?limit=1')).items;
    await work();
    const { items } = await read('?limit=200');
    return items.filter(({ id }: any) => BigInt(id) > BigInt(last?.id ?? 0)).reverse();
  };
  const brief = ({ kind, outcome, actor, object }: any): unknown[] => [kind, outcome, actor, object];

  it('names who failed to sign in, from where; an unknown login, which may be a password, is not stored', async () => {
    const found = await entriesOf(async () => {
      const client = world.anybody();
      await client.post('/auth/login', { login: 'Officer', password: 'wrong password' });
      await client.post('/auth/login', { login: 'geheimes Wort', password: 'wrong password' });
      expect((await client.post('/auth/login', { login: 'officer', password: PASSWORD })).status).to.equal(200);
      await client.post('/auth/login', {});
    });
    expect(found.map(brief)).to.deep.equal([
      ['sign_in', 'BAD_CREDENTIALS', 'officer', null],
      ['sign_in', 'BAD_CREDENTIALS', null, null],
    ]);
    const { accountId } = (await world.as('officer')).ids;
    expect(found[0]).to.include({ accountId, role: 'officer', bank: 'ICBC', route: 'POST /api/v1/auth/login' });
    expect(found[0].address).to.match(/127\.0\.0\.1$/);
    expect(JSON.stringify(found)).to.not.contain('geheim');
    const { rows } = await world.owner.query('select access_log::text as line from access_log');
    expect(JSON.stringify(rows)).to.not.match(/geheim|wrong password/);
  });

  it('has a locked login and a wrong old password', async () => {
    const found = await entriesOf(async () => {
      const client = world.anybody();
      for (let n = 0; n < 6; n++) await client.post('/auth/login', { login: 'colleague', password: 'wrong password' });
      const given = { oldPassword: 'wrong password', newPassword: 'Something-else-2026' };
      await (await world.as('firm')).post('/auth/password', given);
    });
    expect(found.map(({ outcome, actor }) => [outcome, actor])).to.deep.equal([
      ...Array(5).fill(['BAD_CREDENTIALS', 'colleague']),
      ['ACCOUNT_LOCKED', 'colleague'],
      ['VALIDATION_FAILED', 'firm'],
    ]);
  });

  it('has a wrong password or code of a second factor, not the first of the two steps of a sign-in', async () => {
    const found = await entriesOf(async () => {
      const path = '/auth/second-factor';
      const client = await world.as('regional');
      await client.post(path, { password: 'wrong password' });
      const { secret } = (await client.post(path, { password: PASSWORD })).body;
      const code = TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: world.time.now.getTime() });
      expect((await client.post(`${path}/confirm`, { code })).status).to.equal(200);
      const used = { password: PASSWORD, code };
      expect((await client.post(`${path}/recovery-codes`, used)).status).to.equal(400);
      expect((await client.send('DELETE', path, used)).status).to.equal(400);
      const given = { login: 'regional', password: PASSWORD };
      expect((await client.post('/auth/login', given)).status).to.equal(401);
      expect((await client.post('/auth/login', { ...given, code })).status).to.equal(401);
    });
    expect(found.map(({ kind, outcome, actor, route }) => [kind, outcome, actor, route])).to.deep.equal([
      ['sign_in', 'VALIDATION_FAILED', 'regional', 'POST /api/v1/auth/second-factor'],
      ['sign_in', 'VALIDATION_FAILED', 'regional', 'POST /api/v1/auth/second-factor/recovery-codes'],
      ['sign_in', 'VALIDATION_FAILED', 'regional', 'DELETE /api/v1/auth/second-factor'],
      ['sign_in', 'BAD_CREDENTIALS', 'regional', 'POST /api/v1/auth/login'],
    ]);
  });

  it('has every refusal, with the record that was asked for', async () => {
    const { body } = await (await world.as('officer')).post('/filings', goodFiling());
    const found = await entriesOf(async () => {
      expectProblem(await (await world.as('admin')).get(`/filings/${body.id}`), 403, 'FORBIDDEN');
      expectProblem(await (await world.as('officer')).get('/admin/accounts'), 403, 'FORBIDDEN');
      expectProblem(await (await world.as('officer')).get('/access-log'), 403, 'FORBIDDEN');
      expectProblem(await upload(await world.as('firm'), 'x'), 403, 'FORBIDDEN');
      expectProblem(await (await world.as('admin')).get('/totals?format=csv'), 403, 'FORBIDDEN');
      expectProblem(await world.anybody().get('/filings'), 401, 'UNAUTHENTICATED');
    });
    expect(found.map(brief)).to.deep.equal([
      ['refused', 'FORBIDDEN', 'admin', `filing/${body.id}`],
      ['refused', 'FORBIDDEN', 'officer', null],
      ['refused', 'FORBIDDEN', 'officer', null],
      ['refused', 'FORBIDDEN', 'firm', null],
      ['refused', 'FORBIDDEN', 'admin', null],
    ]);
    expect(found[0]).to.deep.include({ regions: ['430211'], bank: null });
  });

  it('has requests for records of others, not those for records that do not exist, and their answers are alike', async () => {
    const [officer, officer2] = [await world.as('officer'), await world.as('officer2')];
    const { body } = await officer.post('/filings', goodFiling({ uscc: FIRMS.F5, firmName: '株洲某某有限公司' }));
    const started = await upload(officer, 'a,b\n1,2');
    const texts: string[] = [];
    const found = await entriesOf(async () => {
      const ask = async (client: Client, method: string, path: string, sent?: unknown): Promise<void> => {
        const reply = await client.send(method, path, sent);
        expectProblem(reply, 404, 'NOT_FOUND');
        texts.push(JSON.stringify({ ...reply.body, requestId: '' }));
      };
      for (const id of [body.id, NO_UUID, 'none']) {
        await ask(officer2, 'GET', `/filings/${id}`);
        await ask(officer2, 'GET', `/filings/${id}/history`);
        await ask(officer2, 'PATCH', `/filings/${id}`, { remarks: 'x' });
      }
      for (const uscc of [FIRMS.F5, FIRMS.F7, 'none']) await ask(officer2, 'GET', `/firms/${uscc}/status`);
      for (const id of [started.body.id, NO_UUID]) await ask(officer2, 'GET', `/imports/${id}/rows/2`);
      await ask(await world.as('firm2'), 'GET', `/firms/${FIRMS.F1}`);
      await ask(await world.as('firm2'), 'GET', `/filings/${body.id}`);
      // Own records, of which a part does not exist; and an account of no one.
      await ask(officer, 'GET', `/imports/${started.body.id}/rows/999`);
      await ask(auditor, 'GET', `/firms/${FIRMS.F1}/qualifications/high_tech/none`);
      await ask(officer, 'GET', `/firms/${FIRMS.F5}/qualifications/high_tech/none`);
      await ask(await world.as('admin'), 'POST', `/admin/accounts/${NO_UUID}/unlock`);
    });
    expect(new Set(texts).size).to.equal(1);
    expect(found.map(brief)).to.deep.equal([
      ...Array(3).fill(['foreign', 'NOT_FOUND', 'officer2', `filing/${body.id}`]),
      ['foreign', 'NOT_FOUND', 'officer2', `firm/${FIRMS.F5}`],
      ['foreign', 'NOT_FOUND', 'officer2', `import/${started.body.id}`],
      ['foreign', 'NOT_FOUND', 'firm2', `firm/${FIRMS.F1}`],
      ['foreign', 'NOT_FOUND', 'firm2', `filing/${body.id}`],
    ]);
  });

  it('has a regional auditor’s requests for filings of another region', async () => {
    const far = goodFiling({ uscc: FIRMS.F2, firmName: '株洲远航轨道科技有限公司', regionCode: '430204' });
    const { body } = await (await world.as('officer2')).post('/filings', far);
    const found = await entriesOf(async () => (await world.as('regional')).get(`/filings/${body.id}`));
    expect(found.map(brief)).to.deep.equal([['foreign', 'NOT_FOUND', 'regional', `filing/${body.id}`]]);
  });

  it('has checks with their firm, looks of the bureau at single filings, and files that were taken away', async () => {
    const officer = await world.as('officer');
    const filed = await officer.post('/filings', flaggedFiling());
    const found = await entriesOf(async () => {
      await officer.post('/filings/check', goodFiling());
      await officer.post('/filings/check', []);
      await officer.get(`/filings/${filed.body.id}`);
      await (await world.as('firm')).get(`/filings/${filed.body.id}`);
      await auditor.get(`/filings/${filed.body.id}`);
      await auditor.get(`/filings/${filed.body.id}/history`);
      await auditor.get('/filings');
      await officer.get('/filings?format=csv');
      await officer.send('HEAD', '/filings?format=csv');
      await auditor.get('/totals?format=xlsx');
      const link = await auditor.post('/exports', { what: 'filings', format: 'csv' });
      await world.anybody().get(link.body.url);
      await officer.get('/imports/templates/filings');
    });
    const names = found.map((entry) => [
      ...brief(entry).slice(0, 3),
      (entry.object ?? 'none').replace(/(-\d{4})+(-\d\d-\d\d)?(-[0-9A-Z]{12})?\./, '.'),
    ]);
    expect(names).to.deep.equal([
      ['check', 'OK', 'officer', `firm/${FIRMS.F1}`],
      ['check', 'VALIDATION_FAILED', 'officer', 'none'],
      ['look', 'OK', 'auditor', `filing/${filed.body.id}`],
      ['look', 'OK', 'auditor', `filing/${filed.body.id}`],
      ['export', 'OK', 'officer', 'file/filings.csv'],
      ['export', 'OK', 'auditor', 'file/totals.xlsx'],
      ['export', 'OK', 'auditor', 'file/filings.csv'],
    ]);
    expect(JSON.stringify(found)).to.not.match(/exports\/[A-Za-z0-9_-]{20}/);
  });

  it('has nothing of filing, lists and totals', async () => {
    const found = await entriesOf(async () => {
      const officer = await world.as('officer');
      await officer.post('/filings', goodFiling());
      await officer.post('/filings/batch', { items: [{ clientRef: 'a', ...goodFiling() }] });
      for (const path of ['/filings', '/filings/counts', '/totals', '/firms', '/auth/me']) await officer.get(path);
      await auditor.get('/trail');
    });
    expect(found).to.deep.equal([]);
  });

  it('is filtered and read in pages, newest first', async () => {
    const officer = await world.as('officer');
    world.time.now = new Date('2026-06-20T02:00:00.000Z');
    for (const uscc of [FIRMS.F1, FIRMS.F2, FIRMS.F3]) await officer.post('/filings/check', goodFiling({ uscc }));
    await officer.get('/trail');
    const day = 'from=2026-06-20&to=2026-06-20';
    const objects = async (query: string): Promise<string[]> =>
      (await read(`?${day}&${query}`)).items.map(({ object, kind }: any) => object ?? kind);
    expect(await objects('')).to.deep.equal([
      'refused',
      ...[FIRMS.F3, FIRMS.F2, FIRMS.F1].map((uscc) => `firm/${uscc}`),
    ]);
    expect(await objects('kind=refused')).to.deep.equal(['refused']);
    expect(await objects('kind=refused,check')).to.have.length(4);
    expect(await objects('actor=officer&bank=ICBC,CCB')).to.have.length(4);
    expect(await objects('actor=officer2')).to.deep.equal([]);
    expect(await objects('bank=CCB')).to.deep.equal([]);
    expect(await objects(`object=firm/${FIRMS.F2}`)).to.deep.equal([`firm/${FIRMS.F2}`]);
    expect(await objects('address=10.0.0.1')).to.deep.equal([]);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: any = await read(`?${day}&limit=3${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
      seen.push(...page.items.map(({ id }: any) => id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen).to.have.length(4);
    expect(new Set(seen).size).to.equal(4);
    expectProblem(await auditor.get('/access-log?kind=unknown'), 400, 'VALIDATION_FAILED');
    expectProblem(await auditor.get('/access-log?from=2026-06-20&to=2026-06-19'), 400, 'VALIDATION_FAILED');
    expectProblem(await auditor.get('/access-log?cursor=x'), 400, 'VALIDATION_FAILED');
    world.time.now = new Date('2026-06-15T02:00:00.000Z');
  });

  it('shows a regional auditor what belongs to the own regions or to none', async () => {
    const officer2 = await world.as('officer2');
    const regional = await world.as('regional');
    world.time.now = new Date('2026-06-21T02:00:00.000Z');
    await officer2.post('/filings/check', goodFiling({ uscc: FIRMS.F7, regionCode: '430211' }));
    await officer2.post('/filings/check', goodFiling({ uscc: FIRMS.F7, regionCode: '430204' }));
    // A firm belongs to its region whatever the check says.
    await officer2.post('/filings/check', goodFiling({ uscc: FIRMS.F3, regionCode: '430204' }));
    await officer2.get('/trail');
    const day = '?from=2026-06-21&to=2026-06-21';
    const regions = async (client: Client): Promise<any[]> =>
      (await read(day, client)).items.map((entry: any) => entry.regions).reverse();
    expect(await regions(auditor)).to.deep.equal([['430211'], ['430204'], ['430281', '430204'], null]);
    expect(await regions(regional)).to.deep.equal([['430211'], ['430281', '430204'], null]);
    world.time.now = new Date('2026-06-15T02:00:00.000Z');
  });

  it('can be changed by nobody: not by a role, and not by the owner of the table', async () => {
    await read();
    const sqlAs = createSqlAs(world);
    for (const login of ['officer', 'auditor', 'firm', 'admin'])
      for (const text of [
        `insert into access_log (at, kind, outcome, address, route, request_id) values (now(), 'look', 'OK', '', '', '')`,
        `select access_log_write('[]')`,
        `update access_log set actor = 'somebody'`,
        `delete from access_log`,
        ...(login === 'auditor' ? [] : ['select * from access_log']),
      ])
        expect(await sqlAs(login, text), `${login}: ${text}`).to.equal(MAY_NOT);
    expect(await sqlAs('system', `update access_log set actor = 'somebody'`)).to.equal(MAY_NOT);
    expect(await sqlAs('system', 'delete from access_log')).to.equal(MAY_NOT);
    for (const text of [`update access_log set outcome = 'OK'`, 'truncate access_log'])
      expect(await world.owner.query(text).catch((error) => error.code), text).to.equal('ZD003');
  });

  it('loses entries only when their time is over, which is never before 180 days', async () => {
    const days = async (): Promise<number[]> =>
      (
        await world.owner.query(
          `select round(extract(epoch from now() - at) / 86400)::int as days from access_log where route = 'old' order by 1`,
        )
      ).rows.map((row) => row.days);
    for (const age of [100, 200, 400])
      await world.owner.query(
        `insert into access_log (at, kind, outcome, address, route, request_id) values (now() - interval '${age} days', 'look', 'OK', '', 'old', '')`,
      );
    expect(await createSqlAs(world)('system', 'select access_log_forget(now())')).to.equal('ZD003');
    await tidy(world.db, new Date(), 365);
    expect(await days()).to.deep.equal([100, 200]);
    await tidy(world.db, new Date(), 180);
    expect(await days()).to.deep.equal([100]);
  });

  it('keeps entries in memory while they cannot be written, and writes them at the latest when the service stops', async () => {
    const lines: any[] = [];
    const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(JSON.parse(line)) });
    const writer = createAccessLog(world.db, log);
    const count = async (): Promise<number> =>
      (await world.owner.query(`select count(*)::int as n from access_log where route = 'kept'`)).rows[0].n;
    const entry = {
      at: '2026-06-15T02:00:00.000Z',
      kind: 'look',
      outcome: 'OK',
      account_id: null,
      actor: null,
      login: null,
      role: null,
      bank_code: null,
      uscc: null,
      regions: null,
      address: '',
      route: 'kept',
      type: null,
      object_id: null,
      region_code: null,
      request_id: '',
    } as const;
    await world.owner.query('revoke insert on access_log from zhidai_system');
    for (let n = 0; n < 1200; n++) writer.record(entry);
    await writer.flush();
    expect(await count()).to.equal(0);
    expect(lines.map(({ msg }) => msg)).to.include('the access log is not being written');
    await world.owner.query('grant insert on access_log to zhidai_system');
    await writer.stop();
    expect(await count()).to.equal(1200);

    const small = createAccessLog(world.db, log, 700);
    await world.owner.query('revoke insert on access_log from zhidai_system');
    for (let n = 0; n < 705; n++) small.record(entry);
    await small.flush();
    await world.owner.query('grant insert on access_log to zhidai_system');
    await small.stop();
    expect(await count(), 'no more than memory may hold').to.equal(1900);
    expect(lines.at(-1)).to.include({ msg: 'entries of the access log are lost', entries: 5 });
  });
});
