import { expect } from 'chai';
import type ExcelJS from 'exceljs';
import { download, readWorkbook } from '../support/download.ts';
import { openWorld, type World } from '../support/world.ts';

describe('templates for imports', () => {
  let world: World;
  let filings: { headers: Headers; read: ExcelJS.Workbook };
  before(async () => {
    world = await openWorld();
    filings = await template('officer', 'filings');
  });
  after(() => world.close());

  async function template(
    login: string,
    kind: string,
    language = 'zh-CN',
  ): Promise<{ headers: Headers; read: ExcelJS.Workbook }> {
    const { status, headers, body } = await download(await world.as(login), `/imports/templates/${kind}`, {
      'Accept-Language': language,
    });
    expect(status).to.equal(200);
    return { headers, read: await readWorkbook(body) };
  }
  const titles = (sheet: ExcelJS.Worksheet, row: number): string[] => (sheet.getRow(row).values as string[]).slice(1);

  it('have the usual columns of banks with hints above them, and no rows', async () => {
    const sheet = filings.read.worksheets[0]!;
    expect(titles(sheet, 2)).to.deep.equal([
      '企业名称',
      '统一社会信用代码',
      '县市区（园区）',
      '知识价值等级',
      '经办支行',
      '合同编号',
      '借据号',
      '贷款金额(万元)',
      '年利率(%)',
      '放款日期',
      '到期日期',
      '担保方式',
      '贷款用途',
      '是否首贷',
      '是否续贷',
      '原备案编号',
      '备注',
    ]);
    expect(titles(sheet, 1)[1]).to.equal('必填：18 位，按文本填写');
    expect(sheet.rowCount).to.equal(2);
    expect(sheet.views[0]).to.deep.include({ state: 'frozen', ySplit: 2 });
    expect(filings.headers.get('content-disposition')).to.contain(
      `filename*=UTF-8''${encodeURIComponent('备案导入模板.xlsx')}`,
    );
  });

  it('have column formats: codes as text, amounts in 万元, days as days', async () => {
    const sheet = filings.read.worksheets[0]!;
    expect(['B', 'G', 'H', 'I', 'J'].map((column) => sheet.getColumn(column).numFmt)).to.deep.equal([
      '@',
      '@',
      '#,##0.00####',
      '0.00##',
      'yyyy-mm-dd',
    ]);
  });

  it('have drop-downs with the valid regions, grades, and yes or no', async () => {
    const sheet = filings.read.worksheets[0] as any;
    // 株洲县 is no longer valid.
    expect(sheet.dataValidations.find('C3').formulae).to.deep.equal([
      '"江岸区,荷塘区,芦淞区,石峰区,天元区,渌口区,醴陵市"',
    ]);
    expect(sheet.dataValidations.find('D3').formulae).to.deep.equal(['"A,B,C,D,E"']);
    expect(sheet.dataValidations.find('N100').formulae).to.deep.equal(['"是,否"']);
    expect(sheet.dataValidations.find('A3').prompt).to.equal('必填：与营业执照一致');
  });

  it('explain each column with an example', async () => {
    const about = filings.read.getWorksheet('填写说明')!;
    expect((about.getRow(3).values as unknown[]).slice(1)).to.deep.equal([
      '企业名称',
      '必填',
      '与营业执照一致',
      '株洲某某科技有限公司',
    ]);
    expect(about.rowCount).to.equal(19);
  });

  it('exist for each kind, in Chinese and English', async () => {
    for (const [kind, zh, en] of [
      ['qualifications', '证书编号', 'certificate no.'],
      ['firms', '行业代码', 'industry code'],
      ['history', '备案编号', 'filing no.'],
    ] as const) {
      expect(titles((await template('auditor', kind)).read.worksheets[0]!, 2)).to.include(zh);
      expect(titles((await template('auditor', kind, 'en')).read.worksheets[0]!, 2)).to.include(en);
    }
    const history = (await template('auditor', 'history')).read.worksheets[0] as any;
    expect(history.dataValidations.find('C3').formulae).to.deep.equal([
      '"中国银行株洲分行,建设银行株洲分行,工商银行株洲分行"',
    ]);
  });
});
