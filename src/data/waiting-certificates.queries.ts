/**
 * Certificates of published lists whose firm is not in the registry (待认领证书). They are entered by the import of a list;
 * one that is registered for a firm, in whatever way, is marked as assigned by the database.
 */
import { sql } from 'kysely';
import { nameKey } from '../domain/values/text.ts';
import type { Day } from '../domain/values/day.ts';
import type { Tx } from './database.ts';

export interface NewWaitingCertificate {
  readonly id: string;
  readonly kind: string;
  readonly certificateNo: string;
  /** The name of the firm as listed. */
  readonly name: string;
  readonly validFrom: Day;
  readonly validTo: Day;
}

/** The list that announced the certificates. */
export interface Announcement {
  readonly docNo: string | null;
  readonly announcedOn: Day | null;
  readonly importId: string | null;
  /** The instant of the request. */
  readonly at: Date;
}

/**
 * Enters certificates that wait for their firm. One that waits already gets the name, the days and the document of the
 * later list.
 */
export async function enterWaitingCertificates(
  tx: Tx,
  certificates: readonly NewWaitingCertificate[],
  { docNo, announcedOn, importId, at }: Announcement,
): Promise<void> {
  if (certificates.length === 0) return;
  const rows = certificates.map((one) => ({
    id: one.id,
    kind: one.kind,
    certificate_no: one.certificateNo,
    name: one.name,
    name_key: nameKey(one.name),
    valid_from: one.validFrom,
    valid_to: one.validTo,
  }));
  await sql`
    insert into waiting_certificate (
      id, kind, certificate_no, name, name_key, valid_from, valid_to, doc_no, announced_on, import_id, created_at
    )
    select w.*, ${docNo}::text, ${announcedOn}::date, ${importId}::uuid, ${at.toISOString()}::timestamptz
    from json_to_recordset(${JSON.stringify(rows)}::json) w (
      id uuid, kind text, certificate_no text, name text, name_key text, valid_from date, valid_to date
    )
    on conflict (kind, certificate_no) where state = 'waiting' do update
    set name = excluded.name, name_key = excluded.name_key, valid_from = excluded.valid_from,
      valid_to = excluded.valid_to, doc_no = excluded.doc_no, announced_on = excluded.announced_on,
      import_id = excluded.import_id`.execute(tx);
}
