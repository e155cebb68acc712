import { promisify } from 'node:util';
import { constants, crc32, deflateRaw } from 'node:zlib';

const deflate = promisify(deflateRaw);
/** What is smaller goes in one packet anyway. */
const WORTH_IT_BYTES = 1_400;
/** gzip's own head: deflate, no name, no time, system unknown (RFC 1952, 2.3). */
const HEAD = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
const STORED_MAX_BYTES = 65_535;

/**
 * A text that is sent many times, each time with a short end of its own. Nothing is copied for it, and for those who
 * accept gzip it is compressed once: the deflated beginning ends at a whole byte, and the end follows as a block that is
 * merely stored (RFC 1951, 3.2.4).
 */
export class KeptText {
  #deflated: Promise<Buffer> | null = null;
  #crc: number | null = null;

  constructor(readonly beginning: Buffer) {}

  /** @returns the pieces of the whole, and whether they are gzip */
  async endingWith(end: Buffer, acceptsGzip: boolean): Promise<{ content: readonly Uint8Array[]; gzip: boolean }> {
    if (!acceptsGzip || this.beginning.length < WORTH_IT_BYTES || end.length > STORED_MAX_BYTES)
      return { content: [this.beginning, end], gzip: false };
    const deflated = await (this.#deflated ??= deflate(this.beginning, {
      level: constants.Z_BEST_SPEED,
      finishFlush: constants.Z_SYNC_FLUSH,
    }));
    const stored = Buffer.from([1, end.length & 255, end.length >> 8, ~end.length & 255, (~end.length >> 8) & 255]);
    const tail = Buffer.alloc(8);
    tail.writeUInt32LE(crc32(end, (this.#crc ??= crc32(this.beginning))), 0);
    tail.writeUInt32LE((this.beginning.length + end.length) % 2 ** 32, 4);
    return { content: [HEAD, deflated, stored, end, tail], gzip: true };
  }
}
