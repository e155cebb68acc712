/**
 * Words that say that a row is not in force, or may not be: states, opinions, marks. A row with one is asked about, so a
 * word that is missing here costs a wrong loan, and one too many costs a question. Lists may be extended freely.
 */
import { TITLE_MAX_CHARACTERS, VALUE_CELL_MAX_CHARACTERS } from '../../limits.ts';
import { squeeze, type ReadCell } from '../cell.ts';
import { headingKey } from '../headings.ts';
import { either } from './word-list.ts';

const words = (text: string): Set<string> => new Set(text.split(/\s+/));

/**
 * `state`: any word but those of a row in force is asked about; `opinion`: only words that refuse are; `inForce`: a yes or
 * no; `takenBack`: a yes or a day takes the row back; `remarks`: free text, of which the beginning counts.
 */
export type StateColumn = 'state' | 'opinion' | 'inForce' | 'takenBack' | 'remarks';

const STEP = either(
  '备案 贷款 业务 审核 审批 初审 复审 终审 借据 合同 办理 当前 处理 放款 记录 数据 资质 证书 编号 复核 受理 流程 账户 单据',
);
const STATE = new RegExp(`^(?:${STEP}?状态|state|status|loanstatus)$`);
const OPINION = new RegExp(`^(?:${STEP}(?:结果|结论|意见|情况|进度|进展)|进度|结果|result|decision|opinion)$`);
const IN_FORCE_HEADINGS = words('是否有效 有效标志 有效标识 是否通过 是否审核通过 是否通过审核 valid isvalid active');
const TAKING_BACK = either('作废 撤销 撤回 取消 注销 退回 冲正 冲销 删除 展期');
/** Headings whose cells, if they say yes or give a day, take the row back. */
const TAKEN_BACK = new RegExp(
  `^(?:是否)?(?:已)?${TAKING_BACK}(?:标志|标识|标记|日期|时间|原因)?$|^取消资格(?:日期|时间|原因)$|^是否终止$|^终止(?:标志|原因)$|^首个无效日$|^(?:is)?(?:voided|withdrawn|cancelled|canceled|deleted|reversed|revoked)(?:on)?$|^firstinvalidday$`,
);

export function stateColumnOf(heading: string): StateColumn | null {
  const key = headingKey(heading);
  if (STATE.test(key)) return 'state';
  if (TAKEN_BACK.test(key)) return 'takenBack';
  if (OPINION.test(key)) return 'opinion';
  return IN_FORCE_HEADINGS.has(key) ? 'inForce' : null;
}

const YES = words('是 有 有效 通过 同意 正常 Y YES TRUE T 1 √ ✓ ✔ 对');
/** What core systems write for no day. */
const NO_DAY = '(?:9999|0000|0001|1900)[-/.]?[0-9]{2}[-/.]?[0-9]{2}';
const NOTHING = new RegExp(
  `^(?:|否|无|未|没有|正常|有效|[-–—/\\\\×X]+|N|NO|FALSE|F|0|[未无非]${TAKING_BACK}|${NO_DAY}(?:[0-9: ]+)?)$`,
);
const REFUSING =
  /不予|不同意|[未不](?:通过|备案|受理|符合|合格|成功)|驳回|退回|否决|拒绝|撤[销回]|作废|取消|注销|冲[销正账]|终止|无效|失败|补正|reject|refus|return|void|withdr|cancel/i;

/** States of a record that is in force, of filings, loans and firms; another one is asked about. */
const IN_FORCE = words(
  `正常 有效 生效 已生效 √ 是 y yes valid active normal effective current
   已备案 备案成功 备案完成 已受理 已通过 通过 审核通过 审批通过 复核通过 已审核 已审批 已复核 同意 已同意 已接受 已提交 已上报 已报送 待审核 审核中
   已登记 登记 已入库 入库 已完成 完成 已办结 办结 accepted approved submitted filed
   已放款 放款成功 放款完成 已发放 发放成功 已投放 已支用 已提款 已出账 在用 在贷 还款中 正常还款 正常贷款 未到期 已到期 未结清 结清 已结清 正常结清
   已还清 paid disbursed outstanding performing settled
   存续 在营 在业 开业 在册 存续(在营、开业、在册) 正常营业`,
);

/** What remarks begin with, or a cell beside the table says, when a row does not count. */
const MARKS = words(
  `作废 已作废 撤销 已撤销 撤回 已撤回 退回 已退回 取消 已取消 冲销 已冲销 冲正 已冲正 注销 已注销 删除 已删除 展期 已展期 重复 重复报送 不予备案
   此笔作废 本笔作废 该笔作废 此笔撤销 本笔撤销 此笔已作废 本笔已作废 该笔已作废 此条作废 本条作废 voided void withdrawn cancelled canceled reversed
   deleted duplicate 示例 样例 范例 举例 例 填写示例 示例行 example sample`,
);
const MARK_MAX_CHARACTERS = 20;
/** Most cells do not match this, and the test is much cheaper than normalisation. */
const MAY_MARK = /废|撤|退|取消|冲|注销|删除|展期|重复|不予|例|void|withdr|cancel|revers|delet|dupl|example|sample/i;
/** Behind a number or name: JJ-1（作废） */
const MARKED = /(?:^|[-_(（[【\s])已?(?:作废|撤销|撤回|冲销|冲正|注销|取消|删除)(?:[)）\]】]|$)/;

