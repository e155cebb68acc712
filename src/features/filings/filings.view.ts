/**
 * Reads filings for lists and pages, and presents them in the form of the API. Which columns a role may read is granted
 * in db/code; reading another one fails.
 */
import { sql, type RawBuilder, type Selectable, type SelectQueryBuilder } from 'kysely';
import type { Actor } from '../../data/as-actor.ts';
import type { Tx } from '../../data/database.ts';
import type { Database, Link } from '../../data/schema.ts';
import { FILING_COLUMNS } from '../../domain/filing/fields.ts';
import { presentFields } from '../../domain/filing/present-field.ts';
import { presentFlags } from '../../domain/filing/present-flags.ts';
import type { StoredFlag } from '../../domain/filing/row.ts';
import { presentStatus } from '../../domain/filing/status.ts';
import type { Language } from '../../domain/messages/messages.ts';
import type { Cursors } from '../../http/cursor.ts';
import { databaseRoleOf } from '../../domain/roles.ts';
import { invalid } from '../../http/problem.ts';
import { LIST_LIMIT_DEFAULT_ITEMS } from '../../domain/limits.ts';
import { inBatches } from '../../data/in-batches.ts';
import type { FilingFilter, FilingList, FilingSelection, SortWord } from './filings.dto.ts';
import { matchingText } from './filings.search.view.ts';

/** The columns that every reader of a filing sees. */
const OPEN_COLUMNS = [
  'id',
  'number',
  'state',
  'state_reason',
  'state_changed_at',
  'bank_code',
  ...FILING_COLUMNS,
  'submitted_at',
  'filed_on',
  'amended_at',
  'links',
  'version',
] as const;
const OPEN = [
  ...OPEN_COLUMNS.map((column) => `f.${column}` as const),
  'f.filed_sort',
  'b.name as bank_name',
  'r.name as region_name',
] as const;

export interface FilingRow extends Pick<Selectable<Database['filing']>, (typeof OPEN_COLUMNS)[number]> {
  readonly bank_name: string;
  readonly region_name: string;
  readonly flags?: StoredFlag[];
  readonly flags_other?: StoredFlag[] | undefined;
  readonly in_review?: boolean;
  /** Absent for firms. */
  readonly pending_amendment?: string | null;
}

/** A filing in the form of the contract. Hidden columns were not read. */
export function presentFiling(row: FilingRow, language: Language) {
  const flags = presentFlags(row, language);
  return {
    id: row.id,
    number: row.number,
    state: row.state,
    stateReason: row.state_reason,
    stateChangedAt: row.state_changed_at,
    bank: { code: row.bank_code, name: row.bank_name },
    firm: { uscc: row.uscc, name: row.firm_name },
    region: { code: row.region_code, name: row.region_name },
    ...presentFields(row),
    submittedAt: row.submitted_at,
    filedOn: row.filed_on,
    amendedAt: row.amended_at,
    pendingAmendment: row.pending_amendment ?? null,
    status: presentStatus(row.links),
    qualifications: presentLinks(row.links),
    flags,
    version: row.version,
  };
}

/** All qualifications that cover the day of disbursement. */
export const presentLinks = (links: Readonly<Record<string, Link>>): (Link & { kind: string })[] =>
  Object.keys(links)
    .sort()
    .map((kind) => ({ kind, ...links[kind]! }));

function base(tx: Tx, actor: Actor) {
  const query = tx
    .selectFrom('filing as f')
    .innerJoin('bank as b', 'b.code', 'f.bank_code')
    .innerJoin('region as r', 'r.code', 'f.region_code')
    .select(OPEN);
  // Each database role may read these columns only.
  const databaseRole = databaseRoleOf(actor.role);
  if (databaseRole === 'zhidai_auditor') return query.select(['f.flags', 'f.flags_other', 'f.pending_amendment']);
  if (databaseRole === 'zhidai_officer') return query.select(['f.flags', 'f.in_review', 'f.pending_amendment']);
  return query;
}

