/**
 * A minimal HTTP/1.1 client for load. It must cost far less than the server that it measures, so it reads only what our
 * servers send: no general client may be built on it.
 */
import { connect, type Socket } from 'node:net';
import { gunzipSync } from 'node:zlib';

/** The body is decoded when it is read, which has to be before the next request of its connection. */
export interface Reply {
  readonly status: number;
  readonly body: string;
}

interface ReplyHead {
  readonly status: number;
  readonly begin: number;
  readonly end: number;
  readonly gzip: boolean;
}

const READ_BYTES = 65_536;

/**
 * One keep-alive connection that sends one request at a time. It does little work and leaves little garbage for each
 * request, so that the load takes little of the machine and adds no latency of its own.
 */
export class HttpConnection {
  readonly #socket: Socket;
  #waiting: { resolve(reply: Reply): void; reject(error: Error): void } | null = null;
  /** The first `#received` bytes are those of the reply so far; the next reply uses the buffer again. */
  #buffer = Buffer.allocUnsafe(READ_BYTES);
  #received = 0;
  /** The head of the reply so far; null until it is complete. */
  #head: ReplyHead | null = null;

  private constructor(port: number, connected: (connection: HttpConnection) => void, failed: (error: Error) => void) {
    const callback = (bytes: number, chunk: Uint8Array): boolean => {
      this.#take(chunk.subarray(0, bytes));
      return true;
    };
    this.#socket = connect(
      { port, host: '127.0.0.1', noDelay: true, onread: { buffer: Buffer.allocUnsafe(READ_BYTES), callback } },
      () => connected(this),
    );
    const lost = (): void => this.#waiting?.reject(new Error('the connection was closed'));
    this.#socket.once('error', failed).on('error', lost).on('close', lost);
  }

  static open(port: number): Promise<HttpConnection> {
    return new Promise((resolve, reject) => void new HttpConnection(port, resolve, reject));
  }

  send(request: string): Promise<Reply> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#waiting = null;
    this.#socket.destroy();
  }

  #take(chunk: Uint8Array): void {
    if (this.#received + chunk.length > this.#buffer.length)
      this.#buffer = Buffer.concat([this.#buffer], 2 * (this.#received + chunk.length));
    this.#buffer.set(chunk, this.#received);
    this.#received += chunk.length;
    this.#head ??= this.#readHead();
    if (this.#head === null || this.#received < this.#head.end) return;
    const { status, begin, end, gzip } = this.#head;
    const body = this.#buffer.subarray(begin, end);
    const [waiting, more] = [this.#waiting, this.#received - end];
    [this.#received, this.#head, this.#waiting] = [0, null, null];
    if (more > 0) waiting?.reject(new Error(`${more} bytes more than the answer`));
    else
      waiting?.resolve({
        status,
        get body() {
          return (gzip ? gunzipSync(body) : body).toString();
        },
      });
  }

  #readHead(): ReplyHead | null {
    const end = this.#buffer.subarray(0, this.#received).indexOf('\r\n\r\n');
    if (end < 0) return null;
    const head = this.#buffer.toString('latin1', 0, end);
    const length = /\r\ncontent-length: *([0-9]+)/i.exec(head)?.[1];
    if (length === undefined) this.#waiting?.reject(new Error(`an answer without Content-Length: ${head}`));
    return {
      status: Number(head.slice(9, 12)),
      begin: end + 4,
      end: end + 4 + Number(length),
      gzip: /\r\ncontent-encoding: *gzip/i.test(head),
    };
  }
}

/** With gzip, as browsers and HTTP libraries ask for it, or without. */
export function getRequest(path: string, token: string, gzip = true): string {
  return `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${token}\r\nAccept: application/json\r\n${gzip ? 'Accept-Encoding: gzip\r\n' : ''}\r\n`;
}

export function postRequest(
  path: string,
  token: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): string {
  const more = Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');
  return `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${token}\r\n${more}Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

/** @throws Error when a reply is not the wanted one */
export type Check = (reply: Reply) => void;

export const expectStatus =
  (wanted: number): Check =>
  ({ status, body }) => {
    if (status !== wanted) throw new Error(`answered ${status} instead of ${wanted}: ${body.slice(0, 500)}`);
  };

export interface Load {
  readonly latenciesMs: number[];
  readonly perSecond: number;
}

/**
 * `clients` connections, each sending its next request when the last has been answered.
 *
 * @param next the request of a client, or null when there are no more
 */
export async function load(
  port: number,
  clients: number,
  next: (client: number) => string | null,
  check: Check,
): Promise<Load> {
  const connections = await openAll(port, clients);
  const latenciesMs: number[] = [];
  const begin = performance.now();
  await Promise.all(
    connections.map(async (connection, client) => {
      for (let request = next(client); request !== null; request = next(client)) {
        const sent = performance.now();
        const reply = await connection.send(request);
        latenciesMs.push(performance.now() - sent);
        check(reply);
      }
    }),
  ).finally(() => connections.forEach((connection) => connection.close()));
  return { latenciesMs, perSecond: (latenciesMs.length * 1000) / (performance.now() - begin) };
}

export const openAll = (port: number, clients: number): Promise<HttpConnection[]> =>
  Promise.all(Array.from({ length: clients }, () => HttpConnection.open(port)));

/** Requests for so many seconds. */
export function forSeconds(seconds: number, request: (client: number) => string): (client: number) => string | null {
  const end = performance.now() + seconds * 1000;
  return (client) => (performance.now() < end ? request(client) : null);
}

/** So many requests. */
export function times(count: number, request: (client: number) => string): (client: number) => string | null {
  let left = count;
  return (client) => (left-- > 0 ? request(client) : null);
}
