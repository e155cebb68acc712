/** Assigning a waiting certificate to its firm, and dropping one that needs no firm. */
import { lockFirms, type Actor } from '../../data/as-actor.ts';
import type { Tx } from '../../data/database.ts';
import type { WaitingState } from '../../domain/firm/waiting.ts';
import { invalid, notFound, Problem } from '../../http/problem.ts';
import type { Incoming } from '../../http/route.ts';
import { certificateOfOtherFirm, registerCertificate, registerListedFirm } from './qualifications.service.ts';
import { findCertificate, lockFirmRow } from './qualifications.queries.ts';
import type { WaitingAssignment, WaitingRefusal } from './waiting.dto.ts';
import { isVisibleFirm, lockWaiting, updateToDropped } from './waiting.queries.ts';

/**
 * Registers the certificate for a firm, which is entered under the listed name if it is new. The database links the
 * affected filings again and marks the certificate as assigned.
 *
 * @throws Problem NOT_FOUND, VALIDATION_FAILED, STATE_CONFLICT (it waits no longer), QUALIFICATION_OVERLAP
 */
export async function assignWaiting(
  tx: Tx,
  actor: Actor,
  id: string,
  incoming: Incoming<unknown, WaitingAssignment>,
): Promise<void> {
  const row = await lockWaiting(tx, id);
  if (row === null) throw notFound();
  const { uscc, regionCode } = incoming.body();
  if (row.state !== 'waiting') throw conflict(row.state);
  await lockFirms(tx, [uscc]);
  if (!(await lockFirmRow(tx, uscc))) {
    if (await isVisibleFirm(tx, uscc)) throw invalid({ path: 'uscc', code: 'REGION_NOT_YOURS' });
    await registerListedFirm(tx, actor, uscc, { firmName: row.name, ...(regionCode ? { regionCode } : {}) });
  }
  const key = { kind: row.kind, certificateNo: row.certificate_no, uscc };
  if (await findCertificate(tx, key.kind, key.certificateNo)) throw certificateOfOtherFirm(key);
  await registerCertificate(tx, key, { validFrom: row.valid_from, validTo: row.valid_to });
}

/** @throws Problem NOT_FOUND, VALIDATION_FAILED, STATE_CONFLICT */
export async function dropWaiting(tx: Tx, id: string, incoming: Incoming<unknown, WaitingRefusal>): Promise<void> {
  const row = await lockWaiting(tx, id);
  if (row === null) throw notFound();
  incoming.body();
  if (row.state !== 'waiting') throw conflict(row.state);
  await updateToDropped(tx, id);
}

function conflict(state: WaitingState): Problem {
  return new Problem('STATE_CONFLICT', {
    detail: {
      'zh-CN': state === 'assigned' ? '该证书已认领（assigned）。' : '该证书已不再待认领（dropped）。',
      en: `The certificate waits no longer: it is ${state}.`,
    },
  });
}
