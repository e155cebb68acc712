/** Reads the former names of a firm, and the certificates of published lists that wait under one of its names. */
import type { Tx } from '../../data/database.ts';
import type { Day } from '../../domain/values/day.ts';
import { nameKey } from '../../domain/values/text.ts';

export interface FormerName {
  name: string;
  /** The first and the last day of the name; the first is null where it is unknown. */
  from: Day | null;
  until: Day;
}

export interface WaitingCertificateOfFirm {
  id: string;
  kind: string;
  certificateNo: string;
  name: string;
  validFrom: Day;
  validTo: Day;
  docNo: string | null;
  announcedOn: Day | null;
}

/** The former names of the firm's version that the reader may know, the latest first. */
export async function formerNamesOf(tx: Tx, uscc: string, version: number): Promise<FormerName[]> {
  const rows = await tx
    .selectFrom('firm_name')
    .select(['name', 'named_on', 'until_day'])
    .where('uscc', '=', uscc)
    .where('version', '<', version)
    .orderBy('version', 'desc')
    .execute();
  return rows.map((row) => ({ name: row.name, from: row.named_on, until: row.until_day }));
}

/** The certificates that wait for a firm of one of these names. Only auditors may read them. */
export async function waitingCertificatesOf(tx: Tx, names: readonly string[]): Promise<WaitingCertificateOfFirm[]> {
  const rows = await tx
    .selectFrom('waiting_certificate')
    .select(['id', 'kind', 'certificate_no', 'name', 'valid_from', 'valid_to', 'doc_no', 'announced_on'])
    .where('state', '=', 'waiting')
    .where('name_key', 'in', names.map(nameKey))
    .orderBy('valid_from', 'desc')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    certificateNo: row.certificate_no,
    name: row.name,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    docNo: row.doc_no,
    announcedOn: row.announced_on,
  }));
}
