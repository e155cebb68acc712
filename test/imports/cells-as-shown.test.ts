import { expect } from 'chai';
import { strToU8 } from 'fflate';
import type { Client } from '../support/client.ts';
import { draftsOf, errorsOf, HEADINGS, imported, loanRow, loansCsv } from '../support/imports.ts';
import { openWorld, type World } from '../support/world.ts';
import { xlsx, type XCell } from '../support/xlsx.ts';

/** Styles of the workbooks here: general, padded, padded with text, a date, a time of day, a percentage. */
const STYLES = strToU8(
  `<styleSheet><numFmts>${['00000000', '"JJ-"000', 'm"月"d"日"', 'h:mm', '0%']
    .map((code, index) => `<numFmt numFmtId="${200 + index}" formatCode="${code.replaceAll('"', '&quot;')}"/>`)
    .join(
      '',
    )}</numFmts><cellXfs>${[0, 200, 201, 202, 203, 204].map((id) => `<xf numFmtId="${id}"/>`).join('')}</cellXfs></styleSheet>`,
);
const [PADDED, WORDED, DATE, TIME, PERCENT] = [1, 2, 3, 4, 5];
const styled = (style: number, value: string): XCell => ({ attributes: ` s="${style}"`, inner: `<v>${value}</v>` });

describe('numbers of contracts and receipts in a workbook', function () {
  this.timeout(60_000);
  let world: World;
  let officer: Client;
  before(async () => {
    world = await openWorld();
    officer = await world.as('officer');
  });
  after(() => world.close());

  const RECEIPT = HEADINGS.indexOf('借据号');
  function withReceipt(cell: XCell): XCell[] {
    const row: XCell[] = [...loanRow()];
    row[RECEIPT] = cell;
    return row;
  }
  const importOf = (...receipts: XCell[]) =>
    imported(
      officer,
      xlsx({
        sheets: [{ name: 'a', rows: [HEADINGS, ...receipts.map(withReceipt)] }],
        more: { 'xl/styles.xml': STYLES },
      }),
      {},
      'receipts.xlsx',
    );

  it('are stored as they are shown where their format pads them', async () => {
    const record = await importOf(styled(PADDED, '4909'), styled(WORDED, '12'), styled(0, '4909'), "'00004910");
    expect(record, JSON.stringify(record)).to.include({ state: 'checked', valid: 4 });
    expect((await draftsOf(world, record.id)).map(({ receiptNo }) => receiptNo)).to.deep.equal([
      '00004909',
      'JJ-012',
      '4909',
      '00004910',
    ]);
  });

  it('are refused where a program has made a date, a time, a percentage or a boolean of them', async () => {
    const boolean: XCell = { attributes: ' t="b"', inner: '<v>1</v>' };
    const { id } = await importOf(styled(DATE, '45366'), styled(TIME, '0.5'), styled(PERCENT, '0.12'), boolean);
    const errors = (await errorsOf(officer, id)).filter(({ field }) => field === 'receiptNo');
    expect(errors.map(({ row }) => row)).to.deep.equal([2, 3, 4, 5]);
  });

  it('with an apostrophe in a CSV are the same as those without', async () => {
    const record = await imported(
      officer,
      loansCsv(loanRow({ 借据号: "'20260-202" }), loanRow({ 借据号: '20260-202' })),
    );
    expect((await errorsOf(officer, record.id)).map(({ row, code }) => [row, code])).to.deep.equal([
      [3, 'ROW_REPEATED'],
    ]);
  });
});
