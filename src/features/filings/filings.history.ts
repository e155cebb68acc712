/**
 * Reads the versions of a filing from the audit trail. Each role sees its own part: a column added here must be checked
 * for all three.
 */
import type { Actor } from '../../data/as-actor.ts';
import type { Tx } from '../../data/database.ts';
import { presentChange, type Recorded } from '../../domain/filing/change-words.ts';
import { databaseRoleOf } from '../../domain/roles.ts';

const OPEN = ['id', 'at', 'role', 'action', 'reason', 'version', 'uscc', 'before', 'after'] as const;
const MAX_VERSIONS = 1000;

/**
 * The versions of a filing, oldest first: actor, time, changes and reason. Firms see no actors, and nothing from before
 * the filing was theirs. Only auditors see `restricted`: changes of flags that disclose a filing of another bank.
 */
export async function filingHistory(tx: Tx, actor: Actor, id: string) {
  const events = tx
    .selectFrom('trail')
    .where('type', '=', 'filing')
    .where('record_id', '=', id)
    .orderBy('id')
    .limit(MAX_VERSIONS);
  const databaseRole = databaseRoleOf(actor.role);
  if (databaseRole === 'zhidai_firm') {
    const rows = await events.select(OPEN).execute();
    return rows.map((row) => ({
      ...head(row),
      changes: presentChange('uscc' in (row.before ?? {}) ? null : row.before, row.after, [
        'flags',
        'pendingAmendment',
      ]),
    }));
  }
  const amendments = await amendmentsOf(tx, id);
  if (databaseRole === 'zhidai_officer') {
    const rows = await events.select([...OPEN, 'actor']).execute();
    return rows.map((row) => ({
      ...head(row),
      actor: row.actor,
      changes: presentChange(row.before, row.after),
      amendment: amendmentOf(row, amendments),
    }));
  }
  const rows = await events.select([...OPEN, 'actor', 'restricted']).execute();
  return rows.map((row) => ({
    ...head(row),
    actor: row.actor,
    changes: presentChange(row.before || row.restricted?.before ? { ...row.before, ...row.restricted?.before } : null, {
      ...row.after,
      ...row.restricted?.after,
    }),
    amendment: amendmentOf(row, amendments),
  }));
}

/** Why, and by whom, the amendment of a version was proposed. */
interface OfAmendment {
  readonly id: string;
  readonly reason: string;
  readonly proposedBy: string;
  readonly proposedAt: string;
}

async function amendmentsOf(tx: Tx, filingId: string): Promise<ReadonlyMap<string, OfAmendment>> {
  const rows = await tx
    .selectFrom('amendment')
    .select(['id', 'reason', 'proposer as proposedBy', 'proposed_at as proposedAt'])
    .where('filing_id', '=', filingId)
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** The amendment that a version proposes or decides; null for other versions. */
function amendmentOf(
  { before, after }: { readonly before: Recorded | null; readonly after: Recorded | null },
  amendments: ReadonlyMap<string, OfAmendment>,
): OfAmendment | null {
  const id = after?.['pending_amendment'] ?? before?.['pending_amendment'];
  return (typeof id === 'string' && amendments.get(id)) || null;
}

function head(row: { at: string; role: string; action: string; reason: string | null; version: number | null }) {
  return { version: row.version, at: row.at, role: row.role, action: row.action, reason: row.reason };
}
