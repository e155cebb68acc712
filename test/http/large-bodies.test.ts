import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { UNREAD_MAX_BYTES } from '../../src/domain/limits.ts';
import type { Client } from '../support/client.ts';
import { endless, rawText } from '../support/raw-http.ts';
import { changesNothing } from '../support/tables.ts';
import { openWorld, type World } from '../support/world.ts';

describe('a body that is too large', () => {
  let world: World;
  let officer: Client;
  before(async () => {
    world = await openWorld();
    officer = await world.as('officer');
  });
  after(() => world.close());

  it('is answered with 413 each time while the client is still sending', async () => {
    // A separate process continues to send while this one answers.
    const sender = `const [url, token] = process.argv.slice(1), headers = { Authorization: 'Bearer ' + token, 'Content-Type': 'application/json' }, body = '"' + 'x'.repeat(10_000_000) + '"';
      const answers = []; for (let sent = 0; sent < 60; sent += 1) answers.push(await fetch(url, { method: 'POST', headers, body }).then(async (reply) => (await reply.json()).code, (error) => error.cause?.code));
      console.log(JSON.stringify(answers))`;
    const { stdout } = await changesNothing(world, () =>
      promisify(execFile)(process.execPath, [
        '--input-type=module',
        '-e',
        sender,
        `${world.url}/api/v1/filings`,
        officer.token!()!,
      ]),
    );
    expect(JSON.parse(stdout)).to.deep.equal(Array(60).fill('PAYLOAD_TOO_LARGE'));
  });

  it('closes the connection if the body is very long, with a declared length or chunked', async () => {
    const headOf = (client: Client): string =>
      `POST /api/v1/filings HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${client.token!()}\r\nContent-Type: application/json\r\n`;
    const head = headOf(officer);
    const closed = await changesNothing(world, () =>
      rawText(world.url, `${head}Content-Length: ${UNREAD_MAX_BYTES + 1}\r\n\r\n`),
    );
    expect(closed).to.match(/^HTTP\/1.1 413 [^]*\r\nConnection: close\r\n/);
    const open = await changesNothing(world, () =>
      rawText(world.url, `${head}Content-Length: ${UNREAD_MAX_BYTES}\r\n\r\n`),
    );
    expect(open).to.match(/^HTTP\/1.1 413 [^]*\r\nConnection: keep-alive\r\n/);
    for (const [start, status] of [
      [head, 413],
      [headOf(await world.as('auditor')), 403],
    ] as const) {
      const [answer, sent] = await endless(
        world.url,
        `${start}Transfer-Encoding: chunked\r\n\r\n`,
        4 * UNREAD_MAX_BYTES,
      );
      // The answer may be lost, because the connection is closed while the client sends.
      expect(answer).to.match(new RegExp(`^($|HTTP/1.1 ${status} [^]*\\r\\nConnection: close\\r\\n)`));
      expect(sent).to.be.within(UNREAD_MAX_BYTES, 2 * UNREAD_MAX_BYTES);
    }
  });
});
