import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import ts from 'typescript';
import { PART_WORDS, YES_NO } from '../../src/domain/filing/columns.ts';
import { describeField, FILING_FIELD_NAMES } from '../../src/domain/filing/fields.ts';
import { GUARANTEE_LABELS } from '../../src/domain/filing/guarantee.ts';
import { LANGUAGES, STATE_LABELS } from '../../src/domain/messages/messages.ts';
import { fieldOfHeading } from '../../src/domain/sheet/headings.ts';
import { IMPORT_FIELDS, type ImportField, type ImportKind } from '../../src/domain/sheet/import-words.ts';
import { fieldLabel } from '../../src/domain/sheet/import-labels.ts';
import { COLUMNS, TEMPLATES } from '../../src/features/templates/templates.columns.ts';
import { filingTexts } from '../../src/web/shared/filing-texts.ts';
import { qualificationTexts } from '../../src/web/shared/qualification-texts.ts';
import { common } from '../../src/web/shared/texts.ts';

/** Words that are not used, and what is used instead. */
const FORBIDDEN: readonly (readonly [RegExp, string])[] = [
  [/无资质|均无|皆无/, '其他科技型企业'],
  [/双资质/, '高企且科小'],
  [/已撤销(?!登记编号)|撤销资质/, '已作废；高企：已取消资格；科小：已撤销登记编号'],
  [/留痕/, '操作日志'],
  [/计划规则|政策规则/, '办法参数、办法版本'],
  [/已退回(?!补正)|被退回/, '待补正、已退回补正'],
  [/审核通过/, '同意'],
  [/审核提示|(?<!翻页)标记/, '疑点'],
  [/我的备案/, '本行备案'],
  [/表格导入|名单导入(?!模板)/, '数据导入'],
  [/客户经理/, '银行经办'],
  [/科技局|审核人员/, '主管部门'],
  [/区县/, '县市区（园区）'],
  [/名录/, '名单'],
  [/资质类型/, '资质类别'],
  [/资质状态/, '放款日资质'],
  [/数据时间|查询时间/, '数据截至'],
  [/报送银行/, '贷款银行'],
  [/信用加担保/, '信用担保贷款'],
  [/户数(?![:：]|$)|备案户数|企业户数/, '企业数；户数 only as the heading of a column'],
  [/^户$|[\d…]\s?户(?!数)|、户/, '家'],
];

/** What is recognised in other people's sheets, generated files, and invented data. */
const NOT_OURS = /domain\/sheet\/(headings|layout|cell-[\w-]+|words\/[\w-]+)[.]ts$|api-types[.]ts$|^demo\//;

/** The headings that an import recognises for a field, in domain/filing/fields.ts. */
const isHeadings = (node: ts.Node): boolean =>
  ts.isPropertyAssignment(node) &&
  ts.isIdentifier(node.name) &&
  node.name.text === 'headings' &&
  ts.isStringLiteralLike(node.initializer);

/** The Chinese texts of a source file: string literals, text between tags; `…` stands for a value. */
function textsOf(name: string, source: string): string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (isHeadings(node)) return;
    if (ts.isStringLiteralLike(node) || ts.isJsxText(node)) texts.push(node.text);
    else if (ts.isTemplateExpression(node)) {
      texts.push([node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…'));
      node.templateSpans.forEach(({ expression }) => visit(expression));
      return;
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(name, source, ts.ScriptTarget.Latest, false));
  return texts.filter((text) => /\p{Script=Han}/u.test(text));
}

const faultsOf = (texts: readonly string[]): string[] =>
  texts.flatMap((text) =>
    FORBIDDEN.filter(([word]) => word.test(text)).map(([word, instead]) => `${text}: ${word.source} → ${instead}`),
  );

describe('the Chinese words', () => {
  it('are the agreed ones in the console, messages, templates and exports', () => {
    const root = path.resolve('src');
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
      (file) => /[.]tsx?$/.test(file) && !NOT_OURS.test(file),
    );
    const texts = files.flatMap((file) => textsOf(file, readFileSync(path.join(root, file), 'utf8')));
    expect(texts).to.have.length.above(800);
    expect(faultsOf(texts)).to.deep.equal([]);
  });

  it('are told from forbidden ones wherever these occur in a text', () => {
    const faults = (source: string): number => faultsOf(textsOf('a.tsx', source)).length;
    expect(
      [
        "const a = '无资质';",
        'const a = (n: number) => `${n} 户`;',
        'const a = <p>已撤销</p>;',
        'const a = `${zh}户数之和`;',
        "const a = `${f('区县')}`;",
      ].map(faults),
    ).to.deep.equal([1, 1, 1, 1, 1]);
    expect(
      ['// 无资质', "const a = '户数';", 'const a = `${zh}户数`;', "const a = '已撤销登记编号';"].map(faults),
    ).to.deep.equal([0, 0, 0, 0]);
  });

  it('are the same in the console and in workbooks', () => {
    for (const language of LANGUAGES) {
      const filing = filingTexts[language];
      const same = (one: string | undefined, other: string): unknown =>
        expect(one?.toLowerCase()).to.equal(other.toLowerCase());
      for (const [guarantee, words] of Object.entries(GUARANTEE_LABELS))
        same(filing.guarantees[guarantee], words[language]);
      for (const [state, words] of Object.entries(STATE_LABELS))
        same(common[language].states[state as keyof typeof STATE_LABELS], words[language]);
      same(filing.yes, YES_NO.yes[language]);
      same(filing.no, YES_NO.no[language]);
    }
    // In English the narrow cells of the console say "Tech SME".
    for (const [part, words] of Object.entries(PART_WORDS))
      expect(qualificationTexts['zh-CN'].parts[part as keyof typeof PART_WORDS]).to.equal(words['zh-CN']);
    for (const language of LANGUAGES)
      for (const field of FILING_FIELD_NAMES)
        expect(filingTexts[language].fields[field], field).to.equal(describeField(field).title[language]);
  });

  it('are recognised as headings, the former ones too', () => {
    const lost: string[] = [];
    for (const [kind, fields] of Object.entries(IMPORT_FIELDS) as [ImportKind, readonly ImportField[]][])
      // A decision about a row is no column.
      for (const field of fields.filter((one) => one !== 'decision'))
        for (const language of LANGUAGES)
          if (fieldOfHeading(fieldLabel(field, language), kind) !== field) lost.push(`${kind} ${field} ${language}`);
    for (const template of TEMPLATES)
      for (const { title } of COLUMNS[template])
        for (const language of LANGUAGES)
          if (fieldOfHeading(title[language], template) === null) lost.push(`${template} ${title[language]}`);
    expect(lost).to.deep.equal([]);
    expect(
      ['所属区县', '区县', '县市区', '县市区（园区）', '所属县市区（园区）'].map((title) =>
        fieldOfHeading(title, 'filings'),
      ),
    ).to.deep.equal(Array.from({ length: 5 }, () => 'regionCode'));
    expect(['资质类型', '资质类别'].map((title) => fieldOfHeading(title, 'qualifications'))).to.deep.equal([
      'kind',
      'kind',
    ]);
    expect(['有效期至', '有效期止'].map((title) => fieldOfHeading(title, 'qualifications'))).to.deep.equal([
      'validTo',
      'validTo',
    ]);
  });
});
