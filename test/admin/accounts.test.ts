import { expect } from 'chai';
import { fieldErrors } from '../support/problem.ts';
import { FIRMS, openWorld, PASSWORD, type World } from '../support/world.ts';
import { Client, type Reply } from '../support/client.ts';
import { meetingAt } from '../support/race.ts';

describe('accounts under administration', () => {
  let world: World;
  let admin: Client;
  const login = (name: string, password = PASSWORD): Promise<Reply> =>
    world.anybody().post('/auth/login', { login: name, password });
  const idOf = async (name: string): Promise<string> =>
    (await world.owner.query('select id from account where login = $1', [name])).rows[0].id;
  const change = async (who: Client, name: string, body: unknown): Promise<Reply> => {
    const path = `/admin/accounts/${await idOf(name)}`;
    const { headers } = await admin.get(path);
    return who.patch(path, body, { 'If-Match': headers.get('etag') ?? '"1"' });
  };
  const officer = (more: object = {}): object => ({
    login: 'newcomer',
    role: 'officer',
    displayName: '新柜员',
    bankCode: 'ICBC',
    ...more,
  });
  beforeEach(async () => {
    world = await openWorld();
    admin = await world.as('admin');
  });
  afterEach(() => world.close());

  it('are created with a one-time password, which is returned once and not stored', async () => {
    const created = await admin.post('/admin/accounts', officer({ login: ' ＮewＣomer ' }));
    expect(created.status, created.text).to.equal(201);
    const { oneTimePassword, ...account } = created.body;
    expect(oneTimePassword).to.match(/^[a-km-np-zA-HJ-NP-Z2-9]{20}$/);
    expect(account).to.deep.include({
      login: 'newcomer',
      role: 'officer',
      displayName: '新柜员',
      bank: { code: 'ICBC', name: '工商银行株洲分行' },
      disabled: false,
      mustChangePassword: true,
      version: 1,
    });
    expect(created.headers.get('location')).to.equal(`/api/v1/admin/accounts/${account.id}`);
    expect(created.headers.get('etag')).to.equal('"1"');
    const read = await admin.get(created.headers.get('location')!);
    expect(read.body).to.deep.equal(account);
    expect(read.headers.get('etag')).to.equal('"1"');
    expect((await login('newcomer', oneTimePassword)).status).to.equal(200);
    const { rows } = await world.owner.query(
      `select actor, action, after from trail where type = 'account' and record_id = $1`,
      [account.id],
    );
    expect(rows).to.have.length(2);
    expect(rows[0]).to.deep.include({ actor: 'admin', action: 'account.create' });
    expect(rows[0].after).not.to.have.property('password_hash');
    expect(rows[1], 'the one-time password is used').to.deep.include({ actor: 'newcomer', action: 'auth.login' });
  });

  it('have a bank, a firm or regions, depending on their role', async () => {
    const created = async (body: object): Promise<any> => {
      const reply = await admin.post('/admin/accounts', body);
      expect(reply.status, reply.text).to.equal(201);
      return reply.body;
    };
    expect(
      (await created({ login: 'firm3', role: 'firm', displayName: '企业', uscc: ' 91430200 00000004-3j ' })).firm.uscc,
    ).to.equal(FIRMS.F3);
    expect(
      (await created({ login: 'city', role: 'auditor', displayName: '市局', regions: ['430202', '430203'] })).regions,
    ).to.deep.equal(['430202', '430203']);
    expect(
      await created({ login: 'province', role: 'auditor', displayName: '省厅', regions: null }),
    ).not.to.have.property('regions');
    expect((await created({ login: 'admin.2', role: 'admin', displayName: '管理员二' })).role).to.equal('admin');
  });

  it('are refused if a region is repeated', async () => {
    const reply = await admin.post('/admin/accounts', {
      login: 'city2',
      role: 'auditor',
      displayName: '市局',
      regions: ['430202', '430202'],
    });
    expect([reply.status, reply.body.errors[0].path, reply.body.errors[0].code]).to.deep.equal([
      400,
      'regions',
      'REPEATED',
    ]);
  });

  it('are found by part of the login, the name, the bank or the firm', async () => {
    const found = async (q: string, more = ''): Promise<string[]> => {
      const reply = await admin.get(`/admin/accounts?q=${encodeURIComponent(q)}${more}`);
      expect(reply.status, reply.text).to.equal(200);
      return reply.body.items.map(({ login: name }: { login: string }) => name);
    };
    await admin.post('/admin/accounts', officer({ login: 'li.na', displayName: '李 娜' }));
    expect(await found('ＬI.')).to.deep.equal(['li.na']);
    for (const q of ['李 娜', '李娜', ' 娜 ']) expect(await found(q), q).to.deep.equal(['li.na']);
    expect(await found('officer2 测')).to.deep.equal(['officer2']);
    expect(await found('建设银行')).to.deep.equal(['officer2']);
    expect(await found('星火智能'))
      .to.include('firm')
      .and.not.to.include('officer');
    for (const q of ['%', '_', "'", '|', '查无此人']) expect(await found(q), q).to.deep.equal([]);
    // Also in pages.
    const all = await found('测试');
    expect(all).to.have.length.above(5);
    const first = (await admin.get('/admin/accounts?q=测试&limit=2')).body;
    expect([
      ...first.items.map(({ login: name }: { login: string }) => name),
      ...(await found('测试', `&cursor=${encodeURIComponent(first.nextCursor)}`)),
    ]).to.deep.equal(all);
    expect(fieldErrors(await admin.get('/admin/accounts?q='))).to.have.length(1);
    expect(fieldErrors(await admin.get(`/admin/accounts?q=${'长'.repeat(101)}`))).to.deep.equal(['q TOO_LONG']);
  });

  it('are refused with all bad fields', async () => {
    const post = (body: object): Promise<Reply> => admin.post('/admin/accounts', body);
    expect(fieldErrors(await post({}))).to.have.members(['login REQUIRED', 'role REQUIRED', 'displayName REQUIRED']);
    expect(
      fieldErrors(
        await post(
          officer({
            bankCode: 'NOBANK',
            login: 'a b',
            role: 'officer',
            displayName: 'x',
            uscc: FIRMS.F1,
            regions: ['430202'],
            more: 1,
          }),
        ),
      ),
    ).to.have.members([
      'login FORMAT',
      'displayName TOO_SHORT',
      'bankCode UNKNOWN_BANK',
      'uscc NOT_ALLOWED',
      'regions NOT_ALLOWED',
      'more UNKNOWN_FIELD',
    ]);
    expect(fieldErrors(await post(officer({ bankCode: undefined })))).to.deep.equal(['bankCode REQUIRED']);
    expect(fieldErrors(await post({ login: 'x1', role: 'firm', displayName: '企业' }))).to.deep.equal([
      'uscc REQUIRED',
    ]);
    expect(
      fieldErrors(await post({ login: 'x1', role: 'firm', displayName: '企业', uscc: FIRMS.F7, bankCode: 'ICBC' })),
    ).to.have.members(['uscc UNKNOWN_FIRM', 'bankCode NOT_ALLOWED']);
    expect(
      fieldErrors(await post({ login: 'x1', role: 'auditor', displayName: '市局', regions: ['430202', '999999'] })),
    ).to.deep.equal(['regions UNKNOWN_REGION']);
    expect(fieldErrors(await post({ login: 'x1', role: 'auditor', displayName: '市局', regions: [] }))).to.deep.equal([
      'regions TOO_SMALL',
    ]);
    expect(
      fieldErrors(await post({ login: 'x1', role: 'auditor', displayName: '市局', regions: ['4302'] })),
    ).to.deep.equal(['regions FORMAT']);
    expect(fieldErrors(await post({ login: 'x1', role: 'king', displayName: '王者' }))).to.deep.equal([
      'role UNKNOWN_WORD',
    ]);
  });

  it('have unique logins, ignoring case and width, also in concurrent requests', async () => {
    const taken = await admin.post('/admin/accounts', officer({ login: 'OFFICER' }));
    expect(`${taken.status} ${taken.body.code}`).to.equal('409 CONFLICT');
    const both = await Promise.all([
      admin.post('/admin/accounts', officer()),
      admin.post('/admin/accounts', officer()),
    ]);
    expect(both.map((reply) => reply.status).sort()).to.deep.equal([201, 409]);
  });

  it('are created once for an Idempotency-Key, and the password is not returned again', async () => {
    const key = { 'Idempotency-Key': 'make-newcomer' };
    const first = await admin.post('/admin/accounts', officer(), key);
    const again = await admin.post('/admin/accounts', officer(), key);
    expect(again.status).to.equal(201);
    expect(again.headers.get('idempotent-replayed')).to.equal('true');
    const { oneTimePassword, ...account } = first.body;
    expect(again.body).to.deep.equal(account);
    const { rows } = await world.owner.query('select body from idempotency_key');
    expect(rows[0].body).not.to.contain(oneTimePassword);
    expect((await admin.post('/admin/accounts', officer({ displayName: '别人' }), key)).body.code).to.equal(
      'IDEMPOTENCY_KEY_REUSED',
    );
  });

  it('are listed in order of login, in pages', async () => {
    const logins: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { status, body, text } = (await admin.get(
        `/admin/accounts?limit=4${cursor ? `&cursor=${cursor}` : ''}`,
      )) as Reply;
      expect(status, text).to.equal(200);
      logins.push(...body.items.map((item: { login: string }) => item.login));
      cursor = body.nextCursor;
    }
    expect(logins).to.deep.equal([
      'admin',
      'auditadmin',
      'auditor',
      'auditor2',
      'colleague',
      'firm',
      'firm2',
      'officer',
      'officer2',
      'regional',
      'secadmin',
      'sysadmin',
    ]);
    expect(fieldErrors(await admin.get('/admin/accounts?limit=0&cursor=a.b'))).to.deep.equal(['limit TOO_SMALL']);
    expect(fieldErrors(await admin.get('/admin/accounts?cursor=a.b'))).to.deep.equal(['cursor INVALID_CURSOR']);
  });

  it('are accessible to administrators only, and answer 404 if they do not exist', async () => {
    const id = await idOf('officer');
    for (const name of ['officer', 'auditor', 'firm']) {
      const client = await world.as(name);
      expect((await client.get('/admin/accounts')).status).to.equal(403);
      expect((await client.post('/admin/accounts', {})).status).to.equal(403);
      expect((await client.patch(`/admin/accounts/${id}`, {})).status).to.equal(403);
      expect((await client.post(`/admin/accounts/${id}/reset-password`)).status).to.equal(403);
    }
    for (const none of ['no-uuid', '00000000-0000-4000-8000-000000000000']) {
      expect((await admin.get(`/admin/accounts/${none}`)).status).to.equal(404);
      expect((await admin.patch(`/admin/accounts/${none}`, { more: 1 })).status).to.equal(404);
      expect((await admin.post(`/admin/accounts/${none}/unlock`)).status).to.equal(404);
      expect((await admin.post(`/admin/accounts/${none}/reset-password`)).status).to.equal(404);
    }
  });

  it('are changed only with their current version', async () => {
    const path = `/admin/accounts/${await idOf('officer')}`;
    expect((await admin.patch(path, { displayName: '张三' })).body.code).to.equal('PRECONDITION_REQUIRED');
    expect(
      fieldErrors(await admin.patch(path, { bankCode: 'NOBANK', regions: ['430202'], disabled: 'yes', role: 'admin' })),
    ).to.have.members(['bankCode UNKNOWN_BANK', 'regions NOT_ALLOWED', 'disabled NOT_A_BOOLEAN', 'role UNKNOWN_FIELD']);
    const changed = await admin.patch(path, { displayName: '张三' }, { 'If-Match': 'W/"1"' });
    expect(changed.status, changed.text).to.equal(200);
    expect(changed.body).to.deep.include({
      displayName: '张三',
      version: 2,
      bank: { code: 'ICBC', name: '工商银行株洲分行' },
    });
    expect(changed.headers.get('etag')).to.equal('"2"');
    expect((await admin.patch(path, { displayName: '李四' }, { 'If-Match': '"1"' })).body.code).to.equal(
      'STALE_VERSION',
    );
  });

  it('get another bank or other regions at once, also in open sessions', async () => {
    const moved = await world.as('officer');
    expect((await change(admin, 'officer', { bankCode: 'CCB' })).status).to.equal(200);
    expect((await moved.get('/auth/me')).body.bank.code).to.equal('CCB');
    const regional = await world.as('regional');
    expect((await change(admin, 'regional', { regions: ['430202'] })).body.regions).to.deep.equal(['430202']);
    expect((await regional.get('/auth/me')).body.regions).to.deep.equal(['430202']);
    expect(
      (await change(admin, 'regional', { displayName: '区局' })).body.regions,
      'absent regions stay unchanged',
    ).to.deep.equal(['430202']);
    expect((await change(admin, 'regional', { regions: null })).body).not.to.have.property('regions');
    expect((await regional.get('/auth/me')).body).not.to.have.property('regions');
  });

  it('lose their sessions at once when disabled, and can sign in again when enabled', async () => {
    const session = await world.as('officer');
    expect((await change(admin, 'officer', { disabled: true })).body.disabled).to.equal(true);
    expect((await session.get('/auth/me')).status).to.equal(401);
    expect((await login('officer')).body.code).to.equal('BAD_CREDENTIALS');
    expect((await change(admin, 'officer', { disabled: false })).body.disabled).to.equal(false);
    expect((await session.get('/auth/me')).status, 'the session stays ended').to.equal(401);
    expect((await login('officer')).status).to.equal(200);
  });

  describe('the last administrator', () => {
    beforeEach(async () => {
      for (const name of ['sysadmin', 'secadmin'])
        expect((await change(admin, name, { disabled: true })).status).to.equal(200);
    });

    it('cannot be disabled', async () => {
      const refused = await change(admin, 'admin', { disabled: true });
      expect(`${refused.status} ${refused.body.code}`).to.equal('409 CONFLICT');
      expect((await change(admin, 'admin', { displayName: '仍在' })).status).to.equal(200);
    });

    it('remains when two administrators disable each other concurrently', async () => {
      const created = (await admin.post('/admin/accounts', { login: 'second', role: 'admin', displayName: '管理员二' }))
        .body;
      const { body } = await login('second', created.oneTimePassword);
      const second = new Client(world.url, () => body.accessToken);
      expect(
        (
          await second.post('/auth/password', {
            oldPassword: created.oneTimePassword,
            newPassword: 'Another-pass-2026',
          })
        ).status,
      ).to.equal(204);
      const own = await admin.get(`/admin/accounts/${await idOf('admin')}`);
      const others = await admin.get(`/admin/accounts/${created.id}`);
      const replies = await meetingAt(world, `select from account where role = 'admin' for update`, 2, () =>
        Promise.all([
          admin.patch(
            `/admin/accounts/${others.body.id}`,
            { disabled: true },
            { 'If-Match': others.headers.get('etag')! },
          ),
          second.patch(`/admin/accounts/${own.body.id}`, { disabled: true }, { 'If-Match': own.headers.get('etag')! }),
        ]),
      );
      // The second one has been disabled while it waited.
      expect(replies.map((reply) => reply.status).sort()).to.deep.equal([200, 401]);
      const { rows } = await world.owner.query(
        `select count(*)::int as active from account where role = 'admin' and not disabled`,
      );
      expect(rows[0].active).to.equal(1);
    });
  });

  it('can sign in at once when unlocked, and the audit trail names the administrator', async () => {
    for (let i = 0; i < 5; i += 1) await login('officer', 'wrong-Password-1');
    expect((await login('officer')).status).to.equal(429);
    const id = await idOf('officer');
    const reply = await admin.post(`/admin/accounts/${id}/unlock`);
    expect(reply.status, reply.text).to.equal(204);
    expect((await login('officer')).status).to.equal(200);
    const { body } = await (await world.as('auditor')).get(`/trail?type=account&id=${id}`);
    expect(body.items[0]).to.deep.include({ actor: 'admin', action: 'account.unlock' });
  });

  it('get a new one-time password: unlocked, with all sessions ended, and it must be changed', async () => {
    const session = await world.as('officer');
    for (let i = 0; i < 5; i += 1) await login('officer', 'wrong-Password-1');
    const reply = await admin.post(`/admin/accounts/${await idOf('officer')}/reset-password`);
    expect(reply.status, reply.text).to.equal(200);
    expect(reply.body).to.deep.include({ login: 'officer', mustChangePassword: true });
    expect((await session.get('/auth/me')).status).to.equal(401);
    expect((await login('officer')).status).to.equal(401);
    expect((await login('officer', reply.body.oneTimePassword)).body.account.mustChangePassword).to.equal(true);
  });
});
