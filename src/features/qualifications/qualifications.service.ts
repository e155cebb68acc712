/**
 * Entry, change and revocation of qualifications by auditors. Each locks its firm first, so that no filing is linked to
 * an outdated qualification.
 */
import { lockFirms, type Actor } from '../../data/as-actor.ts';
import type { Tx } from '../../data/database.ts';
import { initialsOf } from '../../data/initials.ts';
import { normaliseCertificateNo } from '../../domain/firm/certificate.ts';
import { addDays } from '../../domain/values/day.ts';
import { CERTIFICATE_NO_MAX_CHARACTERS } from '../../domain/limits.ts';
import { cleanText, codePointLength, nameKey } from '../../domain/values/text.ts';
import { checkUscc, hasUsccShape, normaliseUscc } from '../../domain/firm/uscc.ts';
import { invalid, notFound, Problem } from '../../http/problem.ts';
import type { Incoming } from '../../http/route.ts';
import type { QualificationBody, RevokeBody } from './qualifications.dto.ts';
import {
  updatePeriod,
  insertFirm,
  findCertificate,
  insertQualification,
  kindExists,
  lockFirmRow,
  regionExists,
  updateRevoked,
  type Period,
  type QualificationKey,
} from './qualifications.queries.ts';

const REVOKED = {
  'zh-CN': '该资质已取消资格或撤销登记编号，不能再变更。如处理有误，请以新证书登记。',
  en: 'This qualification is revoked already and can be neither changed nor revoked again.',
};

/** The normalised key in a path. @throws Problem NOT_FOUND if it cannot be the key of a qualification */
export async function keyOf(tx: Tx, params: Readonly<Record<string, string>>): Promise<QualificationKey> {
  const { kind = '', certificateNo = '', uscc = '' } = params;
  const key = { kind, certificateNo: normaliseCertificateNo(certificateNo), uscc: normaliseUscc(uscc) };
  const length = codePointLength(key.certificateNo);
  const isValid =
    hasUsccShape(key.uscc) &&
    /^[a-z_]{1,40}$/.test(kind) &&
    length > 0 &&
    length <= CERTIFICATE_NO_MAX_CHARACTERS &&
    cleanText(certificateNo).ok;
  if (!isValid || !(await kindExists(tx, kind))) throw notFound();
  return key;
}

/**
 * Creates a qualification or changes its period; registers its firm if it is new. The database re-links the affected
 * filings. Periods of different certificates may overlap.
 *
 * @returns whether it is new
 * @throws Problem NOT_FOUND, VALIDATION_FAILED, PRECONDITION_REQUIRED, STALE_VERSION, STATE_CONFLICT (revoked),
 *   QUALIFICATION_OVERLAP (the certificate is another firm's)
 */
export async function putQualification(
  tx: Tx,
  actor: Actor,
  key: QualificationKey,
  incoming: Incoming<unknown, QualificationBody>,
): Promise<boolean> {
  await lockFirms(tx, [key.uscc]);
  const isKnownFirm = await lockFirmRow(tx, key.uscc);
  if (!isKnownFirm && !namesFirm(incoming)) throw notFound();
  const body = incoming.body();
  if (body.validFrom > body.validTo) throw invalid({ path: 'validTo', code: 'RANGE_REVERSED' });
  if (!isKnownFirm) await registerListedFirm(tx, actor, key.uscc, body);
  const existing = await findCertificate(tx, key.kind, key.certificateNo);
  if (existing?.uscc === key.uscc) {
    incoming.requireVersion(existing.version);
    if (existing.revoked) throw new Problem('STATE_CONFLICT', { detail: REVOKED });
  } else if (existing) {
    throw certificateOfOtherFirm(key);
  }
  await (existing ? updatePeriod(tx, key, body) : registerCertificate(tx, key, body));
  return existing === undefined;
}

/**
 * Revokes a qualification from a day on, or from the start of its validity. The database re-links the affected filings.
 *
 * @throws Problem NOT_FOUND, VALIDATION_FAILED, PRECONDITION_REQUIRED, STALE_VERSION, STATE_CONFLICT (revoked already)
 */
export async function revokeQualification(
  tx: Tx,
  key: QualificationKey,
  incoming: Incoming<unknown, RevokeBody>,
): Promise<void> {
  await lockFirms(tx, [key.uscc]);
  const existing = (await lockFirmRow(tx, key.uscc))
    ? await findCertificate(tx, key.kind, key.certificateNo)
    : undefined;
  if (existing?.uscc !== key.uscc) throw notFound();
  const { revokedOn = null } = incoming.body();
  // At the latest, the day after the last valid day: the qualification is marked as revoked, but stays valid to its end.
  const latest = addDays(existing.valid_to, 1);
  if (revokedOn !== null && revokedOn > latest)
    throw invalid({ path: 'revokedOn', code: 'TOO_LARGE', params: { max: latest } });
  incoming.requireVersion(existing.version);
  if (existing.revoked) throw new Problem('STATE_CONFLICT', { detail: REVOKED });
  await updateRevoked(tx, key, revokedOn);
}

/** Whether the body contains a firm name, valid or not: only then can the firm be new. */
function namesFirm(incoming: Incoming<unknown, QualificationBody>): boolean {
  try {
    const { value, errors } = incoming.inspectBody();
    return typeof value.firmName === 'string' || errors.some((error) => error.path === 'firmName');
  } catch (error) {
    if (error instanceof Problem) return false;
    throw error;
  }
}

/** Registers a firm that is on a public list. A firm whose code fails its check must be registered with PUT /firms/{uscc}. */
export async function registerListedFirm(
  tx: Tx,
  actor: Actor,
  uscc: string,
  body: Pick<QualificationBody, 'firmName' | 'regionCode'>,
): Promise<void> {
  const isAllowedRegion = async (code: string): Promise<boolean> =>
    (actor.regions === null || actor.regions.includes(code)) && (await regionExists(tx, code));
  const name = body.firmName ?? '';
  if (checkUscc(uscc) !== 'ok') throw invalid({ path: 'uscc', code: 'USCC_CHECK' });
  const region = body.regionCode ?? (actor.regions?.length === 1 ? actor.regions[0]! : null);
  if (region === null && actor.regions !== null) throw invalid({ path: 'regionCode', code: 'REQUIRED' });
  if (region !== null && !(await isAllowedRegion(region)))
    throw invalid({ path: 'regionCode', code: 'UNKNOWN_REGION' });
  const firm = { uscc, name, name_key: nameKey(name), initials: initialsOf(name), region_code: region };
  // Not inserted: another transaction has registered it meanwhile, or it is not visible to this auditor.
  if (!(await insertFirm(tx, firm)) && !(await lockFirmRow(tx, uscc))) throw notFound();
}

/** @throws Problem QUALIFICATION_OVERLAP if another transaction has registered the certificate meanwhile */
export async function registerCertificate(tx: Tx, key: QualificationKey, period: Period): Promise<void> {
  if (!(await insertQualification(tx, key, period))) throw new Problem('QUALIFICATION_OVERLAP');
}

export function certificateOfOtherFirm({ certificateNo }: QualificationKey): Problem {
  return new Problem('QUALIFICATION_OVERLAP', {
    members: { certificateNo },
    detail: {
      'zh-CN': `证书编号 ${certificateNo} 已登记在另一家企业名下。请核对证书编号和统一社会信用代码。`,
      en: `The certificate ${certificateNo} belongs to another firm. Check the number and the firm's code.`,
    },
  });
}
