import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect } from 'chai';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { neutralise, restoreNeutralised } from '../../src/domain/sheet/formula-text.ts';
import type { Column, Row, Sheet } from '../../src/sheets/table.ts';
import { workbook, type WorkbookOptions } from '../../src/sheets/workbook.ts';
import { readWorkbook } from '../support/download.ts';
import { stays, until } from '../support/until.ts';

/** Reads a written workbook with an independent library. */
async function readBack(sheets: readonly Sheet[], options?: WorkbookOptions): Promise<ExcelJS.Workbook> {
  return readWorkbook(await buffer(workbook(sheets, options)));
}

const column = (title: string, kind: Column['kind'], more: Partial<Column> = {}): Column => ({ title, kind, ...more });
const oneSheet = (columns: readonly Column[], rows: readonly Row[], more: Partial<Sheet> = {}): Sheet => ({
  name: '备案',
  columns,
  rows: [rows],
  ...more,
});
const ALL_KINDS: readonly Column[] = [
  column('企业名称', 'text'),
  column('代码', 'code'),
  column('笔数', 'integer'),
  column('贷款金额(万元)', 'wan'),
  column('金额(元)', 'yuan'),
  column('年利率(%)', 'rate'),
  column('放款日期', 'day'),
  column('时间', 'instant'),
];

