import { expect } from 'chai';
import pino from 'pino';
import { openWorld, PASSWORD, type World } from '../support/world.ts';
import { Client, type Reply } from '../support/client.ts';
import { meetingAt } from '../support/race.ts';
import { asSystem } from '../../src/data/as-actor.ts';
import { endOverdueSessions } from '../../src/data/housekeeping.queries.ts';
import { startHousekeeping } from '../../src/jobs/housekeeping.ts';
import { until } from '../support/until.ts';

const code = (reply: Reply): string => `${reply.status} ${reply.body?.code}`;

describe('refreshing a session', () => {
  let world: World;
  const post = (path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply> =>
    world.anybody().post(path, body, headers);
  const login = async (name = 'officer', more: object = {}, headers: Record<string, string> = {}): Promise<Reply> =>
    post('/auth/login', { login: name, password: PASSWORD, ...more }, headers);
  const refresh = (refreshToken: string): Promise<Reply> => post('/auth/refresh', { refreshToken });
  const me = (accessToken: string): Promise<Reply> => new Client(world.url, () => accessToken).get('/auth/me');
  const minutesLater = (minutes: number): void => {
    world.time.now = new Date(world.time.now.getTime() + minutes * 60_000);
  };
  const sessions = async (): Promise<any[]> =>
    (await world.owner.query('select ended_at, end_reason from session order by started_at, id')).rows;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  it('returns a new pair for an unused token', async () => {
    const first = (await login()).body;
    const second = await refresh(first.refreshToken);
    expect(second.status, second.text).to.equal(200);
    expect(second.body).to.have.all.keys('accessToken', 'expiresIn', 'refreshToken');
    expect(second.body.refreshToken).not.to.equal(first.refreshToken);
    expect((await me(second.body.accessToken)).status).to.equal(200);
    expect((await refresh(second.body.refreshToken)).status).to.equal(200);
  });

  it('ends the session when a token is reused', async () => {
    const first = (await login()).body;
    const other = (await login()).body;
    const second = (await refresh(first.refreshToken)).body;
    expect(code(await refresh(first.refreshToken))).to.equal('401 REFRESH_REUSED');
    expect((await sessions()).map((row) => row.end_reason).sort()).to.deep.equal([null, 'refresh token reused'].sort());
    expect(code(await refresh(second.refreshToken))).to.equal('401 REFRESH_INVALID');
    expect(code(await me(second.accessToken))).to.equal('401 UNAUTHENTICATED');
    expect(code(await me(first.accessToken))).to.equal('401 UNAUTHENTICATED');
    expect((await me(other.accessToken)).status, 'another session of the account').to.equal(200);
  });

  it('succeeds for one of several concurrent uses and treats the others as reuse', async () => {
    const { refreshToken } = (await login()).body;
    const replies = await meetingAt(world, 'select from refresh_token for update', 4, () =>
      Promise.all(Array.from({ length: 4 }, () => refresh(refreshToken))),
    );
    expect(replies.map(code).sort()).to.deep.equal(['200 undefined', ...Array(3).fill('401 REFRESH_REUSED')]);
    const winner = replies.find((reply) => reply.status === 200)!;
    expect(code(await refresh(winner.body.refreshToken))).to.equal('401 REFRESH_INVALID');
    expect((await sessions())[0].ended_at).not.to.equal(null);
  });

  it('refuses unknown tokens, and reports a missing one', async () => {
    expect(code(await refresh('no-such-token'))).to.equal('401 REFRESH_INVALID');
    expect(code(await refresh(''))).to.equal('401 REFRESH_INVALID');
    for (const reply of [await post('/auth/refresh', {}), await post('/auth/refresh')]) {
      expect(code(reply)).to.equal('400 VALIDATION_FAILED');
      expect(reply.body.errors[0]).to.deep.include({ path: 'refreshToken', code: 'REQUIRED' });
    }
  });

  describe('with a limit of 30 idle minutes', () => {
    beforeEach(async () => {
      await world.close();
      world = await openWorld({ sessionIdleMinutes: 30 });
    });
    const background = { 'Zhidai-Activity': 'none' };
    const later = async (token: string, minutes: number, headers = {}): Promise<Reply> => {
      minutesLater(minutes);
      return post('/auth/refresh', { refreshToken: token }, headers);
    };

    it('ends after 30 minutes without a request, which start again with each one, and after 12 hours in any case', async () => {
      let { refreshToken } = (await login()).body;
      for (let minutes = 29; minutes < 12 * 60; minutes += 29) {
        const reply = await later(refreshToken, 29);
        expect(reply.status, `after ${minutes} minutes: ${reply.text}`).to.equal(200);
        refreshToken = reply.body.refreshToken;
      }
      expect(code(await later(refreshToken, 29)), 'after 12 hours').to.equal('401 REFRESH_INVALID');
      const idle = (await login()).body;
      expect(code(await later(idle.refreshToken, 31)), 'idle').to.equal('401 REFRESH_INVALID');
      expect((await login()).body.account.session).to.deep.equal({
        idleMinutes: 30,
        endsAt: new Date(world.time.now.getTime() + 12 * 3_600_000).toISOString(),
      });
    });

    it('ends for access tokens too, and any request keeps it alive', async () => {
      const { accessToken, account } = (await login()).body;
      const { rows } = await world.owner.query('select id from session');
      const token = (): string => world.tokens.issue(account.id, rows[0].id, world.time.now).accessToken;
      const client = new Client(world.url, token);
      minutesLater(20);
      expect((await client.get('/regions')).status).to.equal(200);
      minutesLater(29);
      expect((await client.get('/filings?limit=1')).status, '49 minutes after the sign-in').to.equal(200);
      minutesLater(31);
      for (const path of ['/regions', '/totals?from=2026&to=2026'])
        expect(code(await client.get(path)), path).to.equal('401 UNAUTHENTICATED');
      expect(code(await me(accessToken))).to.equal('401 UNAUTHENTICATED');
    });

    it('is not kept alive by requests that say that nobody asked for them', async () => {
      const { account, ...first } = (await login()).body;
      const { rows } = await world.owner.query('select id from session');
      const token = (): string => world.tokens.issue(account.id, rows[0].id, world.time.now).accessToken;
      const second = (await later(first.refreshToken, 15, background)).body;
      expect((await new Client(world.url, token).get('/regions', background)).status).to.equal(200);
      minutesLater(14);
      expect((await new Client(world.url, token).get('/regions', background)).status).to.equal(200);
      expect(code(await later(second.refreshToken, 2, background))).to.equal('401 REFRESH_INVALID');
    });

    it('is ended in the database by the hourly housekeeping, with an audit event', async () => {
      const idle = (await login()).body;
      minutesLater(17);
      const used = (await login()).body;
      minutesLater(14);
      await asSystem(world.db, 'housekeeping', { action: 'housekeeping.tidy', at: world.time.now }, (tx) =>
        endOverdueSessions(tx, world.time.now),
      );
      expect((await sessions()).map((row) => row.end_reason)).to.deep.equal(['idle, or at its latest end', null]);
      const { rows } = await world.owner.query(
        `select actor, after ->> 'end_reason' as why from trail where type = 'session' and action = 'housekeeping.tidy'`,
      );
      expect(rows).to.deep.equal([{ actor: 'system:housekeeping', why: 'idle, or at its latest end' }]);
      expect(code(await me(idle.accessToken))).to.equal('401 UNAUTHENTICATED');
      expect((await me(used.accessToken)).status).to.equal(200);
    });

    it('is removed with its tokens and links a month after its end, soon after a start', async () => {
      const ended = new Client(
        world.url,
        (
          (token) => () =>
            token
        )((await login()).body.accessToken),
      );
      expect((await ended.post('/exports', { what: 'filings', format: 'csv' })).status).to.equal(201);
      expect((await ended.post('/auth/logout')).status).to.equal(204);
      await login();
      const started = async (condition: () => Promise<boolean>): Promise<void> => {
        const log = pino({ level: 'silent' });
        const jobs = startHousekeeping(world.db, world.tokens, () => world.time.now, log, 365);
        await until('the housekeeping has run', condition);
        await jobs.stop();
      };
      minutesLater(29 * 24 * 60);
      await started(async () => (await sessions()).every((row) => row.ended_at !== null));
      expect(await sessions()).to.have.length(2);
      minutesLater(2 * 24 * 60);
      await started(async () => (await sessions()).length === 1);
      const { rows } = await world.owner.query(
        `select (select count(*)::int from refresh_token) as tokens, (select count(*)::int from export_link) as links,
          (select count(*)::int from trail where type = 'session' and before is not null and after is null) as events`,
      );
      expect(rows).to.deep.equal([{ tokens: 0, links: 0, events: 1 }]);
    });
  });

  it('is impossible after sign-out, and access tokens are invalid', async () => {
    const { accessToken, refreshToken } = (await login()).body;
    const other = (await login()).body;
    const reply = await new Client(world.url, () => accessToken).post('/auth/logout');
    expect(reply.status).to.equal(204);
    expect(reply.text).to.equal('');
    expect(code(await me(accessToken))).to.equal('401 UNAUTHENTICATED');
    expect(code(await refresh(refreshToken))).to.equal('401 REFRESH_INVALID');
    expect((await me(other.accessToken)).status).to.equal(200);
  });

  it('is refused for a disabled account', async () => {
    const { refreshToken, accessToken, account } = (await login()).body;
    const admin = await world.as('admin');
    const { headers } = await admin.get(`/admin/accounts/${account.id}`);
    expect(
      (await admin.patch(`/admin/accounts/${account.id}`, { disabled: true }, { 'If-Match': headers.get('etag')! }))
        .status,
    ).to.equal(200);
    expect(code(await me(accessToken))).to.equal('401 UNAUTHENTICATED');
    expect(code(await refresh(refreshToken))).to.equal('401 REFRESH_INVALID');
    expect(code(await login())).to.equal('401 BAD_CREDENTIALS');
  });

  describe('with a cookie', () => {
    const cookieOf = (reply: Reply): string => reply.headers.get('set-cookie')!.split(';')[0]!;
    const refreshByCookie = (cookie: string, origin: string | null = world.url): Promise<Reply> =>
      post('/auth/refresh', undefined, {
        Cookie: `theme=dark; ${cookie}`,
        ...(origin === null ? {} : { Origin: origin }),
      });

    it('is HttpOnly, and the token is not in the body', async () => {
      const reply = await login('officer', { session: 'cookie' });
      expect(reply.status, reply.text).to.equal(200);
      expect(reply.body).to.have.all.keys('accessToken', 'expiresIn', 'account');
      const parts = reply.headers.getSetCookie()[0]!.split('; ');
      expect(parts[0]).to.match(/^zhidai_refresh=[A-Za-z0-9_-]{43}$/);
      expect(parts.slice(1)).to.have.members(['Path=/api/v1/auth', 'Max-Age=43200', 'HttpOnly', 'SameSite=Strict']);
      expect((await login()).headers.get('set-cookie'), 'only on request').to.equal(null);
    });

    it('is Secure if configured', async () => {
      await world.close();
      world = await openWorld({ secureCookies: true });
      const { headers } = await login('officer', { session: 'cookie' });
      expect(headers.getSetCookie()).to.have.length(2);
      for (const cookie of headers.getSetCookie()) expect(cookie).to.match(/; Secure$/);
    });

    it('is rotated, and an old one is treated as reuse and cleared', async () => {
      const first = cookieOf(await login('officer', { session: 'cookie' }));
      const reply = await refreshByCookie(first);
      expect(reply.status, reply.text).to.equal(200);
      expect(reply.body).to.have.all.keys('accessToken', 'expiresIn');
      const second = cookieOf(reply);
      expect(second).not.to.equal(first);
      const reused = await refreshByCookie(first);
      expect(code(reused)).to.equal('401 REFRESH_REUSED');
      expect(reused.headers.get('set-cookie')).to.match(/^zhidai_refresh=; .*Max-Age=0/);
      expect(code(await refreshByCookie(second))).to.equal('401 REFRESH_INVALID');
    });

    it('is accepted from pages of this host only', async () => {
      const cookie = cookieOf(await login('officer', { session: 'cookie' }));
      for (const origin of [
        null,
        'null',
        'https://evil.example',
        `${world.url}.evil.example`,
        world.url.replace(/\d+$/, '1'),
      ]) {
        expect(code(await refreshByCookie(cookie, origin)), String(origin)).to.equal('403 FORBIDDEN');
      }
      expect((await refreshByCookie(cookie)).status, 'refused requests do not use the token').to.equal(200);
      expect(code(await login('officer', { session: 'cookie' }, { Origin: 'https://evil.example' }))).to.equal(
        '403 FORBIDDEN',
      );
      expect((await login('officer', { session: 'cookie' }, { Origin: world.url })).status).to.equal(200);
    });

    it('is cleared at sign-out', async () => {
      const { accessToken } = (await login('officer', { session: 'cookie' })).body;
      const reply = await new Client(world.url, () => accessToken).post('/auth/logout');
      expect(reply.headers.get('set-cookie')).to.match(/^zhidai_refresh=; .*Path=\/api\/v1\/auth; Max-Age=0/);
    });
  });
});
