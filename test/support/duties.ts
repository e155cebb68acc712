import { applySeparation } from '../../src/features/auth/duties.ts';
import type { Separation } from '../../src/features/auth/duties.queries.ts';
import type { World } from './world.ts';

/** Switches SEPARATE_DUTIES on or off, as a start of the service does. */
export const separateDuties = (world: World, separate = true): Promise<Separation> =>
  applySeparation(world.db, separate, world.time.now);
