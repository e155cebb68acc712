/**
 * Gzip for cached answers whose end differs per request (totals). The output must be a valid gzip stream for any
 * decoder.
 */
import { promisify } from 'node:util';
import { constants, crc32, deflateRaw } from 'node:zlib';

const deflate = promisify(deflateRaw);
/** Shorter text fits one packet and is not compressed. */
const COMPRESS_FROM_BYTES = 1_400;
/** The gzip header: deflate, no name, no time, system unknown (RFC 1952, 2.3). */
const GZIP_HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
const STORED_MAX_BYTES = 65_535;

/**
 * A text that is sent many times with different short endings. It is compressed once and never copied: the deflated
 * beginning is flushed to a byte boundary, and the ending follows as a stored block (RFC 1951, 3.2.4).
 */
export class PrecompressedText {
  #deflated: Promise<Buffer> | null = null;
  #crc: number | null = null;

  constructor(readonly beginning: Buffer) {}

  /** @returns the parts of the text with this ending, compressed if `gzip` is true */
  async withEnding(end: Buffer, acceptsGzip: boolean): Promise<{ content: readonly Uint8Array[]; gzip: boolean }> {
    if (!acceptsGzip || this.beginning.length < COMPRESS_FROM_BYTES || end.length > STORED_MAX_BYTES)
      return { content: [this.beginning, end], gzip: false };
    const deflated = await (this.#deflated ??= deflate(this.beginning, {
      level: constants.Z_BEST_SPEED,
      finishFlush: constants.Z_SYNC_FLUSH,
    }));
    const stored = Buffer.from([1, end.length & 255, end.length >> 8, ~end.length & 255, (~end.length >> 8) & 255]);
    const tail = Buffer.alloc(8);
    tail.writeUInt32LE(crc32(end, (this.#crc ??= crc32(this.beginning))), 0);
    tail.writeUInt32LE((this.beginning.length + end.length) % 2 ** 32, 4);
    return { content: [GZIP_HEADER, deflated, stored, end, tail], gzip: true };
  }
}
