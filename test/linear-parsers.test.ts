import { expect } from 'chai';
import { strToU8, zipSync } from 'fflate';
import { kindOfText } from '../src/domain/firm/qualification-kind.ts';
import { normaliseUscc } from '../src/domain/firm/uscc.ts';
import { amountOfCell, sumOfCell } from '../src/domain/sheet/cell-amount.ts';
import { rateOfCell } from '../src/domain/sheet/cell-rate.ts';
import { dayOfCell, dayOfSerial, isoDay } from '../src/domain/sheet/cell-date.ts';
import { indexRegions, regionOfCell } from '../src/domain/sheet/cell-region.ts';
import { numberOfCell, usccOfCell } from '../src/domain/sheet/cell-identifier.ts';
import { gradeOfCell, guaranteeOfCell, textOfCell, yesNoOfCell } from '../src/domain/sheet/cell-words.ts';
import type { ReadCell } from '../src/domain/sheet/cell.ts';
import { neutralise, restoreNeutralised } from '../src/domain/sheet/formula-text.ts';
import { fieldOfHeading, headingKey, unitOfText } from '../src/domain/sheet/headings.ts';
import { currencyOfTitle, unitOfLineText, unitOfSheetName } from '../src/domain/sheet/amount-units.ts';
import { findLayout } from '../src/domain/sheet/layout.ts';
import { markBeside, markWithin, revokingWords, stateOutOfForce } from '../src/domain/sheet/words/row-states.ts';
import { isSignatureRow, totalRowOf } from '../src/domain/sheet/words/row-words.ts';
import { statedIn } from '../src/domain/sheet/stated-totals.ts';
import { parseDay, parseMonthDay } from '../src/domain/values/day.ts';
import { parseAmount } from '../src/domain/values/money.ts';
import { parseRate } from '../src/domain/values/rate.ts';
import { cleanText, codePointLength, withoutFinalZeros } from '../src/domain/values/text.ts';
import { cookieValue } from '../src/features/auth/cookie.ts';
import { MergedCells } from '../src/features/imports/reading/merged-cells.ts';
import { parseJson } from '../src/http/body.ts';
import { networkOf } from '../src/http/client-network.ts';
import { bodyHash } from '../src/http/idempotency.ts';
import { decimalText, timesHundred } from '../src/sheets/decimal-text.ts';
import { formatOf } from '../src/sheets/number-format.ts';
import { openCsv } from '../src/sheets/read-csv.ts';
import { openXlsx } from '../src/sheets/read-xlsx.ts';
import { UnreadableError, type Spreadsheet } from '../src/sheets/spreadsheet.ts';
import { showerOf } from '../src/sheets/xlsx/shown-number.ts';
import { escapeCell, escapeXml, unescapeCell } from '../src/sheets/xml.ts';
import { expectLinear } from './support/linear.ts';

/** Texts that are hard for one parser or another, by their length. */
const TEXTS: Readonly<Record<string, (length: number) => string>> = {
  'blanks inside': (length) => `a${' '.repeat(length)}a`,
  'wide blanks inside': (length) => `a${'\u3000'.repeat(length)}a`,
  'mixed blanks inside': (length) => `1${' \u3000\u200b\t'.repeat(length / 4)}x`,
  'zeros before a letter': (length) => `1.${'0'.repeat(length)}x`,
  'zeros before a digit': (length) => `0.${'0'.repeat(length)}1`,
  digits: (length) => '9'.repeat(length),
  'digits before a letter': (length) => `${'1'.repeat(length)}x`,
  'digits in groups': (length) => `1${',000'.repeat(length / 4)}x`,
  points: (length) => '.'.repeat(length),
  'opening brackets': (length) => '('.repeat(length),
  'opening square brackets': (length) => '['.repeat(length),
  'brackets and breaks': (length) => '（\n'.repeat(length / 2),
  quotes: (length) => '"'.repeat(length),
  apostrophes: (length) => `${"'".repeat(length)}x`,
  'a date with blanks': (length) => `2024年3月5${' '.repeat(length)}x`,
  'dates on end': (length) => '2024-03-05 '.repeat(length / 11),
  escapes: (length) => '_x000'.repeat(length / 5),
  'Chinese characters': (length) => `${'株'.repeat(length)}@`,
  'unit words': (length) => '单位人民币'.repeat(length / 5),
  'currency words': (length) => '人民币'.repeat(length / 3),
  'combining characters out of order': (length) => `a${'\u0315'.repeat(length / 2)}${'\u0300'.repeat(length / 2)}`,
  'characters that grow when normalised': (length) => '\ufdfa'.repeat(length),
  semicolons: (length) => ';'.repeat(length),
  commas: (length) => ','.repeat(length),
  equals: (length) => '='.repeat(length),
  'a formula text': (length) => `="${'a'.repeat(length)}`,
  surrogates: (length) => '\ud800'.repeat(length),
  colons: (length) => ':'.repeat(length),
};

