/**
 * The mapping of a file, as it is stored with the import: answers to questions about the layout are carried over into
 * its other members, so that a later answer and a later mapping replace each other.
 */
import type { AmountUnit, ImportField } from '../../../domain/sheet/import-words.ts';
import type { ImportMapping } from '../imports.dto.ts';

export const UNIT_QUESTION = 'amountUnit';
export const SHEET_QUESTION = 'sheet';
const COLUMN_QUESTION = 'column:';
export const columnQuestion = (field: ImportField): string => COLUMN_QUESTION + field;

/** The stored mapping after a request. Answers add to earlier ones; other members replace all earlier ones, if there are any. */
export function mergeMapping(stored: ImportMapping | null, given: ImportMapping): ImportMapping {
  const { answers: before = {}, ...layoutBefore } = stored ?? {};
  const { answers = {}, ...layout } = given;
  let merged: Omit<ImportMapping, 'answers'> = Object.keys(layout).length > 0 ? layout : layoutBefore;
  const sheet = answers[SHEET_QUESTION];
  // Header row, columns and unit belong to the sheet that was read.
  if (sheet !== undefined && sheet !== merged.sheet) merged = sheet === null ? {} : { sheet };
  const others: Record<string, string | null> = { ...before };
  for (const [id, answer] of Object.entries(answers)) {
    if (id === SHEET_QUESTION) continue;
    if (id === UNIT_QUESTION) merged = withUnit(merged, answer as AmountUnit | null);
    else if (id.startsWith(COLUMN_QUESTION))
      merged = withColumn(merged, id.slice(COLUMN_QUESTION.length) as ImportField, answer);
    else others[id] = answer;
  }
  return Object.keys(others).length === 0 ? merged : { ...merged, answers: others };
}

function withUnit({ amountUnit: _before, ...mapping }: ImportMapping, unit: AmountUnit | null): ImportMapping {
  return unit === null ? mapping : { ...mapping, amountUnit: unit };
}

function withColumn(mapping: ImportMapping, field: ImportField, column: string | null): ImportMapping {
  const others = Object.entries(mapping.columns ?? {}).filter(([letters, of]) => of !== field && letters !== column);
  return { ...mapping, columns: Object.fromEntries([...others, ...(column === null ? [] : [[column, field]])]) };
}
