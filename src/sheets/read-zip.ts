/**
 * Opens zip files (workbooks) with limits against archives that grow when they are unpacked. Sizes declared in the file
 * are not trusted.
 */
import type { Readable } from 'node:stream';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import {
  UNPACKED_FREE_BYTES,
  UNPACKED_MAX_BYTES,
  UNPACKED_MAX_RATIO,
  UNPACKED_TOTAL_MAX_BYTES,
  ZIP_MAX_ENTRIES,
} from '../domain/limits.ts';
import { UnreadableError } from './spreadsheet.ts';

/** The parts of a zip by name, case-insensitive. While a part is read, its declared size is compared with the actual one. */
export interface Zip {
  has(name: string): boolean;
  /** In lower case. */
  names(): readonly string[];
  /** @param onBytes called with the share of the part that has been read, 0 to 1 @throws UnreadableError if the part is too large when unpacked, or damaged */
  open(name: string, onBytes?: (share: number) => void): Promise<Readable>;
  close(): void;
}

/**
 * @param totalMax how many bytes may be unpacked in all: many sheets may be one and the same part
 * @throws UnreadableError if the bytes are not a zip, or it is damaged or has too many parts
 */
export async function openZip(bytes: Buffer, totalMax = UNPACKED_TOTAL_MAX_BYTES): Promise<Zip> {
  const zip = await promisify<ZipFile>((done) =>
    yauzl.fromBuffer(bytes, { lazyEntries: true, autoClose: false, validateEntrySizes: true } as never, done),
  ).catch(() => {
    throw new UnreadableError('FILE_BROKEN');
  });
  const entries = new Map<string, Entry>();
  await new Promise<void>((resolve, reject) => {
    if (zip.entryCount > ZIP_MAX_ENTRIES)
      return reject(new UnreadableError('FILE_TOO_COMPLEX', { parts: ZIP_MAX_ENTRIES }));
    zip
      .on('entry', (entry: Entry) => {
        entries.set(entry.fileName.replace(/^\//, '').toLowerCase(), entry);
        zip.readEntry();
      })
      .on('end', resolve)
      .on('error', () => reject(new UnreadableError('FILE_BROKEN')));
    zip.readEntry();
  });
  let total = 0;
  const entryOf = (name: string): Entry | undefined => entries.get(name.replace(/^\//, '').toLowerCase());
  return {
    has: (name) => entryOf(name) !== undefined,
    names: () => [...entries.keys()],
    close: () => zip.close(),
    async open(name, onBytes) {
      const entry = entryOf(name);
      if (entry === undefined) throw new UnreadableError('FILE_BROKEN');
      if ((entry.generalPurposeBitFlag & 1) === 1) throw new UnreadableError('FILE_OLD_OR_LOCKED');
      const { compressedSize: packed, uncompressedSize: unpacked } = entry;
      if (unpacked > UNPACKED_MAX_BYTES) throw new UnreadableError('FILE_TOO_COMPLEX', { bytes: UNPACKED_MAX_BYTES });
      if (unpacked > UNPACKED_FREE_BYTES && unpacked > packed * UNPACKED_MAX_RATIO)
        throw new UnreadableError('FILE_TOO_COMPLEX', { times: UNPACKED_MAX_RATIO });
      const stream = await promisify<Readable>((done) => zip.openReadStream(entry, done)).catch(() => {
        throw new UnreadableError('FILE_BROKEN');
      });
      let readBytes = 0;
      stream.on('data', (chunk: Buffer) => {
        total += chunk.length;
        if (total > totalMax) stream.destroy(new UnreadableError('FILE_TOO_COMPLEX', { bytes: totalMax }));
        onBytes?.((readBytes += chunk.length) / Math.max(1, unpacked));
      });
      stream.pause();
      return stream;
    },
  };
}

function promisify<T>(work: (done: (error: Error | null, value?: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => work((error, value) => (error ? reject(error) : resolve(value as T))));
}
