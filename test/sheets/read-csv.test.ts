import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { CsvParser } from '../../src/sheets/csv/csv-parser.ts';
import { openCsv } from '../../src/sheets/read-csv.ts';
import { UnreadableError } from '../../src/sheets/spreadsheet.ts';

/** Row numbers and texts; empty cells are ''. */
async function read(content: string | Buffer): Promise<[number, ...string[]][]> {
  const rows: [number, ...string[]][] = [];
  for await (const batch of openCsv(Buffer.from(content as string)).rows(''))
    rows.push(...batch.map(({ n, cells }) => [n, ...cells.map((cell) => cell?.text ?? '')] as [number, ...string[]]));
  return rows;
}
const failure = (content: string | Buffer): Promise<string> =>
  read(content).then(
    (rows) => JSON.stringify(rows),
    (error: unknown) => {
      if (!(error instanceof UnreadableError)) throw error;
      return [error.code, error.params['row']].join(' ').trim();
    },
  );
const row = (...more: string[]): string => ['1', '2', '3', '4', '5', ...more].join(',');

describe('a CSV', () => {
  it('may mix CR, LF and CR LF: each ends a line', async () => {
    expect(await read('a,b\r\n1,2\n3,4\r5,6\r\r7,8\n\r\n9,0')).to.deep.equal([
      [1, 'a', 'b'],
      [2, '1', '2'],
      [3, '3', '4'],
      [4, '5', '6'],
      [6, '7', '8'],
      [8, '9', '0'],
    ]);
  });

  it('holds NEL, LS and PS as text', async () => {
    expect(await read('a,b\n1\u0085x,2\u2028y\u2029z\n')).to.deep.equal([
      [1, 'a', 'b'],
      [2, '1\u0085x', '2\u2028y\u2029z'],
    ]);
  });

  it('may have bars between its cells, or what its first line says', async () => {
    expect(await read('a|b|c\n1|2,3|4\n')).to.deep.equal([
      [1, 'a', 'b', 'c'],
      [2, '1', '2,3', '4'],
    ]);
    expect(await read('sep=^\na^b\n1,2,3^4')).to.deep.equal([
      [1, 'sep=', ''],
      [2, 'a', 'b'],
      [3, '1,2,3', '4'],
    ]);
  });

  it('may have blanks around its quotes', async () => {
    expect(await read('a, "b, c" ,d\n "1" , "2 ""3""", ="04"\n')).to.deep.equal([
      [1, 'a', 'b, c', 'd'],
      [2, '1', '2 "3"', '04'],
    ]);
    for (const cell of ['x "1"', '"1" "2"', '"1" 2'])
      expect(await failure(`a,b\n3,${cell}\n`)).to.equal('CSV_QUOTES 2');
  });

  it('is refused when its lines are in different encodings', async () => {
    const [gbk, utf8] = ['企业名称,备注\n', '株洲星火智能装备有限公司,第一笔\n'];
    for (const parts of [
      [iconv.encode(gbk, 'gbk'), Buffer.from(utf8)],
      [Buffer.from(gbk), iconv.encode(utf8, 'gbk')],
    ])
      expect(await failure(Buffer.concat(parts))).to.equal('TEXT_ENCODING');
    // The last line is valid UTF-8 as well.
    expect(await read(iconv.encode(`${gbk}${utf8}学校小学习选协效,1\n`, 'gbk'))).to.have.length(3);
  });

  it('may have line ends, separators and quotes in quoted cells', async () => {
    expect(await read('"a","b ""c"""\n"1\r\n2","3, 4"')).to.deep.equal([
      [1, 'a', 'b "c"'],
      [2, '1\r\n2', '3, 4'],
    ]);
  });

  it('may have an equals sign before the quotes, by which programs keep a number a text', async () => {
    expect(await read('a,b\n="00123",="x, y"\n=1+1,=""\n')).to.deep.equal([
      [1, 'a', 'b'],
      [2, '00123', 'x, y'],
      [3, '=1+1', ''],
    ]);
    expect(await failure('a,b\n=1"2",3\n')).to.equal('CSV_QUOTES 2');
    const parser = new CsvParser(',', 2);
    for (const character of '="0,1",2\n') parser.write(character);
    expect(parser.take()).to.deep.equal([['0,1', '2']]);
  });

  it('is read as another parser reads it, wherever its chunks end', () => {
    const cell = fc.oneof(
      fc.constantFrom('', '"a""b"', '"x\r\ny"', '"x\ry\n"', '"\n\r"', 'abc', ' ', '株洲'),
      fc.stringMatching(/^[a-z0-9 ]{0,5}$/),
    );
    const file = fc
      .array(fc.tuple(fc.array(cell, { minLength: 3, maxLength: 3 }), fc.constantFrom('\r\n', '\n', '\r')))
      .map((lines) => lines.map(([cells, end]) => cells.join(',') + end).join(''));
    const parsed = (chunks: readonly string[]): string[][] => {
      const parser = new CsvParser(',', 3);
      chunks.forEach((chunk) => parser.write(chunk));
      parser.end();
      return parser.take();
    };
    fc.assert(
      fc.property(file, fc.integer({ min: 1, max: 4 }), (text, size) => {
        const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, index) =>
          text.slice(index * size, (index + 1) * size),
        );
        expect(parsed(pieces)).to.deep.equal(parsed([text]));
        expect(parsed(pieces)).to.deep.equal(parse(text, { record_delimiter: ['\r\n', '\n', '\r'] }));
      }),
    );
  });

  it('is refused with the line where a quote takes in the rows below', async () => {
    const lines = [row('note'), row(''), row(''), row('')];
    const open = (opens: number, closes: number): string[] => {
      const cut = lines.map((line) => line.split(','));
      cut[1]![opens] = `"${cut[1]![opens]}`;
      cut[2]![closes] = `${cut[2]![closes]}"`;
      return cut.map((cells) => cells.join(','));
    };
    for (let opens = 0; opens < 6; opens += 1)
      for (let closes = opens; closes < 6; closes += 1)
        expect(await failure(open(opens, closes).join('\n')), `${opens} to ${closes}`).to.equal('CSV_QUOTES 2');
    expect(await failure(lines.join('\n').replace('note', '"note'))).to.equal('CSV_QUOTES 1');
    expect(await failure([row('note'), row('a "b" c')].join('\n'))).to.equal('CSV_QUOTES 2');
    expect(await failure([row('note'), row('"b" c')].join('\n'))).to.equal('CSV_QUOTES 2');
  });

  it('may have remarks of several lines with a few commas', async () => {
    const remark = 'bought steel, copper\nand tin, nickel\r\nin March';
    expect(await read([row('note'), row(`"${remark}"`)].join('\n'))).to.deep.equal([
      [1, '1', '2', '3', '4', '5', 'note'],
      [2, '1', '2', '3', '4', '5', remark],
    ]);
  });

  it('is read in UTF-16 with a byte order mark, of either order', async () => {
    const little = Buffer.from('\ufeff企业名称\t金额\r\n株洲样例\t5', 'utf16le');
    const expected = [
      [1, '企业名称', '金额'],
      [2, '株洲样例', '5'],
    ];
    expect(await read(little)).to.deep.equal(expected);
    expect(await read(Buffer.from(little).swap16())).to.deep.equal(expected);
    expect(await failure(little.subarray(2))).to.equal('TEXT_ENCODING');
    expect(await failure(Buffer.concat([little, Buffer.from('\0', 'utf16le')]))).to.equal('TEXT_ENCODING');
  });

  it('may be several files put one behind the other, each with its byte order mark', async () => {
    expect(await read('\ufeffa,b\n1,2\n\ufeff"a",b\n3,4')).to.deep.equal([
      [1, 'a', 'b'],
      [2, '1', '2'],
      [3, 'a', 'b'],
      [4, '3', '4'],
    ]);
  });

  it('stops at the first cell that is too many, at the first row that is too many, and keeps no more of a cell than needed', async () => {
    expect(await failure(`a,b\n1,2\n${','.repeat(200)}`)).to.equal('TOO_MANY_COLUMNS 3');
    expect(await failure(`a,b\n1,2\n${','.repeat(199)}`)).to.equal('[[1,"a","b"],[2,"1","2"]]');
    expect(await failure('\n'.repeat(1_100_000))).to.equal('FILE_TOO_COMPLEX');
    const [, long] = (await read(`${'x'.repeat(32_000)},"${'y'.repeat(32_000)}"`))[0]!;
    expect(long).to.have.lengthOf(4001);
  });

  it('has no cell longer than spreadsheet programs write', async () => {
    for (const cell of ['x'.repeat(5_000_000), `"${'y'.repeat(32_768)}"`, `"${'""'.repeat(32_768)}"`])
      expect(await failure(`a,b\n1,2\n3,${cell}`)).to.equal('FILE_TOO_COMPLEX 3');
  });
});
