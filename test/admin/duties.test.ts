import { expect } from 'chai';
import { AWAITING, CONFIRMATIONS } from '../../src/domain/account/confirmation.ts';
import { Client, type Reply } from '../support/client.ts';
import { separateDuties } from '../support/duties.ts';
import { goodFiling } from '../support/filing.ts';
import { ACTOR_SETTINGS } from '../support/raw.ts';
import { meetingAt } from '../support/race.ts';
import { FIRMS, openWorld, PASSWORD, type World } from '../support/world.ts';

const fieldErrors = (reply: Reply): string[] => {
  expect(reply.status, reply.text).to.equal(400);
  return reply.body.errors.map((error: { path: string; code: string }) => `${error.path} ${error.code}`);
};
const outcome = ({ status, body }: Reply): string => `${status} ${body?.code ?? ''}`.trim();
const NEW = { login: 'newcomer', displayName: '新来的' };

describe('the duties of administration', () => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  const login = (name: string, password: string): Promise<Reply> =>
    world.anybody().post('/auth/login', { login: name, password });
  const read = async (name: string): Promise<Reply> => {
    const { rows } = await world.owner.query('select id from account where login = $1', [name]);
    return (await world.as('secadmin')).get(`/admin/accounts/${rows[0].id}`);
  };
  /** Sends a call about an account with the version that it has. */
  const call = async (who: Client, name: string, what: string, body?: unknown): Promise<Reply> => {
    const account = await read(name);
    const method = what === '' ? 'PATCH' : 'POST';
    return who.send(method, `/admin/accounts/${account.body.id}${what}`, body, {
      'If-Match': account.headers.get('etag') ?? '',
    });
  };
  const created = async (who: Client, body: object): Promise<any> => {
    const reply = await who.post('/admin/accounts', { ...NEW, ...body });
    expect(reply.status, reply.text).to.equal(201);
    return reply.body;
  };
  const OWN_PASSWORD = 'tapir-orange-canoe-41';
  /** Signs in with a one-time password and sets another one. */
  const takenOver = async (name: string, oneTimePassword: string): Promise<Client> => {
    const { body, status } = await login(name, oneTimePassword);
    expect(status, JSON.stringify(body)).to.equal(200);
    const client = new Client(world.url, () => body.accessToken);
    const changed = await client.post('/auth/password', { oldPassword: oneTimePassword, newPassword: OWN_PASSWORD });
    expect(changed.status, changed.text).to.equal(204);
    return client;
  };
  const events = async (name: string): Promise<any[]> =>
    (
      await world.owner.query(
        `select t.actor, t.action, t.reason, t.before, t.after from trail t join account a on a.id::text = t.record_id
         where t.type = 'account' and a.login = $1 order by t.id`,
        [name],
      )
    ).rows;

  it('have the words of confirmations that the database has', async () => {
    const { rows } = await world.owner.query(
      `select string_agg(pg_get_constraintdef(oid), ' ') as text from pg_constraint
       where conname in ('account_confirmation_check', 'account_awaits_check')`,
    );
    const words = [...rows[0].text.matchAll(/'(\w+)'::text/g)].map(([, word]) => word);
    expect(words).to.have.members([...CONFIRMATIONS, ...AWAITING]);
  });

  describe('when they are not separate', () => {
    it('are all of the administrator, who opens any account alone; the audit trail says so', async () => {
      const admin = await world.as('admin');
      const auditor = await created(admin, { role: 'auditor' });
      expect(auditor.oneTimePassword).to.be.a('string');
      expect(auditor).to.deep.include({ disabled: false });
      expect(auditor.confirmation).to.deep.include({
        state: 'one_person',
        awaits: null,
        askedBy: { login: 'admin', displayName: 'admin 测试' },
        confirmedBy: { login: 'admin', displayName: 'admin 测试' },
      });
      const [event] = await events('newcomer');
      expect(event.after).to.deep.include({
        confirmation: 'one_person',
        asked_by: admin.ids.accountId,
        confirmed_by: admin.ids.accountId,
      });
      await takenOver('newcomer', auditor.oneTimePassword);
      expect((await admin.put('/admin/banks/NEW', { name: '新银行' })).status).to.equal(201);
      expect((await admin.get('/admin/duties')).body).to.deep.include({ separate: false, twoPeople: [] });
    });

    it('may have accounts of their own besides, which have no other duty', async () => {
      const [system, security, audit] = [
        await world.as('sysadmin'),
        await world.as('secadmin'),
        await world.as('auditadmin'),
      ];
      expect((await system.put('/admin/banks/NEW', { name: '新银行' })).status).to.equal(201);
      expect((await security.get('/admin/accounts')).status).to.equal(200);
      expect((await audit.get('/trail')).status).to.equal(200);
      for (const client of [security, audit]) expect((await client.get('/admin/banks')).status).to.equal(403);
      for (const client of [system, audit]) expect((await client.get('/admin/accounts')).status).to.equal(403);
      for (const client of [system, security]) expect((await client.get('/trail')).status).to.equal(403);
      for (const client of [system, security, audit]) expect((await client.get('/filings')).status).to.equal(403);
    });
  });

  describe('when they are separate', () => {
    let security: Client;
    let second: Client;
    beforeEach(async () => {
      const made = await created(await world.as('admin'), { login: 'second', role: 'security_admin' });
      second = await takenOver('second', made.oneTimePassword);
      security = await world.as('secadmin');
      await separateDuties(world);
    });

    it('open the account of an auditor by two people; only the second one learns its password', async () => {
      const asked = await created(security, { role: 'auditor', regions: ['430202'] });
      expect(asked).not.to.have.property('oneTimePassword');
      expect(asked).to.deep.include({ disabled: true });
      expect(asked.confirmation).to.deep.include({ state: 'awaited', awaits: 'account', confirmedBy: null });
      expect((await second.get('/admin/accounts?awaiting=true')).body.items.map((one: any) => one.login)).to.deep.equal(
        ['newcomer'],
      );
      expect(outcome(await call(security, 'newcomer', '/confirm'))).to.equal('409 CONFLICT');
      expect(outcome(await call(security, 'newcomer', '', { disabled: false }))).to.equal('409 CONFLICT');

      const confirmed = await call(second, 'newcomer', '/confirm');
      expect(confirmed.status, confirmed.text).to.equal(200);
      expect(confirmed.body).to.deep.include({ disabled: false, mustChangePassword: true, regions: ['430202'] });
      expect(confirmed.body.confirmation).to.deep.include({ state: 'two_people', awaits: null });
      const auditor = await takenOver('newcomer', confirmed.body.oneTimePassword);
      expect((await auditor.get('/filings')).status).to.equal(200);
      expect((await events('newcomer')).map(({ actor, action }) => `${actor} ${action}`).slice(0, 2)).to.deep.equal([
        'secadmin account.create',
        'second account.confirm',
      ]);
      expect(outcome(await call(second, 'newcomer', '/confirm'))).to.equal('409 STATE_CONFLICT');
    });

    it('open accounts of security and audit administrators in the same way, and of no other role', async () => {
      const roles: [string, object, boolean][] = [
        ['security_admin', {}, true],
        ['audit_admin', {}, true],
        ['auditor', {}, true],
        ['system_admin', {}, false],
        ['officer', { bankCode: 'ICBC' }, false],
      ];
      for (const [role, more, awaits] of roles) {
        const account = await created(security, { login: `new.${role}`, role, ...more });
        expect([account.disabled, 'oneTimePassword' in account], role).to.deep.equal([awaits, !awaits]);
      }
      expect((await security.get('/admin/duties')).body).to.deep.include({
        separate: true,
        handingOver: false,
        twoPeople: ['auditor', 'security_admin', 'audit_admin'],
      });
    });

    it('allow no account with all of them', async () => {
      expect(fieldErrors(await security.post('/admin/accounts', { ...NEW, role: 'admin' }))).to.deep.equal([
        'role NOT_ALLOWED',
      ]);
      expect(outcome(await call(security, 'admin', '', { disabled: false }))).to.equal('409 CONFLICT');
    });

    it('confirm what was seen: another version is refused', async () => {
      const asked = await created(security, { role: 'auditor', regions: ['430202'] });
      expect((await call(security, 'newcomer', '', { regions: null })).status).to.equal(200);
      const stale = await second.post(`/admin/accounts/${asked.id}/confirm`, undefined, { 'If-Match': '"1"' });
      expect(outcome(stale)).to.equal('412 STALE_VERSION');
      expect(outcome(await second.post(`/admin/accounts/${asked.id}/confirm`))).to.equal('428 PRECONDITION_REQUIRED');
    });

    it('do not let the second person confirm what he has changed himself', async () => {
      await created(security, { role: 'auditor', regions: ['430202'] });
      expect((await call(second, 'newcomer', '', { regions: null })).status).to.equal(200);
      expect(outcome(await call(second, 'newcomer', '/confirm'))).to.equal('409 CONFLICT');
      expect((await call(security, 'newcomer', '/confirm')).body).to.deep.include({ disabled: false });
    });

    it('widen the regions of an auditor by two people, and narrow them at once', async () => {
      const regional = await world.as('regional');
      const wider = await call(security, 'regional', '', { regions: ['430211', '430281', '430202'] });
      expect(wider.status, wider.text).to.equal(200);
      expect(wider.body.regions).to.deep.equal(['430211', '430281']);
      expect(wider.body.confirmation).to.deep.include({
        awaits: 'regions',
        regions: ['430211', '430281', '430202'],
      });
      expect((await regional.get('/auth/me')).body.regions).to.deep.equal(['430211', '430281']);
      expect(outcome(await call(security, 'regional', '/confirm'))).to.equal('409 CONFLICT');
      const confirmed = await call(second, 'regional', '/confirm');
      expect(confirmed.body).not.to.have.property('oneTimePassword');
      expect((await regional.get('/auth/me')).body.regions).to.deep.equal(['430211', '430281', '430202']);

      expect((await call(security, 'regional', '', { regions: null })).body.confirmation).to.deep.include({
        awaits: 'regions',
        regions: null,
      });
      const narrower = await call(security, 'regional', '', { regions: ['430211'] });
      expect(narrower.body.regions).to.deep.equal(['430211']);
      expect(narrower.body.confirmation, 'what was asked before is given up').to.deep.include({ awaits: null });
    });

    it('hand out a new password of such an account by two people: nobody takes over an auditor by a reset', async () => {
      const auditor = await world.as('auditor');
      const asked = await call(security, 'auditor', '/reset-password');
      expect(asked.status, asked.text).to.equal(200);
      expect(asked.body).not.to.have.property('oneTimePassword');
      expect((await auditor.get('/auth/me')).status).to.equal(401);
      expect(outcome(await login('auditor', PASSWORD))).to.equal('401 BAD_CREDENTIALS');
      expect(outcome(await call(security, 'auditor', '/confirm'))).to.equal('409 CONFLICT');
      const { body } = await call(second, 'auditor', '/confirm');
      await takenOver('auditor', body.oneTimePassword);
      // An officer decides on nothing alone.
      expect((await call(security, 'officer', '/reset-password')).body.oneTimePassword).to.be.a('string');
    });

    it('enable such an account again by two people, with the password that it had', async () => {
      expect((await call(security, 'auditor', '', { disabled: true })).body.disabled).to.equal(true);
      const asked = await call(security, 'auditor', '', { disabled: false });
      expect([asked.status, asked.body.disabled, asked.body.confirmation.awaits]).to.deep.equal([
        200,
        true,
        'enabling',
      ]);
      const confirmed = await call(second, 'auditor', '/confirm');
      expect(confirmed.body).not.to.have.property('oneTimePassword');
      expect((await login('auditor', PASSWORD)).status).to.equal(200);
    });

    it('refuse with a reason; whoever asked may withdraw; the account stays closed', async () => {
      await created(security, { role: 'auditor' });
      expect(fieldErrors(await call(second, 'newcomer', '/refuse', {}))).to.deep.equal(['reason REQUIRED']);
      const refused = await call(second, 'newcomer', '/refuse', { reason: '无此人' });
      expect(refused.body).to.deep.include({ disabled: true });
      expect(refused.body.confirmation).to.deep.include({ state: 'refused', awaits: null });
      expect((await events('newcomer')).at(-1)).to.deep.include({
        actor: 'second',
        action: 'account.refuse',
        reason: '无此人',
      });
      expect((await call(security, 'newcomer', '/reset-password')).body.confirmation.awaits).to.equal('password');
      expect((await call(security, 'newcomer', '/refuse', { reason: '撤回' })).status).to.equal(200);
    });

    it('keep at least one active account each', async () => {
      for (const name of ['sysadmin', 'auditadmin'])
        expect(outcome(await call(security, name, '', { disabled: true })), name).to.equal('409 CONFLICT');
      expect((await call(security, 'second', '', { disabled: true })).status).to.equal(200);
      expect(outcome(await call(security, 'secadmin', '', { disabled: true }))).to.equal('409 CONFLICT');
      await created(security, { login: 'sysadmin2', role: 'system_admin' });
      expect((await call(security, 'sysadmin', '', { disabled: true })).status).to.equal(200);
    });

    it('are those of one person again once the setting is off, also for what awaits a confirmation', async () => {
      await created(security, { role: 'auditor' });
      await separateDuties(world, false);
      expect((await call(security, 'admin', '', { disabled: false })).body.disabled).to.equal(false);
      const confirmed = await call(security, 'newcomer', '/confirm');
      expect(confirmed.body.confirmation).to.deep.include({ state: 'one_person' });
      await takenOver('newcomer', confirmed.body.oneTimePassword);
      const { rows } = await world.owner.query(
        `select actor, action, after from trail where type = 'registry' order by id`,
      );
      expect(rows).to.deep.equal([
        { actor: 'system:bootstrap', action: 'duties.separate', after: { separate_duties: true } },
        { actor: 'system:bootstrap', action: 'duties.combine', after: { separate_duties: false } },
      ]);
    });
  });

  describe('while they are handed over', () => {
    let admin: Client;
    beforeEach(async () => {
      admin = await world.as('admin');
      await separateDuties(world);
    });

    it('leave the administrator nothing but to open accounts of the three', async () => {
      expect((await admin.get('/auth/me')).body.role).to.equal('security_admin');
      expect((await login('admin', PASSWORD)).body.account.role).to.equal('security_admin');
      expect((await admin.get('/admin/duties')).body).to.deep.include({
        separate: true,
        handingOver: true,
        roles: ['system_admin', 'security_admin', 'audit_admin'],
      });
      expect((await admin.put('/admin/banks/NEW', { name: '新银行' })).status).to.equal(403);
      for (const role of ['officer', 'auditor', 'admin'])
        expect(
          fieldErrors(
            await admin.post('/admin/accounts', { ...NEW, role, ...(role === 'officer' && { bankCode: 'ICBC' }) }),
          ),
        ).to.include('role NOT_ALLOWED');
      for (const name of ['officer', 'auditor', 'secadmin', 'admin']) {
        expect(outcome(await call(admin, name, '', { displayName: '改名' })), name).to.equal('409 CONFLICT');
        expect(outcome(await call(admin, name, '/reset-password')), name).to.equal('409 CONFLICT');
      }
      expect(outcome(await call(admin, 'officer', '/unlock'))).to.equal('409 CONFLICT');
      // An audit administrator is confirmed by a security administrator, not by the one who is leaving.
      await created(admin, { login: 'audit2', role: 'audit_admin' });
      expect(outcome(await call(admin, 'audit2', '/confirm'))).to.equal('409 CONFLICT');
      expect((await call(await world.as('secadmin'), 'audit2', '/confirm')).status).to.equal(200);
    });

    it('close the administrator when two security administrators have set their passwords', async () => {
      const made = await created(admin, { login: 'second', role: 'security_admin' });
      expect(made.confirmation).to.deep.include({ state: 'hand_over', awaits: null });
      expect((await admin.get('/auth/me')).status).to.equal(200);
      // The one-time password was lost.
      const { body } = await call(admin, 'second', '/reset-password');
      await takenOver('second', body.oneTimePassword);
      expect((await admin.get('/auth/me')).status).to.equal(401);
      expect(outcome(await login('admin', PASSWORD))).to.equal('401 BAD_CREDENTIALS');
      expect((await read('admin')).body.disabled).to.equal(true);
      const { rows } = await world.owner.query(
        `select end_reason from session where account_id = $1 and end_reason is not null`,
        [admin.ids.accountId],
      );
      expect(rows).to.deep.equal([{ end_reason: 'duties separated' }]);
    });

    it('close the administrator also when both begin at once', async () => {
      await world.owner.query(`begin`);
      await world.owner.query(ACTOR_SETTINGS);
      await world.owner.query(
        `update account set must_change_password = true, password_changed_at = '2026-06-15T01:00:00Z' where login = 'secadmin'`,
      );
      await world.owner.query('commit');
      const made = await created(admin, { login: 'second', role: 'security_admin' });
      const begun = async (name: string, password: string): Promise<Client> => {
        const { body } = await login(name, password);
        return new Client(world.url, () => body.accessToken);
      };
      const [one, two] = [await begun('secadmin', PASSWORD), await begun('second', made.oneTimePassword)];
      const replies = await meetingAt(world, `select from account where role = 'admin' for update`, 1, () =>
        Promise.all([
          one.post('/auth/password', { oldPassword: PASSWORD, newPassword: 'tapir-orange-canoe-77' }),
          two.post('/auth/password', { oldPassword: made.oneTimePassword, newPassword: 'walrus-yellow-piano-78' }),
        ]),
      );
      expect(replies.map(({ status }) => status)).to.deep.equal([204, 204]);
      expect((await read('admin')).body.disabled).to.equal(true);
    });
  });

  describe('of the audit administrator', () => {
    it('show all of administration, and of the work of banks and bureau who did what and when', async () => {
      const filed = await (
        await world.as('officer')
      ).post('/filings', goodFiling({ uscc: FIRMS.F5, firmName: '株洲未名新材料有限公司' }));
      expect(filed.status).to.equal(201);
      const number = filed.body.number as string;
      const admin = await world.as('admin');
      const made = await created(admin, { role: 'auditor', displayName: '新审核员' });
      const audit = await world.as('auditadmin');
      const { items } = (await audit.get('/trail?limit=200')).body;
      const ofFiling = items.find((event: any) => event.type === 'filing');
      expect(ofFiling).to.deep.include({
        actor: 'officer',
        role: 'officer',
        action: 'filing.submit',
        recordId: null,
        reason: null,
        before: null,
        after: null,
        restricted: null,
      });
      expect(ofFiling.at).to.be.a('string');
      expect(items.find((event: any) => event.recordId === made.id).after).to.deep.include({
        displayName: '新审核员',
        confirmation: 'one_person',
      });
      for (const secret of [number, filed.body.id, FIRMS.F5, '3000000', '未名'])
        expect(JSON.stringify(items), secret).not.to.include(secret);
      // As many events as there are, in order, in pages.
      const { rows } = await world.owner.query('select count(*)::int as n from trail');
      const seen: string[] = [];
      let cursor = '';
      do {
        const page = (await audit.get(`/trail?limit=50${cursor && `&cursor=${cursor}`}`)).body;
        seen.push(...page.items.map((event: any) => event.id));
        cursor = page.nextCursor ?? '';
      } while (cursor);
      expect(seen).to.have.length(rows[0].n);
      expect(seen).to.deep.equal([...seen].sort((a, b) => Number(b) - Number(a)));
      expect((await audit.get(`/trail?id=${made.id}`)).body.items).to.have.length(1);
      expect((await audit.get(`/trail?id=${filed.body.id}`)).body.items).to.deep.equal([]);
      expect((await audit.get('/trail?type=filing&actor=officer')).body.items).to.have.length(1);
    });
  });
});
