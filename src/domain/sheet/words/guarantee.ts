/**
 * Words for the kind of guarantee (担保方式). A word is added only when it has one meaning: 保证 alone may be that of a
 * guarantee company or of a person, so it is asked about.
 */
import type { Guarantee } from '../../filing/guarantee.ts';
import { wordKey, wordList } from './word-list.ts';

const AS_OF = '2026-11-30';

const LIST = wordList<Guarantee>(AS_OF, [
  [
    'credit',
    `信用 纯信用 信用贷款 纯信用贷款 信用方式 信用放款 信用类 信用类贷款 知识价值信用贷款 知识价值信用
     无担保 免担保 无须担保 无需担保 不需担保 无需提供担保 无担保方式 信用免担保 信用无担保 纯信用无担保
     无抵押 免抵押 无抵押无质押 无抵质押 免抵质押 信用无抵押 纯信用无抵押 纯信用无抵押无担保 信用无抵押无担保
     无抵押无担保 无担保无抵押 免抵押免担保 免担保免抵押 无抵押无质押无担保 无抵押无担保无质押 信用贷 知识价值信用贷 信用方式贷款
     无抵押贷款 免抵押贷款 无担保贷款 免担保贷款 无抵押无担保贷款 免抵押免担保贷款 无担保信用贷款 无抵押信用贷款 没有担保 不需要担保 无任何担保
     credit oncredit creditloan unsecured unsecuredloan clean cleanloan`,
  ],
  [
    'guaranteed_credit',
    `信用担保贷款 信用担保 信用+担保 信用+保证 信用+担保公司担保 担保公司担保 担保公司保证 担保公司保证担保
     担保公司连带责任保证 融资担保 融资担保公司担保 融资担保公司保证 融资担保公司保证担保 融资性担保 融资性担保公司担保
     政府性融资担保 政府性融资担保公司担保 政府性融资担保机构担保 政策性担保 政策性融资担保 政策性担保公司担保
     合作担保机构担保 合作担保机构保证 合作担保公司担保 担保机构担保 担保机构保证 担保机构保证担保 专业担保公司担保
     guaranteed_credit guaranteedcredit guaranteecompany`,
  ],
]);

const THINGS =
  '不动产|房产|房地产|房屋|住房|住宅|商铺|厂房|土地|土地使用权|国有土地使用权|在建工程|动产|设备|机器设备|机械设备|存货|车辆';
const RIGHTS =
  '知识产权|专利|专利权|发明专利|商标|商标权|商标专用权|软件著作权|著作权|股权|股票|存单|定期存单|应收账款|应收帐款|仓单|保证金|保单|票据|收费权|收益权|动产|权利|订单';
const PERSONS =
  '实控人|实际控制人|实际控制人个人|法人|法人代表|法人个人|法定代表人|个人|自然人|股东|大股东|控股股东|夫妻|夫妻双方|配偶|实控人夫妻|实际控制人夫妻|实控人及配偶|关联方|关联企业|关联公司|母公司|集团';
const VERB =
  '(?:担保|保证|连带|连带责任|连带保证|连带担保|连带责任保证|连带责任担保|保证担保|连带责任保证担保|无限连带责任|无限连带责任保证|无限连带责任担保)';
/** Guarantees that are no part of the programme. Each alternative is a whole word. */
const OUTSIDE = [
  new RegExp(`^(?:最高额)?(?:${THINGS})?(?:最高额)?(?:抵押|抵质押|抵\\(质\\)押|按揭)(?:担保|贷款|方式)?$`),
  new RegExp(`^(?:最高额)?(?:${RIGHTS})?(?:最高额)?(?:质押|出质)(?:担保|贷款|方式)?$`),
  new RegExp(`^(?:${PERSONS})(?:${VERB})$`),
  /^(?:互保|联保|让与担保|MORTGAGE|PLEDGE|COLLATERAL|PERSONALGUARANTEE)$/,
];

/** Between the parts of one cell: 信用+抵押, 信用（无抵押无担保）. */
const BETWEEN = /[+&,，、;；/\\()[\]【】及和与加]+/;

export type GuaranteeMeaning = Guarantee | 'outside' | null;

/** The meaning of a word; `outside` for a guarantee that the programme does not know, null for a word that is not listed. */
export function guaranteeMeaning(text: string): GuaranteeMeaning {
  const key = wordKey(text);
  const whole = meaningOf(key);
  if (whole !== null) return whole;
  const parts = key.split(BETWEEN).filter((part) => part !== '');
  if (parts.length < 2) return null;
  const meanings = parts.map(meaningOf);
  if (meanings.includes('outside')) return 'outside';
  if (meanings.includes(null)) return null;
  return meanings.includes('guaranteed_credit') ? 'guaranteed_credit' : 'credit';
}

const meaningOf = (key: string): GuaranteeMeaning =>
  LIST.meanings.get(key) ?? (OUTSIDE.some((pattern) => pattern.test(key)) ? 'outside' : null);
