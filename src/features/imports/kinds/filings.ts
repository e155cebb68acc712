import type { Tx } from '../../../data/database.ts';
import { initialsOf } from '../../../data/initials.ts';
import { amountOfCell, rateOfCell, withOtherUnit } from '../../../domain/sheet/cell-amount.ts';
import { dayOfCell, swapDayAndMonth } from '../../../domain/sheet/cell-date.ts';
import { regionHolds, regionOfCell } from '../../../domain/sheet/cell-region.ts';
import { gradeOfCell, guaranteeOfCell, textOfCell, usccOfCell, yesNoOfCell } from '../../../domain/sheet/cell-words.ts';
import { cellFault, squeeze, type CellValue, type ReadCell, type Repair } from '../../../domain/sheet/cell.ts';
import { shanghaiDay, type Day } from '../../../domain/values/day.ts';
import type { Flag, JudgedDraft } from '../../../domain/filing/draft.ts';
import { REQUIRED_IMPORT_FIELDS, type ImportField } from '../../../domain/sheet/import-words.ts';
import { judgeFiling } from '../../../domain/filing/check.ts';
import * as limits from '../../../domain/limits.ts';
import { programmeOn, type Grade } from '../../../domain/programme/programme.ts';
import { nameKey, numberKey } from '../../../domain/values/text.ts';
import { normaliseUscc } from '../../../domain/firm/uscc.ts';
import { usccsNearby } from '../../../domain/firm/uscc-repair.ts';
import type { Report, StoredError } from '../reading/found.ts';
import {
  firmsInSight,
  insertHistory,
  keepFilings,
  readManyFacts,
  type FactsAsked,
  type FactsFound,
  type FilingRow,
  type HistoryRow,
  type NewFirm,
} from './filings.queries.ts';
import {
  knowing,
  readFields,
  type DraftRow,
  type FileMemory,
  type JudgedRow,
  type Kind,
  type ReadCells,
  type Reading,
  type Rules,
  type StoredFlag,
} from './kind.ts';

/** A loan as a row of a sheet has it. Kept as JSON, so the fen are text. */
interface Loan {
  uscc?: string;
  firmName?: string;
  regionCode?: string;
  contractNo?: string;
  receiptNo?: string;
  amount?: string;
  annualRate?: number;
  disbursedOn?: Day;
  dueOn?: Day;
  guarantee?: 'credit' | 'guaranteed_credit';
  knowledgeGrade?: Grade;
  firstLoan?: boolean;
  renewal?: boolean;
  renewalOf?: string;
  branch?: string;
  remarks?: string;
  number?: string;
  filedOn?: Day;
  bank?: string;
}

interface Hidden {
  readonly facts: FactsFound;
  readonly flags: readonly Flag[];
  readonly review: boolean;
}

const NUMBER =
  (max: number) =>
  (cell: ReadCell): CellValue<string> =>
    textOfCell(cell, { min: 1, max, isNumber: true });

const rulesOfReading = new WeakMap<
  Reading,
  { readonly rules: Rules; readonly day: (cell: ReadCell) => CellValue<Day> }
>();

/** How the cells of a file are read, made once for it. The region is another matter: what its name means hangs on the day. */
function rulesOf(reading: Reading) {
  const known = rulesOfReading.get(reading);
  if (known) return known;
  const day = knowing((cell) => dayOfCell(cell, reading.date1904));
  const rules: Rules = {
    firmName: knowing((cell) => textOfCell(cell, { min: limits.NAME_MIN_CHARACTERS, max: limits.NAME_MAX_CHARACTERS })),
    uscc: usccOfCell,
    regionCode: () => cellFault('UNKNOWN_REGION'),
    contractNo: NUMBER(limits.CONTRACT_NO_MAX_CHARACTERS),
    receiptNo: NUMBER(limits.RECEIPT_NO_MAX_CHARACTERS),
    amount: knowing((cell) => {
      const amount = amountOfCell(cell, reading.amountUnit);
      return amount.ok ? { ok: true, value: amount.value.toString() } : amount;
    }),
    annualRate: knowing(rateOfCell),
    disbursedOn: day,
    dueOn: day,
    guarantee: knowing(guaranteeOfCell),
    knowledgeGrade: knowing(gradeOfCell),
    firstLoan: knowing(yesNoOfCell),
    renewal: knowing(yesNoOfCell),
    renewalOf: NUMBER(limits.RENEWAL_OF_MAX_CHARACTERS),
    branch: knowing((cell) =>
      textOfCell(cell, { min: limits.BRANCH_MIN_CHARACTERS, max: limits.BRANCH_MAX_CHARACTERS }),
    ),
    remarks: (cell) => textOfCell(cell, { min: limits.REMARKS_MIN_CHARACTERS, max: limits.REMARKS_MAX_CHARACTERS }),
    ...(reading.kind === 'history'
      ? {
          number: NUMBER(limits.RENEWAL_OF_MAX_CHARACTERS),
          filedOn: day,
          bank: knowing((cell) => bankOf(cell, reading)),
        }
      : {}),
  };
  rulesOfReading.set(reading, { rules, day });
  return { rules, day };
}

