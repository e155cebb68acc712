/** The route of the import templates, and the layout of their workbooks. */
import { shanghaiDay } from '../../domain/values/day.ts';
import type { Language } from '../../domain/messages/messages.ts';
import { contentDisposition } from '../../http/downloads.ts';
import { notFound } from '../../http/problem.ts';
import { transactionRoute, type Route } from '../../http/route.ts';
import type { Sheet } from '../../sheets/table.ts';
import { workbook, XLSX } from '../../sheets/workbook.ts';
import { COLUMNS, TEMPLATES, type TemplateWord } from './templates.columns.ts';
import { readChoiceLists, type ChoiceLists } from './templates.view.ts';

const NAMES: Readonly<Record<TemplateWord, Readonly<Record<Language, string>>>> = {
  filings: { 'zh-CN': '备案导入模板', en: 'Filings' },
  qualifications: { 'zh-CN': '资质名单导入模板', en: 'Qualifications' },
  firms: { 'zh-CN': '企业名单导入模板', en: 'Firms' },
  history: { 'zh-CN': '历史备案导入模板', en: 'Past filings' },
};

export function templateRoutes(): Route[] {
  return [
    transactionRoute({
      method: 'GET',
      path: '/api/v1/imports/templates/:template',
      permission: 'import.create',
      action: 'import.template',
      tag: 'imports',
      summary: 'A template workbook for imports, with drop-downs, formats, hints and an example 导入模板',
      answers: { 200: { description: 'the workbook', content: XLSX } },
      async handle(tx, _actor, incoming) {
        const template = TEMPLATES.find((word) => word === incoming.params['template']);
        if (template === undefined) throw notFound();
        incoming.validateQuery();
        const { language, at } = incoming;
        const sheets = sheetsOf(template, await readChoiceLists(tx, shanghaiDay(at), language), language);
        return {
          status: 200,
          headers: contentDisposition(`template-${template}.xlsx`, `${NAMES[template][language]}.xlsx`),
          stream: { type: XLSX, content: workbook(sheets) },
        };
      },
    }),
  ];
}

const WORDS = {
  'zh-CN': {
    required: '必填',
    optional: '选填',
    about: '填写说明',
    headings: ['栏目', '是否必填', '要求', '示例'],
    instructions:
      '从第三行起填写；上面两行保留。可以增减、调换列，也可以直接导入本行自己的表格。请保存为 .xlsx；CSV 一经 Excel 打开再保存，超过 15 位的编号会被改写且无法复原。',
  },
  en: {
    required: 'required',
    optional: 'optional',
    about: 'How to fill in',
    headings: ['column', 'required', 'what to write', 'example'],
    instructions:
      'Fill in from the third row on and leave the two above. Columns may be left out or moved, and a bank’s own sheet can be imported as well. Keep it as .xlsx: a CSV that Excel has opened and saved has lost the digits beyond the 15th of long numbers, for good.',
  },
} as const;

/** The sheets of a template: the table to fill in, with hints above its header, and a description of each column with an example. */
function sheetsOf(template: TemplateWord, choiceLists: ChoiceLists, language: Language): Sheet[] {
  const columns = COLUMNS[template];
  const words = WORDS[language];
  const hintOf = ({ required, hint }: (typeof columns)[number]): string =>
    `${required ? words.required : words.optional}${language === 'en' ? ': ' : '：'}${hint[language]}`;
  return [
    {
      name: NAMES[template][language],
      above: [{ look: 'hint', cells: columns.map(hintOf) }],
      rows: [],
      columns: columns.map((column) => {
        const choices = column.choices?.(choiceLists, language) ?? [];
        return {
          title: column.title[language],
          kind: column.kind,
          width: column.width,
          prompt: hintOf(column),
          ...(choices.length > 0 ? { choices } : {}),
        };
      }),
    },
    {
      name: words.about,
      withoutHeader: true,
      above: [
        { look: 'title', cells: [words.instructions] },
        { look: 'hint', cells: words.headings },
      ],
      columns: [24, 12, 40, 28].map((width) => ({ title: '', kind: 'text', width })),
      rows: [
        columns.map(({ title, required, hint, example }) => [
          title[language],
          required ? words.required : words.optional,
          hint[language],
          example,
        ]),
      ],
    },
  ];
}