describe('the workbook writer', () => {
  it('writes numbers as numbers, days as days, and codes as text', async () => {
    const sheet = (
      await readBack([
        oneSheet(ALL_KINDS, [
          [
            '株洲某某有限公司',
            '914300007808508659',
            12,
            '300.000001',
            '3000000.01',
            '3.45',
            '2024-03-05',
            '2024-12-31T16:00:00.000Z',
          ],
        ]),
      ])
    ).worksheets[0]!;
    const values = [1, 2, 3, 4, 5, 6, 7, 8].map((index) => sheet.getRow(2).getCell(index).value);
    expect(values.slice(0, 6)).to.deep.equal([
      '株洲某某有限公司',
      '914300007808508659',
      12,
      300.000001,
      3000000.01,
      3.45,
    ]);
    expect((values[6] as Date).toISOString()).to.equal('2024-03-05T00:00:00.000Z');
    // Shanghai time, in the new year already.
    expect((values[7] as Date).toISOString()).to.equal('2025-01-01T00:00:00.000Z');
    expect([2, 4, 7].map((index) => sheet.getColumn(index).numFmt)).to.deep.equal(['@', '#,##0.00####', 'yyyy-mm-dd']);
    expect(sheet.getRow(1).getCell(1).value).to.equal('企业名称');
    expect(sheet.views[0]).to.deep.include({ state: 'frozen', ySplit: 1 });
  });

  it('writes as text what is not a number or day of its column, does not fit a double, or is a day before March 1900', async () => {
    const rows: Row[] = [
      ['', '', '1e5', '三百万', '12345678901234567.89', '4.35%', '2024.3.5', '昨天'],
      [null, null, '007', '1,000', '0.10', '-1.5', '1900-02-28', '2024-02-30T00:00:00Z'],
    ];
    const sheet = (await readBack([oneSheet(ALL_KINDS, rows)])).worksheets[0]!;
    const texts = (row: number): unknown[] => [3, 4, 5, 6, 7, 8].map((index) => sheet.getRow(row).getCell(index).value);
    expect(texts(2)).to.deep.equal(['1e5', '三百万', '12345678901234567.89', '4.35%', '2024.3.5', '昨天']);
    expect(texts(3)).to.deep.equal(
      ['007', '1,000', 0.1, "'-1.5", '1900-02-28', '2024-02-30T00:00:00Z'].map((value) =>
        value === "'-1.5" ? -1.5 : value,
      ),
    );
  });

  it('puts an apostrophe before text that begins like a formula, in every column', async () => {
    const dangerous = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1+1', '＋1', '－1', '＠x', "'=1"];
    const sheet = (
      await readBack([
        oneSheet(
          [column('a', 'text'), column('=b', 'day')],
          dangerous.map((text) => [text, text]),
        ),
      ])
    ).worksheets[0]!;
    for (const [index, text] of dangerous.entries()) {
      for (const place of [1, 2]) {
        const cell = sheet.getRow(index + 2).getCell(place);
        expect(cell.type).to.equal(ExcelJS.ValueType.String);
        expect(cell.value).to.equal(`'${text}`);
        expect(restoreNeutralised(String(cell.value))).to.equal(text);
      }
    }
    expect(sheet.getRow(1).getCell(2).value).to.equal("'=b");
  });

  it('restores every neutralised text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("'", '=', '+', '＝', 'a', '1', '\t', ' ') }), (text) => {
        expect(restoreNeutralised(neutralise(text))).to.equal(text);
        expect(neutralise(text)).to.not.match(/^[=+\-@＝＋－＠\t\r\n]/);
      }),
    );
  });

  it('writes any text: angle brackets, control characters, line breaks, lone surrogates', async () => {
    const texts = [
      '<a>&"\'',
      '一\n二\r\n三',
      '  两边空格  ',
      '_x0041_',
      'A\u0000B\u001fC',
      '😀\ud83d',
      '長'.repeat(40_000),
      '\ufffe',
    ];
    const sheet = (
      await readBack([
        oneSheet(
          [column('t', 'text')],
          texts.map((text) => [text]),
        ),
      ])
    ).worksheets[0]!;
    const read = texts.map((_, index) => sheet.getRow(index + 2).getCell(1).value);
    expect(read.slice(0, 3)).to.deep.equal(texts.slice(0, 3));
    // exceljs does not undo the escape that Excel undoes.
    expect(['_x0041_', '_x005F_x0041_']).to.include(read[3]);
    expect(read.slice(4)).to.deep.equal(['A\ufffdB\ufffdC', '😀\ufffd', '長'.repeat(32_767), '\ufffd']);
  });

  it('writes bad cells in red and attaches comments to cells', async () => {
    const sheet = (
      await readBack([
        oneSheet(
          [column('代码', 'code'), column('金额', 'wan')],
          [
            [{ value: '91430200000000027X', bad: true, comment: '校验位不符 <W?>' }, '300'],
            ['91430200000000027W', { value: null, bad: true, comment: '必填' }],
            ['x', { value: '5', comment: '仅备注' }],
          ],
        ),
      ])
    ).worksheets[0]!;
    const [code, empty, commented] = [sheet.getCell('A2'), sheet.getCell('B3'), sheet.getCell('B4')];
    expect(code.value).to.equal('91430200000000027X');
    expect((code.fill as ExcelJS.FillPattern).fgColor?.argb).to.equal('FFFFC7CE');
    expect(code.numFmt).to.equal('@');
    expect(JSON.stringify(code.note)).to.contain('校验位不符 <W?>');
    expect((empty.fill as ExcelJS.FillPattern).fgColor?.argb).to.equal('FFFFC7CE');
    expect(JSON.stringify(empty.note)).to.contain('必填');
    expect(commented.value).to.equal(5);
    expect((commented.fill as ExcelJS.FillPattern | undefined)?.fgColor?.argb).to.not.equal('FFFFC7CE');
    expect(sheet.getCell('A3').note).to.equal(undefined);
  });

  it('writes the shapes without which Excel ignores comments', async () => {
    const sheet = oneSheet([column('a', 'text')], [[{ value: 'x', comment: '必填' }]]);
    const parts = unzipSync(await buffer(workbook([sheet])));
    expect(strFromU8(parts['xl/drawings/vmlDrawing1.vml']!)).to.include('<x:ClientData ObjectType="Note">');
  });

  it('limits the number of comments of a sheet; further bad cells are still red', async () => {
    const sheet = (
      await readBack(
        [
          oneSheet(
            [column('a', 'text')],
            ['1', '2', '3'].map((value) => [{ value, bad: true, comment: value }]),
          ),
        ],
        { commentsPerSheet: 2 },
      )
    ).worksheets[0]!;
    expect([2, 3, 4].map((row) => sheet.getRow(row).getCell(1).note !== undefined)).to.deep.equal([true, true, false]);
    expect((sheet.getCell('A4').fill as ExcelJS.FillPattern).fgColor?.argb).to.equal('FFFFC7CE');
  });

  it('writes drop-downs, inline if they are short and from a hidden sheet if they are long or contain commas', async () => {
    const regions = Array.from({ length: 60 }, (_, index) => `第${index}区县名称`);
    const read = await readBack([
      oneSheet(
        [
          column('是否首贷', 'text', { choices: ['是', '否'], prompt: '可留空' }),
          column('区县', 'text', { choices: regions }),
          column('等', 'text', { choices: ['a,b', 'c'] }),
        ],
        [],
      ),
    ]);
    const sheet = read.worksheets[0] as any;
    expect(sheet.dataValidations.find('A2')).to.deep.include({ type: 'list', formulae: ['"是,否"'], prompt: '可留空' });
    expect(sheet.dataValidations.find('B1000').formulae).to.deep.equal(['_lists!$A$1:$A$60']);
    expect(sheet.dataValidations.find('C2').formulae).to.deep.equal(['_lists!$B$1:$B$2']);
    const lists = read.getWorksheet('_lists')!;
    expect(lists.state).to.equal('hidden');
    expect([lists.getCell('A60').value, lists.getCell('B1').value]).to.deep.equal(['第59区县名称', 'a,b']);
  });

  it('writes several sheets into one file, with titles and hints above a frozen header', async () => {
    const read = await readBack([
      {
        name: '说明',
        columns: [column('', 'text', { width: 16 }), column('', 'text', { width: 80 })],
        withoutHeader: true,
        above: [{ look: 'title', cells: ['备案明细'] }],
        rows: [[['单位', '万元']]],
      },
      oneSheet([column('序号', 'integer', { width: 6 })], [[1]], {
        above: [
          { look: 'title', cells: ['标题'] },
          { look: 'hint', cells: ['提示'] },
        ],
      }),
      oneSheet([column('序号', 'integer')], [[2]]),
      // A name that Excel reserves, and one with characters that it does not allow.
      oneSheet([], [], { name: 'History' }),
      oneSheet([], [], { name: `a/b[c]:${'长'.repeat(40)}` }),
    ]);
    expect(read.worksheets.map(({ name }) => name)).to.deep.equal([
      '说明',
      '备案',
      '备案 (2)',
      'History (2)',
      `a b c  ${'长'.repeat(24)}`,
    ]);
    expect(read.worksheets[0]!.getCell('B2').value).to.equal('万元');
    expect([1, 2, 3, 4].map((row) => read.worksheets[1]!.getRow(row).getCell(1).value)).to.deep.equal([
      '标题',
      '提示',
      '序号',
      1,
    ]);
    expect(read.worksheets[1]!.views[0]).to.deep.include({ state: 'frozen', ySplit: 3 });
    expect(read.worksheets[1]!.getColumn(1).width).to.equal(6);
  });

  it('continues on a further sheet when one is full, without losing a row', async () => {
    const rows = Array.from({ length: 25 }, (_, index): Row => [index]);
    const read = await readBack(
      [
        {
          name: '备案',
          columns: [column('n', 'integer')],
          rows: [rows.slice(0, 7), rows.slice(7, 20), [], rows.slice(20)],
        },
      ],
      { rowsPerSheet: 10 },
    );
    expect(read.worksheets.map(({ name }) => name)).to.deep.equal(['备案', '备案 (2)', '备案 (3)']);
    expect(read.worksheets.flatMap((sheet) => (sheet.getColumn(1).values as unknown[]).slice(2))).to.deep.equal(
      rows.map(([n]) => n),
    );
    expect(
      (await readBack([oneSheet([column('n', 'integer')], rows.slice(0, 10))], { rowsPerSheet: 10 })).worksheets,
    ).to.have.length(1);
  });

  it('applies back-pressure to its rows, and stops them when the stream is destroyed', async () => {
    let [batches, stopped] = [0, false];
    const text = (): string => Array.from({ length: 50 }, () => Math.random().toString(36)).join('');
    async function* rows(): AsyncGenerator<readonly Row[]> {
      try {
        for (;;) {
          batches++;
          yield Array.from({ length: 100 }, () => [text()]);
        }
      } finally {
        stopped = true;
      }
    }
    const stream = workbook([{ name: 's', columns: [column('a', 'text')], rows: rows() }]);
    stream.on('error', () => undefined);
    // 100 rows are 50 kB: a few batches fill all buffers.
    await stays('no more rows are read than the buffers hold', () => batches < 20, 300);
    expect(batches).to.be.greaterThan(0);
    await new Promise<void>((resolve) => {
      stream.once('data', () => {
        stream.pause();
        resolve();
      });
    });
    stream.destroy();
    await until('the rows are stopped', () => stopped);
  });

  it('fails if its rows fail, so that a truncated file is never complete', async () => {
    async function* rows(): AsyncGenerator<readonly Row[]> {
      yield [['1']];
      throw new Error('the cursor is gone');
    }
    const stream: Readable = workbook([{ name: 's', columns: [column('a', 'text')], rows: rows() }]);
    const failure = await buffer(stream).then(
      () => null,
      (error: unknown) => error as Error,
    );
    expect(failure?.message).to.equal('the cursor is gone');
  });
});
