/** Recognises lists that take qualifications away. Such a list never grants one: it is asked what it is to do. */
import { TITLE_MAX_CHARACTERS } from '../limits.ts';
import { parseDay, type Day } from '../values/day.ts';
import type { Question } from './questions.ts';
import { revokingWords, stateColumnOf } from './words/row-states.ts';

const REVOKE_ALL = 'revoke';
const REVOKE_FROM = 'from:';

/**
 * The question about a list whose title, sheet, file name or headings say that it revokes; null for others. A column that
 * says so row by row, such as 撤销日期, is read with its rows.
 */
export function listRevokesQuestion(texts: readonly string[], headings: readonly string[]): Question | null {
  const inHeadings = headings.filter((heading) => stateColumnOf(heading) === null);
  const saying = [...texts, ...inHeadings].find((text) => revokingWords(text) !== null);
  if (saying === undefined) return null;
  const days = [...new Set(texts.flatMap((text) => dayNamed(text) ?? []))];
  return {
    id: 'list:revokes',
    code: 'LIST_REVOKES',
    params: { text: saying.trim().slice(0, 100) },
    options: [
      {
        value: REVOKE_ALL,
        label: { 'zh-CN': '撤销，整个有效期均不计', en: 'Revoke them for their whole period' },
      },
      ...days.map((day) => ({
        value: REVOKE_FROM + day,
        label: { 'zh-CN': `自 ${day} 起撤销`, en: `Revoke them from ${day} on` },
      })),
      { value: 'none', label: { 'zh-CN': '不撤销，也不导入', en: 'Neither revoke nor import them' } },
    ],
    remember: false,
  };
}

/** What an answer to that question does; null if nothing is to be revoked. */
export function revocationOf(answer: string): { readonly on: Day | null } | null {
  if (answer === REVOKE_ALL) return { on: null };
  return answer.startsWith(REVOKE_FROM) ? { on: answer.slice(REVOKE_FROM.length) } : null;
}

const FROM = /自(20[0-9]{2})年(?:度|([0-9]{1,2})月([0-9]{1,2})日)?(?:起|开始)/;

/** 自2023年度起, 自2024年5月1日起 */
function dayNamed(text: string): Day | null {
  const match = FROM.exec(text.slice(0, TITLE_MAX_CHARACTERS).replace(/\s/g, ''));
  if (match === null) return null;
  const [, year = '', month = '1', day = '1'] = match;
  return parseDay(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
}
