/**
 * The import kind `announcement`: lists as they are announced, without codes and days. Each row is matched with a firm;
 * what cannot be known is left to the auditor. The commit is in announcements/commit-announcement.ts.
 */
import type { Tx } from '../../../data/database.ts';
import {
  grantedPeriod,
  isProposal,
  LIST_RULES,
  mustBeDecided,
  revokedFrom,
  type Announcement,
  type RowMatch,
} from '../../../domain/firm/announcement.ts';
import { matchRow, type KnownFirm, type KnownFirms } from '../../../domain/firm/list-match.ts';
import type { StoredFlag } from '../../../domain/filing/row.ts';
import { dayOfCell } from '../../../domain/sheet/cell-date.ts';
import { certificateNoOfCell, usccOfCell } from '../../../domain/sheet/cell-identifier.ts';
import { firmNameOfCell } from '../../../domain/sheet/cell-words.ts';
import type { RowVerdict } from '../../../domain/sheet/import-words.ts';
import type { Day } from '../../../domain/values/day.ts';
import { groupBy } from '../../../domain/values/group-by.ts';
import { UnreadableError } from '../../../sheets/spreadsheet.ts';
import { firmsNamed } from '../../../data/firm-names.queries.ts';
import { findListedCertificates, type ListedCertificate } from '../announcements/announcements.queries.ts';
import type { StoredError } from '../reading/findings.ts';
import {
  readFields,
  type CheckedRow,
  type DraftRow,
  type FileMemory,
  type Kind,
  type ReadCells,
  type Reading,
} from './kind.ts';
import { findFirms, type FirmRecord } from './lists.queries.ts';
import { nameFlags, repeatedErrors } from './row-checks.ts';

export interface AnnouncedDraft {
  firmName?: string;
  formerName?: string;
  certificateNo?: string;
  uscc?: string;
  issuedOn?: Day;
  /** The code of the firm that the row means, or SKIP. */
  decision?: string;
}
export const SKIP = 'skip';

export interface ListedPeriod {
  readonly validFrom: Day;
  readonly validTo: Day;
  /** Of a revocation, with the number, which the list may not give. */
  readonly certificateNo?: string;
  readonly revoked?: true;
  readonly revokedOn?: Day | null;
}

/** What the row will do, besides its draft. */
export interface AnnouncedChange {
  /** Null for a certificate that waits for its firm. */
  readonly uscc: string | null;
  readonly certificateNo?: string;
  /** Stored with the row: what the qualification will be. */
  readonly period?: ListedPeriod;
  readonly name?: string;
}

function interpret(n: number, cells: ReadCells, reading: Reading): DraftRow {
  const { draft, errors, shown, questions } = readFields(
    cells,
    {
      firmName: firmNameOfCell,
      formerName: firmNameOfCell,
      certificateNo: (cell) => certificateNoOfCell(cell, reading.reference.kinds),
      uscc: usccOfCell,
      regionCode: (cell) => ({ ok: true, value: cell.text }),
      issuedOn: (cell) => dayOfCell(cell, reading.date1904),
      decision: (cell) => (cell.text === SKIP ? { ok: true, value: SKIP } : usccOfCell(cell)),
    },
    LIST_RULES[documentOf(reading).list].columns,
    reading.answers,
  );
  return { n, cells: shown, draft, formErrors: errors, questions, key: null };
}

function documentOf({ announcement }: Reading): Announcement {
  if (announcement == null) throw new Error('an announcement without its document');
  return announcement;
}

interface Known extends KnownFirms {
  readonly regions: ReadonlyMap<string, string | null>;
  readonly certificates: ReadonlyMap<string, ListedCertificate>;
  readonly held: ReadonlyMap<string, readonly ListedCertificate[]>;
}

async function check(tx: Tx, rows: readonly DraftRow[], reading: Reading, memory: FileMemory): Promise<CheckedRow[]> {
  const known = await readKnown(tx, rows, documentOf(reading));
  return rows.map((row) => checkOne(row, known, reading, memory));
}

