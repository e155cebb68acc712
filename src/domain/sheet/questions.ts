/**
 * Questions that reading a file raises. A reader of cells that cannot know what a cell means returns one (`cellAsk` in
 * cell.ts); it is asked once for the file. Ids are stored with remembered answers: a changed id asks again.
 */
import type { Language } from '../messages/template.ts';
import type { ImportCode } from './import-codes.ts';

export interface QuestionOption {
  readonly value: string;
  readonly label: Readonly<Record<Language, string>>;
}

/** A question with a fixed set of answers. Rows that raise the same id share one question. */
export interface Question {
  /** At most QUESTION_ID_MAX_CHARACTERS, without control characters, such as `guarantee:不动产抵押`. */
  readonly id: string;
  readonly code: ImportCode;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly options: readonly QuestionOption[];
  /** Whether the answer holds for later files of the bank, too. */
  readonly remember: boolean;
}

/** Answers by question id. */
export type Answers = ReadonlyMap<string, string>;
export const NO_ANSWERS: Answers = new Map();

/** The answer to a question; null if there is none, or one that is no option. */
export function answerTo({ id, options }: Pick<Question, 'id' | 'options'>, answers: Answers): string | null {
  const answer = answers.get(id);
  return answer !== undefined && options.some(({ value }) => value === answer) ? answer : null;
}

/** An option whose label is the same in both languages, such as the name of a sheet. */
export const optionNamed = (value: string, name: string = value): QuestionOption => ({
  value,
  label: { 'zh-CN': name, en: name },
});
