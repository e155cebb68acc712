/**
 * The parts of a workbook that hold cell comments. Excel must open the result without offering to repair it: try a
 * change in Excel as well as in the tests.
 */
import { escapeXml } from './xml.ts';

/** A comment on a cell. */
export interface CellComment {
  /** From 1. */
  readonly row: number;
  /** From 0. */
  readonly column: number;
  /** A1 reference of the cell. */
  readonly ref: string;
  readonly text: string;
}

const COMMENTS_PER_CHUNK = 200;

/** The part with the texts of the comments. */
export function* commentsXml(comments: readonly CellComment[]): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors><author>知贷 Zhidai</author></authors><commentList>';
  for (const chunk of chunksOf(comments)) {
    yield chunk
      .map(
        ({ ref, text }) =>
          `<comment ref="${ref}" authorId="0"><text><r><t xml:space="preserve">${escapeXml(text)}</t></r></text></comment>`,
      )
      .join('');
  }
  yield '</commentList></comments>';
}

/** The part with the boxes in which the comments are shown; Excel ignores a comment without one. */
export function* commentShapesXml(comments: readonly CellComment[]): Generator<string> {
  yield (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">' +
    '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>' +
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
  );
  let id = 1024;
  for (const chunk of chunksOf(comments)) yield chunk.map((comment) => shapeXml(comment, ++id)).join('');
  yield '</xml>';
}

function shapeXml({ row, column, text }: CellComment, id: number): string {
  const lines = Math.max(2, Math.ceil(text.length / 14));
  return (
    `<v:shape id="_x0000_s${id}" type="#_x0000_t202" style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">` +
    '<v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"/>' +
    `<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${column + 1},10,${row - 1},5,${column + 4},10,${row - 1 + lines},10</x:Anchor>` +
    `<x:AutoFill>False</x:AutoFill><x:Row>${row - 1}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`
  );
}

function* chunksOf<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < items.length; from += COMMENTS_PER_CHUNK)
    yield items.slice(from, from + COMMENTS_PER_CHUNK);
}
