/**
 * Reads firms for lists and pages, always from the view firm_seen: it hides names that only another bank has stated.
 */
import { sql } from 'kysely';
import type { Tx } from '../../data/database.ts';
import { inBatches } from '../../data/in-batches.ts';
import { literally } from '../../data/like.ts';
import type { Link } from '../../domain/filing/status.ts';
import { certificateOddity } from '../../domain/firm/certificate.ts';
import { addDays, daysBetween, type Day } from '../../domain/values/day.ts';
import { STATUS_FILINGS_MAX_ITEMS } from '../../domain/limits.ts';
import { databaseRoleOf, type Role } from '../../domain/roles.ts';
import { formatAmount } from '../../domain/values/money.ts';
import { nameKey } from '../../domain/values/text.ts';
import {
  formerNamesOf,
  waitingCertificatesOf,
  type FormerName,
  type WaitingCertificateOfFirm,
} from './firms.names.view.ts';
import { hasUsccShape, normaliseUscc } from '../../domain/firm/uscc.ts';

export interface FirmSummary {
  uscc: string;
  name: string;
  /** Null if it is unknown. */
  region: { code: string; name: string } | null;
  industryCode: string | null;
}

/** A firm of a search. */
export interface FoundFirm extends FirmSummary {
  /** The former name by which the search found it; absent where the present name, initials or code did. */
  formerName?: string;
}

export interface QualificationOfFirm {
  kind: string;
  certificateNo: string;
  validFrom: Day;
  validTo: Day;
  /** Whether it is valid on the day of the view. */
  current: boolean;
  /** Whether a loan of that day links to it: of several current ones of a kind, only one counts. */
  counts: boolean;
  revoked: boolean;
  /** The first invalid day; null if it was revoked from its start, or is not revoked. */
  revokedOn: Day | null;
  version: number;
  oddity?: string;
}

export interface FirmPage extends FirmSummary {
  registeredByHand?: boolean;
  formerNames: FormerName[];
  /** Certificates of lists under one of its names that no firm has yet; for auditors. */
  waitingCertificates?: WaitingCertificateOfFirm[];
  qualifications: QualificationOfFirm[];
  asOf: Day;
}

const selectSummaries = (tx: Tx) =>
  tx
    .selectFrom('firm_seen as firm')
    .leftJoin('region', 'region.code', 'firm.region_code')
    .select([
      'firm.uscc',
      'firm.name',
      'firm.region_code',
      'region.name as region_name',
      'firm.industry_code',
      'firm.version',
    ]);

const presentSummary = (row: {
  uscc: string;
  name: string;
  region_code: string | null;
  region_name: string | null;
  industry_code: string | null;
}): FirmSummary => ({
  uscc: row.uscc,
  name: row.name,
  region: row.region_code === null ? null : { code: row.region_code, name: row.region_name ?? '' },
  industryCode: row.industry_code,
});

/**
 * Visible firms in order of code, at most `limit`.
 *
 * @param q part of the present or of a former name, or a prefix of its initials or of the code
 * @param after only firms with a greater code
 */
export async function searchFirms(
  tx: Tx,
  q: string | undefined,
  after: string | null,
  limit: number,
): Promise<FoundFirm[]> {
  let query = selectMatching(tx, q).orderBy('firm.uscc').limit(limit);
  if (after !== null) query = query.where('firm.uscc', '>', after);
  const found = await query.execute();
  const names = q === undefined ? new Map<string, string>() : await formerNamesWith(tx, q, found);
  return found.map((row) => {
    const formerName = names.get(row.uscc);
    return { ...presentSummary(row), ...(formerName === undefined ? {} : { formerName }) };
  });
}

