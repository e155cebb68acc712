/**
 * Recognises column headings and units, in Chinese and English. Headings of filing fields are in
 * domain/filing/fields.ts. Headings may be added freely; one heading belongs to one field of a kind.
 */
import { HEADING_MAX_CHARACTERS } from '../limits.ts';
import { unitOfHeading } from './amount-units.ts';
import { describeField, isFilingField, type FilingField } from '../filing/fields.ts';
import {
  ALL_IMPORT_FIELDS,
  IMPORT_FIELDS,
  type AmountUnit,
  type ImportField,
  type ImportKind,
} from './import-words.ts';

/** Known headings of fields that a filing does not have; the title in the template comes first. */
const OTHER_HEADINGS: Readonly<Record<Exclude<ImportField, FilingField>, string>> = {
  number: '备案编号 备案号 filingno filingnumber number',
  filedOn: '备案日期 备案时间 备案日 filedon filingdate filed',
  bank: '贷款银行 银行 合作银行 放款银行 银行名称 贷款机构 承办银行 bank bankname bankcode lender',
  kind: '资质类别 资质类型 资质 认定类别 认定类型 类别 企业类型 企业类别 kind qualification qualificationkind type',
  certificateNo:
    '证书编号 高企证书编号 证书号 入库登记编号 登记编号 入库编号 资质编号 高新技术企业证书编号 科技型中小企业登记编号 入库登记号 编号 certificateno certificatenumber certificate registrationno',
  issuedOn:
    '发证日期 发证时间 认定日期 认定时间 入库日期 入库时间 登记日期 公告日期 颁发日期 issuedon issuedate issued dateofissue',
  year: '年度 认定年度 入库年度 年份 入库年份 认定年份 year',
  validFrom: '有效期起 有效期自 起始有效期 有效期开始 有效期起始日期 有效开始日期 validfrom',
  validTo:
    '有效期止 有效期至 有效期截止 截止日期 有效期结束 有效期截止日期 到期日期 有效期 有效期限 有效期间 有效期起止 有效期起止日期 有效期起止时间 有效期限起止 有效年限 validto validuntil expires expirydate',
  industryCode: '行业代码 国民经济行业代码 所属行业代码 industrycode industry',
  formerName:
    '原名称 原企业名称 原单位名称 更名前名称 更名前企业名称 变更前名称 变更前企业名称 曾用名 formername oldname',
  decision: 'decision',
  reason: '登记原因 原因 理由 reason',
};

/** The key by which headings are compared: narrow, lower case, letters and digits only, without text in brackets. */
export function headingKey(heading: string): string {
  return withoutBrackets(heading.slice(0, HEADING_MAX_CHARACTERS).normalize('NFKC').toLowerCase()).replace(
    /[^\p{L}\p{N}]/gu,
    '',
  );
}

const [OPENING, CLOSING] = [/[([【]/gu, /[)\]】]/gu];

/** Without the text from each opening bracket to the next closing one. After NFKC, round brackets are narrow. */
function withoutBrackets(text: string): string {
  let [kept, at] = ['', 0];
  for (;;) {
    const open = indexOf(OPENING, text, at);
    const close = open < 0 ? -1 : indexOf(CLOSING, text, open + 1);
    if (close < 0) return kept + text.slice(at);
    kept += text.slice(at, open);
    at = close + 1;
  }
}

function indexOf(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? -1;
}

/** The heading keys of a field, the more usual ones first. */
function headingsOf(field: ImportField): readonly string[] {
  if (!isFilingField(field)) return OTHER_HEADINGS[field].split(' ');
  const { title, headings } = describeField(field);
  return [headingKey(title['zh-CN']), headingKey(title.en), ...headings.split(' ')];
}

const HEADINGS = new Map(ALL_IMPORT_FIELDS.map((field) => [field, headingsOf(field)]));
const BY_KIND = new Map<ImportKind, ReadonlyMap<string, ImportField>>(
  (Object.entries(IMPORT_FIELDS) as [ImportKind, readonly ImportField[]][]).map(([kind, fields]) => [
    kind,
    new Map(fields.flatMap((field) => HEADINGS.get(field)!.map((word) => [word, field] as const))),
  ]),
);

/** Units of amounts and rates behind the words of a heading, without brackets and punctuation. */
const UNIT_AT_END =
  /(?:人民币)?(?:亿|百万|千万|十万|万|千)?(?:美|欧|日|港)?(?:元|圆|币)(?:人民币)?$|人民币$|(?:亿|百万|万|千)$|bps?$|(?:in)?(?:(?:ten|hundred)?(?:thousand|million)s?)?(?:of)?(?:yuan|rmb|cny|usd|eur|hkd|jpy)(?:000s?|10000|(?:ten)?thousands?|(?:hundred)?millions?|mn)?$/;

/** In front of a heading these say nothing but that it is about this loan or a part of it, or number its column. */
const OF_THIS_LOAN = /^(?:[0-9]{1,2}(?=[^0-9])|本次|此次|当次|本笔|该笔|单笔|每笔|其中)/;

/** The field of a heading in this kind of import; null if unknown. */
export function fieldOfHeading(heading: string, kind: ImportKind): ImportField | null {
  const key = headingKey(heading);
  const known = BY_KIND.get(kind)!;
  const withoutUnit = key.replace(UNIT_AT_END, '');
  return known.get(key) ?? known.get(withoutUnit) ?? known.get(withoutUnit.replace(OF_THIS_LOAN, '')) ?? null;
}

const CITY_OR_PROVINCE = new Set(
  '省 省份 所属省 所属省份 所在省份 市 市州 地市 地市州 城市 所属市 所属市州 所属地市 所属城市 所在市 所在城市 省市 所属省市 city province'.split(
    ' ',
  ),
);
/** A firm may be registered elsewhere than it is. */
const REGISTERED = /注册|所在地$/;

/** Whether a heading is that of a region, or of the city or province in which it is. */
export function isHeadingOfPlace(heading: string, kind: ImportKind): boolean {
  const key = headingKey(heading);
  return CITY_OR_PROVINCE.has(key) || (fieldOfHeading(heading, kind) === 'regionCode' && !REGISTERED.test(key));
}

/**
 * Rank of a heading, or else of the lower and the upper of its lines, among those of a field; 0 is the title in the
 * template, lower ranks win.
 */
export function rankOfHeading(heading: string, lines: readonly string[], field: ImportField): number {
  const ranks = [heading, ...lines.toReversed()].map((text) => HEADINGS.get(field)!.indexOf(headingKey(text)));
  return ranks.find((rank) => rank >= 0) ?? Number.MAX_SAFE_INTEGER;
}

/** The unit of yuan named in a heading; null if there is none, several, or one of another currency. */
export function unitOfText(text: string): AmountUnit | null {
  const found = unitOfHeading(text);
  return found?.currency === null ? found.unit : null;
}