/** The visible filings with these ids, in no order. */
export async function findFilings(tx: Tx, actor: Actor, ids: readonly string[]): Promise<FilingRow[]> {
  return (await base(tx, actor)
    .where('f.id', '=', sql<string>`any (${ids}::uuid[])`)
    .execute()) as FilingRow[];
}

export async function findFiling(tx: Tx, actor: Actor, id: string): Promise<FilingRow | null> {
  return ((await base(tx, actor).where('f.id', '=', id).executeTakeFirst()) as FilingRow | undefined) ?? null;
}

const SORT_COLUMNS = {
  submittedAt: ['f.submitted_at', 'timestamptz'],
  filedOn: ['f.filed_sort', 'date'],
  disbursedOn: ['f.disbursed_on', 'date'],
  amount: ['f.amount_fen', 'bigint'],
  stateChangedAt: ['f.state_changed_at', 'timestamptz'],
} as const;

function orderOf(asked: SortWord | undefined) {
  const sort: SortWord = asked ?? '-submittedAt';
  const descending = sort.startsWith('-');
  const [column, type] = SORT_COLUMNS[(descending ? sort.slice(1) : sort) as keyof typeof SORT_COLUMNS];
  return { sort, descending, column, type };
}

/** A filing with the number of the filing that it renews, if that is visible. */
export interface ListedRow extends FilingRow {
  readonly renewal_number: string | null;
}

/**
 * Looked up by key, row by row. As a join the planner may scan the bank's filings for each row: the fewer filings it
 * expects of a bank, the likelier, so the plan would depend on the number of banks.
 */
const RENEWAL_NUMBER = sql<string | null>`(select o.number from filing o where o.id = f.renewal_of)`;

/** All visible filings that match a filter, in order, in batches. */
export async function* allFilings(
  tx: Tx,
  actor: Actor,
  { sort, ...filter }: FilingSelection,
): AsyncGenerator<ListedRow[]> {
  const { column, descending } = orderOf(sort);
  const direction = descending ? 'desc' : 'asc';
  const query = (
    narrow(base(tx, actor) as never, actor, filter, await textCondition(tx, filter)) as ReturnType<typeof base>
  )
    .select(RENEWAL_NUMBER.as('renewal_number'))
    .orderBy(sql.ref(column), direction)
    .orderBy('f.id', direction);
  yield* inBatches<ListedRow>(tx, query as never);
}

/** One page of the visible filings, by keyset pagination. */
export async function listFilings(tx: Tx, actor: Actor, ask: FilingList, cursors: Cursors, language: Language) {
  const { sort, descending, column, type } = orderOf(ask.sort);
  const limit = ask.limit ?? LIST_LIMIT_DEFAULT_ITEMS;
  const { cursor, limit: _limit, format: _format, ...filter } = ask;
  const belongsTo = [actor.accountId, 'filings', sort, Object.entries(filter).sort()];
  let query = narrow(base(tx, actor) as never, actor, filter, await textCondition(tx, filter)) as ReturnType<
    typeof base
  >;
  if (cursor !== undefined) {
    const [key, id] = cursors.read(belongsTo, cursor);
    query = query.where(
      sql<boolean>`(${sql.ref(column)}, f.id) ${sql.raw(descending ? '<' : '>')} (${String(key)}::${sql.raw(type)}, ${id}::uuid)`,
    );
  }
  const direction = descending ? 'desc' : 'asc';
  const rows = await query
    .orderBy(sql.ref(column), direction)
    .orderBy('f.id', direction)
    .limit(limit + 1)
    .execute();
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    items: page.map((row) => presentFiling(row as FilingRow, language)),
    nextCursor:
      last === undefined ? null : cursors.write(belongsTo, [String(last[column.slice(2) as 'submitted_at']), last.id]),
  };
}

/** The number of visible filings in each state. */
export async function countFilings(tx: Tx, actor: Actor, filter: FilingFilter) {
  const counted = tx
    .selectFrom('filing as f')
    .select(['f.state', sql<bigint>`count(*)`.as('filings')])
    .groupBy('f.state');
  const rows = (await narrow(
    counted as never,
    actor,
    filter,
    await textCondition(tx, filter),
  ).execute()) as unknown as {
    state: string;
    filings: bigint;
  }[];
  const counts = { submitted: 0, accepted: 0, returned: 0, withdrawn: 0, voided: 0, total: 0 };
  for (const row of rows) {
    counts[row.state as 'submitted'] = Number(row.filings);
    counts.total += Number(row.filings);
  }
  return counts;
}

