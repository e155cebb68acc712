/** The import kinds `filings` and `history`. Rules of a filing belong in domain/filing, and cell formats in domain/sheet. */
import type { Tx } from '../../../data/database.ts';
import { enterFirms, insertManyFilings, readContexts, type FoundContext } from '../../../data/filing.queries.ts';
import { initialsOf } from '../../../data/initials.ts';
import { amountOfCell, withOtherUnit } from '../../../domain/sheet/cell-amount.ts';
import { rateOfCell, type LoanPrimeRate } from '../../../domain/sheet/cell-rate.ts';
import { dayOfCell, swapDayAndMonth } from '../../../domain/sheet/cell-date.ts';
import { regionOfCell } from '../../../domain/sheet/cell-region.ts';
import { numberOfCell, singleNumberOfCell, usccOfCell } from '../../../domain/sheet/cell-identifier.ts';
import { textOfCell } from '../../../domain/sheet/cell-words.ts';
import {
  cellFault,
  squeeze,
  valueText,
  withCellValue,
  type CellValue,
  type ReadCell,
  type Repair,
} from '../../../domain/sheet/cell.ts';
import { shanghaiDay, type Day } from '../../../domain/values/day.ts';
import { checkFiling, type CheckedFiling } from '../../../domain/filing/check.ts';
import { draftOf, type FilingDraft, type PartialDraft } from '../../../domain/filing/draft.ts';
import { describeField, FILING_FIELD_NAMES, type ValueRule } from '../../../domain/filing/fields.ts';
import type { Flag } from '../../../domain/filing/findings.ts';
import { newFirms } from '../../../domain/filing/earlier-items.ts';
import { filingRow, type StoredFlag } from '../../../domain/filing/row.ts';
import { REQUIRED_IMPORT_FIELDS, type ImportField } from '../../../domain/sheet/import-words.ts';
import * as limits from '../../../domain/limits.ts';
import { nameKey, numberKey } from '../../../domain/values/text.ts';
import { normaliseUscc } from '../../../domain/firm/uscc.ts';
import { usccsNearby } from '../../../domain/firm/uscc-repair.ts';
import type { Report, StoredError } from '../reading/findings.ts';
import { insertHistory, takenNumbers as readTakenNumbers, visibleFirms } from './filings.queries.ts';
import {
  memoised,
  readFields,
  withAnswers,
  type CheckedRow,
  type DraftRow,
  type FileMemory,
  type Kind,
  type ReadCells,
  type Reading,
  type Rule,
  type Rules,
} from './kind.ts';
import { repeatedErrors } from './row-checks.ts';

/** The draft of a row: fields of a filing and, for history, its number, day and bank. It is stored as JSON, so `amount` is text (fen). */
type Loan = Omit<PartialDraft, 'amount'> & {
  readonly amount?: string;
  readonly number?: string;
  readonly filedOn?: Day;
  readonly bank?: string;
};

/** Results of the check that filing the row needs. */
interface Hidden {
  readonly draft: PartialDraft;
  readonly context: FoundContext;
  readonly checked: CheckedFiling;
}

/** Reads a contract, receipt or filing number. */
const referenceOfCell =
  (max: number) =>
  (cell: ReadCell): CellValue<string> =>
    numberOfCell(cell, max);

const rulesByReading = new WeakMap<Reading, { readonly rules: Rules; readonly day: Rule<Day> }>();

/** The cell rules of a file, cached. Regions have no rule here, because a region name depends on the day of the row. */
function rulesOf(reading: Reading) {
  const known = rulesByReading.get(reading);
  if (known) return known;
  const day = memoised((cell) => dayOfCell(cell, reading.date1904));
  const rules: Rules = {
    ...Object.fromEntries(FILING_FIELD_NAMES.map((name) => [name, ruleOf(describeField(name).value, reading, day)])),
    ...(reading.kind === 'history'
      ? {
          number: referenceOfCell(limits.FILING_NUMBER_MAX_CHARACTERS),
          filedOn: day,
          bank: memoised((cell) => bankOf(cell, reading)),
        }
      : {}),
  };
  rulesByReading.set(reading, { rules, day });
  return { rules, day };
}

