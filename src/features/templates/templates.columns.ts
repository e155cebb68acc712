/**
 * The columns of the import templates with hints and examples. Columns of filings derive from domain/filing/fields.ts;
 * every title must be one that the import recognises (a test imports the templates).
 */
import { sheetTitle, YES_NO } from '../../domain/filing/columns.ts';
import {
  describeField,
  isFilingField,
  SHEET_COLUMNS,
  type FilingField,
  type ValueRule,
} from '../../domain/filing/fields.ts';
import type { Language } from '../../domain/messages/messages.ts';
import type { Kind } from '../../sheets/table.ts';
import type { ChoiceLists } from './templates.view.ts';

export const TEMPLATES = ['filings', 'qualifications', 'firms', 'history'] as const;
export type TemplateWord = (typeof TEMPLATES)[number];

type Words = Readonly<Record<Language, string>>;
export interface TemplateColumn {
  readonly title: Words;
  readonly kind: Kind;
  readonly width: number;
  readonly required: boolean;
  readonly hint: Words;
  readonly example: string;
  readonly choices?: (offered: ChoiceLists, language: Language) => readonly string[];
}

const words = (zh: string, en: string): Words => ({ 'zh-CN': zh, en });
type More = Pick<TemplateColumn, 'choices'>;
const must = (
  title: Words,
  kind: Kind,
  width: number,
  hint: Words,
  example: string,
  more: More = {},
): TemplateColumn => ({ title, kind, width, required: true, hint, example, ...more });
const may = (
  title: Words,
  kind: Kind,
  width: number,
  hint: Words,
  example: string,
  more: More = {},
): TemplateColumn => ({ title, kind, width, required: false, hint, example, ...more });

/** What may be chosen in a column of filings. */
function choicesOf(value: ValueRule): More {
  switch (value.kind) {
    case 'region':
      return { choices: ({ regions }) => regions };
    case 'boolean':
      return { choices: (_offered, language) => [YES_NO.yes[language], YES_NO.no[language]] };
    case 'word':
      return { choices: (_offered, language) => value.words.map((word) => value.labels?.[word]?.[language] ?? word) };
    default:
      return {};
  }
}

/** The column of a field of a filing. */
function column(name: FilingField): TemplateColumn {
  const { value, required, sheet } = describeField(name);
  const { format: kind, width, hint, example } = sheet;
  return { title: sheetTitle(name), kind, width, required, hint, example, ...choicesOf(value) };
}

const FIRM: readonly TemplateColumn[] = [column('firmName'), column('uscc'), column('regionCode')];
const FILING: readonly TemplateColumn[] = SHEET_COLUMNS.filter(isFilingField).map(column);

export const COLUMNS: Readonly<Record<TemplateWord, readonly TemplateColumn[]>> = {
  filings: FILING,
  history: [
    must(
      words('备案编号', 'filing no.'),
      'code',
      18,
      words('原编号，原样保留', 'the old number, kept as it is'),
      '株科备〔2023〕001',
    ),
    must(words('备案日期', 'filing date'), 'day', 12, words('原备案日期', 'the old date of filing'), '2023-04-01'),
    must(sheetTitle('bank'), 'text', 24, words('从下拉列表选择', 'choose from the list'), '', {
      choices: ({ banks }) => banks,
    }),
    ...FILING,
  ],
  qualifications: [
    ...FIRM.slice(0, 2),
    { ...FIRM[2]!, required: false },
    must(
      words('资质类别', 'qualification'),
      'text',
      18,
      words('从下拉列表选择', 'choose from the list'),
      '高新技术企业',
      { choices: ({ kinds }) => kinds },
    ),
    must(
      words('证书编号', 'certificate no.'),
      'code',
      22,
      words('名单所载的证书编号或登记编号', 'of the certificate, or of the register'),
      'GR202443000123',
    ),
    may(
      words('发证日期', 'issued on'),
      'day',
      12,
      words('有效期未填时据此推算', 'the validity follows from it where that is blank'),
      '2024-11-01',
    ),
    may(words('有效期起', 'valid from'), 'day', 12, words('如 2024-11-01', 'like 2024-11-01'), '2024-11-01'),
    may(words('有效期止', 'valid until'), 'day', 12, words('最后一个有效日', 'the last valid day'), '2027-10-31'),
  ],
  firms: [
    ...FIRM,
    may(
      words('行业代码', 'industry code'),
      'code',
      12,
      words('国民经济行业代码，如 C3499', 'GB/T 4754, like C3499'),
      'C3499',
    ),
    may(words('登记原因', 'reason'), 'text', 24, words('记入操作日志', 'goes into the audit trail'), '年度名单登记'),
  ],
};
