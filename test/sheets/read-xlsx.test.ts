import { expect } from 'chai';
import { strToU8, unzipSync, zipSync, type Zippable } from 'fflate';
import { openXlsx } from '../../src/sheets/read-xlsx.ts';
import { UnreadableError, type ReadCell, type ReadRow, type Spreadsheet } from '../../src/sheets/spreadsheet.ts';

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const STRICT = 'http://purl.oclc.org/ooxml/officeDocument/relationships';

interface Book {
  readonly rows?: string;
  readonly more?: string;
  readonly strings?: string;
  readonly styles?: string;
  readonly types?: string;
  /** Where the main part lies, and how the parts name each other. */
  readonly main?: string;
  readonly mainTarget?: string;
  readonly sheet?: string;
  readonly sheetTarget?: string;
  readonly prefix?: string;
}

/** A workbook whose parts lie and are called as a test wants. */
function book(given: Book): Buffer {
  const { rows = '', more = '', types = OFFICE, main = 'xl/workbook.xml', prefix = '' } = given;
  const folder = main.slice(0, main.lastIndexOf('/') + 1);
  const sheet = given.sheet ?? `${folder}worksheets/sheet1.xml`;
  const relationship = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="${types}/${type}" Target="${target}"/>`;
  const files: Zippable = {
    '_rels/.rels': strToU8(
      `<Relationships>${relationship('a', 'officeDocument', given.mainTarget ?? main)}</Relationships>`,
    ),
    [main]: strToU8(
      `<${prefix}workbook><${prefix}sheets><${prefix}sheet name="备案" sheetId="1" rel:id="s1"/></${prefix}sheets></${prefix}workbook>`,
    ),
    [`${folder}_rels/${main.slice(folder.length)}.rels`]: strToU8(
      `<Relationships>${relationship('s1', 'worksheet', given.sheetTarget ?? sheet.slice(folder.length))}${relationship('s2', 'sharedStrings', 'texts.xml')}${relationship('s3', 'styles', 'looks.xml')}</Relationships>`,
    ),
    [sheet]: strToU8(
      `<${prefix}worksheet><${prefix}sheetData>${rows}</${prefix}sheetData>${more}</${prefix}worksheet>`,
    ),
    ...(given.strings ? { [`${folder}texts.xml`]: strToU8(`<sst>${given.strings}</sst>`) } : {}),
    ...(given.styles ? { [`${folder}looks.xml`]: strToU8(`<styleSheet>${given.styles}</styleSheet>`) } : {}),
  };
  return Buffer.from(zipSync(files));
}

async function rowsOf(open: Promise<Spreadsheet> | Spreadsheet, sheet = '备案'): Promise<ReadRow[]> {
  const rows: ReadRow[] = [];
  for await (const batch of (await open).rows(sheet)) rows.push(...batch);
  return rows;
}
const cellsOf = async (given: Book): Promise<(ReadCell | undefined)[]> =>
  (await rowsOf(openXlsx(book(given)))).flatMap(({ cells }) => cells);
const failure = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'read',
    (error: unknown) => (error instanceof UnreadableError ? error.code : String(error)),
  );

/** Styles for number formats, in this order. */
const formats = (...codes: string[]): string =>
  `<numFmts>${codes.map((code, index) => `<numFmt numFmtId="${200 + index}" formatCode="${code.replaceAll('"', '&quot;')}"/>`).join('')}</numFmts><fonts><font/></fonts><cellXfs>${codes.map((_, index) => `<xf numFmtId="${200 + index}" fontId="0"/>`).join('')}</cellXfs>`;

describe('a workbook', () => {
  const ONE = '<row r="1"><c r="A1" t="inlineStr"><is><t>one</t></is></c></row>';

  for (const [what, given] of Object.entries({
    'with a main part of another name': { main: 'xl/workbook22.xml' },
    'with its parts in other folders': {
      main: 'office/book/main.xml',
      sheet: 'office/tables/t.xml',
      sheetTarget: '../tables/t.xml',
    },
    'with absolute targets': { mainTarget: '/xl/workbook.xml', sheetTarget: '/xl/worksheets/sheet1.xml' },
    'with a main part in the root': { main: 'book.xml', sheet: 'one.xml' },
    'in the strict form': { types: STRICT },
    'with backslashes in its targets': { sheetTarget: 'worksheets\\sheet1.xml' },
    'with an encoded target': { sheet: 'xl/worksheets/表 1.xml', sheetTarget: 'worksheets/%E8%A1%A8%201.xml' },
  } satisfies Record<string, Book>))
    it(`${what} is read`, async () => {
      expect(await cellsOf({ ...given, rows: ONE })).to.deep.equal([{ text: 'one', kind: 'text' }]);
    });

  it('with prefixes for its namespace is read', async () => {
    const rows = '<x:row r="1"><x:c r="A1"><x:v>5</x:v></x:c></x:row>';
    expect(await cellsOf({ prefix: 'x:', rows })).to.deep.equal([{ text: '5', kind: 'number' }]);
  });

  it('may have parts in UTF-16, and parts that are a single empty element', async () => {
    const sheet = `\ufeff<?xml version="1.0" encoding="UTF-16"?><worksheet><sheetData><row r="1"><c><v>5</v></c></row></sheetData></worksheet>`;
    const files = unzipSync(book({ strings: ' ' }));
    for (const [name, part] of Object.entries({
      'xl/worksheets/sheet1.xml': Buffer.from(sheet, 'utf16le'),
      'xl/texts.xml': strToU8('<sst count="0"/>'),
    }))
      files[name] = part;
    const rows = await rowsOf(openXlsx(Buffer.from(zipSync(files))));
    expect(rows.map(({ cells }) => cells)).to.deep.equal([[{ text: '5', kind: 'number' }]]);
  });

  it('keeps phonetic runs out of its texts, and joins rich text', async () => {
    const rich = '<r><t>株洲</t></r><r><rPr><b/></rPr><t>样例</t></r><rPh sb="0" eb="2"><t>ヨミ</t></rPh><phoneticPr/>';
    const rows = `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is>${rich}</is></c></row>`;
    const cells = await cellsOf({ rows, strings: `<si>${rich}</si>` });
    expect(cells.map((cell) => cell?.text)).to.deep.equal(['株洲样例', '株洲样例']);
  });

  it('shows numbers as its formats do', async () => {
    const shown = async (code: string, value: string): Promise<string | undefined> => {
      const rows = `<row r="1"><c r="A1" s="0"><v>${value}</v></c></row>`;
      return (await cellsOf({ rows, styles: formats(code) }))[0]?.shown;
    };
    for (const [code, value, text] of [
      ['00000000', '4909', '00004909'],
      ['000-0000', '12345', '001-2345'],
      ['"JJ"0000', '12', 'JJ0012'],
      ['\\J\\J00', '7', 'JJ07'],
      ['0000 0000', '12', '0000 0012'],
      ['General"号"', '12', '12号'],
      ['"第"@', '12', '第12'],
      ['[>=1000]0;0000', '12', '0012'],
      ['0.00"万元"', '300', '300.00万元'],
      ['[$¥-804]#,##0.00', '1234567.5', '¥1,234,567.50'],
      ['0!.0,', '300000', '30.0'],
      ['0.00‰', '4.349', '4.35‰'],
      ['0;-0;;@', '0', ''],
      ['0.00', '300', undefined],
      ['#,##0.00_ ', '3000', undefined],
      ['_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', '5', undefined],
      ['0000', '12345', undefined],
      ['# ?/?', '1.5', undefined],
      ['0.00E+00', '1200', undefined],
      ['[DBNum1]0000', '12', undefined],
    ] as const)
      expect(await shown(code, value), `${code} of ${value}`).to.equal(text);
  });

  it('tells dates, times of day, per cents and booleans from numbers', async () => {
    const rows = `<row r="1"><c r="A1" s="0"><v>45366</v></c><c r="B1" s="1"><v>0.5</v></c><c r="C1" s="2"><v>0.0435</v></c>
      <c r="D1" t="b"><v>1</v></c><c r="E1" s="3"><v>12</v></c><c r="F1" s="4"><v>1.5</v></c></row>`;
    const styles = formats('m"月"d"日"', 'h:mm', '0.00%', '0.00', '[h]:mm');
    expect((await cellsOf({ rows, styles })).map((cell) => [cell?.kind, cell?.text])).to.deep.equal([
      ['date', '2024-03-15'],
      ['date', '12:00'],
      ['percent', '4.35%'],
      ['yesNo', 'TRUE'],
      ['number', '12'],
      ['date', '12:00'],
    ]);
  });

  it('has one rule for ISO dates: with a zone the day in Shanghai, without one the day as written', async () => {
    const dates = ['2024-03-15', '2024-03-15T23:59:59', '2024-03-15T16:00:00Z', '2024-03-15T23:00:00.5+08:00', 'soon'];
    const rows = `<row r="1">${dates.map((date) => `<c t="d"><v>${date}</v></c>`).join('')}</row>`;
    expect((await cellsOf({ rows })).map((cell) => [cell?.kind, cell?.text])).to.deep.equal([
      ['date', '2024-03-15'],
      ['date', '2024-03-15'],
      ['date', '2024-03-16'],
      ['date', '2024-03-15'],
      ['text', 'soon'],
    ]);
  });

  it('has no rows and cells behind its table, such as those of anchors and formats', async () => {
    const more =
      '<controls><from><xdr:row>9</xdr:row></from></controls><extLst><ext><row r="1"><c r="A1"><v>7</v></c></row></ext></extLst>';
    expect(await cellsOf({ rows: ONE, more })).to.deep.equal([{ text: 'one', kind: 'text' }]);
  });

  it('says which rows are hidden, by hand, by a filter or without height', async () => {
    const row = (n: number, more: string): string => `<row r="${n}"${more}><c><v>${n}</v></c></row>`;
    const rows =
      row(1, '') +
      row(2, ' hidden="1"') +
      row(3, ' hidden="true" outlineLevel="1"') +
      row(4, ' ht="0" customHeight="1"') +
      row(5, ' hidden="0" ht="15"') +
      row(6, ' ht="0.75" customHeight="1"');
    const read = await rowsOf(openXlsx(book({ rows })));
    expect(read.map(({ hidden }) => hidden ?? false)).to.deep.equal([false, true, true, true, false, true]);
  });

  it('says which cells are struck through, by their style or in their text', async () => {
    const styles =
      '<fonts><font><sz val="11"/></font><font><strike/></font><font><strike val="0"/></font></fonts><cellXfs><xf fontId="0"/><xf fontId="1"/><xf fontId="2"/></cellXfs>';
    const run = (text: string, properties?: string): string =>
      `<r>${properties === undefined ? '' : `<rPr>${properties}</rPr>`}<t>${text}</t></r>`;
    const strings = `<si><t>plain</t></si><si>${run('a', '<b/>')}${run('b', '<strike/>')}</si><si>${run('c', '<b/>')}</si>`;
    const rows = `<row r="1"><c s="0" t="s"><v>0</v></c><c s="1" t="s"><v>0</v></c><c s="2" t="s"><v>0</v></c><c s="0" t="s"><v>1</v></c><c s="1" t="s"><v>2</v></c>
      <c s="1"><v>5</v></c><c s="0" t="inlineStr"><is>${run('x', '<strike val="1"/>')}</is></c><c s="1" t="inlineStr"><is><t>y</t></is></c></row>`;
    const cells = await cellsOf({ rows, styles, strings });
    expect(cells.map((cell) => cell?.struck ?? false)).to.deep.equal([
      false,
      true,
      false,
      true,
      false,
      true,
      true,
      true,
    ]);
  });

  it('says what is the saved result of a formula, and which formulas have none', async () => {
    const rows = `<row r="1"><c><f>A9</f><v>0</v></c><c t="str"><f>""</f><v></v></c><c t="str"><f>"a"</f><v>a</v></c><c><f>A9</f></c><c><f>A9</f><v></v></c></row>`;
    expect(await cellsOf({ rows })).to.deep.equal([
      { text: '0', kind: 'number', computed: true },
      undefined,
      { text: 'a', kind: 'text', computed: true },
      { text: '', kind: 'formula' },
      { text: '', kind: 'formula' },
    ]);
  });

  it('is refused when a cell or row could hide another, or a text is missing', async () => {
    const read = (rows: string): Promise<string> => failure(cellsOf({ rows, strings: '<si><t>a</t></si>' }));
    expect(await read('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>')).to.equal('FILE_BROKEN');
    expect(await read('<row r="2"><c><v>1</v></c></row><row r="2"><c><v>2</v></c></row>')).to.equal('FILE_BROKEN');
    expect(await read('<row r="1"><c t="s"><v>7</v></c></row>')).to.equal('FILE_BROKEN');
    expect(await read('<row r="1"><c r="12"><v>7</v></c></row>')).to.equal('FILE_BROKEN');
    expect(await read('<row r="1"><c r="ZZZZZZZZZZZZZZZ1"><v>7</v></c></row>')).to.equal('TOO_MANY_COLUMNS');
    expect(await read('<row r="1"><c r="b1"><v>7</v></c></row>')).to.equal('read');
  });

  it('that is binary, or no workbook at all, is refused', async () => {
    expect(await failure(openXlsx(book({ main: 'xl/workbook.bin' })))).to.equal('FILE_KIND');
    expect(await failure(openXlsx(Buffer.from(zipSync({ 'content.xml': strToU8('<a/>') }))))).to.equal('FILE_KIND');
  });
});
