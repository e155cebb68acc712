/** What is said about a file that was read: its layout, questions, confirmations and notices. */
import type { ImportCode } from '../../../domain/sheet/import-codes.ts';
import { AMOUNT_UNITS, type AmountUnit } from '../../../domain/sheet/import-words.ts';
import { columnLetters } from '../../../domain/sheet/layout.ts';
import { optionNamed, type QuestionOption } from '../../../domain/sheet/questions.ts';
import { titleTakingBack } from '../../../domain/sheet/row-states.ts';
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
  readonly done: ReadonlySet<string>;
}

/** The findings about a file after a pass over its rows. */
export function findingsOf(
  spreadsheet: Spreadsheet,
  sheets: Sheets,
  done: Pass,
  corrected: number,
  given: ImportAnswers,
): FileFindings {
  const { layout, job } = done;
  const { sheet, alike, named } = sheets;
  const remaining = named ? alike.filter((name) => name !== sheet && !sheets.done.has(name)) : [];
  const others = spreadsheet.sheets.filter(({ name }) => name !== sheet && !remaining.includes(name));
  const names = (hidden: boolean): string =>
    others
      .filter((one) => one.hidden === hidden)
      .map(({ name }) => name)
      .join('、');
  const ignored = layout.columns
    .filter(({ field }) => field === null)
    .map(({ header }) => header)
    .join('、');
  const notices: CodedMessage<ImportCode>[] = [
    ...spreadsheet.notices.map((code) => ({ code })),
    ...(remaining.length === 0 ? [] : [{ code: 'SHEETS_REMAIN' as const, params: { names: remaining.join('、') } }]),
    ...(names(false) === '' ? [] : [{ code: 'SHEETS_NOT_READ' as const, params: { names: names(false) } }]),
    ...(names(true) === '' ? [] : [{ code: 'SHEETS_HIDDEN' as const, params: { names: names(true) } }]),
    ...(ignored === '' ? [] : [{ code: 'COLUMNS_IGNORED' as const, params: { names: ignored } }]),
    ...(job.same_file_as === null ? [] : [{ code: 'SAME_FILE' as const, params: { id: job.same_file_as } }]),
    ...(corrected === 0
      ? []
      : [
          {
            code: done.corrections.size === 0 ? ('MENDED_LOST' as const) : ('MENDED_KEPT' as const),
            params: { count: corrected },
          },
        ]),
    ...done.notices,
  ];
  return {
    sheet: sheet === '' ? null : sheet,
    sheets: spreadsheet.sheets.filter(({ hidden }) => !hidden).map(({ name }) => name),
    title: layout.title,
    headerRow: layout.headerRow,
    amountUnit: layout.amountUnit,
    rateUnit: done.reading.rateUnit,
    columns: layout.columns.map(({ index, header, field, by }) => ({
      column: columnLetters(index),
      header,
      field,
      by,
    })),
    questions: [...(named ? [] : sheetQuestions(sheets)), ...layoutQuestions(done), ...done.asked.open()],
    answered: done.asked.answered(given).map(({ remember: _stored, ...answered }) => answered),
    confirmations: [
      ...done.confirmations,
      ...(named || sheets.withoutHeadings.length === 0
        ? []
        : [{ code: 'SHEETS_WITHOUT_HEADINGS' as const, params: { names: sheets.withoutHeadings.join('、') } }]),
      ...titleConfirmations(done),
      // A list that revokes goes by numbers alone.
      ...((done.revokes === null ? done.kind.confirmations : undefined)?.(
        done.reading,
        new Set(layout.columns.flatMap(({ field }) => field ?? [])),
      ) ?? []),
    ],
    notices,
  };
}

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

function sheetQuestions({ alike, done }: Sheets): FileQuestion[] {
  if (alike.length === 0) return [];
  const committed = alike.filter((name) => done.has(name)).join('、');
  return [
    {
      id: SHEET_QUESTION,
      code: 'SHEET_UNCLEAR',
      params: { names: alike.join('、'), ...(committed === '' ? {} : { done: committed }) },
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
