import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { isUnavailable } from '../../src/data/errors.ts';
import { createPool, type Pool, type PoolOptions } from '../../src/data/pool.ts';

/** A message of PostgreSQL's protocol: a letter, its length, its content. */
function message(letter: string, content: Buffer | string = ''): Buffer {
  const body = Buffer.from(content);
  const head = Buffer.alloc(5);
  head.write(letter);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}
const AUTHENTICATED = message('R', Buffer.from([0, 0, 0, 0]));
const READY = message('Z', 'I');
const TERMINATED = message('E', 'SFATAL\0VFATAL\0C57P01\0Mterminating connection due to administrator command\0\0');

describe('a connection of the pool', () => {
  let server: Server;
  let pool: Pool;
  let errors: Error[];
  /** The server's answer to a startup message. */
  async function serve(greeting: (socket: Socket) => void, options: Partial<PoolOptions> = {}): Promise<void> {
    server = createServer((socket) => {
      socket.on('error', () => undefined).once('data', () => greeting(socket));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    errors = [];
    pool = createPool(
      {
        host: '127.0.0.1',
        port: (server.address() as AddressInfo).port,
        database: 'x',
        user: 'x',
        password: 'x',
      },
      { max: 1, onError: (error) => errors.push(error), ...options },
    );
  }
  afterEach(async () => {
    await pool.end();
    await new Promise((resolve) => server.close(resolve));
  });

  it('can be lost while it is handed out: the statement fails, the process does not', async () => {
    await serve((socket) => socket.end(Buffer.concat([AUTHENTICATED, READY, TERMINATED])));
    const client = await pool.connect();
    const failure = await client.send([{ text: 'select 1', values: [] }])[0]!.catch((error: unknown) => error);
    client.release(failure as Error);
    expect(isUnavailable(failure), String(failure)).to.equal(true);
    expect(errors.length).to.be.greaterThan(0);
  });

  it('can be lost before a statement outside a transaction is sent', async () => {
    await serve((socket) => socket.end(Buffer.concat([AUTHENTICATED, READY, TERMINATED])));
    const failure = await pool.query({ text: 'select 1', values: [] }).catch((error: unknown) => error);
    expect(isUnavailable(failure), String(failure)).to.equal(true);
  });

  it('can be lost while it is idle: the next statement gets another one', async () => {
    const sockets: Socket[] = [];
    await serve((socket) => {
      sockets.push(socket);
      socket.write(Buffer.concat([AUTHENTICATED, READY]));
      socket.on('data', () => socket.end(TERMINATED));
    });
    (await pool.connect()).release();
    const lost = new Promise((resolve) => sockets[0]!.once('close', resolve));
    sockets[0]!.end(TERMINATED);
    await lost;
    await pool.query({ text: 'select 1', values: [] }).catch(() => undefined);
    expect(sockets).to.have.length(2);
  });

  it('that goes silent is given up a little after the statement timeout, and the pool can be ended', async () => {
    await serve((socket) => void socket.write(Buffer.concat([AUTHENTICATED, READY])), { statementTimeoutMs: 1 });
    const client = await pool.connect();
    const failure = await client.send([{ text: 'select 1', values: [] }])[0]!.catch((error: unknown) => error);
    client.release(failure as Error);
    expect(isUnavailable(failure), String(failure)).to.equal(true);
    expect(pool.stats().total).to.equal(0);
  });

  it('can be lost while a pipelined batch is in flight: every statement fails', async () => {
    await serve((socket) => {
      socket.write(Buffer.concat([AUTHENTICATED, READY]));
      socket.once('data', () => socket.end(TERMINATED));
    });
    const client = await pool.connect();
    const answers = client.send([
      { text: 'begin', values: [] },
      { name: 'one', text: 'select $1::int', values: [1] },
      { text: 'commit', values: [] },
    ]);
    const failures = await Promise.all(answers.map((answer) => answer.catch((error: unknown) => error)));
    client.release(failures[0] as Error);
    expect(failures.map(isUnavailable)).to.deep.equal([true, true, true]);
  });

  it('sends the statements of one call in one packet', async () => {
    const packets: number[] = [];
    await serve((socket) => {
      socket.write(Buffer.concat([AUTHENTICATED, READY]));
      socket.on('data', (packet) => {
        packets.push(packet.length);
        socket.end(TERMINATED);
      });
    });
    const client = await pool.connect();
    const answers = client.send(
      Array.from({ length: 5 }, (_, n) => ({ name: `n${n}`, text: `select $1::text, ${n}`, values: ['x'] })),
    );
    await Promise.all(answers.map((answer) => answer.catch(() => undefined)));
    client.release(new Error('over'));
    expect(packets).to.have.length(1);
  });
});
