import { FILING_TITLES, GUARANTEE_WORDS, YES_NO, type FilingColumn } from '../../domain/filing/columns.ts';
import type { Language } from '../../domain/messages/messages.ts';
import { GRADES } from '../../domain/programme/programme.ts';
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

/** A free code for examples: no real firm has it. */
const EXAMPLE_USCC = '91430200000000027W';
const T: Readonly<Record<FilingColumn, Words>> = FILING_TITLES;
const yesNo: More = { choices: (_offered, language) => [YES_NO.yes[language], YES_NO.no[language]] };
const regions: More = { choices: ({ regions: names }) => names };

const FIRM: readonly TemplateColumn[] = [
  must(T.firmName, 'text', 32, words('与营业执照一致', 'as on the business licence'), '株洲某某科技有限公司'),
  must(T.uscc, 'code', 22, words('18 位，按文本填写', '18 characters, as text'), EXAMPLE_USCC),
  must(T.region, 'text', 12, words('从下拉列表选择', 'choose from the list'), '天元区', regions),
];

const FILING: readonly TemplateColumn[] = [
  ...FIRM,
  may(T.knowledgeGrade, 'text', 10, words('A 至 E', 'A to E'), 'B', { choices: () => GRADES }),
  may(T.branch, 'code', 22, words('支行名称或 12 位联行号', 'name, or 12-digit branch number'), '天元支行'),
  must(T.contractNo, 'code', 22, words('按文本填写', 'as text'), 'HT-2026-0001'),
  must(T.receiptNo, 'code', 22, words('本行内唯一，按文本填写', 'unique within the bank, as text'), 'JJ-2026-0001'),
  must(T.amount, 'wan', 16, words('单位为万元，最多六位小数', 'in 10,000 yuan, at most six decimals'), '300'),
  must(T.annualRate, 'rate', 10, words('填 3.45 表示 3.45%', '3.45 means 3.45%'), '3.45'),
  must(T.disbursedOn, 'day', 12, words('如 2026-03-15', 'like 2026-03-15'), '2026-03-15'),
  must(T.dueOn, 'day', 12, words('放款后 36 个月以内', 'within 36 months of disbursement'), '2027-03-15'),
  may(T.guarantee, 'text', 16, words('空白即信用贷款', 'blank means credit'), GUARANTEE_WORDS.credit['zh-CN'], {
    choices: (_offered, language) => Object.values(GUARANTEE_WORDS).map((word) => word[language]),
  }),
  may(T.firstLoan, 'text', 10, words('企业首次银行贷款', 'the firm’s first bank loan ever'), YES_NO.no['zh-CN'], yesNo),
  may(T.renewal, 'text', 10, words('无还本续贷', 'repays an earlier loan'), YES_NO.no['zh-CN'], yesNo),
  may(
    T.renewalOf,
    'code',
    18,
    words('续贷的，填被续贷款的备案编号', 'for a renewal: the filing number of the earlier loan'),
    '',
  ),
  may(T.remarks, 'text', 24, words('最多 1000 字', 'at most 1000 characters'), ''),
];

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
    must(T.bank, 'text', 24, words('从下拉列表选择', 'choose from the list'), '', { choices: ({ banks }) => banks }),
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
      words('高企证书编号或科小入库登记编号', 'of the certificate, or of the SME register'),
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