/** The cell rule for a field's value. */
function ruleOf(value: ValueRule, { amountUnit, currency, rateUnit }: Reading, day: Rule<Day>): Rule {
  switch (value.kind) {
    case 'uscc':
      return usccOfCell;
    case 'region':
      return () => cellFault('UNKNOWN_REGION');
    case 'text':
      return memoised((cell) => textOfCell(cell, value));
    case 'reference':
      return value.single ? (cell) => singleNumberOfCell(cell, value.max) : referenceOfCell(value.max);
    case 'filing':
      return referenceOfCell(value.max);
    case 'amount':
      if (currency !== null) return () => cellFault('CURRENCY_OTHER', { currency });
      return memoised((cell) =>
        withCellValue(amountOfCell(cell, amountUnit), (fen): CellValue<string> => ({
          ok: true,
          value: fen.toString(),
        })),
      );
    case 'rate':
      return memoised((cell) => rateOfCell(cell, rateUnit));
    case 'day':
      return day;
    case 'boolean':
    case 'word':
      return memoised<unknown>(value.readCell);
  }
}

function interpret(n: number, cells: ReadCells, reading: Reading): DraftRow {
  const { rules, day } = rulesOf(reading);
  const disbursed = cells.get('disbursedOn');
  const on = disbursed && withAnswers(day(disbursed), reading.answers);
  const regionCode = (cell: ReadCell): CellValue<string> =>
    regionOfCell(cell, reading.reference.regions, on?.ok ? on.value : undefined);
  const annualRate = (cell: ReadCell): CellValue<unknown> => {
    const rate = rules.annualRate!(cell);
    // Points are added to the LPR of the day.
    return !rate.ok && rate.code === 'RATE_IN_POINTS' && on?.ok
      ? rateOfCell(cell, reading.rateUnit, () => lprOn(reading, on.value))
      : rate;
  };
  const { draft, errors, shown, questions } = readFields(
    cells,
    { ...rules, regionCode, annualRate },
    REQUIRED_IMPORT_FIELDS[reading.kind],
    reading.answers,
  );
  const loan = draft as Loan;
  const key = loan.receiptNo === undefined ? null : `${loan.bank ?? ''} ${numberKey(loan.receiptNo)}`;
  const contractKey = loan.contractNo === undefined ? null : numberKey(loan.contractNo);
  return { n, cells: shown, draft, formErrors: errors, questions, key, contractKey };
}

const lprOn = ({ reference }: Reading, day: Day): LoanPrimeRate | null =>
  reference.lprs.find(({ from }) => from <= day) ?? null;

function bankOf(cell: ReadCell, { reference }: Reading): CellValue<string> {
  const squeezed = squeeze(valueText(cell) ?? '');
  const matches = reference.banks.filter(
    ({ code, name }) => code === squeezed.toUpperCase() || squeeze(name) === squeezed,
  );
  return matches.length === 1 ? { ok: true, value: matches[0]!.code } : cellFault('UNKNOWN_BANK');
}

async function check(tx: Tx, rows: readonly DraftRow[], reading: Reading, memory: FileMemory): Promise<CheckedRow[]> {
  const requests = rows.map(({ draft }) => {
    return { draft: draftOf(inFen(draft as Loan)), bank: (draft as Loan).bank };
  });
  const ownOnly = reading.kind === 'filings' && !reading.committing;
  const contexts = await readContexts(tx, requests, reading.at, ownOnly ? 'check' : 'locked');
  const numbers = reading.kind === 'history' ? rows.flatMap(({ draft }) => (draft as Loan).number ?? []) : [];
  const taken = numbers.length === 0 ? new Set<string>() : await readTakenNumbers(tx, numbers);
  const checked = rows.map((row, index) =>
    checkOne(row, requests[index]!.draft, contexts[index]!, reading, memory, taken),
  );
  return withUsccRepairs(tx, checked);
}

