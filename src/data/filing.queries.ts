/**
 * SQL to file loans, from one to thousands per statement: read their context, enter new firms, insert the rows. The
 * rules themselves are in domain/filing; filings from requests, batches and imports are all inserted here.
 */
import { shanghaiDay } from '../domain/values/day.ts';
import type { FilingContext } from '../domain/filing/context.ts';
import type { PartialDraft } from '../domain/filing/draft.ts';
import type { NewFirm } from '../domain/filing/earlier-items.ts';
import { FILING_FIELD_NAMES, FILING_FIELDS } from '../domain/filing/fields.ts';
import type { FilingRow } from '../domain/filing/row.ts';
import { programmeOn, type ProgrammeVersion } from '../domain/programme/programme.ts';
import type { WorkCalendar } from '../domain/programme/working-days.ts';
import { limitsFromWire } from '../domain/programme/limits/wire.ts';
import { nameKey, numberKey } from '../domain/values/text.ts';
import type { Tx } from './database.ts';
import { initialsOf } from './initials.ts';
import type { Link } from './schema.ts';
import { prepared, type Statement } from './statement.ts';
import { run, send } from './transaction.ts';

/** A draft whose context is to be read. */
export interface ContextRequest {
  readonly draft: PartialDraft;
  /** The stored filing, for a correction. */
  readonly self?: { readonly id: string; readonly submittedAt: string };
  /** The bank of an imported past filing; otherwise the actor's. */
  readonly bank?: string | undefined;
}

/** The context of a filing, and what else filing it needs from the registry. */
export interface FoundContext extends FilingContext {
  readonly firmKnown: boolean;
  /** The filing of the same bank that holds the receipt number. */
  readonly duplicateOf: string | null;
  /** Whether that filing has the same firm, day and amount. */
  readonly duplicateSame: boolean;
  /** The qualifications that cover the day of disbursement, by kind. */
  readonly links: Record<string, Link>;
}

const CONTEXT = prepared('select * from filing_context($1::json, $2::text[], $3::text[], $4)');
/** The calendar is read only where a version counts working days. */
const PROGRAMMES = prepared(`
  select r.*,
    case
      when r.limits #> '{filingDeadline,workingDays}' is not null then (
        select json_build_object(
          'checkedUntil', coalesce(y.holidays_checked_until, '0001-01-01'),
          'rows', coalesce(
            (select json_agg(json_build_object('from', h.from_day, 'to', h.to_day, 'kind', h.kind)) from holiday h),
            '[]'
          )
        )
        from registry y
      )
    end as calendar
  from programme_rule r`);

interface ContextRow {
  n: number;
  firm_known: boolean;
  firm_name: string | null;
  registered_by_hand: boolean;
  name_known_only_from_another_bank: boolean;
  region_name: string | null;
  lpr_from: string | null;
  lpr_e4: number | null;
  lpr_five_year_e4: number | null;
  lpr_checked_until: string | null;
  duplicate_id: string | null;
  duplicate_same: boolean;
  earlier_loan: 'own' | 'other' | 'both' | null;
  renewal_id: string | null;
  links: Record<string, Link> | null;
  former_name_until: string | null;
  waiting_certificates: Record<string, string> | null;
}

/**
 * What a context is read for: `file` locks the firms first; `locked` is for firms that are locked already, or by a later
 * step; `check` files nothing, and leaves out all that rests on filings of other banks.
 */
export type ContextUse = 'file' | 'locked' | 'check';

/** The statements that read the context of filings, to be sent in one round trip. */
export function contextStatements(asked: readonly ContextRequest[], use: ContextUse): readonly Statement[] {
  const lock = use === 'file';
  const firmsOf = (these: readonly ContextRequest[]) => [...new Set(these.flatMap(({ draft }) => draft.uscc ?? []))];
  const firms = lock ? firmsOf(asked) : [];
  const claims = lock ? firmsOf(asked.filter(({ draft }) => draft.firstLoan === true)) : [];
  return [CONTEXT(JSON.stringify(asked.map(questionOf)), firms, claims, use === 'check'), PROGRAMMES()];
}

function questionOf({ draft, self, bank }: ContextRequest, n: number) {
  return {
    n,
    id: self?.id,
    bank_code: bank,
    uscc: draft.uscc,
    name_key: draft.firmName === undefined ? undefined : nameKey(draft.firmName),
    region_code: draft.regionCode,
    contract_key: draft.contractNo === undefined ? undefined : numberKey(draft.contractNo),
    receipt_key: draft.receiptNo === undefined ? undefined : numberKey(draft.receiptNo),
    amount_fen: draft.amount === undefined ? undefined : String(draft.amount),
    disbursed_on: draft.disbursedOn,
    first_loan: draft.firstLoan ?? undefined,
    renewal_of: draft.renewalOf ?? undefined,
  };
}

/** The contexts from the rows of contextStatements, in the order of `asked`. */
export function foundContexts(
  asked: readonly ContextRequest[],
  [rows, programmes]: readonly (readonly any[])[],
  at: Date,
): FoundContext[] {
  const versions = (programmes as ProgrammeRow[]).map(programmeVersion);
  const calendar = (programmes as ProgrammeRow[]).find((row) => row.calendar !== null)?.calendar ?? undefined;
  const today = shanghaiDay(at);
  const found = new Array<FoundContext>(asked.length);
  for (const row of rows as ContextRow[]) found[row.n] = contextOf(row, asked[row.n]!, versions, calendar, today);
  return found;
}