async function readKnown(tx: Tx, rows: readonly DraftRow[], { list }: Announcement): Promise<Known> {
  const drafts = rows.map(({ draft }) => draft as AnnouncedDraft);
  const of = <K extends keyof AnnouncedDraft>(field: K) => drafts.flatMap((draft) => draft[field] ?? []) as string[];
  const numbers = of('certificateNo');
  const { kind } = LIST_RULES[list];
  const byNumber = await findListedCertificates(tx, kind, numbers, []);
  const usccs = [...of('uscc'), ...of('decision').filter((code) => code !== SKIP), ...byNumber.map(({ uscc }) => uscc)];
  const named = await firmsNamed(tx, [...of('firmName'), ...of('formerName')]);
  const coded = await findFirms(tx, usccs, null);
  const firms: Pick<FirmRecord, 'uscc' | 'name' | 'region_code'>[] = [...[...named.values()].flat(), ...coded.values()];
  const certificates = await findListedCertificates(
    tx,
    kind,
    numbers,
    firms.map(({ uscc }) => uscc),
  );
  return {
    byUscc: new Map(firms.map((firm) => [firm.uscc, firm])),
    holders: new Map(byNumber.map((one) => [one.certificate_no, one.uscc])),
    named,
    regions: new Map(firms.map(({ uscc, region_code }) => [uscc, region_code])),
    certificates: new Map(certificates.map((one) => [one.certificate_no, one])),
    held: groupBy(certificates, ({ uscc }) => uscc),
  };
}

function checkOne(row: DraftRow, known: Known, reading: Reading, memory: FileMemory): CheckedRow {
  const draft = row.draft as AnnouncedDraft;
  const { list } = documentOf(reading);
  const found = matchRow({ ...draft, name: draft.formerName ?? draft.firmName }, known);
  // A firm that was renamed already is found by its new name.
  const matched =
    LIST_RULES[list].effect === 'rename' && found.match === 'unmatched'
      ? matchRow({ ...draft, name: draft.firmName }, known)
      : found;
  const { candidates } = matched;
  const checked = (
    verdict: RowVerdict,
    match: RowMatch,
    uscc: string | null,
    errors: readonly StoredError[] = [],
    more: { flags?: readonly StoredFlag[]; hidden?: AnnouncedChange } = {},
  ): CheckedRow => ({ ...row, key: uscc, firm: uscc, match, candidates, verdict, errors, flags: [], ...more });

  if (row.formErrors.length > 0) return checked('invalid', 'refused', matched.uscc, row.formErrors);
  if (draft.decision === SKIP) return checked('unchanged', matched.match, null);
  const uscc = draft.decision ?? matched.uscc;
  if (uscc === null && mustBeDecided(matched.match)) return checked('invalid', matched.match, null);
  if (uscc === null) return unmatched(draft, reading, memory, row.n, checked);
  const firm = known.byUscc.get(uscc);
  const errors = firmErrors(uscc, firm, known, reading, memory, row.n);
  const effect: Effect = errors.length > 0 ? errors[0]! : effectOf(draft, firm!, known, reading, memory, row.n);
  if ('code' in effect) return checked('refused', 'refused', uscc, [effect]);
  return checked(effect.verdict, matched.match, uscc, [], {
    flags: nameFlags(firm, draft.firmName, draft.formerName),
    hidden: { uscc, ...effect.change },
  });
}

/** Nothing but a grant can wait for its firm. */
function unmatched(
  { certificateNo, issuedOn }: AnnouncedDraft,
  reading: Reading,
  memory: FileMemory,
  n: number,
  checked: (
    verdict: RowVerdict,
    match: RowMatch,
    uscc: null,
    errors?: readonly StoredError[],
    more?: { hidden: AnnouncedChange },
  ) => CheckedRow,
): CheckedRow {
  const { list } = documentOf(reading);
  if (LIST_RULES[list].effect !== 'grant')
    return checked('refused', 'unmatched', null, [{ field: 'firmName', code: 'UNKNOWN_FIRM' }]);
  const period = periodOf(reading, issuedOn);
  if (period === null) return checked('refused', 'refused', null, [{ field: 'issuedOn', code: 'PERIOD_MISSING' }]);
  const repeated = repeatedErrors(memory, n, `certificate ${certificateNo}`, 'certificateNo');
  if (repeated.length > 0) return checked('refused', 'refused', null, repeated);
  return checked('new', 'unmatched', null, [], { hidden: { uscc: null, certificateNo: certificateNo!, period } });
}

