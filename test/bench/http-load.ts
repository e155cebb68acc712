import { connect, type Socket } from 'node:net';
import { gunzipSync } from 'node:zlib';

/** The body is made a string when it is asked for. */
export interface Reply { readonly status: number; readonly body: string }

interface Coming { readonly status: number; readonly begin: number; readonly end: number; readonly gzip: boolean }

/** One keep-alive connection that sends one request at a time: little work per request, so that the load takes little of the machine. */
export class HttpConnection {
  readonly #socket: Socket;
  #waiting: { resolve(reply: Reply): void; reject(error: Error): void } | null = null;
  #pieces: Buffer[] = [];
  #received = 0;
  /** Of the reply that is coming: its status, where its body begins and where it ends. */
  #coming: Coming | null = null;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.#take(chunk));
    const lost = (): void => this.#waiting?.reject(new Error('the connection was closed'));
    socket.on('error', lost).on('close', lost);
  }

  static open(port: number): Promise<HttpConnection> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => resolve(new HttpConnection(socket)));
      socket.once('error', reject);
    });
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

  #take(chunk: Buffer): void {
    this.#pieces.push(chunk);
    this.#received += chunk.length;
    this.#coming ??= this.#head();
    if (this.#coming === null || this.#received < this.#coming.end) return;
    const { status, begin, end, gzip } = this.#coming;
    const whole = this.#pieces.length === 1 ? chunk : Buffer.concat(this.#pieces);
    this.#pieces = whole.length > end ? [whole.subarray(end)] : [];
    this.#received = whole.length - end;
    this.#coming = null;
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.resolve({ status, get body() { return (gzip ? gunzipSync(whole.subarray(begin, end)) : whole.subarray(begin, end)).toString(); } });
  }

  #head(): Coming | null {
    if (this.#pieces.length > 1) this.#pieces = [Buffer.concat(this.#pieces)];
    const received = this.#pieces[0]!;
    const end = received.indexOf('\r\n\r\n');
    if (end < 0) return null;
    const head = received.toString('latin1', 0, end);
    const length = /\r\ncontent-length: *([0-9]+)/i.exec(head)?.[1];
    if (length === undefined) this.#waiting?.reject(new Error(`an answer without Content-Length: ${head}`));
    return { status: Number(head.slice(9, 12)), begin: end + 4, end: end + 4 + Number(length), gzip: /\r\ncontent-encoding: *gzip/i.test(head) };
  }
}

/** With gzip, as browsers and HTTP libraries ask for it, or without. */
export function getRequest(path: string, token: string, gzip = true): string {
  return `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${token}\r\nAccept: application/json\r\n${gzip ? 'Accept-Encoding: gzip\r\n' : ''}\r\n`;
}

export function postRequest(path: string, token: string, body: string): string {
  return `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

export interface Load {
  readonly latenciesMs: number[];
  readonly perSecond: number;
}

/**
 * `clients` connections, each sending its next request when the last has been answered.
 *
 * @param next the request of a client, or null when there are no more
 * @throws Error when an answer has another status than the wanted one
 */
export async function load(port: number, clients: number, wanted: number, next: (client: number) => string | null): Promise<Load> {
  const connections = await Promise.all(Array.from({ length: clients }, () => HttpConnection.open(port)));
  const latenciesMs: number[] = [];
  const begin = performance.now();
  await Promise.all(connections.map(async (connection, client) => {
    for (let request = next(client); request !== null; request = next(client)) {
      const sent = performance.now();
      const reply = await connection.send(request);
      latenciesMs.push(performance.now() - sent);
      if (reply.status !== wanted) throw new Error(`answered ${reply.status} instead of ${wanted}: ${reply.body.slice(0, 500)}`);
    }
  })).finally(() => connections.forEach((connection) => connection.close()));
  return { latenciesMs, perSecond: (latenciesMs.length * 1000) / (performance.now() - begin) };
}

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
