/**
 * Reads JSON bodies up to a size. It never throws: an unauthenticated client must get a 401, not a message about its
 * body.
 */
import type { IncomingMessage } from 'node:http';
import { BODY_MAX_BYTES, JSON_MAX_DEPTH, UNREAD_MAX_BYTES } from '../domain/limits.ts';
import { Problem, invalid } from './problem.ts';

/** The JSON of a request, or the reason why there is none. A problem is returned, not thrown: authentication errors come first. */
export type ReadBody = { readonly json: unknown } | { readonly problem: Problem };

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Reads at most `maxBytes`. */
export async function readBody(request: IncomingMessage, maxBytes = BODY_MAX_BYTES): Promise<ReadBody> {
  const declared = Number(request.headers['content-length'] ?? 0);
  if (declared === 0 && request.headers['transfer-encoding'] === undefined) return { json: undefined };
  if (declared > maxBytes) return tooLarge(maxBytes, unread(request, declared));
  const { chunks, size } = await chunksOf(request, maxBytes);
  if (size > maxBytes) return tooLarge(maxBytes, unread(request, size));
  if (size === 0) return { json: undefined };
  return isJson(request)
    ? parse(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks))
    : { problem: new Problem('UNSUPPORTED_MEDIA_TYPE') };
}

const tooLarge = (max: number, headers: Record<string, string>): ReadBody => ({
  problem: new Problem('PAYLOAD_TOO_LARGE', { params: { max }, headers }),
});

/**
 * Discards a body that is not read, and returns headers for the response. A client whose connection is closed while it
 * sends may never see the response, so only a very long body, or one of unknown length (NaN), closes the connection.
 *
 * @param bytes declared length, or the bytes received so far
 */
export function unread(request: IncomingMessage, bytes: number): Record<string, string> {
  request.resume();
  return bytes <= UNREAD_MAX_BYTES ? {} : { Connection: 'close' };
}

/** The bytes of a body; of one that is too large, how many at least. */
function chunksOf(request: IncomingMessage, maxBytes: number): Promise<{ chunks: Buffer[]; size: number }> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request
      .on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size <= maxBytes) chunks.push(chunk);
        else chunks.length = 0;
        if (size > UNREAD_MAX_BYTES) resolve({ chunks, size });
      })
      .once('end', () => resolve({ chunks, size }))
      .once('error', reject);
  });
}

function isJson(request: IncomingMessage): boolean {
  const [type, ...parameters] = (request.headers['content-type'] ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const encoding = request.headers['content-encoding'];
  const charset = parameters
    .find((parameter) => parameter.startsWith('charset='))
    ?.slice(8)
    .replaceAll('"', '');
  return (
    (type === 'application/json' || type === 'application/merge-patch+json') &&
    (encoding === undefined || encoding === 'identity') &&
    (charset === undefined || charset === 'utf-8' || charset === 'utf8')
  );
}

function parse(bytes: Buffer): ReadBody {
  try {
    const json: unknown = JSON.parse(utf8.decode(bytes));
    // Checked first, because later code recurses.
    return isTooDeep(json)
      ? { problem: invalid({ path: '', code: 'TOO_DEEP', params: { max: String(JSON_MAX_DEPTH) } }) }
      : { json };
  } catch {
    return { problem: invalid({ path: '', code: 'INVALID_JSON' }) };
  }
}

function isTooDeep(json: unknown): boolean {
  const open: [unknown, number][] = [[json, 1]];
  while (open.length > 0) {
    const [item, depth] = open.pop()!;
    if (typeof item !== 'object' || item === null) continue;
    if (depth > JSON_MAX_DEPTH) return true;
    for (const child of Object.values(item)) open.push([child, depth + 1]);
  }
  return false;
}
