/** What is said about a file that was read: its layout, questions, confirmations and notices. */
import type { ImportCode } from '../../../domain/sheet/import-codes.ts';
import { AMOUNT_UNITS, type AmountUnit } from '../../../domain/sheet/import-words.ts';
import { columnLetters } from '../../../domain/sheet/layout.ts';
import { optionNamed, type QuestionOption } from '../../../domain/sheet/questions.ts';
import { titleTakingBack } from '../../../domain/sheet/words/row-states.ts';
import type { Spreadsheet } from '../../../sheets/spreadsheet.ts';
import type { ImportAnswers } from '../imports.dto.ts';
import type { CodedMessage, FileFindings, FileQuestion } from './findings.ts';
import { columnQuestion, SHEET_QUESTION, UNIT_QUESTION } from './mapping.ts';
import type { Pass } from './pass.ts';
import { hasSum } from './sum.ts';

interface Sheets {
  /** The one that was read. */
  readonly sheet: string;
  /** Those that could be meant, with this one; empty when there is no doubt. */
  readonly alike: readonly string[];
  /** Visible ones with rows like those of a table, and no headings. */
  readonly withoutHeadings: readonly string[];
  /** Whether the user has named it. */
  readonly named: boolean;
  /** Those that earlier imports of the same file have committed. */
  readonly committed: ReadonlySet<string>;
}

/** The findings about a file after a pass over its rows. */
export function findingsOf(
  spreadsheet: Spreadsheet,
  sheets: Sheets,
  pass: Pass,
  corrected: number,
  given: ImportAnswers,
): FileFindings {
  const { layout } = pass;
  const { sheet, named } = sheets;
  return {
    sheet: sheet === '' ? null : sheet,
    sheets: spreadsheet.sheets.filter(({ hidden }) => !hidden).map(({ name }) => name),
    title: layout.title,
    headerRow: layout.headerRow,
    amountUnit: layout.amountUnit,
    rateUnit: pass.reading.rateUnit,
    columns: layout.columns.map(({ index, header, field, by }) => ({
      column: columnLetters(index),
      header,
      field,
      by,
    })),
    questions: [...(named ? [] : sheetQuestions(sheets)), ...layoutQuestions(pass), ...pass.asked.open()],
    answered: pass.asked.answered(given).map(({ remember: _stored, ...answered }) => answered),
    confirmations: [
      ...pass.confirmations,
      ...aboutNames('SHEETS_WITHOUT_HEADINGS', named ? [] : sheets.withoutHeadings),
      ...titleConfirmations(pass),
      // A list that revokes goes by numbers alone.
      ...((pass.revokes === null ? pass.kind.confirmations : undefined)?.(
        pass.reading,
        new Set(layout.columns.flatMap(({ field }) => field ?? [])),
      ) ?? []),
    ],
    notices: noticesOf(spreadsheet, sheets, pass, corrected),
  };
}

function noticesOf(
  spreadsheet: Spreadsheet,
  { sheet, alike, named, committed }: Sheets,
  { layout, job, corrections, notices }: Pass,
  corrected: number,
): CodedMessage<ImportCode>[] {
  const remaining = named ? alike.filter((name) => name !== sheet && !committed.has(name)) : [];
  const others = spreadsheet.sheets.filter(({ name }) => name !== sheet && !remaining.includes(name));
  const namesOf = (hidden: boolean) => others.filter((one) => one.hidden === hidden).map(({ name }) => name);
  const ignored = layout.columns.filter(({ field }) => field === null).map(({ header }) => header);
  const correctionsCode = corrections.size === 0 ? 'MENDED_LOST' : 'MENDED_KEPT';
  return [
    ...spreadsheet.notices.map((code) => ({ code })),
    ...aboutNames('SHEETS_REMAIN', remaining),
    ...aboutNames('SHEETS_NOT_READ', namesOf(false)),
    ...aboutNames('SHEETS_HIDDEN', namesOf(true)),
    ...aboutNames('COLUMNS_IGNORED', ignored),
    ...(job.same_file_as === null ? [] : [{ code: 'SAME_FILE' as const, params: { id: job.same_file_as } }]),
    ...(corrected === 0 ? [] : [{ code: correctionsCode, params: { count: corrected } } as const]),
    ...notices,
  ];
}

/** A message about sheets or columns; none if there are none. */
const aboutNames = (code: ImportCode, names: readonly string[]): CodedMessage<ImportCode>[] =>
  names.length === 0 ? [] : [{ code, params: { names: names.join('、') } }];

/** Loans in a file that says that they are not in force, as 撤回备案名单 does. */
function titleConfirmations({ job, reading }: Pass): CodedMessage<ImportCode>[] {
  const text = hasSum(job.kind) ? titleTakingBack(reading.titles) : null;
  return text === null ? [] : [{ code: 'TITLE_TAKES_BACK', params: { text } }];
}

const UNIT_LABELS: Readonly<Record<AmountUnit, QuestionOption['label']>> = {
  yuan: { 'zh-CN': '元', en: 'yuan' },
  thousand: { 'zh-CN': '千元', en: 'thousand yuan' },
  wan: { 'zh-CN': '万元', en: 'ten thousand yuan' },
  million: { 'zh-CN': '百万元', en: 'million yuan' },
  yi: { 'zh-CN': '亿元', en: 'hundred million yuan' },
};

function sheetQuestions({ alike, committed }: Sheets): FileQuestion[] {
  if (alike.length === 0) return [];
  const done = alike.filter((name) => committed.has(name)).join('、');
  return [
    {
      id: SHEET_QUESTION,
      code: 'SHEET_UNCLEAR',
      params: { names: alike.join('、'), ...(done === '' ? {} : { done }) },
      options: alike.map((name) => optionNamed(name)),
    },
  ];
}

/** Questions about columns and the unit. Their answers become part of the mapping. */
function layoutQuestions({ layout, missing, unitMissing, unitJumped }: Pass): FileQuestion[] {
  const optionOf = (index: number): QuestionOption => {
    const [letters, header] = [columnLetters(index), layout.columns.find((one) => one.index === index)?.header ?? ''];
    return optionNamed(letters, header === '' ? letters : `${letters} ${header}`);
  };
  const unused = layout.columns.filter(({ field }) => field === null).map(({ index }) => optionOf(index));
  return [
    ...layout.duplicates.map(({ field, columns }) => ({
      id: columnQuestion(field),
      code: 'COLUMN_TWICE' as const,
      field,
      params: { columns: columns.map(columnLetters).join(', ') },
      options: columns.map(optionOf),
    })),
    ...missing.map((field) => ({
      id: columnQuestion(field),
      code: 'COLUMN_MISSING' as const,
      field,
      options: unused,
    })),
    ...(unitMissing || unitJumped
      ? [
          {
            id: UNIT_QUESTION,
            code: unitMissing ? ('UNIT_UNKNOWN' as const) : ('UNIT_JUMPED' as const),
            field: 'amount' as const,
            options: AMOUNT_UNITS.map((value) => ({ value, label: UNIT_LABELS[value] })),
          },
        ]
      : []),
  ];
}