function firmErrors(
  uscc: string,
  firm: KnownFirm | undefined,
  known: Known,
  { regions }: Reading,
  memory: FileMemory,
  n: number,
): StoredError[] {
  if (firm === undefined) return [{ field: 'decision', code: 'UNKNOWN_FIRM' }];
  if (regions !== null && !regions.includes(known.regions.get(uscc) ?? ''))
    return [{ field: null, code: 'REGION_NOT_YOURS' }];
  return repeatedErrors(memory, n, `firm ${uscc}`, null, 'FIRM_REPEATED');
}

type Effect = StoredError | { readonly verdict: RowVerdict; readonly change: Omit<AnnouncedChange, 'uscc'> };

function effectOf(
  draft: AnnouncedDraft,
  firm: KnownFirm,
  known: Known,
  reading: Reading,
  memory: FileMemory,
  n: number,
): Effect {
  const { effect } = LIST_RULES[documentOf(reading).list];
  if (effect === 'rename')
    return { verdict: firm.name === draft.firmName ? 'unchanged' : 'changed', change: { name: draft.firmName! } };
  if (effect === 'revoke') return revocation(draft, firm, known, documentOf(reading));
  const [repeated] = repeatedErrors(memory, n, `certificate ${draft.certificateNo}`, 'certificateNo');
  return repeated ?? grant(draft, firm, known, reading);
}

const periodOf = (reading: Reading, rowIssuedOn: Day | undefined) => {
  const announcement = documentOf(reading);
  const kind = reading.reference.kinds.find(({ code }) => code === LIST_RULES[announcement.list].kind);
  return kind === undefined ? null : grantedPeriod(announcement, kind, rowIssuedOn);
};

function grant(
  { certificateNo = '', issuedOn }: AnnouncedDraft,
  firm: KnownFirm,
  known: Known,
  reading: Reading,
): Effect {
  const period = periodOf(reading, issuedOn);
  if (period === null) return { field: 'issuedOn', code: 'PERIOD_MISSING' };
  const present = known.certificates.get(certificateNo);
  const change = { certificateNo, period };
  if (present === undefined) return { verdict: 'new', change };
  if (present.uscc !== firm.uscc) return { field: 'certificateNo', code: 'CERTIFICATE_ELSEWHERE' };
  const same = present.valid_from === period.validFrom && present.valid_to === period.validTo;
  // An announcement does not bring a revoked certificate back.
  if (present.revoked && !same) return { field: 'certificateNo', code: 'QUALIFICATION_REVOKED' };
  return { verdict: same ? 'unchanged' : 'changed', change };
}

function revocation(
  { certificateNo }: AnnouncedDraft,
  { uscc }: KnownFirm,
  known: Known,
  { effectiveFrom, year }: Announcement,
): Effect {
  const held = (known.held.get(uscc) ?? []).filter((one) =>
    certificateNo === undefined
      ? !one.revoked && (year === null || one.valid_from.startsWith(String(year)))
      : one.certificate_no === certificateNo,
  );
  // Without a number: the one that counts on the first day of the revocation, if it is the only one.
  const meant =
    held.length > 1 && effectiveFrom !== null
      ? held.filter((one) => one.valid_from <= effectiveFrom && effectiveFrom <= one.valid_to)
      : held;
  const [one] = meant;
  if (one === undefined)
    return {
      field: 'certificateNo',
      code: 'CERTIFICATE_UNKNOWN',
      ...(certificateNo === undefined ? {} : { params: { certificateNo } }),
    };
  if (meant.length > 1) return { field: 'certificateNo', code: 'CERTIFICATE_UNCLEAR' };
  const revokedOn = revokedFrom(effectiveFrom, one.valid_to);
  if (one.revoked && one.revoked_on !== revokedOn) return { field: 'certificateNo', code: 'QUALIFICATION_REVOKED' };
  const period: ListedPeriod = {
    validFrom: one.valid_from,
    validTo: one.valid_to,
    certificateNo: one.certificate_no,
    revoked: true,
    revokedOn,
  };
  return { verdict: one.revoked ? 'unchanged' : 'changed', change: { certificateNo: one.certificate_no, period } };
}

/** Lists as they are announced. */
export const announcementKind: Kind = {
  interpret,
  check,
  file: () => Promise.reject(new Error('an announcement is committed as a whole')),
  firmOf: () => null,
  begin({ title }) {
    if (isProposal(title)) throw new UnreadableError('ANNOUNCEMENT_PROPOSAL');
  },
  requiredFields: (reading) => LIST_RULES[documentOf(reading).list].columns,
};
