/** What an upload says of a whole list. Rules of the lists are in domain/firm/announcement.ts. */
import { DOCUMENT_FIELDS, LIST_RULES, type Announcement } from '../../../domain/firm/announcement.ts';
import type { FieldError } from '../../../domain/filing/findings.ts';
import type { ImportUpload } from '../imports.dto.ts';

/**
 * The announcement of an upload, with the errors of members that are missing or belong to another kind of import.
 *
 * @param invalid errors that are known already; their members are not asked for again
 */
export function announcementOf(
  { kind, list, docNo, announcedOn, issuedOn, year, effectiveFrom }: Partial<ImportUpload>,
  invalid: readonly FieldError[],
): { announcement: Announcement | null; errors: FieldError[] } {
  const given = { list, docNo, announcedOn, issuedOn, year, effectiveFrom };
  if (kind !== 'announcement') {
    // An invalid kind may have been meant to be one.
    const extra = kind === undefined ? [] : DOCUMENT_FIELDS.filter((field) => given[field] != null);
    return { announcement: null, errors: extra.map((path) => ({ path, code: 'NOT_ALLOWED' as const })) };
  }
  const rule = list == null ? undefined : LIST_RULES[list];
  const missing = (['list', 'docNo', ...(rule?.needs ?? [])] as const).filter(
    (field) => given[field] == null && !invalid.some(({ path }) => path === field),
  );
  const errors: FieldError[] = missing.map((path) => ({ path, code: 'REQUIRED' }));
  if (effectiveFrom != null && rule !== undefined && rule.effect !== 'revoke')
    errors.push({ path: 'effectiveFrom', code: 'NOT_ALLOWED' });
  if (list == null || docNo == null) return { announcement: null, errors };
  const announcement: Announcement = {
    list,
    docNo,
    announcedOn: announcedOn ?? null,
    issuedOn: issuedOn ?? null,
    year: year ?? null,
    effectiveFrom: effectiveFrom ?? null,
  };
  return { announcement, errors };
}