function selectMatching(tx: Tx, q: string | undefined) {
  if (q === undefined) return selectSummaries(tx);
  const [name, code] = [nameKey(q), normaliseUscc(q)];
  return selectSummaries(tx).where((eb) =>
    eb.or([
      ...(name === ''
        ? []
        : [
            eb('firm.name_key', 'like', containing(name)),
            eb(
              'firm.uscc',
              'in',
              eb.selectFrom('firm_name').select('firm_name.uscc').where('firm_name.name_key', 'like', containing(name)),
            ),
          ]),
      ...(/^[0-9A-Z]+$/.test(code)
        ? [eb('firm.uscc', 'like', `${code}%`), eb('firm.initials', 'like', `${code}%`)]
        : []),
    ]),
  );
}

const containing = (name: string): string => `%${literally(name)}%`;

/** The latest former name with `q`, of those firms whose present name, initials and code are without it. */
async function formerNamesWith(
  tx: Tx,
  q: string,
  firms: readonly { uscc: string; name: string }[],
): Promise<Map<string, string>> {
  const name = nameKey(q);
  const others = firms.filter((firm) => !nameKey(firm.name).includes(name));
  if (name === '' || others.length === 0) return new Map();
  const rows = await tx
    .selectFrom('firm_name')
    .select(['uscc', 'name'])
    .where(
      'uscc',
      'in',
      others.map(({ uscc }) => uscc),
    )
    .where('name_key', 'like', containing(name))
    .orderBy('version')
    .execute();
  return new Map(rows.map((row) => [row.uscc, row.name]));
}

/** A firm with its qualifications on a day. */
export interface ListedFirm {
  readonly uscc: string;
  readonly name: string;
  readonly region_code: string | null;
  readonly region_name: string | null;
  readonly industry_code: string | null;
  /** The qualifications that cover the day, by kind. */
  readonly links: Record<string, Link>;
}

/** All visible firms that match `q` (see searchFirms), in order of code, in batches. */
export function allFirms(tx: Tx, q: string | undefined, on: Day): AsyncGenerator<ListedFirm[]> {
  const query = selectMatching(tx, q)
    .select(sql<Record<string, Link>>`link_of(firm.uscc, ${on}::date)`.as('links'))
    .orderBy('firm.uscc');
  return inBatches(tx, query as never);
}

/** A firm as of a day, with its version; null if it is not visible or the code is invalid. */
export async function viewFirm(
  tx: Tx,
  role: Role,
  code: string,
  asOf: Day,
): Promise<{ firm: FirmPage; version: number } | null> {
  const uscc = normaliseUscc(code);
  if (!hasUsccShape(uscc)) return null;
  const row = await selectSummaries(tx).where('firm.uscc', '=', uscc).executeTakeFirst();
  if (!row) return null;
  // Only this database role has a grant on the column.
  const registration =
    databaseRoleOf(role) === 'zhidai_auditor'
      ? await tx.selectFrom('firm').select('registered_by_hand').where('uscc', '=', uscc).executeTakeFirst()
      : undefined;
  const qualifications = await qualificationsOf(tx, uscc, asOf);
  const formerNames = await formerNamesOf(tx, uscc, row.version);
  const names = [row.name, ...formerNames.map(({ name }) => name)];
  return {
    firm: {
      ...presentSummary(row),
      ...(registration
        ? {
            registeredByHand: registration.registered_by_hand,
            waitingCertificates: await waitingCertificatesOf(tx, names),
          }
        : {}),
      formerNames,
      qualifications,
      asOf,
    },
    version: row.version,
  };
}

async function qualificationsOf(tx: Tx, uscc: string, asOf: Day): Promise<QualificationOfFirm[]> {
  const rows = await tx
    .selectFrom('qualification')
    .innerJoin('qualification_kind', 'qualification_kind.code', 'qualification.kind')
    .select([
      'kind',
      'number_pattern',
      'certificate_no',
      'valid_from',
      'valid_to',
      'revoked',
      'revoked_on',
      'qualification.version',
      sql<boolean>`period @> ${asOf}::date`.as('current'),
    ])
    .where('uscc', '=', uscc)
    .orderBy('position')
    .orderBy('kind')
    .orderBy('valid_from')
    .orderBy('certificate_no')
    .execute();
  const qualifications = rows.map((row) => {
    const oddity = certificateOddity(row.kind, row.number_pattern, row.certificate_no);
    return {
      kind: row.kind,
      certificateNo: row.certificate_no,
      validFrom: row.valid_from,
      validTo: row.valid_to,
      current: row.current,
      counts: false,
      revoked: row.revoked,
      revokedOn: row.revoked_on,
      version: row.version,
      ...(oddity ? { oddity } : {}),
    };
  });
  return withCounting(qualifications);
}