function interpret(n: number, cells: ReadCells, reading: Reading): DraftRow {
  const { rules, day } = rulesOf(reading);
  const disbursed = cells.get('disbursedOn');
  const on = disbursed ? day(disbursed) : undefined;
  const regionCode = (cell: ReadCell): CellValue<string> =>
    regionOfCell(cell, reading.reference.regions, on?.ok ? on.value : undefined);
  const { draft, errors, shown } = readFields(cells, { ...rules, regionCode }, REQUIRED_IMPORT_FIELDS[reading.kind]);
  const loan = draft as Loan;
  const key = loan.receiptNo === undefined ? null : `${loan.bank ?? ''} ${numberKey(loan.receiptNo)}`;
  return { n, cells: shown, draft, formErrors: errors, key };
}

function bankOf({ text }: ReadCell, { reference }: Reading): CellValue<string> {
  const bare = squeeze(text);
  const found = reference.banks.filter(({ code, name }) => code === bare.toUpperCase() || squeeze(name) === bare);
  return found.length === 1 ? { ok: true, value: found[0]!.code } : cellFault('UNKNOWN_BANK');
}

async function judge(tx: Tx, rows: readonly DraftRow[], reading: Reading, memory: FileMemory): Promise<JudgedRow[]> {
  const facts = await readManyFacts(
    tx,
    rows.map((row) => asked(row)),
  );
  const judged = rows.map((row) => judgeOne(row, facts.get(row.n)!, reading, memory));
  return repaired(tx, judged);
}

function asked({ n, draft }: DraftRow): FactsAsked {
  const loan = draft as Loan;
  return {
    n,
    uscc: loan.uscc ?? null,
    bank: loan.bank ?? null,
    receipt_key: loan.receiptNo === undefined ? null : numberKey(loan.receiptNo),
    contract_key: loan.contractNo === undefined ? null : numberKey(loan.contractNo),
    disbursed_on: loan.disbursedOn ?? null,
    amount: loan.amount ?? null,
    name_key: loan.firmName === undefined ? null : nameKey(loan.firmName),
    first_loan: loan.firstLoan ?? null,
    renewal_of: loan.renewalOf ?? null,
    number: loan.number ?? null,
  };
}

function judgeOne(row: DraftRow, facts: FactsFound, reading: Reading, memory: FileMemory): JudgedRow {
  const loan = row.draft as Loan;
  const { regions, programmes, lpr } = reading.reference;
  const history = reading.kind === 'history';
  const judgement = judgeFiling(draftOf(loan), {
    today: shanghaiDay(reading.at),
    registeredByHand: facts.registered_by_hand,
    registeredName: facts.firm_name,
    nameKnownOnlyFromAnotherBank: facts.name_known_only_from_another_bank,
    regionKnown: loan.regionCode !== undefined && regionHolds(regions.byCode.get(loan.regionCode), loan.disbursedOn),
    // What was accepted before was judged then: only what holds always is looked at.
    programme:
      history || loan.regionCode === undefined || loan.disbursedOn === undefined
        ? null
        : programmeOn(programmes, loan.regionCode, loan.disbursedOn),
    lpr,
    ownEarlierLoan: facts.own_earlier_loan || earlierInFile(row, memory),
    otherBankEarlierLoan: facts.other_bank_earlier_loan,
    renewalOf:
      loan.renewalOf === undefined || loan.uscc === undefined
        ? 'not_given'
        : facts.renewal_id === null
          ? 'not_found'
          : 'found',
  });
  const errors: StoredError[] = [
    ...row.formErrors,
    ...judgement.errors.map(({ path, code, params }) => ({
      field: path as ImportField,
      code,
      ...(params ? { params } : {}),
    })),
    ...duplicateErrors(row, facts, memory),
    ...(history ? historyErrors(row, facts, reading, memory) : []),
  ].map((error) => withRepair(error, loan, reading));
  const flags = history ? [] : judgement.flags;
  const hidden: Hidden = { facts, flags, review: !history && judgement.review };
  return { ...row, errors, verdict: errors.length > 0 ? 'invalid' : 'valid', flags: shownFlags(flags), hidden };
}

