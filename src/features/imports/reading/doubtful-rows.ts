/**
 * Rows that are read but may not be meant: hidden, filtered or struck-through ones, and those whose state says that they
 * are not in force. Each kind is asked about once, and filed or left out as answered. The answers hold for one file: why
 * rows are hidden, struck or taken back differs from file to file.
 */
import { dayOfCell } from '../../../domain/sheet/cell-date.ts';
import type { Day } from '../../../domain/values/day.ts';
import { headingKey } from '../../../domain/sheet/headings.ts';
import type { ImportCode } from '../../../domain/sheet/import-codes.ts';
import type { ImportField, ImportKind } from '../../../domain/sheet/import-words.ts';
import type { LayoutColumn } from '../../../domain/sheet/layout.ts';
import { answerTo, type Answers, type Question } from '../../../domain/sheet/questions.ts';
import {
  describesFirm,
  markBeside,
  markWithin,
  revokingNote,
  revokingWords,
  stateColumnOf,
  stateOutOfForce,
  type StateColumn,
} from '../../../domain/sheet/words/row-states.ts';
import type { ReadCell, ReadRow } from '../../../sheets/spreadsheet.ts';
import type { Asked } from './asked.ts';
import type { CodedMessage } from './findings.ts';

const FILE_OR_LEAVE: Question['options'] = [
  { value: 'leave', label: { 'zh-CN': '不导入', en: 'Leave them out' } },
  { value: 'file', label: { 'zh-CN': '照常导入', en: 'Import them like the others' } },
];
const REVOKE_OR_LEAVE: Question['options'] = [
  { value: 'revoke', label: { 'zh-CN': '撤销这些资质', en: 'Revoke these qualifications' } },
  { value: 'leave', label: { 'zh-CN': '不导入', en: 'Leave them out' } },
];
const STATE_MAX_CHARACTERS = 100;
const MARKED_FIELDS = new Set<ImportField>(['firmName', 'contractNo', 'receiptNo', 'certificateNo']);

interface Doubt {
  readonly question: Question;
  readonly first: number;
  count: number;
}

export class DoubtfulRows {
  readonly #states: readonly { readonly index: number; readonly column: StateColumn; readonly header: string }[];
  readonly #fields: ReadonlyMap<number, ImportField>;
  readonly #stateColumns: ReadonlySet<number>;
  /** Columns that describe what firms do. */
  readonly #descriptions: ReadonlySet<number>;
  readonly #doubts = new Map<string, Doubt>();
  #leftOut = { row: 0, count: 0 };
  /** The line above the row that takes it away. */
  #title: string | null = null;

