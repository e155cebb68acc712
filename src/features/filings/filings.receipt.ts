/**
 * The receipt (回执) of an accepted filing: what is on record, the posting that it stands on, and a code by which anybody
 * who holds the receipt can check it. One code for each version of a filing.
 */
import { asActor, asSystem, type Actor } from '../../data/as-actor.ts';
import type { Db } from '../../data/database.ts';
import { violates } from '../../data/errors.ts';
import { findPosting } from '../../data/posting.queries.ts';
import { findReceipt, issueProof, type ProofRow } from '../../data/proof.queries.ts';
import { notFound, Problem } from '../../http/problem.ts';
import type { Incoming } from '../../http/route.ts';
import { findFiling, presentFiling, type FilingRow } from './filings.view.ts';

/** @throws Problem NOT_FOUND; STATE_CONFLICT for a filing that is not accepted */
export async function receiptOf(db: Db, actor: Actor, id: string, incoming: Incoming) {
  const { at, requestId, language } = incoming;
  const audit = { action: 'filing.receipt', at, requestId };
  const row = await asActor(db, actor.sessionId, audit, (tx, self) => findFiling(tx, self, id));
  if (row === null) throw notFound();
  incoming.validateQuery();
  if (row.state !== 'accepted') throw new Problem('STATE_CONFLICT', { params: { state: row.state } });
  const proof = (await issued(db, row, at)) ?? (await issue(db, actor, row, at, requestId));
  return {
    code: proof.code,
    issuedAt: proof.created_at,
    posting: await asSystem(db, 'service', audit, (tx) => findPosting(tx, { posting: proof.posting_no })),
    filing: presentFiling(row, language),
  };
}

const issued = (db: Db, { id, version }: FilingRow, at: Date): Promise<ProofRow | null> =>
  asSystem(db, 'service', { action: 'filing.receipt', at }, (tx) => findReceipt(tx, id, version));

async function issue(db: Db, actor: Actor, row: FilingRow, at: Date, requestId: string): Promise<ProofRow> {
  const proof = { kind: 'receipt' as const, filing_id: row.id, filing_version: row.version };
  await issueProof(db, actor, proof, { action: 'filing.receipt', at, requestId }).catch((error: unknown) => {
    // Another request has issued it.
    if (!violates(error, 'proof_receipt')) throw error;
  });
  return (await issued(db, row, at))!;
}
