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
  changePeriod,
  enterFirm,
  findCertificate,
  insertQualification,
  kindExists,
  lockFirmRow,
  overlapping,
  OverlapError,
  regionExists,
  revokeQualification,
  type Period,
  type QualificationKey,
} from './qualifications.queries.ts';

const REVOKED = {
  'zh-CN': '该资质已取消资格或撤销登记编号，不能再变更。如处理有误，请以新证书登记。',
  en: 'This qualification is revoked already and can be neither changed nor revoked again.',
};

/** What a path names, normalised. @throws Problem NOT_FOUND for what no qualification can be called */
export async function keyOf(tx: Tx, params: Readonly<Record<string, string>>): Promise<QualificationKey> {
  const { kind = '', certificateNo = '', uscc = '' } = params;
  const key = { kind, certificateNo: normaliseCertificateNo(certificateNo), uscc: normaliseUscc(uscc) };
  const length = codePointLength(key.certificateNo);
  const possible =
    hasUsccShape(key.uscc) &&
    /^[a-z_]{1,40}$/.test(kind) &&
    length > 0 &&
    length <= CERTIFICATE_NO_MAX_CHARACTERS &&
    cleanText(certificateNo).ok;
  if (!possible || !(await kindExists(tx, kind))) throw notFound();
  return key;
}

/**
 * Creates a qualification or changes its period. The database re-links every filing that this touches.
 *
 * @returns whether it is new
 * @throws Problem NOT_FOUND, VALIDATION_FAILED, PRECONDITION_REQUIRED, STALE_VERSION, STATE_CONFLICT (revoked),
 *   QUALIFICATION_OVERLAP
 */
export async function putQualification(
  tx: Tx,
  actor: Actor,
  key: QualificationKey,
  incoming: Incoming<unknown, QualificationBody>,
): Promise<boolean> {
  await lockFirms(tx, [key.uscc]);
  const known = await lockFirmRow(tx, key.uscc);
  if (!known && !namesFirm(incoming)) throw notFound();
  const body = incoming.body();
  if (body.validFrom > body.validTo) throw invalid({ path: 'validTo', code: 'RANGE_REVERSED' });
  if (!known) await enterNewFirm(tx, actor, key.uscc, body);
  const present = await findCertificate(tx, key.kind, key.certificateNo);
  if (present?.uscc === key.uscc) {
    incoming.requireVersion(present.version);
    if (present.revoked) throw new Problem('STATE_CONFLICT', { detail: REVOKED });
  } else if (present) {
    throw elsewhere(key);
  }
  await refuseOverlap(tx, key, body);
  try {
    await (present ? changePeriod(tx, key, body) : insertQualification(tx, key, body));
  } catch (error) {
    throw error instanceof OverlapError ? new Problem('QUALIFICATION_OVERLAP') : error;
  }
  return present === undefined;
}

/**
 * Revokes a qualification from a day on, or from its beginning.
 *
 * @throws Problem NOT_FOUND, VALIDATION_FAILED, PRECONDITION_REQUIRED, STALE_VERSION, STATE_CONFLICT (revoked already)
 */
export async function revoke(tx: Tx, key: QualificationKey, incoming: Incoming<unknown, RevokeBody>): Promise<void> {
  await lockFirms(tx, [key.uscc]);
  const present = (await lockFirmRow(tx, key.uscc))
    ? await findCertificate(tx, key.kind, key.certificateNo)
    : undefined;
  if (present?.uscc !== key.uscc) throw notFound();
  const { revokedOn = null } = incoming.body();
  // The day after the last valid one revokes nothing but says so; a later one can only be a slip.
  const latest = addDays(present.valid_to, 1);
  if (revokedOn !== null && revokedOn > latest)
    throw invalid({ path: 'revokedOn', code: 'TOO_LARGE', params: { max: latest } });
  incoming.requireVersion(present.version);
  if (present.revoked) throw new Problem('STATE_CONFLICT', { detail: REVOKED });
  await revokeQualification(tx, key, revokedOn);
}

/** Whether the body gives a firm's name, right or wrong: only then can an unknown firm be meant. */
function namesFirm(incoming: Incoming<unknown, QualificationBody>): boolean {
  try {
    const { value, errors } = incoming.inspectBody();
    return typeof value.firmName === 'string' || errors.some((error) => error.path === 'firmName');
  } catch (error) {
    if (error instanceof Problem) return false;
    throw error;
  }
}

/** The public list names a firm that the registry does not know yet. One whose code fails its check has to be registered by hand. */
async function enterNewFirm(tx: Tx, actor: Actor, uscc: string, body: QualificationBody): Promise<void> {
  const mine = async (code: string): Promise<boolean> =>
    (actor.regions === null || actor.regions.includes(code)) && (await regionExists(tx, code));
  const name = body.firmName ?? '';
  if (checkUscc(uscc) !== 'ok') throw invalid({ path: 'uscc', code: 'USCC_CHECK' });
  const region = body.regionCode ?? (actor.regions?.length === 1 ? actor.regions[0]! : null);
  if (region === null && actor.regions !== null) throw invalid({ path: 'regionCode', code: 'REQUIRED' });
  if (region !== null && !(await mine(region))) throw invalid({ path: 'regionCode', code: 'UNKNOWN_REGION' });
  if (!(await enterFirm(tx, { uscc, name, name_key: nameKey(name), initials: initialsOf(name), region_code: region })))
    throw notFound();
}

async function refuseOverlap(tx: Tx, key: QualificationKey, period: Period): Promise<void> {
  const other = await overlapping(tx, key, period);
  if (other === null) return;
  throw new Problem('QUALIFICATION_OVERLAP', {
    members: { certificateNo: other },
    detail: {
      'zh-CN': `有效期与该企业同类资质 ${other} 的有效期重叠。请核对起止日期；或先变更该资质的有效期，或取消资格（科小：撤销登记编号）。`,
      en: `The period overlaps that of ${other}, which the firm holds already. Check the dates, or change or revoke that one first.`,
    },
  });
}

function elsewhere({ certificateNo }: QualificationKey): Problem {
  return new Problem('QUALIFICATION_OVERLAP', {
    detail: {
      'zh-CN': `证书编号 ${certificateNo} 已登记在另一家企业名下。请核对证书编号和统一社会信用代码。`,
      en: `The certificate ${certificateNo} belongs to another firm. Check the number and the firm's code.`,
    },
  });
}
