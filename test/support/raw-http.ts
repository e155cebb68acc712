/** HTTP by the byte, for requests that a client library would not send. */
import { connect } from 'node:net';

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
