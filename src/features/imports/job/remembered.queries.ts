/** What a bank (or the bureau, whose code is empty here) said about its files, for its later ones. */
import type { Tx } from '../../../data/database.ts';
import type { AmountUnit, ImportField, ImportKind } from '../../../domain/sheet/import-words.ts';
import type { Answers } from '../../../domain/sheet/questions.ts';

/** Read at most this many; a bank has a few dozen. */
const REMEMBERED_MAX = 2000;

/** Mappings that a bank (or the bureau) gave earlier, by heading. */
export async function readRemembered(
  tx: Tx,
  bank: string | null,
  kind: ImportKind,
): Promise<Map<string, { field: ImportField | null; amountUnit: AmountUnit | null }>> {
  const rows = await tx
    .selectFrom('import_column')
    .select(['header', 'field', 'amount_unit'])
    .where('bank_code', '=', bank ?? '')
    .where('kind', '=', kind)
    .limit(REMEMBERED_MAX)
    .execute();
  return new Map(
    rows.map((row) => [
      row.header,
      { field: row.field as ImportField | null, amountUnit: row.amount_unit as AmountUnit | null },
    ]),
  );
}

/** Stores given mappings for later imports of the bank. */
export async function remember(
  tx: Tx,
  bank: string | null,
  kind: ImportKind,
  columns: readonly { header: string; field: ImportField | null; amountUnit: AmountUnit | null }[],
): Promise<void> {
  if (columns.length === 0) return;
  await tx
    .insertInto('import_column')
    .values(
      columns.map(({ header, field, amountUnit }) => ({
        bank_code: bank ?? '',
        kind,
        header,
        field,
        amount_unit: amountUnit,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['bank_code', 'kind', 'header'])
        .doUpdateSet((set) => ({ field: set.ref('excluded.field'), amount_unit: set.ref('excluded.amount_unit') })),
    )
    .execute();
}

/** How a bank answered questions about earlier files. */
export async function readAnswers(tx: Tx, bank: string | null, kind: ImportKind): Promise<Answers> {
  const rows = await tx
    .selectFrom('import_answer')
    .select(['question', 'answer'])
    .where('bank_code', '=', bank ?? '')
    .where('kind', '=', kind)
    .limit(REMEMBERED_MAX)
    .execute();
  return new Map(rows.map(({ question, answer }) => [question, answer]));
}

/** Stores answers for later files of the bank. */
export async function rememberAnswers(tx: Tx, bank: string | null, kind: ImportKind, answers: Answers): Promise<void> {
  if (answers.size === 0) return;
  await tx
    .insertInto('import_answer')
    .values([...answers].map(([question, answer]) => ({ bank_code: bank ?? '', kind, question, answer })))
    .onConflict((conflict) =>
      conflict
        .columns(['bank_code', 'kind', 'question'])
        .doUpdateSet((set) => ({ answer: set.ref('excluded.answer') })),
    )
    .execute();
}

/** Forgets answers: the questions are asked again. */
export async function forgetAnswers(
  tx: Tx,
  bank: string | null,
  kind: ImportKind,
  questions: readonly string[],
): Promise<void> {
  if (questions.length === 0) return;
  await tx
    .deleteFrom('import_answer')
    .where('bank_code', '=', bank ?? '')
    .where('kind', '=', kind)
    .where('question', 'in', questions)
    .execute();
}
