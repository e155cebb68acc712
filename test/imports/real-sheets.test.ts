import { expect } from 'chai';
import iconv from 'iconv-lite';
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
import { STYLED, xlsx, type XCell } from '../support/xlsx.ts';
import { FIRMS, openWorld, type World } from '../support/world.ts';

/** Features of real spreadsheets that importers often get wrong; one file each. */
describe('real spreadsheets', function () {
  this.timeout(120_000);
  let world: World;
  let officer: Client;
  before(async () => {
    world = await openWorld();
    officer = await world.as('officer');
  });
  after(() => world.close());

  const place = (heading: string): number => HEADINGS.indexOf(heading);
  /** A valid row with some cells replaced. */
  const row = (change: Record<string, XCell> = {}): XCell[] => {
    const cells: XCell[] = [...loanRow()];
    for (const [heading, cell] of Object.entries(change)) cells[place(heading)] = cell;
    return cells;
  };
  const sheet = (...rows: XCell[][]): Uint8Array => xlsx({ sheets: [{ name: 'Sheet1', rows: [HEADINGS, ...rows] }] });
  const read = async (
    file: string | Uint8Array,
    fields: Record<string, string> = {},
  ): Promise<{ record: any; drafts: any[]; codes: unknown[] }> => {
    const record = await imported(officer, file, fields, 'loans.xlsx');
    return {
      record,
      drafts: await draftsOf(world, record.id),
      codes: (await errorsOf(officer, record.id)).map(({ row: n, field, code }) => [n, field, code]),
    };
  };
  const noticeCodes = (record: any): string[] => record.notices.map(({ code }: { code: string }) => code);

  it('may have title and unit rows, a total, notes below, hidden sheets and other sheets', async () => {
    const { record, drafts: loans } = await read(
      xlsx({
        sheets: [
          { name: '说明', rows: [['填表说明'], ['请勿改动']] },
          { name: '旧', state: 'hidden', rows: [HEADINGS, row()] },
          {
            name: '备案',
            rows: [
              ['2026 年知识价值信用贷款备案表'],
              [null, null, null, null, null, '单位：万元'],
              [...HEADINGS.map((heading) => heading.replace('(万元)', ''))],
              row({ '贷款金额(万元)': 300 }),
              row({ '贷款金额(万元)': '200.5' }),
              [],
              ['合计', null, null, null, null, null, 500.5],
              ['注：本表一式两份'],
              ['填表人：某某'],
            ],
          },
        ],
      }),
    );
    expect(record, JSON.stringify(record)).to.deep.include({ state: 'checked', rowsRead: 2, valid: 2, invalid: 0 });
    expect(record.mapping).to.include({ sheet: '备案', headerRow: 3, amountUnit: 'wan' });
    expect(loans.map(({ amount }) => amount)).to.deep.equal(['300000000', '200500000']);
    expect(noticeCodes(record)).to.include.members([
      'SHEETS_NOT_READ',
      'SHEETS_HIDDEN',
      'TOTAL_AGREES',
      'ROWS_SKIPPED',
      'COLUMNS_IGNORED',
    ]);
  });

  it('may have a wrong total, which is reported', async () => {
    const { record } = await read(sheet(row(), row(), ['总计', null, null, null, null, null, '700']));
    expect(record).to.include({ valid: 2 });
    expect(record.notices.find(({ code }: { code: string }) => code === 'TOTAL_DIFFERS').message)
      .to.contain('7000000.00')
      .and.to.contain('6000000.00');
  });

  it('may have two header rows, with an upper heading over several columns', async () => {
    const upper = ['序号', '企业信息', null, null, '合同', null, '贷款情况', null, null, null, null, null, '备注'];
    const lower = [
      null,
      '名称',
      '统一社会信用代码',
      '区县',
      '编号',
      '借据号',
      '金额\n（万元）',
      '利率',
      '放款日',
      '到期日',
      '担保方式',
      '首贷',
      null,
    ];
    const { record, codes } = await read(
      xlsx({
        sheets: [
          {
            name: 'a',
            rows: [['备案表'], upper, lower, row()],
            after: '<mergeCells count="2"><mergeCell ref="B2:D2"/><mergeCell ref="A2:A3"/></mergeCells>',
          },
        ],
      }),
      {
        mapping: JSON.stringify({ columns: { B: 'firmName', E: 'contractNo' } }),
      },
    );
    expect(codes).to.deep.equal([]);
    expect(record).to.deep.include({ state: 'checked', valid: 1 });
    expect(record.mapping.columns.map(({ field }: { field: string | null }) => field)).to.deep.equal([
      null,
      'firmName',
      'uscc',
      'regionCode',
      'contractNo',
      'receiptNo',
      'amount',
      'annualRate',
      'disbursedOn',
      'dueOn',
      'guarantee',
      'firstLoan',
      'remarks',
    ]);
  });

  it('may have dates as text in many forms, or as serial numbers with or without a date format', async () => {
    const forms: XCell[] = [
      '2026.3.5',
      '2026/3/5',
      '20260305',
      '2026年3月5日',
      '2026-03-05 00:00:00',
      '２０２６／３／５',
      46086,
      { attributes: STYLED.date, inner: '<v>46086</v>' },
      { attributes: STYLED.chineseDate, inner: '<v>46086.99</v>' },
      { attributes: ' t="d"', inner: '<v>2026-03-05T00:00:00</v>' },
      '2026-03-04T16:00:00Z',
      20260305,
      '2026 年 3 月 5 日',
    ];
    const { drafts: loans, codes } = await read(sheet(...forms.map((form) => row({ 放款日期: form }))));
    expect(codes).to.deep.equal([]);
    expect(loans.map(({ disbursedOn }) => disbursedOn)).to.deep.equal(forms.map(() => '2026-03-05'));
  });

  it('may use the 1904 date system', async () => {
    const { drafts: loans } = await read(
      xlsx({
        date1904: true,
        sheets: [
          { name: 'mac', rows: [HEADINGS, row({ 放款日期: { attributes: STYLED.date, inner: '<v>44624</v>' } })] },
        ],
      }),
    );
    expect(loans[0].disbursedOn).to.equal('2026-03-05');
  });

  it('may show a month without its day, which is refused if the day may have been added', async () => {
    const formats = ['yyyy"年"m"月"', 'yyyy-mm', 'mmm-yy'].map(
      (code, index) => `<numFmt numFmtId="${200 + index}" formatCode="${code.replaceAll('"', '&quot;')}"/>`,
    );
    const styles = `<styleSheet><numFmts>${formats.join('')}</numFmts><cellXfs>${[0, 200, 201, 202].map((id) => `<xf numFmtId="${id}"/>`).join('')}</cellXfs></styleSheet>`;
    const on = (serial: number, style: number): XCell[] =>
      row({ 放款日期: { attributes: ` s="${style}"`, inner: `<v>${serial}</v>` } });
    const file = xlsx({
      sheets: [{ name: 'a', rows: [HEADINGS, on(46082, 1), on(46082, 2), on(46082, 3), on(46096, 1)] }],
      more: { 'xl/styles.xml': new TextEncoder().encode(styles) },
    });
    const { codes, drafts } = await read(file);
    expect(codes).to.deep.equal([2, 3, 4].map((n) => [n, 'disbursedOn', 'DAY_NOT_STATED']));
    expect(drafts[3].disbursedOn).to.equal('2026-03-15');
  });

  it('may have amounts with commas, full-width digits and units', async () => {
    const forms: XCell[] = [
      '3,000,000元',
      '３００',
      '300万',
      '300 万元',
      '¥3000000元',
      '0.03亿',
      300,
      { inner: '<v>2.9999999999999999E+2</v>' },
      '人民币300万元整',
      '300.000000',
    ];
    const { drafts: loans, codes } = await read(sheet(...forms.map((form) => row({ '贷款金额(万元)': form }))));
    expect(codes).to.deep.equal([]);
    expect(new Set(loans.map(({ amount }) => amount))).to.deep.equal(new Set(['300000000']));
    const bad = await read(
      sheet(...['三百余万', '-300', '1e6', '0', '300.1234567', '3,00'].map((form) => row({ '贷款金额(万元)': form }))),
    );
    expect(bad.codes.map((code) => (code as string[])[2])).to.deep.equal([
      'NOT_AN_AMOUNT',
      'NOT_AN_AMOUNT',
      'NOT_AN_AMOUNT',
      'ZERO',
      'TOO_MANY_DECIMALS',
      'NOT_AN_AMOUNT',
    ]);
  });

  it('may lack a unit of amounts, which is asked for and stored for the bank', async () => {
    const headings = HEADINGS.map((heading) => heading.replace('(万元)', ''));
    const { record } = await read(csvText([headings, loanRow(), loanRow()]), { mode: 'commit' });
    expect(record.state).to.equal('asking');
    expect(record.questions.map(({ code, field }: any) => [code, field])).to.deep.equal([['UNIT_UNKNOWN', 'amount']]);
    const answered = await officer.patch(`/imports/${record.id}`, { mapping: { amountUnit: 'wan' } });
    expect(answered.status, answered.text).to.equal(202);
    expect(await settled(officer, record.id)).to.include({ state: 'committed', filed: 2 });
    const next = await read(csvText([headings, loanRow()]));
    expect(next.record).to.deep.include({ state: 'checked', questions: [] });
    expect(next.record.mapping.amountUnit).to.equal('wan');
    const theirs = await imported(await world.as('officer2'), csvText([headings, loanRow()]));
    expect(theirs.state).to.equal('asking');
  });

  it('may name the unit in a note below the table', async () => {
    const { record, drafts: loans } = await read(
      csvText([
        HEADINGS.map((heading) => heading.replace('贷款金额(万元)', '放款金额')),
        loanRow({ '贷款金额(万元)': '3000000' }),
        ['', '注：金额单位：元'],
      ]),
    );
    expect(record).to.deep.include({ state: 'checked', questions: [] });
    expect(loans[0].amount).to.equal('300000000');
  });

  it('may have other headings, in any order or in English; unknown columns are reported, missing ones asked for', async () => {
    const english = csvText([
      [
        'Remarks',
        'Due date',
        'Loan date',
        'Interest rate',
        'Amount (yuan)',
        'Receipt number',
        'Contract number',
        'District',
        'Credit code',
        'Company name',
        'Colour',
      ],
      [
        '',
        '2027-03-15',
        '2026-03-15',
        '3.45%',
        '3000000',
        'EN-1',
        'ENC-1',
        '430211',
        FIRMS.F1,
        '株洲星火智能装备有限公司',
        'red',
      ],
    ]);
    const { record } = await read(english);
    expect(record).to.deep.include({ state: 'checked', valid: 1, questions: [] });
    expect(record.notices.find(({ code }: { code: string }) => code === 'COLUMNS_IGNORED').message).to.contain(
      'Colour',
    );
    const unknown = await read(
      csvText([HEADINGS.map((heading) => (heading === '借据号' ? '流水' : heading)), loanRow()]),
    );
    expect(unknown.record.state).to.equal('asking');
    expect(unknown.record.questions.map(({ code, field }: any) => [code, field])).to.deep.equal([
      ['COLUMN_MISSING', 'receiptNo'],
    ]);
    await officer.patch(`/imports/${unknown.record.id}`, { mapping: { columns: { F: 'receiptNo' } } });
    const mapped = await settled(officer, unknown.record.id);
    expect(mapped).to.include({ state: 'checked', valid: 1 });
    expect(mapped.mapping.columns[5]).to.deep.equal({ column: 'F', header: '流水', field: 'receiptNo', by: 'given' });
    const again = await read(
      csvText([HEADINGS.map((heading) => (heading === '借据号' ? '流水' : heading)), loanRow()]),
    );
    expect(again.record.mapping.columns[5]).to.deep.include({ field: 'receiptNo', by: 'remembered' });
  });

  it('may have rates in three notations, and percentage cells', async () => {
    const { drafts: loans } = await read(
      sheet(
        ...[
          '4.35',
          '4.35%',
          '0.0435',
          { attributes: STYLED.percent, inner: '<v>4.3499999999999997E-2</v>' },
          { inner: '<v>4.3499999999999996</v>' },
        ].map((form) => row({ '年利率(%)': form })),
      ),
    );
    expect(loans.map(({ annualRate }) => annualRate)).to.deep.equal([43_500, 43_500, 43_500, 43_500, 43_500]);
  });

  it('may write yes and no in five ways', async () => {
    const yes: XCell[] = ['是', '√', 'Y', '有', { attributes: ' t="b"', inner: '<v>1</v>' }];
    const no: XCell[] = ['否', '×', 'N', '无', { attributes: ' t="b"', inner: '<v>0</v>' }];
    const { drafts: loans } = await read(sheet(...[...yes, ...no].map((form) => row({ 是否首贷: form }))));
    expect(loans.map(({ firstLoan }) => firstLoan)).to.deep.equal([
      true,
      true,
      true,
      true,
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  it('may be CSV in GBK or UTF-8, with or without a byte order mark, separated by commas, tabs or semicolons', async () => {
    const content = (): string => loansCsv(loanRow({ 备注: '镕㐂，"引"' }));
    for (const file of [iconv.encode(content(), 'gb18030'), `\ufeff${content()}`, content()]) {
      const {
        record,
        drafts: [loan],
      } = await read(file);
      expect(record).to.include({ state: 'checked', valid: 1 });
      expect(loan.remarks).to.equal('镕㐂，"引"');
    }
    for (const mark of ['\t', ';']) {
      expect((await read([HEADINGS, loanRow()].map((cells) => cells.join(mark)).join('\n'))).record).to.include({
        state: 'checked',
        valid: 1,
      });
    }
  });

  it('may have codes stored as floats, which are refused', async () => {
    const { codes } = await read(
      sheet(
        row({ 统一社会信用代码: { inner: '<v>9.1430200000000003E+17</v>' } }),
        row({ 统一社会信用代码: '9.1430E+17' }),
        row({ 借据号: { inner: '<v>1.2345678901234568E+19</v>' } }),
      ),
    );
    expect(codes).to.deep.equal([
      [2, 'uscc', 'CODE_AS_NUMBER'],
      [3, 'uscc', 'CODE_AS_NUMBER'],
      [4, 'receiptNo', 'CODE_AS_NUMBER'],
    ]);
  });

  it('may have formulas, which are read by their saved value or reported', async () => {
    const { drafts: loans, codes } = await read(
      sheet(
        row({ '贷款金额(万元)': { inner: '<f>100*3</f><v>300</v>' } }),
        row({ 企业名称: { attributes: ' t="str"', inner: '<f>A1&amp;"x"</f><v>株洲星火智能装备有限公司</v>' } }),
        row({ '贷款金额(万元)': { inner: '<f>B9*2</f>' } }),
        row({ 企业名称: { attributes: ' t="e"', inner: '<f>VLOOKUP(1,2,3)</f><v>#N/A</v>' } }),
      ),
    );
    expect(loans[0].amount).to.equal('300000000');
    expect(codes).to.deep.equal([
      [4, 'amount', 'FORMULA_WITHOUT_VALUE'],
      [5, 'firmName', 'CELL_ERROR'],
    ]);
  });

  it('may have text that looks like a formula, with or without the apostrophe of an export', async () => {
    const { drafts: loans } = await read(
      loansCsv(loanRow({ 备注: '=1+1' }), loanRow({ 备注: `'=1+1` }), loanRow({ 备注: '@某' })),
    );
    expect(loans.map(({ remarks }) => remarks)).to.deep.equal(['=1+1', '=1+1', '@某']);
  });

  it('may be an export: every loan is recognised as already filed', async () => {
    const fresh = await openWorld();
    try {
      const [mine, elsewhere] = [await fresh.as('officer'), await world.as('officer2')];
      for (const change of [
        { remarks: '=SUM(A1)' },
        { amount: '1234567.89', annualRate: '3.4567', firstLoan: true },
        { guarantee: 'guaranteed_credit', knowledgeGrade: 'B', branch: '天元支行' },
      ]) {
        expect((await mine.post('/filings', goodFiling(change))).status).to.equal(201);
      }
      for (const language of ['zh-CN', 'en']) {
        const file = await fetch(`${fresh.url}/api/v1/filings?format=xlsx`, {
          headers: { Authorization: `Bearer ${mine.token!()}`, 'Accept-Language': language },
        });
        const bytes = new Uint8Array(await file.arrayBuffer());
        const again = await imported(mine, bytes, {}, 'export.xlsx');
        expect(again, JSON.stringify(again)).to.include({ state: 'checked', rowsRead: 3, invalid: 3 });
        expect(new Set((await errorsOf(mine, again.id)).map(({ code }) => code))).to.deep.equal(
          new Set(['ALREADY_FILED']),
        );
        if (language === 'en') continue;
        // In another registry they are filed with the same data.
        const moved = await imported(elsewhere, bytes, { mode: 'commit' }, 'export.xlsx');
        expect(moved, JSON.stringify(moved)).to.include({ state: 'committed', filed: 3 });
        const contents = (rows: any[]) =>
          rows
            .map(
              ({
                amount,
                annualRate,
                remarks,
                firstLoan,
                guarantee,
                knowledgeGrade,
                branch,
                disbursedOn,
                dueOn,
                receiptNo,
              }) =>
                JSON.stringify([
                  amount,
                  annualRate,
                  remarks,
                  firstLoan ?? false,
                  guarantee,
                  knowledgeGrade,
                  branch,
                  disbursedOn,
                  dueOn,
                  receiptNo,
                ]),
            )
            .sort();
        expect(contents((await elsewhere.get('/filings')).body.items)).to.deep.equal(
          contents((await mine.get('/filings')).body.items),
        );
      }
    } finally {
      await fresh.close();
    }
  });

  it('may be the template: all of its headings are recognised', async () => {
    const template = await fetch(`${world.url}/api/v1/imports/templates/filings`, {
      headers: { Authorization: `Bearer ${officer.token!()}` },
    });
    const record = await imported(officer, new Uint8Array(await template.arrayBuffer()), {}, 'template.xlsx');
    if (record.state === 'failed')
      return void expect(record.failure.code, JSON.stringify(record)).to.equal('FILE_EMPTY');
    expect(
      record.mapping.columns.filter(({ field }: { field: string | null }) => field === null),
      JSON.stringify(record),
    ).to.deep.equal([]);
    expect([record.questions, record.rowsRead]).to.deep.equal([[], 1]);
  });

  it('have the same row numbers in the import', async () => {
    const record = await imported(
      officer,
      csvText([['', '表'], [], HEADINGS, [], loanRow(), [], loanRow({ '年利率(%)': '?' })]),
    );
    expect((await rowsOf(officer, record.id)).map(({ row: n }) => n)).to.deep.equal([5, 7]);
    expect((await errorsOf(officer, record.id))[0].row).to.equal(7);
  });
});
