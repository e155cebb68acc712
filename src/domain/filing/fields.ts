/**
 * The fields of a filing, each described once. Request bodies, the OpenAPI document, SQL columns, imports, templates,
 * exports, the history and the console derive from this table.
 *
 * To add an optional field: an entry in FILING_FIELDS and a place in SHEET_COLUMNS, a migration with the column, its
 * name in the lists of db/code/50-filing.sql and 52-amendment.sql; then `npm run schema:print` and `npm run types:console`.
 */
import type { Language } from '../messages/template.ts';
import { GRADES } from '../programme/grades.ts';
import { gradeOfCell, guaranteeOfCell, yesNoOfCell } from '../sheet/cell-words.ts';
import type { CellValue, ReadCell } from '../sheet/cell.ts';
import { GUARANTEE_LABELS, GUARANTEES } from './guarantee.ts';

export type Words = Readonly<Record<Language, string>>;
const words = (zh: string, en: string): Words => ({ 'zh-CN': zh, en });

/** The valid values of a field, in requests and cells. Lengths are in characters, after trimming. */
export type ValueRule =
  /** A unified social credit code, of any notation. */
  | { readonly kind: 'uscc' }
  /** The code of a region; in a sheet its code or name. */
  | { readonly kind: 'region' }
  | { readonly kind: 'text'; readonly min: number; readonly max: number }
  /** A contract or receipt number: shown as sent, compared by its key. In a sheet a `single` one may not be a list. */
  | { readonly kind: 'reference'; readonly max: number; readonly single?: true }
  /** Id or number of an earlier filing; stored as its id. */
  | { readonly kind: 'filing'; readonly max: number }
  /** Yuan, as fen; in a sheet in ten thousand yuan by default. */
  | { readonly kind: 'amount' }
  /** Per cent a year, as ten-thousandths of a per cent. */
  | { readonly kind: 'rate' }
  | { readonly kind: 'day' }
  /** The cell reader knows the words that answer this question only. */
  | { readonly kind: 'boolean'; readonly readCell: (cell: ReadCell) => CellValue<boolean> }
  | WordRule<string>;

/** One of a list of words. */
interface WordRule<W extends string> {
  readonly kind: 'word';
  readonly words: readonly W[];
  /** Their labels in sheets; the words themselves when absent. */
  readonly labels?: Readonly<Record<W, Words>>;
  readonly readCell: (cell: ReadCell) => CellValue<W>;
}

const text = (min: number, max: number) => ({ kind: 'text', min, max }) as const;
const reference = (max: number) => ({ kind: 'reference', max }) as const;
const word = <W extends string>(rule: Omit<WordRule<W>, 'kind'>): WordRule<W> => ({ kind: 'word', ...rule });

export interface FieldDescriptor {
  readonly column: string;
  readonly type: 'text' | 'bigint' | 'integer' | 'date' | 'boolean' | 'uuid';
  readonly value: ValueRule;
  readonly required: boolean;
  /** The value stored when an optional field is not sent, and the default of the column. Null when absent. */
  readonly whenAbsent?: string | boolean;
  readonly title: Words;
  /** Shown in brackets after the title in sheets. */
  readonly unit?: Words;
  /** Other headings that an import recognises, the commonest first, without brackets, punctuation and spaces. */
  readonly headings: string;
  /** The column in exports and templates: `format` is a Kind of src/sheets/table.ts, `hint` and `example` of the template. */
  readonly sheet: {
    readonly format: 'text' | 'code' | 'wan' | 'rate' | 'day';
    readonly width: number;
    readonly hint: Words;
    readonly example: string;
  };
}