const SHORT_TEXT_MAX_MICROSECONDS = 500_000;

const cell = (text: string): ReadCell => ({ text, kind: 'text' });
const regions = indexRegions([{ code: '430211', name: '天元区', validFrom: null, validTo: null }]);
const kinds = [
  {
    code: 'high_tech',
    name_zh: '高新技术企业',
    name_en: 'high-tech enterprise',
    short_zh: '高企',
    short_en: 'high-tech',
    headings: ['高企证书'],
  },
];

/** Everything that reads a text, a cell, a header or JSON. */
const PARSERS: Readonly<Record<string, (text: string) => unknown>> = {
  'text fields': (text) => [cleanText(text), codePointLength(text)],
  'final zeros': withoutFinalZeros,
  amounts: (text) => [parseAmount(text), parseAmount(`1.${text}`)],
  rates: parseRate,
  days: (text) => [parseDay(text), parseMonthDay(text)],
  'credit codes of at most 200 characters': (text) => normaliseUscc(text.slice(0, 200)),
  'cells with amounts': (text) => [amountOfCell(cell(text), 'yuan'), sumOfCell(cell(text), null)],
  'cells with rates': (text) => rateOfCell(cell(text)),
  'cells with days': (text) => [dayOfCell(cell(text), false), dayOfCell({ text, kind: 'date' }, true)],
  'serial numbers of days': (text) => dayOfSerial(text, false),
  'cells with regions': (text) => regionOfCell(cell(text), regions, undefined),
  'cells with text': (text) => textOfCell(cell(text), { min: 1, max: 200 }),
  'cells with numbers': (text) => [
    numberOfCell(cell(text), 64),
    numberOfCell({ text, kind: 'number', shown: text }, 64),
  ],
  'cells with credit codes': (text) => usccOfCell(cell(text)),
  'cells with words': (text) => [
    yesNoOfCell(cell(text), 'renewal'),
    gradeOfCell(cell(text)),
    guaranteeOfCell(cell(text)),
  ],
  headings: (text) => [headingKey(text), fieldOfHeading(text, 'filings')],
  'lines with units': (text) => [unitOfText(text), unitOfLineText(text), unitOfSheetName(text), currencyOfTitle(text)],
  'rows with totals': (text) => totalRowOf([cell(text), cell(`合计${text}`)]),
  'rows for signatures': (text) => isSignatureRow([cell(text), cell(`制表：${text}`), cell(`制表（${text}`)]),
  'lines with stated totals': (text) => [statedIn(text), statedIn(`共${text}`), statedIn(`共3笔${text}`, true)],
  'cells with states': (text) => [
    ...(['state', 'opinion', 'inForce', 'takenBack', 'remarks'] as const).map((column) =>
      stateOutOfForce(cell(text), column, ''),
    ),
    markBeside(cell(text)),
    markWithin(cell(`作废${text}`)),
  ],
  'titles of lists that revoke': (text) => revokingWords(`${text}撤销`),
  'a table with such headings': (text) => findLayout([{ n: 1, cells: [cell(text), cell(text)] }], 'filings', {}),
  'texts that name a kind': (text) => kindOfText(text, kinds),
  'formula-like texts': (text) => [neutralise(text), restoreNeutralised(text)],
  'numbers of workbooks': decimalText,
  'percentages of workbooks': timesHundred,
  'number formats': (text) => formatOf(164, text),
  'formatted numbers': (text) => showerOf(text)?.('12.5'),
  'ISO days': isoDay,
  'escaped cells': (text) => [unescapeCell(text), escapeCell(text), escapeXml(text)],
  cookies: (text) => [cookieValue(text, 'zhidai_refresh'), cookieValue(`a=${text}`, 'a')],
  addresses: networkOf,
  JSON: (text) => [parseJson(text), parseJson(JSON.stringify(text)), parseJson(`[${text}`)],
};

