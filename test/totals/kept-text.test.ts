import { createHash } from 'node:crypto';
import { get } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { expect } from 'chai';
import fc from 'fast-check';
import { KeptText } from '../../src/http/kept-text.ts';
import { goodFiling } from '../support/filing.ts';
import { openWorld, type World } from '../support/world.ts';

const together = (pieces: readonly Uint8Array[]): Buffer => Buffer.concat(pieces);

describe('a text that is kept', () => {
  it('is, with whatever end, the same text to who accepts gzip and who does not', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary', maxLength: 4000 }),
        fc.nat(40),
        fc.array(fc.string({ unit: 'binary', maxLength: 300 }), { minLength: 1, maxLength: 3 }),
        async (part, times, ends) => {
          const text = new KeptText(Buffer.from(part.repeat(times + 1)));
          for (const end of ends) {
            const plain = await text.endingWith(Buffer.from(end), false);
            expect(plain.gzip).to.equal(false);
            const packed = await text.endingWith(Buffer.from(end), true);
            const unpacked = packed.gzip ? gunzipSync(together(packed.content)) : together(packed.content);
            expect(unpacked.equals(together(plain.content))).to.equal(true);
            expect(unpacked.toString()).to.equal(Buffer.from(part.repeat(times + 1) + end).toString());
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it('is not compressed when that is not worth it, or its end is too long for one stored block', async () => {
    expect((await new KeptText(Buffer.from('short')).endingWith(Buffer.from('.'), true)).gzip).to.equal(false);
    const long = new KeptText(Buffer.alloc(100_000, 'long '));
    expect((await long.endingWith(Buffer.alloc(65_536), true)).gzip).to.equal(false);
    const packed = await long.endingWith(Buffer.alloc(65_535, 'x'), true);
    expect(packed.gzip).to.equal(true);
    expect(gunzipSync(together(packed.content)).length).to.equal(165_535);
  });
});

describe('totals over the wire', () => {
  let world: World;
  before(async () => {
    world = await openWorld();
    for (const month of ['01', '02', '03', '04', '05']) {
      const reply = await (await world.as('officer')).post('/filings', goodFiling({ disbursedOn: `2026-${month}-10` }));
      expect(reply.status, reply.text).to.equal(201);
    }
  });
  after(() => world.close());

  /** As it came, without anybody unpacking it. */
  const raw = async (
    encoding: string | undefined,
  ): Promise<{ encoding: unknown; vary: unknown; length: number; body: Buffer }> => {
    const { accessToken } = world.tokens.issue(
      (await world.as('auditor')).ids.accountId,
      (await world.as('auditor')).ids.sessionId,
      world.time.now,
    );
    return new Promise((resolve, reject) => {
      get(
        `${world.url}/api/v1/totals?from=2020&to=2026&by=bank,month,status&basis=disbursed`,
        {
          headers: {
            Authorization: `Bearer ${accessToken}`,
            ...(encoding === undefined ? {} : { 'Accept-Encoding': encoding }),
          },
        },
        (response) => {
          const pieces: Buffer[] = [];
          response
            .on('data', (piece: Buffer) => pieces.push(piece))
            .on('end', () =>
              resolve({
                encoding: response.headers['content-encoding'],
                vary: response.headers.vary,
                length: Number(response.headers['content-length']),
                body: Buffer.concat(pieces),
              }),
            );
        },
      ).on('error', reject);
    });
  };

  it('are compressed for those who accept gzip, and for nobody else', async () => {
    const plain = await raw(undefined);
    expect(plain).to.include({ encoding: undefined, vary: 'Accept-Encoding', length: plain.body.length });
    const hash = (body: Buffer): string => createHash('sha256').update(body).digest('hex');
    for (const accepted of ['gzip', 'gzip, deflate, br', 'br;q=1.0, gzip;q=0.5', '*']) {
      const packed = await raw(accepted);
      expect(packed, accepted).to.include({ encoding: 'gzip', vary: 'Accept-Encoding', length: packed.body.length });
      expect(packed.body.length).to.be.lessThan(plain.body.length / 2);
      expect(hash(gunzipSync(packed.body))).to.equal(hash(plain.body));
    }
    for (const refused of ['identity', 'gzip;q=0', 'br', ''])
      expect(hash((await raw(refused)).body), refused).to.equal(hash(plain.body));
  });
});
