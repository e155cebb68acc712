/** HTTP by the byte, for requests that a client library would not send. */
import { connect, type Socket } from 'node:net';
import type { Client } from './client.ts';
import { until } from './until.ts';

/** A connection to the service. Its errors are ignored: either side may close it. */
export function dial(url: string): Socket {
  const { port, hostname } = new URL(url);
  return connect(Number(port), hostname).on('error', () => undefined);
}

export function acceptsConnections(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = dial(url);
    socket.once('connect', () => socket.destroy()).once('close', (failed) => resolve(!failed));
  });
}

/** A client that is slow without end: it sends a request and does not read the answer. */
export function requestWithoutReading(client: Client, path: string): Socket {
  const socket = dial(client.url);
  socket.write(
    `GET /api/v1${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer ${client.token!()}\r\n\r\n`,
  );
  return socket.pause();
}

/** The head of an upload with the boundary "x", up to the lines that say its length. */
const headOfUpload = (client: Client): string =>
  `POST /api/v1/imports HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${client.token!()}\r\nContent-Type: multipart/form-data; boundary=x\r\nAccept-Language: en\r\n`;

/** Sends an upload as it is given. @param length the header lines that say how long it is @returns the answer */
export function rawUpload(client: Client, length: string, body: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = dial(client.url);
    let answer = '';
    socket
      .on('data', (chunk) => {
        answer += chunk.toString();
        if (answer.includes('"requestId"')) socket.destroy();
      })
      .on('close', () => resolve(answer));
    socket.write(`${headOfUpload(client)}${length}\r\n${body}`);
  });
}

/** Sends the beginning of an upload of `length` bytes and closes the connection. Waits until the service has noticed. */
export async function interruptedUpload(client: Client, length: number, beginning: string): Promise<void> {
  const before = await finishedUploads(client);
  const socket = dial(client.url);
  socket.write(`${headOfUpload(client)}Content-Length: ${length}\r\n\r\n${beginning}`, () => socket.destroy());
  await until('the upload is over', async () => (await finishedUploads(client)) > before);
}

/** The number of uploads that the service has answered or given up. */
async function finishedUploads(client: Client): Promise<number> {
  const { text } = await client.get('/metrics');
  const counts = text.matchAll(
    /^zhidai_http_request_seconds_count\{method="POST",route="\/api\/v1\/imports",.*\} (\d+)$/gm,
  );
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
}

/** The answer to these bytes, up to its complete head or for three seconds. */
export function rawText(url: string, bytes: string): Promise<string> {
  const { port, hostname } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    let answer = '';
    socket
      .on('data', (data) => {
        answer += data.toString();
        if (answer.includes('\r\n\r\n')) socket.end();
      })
      .on('close', () => resolve(answer))
      .on('error', reject);
    socket.setTimeout(3000, () => socket.destroy());
  });
}

/**
 * Sends the head of a chunked request and chunks of 64 kB, at most `most` bytes, until there is an answer. The answer may
 * be lost when the server closes the connection.
 * @returns the answer, and how many bytes were sent
 */
export function endless(url: string, head: string, most: number): Promise<[answer: string, sent: number]> {
  const { port, hostname } = new URL(url);
  const chunk = Buffer.concat([Buffer.from('10000\r\n'), Buffer.alloc(65_536, 0x41), Buffer.from('\r\n')]);
  return new Promise((resolve) => {
    let [answer, sent] = ['', 0];
    const more = (): void => {
      while (!socket.destroyed && sent < most) {
        sent += 65_536;
        if (!socket.write(chunk)) return void socket.once('drain', more);
      }
    };
    const socket = connect(Number(port), hostname, () => {
      socket.write(head);
      more();
    });
    socket
      .on('data', (data) => {
        answer += data.toString();
        if (answer.includes('"requestId"')) socket.destroy();
      })
      .on('error', () => undefined)
      .on('close', () => resolve([answer, sent]));
  });
}
