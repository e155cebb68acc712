/** Changes of programme rules for tests. */
import { sql } from 'kysely';
import { asSystem } from '../../src/data/as-actor.ts';
import type { World } from './world.ts';

/** Takes term and eligible firms out of all programmes, for tests that are about something else. */
export async function liftLimits(world: World): Promise<void> {
  await asSystem(world.db, 'demo', { action: 'programme-rule.put', at: world.time.now }, (tx) =>
    tx
      .updateTable('programme_rule')
      .set({ limits: sql`limits - 'term' - 'eligibleAnyOf'` })
      .execute(),
  );
}