/** The word that says that a row is not in force, or may not be; null for one in force. */
export function stateOutOfForce({ text }: ReadCell, column: StateColumn, heading: string): string | null {
  const word = squeeze(text.slice(0, VALUE_CELL_MAX_CHARACTERS));
  switch (column) {
    case 'remarks':
      return markOf(text);
    case 'takenBack':
      return NOTHING.test(word.toUpperCase()) ? null : heading;
    case 'inForce':
      return word === '' || YES.has(word.toUpperCase()) ? null : `${heading}: ${word}`;
    case 'opinion':
      return REFUSING.test(word) ? word : null;
    case 'state':
      return word === '' || IN_FORCE.has(word.toLowerCase()) ? null : word;
  }
}

/** The mark that a text is, or begins with: 作废，重新放款. Null for others, such as 前一笔作废后重新放款. */
function markOf(text: string): string | null {
  if (!MAY_MARK.test(text.slice(0, MARK_MAX_CHARACTERS))) return null;
  const clause = squeeze(text.slice(0, VALUE_CELL_MAX_CHARACTERS))
    .split(/[,，。;；、:：()（）[\]【】.!！]/)
    .find((part) => part !== '');
  return clause !== undefined && MARKS.has(clause.toLowerCase()) ? clause : null;
}

/** The mark in a cell that has no heading, or one that the import does not use. */
export const markBeside = ({ kind, text }: ReadCell): string | null =>
  kind === 'text' && text.length <= MARK_MAX_CHARACTERS ? markOf(text) : null;

/** The mark at the end or the beginning of a name or number. */
export function markWithin({ text }: ReadCell): string | null {
  if (!MAY_MARK.test(text.slice(0, VALUE_CELL_MAX_CHARACTERS))) return null;
  return (
    MARKED.exec(text.slice(0, VALUE_CELL_MAX_CHARACTERS).trim())?.[0].replace(/^[-_(（[【\s]|[)）\]】]$/g, '') ?? null
  );
}

const TAKES_BACK =
  /作废|撤回|撤[销消]|退回(?!后|修改|重)|冲[正销]|注销|驳回|不予备案|[拟待未]放款|计划放款|拟投放|示例|样例|withdrawn|voided|returned|cancel/i;
/** A rule about such loans is no title. */
const RULE = /^注|请|勿|不(?!予)|如|若|说明|注意|必须|应|须|模板/;
const TITLE_PART_MAX_CHARACTERS = 60;

/** The title, name of a sheet or of a file that says that its loans are not in force; null if none does. */
export function titleTakingBack(titles: readonly string[]): string | null {
  const parts = titles.flatMap((title) => title.slice(0, TITLE_MAX_CHARACTERS).split(/[\s。；;]+/));
  return (
    parts.find((part) => part.length <= TITLE_PART_MAX_CHARACTERS && TAKES_BACK.test(part) && !RULE.test(part)) ?? null
  );
}

/** 未撤销 and 未被取消 say the contrary. */
const REVOKING =
  /(?<![未没]被?)(?:撤[销回]|取消|注销|作废|吊销|除名|摘牌|移出|剔除|清退|退库|出库|退出|终止|废止|收回)|无效|失效|丧失|不再(?:具备|符合|享受|认定)|不予|[未不](?:通过|合格)|revo(?:ke|cation)|cancel|withdr|delist|remov|terminat/i;

/** The words of a text that say that a list takes qualifications away; null if there are none. */
export function revokingWords(text: string): string | null {
  return REVOKING.exec(text.slice(0, TITLE_MAX_CHARACTERS).normalize('NFKC').replace(/\s/gu, ''))?.[0] ?? null;
}

const REVOKING_NOTE_MAX_CHARACTERS = 40;

/** The text of a short cell of a list, in a column that is not used, if it takes the row away. */
export const revokingNote = ({ kind, text }: ReadCell): string | null =>
  kind === 'text' && text.length <= REVOKING_NOTE_MAX_CHARACTERS && revokingWords(text) !== null ? squeeze(text) : null;

/** Whether a column of a list describes what firms do, where 注销 and the like take nothing away. */
export const describesFirm = (heading: string): boolean =>
  /经营范围|主营|业务|产品|服务|行业|领域|地址|简介/.test(heading);
