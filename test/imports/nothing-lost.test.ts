import { expect } from 'chai';
import type { Client } from '../support/client.ts';
import { draftsOf, errorsOf, HEADINGS, imported, loanRow, loansCsv } from '../support/imports.ts';
import { filingsIn } from '../support/tables.ts';
import { openWorld, type World } from '../support/world.ts';
import { xlsx, type XCell } from '../support/xlsx.ts';

describe('a sheet of loans', function () {
  this.timeout(60_000);
  let world: World;
  let officer: Client;
  before(async () => {
    world = await openWorld();
    officer = await world.as('officer');
  });
  after(() => world.close());

  const lines = (...rows: readonly (readonly string[])[]): string[] => rows.map((row) => row.join(','));
  /** The state of an import that was to be filed, and how many loans were. */
  async function outcome(content: string | Uint8Array, name: string): Promise<[string, number, any]> {
    const before = await filingsIn(world);
    const record = await imported(officer, content, { mode: 'commit' }, name);
    return [record.state, (await filingsIn(world)) - before, record];
  }

  it('made of two files with other line ends is filed whole', async () => {
    const [heading, ...loans] = lines(HEADINGS, loanRow(), loanRow(), loanRow(), loanRow(), loanRow());
    const text = `${heading}\r\n${loans[0]}\r\n${loans[1]}\n${loans[2]}\n${loans[3]}\r${loans[4]}`;
    expect((await outcome(text, 'joined.csv')).slice(0, 2)).to.deep.equal(['committed', 5]);
  });

  it('with an open quote is refused, and says in which line', async () => {
    const text = lines(
      HEADINGS,
      loanRow(),
      loanRow({ 备注: '"见附页' }),
      loanRow(),
      loanRow({ 备注: '止"' }),
      loanRow(),
    );
    const [state, filed, { failure }] = await outcome(text.join('\r\n'), 'quote.csv');
    expect([state, filed, failure.code]).to.deep.equal(['failed', 0, 'CSV_QUOTES']);
    expect(failure.message).to.contain('line 3');
  });

  it('with a row longer than its headings is not filed, and says in which line', async () => {
    const text = lines(HEADINGS, loanRow(), loanRow({ 备注: '见附页,另附' }), loanRow());
    const [state, filed, { id }] = await outcome(text.join('\n'), 'long.csv');
    expect([state, filed]).to.deep.equal(['checked', 0]);
    const errors = await errorsOf(officer, id);
    expect(errors.map(({ row, field, code }) => [row, field, code])).to.deep.equal([[3, null, 'ROW_TOO_LONG']]);
    expect(errors[0].message).to.contain('14').and.contain('13');
  });

  it('with an amount that a comma has split is not filed, also where empty cells take up the difference', async () => {
    for (const rows of [[loanRow(), loanRow()], [loanRow()]]) {
      const last = rows.pop()!;
      last[HEADINGS.indexOf('贷款金额(万元)')] = '1,000';
      const [state, filed, { id }] = await outcome(lines(HEADINGS, ...rows, last).join('\n'), 'split.csv');
      expect(state).to.be.oneOf(['checked', 'asking']);
      expect(filed).to.equal(0);
      expect((await errorsOf(officer, id)).map(({ code }) => code)).to.include('ROW_TOO_LONG');
    }
  });

  it('may have separators at the end of its rows, of all or of those below the headings', async () => {
    const [heading, ...loans] = lines(HEADINGS, loanRow(), loanRow());
    const text = [heading, ...loans.map((loan) => `${loan},,`), `合计,,,,,,600`].join('\n');
    expect((await outcome(text, 'ends.csv')).slice(0, 2)).to.deep.equal(['committed', 2]);
    const all = lines(HEADINGS, loanRow()).map((line) => `${line},`);
    expect((await outcome(all.join('\n'), 'all.csv')).slice(0, 2)).to.deep.equal(['committed', 1]);
  });

  it('keeps separators of lines that end none in its texts, as blanks', async () => {
    const rows = lines(HEADINGS, loanRow({ 备注: '一\u0085二\u2028三\u2029四' }), loanRow());
    const [state, filed, { id }] = await outcome(rows.join('\n'), 'nel.csv');
    expect([state, filed]).to.deep.equal(['committed', 2]);
    expect((await draftsOf(world, id)).map(({ remarks }) => remarks ?? null)).to.deep.equal(['一 二 三 四', null]);
  });

  it('in UTF-16 is filed', async () => {
    const text = Buffer.from(`\ufeff${loansCsv(loanRow()).replaceAll(',', '\t')}`, 'utf16le');
    expect((await outcome(text, 'unicode.txt')).slice(0, 2)).to.deep.equal(['committed', 1]);
  });

  it('with formulas prepared for rows to come is filed without them', async () => {
    const formula = (type: string, value: string): XCell => ({
      attributes: type,
      inner: `<f>A1</f><v>${value}</v>`,
    });
    const prepared = (n: number): XCell[] =>
      HEADINGS.map((heading) => {
        if (heading === '序号') return formula('', String(n));
        if (['企业名称', '统一社会信用代码', '备注'].includes(heading)) return formula(' t="str"', '');
        return heading === '放款日期' ? formula(' s="1"', '0') : formula('', '0');
      });
    const rows: XCell[][] = [HEADINGS, loanRow(), ...Array.from({ length: 998 }, (_, n) => prepared(n + 2))];
    const [state, filed, record] = await outcome(xlsx({ sheets: [{ name: 'a', rows }] }), 'prepared.xlsx');
    expect([state, filed, record.rowsRead]).to.deep.equal(['committed', 1, 1]);
    expect(JSON.stringify(record.notices)).to.not.contain('ROWS_SKIPPED');
  });

  it('says of a row of formulas with errors that it is wrong, rather than leaving it out', async () => {
    const broken: XCell[] = HEADINGS.map(() => ({ attributes: ' t="e"', inner: '<f>#REF!A1</f><v>#REF!</v>' }));
    const [state, filed, { invalid }] = await outcome(
      xlsx({ sheets: [{ name: 'a', rows: [HEADINGS, loanRow(), broken] }] }),
      'broken.xlsx',
    );
    expect([state, filed, invalid]).to.deep.equal(['checked', 0, 1]);
  });
});
