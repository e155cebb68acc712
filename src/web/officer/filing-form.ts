/**
 * The values of the form and their conversion to the API, without React. Only faults that need no service are found
 * here; the service checks everything again.
 */
import type { Filing } from '../shared/filing-details.tsx';
import type { Schemas } from '../shared/api.ts';
import { addMonths, parseDay } from '../shared/days.ts';
import { FILING_FIELDS } from '../shared/filing-fields.ts';
import { amountOf, fenOf, parseAmount, amountInput, type AmountUnit } from '../shared/money.ts';
import { normaliseUscc, usccFault } from '../shared/uscc.ts';

/** The optional fields of free text; the form shows each of them, without more. */
type OptionalText = Extract<(typeof FILING_FIELDS)[number], { kind: 'text'; required: false }>['name'];
export const OPTIONAL_TEXTS = FILING_FIELDS.filter(({ kind, required }) => kind === 'text' && !required).map(
  ({ name }) => name as OptionalText,
);
const optionalTexts = <T>(valueOf: (name: OptionalText) => T): Record<OptionalText, T> =>
  Object.fromEntries(OPTIONAL_TEXTS.map((name) => [name, valueOf(name)])) as Record<OptionalText, T>;

/** The form of a filing: text as typed, also stored as the draft. */
export interface FilingForm extends Record<OptionalText, string> {
  uscc: string;
  firmName: string;
  regionCode: string;
  /** The firm is entered by hand, as it is not in the registry. */
  byHand: boolean;
  disbursedOn: string;
  dueOn: string;
  amount: string;
  unit: AmountUnit;
  annualRate: string;
  contractNo: string;
  receiptNo: string;
  guarantee: 'credit' | 'guaranteed_credit';
  knowledgeGrade: '' | 'A' | 'B' | 'C' | 'D' | 'E';
  firstLoan: '' | 'yes' | 'no';
  renewal: boolean;
  renewalOf: string;
}

export type FilingField = Exclude<keyof FilingForm, 'byHand' | 'unit'>;
/** In the order of the form. */
export const FIELDS: readonly FilingField[] = [
  'uscc',
  'firmName',
  'regionCode',
  'disbursedOn',
  'dueOn',
  'amount',
  'annualRate',
  'contractNo',
  'receiptNo',
  'guarantee',
  'knowledgeGrade',
  'firstLoan',
  'renewal',
  'renewalOf',
  ...OPTIONAL_TEXTS,
];
export type FieldFault =
  | 'required'
  | 'firm'
  | 'usccShape'
  | 'usccCheck'
  | 'nameLength'
  | 'day'
  | 'future'
  | 'due'
  | 'dueOrder'
  | 'amountForm'
  | 'amountDecimals'
  | 'amountZero'
  | 'amountLarge'
  | 'rateForm'
  | 'rateDecimals'
  | 'rateLarge'
  | 'tooLong'
  | 'control';
export type Faults = Partial<Record<FilingField, FieldFault>>;

/** What is read as a term in months, and not as a date. The programme says which terms may be filed. */
const TERM_MAX_MONTHS = 120;
/** In characters; the name of the firm is checked with the firm. */
export const LENGTHS: ReadonlyMap<FilingField, number> = new Map<FilingField, number>(
  FILING_FIELDS.flatMap((field) => ('max' in field && field.name !== 'firmName' ? [[field.name, field.max]] : [])),
);

export const EMPTY: FilingForm = {
  uscc: '',
  firmName: '',
  regionCode: '',
  byHand: false,
  disbursedOn: '',
  dueOn: '',
  amount: '',
  unit: 'wan',
  annualRate: '',
  contractNo: '',
  receiptNo: '',
  guarantee: 'credit',
  knowledgeGrade: '',
  firstLoan: '',
  renewal: false,
  renewalOf: '',
  ...optionalTexts(() => ''),
};

/** The form for the next loan: officers often file several loans of one branch in a row. */
export const nextAfter = (form: FilingForm): FilingForm => ({ ...EMPTY, unit: form.unit, branch: form.branch });

/** A due date, or a term in months (`12`) counted from the day of disbursement. */
export function parseDue(text: string, disbursedOn: string): string | null {
  const from = parseDay(disbursedOn, disbursedOn);
  const term = /^(\d{1,3})(\s*(个月|月|m|months?))?$/i.exec(text.normalize('NFKC').trim());
  if (term && from !== null && Number(term[1]) >= 1 && Number(term[1]) <= TERM_MAX_MONTHS)
    return addMonths(from, Number(term[1]));
  return parseDay(text, from ?? '2026-01-01');
}

/** An annual rate for the API. Accepts `4.35%` and full-width digits. */
function parseRate(text: string): { ok: true; rate: string } | { ok: false; fault: FieldFault } {
  const match = /^0*(\d+)(?:\.(\d*))?%?$/.exec(text.normalize('NFKC').replaceAll(/\s/g, ''));
  if (!match) return { ok: false, fault: 'rateForm' };
  const decimals = (match[2] ?? '').replace(/0+$/, '');
  if (decimals.length > 4) return { ok: false, fault: 'rateDecimals' };
  const whole = match[1] ?? '0';
  if (whole.length > 2 || Number(whole) > 36 || (Number(whole) === 36 && decimals !== ''))
    return { ok: false, fault: 'rateLarge' };
  return { ok: true, rate: `${whole}.${decimals.padEnd(2, '0')}` };
}

