/** Reads a firm as it stood as of a posting: as it is now, without the changes that were posted later. */
import { sql } from 'kysely';
import type { Tx } from '../../data/database.ts';
import { readRegionName } from '../../data/region-names.ts';
import type { Day } from '../../domain/values/day.ts';
import { formerNamesOf } from './firms.names.view.ts';
import { withCounting, type FirmPage, type QualificationOfFirm } from './firms.view.ts';

interface LaterChange {
  readonly type: 'firm' | 'qualification';
  readonly record_id: string;
  readonly version: number;
  readonly created: boolean;
  readonly before: Readonly<Record<string, unknown>> | null;
}

/**
 * @param firm as it is now, with its version
 * @param on the day of the view
 * @param posting the number of the posting; 0: before the first one
 * @returns null if the firm was not posted by then, or not visible to the reader
 */
export async function firmAsOf(
  tx: Tx,
  { firm, version }: { firm: FirmPage; version: number },
  on: Day,
  posting: number,
): Promise<{ firm: FirmPage; version: number } | null> {
  const { rows } = await sql<LaterChange>`
    select * from firm_changes_after(${firm.uscc}, ${posting}::bigint)`.execute(tx);
  const changesOf = (type: LaterChange['type'], id: string): LaterChange[] =>
    rows.filter((change) => change.type === type && change.record_id === id);
  const was = undone(changesOf('firm', firm.uscc), { region_code: firm.region?.code ?? null, version });
  if (was === null) return null;
  const regionCode = was['region_code'] as string | null;
  // What waits now says nothing of then.
  const { waitingCertificates: _, ...known } = firm;
  return {
    firm: {
      ...known,
      name: (was['name'] as string | undefined) ?? firm.name,
      industryCode: 'industry_code' in was ? (was['industry_code'] as string | null) : firm.industryCode,
      region: regionCode === null ? null : { code: regionCode, name: await readRegionName(tx, regionCode) },
      formerNames: await formerNamesOf(tx, firm.uscc, was['version'] as number),
      qualifications: withCounting(
        firm.qualifications.flatMap(
          (one) => qualificationAsOf(one, changesOf('qualification', `${one.kind}/${one.certificateNo}`), on) ?? [],
        ),
      ),
    },
    version: was['version'] as number,
  };
}

/** A record without these changes, newest first; null if its entry is among them. */
function undone(changes: readonly LaterChange[], now: Record<string, unknown>): Record<string, unknown> | null {
  if (changes.some(({ created }) => created)) return null;
  return Object.assign(now, ...changes.map(({ before, version }) => ({ ...before, version: version - 1 }))) as Record<
    string,
    unknown
  >;
}

function qualificationAsOf(now: QualificationOfFirm, changes: LaterChange[], on: Day): QualificationOfFirm | null {
  const was = undone(changes, {
    valid_from: now.validFrom,
    valid_to: now.validTo,
    revoked: now.revoked,
    revoked_on: now.revokedOn,
    version: now.version,
  }) as { valid_from: Day; valid_to: Day; revoked: boolean; revoked_on: Day | null; version: number } | null;
  if (was === null) return null;
  const fallen = was.revoked && (was.revoked_on === null || was.revoked_on <= on);
  return {
    ...now,
    validFrom: was.valid_from,
    validTo: was.valid_to,
    revoked: was.revoked,
    revokedOn: was.revoked_on,
    version: was.version,
    current: was.valid_from <= on && on <= was.valid_to && !fallen,
  };
}