/** In the order of requests and answers. */
export const FILING_FIELDS = {
  uscc: {
    column: 'uscc',
    type: 'text',
    value: { kind: 'uscc' },
    required: true,
    title: words('统一社会信用代码', 'Unified social credit code'),
    headings:
      '社会信用代码 信用代码 统一信用代码 统一社会信用码 统一代码 纳税人识别号 税号 企业代码 统一社会信用代码证号 uscc code creditcode socialcreditcode',
    sheet: {
      format: 'code',
      width: 22,
      hint: words('18 位，按文本填写', '18 characters, as text'),
      // No real firm has this code.
      example: '91430200000000027W',
    },
  },
  firmName: {
    column: 'firm_name',
    type: 'text',
    value: text(2, 200),
    required: true,
    title: words('企业名称', 'Firm name'),
    headings:
      '现名称 现企业名称 现单位名称 更名后名称 更名后企业名称 变更后名称 变更后企业名称 单位名称 公司名称 借款企业 借款企业名称 借款人 借款人名称 贷款企业 贷款企业名称 客户名称 企业全称 借款单位 借款主体 企业 firm company companyname borrower borrowername enterprise enterprisename name',
    sheet: {
      format: 'text',
      width: 34,
      hint: words('与营业执照一致', 'as on the business licence'),
      example: '株洲某某科技有限公司',
    },
  },
  regionCode: {
    column: 'region_code',
    type: 'text',
    value: { kind: 'region' },
    required: true,
    title: words('县市区（园区）', 'Region'),
    headings:
      '所属区县 区县 所在区县 所属县区 县区 所属县市区 区县市 所属县 所在县 县 所属区域 区域 所在地 所属地区 地区 注册地 注册区县 行政区划 行政区划代码 区县代码 regioncode district county',
    sheet: { format: 'text', width: 12, hint: words('从下拉列表选择', 'choose from the list'), example: '天元区' },
  },
  contractNo: {
    column: 'contract_no',
    type: 'text',
    value: reference(64),
    required: true,
    title: words('合同编号', 'Contract no.'),
    headings: '合同号 借款合同编号 借款合同号 贷款合同编号 贷款合同号 contractnumber contract loancontractno',
    sheet: { format: 'code', width: 24, hint: words('按文本填写', 'as text'), example: 'HT-2026-0001' },
  },
  receiptNo: {
    column: 'receipt_no',
    type: 'text',
    value: { ...reference(64), single: true },
    required: true,
    title: words('借据号', 'Receipt no.'),
    headings:
      '借据编号 借据 借据号码 贷款借据号 借据编码 借据流水号 receiptnumber receipt noteno notenumber loannoteno',
    sheet: {
      format: 'code',
      width: 24,
      hint: words('本行内唯一，按文本填写', 'unique within the bank, as text'),
      example: 'JJ-2026-0001',
    },
  },
  amount: {
    column: 'amount_fen',
    type: 'bigint',
    value: { kind: 'amount' },
    required: true,
    title: words('贷款金额', 'Amount'),
    unit: words('万元', '10,000 yuan'),
    // A credit line (授信金额, 额度) and the amount of a contract (合同金额) are no loan.
    headings:
      '金额 放款金额 发放金额 贷款发放金额 发放贷款金额 借款金额 贷款额 借款额 贷款数额 本金 贷款本金 借款本金 放款额 放贷金额 放贷额 发放额 贷款发放额 借据金额 支用金额 支用额 提款金额 提款额 用款金额 出账金额 出帐金额 投放金额 贷款投放金额 实际贷款金额 实贷金额 实际放款金额 实际发放金额 实际提款金额 本次提款 本次放款 本次支用 本次发放 备案金额 备案贷款金额 知识价值信用贷款金额 知识价值贷款金额 loanamount principal drawdown drawdownamount amountdrawn disbursedamount',
    sheet: {
      format: 'wan',
      width: 16,
      hint: words('单位为万元，最多六位小数', 'in 10,000 yuan, at most six decimals'),
      example: '300',
    },
  },
  annualRate: {
    column: 'annual_rate_e4',
    type: 'integer',
    value: { kind: 'rate' },
    required: true,
    title: words('年利率', 'Annual rate'),
    unit: words('%', '%'),
    headings:
      '利率 贷款利率 执行利率 执行年利率 执行年化利率 年化执行利率 贷款执行利率 合同利率 合同年利率 合同执行利率 贷款年利率 贷款年化利率 年化利率 月利率 月息 日利率 贷款月利率 执行月利率 利率加点 加点 lpr加点 monthlyrate rate interestrate interest annualinterestrate',
    sheet: { format: 'rate', width: 10, hint: words('填 3.45 表示 3.45%', '3.45 means 3.45%'), example: '3.45' },
  },
  disbursedOn: {
    column: 'disbursed_on',
    type: 'date',
    value: { kind: 'day' },
    required: true,
    title: words('放款日期', 'Disbursed on'),
    headings:
      '放款日 发放日期 贷款发放日期 放款时间 发放时间 起息日 贷款起始日 借款日期 贷款日期 起始日期 起始日 贷款起始日期 实际放款日期 实际放款日 实际发放日期 贷款放款日期 贷款发放日 disbursementdate disbursed startdate loandate drawdowndate',
    sheet: { format: 'day', width: 12, hint: words('如 2026-03-15', 'like 2026-03-15'), example: '2026-03-15' },
  },
  dueOn: {
    column: 'due_on',
    type: 'date',
    value: { kind: 'day' },
    required: true,
    title: words('到期日期', 'Due on'),
    headings:
      '到期日 贷款到期日 到期时间 贷款到期日期 终止日期 终止日 贷款终止日 还款到期日 贷款到期时间 借款到期日 借款到期日期 约定到期日 约定到期日期 duedate due maturity maturitydate enddate',
    sheet: {
      format: 'day',
      width: 12,
      hint: words('晚于放款日期，期限以办法为准', 'after disbursement; the programme sets the term'),
      example: '2027-03-15',
    },
  },
  guarantee: {
    column: 'guarantee',
    type: 'text',
    value: word({ words: GUARANTEES, labels: GUARANTEE_LABELS, readCell: guaranteeOfCell }),
    required: false,
    whenAbsent: 'credit',
    title: words('担保方式', 'Guarantee'),
    headings:
      '担保类型 担保 增信方式 主担保方式 主要担保方式 贷款担保方式 担保形式 担保种类 担保措施 增信措施 guaranteetype security',
    sheet: { format: 'text', width: 16, hint: words('空白即信用贷款', 'blank means credit'), example: '信用贷款' },
  },
  knowledgeGrade: {
    column: 'knowledge_grade',
    type: 'text',
    value: word({ words: GRADES, readCell: gradeOfCell }),
    required: false,
    title: words('知识价值等级', 'Knowledge-value grade'),
    // 信用等级, 评级 and 纳税信用等级 are ratings of banks and tax offices.
    headings: '知识价值信用等级 知识价值信用贷款等级 知识价值评级 知识价值评定等级 价值等级 knowledgegrade',
    sheet: { format: 'text', width: 10, hint: words('A 至 E', 'A to E'), example: 'B' },
  },
  purpose: {
    column: 'purpose',
    type: 'text',
    value: text(1, 200),
    required: false,
    title: words('贷款用途', 'Purpose'),
    headings: '用途 资金用途 借款用途 loanpurpose',
    sheet: {
      format: 'text',
      width: 24,
      hint: words('贷款资金的用途，最多 200 字', 'what the money is for, at most 200 characters'),
      example: '采购原材料',
    },
  },
  firstLoan: {
    column: 'first_loan',
    type: 'boolean',
    value: { kind: 'boolean', readCell: (cell) => yesNoOfCell(cell, 'firstLoan') },
    required: false,
    title: words('是否首贷', 'First loan'),
    headings: '首贷 首次贷款 是否首次贷款 是否首贷户 首贷户 isfirstloan firsttime',
    sheet: {
      format: 'text',
      width: 12,
      hint: words('企业首次银行贷款', 'the firm’s first bank loan ever'),
      example: '否',
    },
  },
  renewal: {
    column: 'renewal',
    type: 'boolean',
    value: { kind: 'boolean', readCell: (cell) => yesNoOfCell(cell, 'renewal') },
    required: false,
    whenAbsent: false,
    title: words('是否续贷', 'Renewal'),
    headings: '续贷 是否无还本续贷 无还本续贷 isrenewal',
    sheet: { format: 'text', width: 12, hint: words('无还本续贷', 'repays an earlier loan'), example: '否' },
  },
  renewalOf: {
    column: 'renewal_of',
    type: 'uuid',
    value: { kind: 'filing', max: 64 },
    required: false,
    title: words('原备案编号', 'Renewal of'),
    headings: '原备案号 续贷原编号 上笔备案编号 原贷款备案编号 previousfilingno originalfilingno',
    sheet: {
      format: 'code',
      width: 18,
      hint: words('续贷的，填被续贷款的备案编号', 'for a renewal: the filing number of the earlier loan'),
      example: '',
    },
  },
  branch: {
    column: 'branch',
    type: 'text',
    value: text(1, 100),
    required: false,
    title: words('经办支行', 'Branch'),
    headings: '经办机构 支行 放款支行 贷款支行 经办网点 网点 经办行 支行名称 支行联行号 branchname',
    sheet: {
      format: 'code',
      width: 24,
      hint: words('支行名称或 12 位联行号', 'name, or 12-digit branch number'),
      example: '天元支行',
    },
  },
  remarks: {
    column: 'remarks',
    type: 'text',
    value: text(0, 1000),
    required: false,
    title: words('备注', 'Remarks'),
    headings: '说明 备注说明 remark notes note comment',
    sheet: { format: 'text', width: 30, hint: words('最多 1000 字', 'at most 1000 characters'), example: '' },
  },
} as const satisfies Readonly<Record<string, FieldDescriptor>>;

