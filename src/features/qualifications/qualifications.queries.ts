/**
 * Statements that change qualifications. Links of filings to qualifications are never written here: triggers in
 * db/code/45-qualification.sql do it.
 */
import type { Tx } from '../../data/database.ts';
import type { Day } from '../../domain/values/day.ts';

export interface QualificationKey {
  kind: string;
  certificateNo: string;
  uscc: string;
}

export interface Period {
  validFrom: Day;
  validTo: Day;
}

/**
 * Locks a firm (FOR NO KEY UPDATE).
 *
 * @returns false if there is no firm that the actor may change: the UPDATE policies apply to locking reads, so that an
 *   auditor does not find firms of other regions, even if they are visible
 */
export async function lockFirmRow(tx: Tx, uscc: string): Promise<boolean> {
  return (
    (await tx.selectFrom('firm').select('uscc').where('uscc', '=', uscc).forNoKeyUpdate().executeTakeFirst()) !==
    undefined
  );
}

export async function kindExists(tx: Tx, kind: string): Promise<boolean> {
  return (
    (await tx.selectFrom('qualification_kind').select('code').where('code', '=', kind).executeTakeFirst()) !== undefined
  );
}

export async function regionExists(tx: Tx, code: string): Promise<boolean> {
  return (await tx.selectFrom('region').select('code').where('code', '=', code).executeTakeFirst()) !== undefined;
}

/** @returns false if the firm exists already, visible or not */
export async function insertFirm(
  tx: Tx,
  firm: { uscc: string; name: string; name_key: string; initials: string; region_code: string | null },
): Promise<boolean> {
  const result = await tx
    .insertInto('firm')
    .values(firm)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/** A certificate of any firm; undefined if there is none. */
export async function findCertificate(tx: Tx, kind: string, certificateNo: string) {
  return tx
    .selectFrom('qualification')
    .select(['uscc', 'valid_from', 'valid_to', 'revoked', 'version'])
    .where('kind', '=', kind)
    .where('certificate_no', '=', certificateNo)
    .executeTakeFirst();
}

/** @returns false if a concurrent transaction has registered the certificate */
export async function insertQualification(
  tx: Tx,
  { kind, certificateNo, uscc }: QualificationKey,
  { validFrom, validTo }: Period,
): Promise<boolean> {
  const result = await tx
    .insertInto('qualification')
    .values({ kind, certificate_no: certificateNo, uscc, valid_from: validFrom, valid_to: validTo })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

export async function updatePeriod(
  tx: Tx,
  { kind, certificateNo }: QualificationKey,
  { validFrom, validTo }: Period,
): Promise<void> {
  await tx
    .updateTable('qualification')
    .set({ valid_from: validFrom, valid_to: validTo })
    .where('kind', '=', kind)
    .where('certificate_no', '=', certificateNo)
    .execute();
}

/** @param revokedOn the first invalid day; null: invalid from the start */
export async function updateRevoked(
  tx: Tx,
  { kind, certificateNo }: QualificationKey,
  revokedOn: Day | null,
): Promise<void> {
  await tx
    .updateTable('qualification')
    .set({ revoked: true, revoked_on: revokedOn })
    .where('kind', '=', kind)
    .where('certificate_no', '=', certificateNo)
    .execute();
}
