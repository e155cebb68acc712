import { expect } from 'chai';
import { ifMatch } from '../support/client.ts';
import { file, goodFiling } from '../support/filing.ts';
import { openWorld, type World } from '../support/world.ts';

describe('a posted cell that has come down to nothing', () => {
  let world: World;
  before(async () => {
    world = await openWorld();
  });
  after(() => world.close());

  const post = () => world.owner.query('select from post_entries()');
  const entries = async (): Promise<unknown> =>
    (await world.owner.query(`select sum(entries)::int as n from live_sums('filed', 'year', 'bank')`)).rows[0].n;

  it('keeps its entries, and is no row of posted totals', async () => {
    const [officer, auditor] = [await world.as('officer'), await world.as('auditor')];
    const filed = await file(officer, goodFiling());
    await post();
    const reply = await auditor.post(`/filings/${filed.body.id}/void`, { reason: 'a double' }, ifMatch(filed));
    expect(reply.status, reply.text).to.equal(200);
    await post();
    const year = filed.body.filedOn.slice(0, 4);
    const posted = await auditor.get(`/totals?from=${year}&to=${year}&by=year,bank&posted=true`);
    expect(posted.body.rows, posted.text).to.deep.equal([]);
    await file(officer, goodFiling());
    // One more pending, and the same once it is posted.
    expect(await entries()).to.equal(3);
    await post();
    expect(await entries()).to.equal(3);
  });
});
