import type { Readable } from 'node:stream';
import { Parser } from 'htmlparser2';
import { UnreadableError } from './read.ts';

/** What a reader of XML is told, names without their prefix. */
export interface XmlHandler {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** V8 makes a text of so many characters that is cut from another one a view of it. */
const VIEWS_FROM_CHARACTERS = 13;

/** A text of its own: a cell's that is kept must not keep the whole piece of the file that it was read from. */
const ownText = (text: string): string => (text.length < VIEWS_FROM_CHARACTERS ? text : Buffer.from(text).toString());

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/**
 * Reads a part of a workbook from beginning to end; gives back control after every piece, so that whoever asks may take
 * what has come together and stop. Entities of a document's own are never expanded: it may not declare any.
 *
 * @throws UnreadableError for XML that is cut off or declares a document type, and for a damaged part
 */
export async function* readXml(stream: Readable, handler: XmlHandler): AsyncGenerator<void> {
  let [depth, ended, declares] = [0, false, false];
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        depth += 1;
        handler.open(local(name), attributes);
      },
      ontext: (text) => handler.text?.(ownText(text)),
      onclosetag(name, implied) {
        depth -= 1;
        handler.close?.(local(name));
        if (depth === 0 && !implied) ended = true;
      },
      onprocessinginstruction: (name) => {
        declares ||= name.toLowerCase() === '!doctype';
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      parser.write(decoder.decode(chunk, { stream: true }));
      if (declares) throw new UnreadableError('FILE_BROKEN');
      yield;
    }
  } catch (error) {
    // A part that is no text, or does not unpack to what it says.
    throw error instanceof UnreadableError ? error : new UnreadableError('FILE_BROKEN');
  } finally {
    stream.destroy();
  }
  // A tag that is only closed because the text is over has been cut off.
  if (!ended) throw new UnreadableError('FILE_BROKEN');
  parser.end();
  yield;
}

/** Reads a small part to its end. */
export async function readWhole(stream: Readable, handler: XmlHandler): Promise<void> {
  for await (const _ of readXml(stream, handler));
}
