/** What the headings of columns mean: by many names, in Chinese and English. */
import { IMPORT_FIELDS, type AmountUnit, type ImportField, type ImportKind } from './import-words.ts';

const SYNONYMS: Readonly<Record<ImportField, string>> = {
  firmName:
    '企业名称 单位名称 公司名称 借款企业 借款企业名称 借款人 借款人名称 贷款企业 贷款企业名称 客户名称 企业全称 借款单位 借款主体 企业 firmname firm company companyname borrower borrowername enterprise enterprisename name',
  uscc: '统一社会信用代码 社会信用代码 信用代码 统一信用代码 统一社会信用码 统一代码 纳税人识别号 税号 企业代码 统一社会信用代码证号 uscc code creditcode unifiedsocialcreditcode socialcreditcode',
  regionCode:
    '县市区 所属区县 区县 所在区县 所属县区 县区 所属县市区 区县市 所属区域 区域 所在地 所属地区 地区 注册地 注册区县 行政区划 行政区划代码 区县代码 region regioncode district county',
  contractNo:
    '合同编号 合同号 借款合同编号 借款合同号 贷款合同编号 贷款合同号 contractno contractnumber contract loancontractno',
  receiptNo:
    '借据号 借据编号 借据 借据号码 贷款借据号 借据编码 receiptno receiptnumber receipt noteno notenumber loannoteno',
  amount:
    '贷款金额 金额 放款金额 发放金额 贷款发放金额 借款金额 贷款额 本金 放款额 授信金额 备案金额 amount loanamount principal',
  annualRate:
    '年利率 利率 贷款利率 执行利率 执行年利率 贷款年利率 年化利率 annualrate rate interestrate interest annualinterestrate',
  disbursedOn:
    '放款日期 放款日 发放日期 贷款发放日期 放款时间 发放时间 起息日 贷款起始日 借款日期 贷款日期 起始日期 贷款起始日期 合同起始日 disbursedon disbursementdate disbursed startdate loandate drawdowndate',
  dueOn:
    '到期日期 到期日 贷款到期日 到期时间 贷款到期日期 还款日期 终止日期 贷款终止日 合同到期日 贷款到期时间 dueon duedate due maturity maturitydate enddate',
  guarantee: '担保方式 担保类型 担保 增信方式 guarantee guaranteetype security',
  knowledgeGrade:
    '知识价值等级 知识价值信用等级 信用等级 等级 评级 价值等级 知识价值评级 knowledgegrade grade knowledgevaluegrade',
  firstLoan: '是否首贷 首贷 首次贷款 是否首次贷款 是否首贷户 首贷户 firstloan isfirstloan firsttime',
  renewal: '是否续贷 续贷 是否无还本续贷 无还本续贷 renewal isrenewal',
  renewalOf: '原备案编号 原备案号 续贷原编号 上笔备案编号 原贷款备案编号 renewalof previousfilingno originalfilingno',
  branch: '经办支行 经办机构 支行 放款支行 贷款支行 经办网点 网点 经办行 支行名称 支行联行号 branch branchname',
  remarks: '备注 说明 备注说明 remarks remark notes note comment',
  number: '备案编号 备案号 filingno filingnumber number',
  filedOn: '备案日期 备案时间 备案日 filedon filingdate filed',
  bank: '贷款银行 银行 合作银行 放款银行 银行名称 贷款机构 承办银行 bank bankname bankcode lender',
  kind: '资质类别 资质类型 类别 企业类型 资质 认定类别 kind qualification qualificationkind type',
  certificateNo:
    '证书编号 高企证书编号 证书号 入库登记编号 登记编号 入库编号 资质编号 高新技术企业证书编号 科技型中小企业登记编号 入库登记号 编号 certificateno certificatenumber certificate registrationno',
  issuedOn:
    '发证日期 发证时间 认定日期 认定时间 入库日期 入库时间 登记日期 公告日期 颁发日期 issuedon issuedate issued dateofissue',
  year: '年度 认定年度 入库年度 年份 入库年份 认定年份 year',
  validFrom: '有效期起 有效期自 起始有效期 有效期开始 有效期起始日期 有效开始日期 validfrom',
  validTo:
    '有效期止 有效期至 有效期截止 截止日期 有效期结束 有效期截止日期 到期日期 有效期 validto validuntil expires expirydate',
  industryCode: '行业代码 国民经济行业代码 所属行业代码 industrycode industry',
  reason: '登记原因 原因 理由 reason',
};

const BY_KIND = new Map<ImportKind, ReadonlyMap<string, ImportField>>(
  (Object.entries(IMPORT_FIELDS) as [ImportKind, readonly ImportField[]][]).map(([kind, fields]) => [
    kind,
    new Map(fields.flatMap((field) => SYNONYMS[field].split(' ').map((word) => [word, field] as const))),
  ]),
);

/** A heading as it is compared: narrow, lower case, without white space, marks, and what stands in brackets. */
export function headingKey(heading: string): string {
  return heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[(（[【][^)）\]】]*[)）\]】]/gu, '')
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** The field that a heading means in this kind of import, or null. */
export function fieldOfHeading(heading: string, kind: ImportKind): ImportField | null {
  const key = headingKey(heading);
  const known = BY_KIND.get(kind)!;
  return known.get(key) ?? known.get(key.replace(/(亿元|万元|元|人民币)$/, '')) ?? null;
}

/** How usual a heading is for a field: 0 is the title of the template; of two columns the more usual one is meant. */
export function rankOfHeading(heading: string, field: ImportField): number {
  const rank = SYNONYMS[field].split(' ').indexOf(headingKey(heading));
  return rank < 0 ? Number.MAX_SAFE_INTEGER : rank;
}

/** The unit that a heading or a line like 「单位：万元」 names. */
export function unitOfText(text: string): AmountUnit | null {
  const bare = text.normalize('NFKC').replace(/\s/gu, '').toLowerCase();
  if (/亿元|亿圆|[(（]亿[)）]|100,?000,?000yuan|hundredmillionyuan/.test(bare)) return 'yi';
  if (/万元|万圆|万人民币|[(（]万[)）]|10,?000yuan|tenthousandyuan|wan/.test(bare)) return 'wan';
  return /元|圆|yuan|cny|rmb/.test(bare) ? 'yuan' : null;
}

const UNIT_LINE =
  /(?:金额)?(?:计量)?单位[:：]?(?:人民币)?[（(]?(?:人民币)?(亿元|万元|元)|unit:?\(?(hundredmillionyuan|tenthousandyuan|10,?000yuan|yuan)/i;

/** The unit in a line above or below the table; null where no such line is. */
export function unitOfLine(text: string): AmountUnit | null {
  const match = UNIT_LINE.exec(text.normalize('NFKC').replace(/\s/gu, ''));
  if (match === null) return null;
  return unitOfText(match[1] ?? match[2] ?? '');
}
