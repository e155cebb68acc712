/**
 * Words for yes and no, and those that answer one question only. A word that answers another question is listed where
 * it excludes this one: a renewal is no first loan.
 */
import { wordKey, wordList } from './word-list.ts';

const AS_OF = '2026-11-30';

const YES = '是 是的 有 √ ✓ ✔ ☑ ✅ 对 Y YES TRUE T 1';
const NO = '否 不是 无 非 × ✗ ✘ X ☐ ❌ N NO FALSE F 0';

const LISTS = {
  firstLoan: wordList(AS_OF, [
    [true, `${YES} 首贷 是首贷 首贷户 是首贷户 首贷客户 首贷企业 首次贷款 首次贷款户 首次贷款企业 首次 首笔贷款`],
    [false, `${NO} 非首贷 不是首贷 非首贷户 非首贷客户 非首贷企业 非首次 非首次贷款 续贷 无还本续贷 是续贷`],
  ]),
  renewal: wordList(AS_OF, [
    [true, `${YES} 续贷 是续贷 无还本续贷`],
    [false, `${NO} 非续贷 不是续贷 非无还本续贷 新增 新增贷款 新贷 新发放 首贷 首贷户 首次贷款`],
  ]),
} as const;
export type YesNoQuestion = keyof typeof LISTS;

/** Boxes that are not ticked, with their words; and ticks beside a word. */
const [NOT_TICKED, TICKS] = [/[□☐○](?:是|否|有|无)/g, /^[√✓✔☑☒■●](?=.)|(?<=.)[√✓✔☑]$/g];

/** The answer that a word gives to a question; null for one that gives none. Of ☑是□否 the ticked one, of 是（首贷） both. */
export function yesNoMeaning(text: string, question: YesNoQuestion): boolean | null {
  const key = wordKey(text);
  const whole = LISTS[question].meanings.get(key);
  if (whole !== undefined) return whole;
  const parts = key
    .replace(NOT_TICKED, '')
    .replace(TICKS, '')
    .split(/[([)\]]/)
    .filter((part) => part !== '');
  const answers = new Set(parts.map((part) => LISTS[question].meanings.get(part) ?? null));
  return answers.size === 1 ? [...answers][0]! : null;
}
