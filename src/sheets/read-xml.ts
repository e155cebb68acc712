/**
 * A streaming XML reader for the parts of workbooks. It must never expand entities or load anything from outside the
 * file.
 */
import type { Readable } from 'node:stream';
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
 * @throws UnreadableError if the XML is truncated, nested too deeply or declares a document type, or if the part is damaged
 */
export async function* readXml(stream: Readable, handler: XmlHandler): AsyncGenerator<void> {
  let [depth, ended, hasDocType] = [0, false, false];
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        depth += 1;
        // The parser takes quadratic time for elements inside one another.
        if (depth > XML_MAX_DEPTH) throw new UnreadableError('FILE_TOO_COMPLEX', { depth: XML_MAX_DEPTH });
        handler.open(localName(name), attributes);
      },
      ontext: (text) => handler.text?.(copyText(text)),
      onclosetag(name, implied) {
        depth -= 1;
        handler.close?.(localName(name));
        if (depth === 0 && !implied) ended = true;
      },
      onprocessinginstruction: (name) => {
        hasDocType ||= name.toLowerCase() === '!doctype';
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
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
  // The root tag was closed implicitly at the end of the text: the part is truncated.
  if (!ended) throw new UnreadableError('FILE_BROKEN');
  parser.end();
  yield;
}

/** Parses a small part at once. @throws UnreadableError as readXml */
export async function readWhole(stream: Readable, handler: XmlHandler): Promise<void> {
  for await (const _ of readXml(stream, handler));
}
