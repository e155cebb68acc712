import { createHash } from 'node:crypto';
import { get } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { expect } from 'chai';
import fc from 'fast-check';
import { PrecompressedText } from '../../src/http/precompressed-text.ts';
import { goodFiling } from '../support/filing.ts';
import { openWorld, type World } from '../support/world.ts';

describe('a precompressed text', () => {
  it('is the same text with and without gzip, for any ending', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary', maxLength: 4000 }),
        fc.nat(40),
        fc.array(fc.string({ unit: 'binary', maxLength: 300 }), { minLength: 1, maxLength: 3 }),
        async (part, times, ends) => {
          const text = new PrecompressedText(Buffer.from(part.repeat(times + 1)));
          for (const end of ends) {
            const identity = await text.withEnding(Buffer.from(end), false);
            expect(identity.gzip).to.equal(false);
            const packed = await text.withEnding(Buffer.from(end), true);
            const unpacked = packed.gzip ? gunzipSync(Buffer.concat(packed.content)) : Buffer.concat(packed.content);
            expect(unpacked.equals(Buffer.concat(identity.content))).to.equal(true);
            expect(unpacked.toString()).to.equal(Buffer.from(part.repeat(times + 1) + end).toString());
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it('is not compressed if it is short, or if its ending is too long for one stored block', async () => {
    expect((await new PrecompressedText(Buffer.from('short')).withEnding(Buffer.from('.'), true)).gzip).to.equal(false);
    const long = new PrecompressedText(Buffer.alloc(100_000, 'long '));
    expect((await long.withEnding(Buffer.alloc(65_536), true)).gzip).to.equal(false);
    const packed = await long.withEnding(Buffer.alloc(65_535, 'x'), true);
    expect(packed.gzip).to.equal(true);
    expect(gunzipSync(Buffer.concat(packed.content)).length).to.equal(165_535);
  });
});

describe('compression of totals', () => {
  let world: World;
  before(async () => {
    world = await openWorld();
    for (const month of ['01', '02', '03', '04', '05']) {
      const reply = await (await world.as('officer')).post('/filings', goodFiling({ disbursedOn: `2026-${month}-10` }));
      expect(reply.status, reply.text).to.equal(201);
    }
  });
  after(() => world.close());

  /** The response without decompression. */
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

  it('uses gzip if and only if the request accepts it', async () => {
    const identity = await raw(undefined);
    expect(identity).to.include({ encoding: undefined, vary: 'Accept-Encoding', length: identity.body.length });
    const hash = (body: Buffer): string => createHash('sha256').update(body).digest('hex');
    for (const accepted of ['gzip', 'gzip, deflate, br', 'br;q=1.0, gzip;q=0.5', '*']) {
      const packed = await raw(accepted);
      expect(packed, accepted).to.include({ encoding: 'gzip', vary: 'Accept-Encoding', length: packed.body.length });
      expect(packed.body.length).to.be.lessThan(identity.body.length / 2);
      expect(hash(gunzipSync(packed.body))).to.equal(hash(identity.body));
    }
    for (const refused of ['identity', 'gzip;q=0', 'br', ''])
      expect(hash((await raw(refused)).body), refused).to.equal(hash(identity.body));
  });
});
