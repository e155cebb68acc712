import { expect } from 'chai';
import { openWorld, PASSWORD, FIRMS, type World } from '../support/world.ts';
import { Client, type Reply } from '../support/client.ts';

/** A client with the access token of a sign-in. */
const clientOf = (world: World, reply: Reply): Client => new Client(world.url, () => reply.body.accessToken);

describe('signing in', () => {
  let world: World;
  const login = (login: string, password = PASSWORD, more: object = {}): Promise<Reply> =>
    world.anybody().post('/auth/login', { login, password, ...more });
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  it('returns tokens and the account, as /auth/me does', async () => {
    const reply = await login('officer');
    expect(reply.status, reply.text).to.equal(200);
    expect(reply.body).to.have.all.keys('accessToken', 'expiresIn', 'refreshToken', 'account');
    expect(reply.body.expiresIn).to.equal(900);
    expect(reply.headers.get('cache-control')).to.equal('no-store');
    const { rows } = await world.owner.query(`select id from account where login = 'officer'`);
    expect(reply.body.account).to.deep.equal({
      id: rows[0].id,
      login: 'officer',
      role: 'officer',
      displayName: 'officer 测试',
      bank: { code: 'ICBC', name: '工商银行株洲分行' },
      mustChangePassword: false,
      secondFactor: false,
      mustEnrolSecondFactor: false,
      session: { endsAt: '2026-06-15T14:00:00.000Z', idleMinutes: 720 },
    });
    expect((await clientOf(world, reply).get('/auth/me')).body).to.deep.equal(reply.body.account);
    expect((await login('firm')).body.account.firm).to.deep.equal({ uscc: FIRMS.F1, name: '株洲星火智能装备有限公司' });
    expect((await login('regional')).body.account.regions).to.deep.equal(['430211', '430281']);
    expect((await login('auditor')).body.account).not.to.have.any.keys('regions', 'bank', 'firm');
  });

  it('ignores case and width of the login', async () => {
    expect((await login(' ＯFFicer ')).status).to.equal(200);
  });

  it('stores only the hash of a refresh token, and records the session in the audit trail', async () => {
    const reply = await login('officer');
    const { rows } = await world.owner.query(`select encode(hash, 'hex') as hash from refresh_token`);
    expect(rows).to.have.length(1);
    expect(rows[0].hash).to.match(/^[0-9a-f]{64}$/);
    const { rows: trail } = await world.owner.query(
      `select actor, action, type, after from trail where type = 'session'`,
    );
    expect(trail).to.have.length(1);
    expect(trail[0]).to.deep.include({ actor: 'officer', action: 'auth.login' });
    expect(trail[0].after).to.deep.include({ account_id: reply.body.account.id, address: '127.0.0.1' });
  });

  it('gives the same answer for a wrong password, an unknown login and a disabled account', async () => {
    await world.owner.query(
      `select set_config('app.actor', 'test', false), set_config('app.role', 'system', false), set_config('app.action', 'test', false), set_config('app.now', now()::text, false)`,
    );
    await world.owner.query(`update account set disabled = true where login = 'auditor2'`);
    const replies = [
      await login('officer', 'wrong-Password-1'),
      await login('nobody-has-this', 'wrong-Password-1'),
      await login('auditor2'),
    ];
    for (const reply of replies) {
      expect(reply.status).to.equal(401);
      expect({ ...reply.body, requestId: '' }).to.deep.equal({ ...replies[0]!.body, requestId: '' });
      expect(reply.body.code).to.equal('BAD_CREDENTIALS');
    }
  });

  it('answers 400 with field errors for an invalid login or password', async () => {
    const fields = async (body: unknown): Promise<string[]> => {
      const reply = await world.anybody().post('/auth/login', body);
      expect(reply.status, reply.text).to.equal(400);
      return reply.body.errors.map((error: { path: string; code: string }) => `${error.path} ${error.code}`);
    };
    expect(await fields({})).to.have.members(['login REQUIRED', 'password REQUIRED']);
    expect(await fields({ login: 1, password: ['x'], session: 'jar', more: 1 })).to.have.members([
      'login NOT_A_STRING',
      'password NOT_A_STRING',
      'session UNKNOWN_WORD',
      'more UNKNOWN_FIELD',
    ]);
    expect(await fields({ login: 'a\u0000b', password: 'x' })).to.deep.equal(['login CONTROL_CHARACTER']);
  });

  describe('after failures', () => {
    const later = (minutes: number): void => {
      world.time.now = new Date(world.time.now.getTime() + minutes * 60_000);
    };

    for (const name of ['officer', 'nobody-has-this']) {
      it(`locks ${name === 'officer' ? 'a login' : 'an unknown login'} after five, even for the right password, until the first is fifteen minutes old`, async () => {
        for (let i = 0; i < 5; i += 1) {
          expect((await login(name, 'wrong-Password-1')).status).to.equal(401);
          later(1);
        }
        const locked = await login(name.toUpperCase());
        expect(locked.status).to.equal(429);
        expect(locked.body.code).to.equal('ACCOUNT_LOCKED');
        expect(locked.headers.get('retry-after')).to.equal('600');
        expect((await login('auditor')).status, 'others').to.equal(200);
        later(10);
        expect((await login(name)).status).to.equal(name === 'officer' ? 200 : 401);
      });
    }

    it('resets the count after a success', async () => {
      for (let i = 0; i < 4; i += 1) await login('officer', 'wrong-Password-1');
      expect((await login('officer')).status).to.equal(200);
      for (let i = 0; i < 4; i += 1) expect((await login('officer', 'wrong-Password-1')).status).to.equal(401);
      expect((await login('officer')).status).to.equal(200);
    });

    it('verifies at most five of twenty concurrent guesses', async () => {
      const replies = await Promise.all(Array.from({ length: 20 }, () => login('officer', 'wrong-Password-1')));
      expect(replies.map((reply) => reply.status).sort()).to.deep.equal([
        ...Array(5).fill(401),
        ...Array(15).fill(429),
      ]);
      expect((await login('officer')).status).to.equal(429);
    });

    it('accepts concurrent sign-ins with the right password', async () => {
      const replies = await Promise.all(Array.from({ length: 20 }, () => login('officer')));
      expect(replies.map((reply) => reply.status)).to.deep.equal(Array(20).fill(200));
    });

    it('has a higher limit over all addresses', async () => {
      const plant = (count: number): Promise<unknown> =>
        world.owner.query(
          `insert into sign_in_failure (login_key, address, failed_at) select 'officer', '10.0.0.' || n, $1::timestamptz - interval '5 minutes' from generate_series(1, $2) n`,
          [world.time.now.toISOString(), count],
        );
      await plant(49);
      expect((await login('officer', 'wrong-Password-1')).status).to.equal(401);
      const locked = await login('officer');
      expect(locked.status).to.equal(429);
      expect(locked.headers.get('retry-after')).to.equal('600');
    });
  });

  it('does not block other requests during many sign-ins', async () => {
    const signIns = Array.from({ length: 50 }, (_, i) => login(i % 2 === 0 ? 'officer' : `stranger-${i}`));
    const others = await Promise.all([world.anybody().get('/healthz'), world.anybody().get('/healthz')]);
    expect(others.map((reply) => reply.status)).to.deep.equal([200, 200]);
    expect((await Promise.all(signIns)).map((reply) => reply.status)).to.deep.equal(
      Array.from({ length: 50 }, (_, i) => (i % 2 === 0 ? 200 : 401)),
    );
  }).timeout(30_000);
});
