/** Rows of lists that take qualifications away: they are checked against what is registered, and grant nothing. */
import { addDays } from '../../../domain/values/day.ts';
import type { StoredError } from '../reading/findings.ts';
import type { CheckedRow, DraftRow, FileMemory, Revokes } from './kind.ts';
import type { FirmRecord, HeldQualification, RevocationRow } from './lists.queries.ts';
import { nameFlags, repeatedErrors } from './row-checks.ts';

/** Members of the draft of a row that revokes. */
export interface RevocationDraft {
  readonly kind?: string;
  readonly certificateNo?: string;
  readonly uscc?: string;
  readonly firmName?: string;
  readonly revokes: Revokes;
}

export const isRevocation = (draft: object): draft is RevocationDraft => 'revokes' in draft;

export function checkRevocation(
  row: DraftRow,
  draft: RevocationDraft,
  present: HeldQualification | undefined,
  firms: ReadonlyMap<string, FirmRecord>,
  memory: FileMemory,
): CheckedRow {
  const errors: StoredError[] = [...row.formErrors, ...repeatedErrors(memory, row.n, row.key, 'certificateNo')];
  if (draft.revokes.refused) errors.push({ field: null, code: 'LIST_REVOKES' });
  if (present === undefined) {
    if (row.key !== null) errors.push({ field: 'certificateNo', code: 'QUALIFICATION_UNKNOWN' });
    return { ...row, errors, verdict: 'refused', flags: [] };
  }
  const firm = firms.get(present.uscc);
  if (draft.uscc !== undefined && draft.uscc !== present.uscc)
    errors.push({ field: 'certificateNo', code: 'CERTIFICATE_ELSEWHERE' });
  if (!firm?.mine) errors.push({ field: 'uscc', code: 'REGION_NOT_YOURS' });
  const { on } = draft.revokes;
  const same = present.revoked && present.revoked_on === on;
  if (present.revoked && !same) errors.push({ field: 'certificateNo', code: 'QUALIFICATION_REVOKED' });
  const latest = addDays(present.valid_to, 1);
  if (on !== null && on > latest) errors.push({ field: null, code: 'TOO_LARGE', params: { max: latest } });
  return {
    ...row,
    // The firm is locked at the commit.
    draft: { ...draft, uscc: present.uscc },
    errors,
    verdict: errors.length > 0 ? 'refused' : same ? 'unchanged' : 'changed',
    flags: nameFlags(firm, draft.firmName),
  };
}

/** The rows to revoke, as the database takes them. */
export const revocationRows = (rows: readonly CheckedRow[]): RevocationRow[] =>
  rows.flatMap(({ draft, verdict }) =>
    verdict === 'changed' && isRevocation(draft)
      ? [
          {
            kind: draft.kind!,
            certificate_no: draft.certificateNo!,
            revoked_on: draft.revokes.on,
          },
        ]
      : [],
  );
