import { connect, type Socket } from 'node:net';
import { expect } from 'chai';
import { networkOf } from '../../src/http/client-network.ts';
import { createSlots } from '../../src/http/slots.ts';
import type { Client, Reply } from '../support/client.ts';
import { expectProblem } from '../support/problem.ts';
import { until } from '../support/until.ts';
import { upload } from '../support/upload.ts';
import { openWorld, PASSWORD, type World } from '../support/world.ts';

function expectTooMany(reply: Reply): void {
  expectProblem(reply, 429, 'TOO_MANY_REQUESTS');
  const seconds = Number(reply.headers.get('retry-after'));
  expect(seconds).to.be.within(1, 900);
  expect(reply.body.detail).to.contain(`${seconds} seconds`);
}

const eventually = (holds: () => Promise<boolean> | boolean): Promise<boolean> => until('it holds', holds, 40_000);

describe('limits per account and address', function () {
  this.timeout(120_000);
  let world: World;
  afterEach(() => world.close());
  const open = async (limitSettings: object, more: object = {}): Promise<void> => {
    world = await openWorld({ limitSettings, ...more });
  };

  it('refuse an account’s requests above so many a minute, with a sentence and Retry-After, and nobody else’s', async () => {
    await open({ requestsPerAccount: 3 });
    const [officer, colleague] = [await world.as('officer'), await world.as('colleague')];
    for (let request = 0; request < 3; request += 1) expect((await officer.get('/auth/me')).status).to.equal(200);
    expectTooMany(await officer.get('/auth/me'));
    expectTooMany(await officer.post('/filings', '{"broken'));
    expect((await colleague.get('/auth/me')).status).to.equal(200);
  });

  it('refuse an address’s requests above so many a minute, but answer whoever supervises the process', async () => {
    await open({ requestsPerAddress: 3 });
    for (let request = 0; request < 3; request += 1)
      expect((await world.anybody().get('/api/v1/nothing')).status).to.equal(404);
    expectTooMany(await world.anybody().get('/api/v1/nothing'));
    expectTooMany(await (await world.as('officer')).get('/auth/me'));
    expect((await world.anybody().get('/healthz')).status).to.equal(200);
    expect((await world.anybody().get('/readyz')).status).to.equal(200);
  });

  it('take the address of a trusted proxy’s client, an IPv6 network as one', async () => {
    await open({ requestsPerAddress: 1 }, { trustProxy: 'loopback' });
    const from = async (address: string): Promise<number> =>
      (await world.anybody().get('/api/v1/nothing', { 'X-Forwarded-For': address })).status;
    expect(await from('192.0.2.1')).to.equal(404);
    expect(await from('192.0.2.2')).to.equal(404);
    expect(await from('192.0.2.1')).to.equal(429);
    expect(await from('2001:db8:0:1::1')).to.equal(404);
    expect(await from('2001:db8::1:ffff:0:0:9')).to.equal(429);
    expect(await from('2001:db8:0:2::1')).to.equal(404);
  });

  it('do not believe a client that is no trusted proxy', async () => {
    await open({ requestsPerAddress: 1 });
    const from = async (address: string): Promise<number> =>
      (await world.anybody().get('/api/v1/nothing', { 'X-Forwarded-For': address })).status;
    expect([await from('192.0.2.1'), await from('192.0.2.2')]).to.deep.equal([404, 429]);
  });

  it('refuse sign-ins of an address above so many a minute', async () => {
    await open({ signInsPerAddress: 2 });
    const login = (): Promise<Reply> => world.anybody().post('/auth/login', { login: 'officer', password: PASSWORD });
    expect([(await login()).status, (await login()).status]).to.deep.equal([200, 200]);
    expectTooMany(await login());
  });

  it('refuse sign-ins of an address after so many failures with any logins, until the first is fifteen minutes old', async () => {
    await open({ failedSignInsPerAddress: 3 });
    const login = (name: string, password: string): Promise<Reply> =>
      world.anybody().post('/auth/login', { login: name, password });
    for (const name of ['one', 'two', 'three']) expect((await login(name, 'wrong-Password-1')).status).to.equal(401);
    const refused = await login('officer', PASSWORD);
    expectTooMany(refused);
    expect(refused.headers.get('retry-after')).to.equal('900');
    world.time.now = new Date(world.time.now.getTime() + 15 * 60_000);
    expect((await login('officer', PASSWORD)).status).to.equal(200);
  });

  it('refuse totals from scratch above so many a minute, but not those that are known', async () => {
    await open({ totalsPerAccount: 2 });
    const auditor = await world.as('auditor');
    for (const query of ['', '?by=bank', '', '?by=bank'])
      expect((await auditor.get(`/totals${query}`)).status).to.equal(200);
    expectTooMany(await auditor.get('/totals?by=region'));
    expect((await auditor.get('/totals?by=bank')).status).to.equal(200);
    expect((await (await world.as('officer')).get('/totals?by=region')).status).to.equal(200);
  });

  describe('at the same time', () => {
    const sockets: Socket[] = [];
    afterEach(() => void sockets.splice(0).forEach((socket) => socket.destroy()));

    /** Sends the head of a request (and `more`), and returns the head of the answer once there is one. */
    function send(client: Client, line: string, more = '', headers = ''): { socket: Socket; head: () => string } {
      let text = '';
      const socket = connect(Number(new URL(world.url).port), '127.0.0.1', () => {
        socket.write(
          `${line} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${client.token!()}\r\n${headers}\r\n${more}`,
        );
      });
      socket.on('data', (data) => (text += data.toString())).on('error', () => undefined);
      sockets.push(socket);
      return { socket, head: () => text.split('\r\n')[0]! };
    }

    it('allow two event streams of an account, and another when one has ended', async () => {
      await open({}, { imports: { nudge: () => undefined, end: async () => undefined } });
      const officer = await world.as('officer');
      const { body } = await upload(officer, '序号\n1');
      const follow = () => send(officer, `GET /api/v1/imports/${body.id}/events`);
      const [first, second] = [follow(), follow()];
      expect(await eventually(() => [first, second].every(({ head }) => head().includes(' 200 ')))).to.equal(true);
      expectTooMany(await officer.get(`/imports/${body.id}/events`));
      expect((await officer.get(`/imports/${body.id}`)).status).to.equal(200);
      first.socket.destroy();
      const again: (() => string)[] = [];
      expect(
        await eventually(async () => {
          again.push(follow().head);
          await eventually(() => again.at(-1)!() !== '');
          return again.at(-1)!().includes(' 200 ');
        }),
      ).to.equal(true);
    });

    it('allow two uploads of an account, however slow they are', async () => {
      await open({}, { imports: { nudge: () => undefined, end: async () => undefined } });
      const officer = await world.as('officer');
      const slow = () =>
        send(
          officer,
          'POST /api/v1/imports',
          '--b\r\nContent-Disposition: form-data; name="kind"\r\n\r\nfilings\r\n',
          'Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 30000\r\n',
        );
      const [first] = [slow(), slow()];
      let refused: Reply | undefined;
      expect(
        await eventually(async () => {
          // An upload without a file begins no import, so that it can be repeated.
          refused = await upload(officer, '', { mode: 'check' });
          return refused.status === 429;
        }),
      ).to.equal(true);
      expectTooMany(refused!);
      expect((await upload(await world.as('colleague'), '')).status).to.equal(400);
      first.socket.destroy();
      expect(await eventually(async () => (await upload(officer, '')).status === 400)).to.equal(true);
    });
  });
});

