/** Reads texts and words from spreadsheet cells. The words are in words/; a cell that holds none of them is asked about. */
import { cellAsk, cellFault, squeeze, valueText, type CellValue, type ReadCell } from './cell.ts';
import { GUARANTEE_LABELS, GUARANTEES, type Guarantee } from '../filing/guarantee.ts';
import { NAME_MAX_CHARACTERS, NAME_MIN_CHARACTERS } from '../limits.ts';
import { GRADES, type Grade } from '../programme/grades.ts';
import { cleanText, codePointLength } from '../values/text.ts';
import type { QuestionOption } from './questions.ts';
import { guaranteeMeaning } from './words/guarantee.ts';
import { placeholderOf } from './words/placeholders.ts';
import { wordKey } from './words/word-list.ts';
import { yesNoMeaning, type YesNoQuestion } from './words/yes-no.ts';

const BREAKS = /[\r\n\t\v\f\u0085\u2028\u2029]+/g;
/** Longer texts are no words, and are refused without asking what they mean. */
const ASKED_WORD_MAX_CHARACTERS = 40;

export interface TextRule {
  readonly min: number;
  readonly max: number;
}

/** Reads trimmed text of limited length. Line breaks become spaces. A placeholder such as 同上 is no text. */
export function textOfCell({ text }: ReadCell, { min, max }: TextRule): CellValue<string> {
  const clean = cleanText(text.replace(BREAKS, ' '));
  if (!clean.ok) return cellFault('CONTROL_CHARACTER');
  if (placeholderOf(clean.text) !== null) return cellFault('NOT_STATED', { value: clean.text });
  const length = codePointLength(clean.text);
  if (length > max) return cellFault('TOO_LONG', { max });
  if (length < min) return cellFault(length === 0 ? 'REQUIRED' : 'TOO_SHORT', { min });
  return { ok: true, value: clean.text };
}

/** Reads the name of a firm. */
export const firmNameOfCell = (cell: ReadCell): CellValue<string> =>
  textOfCell(cell, { min: NAME_MIN_CHARACTERS, max: NAME_MAX_CHARACTERS });

/** The text of a cell that may hold a word; empty for a text that is too long for one. */
const wordOf = (cell: ReadCell): string => squeeze(valueText(cell) ?? '');

/** Asks what a word means. `none` is offered for words that mean none of the options: their rows are refused. */
function askMeaning<T>(
  field: string,
  word: string,
  options: readonly (QuestionOption & { readonly meaning: T })[],
  allowed: string,
): CellValue<T> {
  const refused = cellFault('UNKNOWN_WORD', { allowed });
  const key = wordKey(word);
  if (key === '' || key.length > ASKED_WORD_MAX_CHARACTERS || placeholderOf(word) !== null) return refused;
  return cellAsk(
    {
      id: `${field}:${key}`,
      code: 'WORD_UNKNOWN',
      params: { word },
      options: [...options.map(({ value, label }) => ({ value, label })), NONE_OF_THESE],
      remember: true,
    },
    (answer) => {
      const option = options.find(({ value }) => value === answer);
      return option ? { ok: true, value: option.meaning } : refused;
    },
  );
}

const NONE_OF_THESE: QuestionOption = {
  value: 'none',
  label: { 'zh-CN': '都不是（含此内容的行不予备案）', en: 'none of these (rows with it are not filed)' },
};

/** Reads the answer to a question of yes or no. */
export function yesNoOfCell(cell: ReadCell, question: YesNoQuestion): CellValue<boolean> {
  const meaning = yesNoMeaning(wordOf(cell), question);
  return meaning === null ? cellFault('NOT_YES_OR_NO') : { ok: true, value: meaning };
}

const GRADE = /^(?:GRADE|知识价值|(?:知识价值)?(?:等级|级别):?)?([A-Z])(?:级|类|等|等级|档)?(?:企业)?$/;

/** Reads a knowledge-value grade. */
export function gradeOfCell(cell: ReadCell): CellValue<Grade> {
  const letter = GRADE.exec(wordKey(wordOf(cell)))?.[1];
  const grade = GRADES.find((one) => one === letter);
  return grade ? { ok: true, value: grade } : cellFault('UNKNOWN_WORD', { allowed: GRADES.join(', ') });
}

const GUARANTEE_OPTIONS = GUARANTEES.map((guarantee) => ({
  value: guarantee,
  label: GUARANTEE_LABELS[guarantee],
  meaning: guarantee,
}));
const GUARANTEES_ALLOWED = GUARANTEES.map((guarantee) => GUARANTEE_LABELS[guarantee]['zh-CN']).join('、');

/** Reads the kind of guarantee (担保方式). Mortgages, pledges and personal guarantees are none of the programme. */
export function guaranteeOfCell(cell: ReadCell): CellValue<Guarantee> {
  const word = wordOf(cell);
  const meaning = guaranteeMeaning(word);
  if (meaning === 'outside') return cellFault('GUARANTEE_OUTSIDE', { value: word });
  return meaning === null
    ? askMeaning('guarantee', word, GUARANTEE_OPTIONS, GUARANTEES_ALLOWED)
    : { ok: true, value: meaning };
}