function inFen({ amount, ...loan }: Loan): PartialDraft {
  return amount === undefined ? loan : { ...loan, amount: BigInt(amount) };
}

/** History was accepted before the registry existed, so the programme limits are not checked. */
const asHistory = (context: FoundContext): FoundContext => ({ ...context, programme: null });

function checkOne(
  row: DraftRow,
  draft: PartialDraft,
  found: FoundContext,
  reading: Reading,
  memory: FileMemory,
  takenNumbers: ReadonlySet<string>,
): CheckedRow {
  const { earlier } = memory;
  const history = reading.kind === 'history';
  const context = earlier.addTo(draft, history ? asHistory(found) : found);
  const checked = checkFiling(draft, context);
  const loan = row.draft as Loan;
  const errors: StoredError[] = [
    ...row.formErrors,
    // A cell that is malformed is reported once, not again as missing.
    ...checked.errors
      .filter(({ path }) => !row.formErrors.some(({ field }) => field === path))
      .map(({ path, code, params }) => ({ field: path as ImportField, code, ...(params ? { params } : {}) })),
    ...duplicateErrors(row, context, memory),
    ...(history ? historyErrors(row, takenNumbers, reading, memory) : []),
  ].map((error) => withRepair(error, loan, reading));
  if (errors.length === 0) earlier.remember(draft);
  const flags = history ? [] : checked.flags;
  const hidden: Hidden = { draft, context, checked: history ? { ...checked, flags, review: false } : checked };
  return { ...row, errors, verdict: errors.length > 0 ? 'invalid' : 'valid', flags: shownFlags(flags), hidden };
}

/** Without those that rest on filings of other banks: a row may be checked and not filed. Its filing shows IN_REVIEW. */
function shownFlags(flags: readonly Flag[]): StoredFlag[] {
  return flags
    .filter(({ restricted }) => !restricted)
    .map(({ rule, params }) => ({ rule, ...(params ? { params } : {}) }));
}

function duplicateErrors({ n, key }: DraftRow, context: FoundContext, memory: FileMemory): StoredError[] {
  const errors: StoredError[] = [];
  if (context.duplicateOf !== null)
    errors.push({
      field: 'receiptNo',
      code: context.duplicateSame ? 'ALREADY_FILED' : 'RECEIPT_TAKEN',
      params: { id: context.duplicateOf },
    });
  return [...errors, ...repeatedErrors(memory, n, key, 'receiptNo')];
}

function historyErrors(
  { n, draft }: DraftRow,
  takenNumbers: ReadonlySet<string>,
  { at, regions }: Reading,
  memory: FileMemory,
): StoredError[] {
  const { number, filedOn, disbursedOn, regionCode } = draft as Loan;
  const errors: StoredError[] = [];
  if (number !== undefined && takenNumbers.has(number)) errors.push({ field: 'number', code: 'NUMBER_TAKEN' });
  else if (number !== undefined) errors.push(...repeatedErrors(memory, n, `number ${number}`, 'number'));
  if (filedOn !== undefined && filedOn > shanghaiDay(at))
    errors.push({ field: 'filedOn', code: 'FUTURE_DATE', params: { today: shanghaiDay(at) } });
  if (filedOn !== undefined && disbursedOn !== undefined && filedOn < disbursedOn)
    errors.push({ field: 'filedOn', code: 'FILED_BEFORE_DISBURSED', params: { disbursedOn } });
  if (regionCode !== undefined && regions !== null && !regions.includes(regionCode))
    errors.push({ field: 'regionCode', code: 'REGION_NOT_YOURS' });
  return errors;
}