describe('slots', () => {
  const limits = { atOnce: 2, perKey: 1, waiting: 1, waitMs: 5_000 };
  const outcome = (taken: Promise<unknown>): Promise<string> =>
    taken.then(
      () => 'taken',
      (error: { code: string }) => error.code,
    );

  it('are limited for a key and in all, and pass to those that wait in turn', async () => {
    const slots = createSlots(limits);
    const [a, b] = [await slots('a'), await slots('b')];
    const waiting = slots('a');
    expect(await outcome(slots('c'))).to.equal('TOO_MANY_REQUESTS');
    a();
    const again = await waiting;
    // A slot can be given back once.
    a();
    const last = slots('c');
    expect(await outcome(slots('d'))).to.equal('TOO_MANY_REQUESTS');
    b();
    again();
    (await last)();
    expect(await outcome(slots('a'))).to.equal('taken');
  });

  it('are refused after waiting in vain', async () => {
    const slots = createSlots({ ...limits, waitMs: 10 });
    await slots('a');
    expect(await outcome(slots('a'))).to.equal('TOO_MANY_REQUESTS');
  });
});

describe('the network of an address', () => {
  for (const [address, network] of [
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:0:1::1', '2001:db8:0:1::/64'],
    ['2001:0DB8::1:0:0:0:9', '2001:db8:0:1::/64'],
    ['2001:db8:0:1:2:3:4:5', '2001:db8:0:1::/64'],
    ['::1', '0:0:0:0::/64'],
    ['64:ff9b::192.0.2.1', '64:ff9b:0:0::/64'],
    ['1:2:3:4:5:6:192.0.2.1', '1:2:3:4::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['unknown', 'unknown'],
  ] as const)
    it(`of ${address} is ${network}`, () => {
      expect(networkOf(address)).to.equal(network);
    });
});

describe('a connection', function () {
  this.timeout(30_000);
  let world: World;
  afterEach(() => world.close());

  /** Opens a connection and sends `text`. @returns how long it lasted, in milliseconds, and what came back */
  function dial(text: string): Promise<{ ms: number; answer: string }> {
    const began = performance.now();
    return new Promise((resolve) => {
      let answer = '';
      const socket = connect(Number(new URL(world.url).port), '127.0.0.1', () => socket.write(text));
      socket
        .on('data', (data) => (answer += data.toString()))
        .on('error', () => undefined)
        .on('close', () => resolve({ ms: performance.now() - began, answer }));
    });
  }

  for (const [what, text] of [
    ['that sends nothing', ''],
    ['whose first line does not end', 'GET /healthz HT'],
    ['whose head does not end', 'GET /healthz HTTP/1.1\r\nHost: x\r\n'],
  ] as const)
    it(`${what} is closed after the time for a head`, async () => {
      world = await openWorld({ httpLimits: { headMs: 300 } });
      const { ms, answer } = await dial(text);
      expect(ms).to.be.within(250, 15_000);
      expect(answer).to.match(/^$|^HTTP\/1.1 408 /);
    });

  it('whose body does not end is closed after the time for a request', async () => {
    world = await openWorld({ httpLimits: { headMs: 300, requestMs: 600 } });
    const { answer } = await dial(
      'POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{',
    );
    expect(answer).to.match(/^$|^HTTP\/1.1 408 /);
  });

  it('that is idle after an answer is closed after the time for that', async () => {
    world = await openWorld({ httpLimits: { keepAliveMs: 300 } });
    const { ms, answer } = await dial('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
    expect(answer).to.match(/^HTTP\/1.1 200 /);
    expect(ms).to.be.within(250, 15_000);
  });

  it('above the most is closed at once, and the next is served when one has ended', async () => {
    world = await openWorld({ httpLimits: { maxConnections: 2 } });
    const port = Number(new URL(world.url).port);
    const held = await Promise.all(
      [0, 1].map(
        () =>
          new Promise<Socket>((resolve) => {
            const socket = connect(port, '127.0.0.1', () => resolve(socket));
          }),
      ),
    );
    const status = (): Promise<number | string> =>
      fetch(`${world.url}/healthz`, { headers: { Connection: 'close' } }).then(
        (reply) => reply.status,
        () => 'closed',
      );
    expect(await eventually(async () => (await status()) === 'closed')).to.equal(true);
    held[0]!.destroy();
    expect(await eventually(async () => (await status()) === 200)).to.equal(true);
    held[1]!.destroy();
  });
});
