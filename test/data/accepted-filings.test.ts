import { expect } from 'chai';
import { sql } from 'kysely';
import { asActor } from '../../src/data/as-actor.ts';
import { goodFiling } from '../support/filing.ts';
import { openWorld, type World } from '../support/world.ts';

describe('an accepted filing in the database', () => {
  let world: World;
  let id: string;
  before(async () => {
    world = await openWorld();
    id = (await (await world.as('officer')).post('/filings', goodFiling())).body.id;
  });
  after(() => world.close());

  /** Changes the filing past the service. @returns 'done', or the SQLSTATE of the refusal: ZD002 is that of filing_guard */
  const update = async (login: string, set: string): Promise<string> => {
    const { ids } = await world.as(login);
    return asActor(world.db, ids.sessionId, { action: 'test', at: world.time.now }, async (tx) => {
      await sql.raw(`update filing set ${set} where id = '${id}'`).execute(tx);
      return 'done';
    }).catch((error: { code: string }) => error.code);
  };

  it('cannot be changed by its own bank', async () => {
    for (const set of [
      'amount_fen = 1',
      `uscc = '91430200000000035P'`,
      `region_code = '430281'`,
      `disbursed_on = '2025-01-01'`,
      'renewal = true',
    ]) {
      expect(await update('officer', set), set).to.equal('ZD002');
    }
  });

  it('can be voided by an auditor, not by its bank', async () => {
    expect(await update('officer', `state = 'voided'`)).to.equal('ZD002');
    expect(await update('auditor', `state = 'voided'`)).to.equal('done');
  });
});
