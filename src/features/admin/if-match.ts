import { Problem } from '../../http/problem.ts';
import type { Incoming } from '../../http/route.ts';

/**
 * Honours an If-Match where none is required. `current` is null for what does not exist, which no version matches.
 *
 * @throws Problem STALE_VERSION
 */
export function matchIfAsked(incoming: Pick<Incoming, 'header' | 'requireVersion'>, current: number | null): void {
  const asked = incoming.header('If-Match')?.trim() ?? '';
  if (asked === '' || asked === '*') return;
  if (current === null) throw new Problem('STALE_VERSION');
  incoming.requireVersion(current);
}
