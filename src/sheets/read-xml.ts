/**
 * A streaming XML reader for the parts of workbooks. It must never expand entities or load anything from outside the
 * file.
 */
import type { Readable } from 'node:stream';
import { TextDecoder } from 'node:util';
import { Parser } from 'htmlparser2';
import { XML_MAX_DEPTH } from '../domain/limits.ts';
import { copyText } from './copy-text.ts';
import { UnreadableError } from './spreadsheet.ts';

/** Callbacks of the XML reader. Names have no namespace prefix. */
export interface XmlHandler {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/**
 * Parses a part of a workbook. Yields after every chunk, so that the caller can take the results so far, or stop.
 * Custom entities are never expanded: a document type declaration is refused.
 *
 * @throws UnreadableError if the XML is truncated, not well-formed, nested too deeply or declares a document type,
 *   or if the part is damaged
 */
export async function* readXml(stream: Readable, handler: XmlHandler): AsyncGenerator<void> {
  let [depth, ended, hasDocType, justOpened] = [0, false, false, false];
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        depth += 1;
        justOpened = true;
        // The parser takes quadratic time for elements inside one another.
        if (depth > XML_MAX_DEPTH) throw new UnreadableError('FILE_TOO_COMPLEX', { depth: XML_MAX_DEPTH });
        handler.open(localName(name), attributes);
      },
      ontext(text) {
        justOpened = false;
        handler.text?.(copyText(text));
      },
      onclosetag(name, implied) {
        // The parser closes what is open inside an element that ends; <a/> is closed in the same way.
        if (implied && !justOpened) throw new UnreadableError('FILE_BROKEN');
        depth -= 1;
        handler.close?.(localName(name));
        ended ||= depth === 0;
        justOpened = false;
      },
      onprocessinginstruction: (name) => {
        hasDocType ||= name.toLowerCase() === '!doctype';
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  let decoder: TextDecoder | undefined;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      decoder ??= new TextDecoder(encodingOf(chunk), { fatal: true });
      parser.write(decoder.decode(chunk, { stream: true }));
      if (hasDocType) throw new UnreadableError('FILE_BROKEN');
      yield;
    }
  } catch (error) {
    // Invalid UTF-8, or the unpacked size differs from the declared one.
    throw error instanceof UnreadableError ? error : new UnreadableError('FILE_BROKEN');
  } finally {
    stream.destroy();
  }
  // The root element is open at the end of the text: the part is truncated.
  if (!ended) throw new UnreadableError('FILE_BROKEN');
  parser.end();
  yield;
}

/** XML is UTF-8 or, with a byte order mark, UTF-16. */
function encodingOf(head: Buffer): string {
  const mark = head.subarray(0, 2).toString('hex');
  return mark === 'fffe' ? 'utf-16le' : mark === 'feff' ? 'utf-16be' : 'utf-8';
}

/** Parses a small part at once. @throws UnreadableError as readXml */
export async function readWhole(stream: Readable, handler: XmlHandler): Promise<void> {
  for await (const _ of readXml(stream, handler));
}
