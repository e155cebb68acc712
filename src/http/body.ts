import type { IncomingMessage } from 'node:http';
import { BODY_MAX_BYTES, JSON_MAX_DEPTH } from '../domain/limits.ts';
import { Problem, invalid } from './problem.ts';

/** The JSON of a request, or why there is none. The problem is kept, not thrown: who asks comes first. */
export type ReadBody = { readonly json: unknown } | { readonly problem: Problem };

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Reads at most BODY_MAX_BYTES; what comes after is let run out unread, so that the answer reaches the sender. */
export async function readBody(request: IncomingMessage): Promise<ReadBody> {
  const declared = Number(request.headers['content-length'] ?? 0);
  if (declared === 0 && request.headers['transfer-encoding'] === undefined) return { json: undefined };
  if (declared > BODY_MAX_BYTES) return tooLarge(request);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= BODY_MAX_BYTES) chunks.push(chunk);
    else chunks.length = 0;
  }
  if (size > BODY_MAX_BYTES) return { problem: new Problem('PAYLOAD_TOO_LARGE', { params: { max: BODY_MAX_BYTES } }) };
  if (size === 0) return { json: undefined };
  return isJson(request) ? parse(Buffer.concat(chunks)) : { problem: new Problem('UNSUPPORTED_MEDIA_TYPE') };
}

function tooLarge(request: IncomingMessage): ReadBody {
  request.resume();
  return { problem: new Problem('PAYLOAD_TOO_LARGE', { params: { max: BODY_MAX_BYTES }, headers: { Connection: 'close' } }) };
}

function isJson(request: IncomingMessage): boolean {
  const [type, ...parameters] = (request.headers['content-type'] ?? '').toLowerCase().split(';').map((part) => part.trim());
  const encoding = request.headers['content-encoding'];
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice(8).replaceAll('"', '');
  return (type === 'application/json' || type === 'application/merge-patch+json')
    && (encoding === undefined || encoding === 'identity') && (charset === undefined || charset === 'utf-8' || charset === 'utf8');
}

function parse(bytes: Buffer): ReadBody {
  try {
    const json: unknown = JSON.parse(utf8.decode(bytes));
    // Before anybody walks through it by recursion.
    return isTooDeep(json) ? { problem: invalid({ path: '', code: 'TOO_DEEP', params: { max: String(JSON_MAX_DEPTH) } }) } : { json };
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
