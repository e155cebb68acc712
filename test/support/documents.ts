/** Writes Word documents and PDFs for tests of the readers. They share no code with the product. */
import { strToU8, zipSync } from 'fflate';

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const paragraph = (text: string): string =>
  `<w:p><w:pPr><w:jc w:val="center"/></w:pPr>${[...text.matchAll(/.{1,4}/gsu)].map(([run]) => `<w:r><w:rPr><w:sz w:val="21"/></w:rPr><w:t xml:space="preserve">${escape(run)}</w:t></w:r>`).join('')}</w:p>`;
/** A cell; lines become paragraphs. A text that begins with `<` is XML. */
const cell = (text: string): string =>
  `<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>${text.startsWith('<') ? text : text.split('\n').map(paragraph).join('')}</w:tc>`;

/** Paragraphs (texts) and tables (lists of rows), in this order. */
export function docx(...blocks: readonly (string | readonly (readonly string[])[])[]): Uint8Array {
  const body = blocks
    .map((block) =>
      typeof block === 'string'
        ? paragraph(block)
        : `<w:tbl><w:tblPr/>${block.map((row) => `<w:tr>${row.map(cell).join('')}</w:tr>`).join('')}</w:tbl>`,
    )
    .join('');
  return zipSync({
    '[Content_Types].xml': strToU8('<Types xmlns="c"/>'),
    'word/document.xml': strToU8(
      `<?xml version="1.0"?><w:document xmlns:w="w"><w:body>${body}<w:sectPr/></w:body></w:document>`,
    ),
  });
}

/** A text and its place on a page, from the lower left corner. */
export interface Placed {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly size?: number;
}

const SIZE = 10;
/** The width of a text in a font whose Latin characters are half as wide as its Chinese ones. */
export const widthOf = (text: string, size = SIZE): number =>
  [...text].reduce((width, character) => width + (character < '\u0100' ? size / 2 : size), 0);

/** A PDF with these texts; each character has a code of its own, as in the subset of a font. */
export function pdf(pages: readonly (readonly Placed[])[]): Uint8Array {
  const characters = [...new Set(pages.flat().flatMap(({ text }) => [...text]))];
  const hex = (value: number): string => value.toString(16).padStart(4, '0');
  const code = new Map(characters.map((character, index) => [character, index + 1]));
  const unicode = (character: string): string => Buffer.from(character, 'utf16le').swap16().toString('hex');
  const map = `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def 1 begincodespacerange <0000> <ffff> endcodespacerange ${characters
    .map((character) => `1 beginbfchar <${hex(code.get(character)!)}> <${unicode(character)}> endbfchar`)
    .join('\n')} endcmap end end`;
  const widths = characters.map((character) => `${code.get(character)!} [${character < '\u0100' ? 500 : 1000}]`);
  const stream = (text: string): string => `<< /Length ${Buffer.byteLength(text)} >>\nstream\n${text}\nendstream`;
  const contents = pages.map((page) =>
    page
      .map(
        ({ x, y, text, size = SIZE }) =>
          `BT /F ${size} Tf ${x} ${y} Td <${[...text].map((character) => hex(code.get(character)!)).join('')}> Tj ET`,
      )
      .join('\n'),
  );
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, index) => `${7 + 2 * index} 0 R`).join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type0 /BaseFont /Sim /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>',
    `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Sim /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 6 0 R /DW 1000 /W [${widths.join(' ')}] >>`,
    stream(map),
    '<< /Type /FontDescriptor /FontName /Sim /Flags 4 /FontBBox [0 -200 1000 800] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>',
    ...contents.flatMap((content, index) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >> /Contents ${8 + 2 * index} 0 R >>`,
      stream(content),
    ]),
  ];
  let text = '%PDF-1.7\n';
  const places = objects.map((object, index) => {
    const place = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  return Buffer.from(
    `${text}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`,
    'latin1',
  );
}
