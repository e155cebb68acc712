import { expect } from 'chai';
import { strToU8, zipSync } from 'fflate';
import type { Client } from '../support/client.ts';
import { csvText, HEADINGS, loanRow, loansCsv, settled } from '../support/imports.ts';
import { interruptedUpload } from '../support/raw-http.ts';
import { filingsIn } from '../support/tables.ts';
import { upload } from '../support/upload.ts';
import { openWorld, type World } from '../support/world.ts';

const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const cells = (row: readonly string[], n: number): string =>
  `<row r="${n}">${row.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`;
const sheet = (rows: string): string =>
  `<?xml version="1.0"?><worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData></worksheet>`;
const VALID_ROWS = (): string => cells(HEADINGS, 1) + cells(loanRow(), 2);

/** A workbook with one sheet, written part by part so that each part can be malformed. */
function book(xml: string, parts: Record<string, string> = {}): Uint8Array {
  const all: Record<string, string> = {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${REL}"><sheets><sheet name="备案" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${REL}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': xml,
    ...parts,
  };
  return zipSync(Object.fromEntries(Object.entries(all).map(([name, text]) => [name, strToU8(text)])), { level: 6 });
}

/** The container of an encrypted workbook (MS-OFFCRYPTO 2.3.4.4): an OLE file with the streams EncryptionInfo and EncryptedPackage. */
function protectedWorkbook(): Uint8Array {
  const file = Buffer.alloc(512 * 4, 0xff);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(file);
  file.write('\x3e\x00\x03\x00\xfe\xff\x09\x00\x06\x00', 24, 'latin1');
  ['Root Entry', 'EncryptionInfo', 'EncryptedPackage'].forEach((name, index) =>
    file.write(`${name}\0`, 1024 + index * 128, 'utf16le'),
  );
  return file;
}

/** Sets the encryption bit in every header of a zip. */
function encryptedParts(zip: Uint8Array): Uint8Array {
  const bytes = Buffer.from(zip);
  for (const [mark, at] of [
    ['PK\x03\x04', 6],
    ['PK\x01\x02', 8],
  ] as const) {
    for (let found = bytes.indexOf(mark, 0, 'latin1'); found >= 0; found = bytes.indexOf(mark, found + 1, 'latin1'))
      bytes[found + at]! |= 1;
  }
  return bytes;
}

