/**
 * One text for each code in `errors`: what is wrong, and what to do. Texts may be changed freely; a new code needs its
 * text here.
 */
import type { ErrorCode } from './codes.ts';
import type { ImportCode } from '../sheet/import-codes.ts';
import { LIMIT_ERROR_MESSAGES } from '../programme/limits/registry.ts';
import type { Template } from './template.ts';

export const ERROR_MESSAGES: Readonly<Record<Exclude<ErrorCode, ImportCode>, Template>> = {
  ...LIMIT_ERROR_MESSAGES,
  REQUIRED: { 'zh-CN': '此项必填，请补充。', en: 'This field is required. Fill it in.' },
  NOT_A_STRING: {
    'zh-CN': '请以字符串形式填写（加引号），不要填写数字或其他类型。',
    en: 'Send a string (in quotes), not a number or another type.',
  },
  FORMAT: {
    'zh-CN': '格式不正确[，应为：{expected}]。请更正。',
    en: 'The format is wrong[; expected: {expected}]. Correct it.',
  },
  TOO_SHORT: {
    'zh-CN': '内容太短[，至少 {min} 个字符]。请补充。',
    en: 'Too short[: at least {min} characters]. Add to it.',
  },
  TOO_LONG: {
    'zh-CN': '内容太长[，最多 {max} 个字符]。请缩短。',
    en: 'Too long[: at most {max} characters]. Shorten it.',
  },
  CONTROL_CHARACTER: {
    'zh-CN': '含有不可见的控制字符或残缺字符，请删除后重新填写。',
    en: 'Contains control characters or broken characters. Remove them.',
  },
  TOO_MANY_DECIMALS: {
    'zh-CN': '小数位数过多[，最多 {max} 位]。请核对原值，系统不会代为舍入。',
    en: 'Too many decimal places[: at most {max}]. Check the figure; nothing is rounded for you.',
  },
  ZERO: { 'zh-CN': '不能为零，请填写实际数额。', en: 'Must not be zero. Enter the real figure.' },
  TOO_LARGE: {
    'zh-CN': '数值太大[，最大为 {max}]。请核对数额和单位。',
    en: 'Too large[: at most {max}]. Check the figure and its unit.',
  },
  TOO_SMALL: {
    'zh-CN': '数值太小[，最小为 {min}]。请核对数额和单位。',
    en: 'Too small[: at least {min}]. Check the figure and its unit.',
  },
  UNKNOWN_WORD: {
    'zh-CN': '不是可选的值[，可选：{allowed}]。请改为其中之一。',
    en: 'Not one of the possible values[: {allowed}]. Choose one of them.',
  },
  UNKNOWN_FIELD: {
    'zh-CN': '没有这个字段或参数，请删除或检查拼写。',
    en: 'There is no such field or parameter. Remove it or check its spelling.',
  },
  NOTHING_CHANGED: {
    'zh-CN': '填写的内容与现有备案相同，没有可更正的内容。请核对后再提交。',
    en: 'These are the present values already. Nothing would change: check what is to be amended.',
  },
  NOT_A_BOOLEAN: { 'zh-CN': '请填写 true 或 false（不加引号）。', en: 'Send true or false, without quotes.' },
  NOT_AN_INTEGER: { 'zh-CN': '请填写整数。', en: 'Send a whole number.' },
  NOT_A_DATE: {
    'zh-CN': '不是有效日期，请按 年-月-日 填写，例如 2024-03-15。',
    en: 'Not a real date. Write it like 2024-03-15.',
  },
  NOT_AN_OBJECT: { 'zh-CN': '请发送一个 JSON 对象。', en: 'Send a JSON object.' },
  NOT_AN_ARRAY: { 'zh-CN': '请发送一个 JSON 数组。', en: 'Send a JSON array.' },
  REPEATED: {
    'zh-CN': '重复出现，请只保留一个（多个值用逗号分隔）。',
    en: 'Given more than once. Keep one; separate several values by commas.',
  },
  INVALID_JSON: {
    'zh-CN': '请求内容不是有效的 UTF-8 编码 JSON，请检查后重发。',
    en: 'The body is not valid JSON in UTF-8. Correct it and send it again.',
  },
  INVALID_CURSOR: {
    'zh-CN': '翻页标记无效，或不属于当前账号、筛选条件和排序。请从第一页重新查询。',
    en: 'The cursor is invalid, or of another account, filter or sort. Start again from the first page.',
  },
  TOO_DEEP: {
    'zh-CN': 'JSON 嵌套过深[，最多 {max} 层]。请简化。',
    en: 'The JSON is nested too deeply[: at most {max} levels]. Flatten it.',
  },
  TOO_MANY_KEYS: {
    'zh-CN': '字段或参数过多[，最多 {max} 个]。请删除不需要的。',
    en: 'Too many fields or parameters[: at most {max}]. Leave out those that are not needed.',
  },
  WRONG_PASSWORD: { 'zh-CN': '密码不正确，请重新输入。', en: 'The password is wrong. Enter it again.' },
  PASSWORD_TOO_WEAK: {
    'zh-CN': '容易被猜到[：{weakness}]。请加长，例如用四个以上互不相关的词或一句只有自己知道的话，中文也可以。',
    en: 'Too easy to guess[: {weakness}]. Make it longer: four or more unrelated words, for example, or a sentence of your own.',
  },
  ONE_TIME_PASSWORD_SPENT: {
    'zh-CN': '一次性密码只能使用一次[，并须在 {hours} 小时内使用]。请联系管理员重置密码。',
    en: 'A one-time password works once[, within {hours} hours]. Ask an administrator for another.',
  },
  SECOND_FACTOR_REQUIRED: {
    'zh-CN': '请输入验证器应用中的 6 位动态验证码，或一个恢复码。',
    en: 'Enter the 6 digits of your authenticator app, or a recovery code.',
  },
  WRONG_CODE: {
    'zh-CN': '验证码不正确或已用过。请等待下一个验证码，并检查手机时间是否准确。',
    en: 'The code is wrong or was used before. Wait for the next one, and check the clock of your phone.',
  },
  PASSWORD_UNCHANGED: {
    'zh-CN': '新密码与原密码相同，请换一个。',
    en: 'The new password is the old one. Choose another.',
  },
  UNKNOWN_BANK: {
    'zh-CN': '没有这家银行，请从银行列表中选择。',
    en: 'There is no such bank. Choose one from the list of banks.',
  },
  UNKNOWN_FIRM: {
    'zh-CN': '没有登记这家企业，请核对代码或先行登记。',
    en: 'There is no such firm. Check the code or register the firm first.',
  },
  UNKNOWN_REGION: {
    'zh-CN': '没有这个县市区（园区），或其代码在相关日期无效。请从列表中选择。',
    en: 'There is no such region, or it was not valid on that day. Choose one from the list of regions.',
  },
  NOT_POSTED: {
    'zh-CN': '没有该编号的过账。请填写已有的过账编号或时刻。',
    en: 'There is no posting of this number yet. Name an earlier one, or an instant.',
  },
  NOT_ALLOWED: { 'zh-CN': '此处不允许填写该项，请删除。', en: 'Not allowed here. Remove it.' },
  RANGE_REVERSED: {
    'zh-CN': '起止颠倒：起始不能晚于截止。请对调或更正。',
    en: 'The range is reversed: its start is after its end. Swap or correct them.',
  },
  USCC_SHAPE: {
    'zh-CN': '统一社会信用代码应为 18 位数字或大写字母（不含 I、O、S、V、Z）。请对照营业执照更正。',
    en: 'A unified social credit code has 18 digits or capital letters (without I, O, S, V, Z). Correct it from the business licence.',
  },
  USCC_CHECK: {
    'zh-CN': '统一社会信用代码的校验位不符，请对照营业执照核对。如执照确为此代码，请联系主管部门登记该企业后再备案。',
    en: 'The check character of the code is wrong. Compare it with the business licence; if the licence shows the same code, ask the bureau to register the firm first.',
  },
  FUTURE_DATE: {
    'zh-CN': '放款日期晚于今天[（{today}）]。请在放款后备案，或更正日期。',
    en: 'The date is after today[ ({today})]. File after disbursement, or correct the date.',
  },
  DUE_NOT_AFTER_DISBURSED: {
    'zh-CN': '到期日期必须晚于放款日期[（{disbursedOn}）]。请更正。',
    en: 'The due date must be after the date of disbursement[ ({disbursedOn})]. Correct it.',
  },
  RENEWAL_NOT_FOUND: {
    'zh-CN': '找不到本行对该企业的这笔原备案，请核对原备案编号；原贷款不在本系统的，请留空并只标明续贷。',
    en: 'Your bank has no such earlier filing for this firm. Check its number; if the old loan is not in the registry, leave this empty and only say that it is a renewal.',
  },
};
