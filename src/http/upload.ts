/**
 * Receives uploaded files (multipart/form-data) on disk, with limits on size, time and number. No path may leave a
 * temporary file or a counted slot behind.
 */
import { createHash } from 'node:crypto';
import { open, mkdtemp, rm, type FileHandle } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { Busboy, type BusboyHeaders } from '@fastify/busboy';
import {
  BODY_MAX_BYTES,
  FILE_NAME_MAX_CHARACTERS,
  UPLOADS_AT_ONCE,
  UPLOAD_MAX_BYTES,
  UPLOAD_STALLED_SECONDS,
} from '../domain/limits.ts';
import { cleanText } from '../domain/values/text.ts';
import { unread, type ReadBody } from './body.ts';
import { invalid, Problem } from './problem.ts';

/** An uploaded file (or a long text), on disk until the request ends. */
export interface Upload {
  /** The field of the form: `file`, or `text` for what was pasted. */
  readonly field: UploadField;
  readonly name: string;
  readonly bytes: number;
  readonly sha256: Buffer;
  /** Its content in chunks of at most `size` bytes. A chunk is valid until the next one is read. */
  pieces(size: number): AsyncIterable<Buffer>;
}

/** A multipart body: its fields as JSON, and its file. */
export interface ReadUpload {
  readonly read: ReadBody;
  readonly upload: Upload | null;
  /** Deletes the file. */
  discard(): Promise<void>;
}

export interface UploadLimits {
  readonly maxBytes: number;
  readonly stalledMs: number;
}
const DEFAULT_LIMITS: UploadLimits = { maxBytes: UPLOAD_MAX_BYTES, stalledMs: UPLOAD_STALLED_SECONDS * 1000 };

const UPLOAD_FIELDS = ['file', 'text'] as const;
export type UploadField = (typeof UPLOAD_FIELDS)[number];
const isUploadField = (name: string): name is UploadField => UPLOAD_FIELDS.some((field) => field === name);

let receiving = 0;
const nothing = async (): Promise<void> => undefined;
const rejected = (problem: Problem): ReadUpload => ({ read: { problem }, upload: null, discard: nothing });

/** Receives one file, streamed to disk, and a few small fields. Problems are returned, not thrown, as by readBody. */
export async function readUpload(request: IncomingMessage, limits: UploadLimits = DEFAULT_LIMITS): Promise<ReadUpload> {
  const type = request.headers['content-type'] ?? '';
  if (
    Number(request.headers['content-length'] ?? NaN) === 0 ||
    (request.headers['content-length'] === undefined && request.headers['transfer-encoding'] === undefined)
  ) {
    return rejected(invalid({ path: 'file', code: 'REQUIRED' }));
  }
  if (!/^multipart\/form-data\s*;.*boundary=/i.test(type)) {
    request.resume();
    return rejected(new Problem('UNSUPPORTED_MEDIA_TYPE', { detail: MULTIPART }));
  }
  const declared = Number(request.headers['content-length']);
  if (declared > limits.maxBytes + BODY_MAX_BYTES) return rejected(tooLarge(limits, unread(request, declared)));
  if (receiving >= UPLOADS_AT_ONCE)
    return rejected(
      new Problem('TOO_MANY_REQUESTS', {
        params: { seconds: 5 },
        headers: { 'Retry-After': '5', ...unread(request, declared) },
      }),
    );
  receiving += 1;
  const spool = await openSpool();
  try {
    const { fields, file } = await receive(request, spool.handle, limits);
    if (file === null) {
      await spool.close();
      return { read: { json: fields }, upload: null, discard: nothing };
    }
    // The hash represents the content when requests are compared (Idempotency-Key).
    const json = { ...fields, file: { field: file.field, name: file.name, sha256: file.sha256.toString('hex') } };
    return {
      read: { json },
      upload: { ...file, pieces: (size) => pieces(spool.handle, file.bytes, size) },
      discard: spool.close,
    };
  } catch (error) {
    await spool.close();
    if (error instanceof Problem) return rejected(error);
    throw error;
  } finally {
    receiving -= 1;
  }
}

const MULTIPART = {
  'zh-CN': '请以 multipart/form-data 上传：file 为文件，kind、mode 等为字段。',
  en: 'Send multipart/form-data: the file as `file`, and the fields kind and mode.',
};
const tooLarge = ({ maxBytes }: UploadLimits, headers: Record<string, string> = {}): Problem =>
  new Problem('PAYLOAD_TOO_LARGE', { params: { max: maxBytes }, headers });

interface Received {
  readonly fields: Record<string, unknown>;
  readonly file: Omit<Upload, 'pieces'> | null;
}

