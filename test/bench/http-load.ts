import { connect, type Socket } from 'node:net';

export interface Reply { readonly status: number; readonly body: string }

/** One keep-alive connection that sends one request at a time: little work per request, so that the load takes little of the machine. */
export class HttpConnection {
  readonly #socket: Socket;
  #waiting: { resolve(reply: Reply): void; reject(error: Error): void } | null = null;
  #received: Buffer = Buffer.alloc(0);

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
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    const end = this.#received.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = this.#received.toString('latin1', 0, end);
    const length = /\r\ncontent-length: *([0-9]+)/i.exec(head)?.[1];
    if (length === undefined) return this.#waiting?.reject(new Error(`an answer without Content-Length: ${head}`));
    const whole = end + 4 + Number(length);
    if (this.#received.length < whole) return;
    const reply = { status: Number(head.slice(9, 12)), body: this.#received.toString('utf8', end + 4, whole) };
    this.#received = this.#received.subarray(whole);
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.resolve(reply);
  }
}

export function getRequest(path: string, token: string): string {
  return `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${token}\r\nAccept: application/json\r\n\r\n`;
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
      const { status, body } = await connection.send(request);
      latenciesMs.push(performance.now() - sent);
      if (status !== wanted) throw new Error(`answered ${status} instead of ${wanted}: ${body.slice(0, 500)}`);
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