describe('reading takes no more than linear time', function () {
  this.timeout(600_000);

  for (const [name, parse] of Object.entries(PARSERS)) {
    it(`of ${name}`, async () => {
      for (const [kind, text] of Object.entries(TEXTS)) {
        // Long texts are cut, and with them an end that does not fit.
        const before = process.cpuUsage();
        parse(`${text(60)}x`);
        expect(process.cpuUsage(before).user, `${name}: ${kind}`).to.be.below(SHORT_TEXT_MAX_MICROSECONDS);
        const bySize = new Map([20_000, 40_000, 80_000].map((size) => [size, text(size)]));
        await expectLinear(`${name}: ${kind}`, 20_000, (size) => parse(bySize.get(size)!));
      }
    });
  }

  it('of JSON with many members, items and levels', async () => {
    const members = (size: number): string =>
      JSON.stringify(Object.fromEntries(Array.from({ length: size }, (_, index) => [`k${index}`, index])));
    await expectLinear('members', 10_000, (size) => parseJson(members(size)));
    await expectLinear('items', 10_000, (size) => parseJson(JSON.stringify(new Array(size).fill({ a: [1] }))));
    await expectLinear('levels', 10_000, (size) => parseJson('['.repeat(size) + ']'.repeat(size)));
    await expectLinear('the hash of a body', 10_000, (size) => bodyHash(JSON.parse(members(size))));
  });

  it('of rows under many merged cells', async () => {
    await expectLinear('merged cells', 4_000, (size) => {
      const merges = Array.from({ length: size }, (_, index) => ({ column: index % 3, from: 1, to: 1_000_000 }));
      const merged = new MergedCells(merges, 1);
      for (let n = 1; n <= size; n += 1) merged.at({ n, cells: [cell('a')] });
    });
  });
});

/** Reads all rows and merges of all sheets; an unreadable file is a result like any other. */
async function readAll(open: () => Spreadsheet | Promise<Spreadsheet>): Promise<void> {
  try {
    const file = await open();
    for (const { name } of file.sheets.length === 0 ? [{ name: '' }] : file.sheets) {
      await file.merges(name);
      for await (const _ of file.rows(name));
    }
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
  }
}

