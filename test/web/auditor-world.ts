import { F2, F3, F4, file, flaggedFiling, goodFiling } from '../support/filing.ts';
import { openConsoleWorld } from '../support/web/console-world.ts';
import type { World } from '../support/world.ts';

/**
 * A registry with known figures. Filed in 2026 up to 15 June: 10,000,000.00 yuan in 4 filings of 4 firms, one in each
 * part of the two-by-two; in the same part of 2025: 4,000,000.00 in 2 filings. Three filings wait for review.
 */
export async function openAuditorWorld(): Promise<World> {
  const world = await openConsoleWorld();
  const [icbc, ccb] = [await world.as('officer'), await world.as('officer2')];
  const now = world.time.now;
  world.time.now = new Date('2025-04-10T02:00:00.000Z');
  await file(icbc, goodFiling({ amount: '3000000.00', disbursedOn: '2025-03-15', dueOn: '2026-03-15' }));
  await file(ccb, goodFiling({ ...F2, amount: '1000000.00', disbursedOn: '2025-04-01', dueOn: '2026-03-15' }));
  // After the part of 2025 with which 2026 is compared.
  world.time.now = new Date('2025-11-10T02:00:00.000Z');
  await file(ccb, goodFiling({ ...F2, amount: '900000.00', disbursedOn: '2025-11-01', dueOn: '2026-11-01' }));
  world.time.now = new Date('2026-03-20T02:00:00.000Z');
  await file(icbc, goodFiling({ amount: '4000000.00' }));
  await file(ccb, goodFiling({ ...F2, amount: '3000000.00' }));
  world.time.now = new Date('2026-05-20T02:00:00.000Z');
  await file(icbc, goodFiling({ ...F3, amount: '2000000.00', disbursedOn: '2026-05-06' }));
  await file(icbc, goodFiling({ ...F4, amount: '1000000.00', disbursedOn: '2026-05-06' }));
  world.time.now = now;
  for (const receiptNo of ['WAIT-1', 'WAIT-2', 'WAIT-3']) {
    world.time.now = new Date(world.time.now.getTime() + 60_000);
    await file(icbc, flaggedFiling({ receiptNo, amount: '500000.00' }));
  }
  return world;
}
