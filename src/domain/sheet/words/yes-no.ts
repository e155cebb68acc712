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
    [true, `${YES} 首贷 是首贷 首贷户 首次贷款 首次 首笔贷款`],
    [false, `${NO} 非首贷 不是首贷 非首贷户 非首次 非首次贷款 续贷 无还本续贷 是续贷`],
  ]),
  renewal: wordList(AS_OF, [
    [true, `${YES} 续贷 是续贷 无还本续贷`],
    [false, `${NO} 非续贷 不是续贷 新增 新增贷款 新贷 新发放 首贷 首次贷款`],
  ]),
} as const;
export type YesNoQuestion = keyof typeof LISTS;

/** The answer that a word gives to a question; null for a word that gives none. */
export const yesNoMeaning = (text: string, question: YesNoQuestion): boolean | null =>
  LISTS[question].meanings.get(wordKey(text)) ?? null;