describe('reading a file takes no more than linear time', function () {
  this.timeout(600_000);

  const csv: Readonly<Record<string, (size: number) => string>> = {
    rows: (size) => '株洲,1,2024-03-05\r\n'.repeat(size / 20),
    'one long cell': (size) => `a,${'x'.repeat(size)}`,
    'quoted quotes': (size) => `"${'""'.repeat(size / 2)}"`,
    'an open quote': (size) => `"${'a\n'.repeat(size / 2)}`,
    'line breaks': (size) => '\n'.repeat(size),
    separators: (size) => ','.repeat(size),
    blanks: (size) => `a,${' '.repeat(size)},b`,
    'cells of blanks': (size) => `${' '.repeat(1000)},`.repeat(size / 1000),
    'formula texts': (size) =>
      '="1",'
        .repeat(150)
        .concat('\n')
        .repeat(size / 750),
    'carriage returns': (size) => '\r'.repeat(size),
  };
  for (const [kind, text] of Object.entries(csv)) {
    it(`of a CSV with ${kind}`, async () => {
      await expectLinear(kind, 150_000, (size) => readAll(() => openCsv(Buffer.from(text(size)))));
    });
  }

  const PARTS = {
    'xl/workbook.xml': '<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>',
  };
  const book = (parts: Record<string, string>): Buffer =>
    Buffer.from(
      zipSync(Object.fromEntries(Object.entries({ ...PARTS, ...parts }).map(([name, xml]) => [name, strToU8(xml)])), {
        level: 1,
      }),
    );
  const sheet = (rows: string, after = ''): Record<string, string> => ({
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${rows}</sheetData>${after}</worksheet>`,
  });
  const workbooks: Readonly<Record<string, (size: number) => Record<string, string>>> = {
    rows: (size) => sheet('<row><c t="inlineStr"><is><t>株洲</t></is></c></row>'.repeat(size / 50)),
    'nested elements': (size) => sheet('<a>'.repeat(size / 3)),
    'nested elements that are closed': (size) => sheet('<a>'.repeat(size / 7) + '</a>'.repeat(size / 7)),
    'elements that end without a beginning': (size) => sheet('</a>'.repeat(size / 4)),
    'one long text': (size) => sheet(`<row><c t="str"><v>${'x'.repeat(size)}</v></c></row>`),
    'one long attribute': (size) => sheet(`<row r="${'1'.repeat(size)}"/>`),
    'many attributes': (size) => sheet(`<row ${Array.from({ length: size / 10 }, (_, n) => `a${n}=""`).join(' ')}/>`),
    'a long comment': (size) => sheet(`<!--${'-'.repeat(size)}-->`),
    'an open tag': (size) => sheet(`<row ${' '.repeat(size)}`),
    entities: (size) => sheet(`<row><c t="str"><v>${'&amp;'.repeat(size / 5)}</v></c></row>`),
    'merged cells': (size) =>
      sheet('<row/>', `<mergeCells>${'<mergeCell ref="A1:A9"/>'.repeat(size / 24)}</mergeCells>`),
    'merged cells that do not end': (size) => sheet('<row/>', `<mergeCells>${'<mergeCell '.repeat(size / 11)}`),
    'merged cells in words': (size) => sheet('<row/>', `<mergeCells><mergeCell ${'ref="A'.repeat(size / 6)}`),
    'beginnings of merged cells': (size) => sheet('<row/>', '<a:mergeCell'.repeat(size / 12)),
    'shared strings': (size) => ({
      'xl/sharedStrings.xml': `<sst>${'<si><t>a</t></si>'.repeat(size / 17)}</sst>`,
    }),
    'one shared string in pieces': (size) => ({
      'xl/sharedStrings.xml': `<sst><si>${'<r><t>a</t></r>'.repeat(size / 15)}</si></sst>`,
    }),
    'a long number format': (size) => ({
      'xl/styles.xml': `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="${'['.repeat(size)}"/></numFmts><cellXfs><xf numFmtId="164"/></cellXfs></styleSheet>`,
    }),
    'many sheets of one part': (size) => ({
      'xl/workbook.xml': `<workbook xmlns:r="r"><sheets>${'<sheet name="a" r:id="rId1"/>'.repeat(size / 1500)}</sheets></workbook>`,
      ...sheet('<x/>'.repeat(size / 40)),
    }),
    'many relationships': (size) => ({
      'xl/_rels/workbook.xml.rels': `<Relationships>${'<Relationship Id="a" Target="b"/>'.repeat(size / 32)}</Relationships>`,
    }),
  };
  for (const [kind, parts] of Object.entries(workbooks)) {
    it(`of a workbook with ${kind}`, async () => {
      const bySize = new Map([400_000, 800_000, 1_600_000].map((size) => [size, book(parts(size))]));
      await expectLinear(kind, 400_000, (size) => readAll(() => openXlsx(bySize.get(size)!)));
    });
  }

  it('is measured such that quadratic work fails', async () => {
    let failure = '';
    await expectLinear('quadratic', 2_500, (size) => `a${' '.repeat(size)}a`.replace(/ +$/, '')).catch(
      (error: Error) => (failure = error.message),
    );
    expect(failure).to.contain('quadratic: CPU time');
  });
});