const hasControl = (text: string): boolean => /[\u0000-\u001f\u007f-\u009f]/.test(text);
const lengthOf = (text: string): number => [...text.trim()].length;

/** The faults of the form that can be found without the service. */
export function faultsOf(form: FilingForm, today: string): Faults {
  const faults: Faults = { ...faultsOfFirm(form), ...faultsOfDays(form, today), ...faultsOfMoney(form) };
  for (const field of ['contractNo', 'receiptNo'] as const) if (form[field].trim() === '') faults[field] = 'required';
  for (const [field, max] of LENGTHS) {
    const text = String(form[field]);
    if (hasControl(text)) faults[field] = 'control';
    else if (lengthOf(text) > max) faults[field] = 'tooLong';
  }
  return faults;
}

function faultsOfFirm(form: FilingForm): Faults {
  if (!form.byHand && form.uscc === '') return { uscc: 'firm' };
  const faults: Faults = {};
  const fault = form.uscc.trim() === '' ? 'required' : usccFault(normaliseUscc(form.uscc));
  // A code of a registered firm is accepted even if its check character is wrong: an auditor has registered it.
  if (form.byHand && fault !== null)
    faults.uscc = fault === 'required' ? 'required' : fault === 'shape' ? 'usccShape' : 'usccCheck';
  const length = lengthOf(form.firmName);
  if (length === 0) faults.firmName = 'required';
  else if (length < 2 || length > 200) faults.firmName = 'nameLength';
  else if (hasControl(form.firmName)) faults.firmName = 'control';
  if (form.regionCode === '') faults.regionCode = 'required';
  return faults;
}

function faultsOfDays(form: FilingForm, today: string): Faults {
  const faults: Faults = {};
  const from = parseDay(form.disbursedOn, today);
  if (form.disbursedOn.trim() === '') faults.disbursedOn = 'required';
  else if (from === null) faults.disbursedOn = 'day';
  else if (from > today) faults.disbursedOn = 'future';
  const due = parseDue(form.dueOn, form.disbursedOn);
  if (form.dueOn.trim() === '') faults.dueOn = 'required';
  else if (due === null) faults.dueOn = 'due';
  else if (from !== null && due <= from) faults.dueOn = 'dueOrder';
  return faults;
}

function faultsOfMoney(form: FilingForm): Faults {
  const faults: Faults = {};
  const amount = parseAmount(form.amount, form.unit);
  if (form.amount.trim() === '') faults.amount = 'required';
  else if (!amount.ok)
    faults.amount = (
      { form: 'amountForm', decimals: 'amountDecimals', zero: 'amountZero', large: 'amountLarge' } as const
    )[amount.fault];
  const rate = parseRate(form.annualRate);
  if (form.annualRate.trim() === '') faults.annualRate = 'required';
  else if (!rate.ok) faults.annualRate = rate.fault;
  return faults;
}

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** The body for the API. The form must have no faults. */
export function bodyOf(form: FilingForm, today: string): Schemas['FilingBody'] {
  const amount = parseAmount(form.amount, form.unit);
  const rate = parseRate(form.annualRate);
  if (!amount.ok || !rate.ok) throw new RangeError('a form with faults has no body');
  return {
    uscc: normaliseUscc(form.uscc),
    firmName: form.firmName.trim(),
    regionCode: form.regionCode,
    contractNo: form.contractNo.trim(),
    receiptNo: form.receiptNo.trim(),
    amount: amountOf(amount.fen),
    annualRate: rate.rate,
    disbursedOn: parseDay(form.disbursedOn, today) ?? '',
    dueOn: parseDue(form.dueOn, form.disbursedOn) ?? '',
    guarantee: form.guarantee,
    knowledgeGrade: form.knowledgeGrade === '' ? null : form.knowledgeGrade,
    firstLoan: form.firstLoan === '' ? null : form.firstLoan === 'yes',
    renewal: form.renewal || form.renewalOf.trim() !== '',
    renewalOf: orNull(form.renewalOf),
    ...optionalTexts((name) => orNull(form[name])),
  };
}

/** The form of an existing filing, for correcting it. */
export function formOf(filing: Filing): FilingForm {
  return {
    uscc: filing.firm.uscc,
    firmName: filing.firm.name,
    regionCode: filing.region.code,
    byHand: false,
    disbursedOn: filing.disbursedOn,
    dueOn: filing.dueOn,
    amount: amountInput(fenOf(filing.amount), 'wan'),
    unit: 'wan',
    annualRate: filing.annualRate,
    contractNo: filing.contractNo,
    receiptNo: filing.receiptNo,
    guarantee: filing.guarantee,
    knowledgeGrade: filing.knowledgeGrade ?? '',
    firstLoan: filing.firstLoan === null ? '' : filing.firstLoan ? 'yes' : 'no',
    renewal: filing.renewal,
    renewalOf: filing.renewalOf ?? '',
    ...optionalTexts((name) => filing[name] ?? ''),
  };
}

/** The fields in which two bodies differ. */
export function changesOf(from: Schemas['FilingBody'], to: Schemas['FilingBody']): Schemas['FilingCorrection'] {
  const names = Object.keys(to) as (keyof Schemas['FilingBody'])[];
  return Object.fromEntries(names.filter((name) => from[name] !== to[name]).map((name) => [name, to[name]]));
}
