/**
 * ETag and If-Match: the optimistic lock of the API. The version is the record's column `version`, which a trigger
 * increments.
 */
import { Problem } from './problem.ts';

/**
 * The ETag header of a record: `"7"`.
 *
 * @param variant what the representation depends on besides the version, such as a day: `"7-2026-11-23"`
 */
export function etag(version: number, variant = ''): Record<string, string> {
  return { ETag: variant === '' ? `"${version}"` : `"${version}-${variant}"` };
}

/**
 * Compares If-Match with the version of a record; the variant is ignored.
 *
 * @throws Problem PRECONDITION_REQUIRED without If-Match or with `*`, STALE_VERSION if it does not contain the version
 */
export function requireVersion(ifMatch: string | undefined, current: number): void {
  const given = ifMatch?.trim() ?? '';
  if (given === '' || given === '*') throw new Problem('PRECONDITION_REQUIRED');
  const versions = given.split(',').map((tag) => /^(?:W\/)?"(\d+)(?:-[^"]*)?"$/.exec(tag.trim())?.[1]);
  if (!versions.includes(String(current))) throw new Problem('STALE_VERSION', { params: { version: current } });
}
