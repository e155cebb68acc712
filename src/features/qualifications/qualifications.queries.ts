import { sql } from 'kysely';
import type { Tx } from '../../data/database.ts';
import { violates } from '../../data/errors.ts';
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

/** The period is taken by another qualification of that kind, or the certificate by another firm. */
export class OverlapError extends Error {}

/**
 * Whether this is a firm whose qualifications the actor may change; its row is locked. A locking read passes the
 * policies for changes too, so a firm of another auditor's region is none here even where it may be read.
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

/** @returns false when there is such a firm already, in sight or not */
export async function enterFirm(
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

/** The certificate, whichever firm's it is. */
export async function findCertificate(tx: Tx, kind: string, certificateNo: string) {
  return tx
    .selectFrom('qualification')
    .select(['uscc', 'valid_from', 'valid_to', 'revoked', 'version'])
    .where('kind', '=', kind)
    .where('certificate_no', '=', certificateNo)
    .executeTakeFirst();
}

/** The number of another certificate of that kind which the firm holds within the period; read it under the firm's lock. */
export async function overlapping(
  tx: Tx,
  { kind, certificateNo, uscc }: QualificationKey,
  { validFrom, validTo }: Period,
): Promise<string | null> {
  const row = await tx
    .selectFrom('qualification')
    .select('certificate_no')
    .where('uscc', '=', uscc)
    .where('kind', '=', kind)
    .where('certificate_no', '<>', certificateNo)
    .where(sql<boolean>`period && daterange(${validFrom}::date, ${validTo}::date, '[]')`)
    .orderBy('valid_from')
    .limit(1)
    .executeTakeFirst();
  return row?.certificate_no ?? null;
}

/** @throws OverlapError when the certificate or the period was taken in the same moment */
export async function insertQualification(
  tx: Tx,
  { kind, certificateNo, uscc }: QualificationKey,
  { validFrom, validTo }: Period,
): Promise<void> {
  const result = await tx
    .insertInto('qualification')
    .values({ kind, certificate_no: certificateNo, uscc, valid_from: validFrom, valid_to: validTo })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (result.numInsertedOrUpdatedRows !== 1n) throw new OverlapError();
}

/** @throws OverlapError (the transaction is lost then) */
export async function changePeriod(
  tx: Tx,
  { kind, certificateNo }: QualificationKey,
  { validFrom, validTo }: Period,
): Promise<void> {
  try {
    await tx
      .updateTable('qualification')
      .set({ valid_from: validFrom, valid_to: validTo })
      .where('kind', '=', kind)
      .where('certificate_no', '=', certificateNo)
      .execute();
  } catch (error) {
    throw violates(error, 'qualification_overlap') ? new OverlapError() : error;
  }
}

/** @param revokedOn the first invalid day; null: the whole period falls */
export async function revokeQualification(
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
