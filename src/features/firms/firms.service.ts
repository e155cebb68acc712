/** Registration and change of a firm by an auditor. */
import { lockFirms, type Actor } from '../../data/as-actor.ts';
import type { Tx } from '../../data/database.ts';
import { initialsOf } from '../../data/initials.ts';
import { nameKey } from '../../domain/values/text.ts';
import { hasUsccShape, normaliseUscc } from '../../domain/firm/uscc.ts';
import { invalid, notFound } from '../../http/problem.ts';
import type { Incoming } from '../../http/route.ts';
import type { FirmBody } from './firms.dto.ts';
import { isFirmVisible, insertFirm, lockFirmRow, regionExists, updateFirm } from './firms.queries.ts';

/**
 * Registers a firm (also one whose code fails its check), renames it or moves it to another region.
 *
 * @returns whether it is new
 * @throws Problem NOT_FOUND for an invalid code and for firms that this auditor may not change, VALIDATION_FAILED,
 *   PRECONDITION_REQUIRED, STALE_VERSION
 */
export async function putFirm(
  tx: Tx,
  actor: Actor,
  code: string,
  incoming: Pick<Incoming<unknown, FirmBody>, 'body' | 'requireVersion'>,
): Promise<{ uscc: string; created: boolean }> {
  const uscc = normaliseUscc(code);
  if (!hasUsccShape(uscc)) throw notFound();
  // Conflicts with the lock of filings, whose check reads name and registration.
  await lockFirms(tx, [uscc]);
  let version = await lockFirmRow(tx, uscc);
  if (version === null && (await isFirmVisible(tx, uscc))) {
    // Registered by another transaction since the look for the lock, or not to be changed by this auditor.
    version = await lockFirmRow(tx, uscc);
    if (version === null) throw notFound();
  }
  const body = incoming.body();
  // An auditor cannot move a firm out of their own regions.
  const isOwnRegion = actor.regions === null || actor.regions.includes(body.regionCode);
  if (!isOwnRegion || !(await regionExists(tx, body.regionCode)))
    throw invalid({ path: 'regionCode', code: 'UNKNOWN_REGION' });
  const content = {
    name: body.name,
    name_key: nameKey(body.name),
    initials: initialsOf(body.name),
    region_code: body.regionCode,
    ...(body.industryCode === undefined ? {} : { industry_code: body.industryCode }),
  };
  if (version === null) {
    if (await insertFirm(tx, uscc, content)) return { uscc, created: true };
    // Another transaction has registered it meanwhile, or it is not visible to this auditor.
    version = await lockFirmRow(tx, uscc);
    if (version === null) throw notFound();
  }
  incoming.requireVersion(version);
  await updateFirm(tx, uscc, content);
  return { uscc, created: false };
}
