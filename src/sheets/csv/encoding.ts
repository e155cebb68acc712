/** Decodes the text of a CSV: UTF-8, UTF-16 with a byte order mark, or GBK (decoded as GB 18030, a superset). */
import { isAscii, isUtf8 } from 'node:buffer';
import { setImmediate } from 'node:timers/promises';
import { TextDecoder } from 'node:util';
import { UnreadableError } from '../spreadsheet.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

const CHUNK_BYTES = 262_144;

/**
 * @throws UnreadableError for a text with NUL bytes that has no byte order mark of UTF-16, and for one that is UTF-8 in
 *   part: files of several encodings, put one behind the other
 */
export function encodingOf(bytes: Buffer): Encoding {
  const mark = bytes.subarray(0, 2).toString('hex');
  if (mark === 'fffe') return 'utf-16le';
  if (mark === 'feff') return 'utf-16be';
  if (bytes.includes(0)) throw new UnreadableError('TEXT_ENCODING');
  if (isAscii(bytes) || isUtf8(bytes)) return 'utf-8';
  if (hasUtf8Line(bytes)) throw new UnreadableError('TEXT_ENCODING');
  return 'gb18030';
}

const [LF, CR] = [0x0a, 0x0d];
/** Four characters in UTF-8. A GBK text of that length is hardly ever valid UTF-8 with Chinese characters. */
const MIN_OTHER_BYTES = 12;
const CHINESE = /(?:\p{Script=Han}[^\p{Script=Han}]*){3}/u;
const SAMPLE_BYTES = 1000;

/** Whether a line is Chinese in UTF-8. Bytes of line ends are never a part of another character. */
function hasUtf8Line(bytes: Buffer): boolean {
  for (let begin = 0; begin < bytes.length;) {
    let end = begin;
    let others = 0;
    for (; end < bytes.length && bytes[end] !== LF && bytes[end] !== CR; end += 1) if (bytes[end]! > 0x7f) others += 1;
    const line = bytes.subarray(begin, end);
    if (others >= MIN_OTHER_BYTES && isUtf8(line) && CHINESE.test(line.toString('utf8', 0, SAMPLE_BYTES))) return true;
    begin = end + 1;
  }
  return false;
}

/**
 * Between chunks other events are handled, so that a process can be told to stop.
 *
 * @throws UnreadableError for bytes that are not valid in this encoding, and for NUL characters
 */
export async function* decode(
  bytes: Buffer,
  encoding: Encoding,
  onProgress: (readBytes: number) => void,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for (let begin = 0; begin < bytes.length; begin += CHUNK_BYTES) {
    const chunk = bytes.subarray(begin, begin + CHUNK_BYTES);
    onProgress(begin + chunk.length);
    const text = decodeChunk(decoder, chunk, begin + CHUNK_BYTES < bytes.length);
    if (text.includes('\0')) throw new UnreadableError('TEXT_ENCODING');
    if (text !== '') yield text;
    await setImmediate();
  }
}

function decodeChunk(decoder: TextDecoder, chunk: Buffer, stream: boolean): string {
  try {
    return decoder.decode(chunk, { stream });
  } catch {
    throw new UnreadableError('TEXT_ENCODING');
  }
}