function draftOf(loan: Loan): JudgedDraft {
  return {
    uscc: loan.uscc,
    firmName: loan.firmName,
    regionCode: loan.regionCode,
    amountFen: loan.amount === undefined ? undefined : BigInt(loan.amount),
    rateE4: loan.annualRate,
    disbursedOn: loan.disbursedOn,
    dueOn: loan.dueOn,
    knowledgeGrade: loan.knowledgeGrade ?? null,
    firstLoan: loan.firstLoan ?? null,
    renewal: isRenewal(loan),
    renewalOf: loan.renewalOf ?? null,
    branch: loan.branch ?? null,
  };
}

const isRenewal = (loan: Loan): boolean => loan.renewalOf !== undefined || loan.renewal === true;

/** What rests on another bank's filings is told as POST /filings/check tells it: that there is something, and nothing more. */
function shownFlags(flags: readonly Flag[]): StoredFlag[] {
  const open: StoredFlag[] = flags
    .filter(({ restricted }) => !restricted)
    .map(({ rule, params }) => ({ rule, ...(params ? { params } : {}) }));
  return flags.some(({ restricted }) => restricted) ? [...open, { rule: 'IN_REVIEW' }] : open;
}

interface Earlier {
  readonly disbursedOn: Day;
  readonly contractKey: string;
}

/** Rows are judged as if each were filed before the next: a loan in a row above may be the firm's first. */
function earlierInFile({ draft }: DraftRow, memory: FileMemory): boolean {
  const { uscc, disbursedOn, contractNo, firstLoan } = draft as Loan;
  if (uscc === undefined || disbursedOn === undefined || contractNo === undefined) return false;
  const loans = (memory.more.get(uscc) ?? []) as Earlier[];
  const contractKey = numberKey(contractNo);
  const found =
    firstLoan === true && loans.some((loan) => loan.disbursedOn <= disbursedOn && loan.contractKey !== contractKey);
  // Of a firm the earliest loans of two contracts tell all there is to tell.
  if (loans.length < 8) memory.more.set(uscc, [...loans, { disbursedOn, contractKey }]);
  return found;
}

function duplicateErrors(row: DraftRow, facts: FactsFound, memory: FileMemory): StoredError[] {
  const errors: StoredError[] = [];
  if (facts.duplicate_id !== null)
    errors.push({
      field: 'receiptNo',
      code: facts.duplicate_same ? 'ALREADY_FILED' : 'RECEIPT_TAKEN',
      params: { id: facts.duplicate_id },
    });
  const first = row.key === null ? undefined : memory.keys.get(row.key);
  if (first !== undefined && first !== row.n)
    errors.push({ field: 'receiptNo', code: 'ROW_REPEATED', params: { row: first } });
  else if (row.key !== null) memory.keys.set(row.key, row.n);
  return errors;
}

function historyErrors(
  { n, draft }: DraftRow,
  facts: FactsFound,
  { at, regions }: Reading,
  memory: FileMemory,
): StoredError[] {
  const { number, filedOn, disbursedOn, regionCode } = draft as Loan;
  const errors: StoredError[] = [];
  if (number !== undefined) {
    const key = `number ${number}`;
    const first = memory.keys.get(key);
    if (facts.number_taken) errors.push({ field: 'number', code: 'NUMBER_TAKEN' });
    else if (first !== undefined && first !== n)
      errors.push({ field: 'number', code: 'ROW_REPEATED', params: { row: first } });
    else memory.keys.set(key, n);
  }
  if (filedOn !== undefined && filedOn > shanghaiDay(at))
    errors.push({ field: 'filedOn', code: 'FUTURE_DATE', params: { today: shanghaiDay(at) } });
  if (filedOn !== undefined && disbursedOn !== undefined && filedOn < disbursedOn)
    errors.push({ field: 'filedOn', code: 'FILED_BEFORE_DISBURSED', params: { disbursedOn } });
  if (regionCode !== undefined && regions !== null && !regions.includes(regionCode))
    errors.push({ field: 'regionCode', code: 'REGION_NOT_YOURS' });
  return errors;
}

/** Repairs that the row itself tells. */
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