/** @throws Problem if the body is not multipart, too large, truncated or stalled */
async function receive(request: IncomingMessage, handle: FileHandle, limits: UploadLimits): Promise<Received> {
  const fields: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  let file: Promise<Received['file']> | null = null;
  // An array, because TypeScript does not track assignments in callbacks.
  const problems: Problem[] = [];
  let stalled: NodeJS.Timeout | undefined;
  let over = false;
  const parser = new Busboy({
    headers: request.headers as BusboyHeaders,
    isPartAFile: (name) => isUploadField(name ?? ''),
    limits: {
      fileSize: limits.maxBytes,
      files: 2,
      fields: 20,
      parts: 22,
      fieldSize: 65_536,
      fieldNameSize: 100,
      headerPairs: 20,
    },
  });
  const finished = new Promise<void>((resolve, reject) => {
    const fail = (problem: Problem): void => {
      problems.push(problem);
      reject(problems[0]!);
    };
    const restartTimer = (): void => {
      clearTimeout(stalled);
      // The rest of a failed upload is still read, and discarded.
      if (!over) stalled = setTimeout(() => fail(aborted('UPLOAD_STALLED')), limits.stalledMs);
    };
    parser.on('field', (name, value, nameTruncated, valueTruncated) => {
      if (name in fields) problems.push(invalid({ path: name, code: 'REPEATED' }));
      else if (nameTruncated || valueTruncated) problems.push(invalid({ path: name, code: 'TOO_LONG' }));
      else fields[name] = value;
    });
    parser.on('file', (name, stream, given) => {
      // A second file is an error; its content is discarded.
      if (file !== null) problems.push(invalid({ path: name, code: 'REPEATED' }));
      if (file !== null) return void stream.resume();
      stream.once('limit', () => void problems.push(tooLarge(limits)));
      file = spoolOf(stream, handle, { field: name as UploadField, name: nameOf(given) });
      file.catch(() => undefined);
    });
    parser.on('partsLimit', () => void problems.push(invalid({ path: '', code: 'TOO_LARGE' })));
    parser.on('error', () => fail(aborted('UPLOAD_INCOMPLETE')));
    parser.on('finish', () => resolve());
    let bytes = 0;
    const count = (chunk: Buffer): void => {
      restartTimer();
      // A chunked body has no declared length.
      bytes += chunk.length;
      if (bytes > limits.maxBytes + BODY_MAX_BYTES) fail(tooLarge(limits, { Connection: 'close' }));
    };
    request
      .on('data', count)
      .once('aborted', () => fail(aborted('UPLOAD_INCOMPLETE')))
      .once('error', () => fail(aborted('UPLOAD_INCOMPLETE')));
    restartTimer();
    // The client may have hung up before.
    if (request.destroyed) fail(aborted('UPLOAD_INCOMPLETE'));
    request.pipe(parser);
    // A client that has gone before, while its session was looked up, causes no more events.
    if (request.destroyed) fail(aborted('UPLOAD_INCOMPLETE'));
  });
  try {
    await finished;
    const received = file === null ? null : await (file as Promise<Received['file']>);
    const [problem] = problems;
    if (problem) throw problem;
    return { fields, file: received };
  } catch (error) {
    over = true;
    request.unpipe(parser);
    request.resume();
    throw error instanceof Problem ? error : aborted('UPLOAD_INCOMPLETE');
  } finally {
    clearTimeout(stalled);
  }
}

const aborted = (code: 'UPLOAD_INCOMPLETE' | 'UPLOAD_STALLED'): Problem =>
  new Problem('VALIDATION_FAILED', { errors: [{ path: 'file', code }], headers: { Connection: 'close' } });

async function spoolOf(
  stream: Readable,
  handle: FileHandle,
  about: Pick<Upload, 'field' | 'name'>,
): Promise<Omit<Upload, 'pieces'>> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    hash.update(chunk);
    await handle.write(chunk, 0, chunk.length, bytes);
    bytes += chunk.length;
  }
  return { ...about, bytes, sha256: hash.digest() };
}

/** The file name for display, without folders and control characters. */
function nameOf(given: string | undefined): string {
  const base = (given ?? '').split(/[\\/]/).at(-1) ?? '';
  const clean = cleanText([...base].slice(0, FILE_NAME_MAX_CHARACTERS).join(''));
  return clean.ok && clean.text !== '' ? clean.text : 'upload';
}

async function* pieces(handle: FileHandle, bytes: number, size: number): AsyncIterable<Buffer> {
  const whole = Buffer.alloc(Math.min(size, bytes));
  for (let at = 0; at < bytes; at += size) {
    const piece = whole.subarray(0, Math.min(size, bytes - at));
    await handle.read(piece, 0, piece.length, at);
    yield piece;
  }
}

/** Opens a private temporary file. Except on Windows, its name is removed at once, so that a crash leaves no file. */
async function openSpool(): Promise<{ handle: FileHandle; close(): Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'zhidai-upload-'));
  const handle = await open(path.join(folder, 'file'), 'wx+', 0o600);
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  if (process.platform !== 'win32') await remove();
  let closed = false;
  return {
    handle,
    async close() {
      if (closed) return;
      closed = true;
      await handle.close();
      await remove();
    },
  };
}
