/**
 * The import kind `qualifications`: public lists of qualified firms. Which kinds of qualifications there are and how
 * their numbers look is data (qualification_kind); a new kind must need no change here.
 */
import type { Tx } from '../../../data/database.ts';
import { initialsOf } from '../../../data/initials.ts';
import {
  kindOfCell,
  kindOfNumber,
  kindOfText,
  lastDayOf,
  type QualificationKindRow,
} from '../../../domain/firm/qualification-kind.ts';
import { isProposal } from '../../../domain/firm/announcement.ts';
import { dayOfCell } from '../../../domain/sheet/cell-date.ts';
import { isRegionOn, regionOfCell } from '../../../domain/sheet/cell-region.ts';
import { certificateNoOfCell, usccOfCell } from '../../../domain/sheet/cell-identifier.ts';
import { endOfValidity, issueDayInTitle, validityOfCell, type Validity } from '../../../domain/sheet/cell-validity.ts';
import { firmNameOfCell } from '../../../domain/sheet/cell-words.ts';
import { cellFault, squeeze, valueText, type CellValue, type ReadCell } from '../../../domain/sheet/cell.ts';
import { shanghaiDay, type Day } from '../../../domain/values/day.ts';
import { REQUIRED_IMPORT_FIELDS, type ImportField } from '../../../domain/sheet/import-words.ts';
import { nameKey } from '../../../domain/values/text.ts';
import { checkUscc } from '../../../domain/firm/uscc.ts';
import type { Report, StoredError } from '../reading/findings.ts';
import {
  readFields,
  type DraftRow,
  type FileMemory,
  type CheckedRow,
  type Kind,
  type ReadCells,
  type Reading,
} from './kind.ts';
import {
  countRelinked,
  findFirms,
  findFirmsByName,
  findQualifications,
  insertListedFirms,
  readLinks,
  writeQualifications,
  type FirmRecord,
  type HeldQualification,
  type NewFirm,
  type QualificationRow,
} from './lists.queries.ts';
import { checkRevocation, isRevocation, revocationRows } from './revocations.ts';
import { nameFlags, repeatedErrors } from './row-checks.ts';

interface ListDraft {
  uscc?: string;
  firmName?: string;
  regionCode?: string;
  kind?: string;
  certificateNo?: string;
  issuedOn?: Day;
  year?: number;
  validFrom?: Day;
  validTo?: Validity;
}
interface Hidden {
  readonly period: { validFrom: Day; validTo: Day };
  readonly isNewFirm: boolean;
}

function interpret(n: number, cells: ReadCells, reading: Reading): DraftRow {
  const { kinds } = reading.reference;
  const day = (cell: ReadCell): CellValue<Day> => dayOfCell(cell, reading.date1904);
  const { draft, errors, shown, questions } = readFields(
    cells,
    {
      firmName: firmNameOfCell,
      uscc: usccOfCell,
      regionCode: (cell) => regionOfCell(cell, reading.reference.regions, undefined),
      kind({ text }) {
        const kind = kindOfCell(text, kinds);
        return kind === null ? cellFault('KIND_UNKNOWN', namesOf(kinds)) : { ok: true, value: kind };
      },
      certificateNo: (cell) => certificateNoOfCell(cell, kinds),
      issuedOn: day,
      year: yearOf,
      validFrom: day,
      validTo: (cell) => validityOfCell(cell, reading.date1904),
    },
    reading.revokes ? ['certificateNo'] : REQUIRED_IMPORT_FIELDS[reading.kind],
    reading.answers,
  );
  const list = draft as ListDraft;
  const byNumber = list.certificateNo === undefined ? null : kindOfNumber(list.certificateNo, kinds);
  if (list.kind !== undefined && byNumber !== null && byNumber !== list.kind)
    errors.push({ field: 'kind', code: 'KIND_DIFFERS' });
  const kind = list.kind ?? (list.certificateNo === undefined ? undefined : kindOf(list.certificateNo, reading));
  if (kind !== undefined) list.kind = kind;
  if (list.kind === undefined && list.certificateNo !== undefined && !errors.some(({ field }) => field === 'kind'))
    errors.push({ field: 'kind', code: 'KIND_UNKNOWN', params: namesOf(kinds) });
  if (list.kind === undefined) delete list.kind;
  const stated = [list.issuedOn, list.validFrom, list.validTo?.from, list.year].some((one) => one !== undefined);
  const inTitle = stated || errors.some(({ field }) => field === 'issuedOn') ? null : issueDayInTitle(reading.title);
  if (inTitle !== null) list.issuedOn = inTitle;
  return {
    n,
    cells: shown,
    draft: reading.revokes ? { ...draft, revokes: reading.revokes } : draft,
    formErrors: errors,
    questions,
    key: list.kind === undefined || list.certificateNo === undefined ? null : `${list.kind}/${list.certificateNo}`,
  };
}

