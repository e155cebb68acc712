/** Questions about a file while it is read: each is kept once, however many rows raise it. */
import { IMPORT_ANSWERS_MAX, IMPORT_QUESTIONS_MAX } from '../../../domain/limits.ts';
import type { Question } from '../../../domain/sheet/questions.ts';
import type { ImportField } from '../../../domain/sheet/import-words.ts';
import type { ImportAnswers } from '../imports.dto.ts';
import type { AnsweredQuestion, FileQuestion } from './findings.ts';

export interface Asked {
  /** Adds a question. Open ones beyond the limit are asked when the others are answered; their rows have errors meanwhile. */
  add(question: Question, answer: string | null, about?: { field?: ImportField; rows?: number }): void;
  open(): FileQuestion[];
  /** Answers to be stored for later files are those with `remember`. */
  answered(given: ImportAnswers): (AnsweredQuestion & { readonly remember: boolean })[];
}

export function createAsked(): Asked {
  const [open, answered] = [new Map<string, Kept>(), new Map<string, Kept>()];
  return {
    add(question, answer, { field, rows = 0 } = {}) {
      const kept = answer === null ? open : answered;
      const known = kept.get(question.id);
      if (known !== undefined) known.rows += rows;
      else if (kept.size < (answer === null ? IMPORT_QUESTIONS_MAX : IMPORT_ANSWERS_MAX))
        kept.set(question.id, { question, answer, field, rows });
    },
    open: () => [...open.values()].map(asQuestion),
    answered: (given) =>
      [...answered.values()].map((kept) => ({
        ...asQuestion(kept),
        answer: kept.answer!,
        by: given[kept.question.id] == null ? ('remembered' as const) : ('given' as const),
        remember: kept.question.remember,
      })),
  };
}

interface Kept {
  readonly question: Question;
  readonly answer: string | null;
  readonly field: ImportField | undefined;
  rows: number;
}

function asQuestion({ question: { id, code, params, options }, field, rows }: Kept): FileQuestion {
  return {
    id,
    code,
    options,
    ...(params ? { params } : {}),
    ...(field ? { field } : {}),
    ...(rows > 0 ? { rows } : {}),
  };
}
