import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect } from 'chai';
import pino from 'pino';
import { until } from '../support/until.ts';
import { goodFiling } from '../support/filing.ts';
import { openWorld, type World } from '../support/world.ts';

describe('the log of requests', () => {
  let world: World;
  const lines: any[] = [];
  before(async () => {
    const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line)) });
    world = await openWorld({ log });
  });
  after(() => world.close());
  beforeEach(() => void (lines.length = 0));

  const line = (fits: (line: any) => boolean): Promise<any> => until('the line is logged', () => lines.find(fits));

  it('has the account’s id and the address, and no name', async () => {
    const officer = await world.as('officer');
    await officer.get('/filings');
    const { accountId } = officer.ids;
    const found = await line(({ route }) => route === '/api/v1/filings');
    expect(found).to.include({ accountId, status: 200, msg: 'request' });
    expect(found.address).to.match(/127\.0\.0\.1$/);
    await world.anybody().post('/auth/login', { login: 'officer', password: 'wrong password' });
    expect(await line(({ route }) => route === '/api/v1/auth/login')).to.not.have.property('accountId');
    expect(JSON.stringify(lines)).to.not.contain('officer').and.not.contain('ICBC');
  });

  it('names the account of a refused request', async () => {
    const firm = await world.as('firm');
    await firm.get('/trail');
    expect(await line(({ route }) => route === '/api/v1/trail')).to.include({
      accountId: firm.ids.accountId,
      status: 403,
    });
  });

  /** Sends bytes and hangs up: at once, or when the first bytes of an answer arrive. */
  async function hangUp(text: string, when: 'at once' | 'when answered'): Promise<void> {
    const { port, hostname } = new URL(world.url);
    const socket: Socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    await new Promise<void>((resolve) => void socket.write(text, () => resolve()));
    if (when === 'when answered') await once(socket, 'data');
    // Resets the connection, as a killed client does.
    socket.resetAndDestroy();
  }

  it('has no error for clients that hang up, in the middle of a body, an upload, an answer or a file', async function () {
    this.timeout(20_000);
    const officer = await world.as('officer');
    const items = Array.from({ length: 300 }, (_, n) => ({ clientRef: `r${n}`, ...goodFiling() }));
    expect((await officer.post('/filings/batch', { items })).status).to.equal(200);
    const head = (method: string, path: string, more: string): string =>
      `${method} /api/v1${path} HTTP/1.1\r\nHost: ${new URL(world.url).host}\r\nAuthorization: Bearer ${officer.token!()}\r\n${more}\r\n`;
    const json = 'Content-Type: application/json\r\nContent-Length: 5000\r\n';
    const form = 'Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 5000\r\n';
    lines.length = 0;
    const requests = [
      ['/api/v1/filings', head('POST', '/filings', json) + '{"uscc":', 'at once'],
      ['/api/v1/auth/login', head('POST', '/auth/login', json) + '{"login":', 'at once'],
      [
        '/api/v1/imports',
        `${head('POST', '/imports', form)}--b\r\nContent-Disposition: form-data; name="kind"\r\n\r\nfil`,
        'at once',
      ],
      ['/api/v1/totals', head('GET', '/totals', ''), 'at once'],
      ['/api/v1/filings', head('GET', '/filings?format=xlsx', ''), 'when answered'],
    ] as const;
    for (const [route, text, when] of requests) {
      lines.length = 0;
      await hangUp(text, when);
      const found = await line((one) => one.route === route && one.requestId !== undefined);
      if (when === 'at once') expect(found, route).to.include({ status: 499, msg: 'client hung up' });
    }
    // The service has ended what it was doing for them.
    await officer.get('/auth/me');
    expect(lines.filter(({ level }) => level >= 50)).to.deep.equal([]);
    const metrics = await (await fetch(`${world.url}/metrics`)).text();
    expect(metrics).to.not.match(/^zhidai_http_failures_total\{/m);
  });

  it('has an error for a failure of the service, also when the client has gone', async () => {
    await world.owner.query('revoke select on bank from zhidai_officer');
    expect((await (await world.as('officer')).get('/banks')).status).to.equal(500);
    await world.owner.query('grant select on bank to zhidai_officer');
    expect(await line(({ msg }) => msg === 'unexpected error')).to.include({ level: 50 });
    expect(await line(({ msg, level }) => msg === 'request' && level === 50)).to.include({ status: 500 });
  });
});