/** The names that a cell may have, for the message. */
const namesOf = (kinds: readonly QualificationKindRow[]): { kindsZh: string; kindsEn: string } => ({
  kindsZh: kinds.map((kind) => kind.name_zh).join('、'),
  kindsEn: kinds.map((kind) => kind.name_en).join(', '),
});

/** The kind by the pattern of the certificate number, or else by the title of the list. */
function kindOf(certificateNo: string, { title, reference: { kinds } }: Reading): string | undefined {
  return kindOfNumber(certificateNo, kinds) ?? kindOfText(title, kinds) ?? undefined;
}

function yearOf(cell: ReadCell): CellValue<number> {
  const year = /^(20[0-9]{2})年?度?$/.exec(squeeze(valueText(cell) ?? ''))?.[1];
  return year === undefined ? cellFault('FORMAT', { expected: '2024' }) : { ok: true, value: Number(year) };
}

/** Rows without a code are those of the one visible firm of exactly their name. */
async function withFirmsByName(tx: Tx, rows: readonly DraftRow[]): Promise<DraftRow[]> {
  const isNameless = ({ draft, formErrors }: DraftRow): boolean =>
    (draft as ListDraft).uscc === undefined &&
    !isRevocation(draft) &&
    !formErrors.some(({ field }) => field === 'uscc');
  const keyOf = ({ draft }: DraftRow): string => nameKey((draft as ListDraft).firmName ?? '');
  const keys = [...new Set(rows.filter(isNameless).map(keyOf))].filter((key) => key !== '');
  if (keys.length === 0) return [...rows];
  const known = await findFirmsByName(tx, keys);
  return rows.map((row) => {
    if (!isNameless(row) || keyOf(row) === '') return row;
    const usccs = known.get(keyOf(row)) ?? [];
    if (usccs.length === 1) return { ...row, draft: { ...row.draft, uscc: usccs[0] } };
    const code = usccs.length === 0 ? ('FIRM_NOT_FOUND' as const) : ('FIRM_AMBIGUOUS' as const);
    return { ...row, formErrors: [...row.formErrors.filter((one) => one.code !== code), { field: 'firmName', code }] };
  });
}

async function check(tx: Tx, read: readonly DraftRow[], reading: Reading, memory: FileMemory): Promise<CheckedRow[]> {
  const rows = await withFirmsByName(tx, read);
  return checkRows(tx, rows, reading, memory);
}

async function checkRows(
  tx: Tx,
  rows: readonly DraftRow[],
  reading: Reading,
  memory: FileMemory,
): Promise<CheckedRow[]> {
  const drafts = rows.map(({ draft }) => draft as ListDraft);
  const held = await findQualifications(
    tx,
    drafts.flatMap(({ certificateNo }) => certificateNo ?? []),
  );
  const usccs = [...drafts.flatMap(({ uscc }) => uscc ?? []), ...held.map(({ uscc }) => uscc)];
  const firms = await findFirms(tx, [...new Set(usccs)], reading.regions);
  const byCertificate = new Map(held.map((one) => [`${one.kind}/${one.certificate_no}`, one]));
  return rows.map((row) =>
    isRevocation(row.draft)
      ? checkRevocation(row, row.draft, row.key === null ? undefined : byCertificate.get(row.key), firms, memory)
      : checkOne(row, { firms, byCertificate }, reading, memory),
  );
}

interface Known {
  readonly firms: ReadonlyMap<string, FirmRecord>;
  readonly byCertificate: ReadonlyMap<string, HeldQualification>;
}

function checkOne(row: DraftRow, known: Known, reading: Reading, memory: FileMemory): CheckedRow {
  const draft = row.draft as ListDraft;
  const firm = draft.uscc === undefined ? undefined : known.firms.get(draft.uscc);
  const present = row.key === null ? undefined : known.byCertificate.get(row.key);
  const kind = reading.reference.kinds.find(({ code }) => code === draft.kind);
  const period = kind === undefined ? null : periodOf(draft, kind);
  const same =
    present !== undefined &&
    period !== null &&
    present.valid_from === period.validFrom &&
    present.valid_to === period.validTo;
  const errors: StoredError[] = [
    ...row.formErrors,
    ...firmErrors(draft, firm, reading),
    ...certificateErrors(row, present, memory),
    ...periodErrors(draft, period),
  ];
  if (present?.revoked && !same) errors.push({ field: 'certificateNo', code: 'QUALIFICATION_REVOKED' });
  const flags = nameFlags(firm, draft.firmName);
  if (errors.length > 0 || period === null) return { ...row, errors, verdict: 'refused', flags };
  const hidden: Hidden = { period, isNewFirm: !firm };
  return { ...row, errors, verdict: present === undefined ? 'new' : same ? 'unchanged' : 'changed', flags, hidden };
}

function certificateErrors(
  { n, key, draft }: DraftRow,
  present: HeldQualification | undefined,
  memory: FileMemory,
): StoredError[] {
  const errors = repeatedErrors(memory, n, key, 'certificateNo');
  if (present && present.uscc !== (draft as ListDraft).uscc)
    errors.push({ field: 'certificateNo', code: 'CERTIFICATE_ELSEWHERE' });
  return errors;
}

