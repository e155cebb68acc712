import { expect } from 'chai';
import { openDocx } from '../../src/sheets/read-docx.ts';
import { openPdf } from '../../src/sheets/read-pdf.ts';
import { openText } from '../../src/sheets/read-text.ts';
import { UnreadableError, type Spreadsheet } from '../../src/sheets/spreadsheet.ts';
import { docx, pdf, widthOf, type Placed } from '../support/documents.ts';

async function rowsOf(spreadsheet: Spreadsheet | Promise<Spreadsheet>): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const batch of (await spreadsheet).rows(''))
    for (const { cells } of batch) rows.push(cells.map((cell) => cell?.text ?? ''));
  return rows;
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).to.be.instanceOf(UnreadableError);
  return (error as UnreadableError).code;
}

const HEADINGS = ['序号', '企业名称', '证书编号'];
const NAMES = ['示例精密一号有限公司', '示例新材（集团）有限公司', '示例软件有限公司'];
const NUMBERS = ['GR202443000001', 'GR202443000002', 'GR202443000003'];
const ROWS = NAMES.map((name, index) => [String(index + 1), name, NUMBERS[index]!]);

describe('documents', () => {
  describe('Word', () => {
    it('are read as the text above and the rows of the table, whatever runs and paragraphs their cells have', async () => {
      const [first, ...others] = ROWS;
      const file = docx(
        '关于备案的公告',
        [HEADINGS, [first![0]!, '示例精密\n一号有限公司', first![2]!], ...others],
        '附件：略',
      );
      expect(await rowsOf(openDocx(Buffer.from(file)))).to.deep.equal([['关于备案的公告'], HEADINGS, ...ROWS]);
    });

    it('leave out deleted text, fields and the second form of what is written twice', async () => {
      const paragraph = (inner: string): string => `<w:p>${inner}</w:p>`;
      const run = (text: string): string => `<w:r><w:t>${text}</w:t></w:r>`;
      const name = paragraph(
        `${run('示例')}<w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins>${run('软件')}</w:ins><w:moveFrom>${run('移走')}</w:moveFrom><w:r><w:instrText>PAGE</w:instrText></w:r><mc:AlternateContent><mc:Choice>${run('公司')}</mc:Choice><mc:Fallback>${run('公司')}</mc:Fallback></mc:AlternateContent>`,
      );
      expect(await rowsOf(openDocx(Buffer.from(docx([HEADINGS, ['1', name, 'GR1']]))))).to.deep.equal([
        HEADINGS,
        ['1', '示例软件公司', 'GR1'],
      ]);
    });

    it('keep the columns of rows with joined cells', async () => {
      const joined = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>合并</w:t></w:r></w:p>';
      expect(
        await rowsOf(
          openDocx(
            Buffer.from(
              docx([
                [joined, '后'],
                ['1', '2', '3'],
              ]),
            ),
          ),
        ),
      ).to.deep.equal([
        ['合并', '', '后'],
        ['1', '2', '3'],
      ]);
    });

    it('that are other zips, or damaged, are refused', async () => {
      const file = Buffer.from(docx([HEADINGS]));
      expect(await codeOf(rowsOf(openDocx(file.subarray(0, 200))))).to.equal('FILE_BROKEN');
    });
  });

  describe('PDF', () => {
    const LEFT = [50, 100, 380];
    /** A line of cells, each at the left of its column. */
    const line = (y: number, cells: readonly string[]): Placed[] =>
      cells.flatMap((text, index) => (text === '' ? [] : [{ x: LEFT[index]!, y, text }]));
    const title: Placed = { x: 150, y: 780, text: '湖南省2024年高新技术企业备案公告', size: 16 };
    const header = line(740, HEADINGS);

    it('are read as the lines above and the rows of the table', async () => {
      const page = [title, ...header, ...ROWS.flatMap((row, index) => line(720 - 20 * index, row))];
      expect(await rowsOf(openPdf(Buffer.from(pdf([page]))))).to.deep.equal([[title.text], HEADINGS, ...ROWS]);
    });

    it('are read over pages, without page headers, page numbers and repeated headings', async () => {
      const all = Array.from({ length: 90 }, (_, index) => [
        String(index + 1),
        `示例第${index + 1}号有限公司`,
        `GR202443${String(index + 1).padStart(6, '0')}`,
      ]);
      const pages = [0, 1, 2].map((page) => [
        { x: 240, y: 815, text: '湖南省科学技术厅', size: 9 },
        ...(page === 0 ? [title] : []),
        ...header,
        ...all.slice(30 * page, 30 * page + 30).flatMap((row, index) => line(718 - 22 * index, row)),
        { x: 285, y: 30, text: `— ${page + 1} —`, size: 9 },
      ]);
      const rows = await rowsOf(openPdf(Buffer.from(pdf(pages))));
      expect(rows.slice(0, 3)).to.deep.equal([['湖南省科学技术厅'], [title.text], HEADINGS]);
      expect(rows.slice(3)).to.deep.equal(all);
    });

    const wrapped = ['1', '示例精密机械制造（集团）有限责任公司湖南分公司', 'GR202443000001'];
    const halves = ['示例精密机械制造（集团）有限', '责任公司湖南分公司'];

    it('join cells of several lines, in the order of cells or of lines, at the top or in the middle of the row', async () => {
      const next = line(680, ROWS[1]!);
      const place = (y: number, index: number): Placed => ({ x: LEFT[1]! + 20 * index, y, text: halves[index]! });
      const [serial, number] = [
        { x: LEFT[0]!, y: 710, text: '1' },
        { x: LEFT[2]!, y: 710, text: 'GR202443000001' },
      ];
      const pages: Record<string, Placed[]> = {
        'middle, by cell': [serial, place(717, 0), place(703, 1), number, ...next],
        'middle, by line': [place(717, 0), serial, number, place(703, 1), ...next],
        'top, by cell': [serial, place(710, 0), place(697, 1), number, ...next],
        'top, by line': [serial, place(710, 0), number, place(697, 1), ...next],
      };
      for (const [how, body] of Object.entries(pages))
        expect(await rowsOf(openPdf(Buffer.from(pdf([[...header, ...body]])))), how).to.deep.equal([
          HEADINGS,
          wrapped,
          ROWS[1],
        ]);
    });

    it('join a cell that goes on at the top of the next page', async () => {
      const first = [...header, ...line(60, ['1', halves[0]!, 'GR202443000001']), { x: 290, y: 20, text: '1' }];
      const second = [{ x: LEFT[1]!, y: 780, text: halves[1]! }, ...line(750, ROWS[1]!), { x: 290, y: 20, text: '2' }];
      expect(await rowsOf(openPdf(Buffer.from(pdf([first, second]))))).to.deep.equal([HEADINGS, wrapped, ROWS[1]]);
    });

    it('keep apart columns whose cells are centred, and a note below the table', async () => {
      const centred = (y: number, cells: readonly string[]): Placed[] =>
        cells.map((text, index) => ({ x: [60, 230, 420][index]! - widthOf(text) / 2, y, text }));
      const note = { x: 50, y: 600, text: '注：排名不分先后，证书有效期三年。' };
      const page = [...centred(740, HEADINGS), ...ROWS.flatMap((row, index) => centred(720 - 20 * index, row)), note];
      expect(await rowsOf(openPdf(Buffer.from(pdf([page]))))).to.deep.equal([
        HEADINGS,
        ...ROWS,
        ['', '', '', note.text],
      ]);
    });

    it('with radicals instead of characters are read as the characters', async () => {
      const page = [...header, ...line(720, ['1', '⽰例⾼新⻔业有限公司', 'GR1'])];
      expect((await rowsOf(openPdf(Buffer.from(pdf([page])))))[1]).to.deep.equal(['1', '示例高新门业有限公司', 'GR1']);
    });

    it('that are scans without text, or damaged, are refused', async () => {
      expect(await codeOf(openPdf(Buffer.from(pdf([[]]))))).to.equal('PDF_WITHOUT_TEXT');
      expect(await codeOf(openPdf(Buffer.from('%PDF-1.7 nothing')))).to.equal('FILE_BROKEN');
    });
  });

  describe('pasted text', () => {
    const separated = (separator: string): Buffer =>
      Buffer.from([HEADINGS, ...ROWS].map((row) => row.join(separator)).join('\r\n'));

    it('is separated by tabs, bars, several spaces or wide ones', async () => {
      for (const separator of ['\t', ' | ', '   ', '\u3000', ' '])
        expect(await rowsOf(openText(separated(separator))), separator).to.deep.equal([HEADINGS, ...ROWS]);
    });

    it('may be a table with bars at the ends and rules between', async () => {
      const text = [HEADINGS, ['---', ':-:', '---'], ...ROWS].map((row) => `| ${row.join(' | ')} |`).join('\n');
      expect(await rowsOf(openText(Buffer.from(text)))).to.deep.equal([HEADINGS, ...ROWS]);
    });

    it('keeps empty cells between tabs', async () => {
      expect(await rowsOf(openText(Buffer.from('a\t\tb\n1\t2\t3')))).to.deep.equal([
        ['a', '', 'b'],
        ['1', '2', '3'],
      ]);
    });
  });
});
