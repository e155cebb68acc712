/**
 * `npm run verify`: the operator's check that stored totals, links and hash chain are right. It changes nothing, and
 * may run while the service is running.
 */
import type { Config } from '../config.ts';
import { asSystem } from '../data/as-actor.ts';
import { verifyTotals, type Difference } from '../features/totals/totals.verify.ts';
import { openRegistry } from './open-registry.ts';

/** Recounts totals, re-links filings and checks ledger and hash chain in one snapshot, and prints the differences. @returns true if there are none */
export async function verify(config: Config, print: (line: string) => void): Promise<boolean> {
  const registry = await openRegistry(
    { ...config, poolMax: 2 },
    { mode: 'attach', report: () => undefined, statementTimeoutMs: 0 },
  );
  try {
    const differences = await asSystem(
      registry.db,
      'verify',
      { action: 'registry.verify', at: new Date() },
      verifyTotals,
      { snapshot: true },
    );
    if (differences.length === 0) print('ok');
    differences.forEach((difference) => print(describe(difference)));
    return differences.length === 0;
  } finally {
    await registry.close();
  }
}

function describe({ what, place, figure, kept, counted }: Difference): string {
  return `${what} ${place}: ${figure}: kept ${kept}, should be ${counted}`;
}
