import { forSessions } from '../../data/as-actor.ts';
import type { Db } from '../../data/database.ts';
import { wasRefused } from '../../data/errors.ts';
import { gathered } from '../../data/gathered.ts';
import type { Flag } from '../../domain/filing-draft.ts';
import type { Inspected } from '../../http/rule.ts';
import type { FilingBody } from './filings.dto.ts';
import { factsQuestion } from './filings.judge.ts';
import { insertTogether, readFactsTogether, type FactsRow, type FactsTogether, type NewFiling, type Written } from './filings.queries.ts';
import { plainFiling } from './filings.service.ts';

/** A loan that somebody files, right in form. */
export interface Coming { readonly sessionId: string; readonly requestId: string; readonly at: Date; readonly inspected: Inspected<FilingBody> }
export interface Filed { readonly row: NewFiling & Written; readonly flags: readonly Flag[]; readonly facts: FactsRow }

const TOGETHER_MAX = 32;

/**
 * The desk at which loans are filed: those that come while others are being filed are filed together, in one transaction and
 * one INSERT, whoever files them (0017-filed-together). It takes what is plain. Undefined is the answer for all that is not,
 * and nothing was done then: submitFiling does it, and says what is wrong with it.
 */
export function createDesk(db: Db): (coming: Coming) => Promise<Filed | undefined> {
  return gathered((all: readonly Coming[]) => fileTogether(db, all), TOGETHER_MAX);
}

async function fileTogether(db: Db, all: readonly Coming[]): Promise<Map<Coming, Filed>> {
  try {
    return await forSessions(db, async (tx) => {
      const ready = plainOnes(all, await readFactsTogether(tx, all.map(({ sessionId, inspected }, n) => ({ n, sessionId, ...factsQuestion(inspected.value, null) }))));
      if (ready.size === 0) return new Map<Coming, Filed>();
      const written = await insertTogether(tx, [...ready].map(([{ sessionId, requestId, at }, { row: { bank_code: _, state_reason: __, ...row } }]) => ({ ...row, session_id: sessionId, request_id: requestId, at })));
      const byId = new Map(written.map((row) => [row.id, row]));
      return new Map([...ready].map(([coming, plain]) => [coming, { ...plain, row: { ...plain.row, ...byId.get(plain.row.id)! } }]));
    });
  } catch (error) {
    // One of them was refused, and with it all: each goes alone.
    if (wasRefused(error)) return new Map();
    throw error;
  }
}

type Plain = NonNullable<ReturnType<typeof plainFiling>> & { readonly facts: FactsRow };

/** Of one firm, and of one receipt number of a bank, the first alone: what comes after it is judged by it. */
function plainOnes(all: readonly Coming[], found: readonly FactsTogether[]): Map<Coming, Plain> {
  const ready = new Map<Coming, Plain>();
  const taken = new Set<string>();
  for (const { n, who, facts } of found) {
    const coming = all[n]!;
    if (who.role !== 'officer' || who.must_change_password) continue;
    const plain = plainFiling(coming.inspected, facts, who.bank_code, coming.at);
    if (plain === null) continue;
    const [firm, receipt] = [plain.row.uscc, `${who.bank_code} ${plain.row.receipt_key}`];
    if (taken.has(firm) || taken.has(receipt)) continue;
    taken.add(firm).add(receipt);
    ready.set(coming, { ...plain, facts });
  }
  return ready;
}