describe('a hostile or damaged file', function () {
  this.timeout(120_000);
  let world: World;
  let officer: Client;
  before(async () => {
    world = await openWorld();
    officer = await world.as('officer');
  });
  after(() => world.close());

  const filed = (): Promise<number> => filingsIn(world);

  /** The code of the failure, from the upload or from reading the file; or the final state. */
  async function outcome(content: string | Uint8Array, name: string): Promise<string> {
    const before = await filed();
    const reply = await upload(officer, content, { mode: 'commit' }, name);
    expect(reply.status, reply.text).to.be.lessThan(500);
    const record = reply.status === 202 ? await settled(officer, reply.body.id) : null;
    const code =
      record === null ? (reply.body.errors[0]?.code ?? reply.body.code) : (record.failure?.code ?? record.state);
    if (code !== 'committed') {
      expect(await filed(), 'nothing is filed').to.equal(before);
      const text = record === null ? (reply.body.errors[0]?.message ?? reply.body.detail) : record.failure.message;
      expect(text, 'the message is a sentence').to.be.a('string').with.length.greaterThan(10);
    }
    return code;
  }

  const hostile: Record<string, [content: () => string | Uint8Array, name: string, code: string]> = {
    'a zip bomb: forty megabytes of spaces in a few kilobytes': [
      () => book(sheet(`${VALID_ROWS()}<!--${' '.repeat(40_000_000)}-->`)),
      'bomb.xlsx',
      'FILE_TOO_COMPLEX',
    ],
    'expanding XML entities': [
      () =>
        book(
          `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>${sheet(VALID_ROWS()).slice(21)}`,
        ),
      'laughs.xlsx',
      'FILE_BROKEN',
    ],
    'two million nested elements': [
      () => book(`<?xml version="1.0"?><worksheet><sheetData>${'<a>'.repeat(2_000_000)}`),
      'nested.xlsx',
      'FILE_TOO_COMPLEX',
    ],
    'nested shared strings': [
      () => book(sheet(VALID_ROWS()), { 'xl/sharedStrings.xml': `<sst>${'<r>'.repeat(40)}` }),
      'nested-strings.xlsx',
      'FILE_TOO_COMPLEX',
    ],
    'more sheets than the limit': [
      () =>
        book(sheet(VALID_ROWS()), {
          'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${REL}"><sheets>${'<sheet name="a" sheetId="1" r:id="rId1"/>'.repeat(256)}</sheets></workbook>`,
        }),
      'sheets.xlsx',
      'FILE_TOO_COMPLEX',
    ],
    'more columns than the limit': [
      () => book(sheet(`${cells(HEADINGS, 1)}<row r="2"><c r="XFD2" t="inlineStr"><is><t>x</t></is></c></row>`)),
      'wide.xlsx',
      'TOO_MANY_COLUMNS',
    ],
    'a PDF named .xlsx': [() => '%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF', 'scan.xlsx', 'FILE_KIND'],
    'a web page named .xls': [() => ' \r\n<HTML><table><tr><td>1</td></tr></table></HTML>', 'page.xls', 'FILE_KIND'],
    'a web page in UTF-16': [
      () => Buffer.from('\ufeff<table><tr><td>1</td></tr></table>', 'utf16le'),
      'page.xls',
      'FILE_KIND',
    ],
    'an XML spreadsheet named .xls': [
      () => '\ufeff<?xml version="1.0"?><Workbook><Worksheet/></Workbook>',
      'table.xls',
      'FILE_KIND',
    ],
    'a workbook of before 1997': [
      () => Uint8Array.from([0x09, 0x04, 0x06, 0x00, 0x00, 0x04, 0x10, 0x00]),
      'old.xls',
      'FILE_OLD_OR_LOCKED',
    ],
    'UTF-16 without a byte order mark': [() => Buffer.from(loansCsv(loanRow()), 'utf16le'), 'a.csv', 'TEXT_ENCODING'],
    'a line with more cells than the limit': [
      () => `${loansCsv(loanRow())}\r\n${','.repeat(24_000_000)}`,
      'commas.csv',
      'TOO_MANY_COLUMNS',
    ],
    'an old or protected workbook': [
      () => Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Array<number>(600).fill(0)]),
      'locked.xlsx',
      'FILE_OLD_OR_LOCKED',
    ],
    'a workbook with a password': [() => protectedWorkbook(), 'password.xlsx', 'FILE_OLD_OR_LOCKED'],
    'a workbook with encrypted parts': [
      () => encryptedParts(book(sheet(VALID_ROWS()))),
      'zipcrypto.xlsx',
      'FILE_OLD_OR_LOCKED',
    ],
    'a truncated zip': [() => book(sheet(VALID_ROWS())).subarray(0, 600), 'cut.xlsx', 'FILE_BROKEN'],
    'a zip that is not a workbook': [() => zipSync({ 'readme.txt': strToU8('x') }), 'zip.xlsx', 'FILE_KIND'],
    'truncated sheet XML': [() => book(sheet(VALID_ROWS()).slice(0, -40)), 'half.xlsx', 'FILE_BROKEN'],
    'sheet XML whose tags do not match': [
      () => book(sheet(`${VALID_ROWS()}<row r="3"><c><v>1</row>`)),
      'tags.xlsx',
      'FILE_BROKEN',
    ],
    'a CSV with an unclosed quote': [() => `${loansCsv(loanRow())}\r\n1,"株洲`, 'quote.csv', 'CSV_QUOTES'],
    'a CSV with NULs': [() => loansCsv(loanRow({ 备注: 'a\0b' })), 'nul.csv', 'TEXT_ENCODING'],
    'an empty file': [() => '', 'empty.csv', 'FILE_EMPTY'],
    'a table without headings': [
      () =>
        csvText([
          ['a', 'b'],
          ['1', '2'],
        ]),
      'plain.csv',
      'HEADER_NOT_FOUND',
    ],
  };
  for (const [what, [content, name, code]] of Object.entries(hostile)) {
    it(`is refused: ${what}`, async () => {
      expect(await outcome(content(), name)).to.equal(code);
    });
  }

  it('may have a million empty rows, which are skipped', async () => {
    const empty = Array.from({ length: 1_000_000 }, (_, index) => `<row r="${index + 3}"/>`).join('');
    expect(await outcome(book(sheet(VALID_ROWS() + empty)), 'empty-rows.xlsx')).to.equal('committed');
  });

  it('is imported without running macros or following links, and reports them', async () => {
    const reply = await upload(
      officer,
      book(sheet(VALID_ROWS()), {
        'xl/vbaProject.bin': 'Sub AutoOpen()',
        'xl/externalLinks/externalLink1.xml': '<externalLink/>',
      }),
      { mode: 'check' },
      'macros.xlsx',
    );
    const record = await settled(officer, reply.body.id);
    expect(record.state).to.equal('checked');
    expect(JSON.stringify(record.notices)).to.contain('MACROS_IGNORED').and.contain('LINKS_IGNORED');
  });

  it('leaves no data when its upload is interrupted', async () => {
    const before = (await world.owner.query('select count(*)::int as n from import')).rows[0].n;
    // More than the buffers of the connection hold, so that the service is receiving it.
    const file = 'x'.repeat(20_000_000);
    await interruptedUpload(
      officer,
      30_000_000,
      `--x\r\nContent-Disposition: form-data; name="kind"\r\n\r\nfilings\r\n--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n${file}`,
    );
    expect((await world.owner.query('select count(*)::int as n from import')).rows[0].n).to.equal(before);
    expect((await officer.get('/imports')).status).to.equal(200);
  });
});
