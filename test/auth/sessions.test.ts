import { expect } from 'chai';
import { Client, type Reply } from '../support/client.ts';
import { expectContract } from '../support/contract.ts';
import { openWorld, PASSWORD, type World } from '../support/world.ts';

const CHROME = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36';

describe('one’s own sessions', () => {
  let world: World;
  const signedIn = async (login: string, userAgent = 'curl/8.5.0', more: object = {}): Promise<Client> => {
    const { body } = await world
      .anybody()
      .post('/auth/login', { login, password: PASSWORD, ...more }, { 'User-Agent': userAgent });
    return new Client(world.url, () => body.accessToken);
  };
  const later = (minutes: number): void => {
    world.time.now = new Date(world.time.now.getTime() + minutes * 60_000);
  };
  const listed = async (client: Client, query = ''): Promise<any[]> => {
    const reply = await client.get(`/auth/sessions${query}`);
    expect(reply.status, reply.text).to.equal(200);
    await expectContract(world, 'GET', '/api/v1/auth/sessions', reply);
    return reply.body.items;
  };
  beforeEach(async () => {
    world = await openWorld({ sessionIdleMinutes: 30 });
  });
  afterEach(() => world.close());

  it('are listed with device, address and last use, the latest first, and nobody else’s', async () => {
    const [first] = [await signedIn('officer', CHROME), await signedIn('officer2')];
    later(10);
    await signedIn('officer');
    later(1);
    const items = await listed(first);
    expect(items.map(({ id: _id, ...item }) => item)).to.deep.equal([
      {
        device: 'curl 8.5.0',
        address: '127.0.0.1',
        startedAt: '2026-06-15T02:10:00.000Z',
        lastUsedAt: '2026-06-15T02:10:00.000Z',
        current: false,
      },
      {
        device: 'Chrome 131 · Linux',
        address: '127.0.0.1',
        startedAt: '2026-06-15T02:00:00.000Z',
        lastUsedAt: '2026-06-15T02:00:00.000Z',
        current: true,
      },
    ]);
    later(1);
    expect((await listed(first))[1].lastUsedAt, 'the list itself is a use').to.equal('2026-06-15T02:11:00.000Z');
    later(29);
    const { id: accountId } = (await world.owner.query(`select id from account where login = 'officer'`)).rows[0];
    const fresh = new Client(world.url, () => world.tokens.issue(accountId, items[1].id, world.time.now).accessToken);
    expect(
      (await listed(fresh)).map(({ current }) => current),
      'without idle ones',
    ).to.deep.equal([true]);
  });

  it('are listed page by page', async () => {
    const client = await signedIn('officer');
    for (let i = 0; i < 4; i += 1) await signedIn('officer');
    const { body } = await client.get('/auth/sessions?limit=3');
    expect(body.items).to.have.length(3);
    const rest = await client.get(`/auth/sessions?limit=3&cursor=${encodeURIComponent(body.nextCursor)}`);
    expect(rest.body).to.deep.include({ nextCursor: null });
    const ids = [...body.items, ...rest.body.items].map(({ id }: { id: string }) => id);
    expect(new Set(ids).size).to.equal(5);
  });

  it('end one by one, at once, and never those of others', async () => {
    const [mine, other, foreign] = [await signedIn('officer'), await signedIn('officer'), await signedIn('officer2')];
    const id = (await listed(mine)).find(({ current }) => !current).id;
    expect((await foreign.send('DELETE', `/auth/sessions/${id}`)).status).to.equal(404);
    expect((await other.get('/auth/me')).status).to.equal(200);
    expect((await mine.send('DELETE', `/auth/sessions/${id}`, { now: true })).status).to.equal(400);
    expect((await other.get('/auth/me')).status).to.equal(200);
    expect((await mine.send('DELETE', `/auth/sessions/${id}`)).status).to.equal(204);
    expect((await other.get('/auth/me')).status).to.equal(401);
    expect((await mine.send('DELETE', `/auth/sessions/${id}`)).status).to.equal(404);
    expect((await mine.send('DELETE', '/auth/sessions/none')).status).to.equal(404);
    const { rows } = await world.owner.query(
      `select actor, after ->> 'end_reason' as why from trail where action = 'auth.session.end'`,
    );
    expect(rows).to.deep.equal([{ actor: 'officer', why: 'ended by its owner' }]);
  });

  it('end by signing out when it is the own one, whose cookie goes', async () => {
    const mine = await signedIn('officer', CHROME, { session: 'cookie' });
    const [{ id }] = await listed(mine);
    const reply = await mine.send('DELETE', `/auth/sessions/${id}`);
    expect(reply.headers.get('set-cookie')).to.match(/^zhidai_refresh=; .*Max-Age=0/);
    expect((await mine.get('/auth/me')).status).to.equal(401);
  });

  it('end all but the own one', async () => {
    const others: Client[] = [];
    for (let i = 0; i < 3; i += 1) others.push(await signedIn('officer'));
    const [mine, foreign] = [await signedIn('officer'), await signedIn('officer2')];
    const reply: Reply = await mine.post('/auth/sessions/end-others');
    expect([reply.status, reply.body]).to.deep.equal([200, { ended: 3 }]);
    for (const other of others) expect((await other.get('/auth/me')).status).to.equal(401);
    for (const client of [mine, foreign]) expect((await client.get('/auth/me')).status).to.equal(200);
    expect(await listed(mine)).to.have.length(1);
  });
});
