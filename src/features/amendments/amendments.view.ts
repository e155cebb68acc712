/** Reads amendments, and presents them in the form of the API. Which columns a role may read is granted in db/code. */
import { sql } from 'kysely';
import type { Actor } from '../../data/as-actor.ts';
import type { Tx } from '../../data/database.ts';
import type { Link } from '../../data/schema.ts';
import { presentChange } from '../../domain/filing/change-words.ts';
import { presentFlags } from '../../domain/filing/present-flags.ts';
import type { StoredFlag } from '../../domain/filing/row.ts';
import { presentStatus } from '../../domain/filing/status.ts';
import { LIST_LIMIT_DEFAULT_ITEMS } from '../../domain/limits.ts';
import type { Language } from '../../domain/messages/messages.ts';
import { databaseRoleOf } from '../../domain/roles.ts';
import type { Cursors } from '../../http/cursor.ts';
import type { AmendmentList } from './amendments.dto.ts';

const COLUMNS = [
  'a.id',
  'a.filing_id',
  'a.state',
  'a.before',
  'a.after',
  'a.reason',
  'a.flags',
  'a.in_review',
  'a.proposer',
  'a.proposer_role',
  'a.proposed_by',
  'a.proposed_at',
  'a.first_accepter',
  'a.first_accepted_at',
  'a.decider',
  'a.decided_at',
  'a.decision_reason',
  'a.version',
  'f.number',
  'f.state as filing_state',
  'f.filed_on',
  'f.version as filing_version',
  'f.uscc',
  'f.links',
  'f.firm_name',
  'f.bank_code',
  'f.region_code',
  'b.name as bank_name',
  'r.name as region_name',
] as const;

function select(tx: Tx, actor: Actor) {
  const query = tx
    .selectFrom('amendment as a')
    .innerJoin('filing as f', 'f.id', 'a.filing_id')
    .innerJoin('bank as b', 'b.code', 'f.bank_code')
    .innerJoin('region as r', 'r.code', 'f.region_code')
    .select(COLUMNS)
    .select(sql<boolean>`amendment_in_closed_year(a.filing_id, a.after)`.as('needs_two'))
    .select(
      sql<Links | null>`
        case when a.state = 'proposed' and a.after ? 'disbursed_on' then
          link_of(f.uscc, (a.after ->> 'disbursed_on')::date)
        end`.as('links_after'),
    );
  return databaseRoleOf(actor.role) === 'zhidai_auditor' ? query.select('a.flags_other') : query;
}

type Links = Readonly<Record<string, Link>>;
type Row = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>> & {
  readonly flags_other?: StoredFlag[] | undefined;
};

/** An amendment in the form of the contract. `version` and `filing.version` are those of its ETag. */
function present(row: Row, actor: Actor, language: Language) {
  return {
    id: row.id,
    filingId: row.filing_id,
    filing: {
      id: row.filing_id,
      number: row.number,
      state: row.filing_state,
      bank: { code: row.bank_code, name: row.bank_name },
      firm: { uscc: row.uscc, name: row.firm_name },
      region: { code: row.region_code, name: row.region_name },
      filedOn: row.filed_on,
      status: presentStatus(row.links),
      version: row.filing_version,
    },
    state: row.state,
    changes: presentChange(row.before, row.after),
    statusAfter: row.links_after === null ? null : presentStatus(row.links_after),
    reason: row.reason,
    flags: presentFlags(row, language),
    proposedBy: row.proposer,
    proposedByRole: row.proposer_role,
    /** Nobody decides what they have proposed. */
    own: row.proposed_by === actor.accountId,
    proposedAt: row.proposed_at,
    acceptancesNeeded: row.needs_two ? 2 : 1,
    firstAcceptedBy: row.first_accepter,
    firstAcceptedAt: row.first_accepted_at,
    decidedBy: row.decider,
    decidedAt: row.decided_at,
    decisionReason: row.decision_reason,
    version: row.version,
  };
}

export type PresentedAmendment = ReturnType<typeof present>;

export async function findAmendment(
  tx: Tx,
  actor: Actor,
  id: string,
  language: Language,
): Promise<PresentedAmendment | null> {
  const row = await select(tx, actor).where('a.id', '=', id).executeTakeFirst();
  return row === undefined ? null : present(row, actor, language);
}

/** One page of the visible amendments, the newest first. @param filingId those of one filing */
export async function listAmendments(
  tx: Tx,
  actor: Actor,
  { state, limit = LIST_LIMIT_DEFAULT_ITEMS, cursor }: AmendmentList,
  cursors: Cursors,
  language: Language,
  filingId: string | null = null,
) {
  const belongsTo = [actor.accountId, 'amendments', filingId, state ?? null];
  let query = select(tx, actor);
  if (filingId !== null) query = query.where('a.filing_id', '=', filingId);
  if (state !== undefined) query = query.where('a.state', 'in', state);
  if (cursor !== undefined) {
    const [at, id] = cursors.read(belongsTo, cursor);
    query = query.where(sql<boolean>`(a.proposed_at, a.id) < (${String(at)}::timestamptz, ${id}::uuid)`);
  }
  const rows = await query
    .orderBy('a.proposed_at', 'desc')
    .orderBy('a.id', 'desc')
    .limit(limit + 1)
    .execute();
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    items: page.map((row) => present(row, actor, language)),
    nextCursor: last === undefined ? null : cursors.write(belongsTo, [last.proposed_at, last.id]),
  };
}
