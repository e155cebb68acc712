import { expect } from 'chai';
import { createDevices } from '../../src/features/auth/device-cookie.ts';
import type { Reply } from '../support/client.ts';
import { openWorld, PASSWORD, type World } from '../support/world.ts';

const WRONG = 'wrong-Password-1';

describe('the cookie of a known device', () => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ trustProxy: 'loopback' });
  });
  afterEach(() => world.close());

  const login = (name: string, password: string, address: string, cookie?: string): Promise<Reply> =>
    world
      .anybody()
      .post(
        '/auth/login',
        { login: name, password, session: 'cookie' },
        { 'X-Forwarded-For': address, ...(cookie === undefined ? {} : { Cookie: cookie }) },
      );
  const cookieOf = (reply: Reply): string =>
    reply.headers
      .getSetCookie()
      .find((cookie) => cookie.startsWith('zhidai_device='))!
      .split(';')[0]!;
  const later = (minutes: number): void => {
    world.time.now = new Date(world.time.now.getTime() + minutes * 60_000);
  };
  /** Failures from fifty addresses, which lock the login. */
  const attack = (): Promise<unknown> =>
    world.owner.query(
      `insert into sign_in_failure (login_key, address, failed_at) select 'officer', '203.0.113.' || n, $1::timestamptz - interval '5 minutes' from generate_series(1, 50) n`,
      [world.time.now.toISOString()],
    );

  it('is set by the sign-in of a browser, for half a year, out of reach of scripts and of other sites', async () => {
    const [refresh, device] = (await login('officer', PASSWORD, '192.0.2.1')).headers.getSetCookie();
    expect(refresh).to.match(/^zhidai_refresh=/);
    expect(device).to.match(
      /^zhidai_device=[\w.-]+; Path=\/api\/v1\/auth; Max-Age=15552000; HttpOnly; SameSite=Strict$/,
    );
    // Programs ask for tokens, and get no cookies.
    const tokens = await world.anybody().post('/auth/login', { login: 'officer', password: PASSWORD });
    expect(tokens.headers.getSetCookie()).to.deep.equal([]);
    expect((await login('officer', WRONG, '192.0.2.1')).headers.getSetCookie()).to.deep.equal([]);
  });

  it('lets its device in while guesses from many addresses lock the login for others', async () => {
    const cookie = cookieOf(await login('officer', PASSWORD, '192.0.2.1'));
    await attack();
    expect((await login('officer', PASSWORD, '192.0.2.1')).body.code).to.equal('ACCOUNT_LOCKED');
    expect((await login('officer', PASSWORD, '192.0.2.9', cookie)).status).to.equal(200);
    // A success of the device changes nothing for the others.
    expect((await login('officer', PASSWORD, '192.0.2.1')).body.code).to.equal('ACCOUNT_LOCKED');
  });

  it('lets it change the password meanwhile, too', async () => {
    const reply = await login('officer', PASSWORD, '192.0.2.1');
    await attack();
    const change = (headers: Record<string, string>): Promise<Reply> =>
      world
        .anybody()
        .post(
          '/auth/password',
          { oldPassword: PASSWORD, newPassword: 'Quite-another-2031' },
          { Authorization: `Bearer ${reply.body.accessToken}`, 'X-Forwarded-For': '192.0.2.1', ...headers },
        );
    expect((await change({})).body.code).to.equal('ACCOUNT_LOCKED');
    expect((await change({ Cookie: cookieOf(reply) })).status).to.equal(204);
  });

  it('gives its device a count of its own, over all addresses', async () => {
    const cookie = cookieOf(await login('officer', PASSWORD, '192.0.2.1'));
    for (let n = 1; n <= 5; n += 1)
      expect((await login('officer', WRONG, `198.51.100.${n}`, cookie)).body.code).to.equal('BAD_CREDENTIALS');
    const locked = await login('officer', PASSWORD, '198.51.100.6', cookie);
    expect([locked.status, locked.body.code, locked.headers.get('retry-after')]).to.deep.equal([
      429,
      'ACCOUNT_LOCKED',
      '900',
    ]);
    expect((await login('officer', PASSWORD, '198.51.100.7')).status, 'others').to.equal(200);
    later(15);
    expect((await login('officer', PASSWORD, '198.51.100.6', cookie)).status).to.equal(200);
  });

  it('does not lift the limit of its address', async () => {
    const cookie = cookieOf(await login('officer', PASSWORD, '192.0.2.1'));
    for (let n = 1; n <= 5; n += 1) await login('officer', WRONG, '192.0.2.1', n % 2 === 0 ? cookie : undefined);
    expect((await login('officer', PASSWORD, '192.0.2.1', cookie)).body.code).to.equal('ACCOUNT_LOCKED');
    expect((await login('officer', PASSWORD, '192.0.2.1')).body.code).to.equal('ACCOUNT_LOCKED');
  });

  it('is of no use for another login, after its time, changed, or under another key', async () => {
    const cookie = cookieOf(await login('officer', PASSWORD, '192.0.2.1'));
    const others = cookieOf(await login('colleague', PASSWORD, '192.0.2.1'));
    const [id = '', expires = '', mac = ''] = cookie.slice('zhidai_device='.length).split('.');
    const forged = createDevices(Buffer.alloc(32), false).cookieFor(null, 'officer', world.time.now).split(';')[0]!;
    const useless = [
      others,
      forged,
      `zhidai_device=${id}.${Number(expires) + 1}.${mac}`,
      `zhidai_device=${id.replace(/./, (first) => (first === 'A' ? 'B' : 'A'))}.${expires}.${mac}`,
      `zhidai_device=${id}.${expires}`,
      'zhidai_device=',
    ];
    await attack();
    for (const each of useless)
      expect((await login('officer', PASSWORD, '192.0.2.1', each)).body.code, each).to.equal('ACCOUNT_LOCKED');
    expect((await login('officer', PASSWORD, '192.0.2.1', `a=b; ${cookie}; c=d`)).status).to.equal(200);
    later(180 * 24 * 60);
    await attack();
    expect((await login('officer', PASSWORD, '192.0.2.1', cookie)).body.code).to.equal('ACCOUNT_LOCKED');
  });
});

describe('failed sign-ins from IPv6', () => {
  it('count together for a network of 64 bits', async () => {
    const world = await openWorld({ trustProxy: 'loopback' });
    const login = (password: string, address: string): Promise<Reply> =>
      world.anybody().post('/auth/login', { login: 'officer', password }, { 'X-Forwarded-For': address });
    for (let n = 1; n <= 5; n += 1) expect((await login(WRONG, `2001:db8::${n}`)).status).to.equal(401);
    expect((await login(PASSWORD, '2001:db8::9')).body.code).to.equal('ACCOUNT_LOCKED');
    expect((await login(PASSWORD, '2001:db8:0:1::9')).status).to.equal(200);
    const { rows } = await world.owner.query('select address from session');
    expect(rows.map(({ address }) => address)).to.deep.equal(['2001:db8:0:1::9']);
    await world.close();
  });
});
