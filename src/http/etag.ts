import { Problem } from './problem.ts';

/** `"7"`; with `view`, what else the representation hangs on (a day): `"7-2026-11-23"`. Only the version is compared. */
export function etag(version: number, view = ''): Record<string, string> {
  return { ETag: view === '' ? `"${version}"` : `"${version}-${view}"` };
}

/**
 * @throws Problem PRECONDITION_REQUIRED without If-Match (or with `*`, which names no version), STALE_VERSION when it names others
 */
export function requireVersion(ifMatch: string | undefined, current: number): void {
  const given = ifMatch?.trim() ?? '';
  if (given === '' || given === '*') throw new Problem('PRECONDITION_REQUIRED');
  const versions = given.split(',').map((tag) => /^(?:W\/)?"(\d+)(?:-[^"]*)?"$/.exec(tag.trim())?.[1]);
  if (!versions.includes(String(current))) throw new Problem('STALE_VERSION', { params: { version: current } });
}