/** Reads the context of filings in an open transaction. */
export async function readContexts(
  tx: Tx,
  asked: readonly ContextRequest[],
  at: Date,
  use: ContextUse,
): Promise<FoundContext[]> {
  return foundContexts(asked, await Promise.all(send(tx, contextStatements(asked, use))), at);
}

function contextOf(
  row: ContextRow,
  { draft, self }: ContextRequest,
  versions: readonly ProgrammeVersion[],
  calendar: WorkCalendar | undefined,
  today: string,
): FoundContext {
  const { regionCode, disbursedOn } = draft;
  const links = row.links ?? {};
  return {
    today,
    submittedOn: self && shanghaiDay(new Date(self.submittedAt)),
    firmKnown: row.firm_known,
    registeredName: row.firm_name,
    registeredByHand: row.registered_by_hand,
    nameKnownOnlyFromAnotherBank: row.name_known_only_from_another_bank,
    formerNameUntil: row.former_name_until,
    waitingCertificates: row.waiting_certificates ?? {},
    regionName: row.region_name,
    programme:
      regionCode === undefined || disbursedOn === undefined ? null : programmeOn(versions, regionCode, disbursedOn),
    lpr: {
      rows:
        row.lpr_from === null ? [] : [{ from: row.lpr_from, oneYearE4: row.lpr_e4!, fiveYearE4: row.lpr_five_year_e4 }],
      checkedUntil: row.lpr_checked_until ?? '0001-01-01',
    },
    calendar,
    duplicateOf: row.duplicate_id,
    duplicateSame: row.duplicate_same,
    ownEarlierLoan: row.earlier_loan === 'own' || row.earlier_loan === 'both',
    otherBankEarlierLoan: row.earlier_loan === 'other' || row.earlier_loan === 'both',
    renewalId: row.renewal_id,
    links,
    heldKinds: Object.keys(links),
  };
}

interface ProgrammeRow {
  code: string;
  name: string;
  region_prefix: string;
  valid_from: string;
  valid_to: string | null;
  review_all: boolean;
  limits: object;
  calendar: WorkCalendar | null;
}

function programmeVersion(row: ProgrammeRow): ProgrammeVersion {
  return {
    code: row.code,
    name: row.name,
    regionPrefix: row.region_prefix,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    reviewAll: row.review_all,
    limits: limitsFromWire(row.limits),
  };
}

/** Enters firms for the acting bank. The transaction is retried when another one has just entered the same firm. */
export async function enterFirms(tx: Tx, firms: readonly NewFirm[]): Promise<void> {
  if (firms.length === 0) return;
  const rows = firms.map(({ uscc, name, nameKey: name_key, regionCode: region_code }) => ({
    uscc,
    name,
    name_key,
    initials: initialsOf(name),
    region_code,
  }));
  await run(tx, ENTER_FIRMS(JSON.stringify(rows)));
}
const ENTER_FIRMS = prepared('select firm_enter($1::json)');

const TYPES: Readonly<Record<string, string>> = {
  state: 'text',
  ...Object.fromEntries(FILING_FIELD_NAMES.map((name) => [FILING_FIELDS[name].column, FILING_FIELDS[name].type])),
  contract_key: 'text',
  receipt_key: 'text',
  flags: 'jsonb',
  flags_other: 'jsonb',
};
const COLUMNS = Object.keys(TYPES).join(', ');
const TYPED_COLUMNS = Object.entries(TYPES)
  .map((column) => column.join(' '))
  .join(', ');

export type NewFiling = FilingRow & { readonly id: string };

/** The columns that the database sets on insert. */
export interface Written {
  readonly id: string;
  readonly number: string | null;
  readonly state: 'submitted' | 'accepted';
  readonly state_changed_at: string;
  readonly submitted_at: string;
  readonly filed_on: string | null;
  readonly links: Record<string, Link>;
  readonly version: number;
}

const INSERT = `insert into filing (id, bank_code, ${COLUMNS}) select id, (select app_setting('bank')), ${COLUMNS} from json_to_recordset($1::json) r (id uuid, ${TYPED_COLUMNS})`;
const INSERT_RETURNING = prepared(
  `${INSERT} returning id, number, state, state_changed_at, submitted_at, filed_on, links, version`,
);
const INSERT_MANY = prepared(INSERT);

/**
 * Inserts filings of the acting bank, in order, and returns their database columns by id. The transaction is retried when
 * a receipt number was taken meanwhile (see isRetryable).
 */
export async function insertFilings(tx: Tx, filings: readonly NewFiling[]): Promise<Map<string, Written>> {
  const written = filings.length === 0 ? [] : await run<Written>(tx, INSERT_RETURNING(asJson(filings)));
  return new Map(written.map((row) => [row.id, row]));
}

/** Inserts filings of the acting bank, without returning them. */
export async function insertManyFilings(tx: Tx, filings: readonly NewFiling[]): Promise<void> {
  if (filings.length > 0) await run(tx, INSERT_MANY(asJson(filings)));
}

const asJson = (filings: readonly NewFiling[]): string =>
  JSON.stringify(filings.map((row) => ({ ...row, amount_fen: String(row.amount_fen) })));

/** The uscc of a visible filing, or null. */
export async function firmOfFiling(tx: Tx, id: string): Promise<string | null> {
  const row = await tx.selectFrom('filing').select('uscc').where('id', '=', id).executeTakeFirst();
  return row?.uscc ?? null;
}