/** The columns of a bank's sheet of loans in their usual order; columns.ts has the titles of those that are no field. */
export const SHEET_COLUMNS = [
  'serial',
  'firmName',
  'uscc',
  'regionCode',
  'highTechNo',
  'techSmeNo',
  'knowledgeGrade',
  'bank',
  'branch',
  'contractNo',
  'receiptNo',
  'amount',
  'annualRate',
  'disbursedOn',
  'dueOn',
  'guarantee',
  'purpose',
  'firstLoan',
  'renewal',
  'renewalOf',
  'remarks',
] as const;

export type FilingField = keyof typeof FILING_FIELDS;
export const FILING_FIELD_NAMES = Object.keys(FILING_FIELDS) as readonly FilingField[];
export const REQUIRED_FILING_FIELDS = FILING_FIELD_NAMES.filter((name) => FILING_FIELDS[name].required);

export const describeField = (name: FilingField): FieldDescriptor => FILING_FIELDS[name];
export const isFilingField = (name: string): name is FilingField => Object.hasOwn(FILING_FIELDS, name);

/** Fields that answers show inside `firm` and `region`; the others are members of the filing itself. */
const NESTED_FIELDS = ['uscc', 'firmName', 'regionCode'] as const;
export type OwnField = Exclude<FilingField, (typeof NESTED_FIELDS)[number]>;
export const OWN_FIELD_NAMES = FILING_FIELD_NAMES.filter(
  (name): name is OwnField => !(NESTED_FIELDS as readonly string[]).includes(name),
);

