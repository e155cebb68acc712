/**
 * The file of a backup: a ZIP archive with the rows of each table in PostgreSQL's COPY format and a manifest. Its comment,
 * which ends the file, is the SHA-256 of all bytes before it, so that any changed byte is found.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Transform, type Readable } from 'node:stream';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import type { BackupTable, SequenceValue } from '../data/backup.queries.ts';

/** Changes when an older program could misread the file. */
export const BACKUP_FORMAT = 1;
export const MANIFEST = 'manifest.json';
/** SHA-256 in hex. */
export const DIGEST_CHARACTERS = 64;
const MANIFEST_MAX_BYTES = 1_048_576;

export interface Manifest {
  readonly format: number;
  /** Version of the program that wrote it. */
  readonly program: string;
  readonly createdAt: string;
  /** The migrations that the tables had. */
  readonly migrations: readonly string[];
  readonly tables: readonly (BackupTable & { readonly rows: number })[];
  readonly sequences: readonly SequenceValue[];
}

/** The file cannot be restored; the message says why, in English and Chinese. */
export class BackupError extends Error {}

export const entryOf = (table: string): string => `tables/${table}.copy`;

/** Replaces the last characters of a stream, a placeholder, by the digest of all before them. */
export function withDigest(): Transform {
  const hash = createHash('sha256');
  let tail = Buffer.alloc(0);
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const all = Buffer.concat([tail, chunk]);
      const cut = Math.max(0, all.length - DIGEST_CHARACTERS);
      tail = all.subarray(cut);
      hash.update(all.subarray(0, cut));
      done(null, all.subarray(0, cut));
    },
    flush(done) {
      done(null, Buffer.from(hash.digest('hex')));
    },
  });
}

/** @throws BackupError when a byte of the file has changed, or its end is missing */
export async function checkDigest(file: string): Promise<void> {
  const handle = await open(file);
  const { size } = await handle.stat();
  const last = Buffer.alloc(DIGEST_CHARACTERS);
  await handle.read(last, 0, DIGEST_CHARACTERS, Math.max(0, size - DIGEST_CHARACTERS));
  await handle.close();
  const hash = createHash('sha256');
  if (size > DIGEST_CHARACTERS)
    for await (const chunk of createReadStream(file, { end: size - DIGEST_CHARACTERS - 1 }) as AsyncIterable<Buffer>)
      hash.update(chunk);
  if (hash.digest('hex') !== last.toString('latin1'))
    throw new BackupError(
      `${file} is no backup, or is damaged: its digest does not match. Nothing was restored; use another copy. / ${file} 不是备份文件或已损坏（摘要不符），未恢复任何数据，请使用其他副本。`,
    );
}

export interface BackupReader {
  readonly manifest: Manifest;
  /** The rows of a table, in COPY format. */
  rows(table: string): Promise<Readable>;
  close(): void;
}

/** Opens a file whose digest was checked. @throws BackupError for a format that this version does not know */
export async function openBackup(file: string): Promise<BackupReader> {
  const zip = await new Promise<ZipFile>((resolve, reject) => {
    yauzl.open(file, { lazyEntries: true, autoClose: false, strictFileNames: true }, (error, opened) =>
      error ? reject(error) : resolve(opened),
    );
  });
  const entries = await readEntries(zip);
  const stream = (name: string): Promise<Readable> => {
    const entry = entries.get(name);
    if (entry === undefined) throw new BackupError(`The backup lacks ${name}. / 备份缺少 ${name}。`);
    return new Promise((resolve, reject) => {
      zip.openReadStream(entry, (error, opened) => (error ? reject(error) : resolve(opened)));
    });
  };
  const manifest = JSON.parse(await textOf(await stream(MANIFEST))) as Manifest;
  if (manifest.format !== BACKUP_FORMAT)
    throw new BackupError(
      `The backup was written by a later version (${manifest.program}): restore it with that version. / 备份由更高版本（${manifest.program}）生成，请用相应版本恢复。`,
    );
  return { manifest, rows: (table) => stream(entryOf(table)), close: () => zip.close() };
}

function readEntries(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  return new Promise((resolve, reject) => {
    zip.on('entry', (entry: Entry) => {
      entries.set(entry.fileName, entry);
      zip.readEntry();
    });
    zip.once('end', () => resolve(entries)).once('error', reject);
    zip.readEntry();
  });
}

async function textOf(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    if ((length += chunk.length) > MANIFEST_MAX_BYTES) throw new BackupError('The manifest is too large. / 清单过大。');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