/** Adds a repair that follows from the row alone. */
function withRepair(error: StoredError, loan: Loan, { at, amountUnit }: Reading): StoredError {
  if (error.repair) return error;
  if (error.code === 'FUTURE_DATE' && (error.field === 'disbursedOn' || error.field === 'filedOn')) {
    const swapped = swapDayAndMonth(loan[error.field]!);
    return swapped !== null && swapped <= shanghaiDay(at)
      ? { ...error, repair: { value: swapped, why: 'DAY_MONTH' } }
      : error;
  }
  if (error.code === 'AMOUNT_OVER_LIMIT' && amountUnit === 'wan' && loan.amount !== undefined) {
    const value = withOtherUnit(BigInt(loan.amount), 'wan');
    return value === null ? error : { ...error, repair: { value, why: 'UNIT' } };
  }
  return error;
}

/** Adds repairs of wrong credit codes: the visible firm that fits, by name if several fit; else the only code that fits. */
async function withUsccRepairs(tx: Tx, rows: CheckedRow[]): Promise<CheckedRow[]> {
  const nearby = new Map<CheckedRow, string[]>();
  for (const row of rows) {
    if (!row.errors.some(({ code }) => code === 'USCC_CHECK' || code === 'USCC_SHAPE')) continue;
    const codes = usccsNearby(normaliseUscc(row.cells.uscc ?? ''));
    if (codes.length > 0) nearby.set(row, codes);
  }
  if (nearby.size === 0) return rows;
  const known = await visibleFirms(tx, [...new Set([...nearby.values()].flat())]);
  return rows.map((row) => {
    const codes = nearby.get(row);
    const repair = codes && repairOf(codes, known, row);
    return repair
      ? { ...row, errors: row.errors.map((error) => (error.field === 'uscc' ? { ...error, repair } : error)) }
      : row;
  });
}

function repairOf(codes: readonly string[], known: ReadonlyMap<string, string>, row: CheckedRow): Repair | null {
  const firms = codes.filter((code) => known.has(code));
  const name = nameKey((row.draft as Loan).firmName ?? '');
  const [firm] = firms.length > 1 ? firms.filter((code) => known.get(code) === name) : firms;
  if (firm !== undefined) return { value: firm, why: 'KNOWN_FIRM' };
  return firms.length === 0 && codes.length === 1 ? { value: codes[0]!, why: 'CHECK_CHARACTER' } : null;
}

/** Files the rows of a bank. */
async function file(
  tx: Tx,
  rows: readonly CheckedRow[],
  _reading: Reading,
  ids: ReadonlyMap<number, string>,
): Promise<Partial<Report>> {
  await enterFirms(tx, newFirms(rows.map(draftWithFirm)));
  await insertManyFilings(
    tx,
    rows.map((row) => filingOf(row, ids)),
  );
  return {};
}

const draftWithFirm = ({ hidden }: CheckedRow) => {
  const { draft, context } = hidden as Hidden;
  return { draft, firmKnown: context.firmKnown };
};

function filingOf({ n, hidden }: CheckedRow, ids: ReadonlyMap<number, string>) {
  const { draft, checked, context } = hidden as Hidden;
  return { id: ids.get(n)!, ...filingRow(draft as FilingDraft, checked, context.renewalId) };
}

/** Inserts filings from before the registry existed. */
async function fileHistory(
  tx: Tx,
  rows: readonly CheckedRow[],
  _reading: Reading,
  ids: ReadonlyMap<number, string>,
): Promise<Partial<Report>> {
  const firms = new Map(newFirms(rows.map(draftWithFirm)).map((firm) => [firm.uscc, firm]));
  await insertHistory(
    tx,
    rows.map((row) => {
      const { uscc = '', bank = '', number = '', filedOn = '' } = row.draft as Loan;
      const firm = firms.get(uscc);
      return {
        ...filingOf(row, ids),
        bank_code: bank,
        number,
        filed_on: filedOn,
        name_key: firm?.nameKey ?? null,
        initials: firm ? initialsOf(firm.name) : null,
      };
    }),
  );
  return {};
}

const firmOf = ({ draft }: DraftRow): string | null => (draft as Loan).uscc ?? null;

/** Filings from before the registry existed. */
export const historyKind: Kind = { interpret, check, file: fileHistory, firmOf };
/** New filings of a bank. */
export const filingsKind: Kind = { interpret, check, file, firmOf, bulk: true };
