import { Problem } from '../../http/problem.ts';
import type { Incoming } from '../../http/route.ts';

/**
 * Checks If-Match if it is sent.
 *
 * @param current version of the record; null if it does not exist, which matches no version
 * @throws Problem STALE_VERSION
 */
export function checkOptionalIfMatch(
  incoming: Pick<Incoming, 'header' | 'requireVersion'>,
  current: number | null,
): void {
  const ifMatch = incoming.header('If-Match')?.trim() ?? '';
  if (ifMatch === '' || ifMatch === '*') return;
  if (current === null) throw new Problem('STALE_VERSION');
  incoming.requireVersion(current);
}
