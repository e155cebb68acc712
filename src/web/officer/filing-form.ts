import type { Filing } from '../shared/filing-facts.tsx';
import type { Schemas } from '../shared/api.ts';
import { addMonths, readDay } from '../shared/days.ts';
import { FILING_FIELDS } from '../shared/filing-fields.ts';
import { amountOf, fenOf, readTyped, typedIn, type AmountUnit } from '../shared/money.ts';
import { normaliseUscc, usccFault } from '../shared/uscc.ts';

/** The optional fields of free text; the form shows each of them, without more. */
type OptionalText = Extract<(typeof FILING_FIELDS)[number], { kind: 'text'; required: false }>['name'];
export const OPTIONAL_TEXTS = FILING_FIELDS.filter(({ kind, required }) => kind === 'text' && !required).map(
  ({ name }) => name as OptionalText,
);
const optionalTexts = <T>(valueOf: (name: OptionalText) => T): Record<OptionalText, T> =>
  Object.fromEntries(OPTIONAL_TEXTS.map((name) => [name, valueOf(name)])) as Record<OptionalText, T>;

/** A filing as it is typed: all of it text, as it stands in the fields and in the draft. */
export interface FilingForm extends Record<OptionalText, string> {
  uscc: string;
  firmName: string;
  regionCode: string;
  /** Typed by hand, for a firm that the registry does not list. */
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
/** In the order of the form, so that the first wrong one gets the focus. */
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
  | 'term'
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

const TERM_MAX_MONTHS = 36;
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

/** Like the one before: bank clerks file several loans of a day, from one branch. */
export const nextAfter = (form: FilingForm): FilingForm => ({ ...EMPTY, unit: form.unit, branch: form.branch });

/** `12` beside a day is a term in months: the due date is that much later. */
export function readDue(text: string, disbursedOn: string): string | null {
  const from = readDay(disbursedOn, disbursedOn);
  const term = /^(\d{1,2})(\s*(个月|月|m|months?))?$/i.exec(text.normalize('NFKC').trim());
  if (term && from !== null && Number(term[1]) >= 1 && Number(term[1]) <= TERM_MAX_MONTHS)
    return addMonths(from, Number(term[1]));
  return readDay(text, from ?? '2026-01-01');
}

/** Per cent a year as the API takes it; `4.35%` and full-width digits are welcome. */
function readRate(text: string): { ok: true; rate: string } | { ok: false; fault: FieldFault } {
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

/** What is wrong in the form, field by field, before anything is sent. */
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
  // A code that the registry lists is right, whatever its check character says: an auditor vouches for it.
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
  const from = readDay(form.disbursedOn, today);
  if (form.disbursedOn.trim() === '') faults.disbursedOn = 'required';
  else if (from === null) faults.disbursedOn = 'day';
  else if (from > today) faults.disbursedOn = 'future';
  const due = readDue(form.dueOn, form.disbursedOn);
  if (form.dueOn.trim() === '') faults.dueOn = 'required';
  else if (due === null) faults.dueOn = 'due';
  else if (from !== null && due <= from) faults.dueOn = 'dueOrder';
  else if (from !== null && due > addMonths(from, TERM_MAX_MONTHS)) faults.dueOn = 'term';
  return faults;
}

function faultsOfMoney(form: FilingForm): Faults {
  const faults: Faults = {};
  const amount = readTyped(form.amount, form.unit);
  if (form.amount.trim() === '') faults.amount = 'required';
  else if (!amount.ok)
    faults.amount = (
      { form: 'amountForm', decimals: 'amountDecimals', zero: 'amountZero', large: 'amountLarge' } as const
    )[amount.fault];
  const rate = readRate(form.annualRate);
  if (form.annualRate.trim() === '') faults.annualRate = 'required';
  else if (!rate.ok) faults.annualRate = rate.fault;
  return faults;
}

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** The form as the API takes it. Only for one without faults. */
export function bodyOf(form: FilingForm, today: string): Schemas['FilingBody'] {
  const amount = readTyped(form.amount, form.unit);
  const rate = readRate(form.annualRate);
  if (!amount.ok || !rate.ok) throw new RangeError('a form with faults has no body');
  return {
    uscc: normaliseUscc(form.uscc),
    firmName: form.firmName.trim(),
    regionCode: form.regionCode,
    contractNo: form.contractNo.trim(),
    receiptNo: form.receiptNo.trim(),
    amount: amountOf(amount.fen),
    annualRate: rate.rate,
    disbursedOn: readDay(form.disbursedOn, today) ?? '',
    dueOn: readDue(form.dueOn, form.disbursedOn) ?? '',
    guarantee: form.guarantee,
    knowledgeGrade: form.knowledgeGrade === '' ? null : form.knowledgeGrade,
    firstLoan: form.firstLoan === '' ? null : form.firstLoan === 'yes',
    renewal: form.renewal || form.renewalOf.trim() !== '',
    renewalOf: orNull(form.renewalOf),
    ...optionalTexts((name) => orNull(form[name])),
  };
}

/** A filing as it would have been typed, for correcting it. */
export function formOf(filing: Filing): FilingForm {
  return {
    uscc: filing.firm.uscc,
    firmName: filing.firm.name,
    regionCode: filing.region.code,
    byHand: false,
    disbursedOn: filing.disbursedOn,
    dueOn: filing.dueOn,
    amount: typedIn(fenOf(filing.amount), 'wan'),
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

/** The fields of the body that differ from those of another. */
export function changesOf(from: Schemas['FilingBody'], to: Schemas['FilingBody']): Schemas['FilingCorrection'] {
  const names = Object.keys(to) as (keyof Schemas['FilingBody'])[];
  return Object.fromEntries(names.filter((name) => from[name] !== to[name]).map((name) => [name, to[name]]));
}