/** Codes that a wrong one may have been meant to be: a firm in sight if one fits, of this name if there are several; else the only code that fits. */
async function repaired(tx: Tx, rows: JudgedRow[]): Promise<JudgedRow[]> {
  const nearby = new Map<JudgedRow, string[]>();
  for (const row of rows) {
    if (!row.errors.some(({ code }) => code === 'USCC_CHECK' || code === 'USCC_SHAPE')) continue;
    const codes = usccsNearby(normaliseUscc(row.cells.uscc ?? ''));
    if (codes.length > 0) nearby.set(row, codes);
  }
  if (nearby.size === 0) return rows;
  const known = await firmsInSight(tx, [...new Set([...nearby.values()].flat())]);
  return rows.map((row) => {
    const codes = nearby.get(row);
    const repair = codes && repairOf(codes, known, row);
    return repair
      ? { ...row, errors: row.errors.map((error) => (error.field === 'uscc' ? { ...error, repair } : error)) }
      : row;
  });
}

function repairOf(codes: readonly string[], known: ReadonlyMap<string, string>, row: JudgedRow): Repair | null {
  const firms = codes.filter((code) => known.has(code));
  const name = nameKey((row.draft as Loan).firmName ?? '');
  const [firm] = firms.length > 1 ? firms.filter((code) => known.get(code) === name) : firms;
  if (firm !== undefined) return { value: firm, why: 'KNOWN_FIRM' };
  return firms.length === 0 && codes.length === 1 ? { value: codes[0]!, why: 'CHECK_CHARACTER' } : null;
}

/** Takes over what was filed before there was a registry. */
async function file(
  tx: Tx,
  rows: readonly JudgedRow[],
  _reading: Reading,
  ids: ReadonlyMap<number, string>,
): Promise<Partial<Report>> {
  const firms = new Map<string, NewFirm>();
  for (const { draft, hidden } of rows) {
    const { uscc = '', firmName = '', regionCode = '' } = draft as Loan;
    if ((hidden as Hidden).facts.firm_known || firms.has(uscc)) continue;
    firms.set(uscc, {
      uscc,
      name: firmName,
      name_key: nameKey(firmName),
      initials: initialsOf(firmName),
      region_code: regionCode,
    });
  }
  await insertHistory(
    tx,
    rows.map((row) => {
      const { uscc = '', bank = '', number = '', filedOn = '' } = row.draft as Loan;
      const firm = firms.get(uscc);
      return {
        ...filingOf(row, ids.get(row.n)!),
        state: 'accepted',
        bank_code: bank,
        number,
        filed_on: filedOn,
        name_key: firm?.name_key ?? null,
        initials: firm?.initials ?? null,
      } as HistoryRow;
    }),
  );
  return {};
}

/** Keeps loans as they will be filed. */
async function keep(
  tx: Tx,
  importId: string,
  rows: readonly JudgedRow[],
  ids: ReadonlyMap<number, string>,
  judgedBy: string,
): Promise<void> {
  await keepFilings(
    tx,
    importId,
    rows.map((row) => {
      const { firmName = '', renewalOf = null } = row.draft as Loan;
      const { facts } = row.hidden as Hidden;
      return {
        ...filingOf(row, ids.get(row.n)!),
        n: row.n,
        facts: facts.facts,
        judged_by: judgedBy,
        firm_known: facts.firm_known,
        name_key: nameKey(firmName),
        renewal_text: renewalOf,
      };
    }),
  );
}

function filingOf({ draft, hidden }: JudgedRow, id: string): FilingRow {
  const loan = draft as Required<Loan>;
  const { facts, flags, review } = hidden as Hidden;
  const stored = (restricted: boolean): StoredFlag[] =>
    flags
      .filter((flag) => flag.restricted === restricted)
      .map(({ rule, params }) => ({ rule, ...(params ? { params } : {}) }));
  return {
    id,
    state: review ? 'submitted' : 'accepted',
    uscc: loan.uscc,
    firm_name: loan.firmName,
    region_code: loan.regionCode,
    contract_no: loan.contractNo,
    contract_key: numberKey(loan.contractNo),
    receipt_no: loan.receiptNo,
    receipt_key: numberKey(loan.receiptNo),
    amount_fen: loan.amount,
    annual_rate_e4: loan.annualRate,
    disbursed_on: loan.disbursedOn,
    due_on: loan.dueOn,
    guarantee: loan.guarantee ?? 'credit',
    knowledge_grade: loan.knowledgeGrade ?? null,
    first_loan: loan.firstLoan ?? null,
    renewal: isRenewal(loan),
    renewal_of: facts.renewal_id,
    branch: loan.branch ?? null,
    remarks: loan.remarks || null,
    flags: stored(false),
    flags_other: stored(true),
  };
}

const firmOf = ({ draft }: DraftRow): string | null => (draft as Loan).uscc ?? null;

/** Loans that were filed before there was a registry. */
export const historyKind: Kind = { interpret, judge, file, firmOf };
/** Loans of a bank. */
export const filingsKind: Kind = { interpret, judge, keep, firmOf };