/** Restricted flags are never met, so `in_review` says that there is an open one. */
const OPEN_FLAG = '$[*] ? (!exists(@.metAt))';

type Narrowable = SelectQueryBuilder<Database & { f: Database['filing'] }, 'f', object>;

const textCondition = async (tx: Tx, { q }: FilingFilter): Promise<RawBuilder<boolean> | null> =>
  q === undefined ? null : matchingText(tx, q);

function narrow(query: Narrowable, actor: Actor, ask: FilingFilter, text: RawBuilder<boolean> | null): Narrowable {
  checkRanges(ask, actor);
  const dayColumn = ask.basis === 'disbursed' ? 'f.disbursed_on' : 'f.filed_sort';
  if (ask.year !== undefined) {
    const [from, to] = span(ask.year, ask.month);
    query = query.where(dayColumn, '>=', from).where(dayColumn, '<', to);
  }
  if (ask.bank) query = query.where('f.bank_code', 'in', ask.bank);
  if (ask.region) query = query.where('f.region_code', 'in', ask.region);
  if (ask.state) query = query.where('f.state', 'in', ask.state);
  if (ask.uscc !== undefined) query = query.where('f.uscc', '=', ask.uscc);
  if (ask.status) query = query.where('f.status', 'in', ask.status);
  if (ask.flagged !== undefined) query = query.where('f.flagged', '=', ask.flagged);
  if (ask.openFlags !== undefined) {
    const open = sql<boolean>`(f.in_review or jsonb_path_exists(f.flags, ${OPEN_FLAG}))`;
    query = query.where(ask.openFlags ? open : sql<boolean>`not ${open}`);
  }
  if (ask.renewal !== undefined) query = query.where('f.renewal', '=', ask.renewal);
  if (ask.filedFrom !== undefined) query = query.where('f.filed_on', '>=', ask.filedFrom);
  if (ask.filedTo !== undefined) query = query.where('f.filed_on', '<=', ask.filedTo);
  if (ask.disbursedFrom !== undefined) query = query.where('f.disbursed_on', '>=', ask.disbursedFrom);
  if (ask.disbursedTo !== undefined) query = query.where('f.disbursed_on', '<=', ask.disbursedTo);
  return text === null ? query : query.where(text);
}

/** The first day of a year or month, and the first day after it. */
function span(year: number, month: number | undefined): [from: string, to: string] {
  if (month === undefined) return [monthStart(year, 1), monthStart(year + 1, 1)];
  return [monthStart(year, month), month === 12 ? monthStart(year + 1, 1) : monthStart(year, month + 1)];
}

const monthStart = (year: number, month: number): string => `${year}-${String(month).padStart(2, '0')}-01`;

/** Checks filters. @throws Problem VALIDATION_FAILED for contradictory filters, or those that the reader may not use */
export function checkRanges(ask: FilingFilter, actor: Actor): void {
  if (ask.month !== undefined && ask.year === undefined) throw invalid({ path: 'year', code: 'REQUIRED' });
  if (ask.filedFrom !== undefined && ask.filedTo !== undefined && ask.filedFrom > ask.filedTo)
    throw invalid({ path: 'filedTo', code: 'RANGE_REVERSED' });
  if (ask.disbursedFrom !== undefined && ask.disbursedTo !== undefined && ask.disbursedFrom > ask.disbursedTo)
    throw invalid({ path: 'disbursedTo', code: 'RANGE_REVERSED' });
  // Firms see no flags, so they may not filter by them.
  for (const path of ['flagged', 'openFlags'] as const)
    if (ask[path] !== undefined && databaseRoleOf(actor.role) === 'zhidai_firm')
      throw invalid({ path, code: 'NOT_ALLOWED' });
}