/** Which of the current ones count: of each kind the latest, as in link_of of db/code/45-qualification.sql. */
export function withCounting(qualifications: readonly QualificationOfFirm[]): QualificationOfFirm[] {
  const latest = new Map<string, QualificationOfFirm>();
  for (const one of qualifications) {
    const before = latest.get(one.kind);
    if (one.current && (before === undefined || orderOf(one) > orderOf(before))) latest.set(one.kind, one);
  }
  return qualifications.map((one) => ({ ...one, counts: latest.get(one.kind) === one }));
}

const orderOf = ({ validFrom, certificateNo }: QualificationOfFirm): string => `${validFrom} ${certificateNo}`;

/** Days from `asOf` to the last valid day of a qualification (0 on that day); null if it is not current. */
function daysLeft(qualification: QualificationOfFirm, asOf: Day): number | null {
  if (!qualification.current) return null;
  const { validTo, revokedOn } = qualification;
  return daysBetween(asOf, revokedOn !== null && revokedOn <= validTo ? addDays(revokedOn, -1) : validTo);
}

/**
 * The page of a firm: its qualifications with the days left, its newest visible filings, and the accepted filings per year
 * of `filedOn`. Null if it is not visible.
 */
export async function viewStatus(tx: Tx, role: Role, code: string, asOf: Day) {
  const found = await viewFirm(tx, role, code, asOf);
  if (found === null) return null;
  const { uscc } = found.firm;
  const rows = await tx
    .selectFrom('filing')
    .innerJoin('bank', 'bank.code', 'filing.bank_code')
    .select([
      'filing.id',
      'filing.number',
      'filing.state',
      'filing.state_reason',
      'filing.state_changed_at',
      'filing.bank_code',
      'bank.name as bank_name',
      'filing.amount_fen',
      'filing.disbursed_on',
      'filing.due_on',
      'filing.submitted_at',
      'filing.filed_on',
    ])
    .where('filing.uscc', '=', uscc)
    .orderBy('filing.submitted_at', 'desc')
    .orderBy('filing.id', 'desc')
    .limit(STATUS_FILINGS_MAX_ITEMS)
    .execute();
  const { count } = await tx
    .selectFrom('filing')
    .select(sql<bigint>`count(*)`.as('count'))
    .where('uscc', '=', uscc)
    .executeTakeFirstOrThrow();
  const year = sql<number>`extract(year from filed_on)::int`;
  const years = await tx
    .selectFrom('filing')
    .select([
      year.as('year'),
      sql<bigint>`count(*)`.as('filings'),
      sql<bigint>`sum(amount_fen)::bigint`.as('amount_fen'),
    ])
    .where('uscc', '=', uscc)
    .where('state', '=', 'accepted')
    .groupBy(year)
    .orderBy(year)
    .execute();
  return {
    ...found.firm,
    qualifications: found.firm.qualifications.map((qualification) => ({
      ...qualification,
      daysLeft: daysLeft(qualification, asOf),
    })),
    filings: rows.map((row) => ({
      id: row.id,
      number: row.number,
      state: row.state,
      stateReason: row.state_reason,
      stateChangedAt: row.state_changed_at,
      bank: { code: row.bank_code, name: row.bank_name },
      amount: formatAmount(row.amount_fen),
      disbursedOn: row.disbursed_on,
      dueOn: row.due_on,
      submittedAt: row.submitted_at,
      filedOn: row.filed_on,
    })),
    filingCount: Number(count),
    totals: years.map((row) => ({
      year: row.year,
      filings: Number(row.filings),
      amount: formatAmount(row.amount_fen),
    })),
  };
}
