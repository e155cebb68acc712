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

/** A file that somebody sent, on disk until the request is over. */
export interface Upload {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: Buffer;
  /** Its content, in pieces of at most so many bytes. Each is there until the next is asked for. */
  pieces(size: number): AsyncIterable<Buffer>;
}

/** What came of a multipart body: its fields as JSON, the file apart. `discard` gives back the disk. */
export interface ReadUpload {
  readonly read: ReadBody;
  readonly upload: Upload | null;
  discard(): Promise<void>;
}

export interface UploadLimits {
  readonly maxBytes: number;
  readonly stalledMs: number;
}
const LIMITS: UploadLimits = { maxBytes: UPLOAD_MAX_BYTES, stalledMs: UPLOAD_STALLED_SECONDS * 1000 };

let receiving = 0;
const nothing = async (): Promise<void> => undefined;
const refused = (problem: Problem): ReadUpload => ({ read: { problem }, upload: null, discard: nothing });

/** Receives one file and a few small fields, straight to disk. Whatever is wrong is kept as a problem, as readBody does. */
export async function readUpload(request: IncomingMessage, limits: UploadLimits = LIMITS): Promise<ReadUpload> {
  const type = request.headers['content-type'] ?? '';
  if (
    Number(request.headers['content-length'] ?? NaN) === 0 ||
    (request.headers['content-length'] === undefined && request.headers['transfer-encoding'] === undefined)
  ) {
    return refused(invalid({ path: 'file', code: 'REQUIRED' }));
  }
  if (!/^multipart\/form-data\s*;.*boundary=/i.test(type)) {
    request.resume();
    return refused(new Problem('UNSUPPORTED_MEDIA_TYPE', { detail: MULTIPART }));
  }
  const declared = Number(request.headers['content-length']);
  if (declared > limits.maxBytes + BODY_MAX_BYTES) return refused(tooLarge(limits, unread(request, declared)));
  if (receiving >= UPLOADS_AT_ONCE)
    return refused(
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
    // The hash stands for the content where requests are compared (Idempotency-Key).
    const json = { ...fields, file: { name: file.name, sha256: file.sha256.toString('hex') } };
    return {
      read: { json },
      upload: { ...file, pieces: (size) => pieces(spool.handle, file.bytes, size) },
      discard: spool.close,
    };
  } catch (error) {
    await spool.close();
    if (error instanceof Problem) return refused(error);
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

/** @throws Problem for what is no multipart body, too large, broken off or standing still */
async function receive(request: IncomingMessage, handle: FileHandle, limits: UploadLimits): Promise<Received> {
  const fields: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  let file: Promise<Received['file']> | null = null;
  // An array, for what callbacks assign is lost on the compiler.
  const problems: Problem[] = [];
  let stalled: NodeJS.Timeout | undefined;
  const boy = new Busboy({
    headers: request.headers as BusboyHeaders,
    isPartAFile: (name) => name === 'file',
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
    const end = (found: Problem): void => {
      problems.push(found);
      reject(problems[0]!);
    };
    const watch = (): void => {
      clearTimeout(stalled);
      stalled = setTimeout(() => end(broken('UPLOAD_STALLED')), limits.stalledMs);
    };
    boy.on('field', (name, value, nameTruncated, valueTruncated) => {
      if (name in fields) problems.push(invalid({ path: name, code: 'REPEATED' }));
      else if (nameTruncated || valueTruncated) problems.push(invalid({ path: name, code: 'TOO_LONG' }));
      else fields[name] = value;
    });
    boy.on('file', (name, stream, given) => {
      // A second file is let run out; the first is the one that was meant.
      if (file !== null) problems.push(invalid({ path: name, code: 'REPEATED' }));
      if (file !== null) return void stream.resume();
      stream.once('limit', () => void problems.push(tooLarge(limits)));
      file = spoolOf(stream, handle, nameOf(given));
      file.catch(() => undefined);
    });
    boy.on('partsLimit', () => void problems.push(invalid({ path: '', code: 'TOO_LARGE' })));
    boy.on('error', () => end(broken('UPLOAD_INCOMPLETE')));
    boy.on('finish', () => resolve());
    let bytes = 0;
    const count = (chunk: Buffer): void => {
      watch();
      // Who does not say how much is coming could go on for ever.
      bytes += chunk.length;
      if (bytes > limits.maxBytes + BODY_MAX_BYTES) end(tooLarge(limits, { Connection: 'close' }));
    };
    request
      .on('data', count)
      .once('aborted', () => end(broken('UPLOAD_INCOMPLETE')))
      .once('error', () => end(broken('UPLOAD_INCOMPLETE')));
    watch();
    request.pipe(boy);
  });
  try {
    await finished;
    const received = file === null ? null : await (file as Promise<Received['file']>);
    const [problem] = problems;
    if (problem) throw problem;
    return { fields, file: received };
  } catch (error) {
    request.unpipe(boy);
    request.resume();
    throw error instanceof Problem ? error : broken('UPLOAD_INCOMPLETE');
  } finally {
    clearTimeout(stalled);
  }
}

const broken = (code: 'UPLOAD_INCOMPLETE' | 'UPLOAD_STALLED'): Problem =>
  new Problem('VALIDATION_FAILED', { errors: [{ path: 'file', code }], headers: { Connection: 'close' } });

async function spoolOf(stream: Readable, handle: FileHandle, name: string): Promise<Omit<Upload, 'pieces'>> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    hash.update(chunk);
    await handle.write(chunk, 0, chunk.length, bytes);
    bytes += chunk.length;
  }
  return { name, bytes, sha256: hash.digest() };
}

/** The name without folders and control characters: it is shown, never opened. */
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

/** A file that nobody else can open; where the system allows it, it has no name from the beginning and cannot be left behind. */
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