type Entry<F extends FilingField> = (typeof FILING_FIELDS)[F];
type RuleValue<R> = R extends { kind: 'amount' }
  ? bigint
  : R extends { kind: 'rate' }
    ? number
    : R extends { kind: 'boolean' }
      ? boolean
      : R extends WordRule<infer W>
        ? W
        : string;

export type RequiredField = { [F in FilingField]: Entry<F>['required'] extends true ? F : never }[FilingField];
export type OptionalField = Exclude<FilingField, RequiredField>;
/** The value of a field that was sent, parsed. */
export type FieldValue<F extends FilingField> = RuleValue<Entry<F>['value']>;
/** The stored value of a field: null when it was not sent and has no `whenAbsent`. */
export type StoredValue<F extends FilingField> = F extends RequiredField
  ? FieldValue<F>
  : Entry<F> extends { whenAbsent: unknown }
    ? FieldValue<F>
    : FieldValue<F> | null;
export type ColumnOf<F extends FilingField> = Entry<F>['column'];

/** The columns of these fields in a row of the table. */
export type FilingColumns = { [F in FilingField as ColumnOf<F>]: StoredValue<F> };
export const FILING_COLUMNS = FILING_FIELD_NAMES.map((name) => FILING_FIELDS[name].column);

export const isNullable = ({ required, whenAbsent }: FieldDescriptor): boolean => !required && whenAbsent === undefined;
