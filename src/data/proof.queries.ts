/** Codes on published and printed figures and on receipts (table `proof`). They are issued and looked up by the system. */
import { randomBytes } from 'node:crypto';
import { sql, type Selectable } from 'kysely';
import { CODE_LENGTH, proofCode } from '../domain/proof-code.ts';
import type { AsOf } from '../domain/values/as-of.ts';
import { asSystem, type Actor, type AuditContext } from './as-actor.ts';
import type { Db, Tx } from './database.ts';
import { findPosting, latestPosting, type Posting } from './posting.queries.ts';
import { postPending } from './post-pending.ts';
import type { Database } from './schema.ts';

export type ProofRow = Selectable<Database['proof']>;

/** What a code stands for. */
export type NewProof = Pick<ProofRow, 'kind'> &
  Partial<Pick<ProofRow, 'query' | 'doc_no' | 'published_on' | 'text' | 'filing_id' | 'filing_version'>>;

export interface IssuedProof {
  readonly code: string;
  readonly posting: Posting;
}

/** Whose totals a code stands for. */
type ProofHolder = Pick<Actor, 'accountId' | 'bank' | 'regions' | 'firm'>;

/**
 * Issues a code for what `actor` sees as of the last posting, which holds everything committed before the call.
 *
 * @param asOf an earlier posting; the last one where there is none
 */
export async function issueProof(
  db: Db,
  actor: ProofHolder & Pick<Actor, 'login'>,
  proof: NewProof,
  { action, at, requestId = '' }: Pick<AuditContext, 'action' | 'at' | 'requestId'>,
  asOf?: AsOf,
): Promise<IssuedProof> {
  await postPending(db, at);
  const onBehalfOf = { accountId: actor.accountId, login: actor.login };
  return asSystem(db, 'service', { action, at, requestId, onBehalfOf }, async (tx) => {
    const { code, posting } = await insertProof(tx, actor, proof, at, asOf);
    return { code, posting };
  });
}

/** Stores a new code. @returns its row and posting; the last posting where `asOf` names none */
export async function insertProof(
  tx: Tx,
  actor: ProofHolder,
  proof: NewProof,
  at: Date,
  asOf?: AsOf,
): Promise<ProofRow & IssuedProof> {
  const posting = (asOf === undefined ? null : await findPosting(tx, asOf)) ?? (await latestPosting(tx));
  if (posting === null) throw new Error('nothing has ever been posted');
  const row = await tx
    .insertInto('proof')
    .values({
      ...proof,
      query: proof.query === undefined || proof.query === null ? null : (JSON.stringify(proof.query) as never),
      code: proofCode(randomBytes(CODE_LENGTH)),
      created_at: at.toISOString(),
      account_id: actor.accountId,
      posting_no: BigInt(posting.no),
      bank_code: actor.bank?.code ?? null,
      regions: actor.regions === null ? null : [...actor.regions],
      uscc: actor.firm?.uscc ?? null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return { ...(row as ProofRow), posting };
}

/** The proof of a code; null if there is none. */
export async function findProof(tx: Tx, code: string): Promise<ProofRow | null> {
  return ((await tx.selectFrom('proof').selectAll().where('code', '=', code).executeTakeFirst()) as ProofRow) ?? null;
}

/** Published figures that the reader may see, newest first. @param after creation instant and code of the last one before */
export async function listFigures(
  tx: Tx,
  after: readonly [at: string, code: string] | null,
  limit: number,
): Promise<ProofRow[]> {
  let query = tx.selectFrom('proof').selectAll().where('kind', '=', 'figure');
  if (after !== null) query = query.where(sql<boolean>`(created_at, code) < (${after[0]}::timestamptz, ${after[1]})`);
  return (await query.orderBy('created_at', 'desc').orderBy('code', 'desc').limit(limit).execute()) as ProofRow[];
}

/** The receipt of a version of a filing; null if none was issued. */
export async function findReceipt(tx: Tx, filingId: string, version: number): Promise<ProofRow | null> {
  return (
    ((await tx
      .selectFrom('proof')
      .selectAll()
      .where('kind', '=', 'receipt')
      .where('filing_id', '=', filingId)
      .where('filing_version', '=', version)
      .executeTakeFirst()) as ProofRow | undefined) ?? null
  );
}
