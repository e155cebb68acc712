/** Message texts in Chinese and English by code. Each says what is wrong and what to do; texts may be changed freely. */
import type { FieldCode, ProblemCode, ShownFlagRule } from './codes.ts';
import { FILING_STATES, type FilingState } from '../filing/state.ts';
import { fill, type Language, type MessageParams, type Template } from './template.ts';
import { ERROR_MESSAGES } from './errors.ts';
import { FLAG_MESSAGES, MET_FLAG_MESSAGE } from './flags.ts';
import { IMPORT_MESSAGES } from './imports.ts';
import { PROBLEM_MESSAGES } from './problems.ts';

export { LANGUAGES } from './template.ts';
export type { Language, MessageParams } from './template.ts';

export interface ProblemText {
  title: string;
  detail: string;
}

export const STATE_LABELS: Readonly<Record<FilingState, Template>> = {
  submitted: { 'zh-CN': '待审核', en: 'submitted' },
  accepted: { 'zh-CN': '已备案', en: 'accepted' },
  returned: { 'zh-CN': '待补正', en: 'returned' },
  withdrawn: { 'zh-CN': '已撤回', en: 'withdrawn' },
  voided: { 'zh-CN': '已作废', en: 'voided' },
};

// A code without a message does not compile.
const FIELD_MESSAGES: Readonly<Record<FieldCode, Template>> = {
  ...FLAG_MESSAGES,
  ...ERROR_MESSAGES,
  ...IMPORT_MESSAGES,
};

/**
 * The title and detail of a problem, or the sentence of a field code. For a limit rule this is the text of the error;
 * `flagMessage` returns that of the flag.
 */
export function message(code: ProblemCode, params: MessageParams, language: Language): ProblemText;
export function message(code: FieldCode | ShownFlagRule, params: MessageParams, language: Language): string;
export function message(
  code: ProblemCode | FieldCode,
  params: MessageParams,
  language: Language,
): ProblemText | string {
  const shown = withLabels(params, language);
  if (isProblemCode(code)) {
    const { title, detail } = PROBLEM_MESSAGES[code];
    return { title: fill(title[language], shown), detail: fill(detail[language], shown) };
  }
  return fill(FIELD_MESSAGES[code][language], shown);
}

/** The sentence of a flag. */
export function flagMessage(rule: ShownFlagRule, params: MessageParams, language: Language): string {
  return fill(FLAG_MESSAGES[rule][language], params);
}

/** The text of a flag that is met since a day. */
export const metFlagMessage = (day: string, language: Language): string => fill(MET_FLAG_MESSAGE[language], { day });

function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(PROBLEM_MESSAGES, code);
}

/** What makes a password weak. */
const WEAKNESS_LABELS: Readonly<Record<string, Template>> = {
  common: { 'zh-CN': '其中是常用的密码或单词', en: 'it consists of common passwords or words' },
  pattern: {
    'zh-CN': '其中是键盘顺序、重复、连续字符或日期',
    en: 'it consists of rows of keys, repetitions, sequences or dates',
  },
  personal: {
    'zh-CN': '系统名称、登录名、姓名、单位名称和年份不计入强度',
    en: 'the names of product, person and organisation, the login and the year add no strength',
  },
  short: { 'zh-CN': '长度和变化不够', en: 'it is too short for what it is made of' },
  public: { 'zh-CN': '这是公开的演示密码', en: 'it is the public password of the demonstration' },
};

// In Chinese, `state` is shown with its label and the API word.
function withLabels(params: MessageParams, language: Language): MessageParams {
  const weakness = WEAKNESS_LABELS[params['weakness'] ?? ''];
  if (weakness !== undefined) return { ...params, weakness: weakness[language] };
  const state = FILING_STATES.find((word) => word === params['state']);
  if (state === undefined || language === 'en') return params;
  return { ...params, state: `${STATE_LABELS[state][language]} ${state}` };
}