function periodErrors({ kind }: ListDraft, period: { validFrom: Day; validTo: Day } | null): StoredError[] {
  if (period === null) return kind === undefined ? [] : [{ field: 'issuedOn', code: 'PERIOD_MISSING' }];
  return period.validFrom > period.validTo ? [{ field: 'validTo', code: 'RANGE_REVERSED' }] : [];
}

function firmErrors(
  draft: ListDraft,
  firm: FirmRecord | undefined,
  { at, reference, regions }: Reading,
): StoredError[] {
  if (firm) return firm.mine ? [] : [{ field: 'uscc', code: 'REGION_NOT_YOURS' }];
  const errors: StoredError[] = [];
  if (draft.uscc === undefined) return errors;
  if (checkUscc(draft.uscc) !== 'ok') errors.push({ field: 'uscc', code: 'USCC_CHECK' });
  const region = draft.regionCode;
  // A regional auditor must name a region for a new firm, so that the regions can be checked.
  if (region === undefined) return regions === null ? errors : [...errors, { field: 'regionCode', code: 'REQUIRED' }];
  if (!isRegionOn(reference.regions.byCode.get(region), shanghaiDay(at)))
    errors.push({ field: 'regionCode', code: 'UNKNOWN_REGION' });
  else if (regions !== null && !regions.includes(region))
    errors.push({ field: 'regionCode', code: 'REGION_NOT_YOURS' });
  return errors;
}

function newFirm({ uscc = '', firmName = '', regionCode }: ListDraft): NewFirm {
  return {
    uscc,
    name: firmName,
    name_key: nameKey(firmName),
    initials: initialsOf(firmName),
    region_code: regionCode ?? null,
  };
}

/**
 * The period of a qualification: as stated in the list, or by the rule of its kind. If the list states only a year, a kind
 * that is valid by year begins on 1 January.
 */
function periodOf(
  { issuedOn, year, validFrom, validTo, certificateNo }: ListDraft,
  kind: QualificationKindRow,
): { validFrom: Day; validTo: Day } | null {
  const from = validFrom ?? validTo?.from ?? issuedOn;
  const stated = validTo && endOfValidity(validTo, from);
  if (from !== undefined && stated !== undefined) return { validFrom: from, validTo: stated };
  const of = year ?? (from === undefined ? numberYear(certificateNo) : Number(from.slice(0, 4)));
  const end = stated ?? lastDayOf(kind, from, of);
  if (end === null) return null;
  if (from !== undefined) return { validFrom: from, validTo: end };
  return kind.validity === 'year' && of !== null ? { validFrom: `${of}-01-01`, validTo: end } : null;
}

/** The certificate number of a technology SME begins with its year. */
function numberYear(certificateNo: string | undefined): number | null {
  const year = /^(20[0-9]{2})[0-9]{6}/.exec(certificateNo ?? '')?.[1];
  return year === undefined ? null : Number(year);
}

async function file(tx: Tx, rows: readonly CheckedRow[]): Promise<Partial<Report>> {
  const firms = new Map<string, ListDraft>();
  for (const { draft, hidden } of rows)
    if ((hidden as Hidden | undefined)?.isNewFirm) firms.set((draft as ListDraft).uscc!, draft as ListDraft);
  await insertListedFirms(tx, [...firms.values()].map(newFirm));
  const written = (verdict: string): QualificationRow[] =>
    rows
      .filter((row) => row.verdict === verdict && !isRevocation(row.draft))
      .map(({ draft, hidden }) => {
        const { kind = '', certificateNo = '', uscc = '' } = draft as ListDraft;
        const { period } = hidden as Hidden;
        return { kind, certificate_no: certificateNo, uscc, valid_from: period.validFrom, valid_to: period.validTo };
      });
  const usccs = new Set(
    rows.flatMap(({ draft, verdict }) => (verdict === 'unchanged' ? [] : ((draft as ListDraft).uscc ?? []))),
  );
  const before = await readLinks(tx, [...usccs]);
  await writeQualifications(tx, written('new'), written('changed'), revocationRows(rows));
  return { relinked: countRelinked(before, await readLinks(tx, [...usccs])) };
}

/** Lists of qualified firms. */
export const qualificationsKind: Kind = {
  interpret,
  check,
  file,
  firmOf: ({ draft }) => (draft as ListDraft).uscc ?? null,
  confirmations({ title }, fields) {
    const dated = ['issuedOn', 'validFrom', 'year'].some((field) => fields.has(field as ImportField));
    const day = dated ? null : issueDayInTitle(title);
    return [
      ...(fields.has('uscc') ? [] : [{ code: 'FIRMS_BY_NAME' as const }]),
      ...(day === null ? [] : [{ code: 'DAY_FROM_TITLE' as const, params: { day } }]),
      ...(isProposal(title) ? [{ code: 'ANNOUNCEMENT_PROPOSAL' as const }] : []),
    ];
  },
};