  constructor(
    readonly kind: ImportKind,
    columns: readonly LayoutColumn[],
    readonly answers: Answers,
    /** The list as a whole revokes: the states of its rows need no question. */
    readonly allRevoke: boolean,
  ) {
    this.#fields = new Map(columns.flatMap(({ index, field }) => (field === null ? [] : [[index, field] as const])));
    this.#descriptions = new Set(columns.flatMap(({ index, header }) => (describesFirm(header) ? [index] : [])));
    // An export in English has both: `status` is that of the firm there.
    const hasState = columns.some(({ header }) => headingKey(header) === 'state');
    this.#states = columns.flatMap(({ index, header, field }) => {
      // What an announcement does is said with its upload.
      const stated = field === null && kind !== 'announcement' ? stateColumnOf(header) : null;
      const column: StateColumn | null = field === 'remarks' ? 'remarks' : stated;
      return column === null || (hasState && headingKey(header) === 'status') ? [] : [{ index, column, header }];
    });
    this.#stateColumns = new Set(this.#states.map(({ index }) => index));
  }

  /** A line between the rows of a list may say that those below it are taken away: 二、取消资格企业. */
  addLine({ cells }: ReadRow): void {
    const texts = cells.flatMap((cell) => (cell?.kind === 'text' ? [cell.text] : []));
    if (this.kind !== 'qualifications' || texts.length === 0) return;
    this.#title = texts.find((text) => text.length <= STATE_MAX_CHARACTERS && revokingWords(text) !== null) ?? null;
  }

  /** What is done with the row by the answers so far: `file` also while a question is open. */
  decisionOn(row: ReadRow): 'file' | 'leave' | 'revoke' {
    const answers = this.#questionsOf(row).map((question) => {
      const doubt = this.#doubts.get(question.id);
      if (doubt !== undefined) doubt.count += 1;
      else this.#doubts.set(question.id, { question, first: row.n, count: 1 });
      return answerTo(question, this.answers);
    });
    if (!answers.includes('leave')) return answers.includes('revoke') ? 'revoke' : 'file';
    if (this.#leftOut.count === 0) this.#leftOut.row = row.n;
    this.#leftOut.count += 1;
    return 'leave';
  }

  /** The day that a row of a list gives for its revocation; null if there is none. */
  revokedOn({ cells }: ReadRow, date1904: boolean): Day | null {
    for (const { index, column } of this.#states) {
      const cell = cells[index];
      const day = column === 'takenBack' && cell !== undefined ? dayOfCell(cell, date1904) : null;
      if (day?.ok) return day.value;
    }
    return null;
  }

  /** Adds the questions, and returns the notice about rows that were left out. */
  end(asked: Asked): CodedMessage<ImportCode>[] {
    for (const { question, first, count } of this.#doubts.values())
      asked.add({ ...question, params: { ...question.params, row: first, count } }, answerTo(question, this.answers), {
        rows: count,
      });
    return this.#leftOut.count === 0 ? [] : [{ code: 'ROW_LEFT_OUT', params: this.#leftOut }];
  }

  #questionsOf(row: ReadRow): Question[] {
    const questions: Question[] = [];
    if (row.hidden) questions.push({ id: 'rows:hidden', code: 'ROWS_HIDDEN', options: FILE_OR_LEAVE, remember: false });
    if (row.cells.some((cell, index) => cell?.struck === true && this.#fields.has(index)))
      questions.push({ id: 'rows:struck', code: 'ROWS_STRUCK', options: FILE_OR_LEAVE, remember: false });
    for (const { index, column, header } of this.#states) {
      const cell = row.cells[index];
      const state = cell === undefined ? null : stateOutOfForce(cell, column, header);
      if (state !== null) this.#askState(state, column, questions);
    }
    if (this.#title !== null) this.#askState(this.#title.trim(), 'takenBack', questions);
    if (this.kind === 'announcement') return questions;
    row.cells.forEach((cell, index) => {
      const mark = cell === undefined || this.#stateColumns.has(index) ? null : this.#markOf(cell, index);
      if (mark !== null) this.#askState(mark, 'remarks', questions);
    });
    return questions;
  }

  /** What is written beside the table, under a heading that is not used, or behind a name or number. */
  #markOf(cell: ReadCell, index: number): string | null {
    const field = this.#fields.get(index);
    if (field === undefined && this.kind === 'qualifications')
      return this.#descriptions.has(index) ? null : revokingNote(cell);
    if (field === undefined) return markBeside(cell);
    return MARKED_FIELDS.has(field) ? markWithin(cell) : null;
  }

  #askState(text: string, column: StateColumn, questions: Question[]): void {
    const status = text.slice(0, STATE_MAX_CHARACTERS);
    const isList = this.kind === 'qualifications';
    // A list of qualifications may hold expired ones; only those that were taken away are asked about, once for a row.
    const takesAway = column === 'takenBack' || column === 'inForce' || revokingWords(status) !== null;
    if (this.allRevoke || (isList && !takesAway)) return;
    if (questions.some(({ id, code }) => id === `state:${status}` || (isList && code === 'ROW_STATUS'))) return;
    questions.push({
      id: `state:${status}`,
      code: 'ROW_STATUS',
      params: { status },
      options: isList ? REVOKE_OR_LEAVE : FILE_OR_LEAVE,
      remember: false,
    });
  }
}
