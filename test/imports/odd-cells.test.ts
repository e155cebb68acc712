import { expect } from 'chai';
import { composeUscc } from '../../src/domain/firm/uscc.ts';
import type { Client } from '../support/client.ts';
import { goodFiling } from '../support/filing.ts';
import {
  csvText,
  draftsOf,
  errorsOf,
  HEADINGS,
  imported,
  loanRow,
  loansCsv,
  rowsOf,
  settled,
} from '../support/imports.ts';
import { changeAsOwner } from '../support/raw.ts';
import { xlsx, type XCell } from '../support/xlsx.ts';
import { FIRMS, openWorld, type World } from '../support/world.ts';

/** A valid credit code that the test world does not use. */
const OTHER = composeUscc('91430200', '00000700');

describe('ambiguous cells', function () {
  this.timeout(60_000);
  let world: World;
  let officer: Client;
  before(async () => {
    world = await openWorld();
    officer = await world.as('officer');
  });
  after(() => world.close());

  const faults = async (id: string) =>
    (await errorsOf(officer, id)).map(({ row, field, code, repair }) => [row, field, code, repair?.value ?? null]);
  const place = (heading: string): number => HEADINGS.indexOf(heading);
  const without = (cells: readonly string[], ...headings: string[]): XCell[] =>
    cells.map((cell, index) => (headings.some((heading) => place(heading) === index) ? null : cell));
  const merged = (...refs: string[]): string =>
    `<mergeCells count="${refs.length}">${refs.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`;

  it('apply a merged value to each of its rows, but refuse a merged amount', async () => {
    const [B, C, G] = ['B', 'C', 'G'];
    const rows = [
      ['备案表'],
      HEADINGS,
      loanRow(),
      without(loanRow(), '企业名称', '统一社会信用代码'),
      without(loanRow(), '企业名称', '统一社会信用代码', '贷款金额(万元)'),
      loanRow({ '贷款金额(万元)': '200' }),
      ['9'],
      ['合计', null, null, null, null, null, '800'],
    ];
    const record = await imported(
      officer,
      xlsx({
        sheets: [
          { name: 'a', rows, after: merged('A1:M1', `${B}3:${B}5`, `${C}3:${C}5`, `${G}4:${G}5`, `${B}6:${B}7`) },
        ],
      }),
      {},
      'merged.xlsx',
    );
    expect(record, JSON.stringify(record)).to.include({ state: 'checked', rowsRead: 4, valid: 2, invalid: 2 });
    expect(await faults(record.id)).to.deep.equal([
      [4, 'amount', 'MERGED_AMOUNT', null],
      [5, 'amount', 'MERGED_AMOUNT', null],
    ]);
    expect((await draftsOf(world, record.id)).map(({ uscc, firmName }) => [uscc, firmName])).to.deep.equal(
      Array.from({ length: 4 }, () => [FIRMS.F1, '株洲星火智能装备有限公司']),
    );
    for (const [n, amount] of [
      [4, '100'],
      [5, '200'],
    ])
      expect((await officer.patch(`/imports/${record.id}/rows/${n}`, { values: { amount } })).body.verdict).to.equal(
        'valid',
      );
    await officer.post(`/imports/${record.id}/commit`);
    expect(await settled(officer, record.id)).to.include({ state: 'committed', filed: 4 });
  });

  it('refuse a file with too many merged cells', async () => {
    const many = Array.from({ length: 40_000 }, (_, index) => `B${3 + index * 2}:B${4 + index * 2}`);
    const record = await imported(
      officer,
      xlsx({ sheets: [{ name: 'a', rows: [HEADINGS, loanRow()], after: merged(...many) }] }),
      {},
      'merged.xlsx',
    );
    expect([record.state, record.failure.code]).to.deep.equal(['failed', 'FILE_TOO_COMPLEX']);
  });

  it('refuse forbidden characters in each notation of a workbook, and check the other rows', async () => {
    const rows = [
      HEADINGS,
      ...['_x0000_', '_xD800_', '_x0007_', '_xD83D__xDE00_'].map((odd) => loanRow({ 备注: `a${odd}b` })),
    ];
    const record = await imported(officer, xlsx({ sheets: [{ name: 'a', rows }] }), {}, 'odd.xlsx');
    expect(record, JSON.stringify(record)).to.include({ state: 'checked', rowsRead: 4, valid: 1, invalid: 3 });
    expect(await faults(record.id)).to.deep.equal([2, 3, 4].map((n) => [n, 'remarks', 'CONTROL_CHARACTER', null]));
  });

  it('read amounts in 亿元 by heading, by a line above, or by the given unit', async () => {
    const heading = (name: string): string[] => HEADINGS.map((one) => (one === '贷款金额(万元)' ? name : one));
    const first = await imported(
      officer,
      csvText([
        heading('贷款金额（亿元）'),
        loanRow({ '贷款金额(万元)': '0.03' }),
        loanRow({ '贷款金额(万元)': '300万' }),
        loanRow({ '贷款金额(万元)': '300' }),
      ]),
    );
    expect(first.mapping.amountUnit).to.equal('yi');
    expect((await draftsOf(world, first.id)).map(({ amount }) => amount)).to.deep.equal([
      '300000000',
      '300000000',
      undefined,
    ]);
    expect(await faults(first.id)).to.deep.equal([[4, 'amount', 'TOO_LARGE', '3000000万元']]);
    const above = await imported(
      officer,
      csvText([
        ['单位：亿元'],
        heading('放款额'),
        loanRow({ '贷款金额(万元)': '0.03' }),
        ['合计', '', '', '', '', '', '0.03'],
      ]),
    );
    expect([above.mapping.amountUnit, (await draftsOf(world, above.id))[0].amount]).to.deep.equal(['yi', '300000000']);
    expect(above.notices.map(({ code }: { code: string }) => code)).to.include('TOTAL_AGREES');
    const asked = await imported(officer, csvText([heading('发放额'), loanRow({ '贷款金额(万元)': '0.03' })]), {
      mapping: JSON.stringify({ amountUnit: 'yi', columns: { G: 'amount' } }),
    });
    expect([asked.state, asked.valid]).to.deep.equal(['checked', 1]);
  });

  it('compare a total of any size, in the unit of its column', async () => {
    const big = loanRow({ '贷款金额(万元)': '99999', 放款日期: '2026-03-15' });
    const record = await imported(
      officer,
      loansCsv(...Array.from({ length: 12 }, (_, index) => [...big.slice(0, 5), `JJ-BIG-${index}`, ...big.slice(6)]), [
        '合计',
        '',
        '',
        '',
        '',
        '',
        '1,199,988',
      ]),
    );
    expect(record.notices.map(({ code }: { code: string }) => code)).to.include('TOTAL_AGREES');
  });

  it('read rates below 0.36 without a sign as fractions, and ask for confirmation if they are unusual', async () => {
    const record = await imported(
      officer,
      loansCsv(
        ...['0.0435', '0.0999', '0.1', '0.35', '0.36', '0.35%', '0.3', '36'].map((rate) =>
          loanRow({ '年利率(%)': rate }),
        ),
      ),
    );
    expect((await draftsOf(world, record.id)).map(({ annualRate }) => annualRate)).to.deep.equal([
      43_500,
      99_900,
      undefined,
      undefined,
      3_600,
      3_500,
      undefined,
      360_000,
    ]);
    expect(await faults(record.id)).to.deep.equal([
      [4, 'annualRate', 'RATE_DOUBTFUL', '10%'],
      [5, 'annualRate', 'RATE_DOUBTFUL', '35%'],
      [8, 'annualRate', 'RATE_DOUBTFUL', '30%'],
    ]);
    const corrected = await officer.patch(`/imports/${record.id}/rows/5`, { values: { annualRate: '35%' } });
    expect(corrected.body.errors).to.deep.equal([]);
  });

  it('read small rates of an export unchanged', async () => {
    const other = await openWorld();
    try {
      const [mine, theirs] = [await other.as('officer'), await other.as('officer2')];
      for (const annualRate of ['0.35', '0.0435', '0', '0.36', '4.35'])
        expect((await mine.post('/filings', goodFiling({ annualRate }))).status).to.equal(201);
      for (const format of ['csv', 'xlsx']) {
        const file = await fetch(`${other.url}/api/v1/filings?format=${format}&sort=amount`, {
          headers: { Authorization: `Bearer ${mine.token!()}` },
        });
        const record = await imported(theirs, new Uint8Array(await file.arrayBuffer()), {}, `a.${format}`);
        expect(record, JSON.stringify(record)).to.include({ state: 'checked', valid: 5 });
        const { rows } = await other.owner.query(
          `select (draft -> 'v' ->> 'annualRate')::int as annual_rate_e4 from import_row where import_id = $1 order by 1`,
          [record.id],
        );
        expect(rows.map((row) => row.annual_rate_e4)).to.deep.equal([0, 435, 3_500, 3_600, 43_500]);
      }
    } finally {
      await other.close();
    }
  });

  it('apply corrections again when a new mapping is set, with a notice', async () => {
    const headings = HEADINGS.map((heading) => (heading === '备注' ? '其他' : heading));
    const record = await imported(
      officer,
      csvText([headings, loanRow({ '年利率(%)': '高', 备注: '甲' }), loanRow({ 备注: '乙' })]),
    );
    expect(
      (await officer.patch(`/imports/${record.id}/rows/2`, { values: { annualRate: '3.5', contractNo: 'HT-MENDED' } }))
        .body.verdict,
    ).to.equal('valid');
    expect((await officer.patch(`/imports/${record.id}`, { mapping: { columns: { M: 'remarks' } } })).status).to.equal(
      202,
    );
    const again = await settled(officer, record.id);
    expect(again).to.include({ state: 'checked', valid: 2, invalid: 0 });
    expect(again.notices.find(({ code }: { code: string }) => code === 'MENDED_KEPT').message).to.contain('1');
    expect((await rowsOf(officer, record.id))[0].values).to.include({
      annualRate: '3.5',
      contractNo: 'HT-MENDED',
      remarks: '甲',
    });
  });

  it('delete corrections when another sheet is read, with a notice', async () => {
    const sheet = (name: string, ...rows: string[][]) => ({ name, rows: [HEADINGS, ...rows] });
    const record = await imported(
      officer,
      xlsx({ sheets: [sheet('一月', loanRow({ '年利率(%)': '高' })), sheet('二月', loanRow(), loanRow())] }),
      {},
      'months.xlsx',
    );
    expect(record.questions.map(({ code }: { code: string }) => code)).to.deep.equal(['SHEET_UNCLEAR']);
    await officer.patch(`/imports/${record.id}`, { mapping: { answers: { sheet: '一月' } } });
    await settled(officer, record.id);
    await officer.patch(`/imports/${record.id}/rows/2`, { values: { annualRate: '9.99' } });
    await officer.patch(`/imports/${record.id}`, { mapping: { sheet: '二月' } });
    const again = await settled(officer, record.id);
    expect(again).to.include({ state: 'checked', rowsRead: 2, valid: 2 });
    expect(again.notices.map(({ code }: { code: string }) => code)).to.include('MENDED_LOST');
    expect((await draftsOf(world, record.id)).map(({ annualRate }) => annualRate)).to.deep.equal([34_500, 34_500]);
  });

  it('check first-loan claims against the rows filed with them, and not against others of the file', async () => {
    const firm = { 统一社会信用代码: FIRMS.F7, 企业名称: '株洲首贷有限公司', 是否首贷: '是' };
    const record = await imported(
      officer,
      loansCsv(
        loanRow({ ...firm, 放款日期: '2026-02-01', '年利率(%)': '高' }),
        loanRow({ ...firm, 放款日期: '2026-03-01' }),
      ),
      { mode: 'commit', partial: 'true' },
    );
    expect(record).to.include({ state: 'committed', filed: 1 });
    const [, second] = await rowsOf(officer, record.id);
    expect((await officer.get(`/filings/${second.recordId}`)).body).to.deep.include({ state: 'accepted', flags: [] });
    const both = await imported(
      officer,
      loansCsv(
        loanRow({ ...firm, 统一社会信用代码: OTHER, 是否首贷: '否' }),
        loanRow({ ...firm, 统一社会信用代码: OTHER, 放款日期: '2026-04-01' }),
      ),
      { mode: 'commit' },
    );
    expect(both).to.include({ state: 'committed', filed: 2, flagged: 1 });
    expect((await officer.get(`/filings/${(await rowsOf(officer, both.id))[1].recordId}`)).body).to.include({
      state: 'submitted',
    });
  });

  it('apply the programme rules at the time of the commit', async () => {
    const record = await imported(officer, loansCsv(loanRow(), loanRow({ 所属区县: '石峰区' })));
    expect(record).to.include({ valid: 2 });
    await changeAsOwner(world, [`update region set valid_to = '2026-01-01' where code = '430204'`]);
    await officer.post(`/imports/${record.id}/commit`);
    const now = await settled(officer, record.id);
    expect([now.state, now.failure?.code, now.filed]).to.deep.equal(['checked', 'ROWS_INVALID', 0]);
    expect((await errorsOf(officer, record.id)).map(({ row, code }) => [row, code])).to.deep.equal([
      [3, 'UNKNOWN_REGION'],
    ]);
  });
});
