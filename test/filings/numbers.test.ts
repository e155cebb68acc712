import { expect } from 'chai';
import { goodFiling } from '../support/filing.ts';
import { openWorld, type World } from '../support/world.ts';

const RANGE = 900_000_000;

describe('numbers of filings', function () {
  this.timeout(60_000);
  let world: World;
  before(async () => {
    world = await openWorld();
  });
  after(() => world.close());

  const serials = async (counts: string, secret = '(select secret from filing_number_secret)'): Promise<number[]> =>
    (
      await world.owner.query(
        `select filing_serial(n, ${secret}) as serial from generate_series(${counts}) n order by n`,
      )
    ).rows.map(({ serial }) => serial);

  it('have nine digits after the year, unlike those of before with six', async () => {
    const officer = await world.as('officer');
    const numbers = [];
    for (let n = 0; n < 3; n++) numbers.push((await officer.post('/filings', goodFiling())).body.number);
    for (const number of numbers) expect(number).to.match(/^ZD2026-[1-9]\d{8}$/);
    expect(new Set(numbers).size).to.equal(3);
  });

  it('are a permutation of the count: 100,000 of them without a duplicate, all in the range', async () => {
    const found = await serials('1, 100000');
    expect(new Set(found).size).to.equal(100_000);
    expect(Math.min(...found.slice(0, 50_000))).to.be.at.least(100_000_000);
    expect(found.reduce((most, serial) => Math.max(most, serial))).to.be.below(1_000_000_000);
    // Ends of the range, and what lies outside.
    const ends = [...(await serials('1, 3')), ...(await serials(`${RANGE - 2}, ${RANGE}`))];
    expect(new Set(ends).size).to.equal(6);
    for (const count of [0, RANGE + 1])
      expect(await world.owner.query(`select filing_serial(${count}, 'x')`).catch((error) => error.code)).to.equal(
        '22003',
      );
  });

  it('say nothing of how many lie between two of them', async () => {
    const found = await serials('1, 6000');
    /** Of two independent places in the range the mean distance is a third of it, and the second is greater as often as not. */
    for (const between of [1, 2, 10, 1000]) {
      const pairs = found.slice(0, 5000).map((serial, index) => found[index + between]! - serial);
      const mean = pairs.reduce((sum, distance) => sum + Math.abs(distance), 0) / pairs.length;
      expect(mean / RANGE, `${between} between`).to.be.within(0.31, 0.36);
      expect(pairs.filter((distance) => distance > 0).length / pairs.length).to.be.within(0.45, 0.55);
      // No distance comes up again and again.
      expect(new Set(pairs).size).to.be.greaterThan(4990);
    }
  });

  it('depend on a secret that is drawn for each registry and that no role can read', async () => {
    expect(await serials('1, 5', `sha256('a')`)).to.not.deep.equal(await serials('1, 5', `sha256('b')`));
    const { rows } = await world.owner.query(`select length(secret) as bytes from filing_number_secret`);
    expect(rows).to.deep.equal([{ bytes: 32 }]);
    for (const role of ['app', 'officer', 'auditor', 'firm', 'admin', 'system']) {
      const refused = await world.owner
        .query(`begin; set local role zhidai_${role}; select secret from filing_number_secret`)
        .catch((error) => error.code);
      await world.owner.query('rollback');
      expect(refused, role).to.equal('42501');
    }
  });

  it('cost little to draw', async () => {
    await serials('1, 2000');
    const began = performance.now();
    await serials('1, 20000');
    const each = ((performance.now() - began) * 1000) / 20_000;
    if (process.env['SHOW_COST']) process.stdout.write(`      ${each.toFixed(1)} µs each\n`);
    expect(each, 'µs').to.be.below(500);
  });

  it('are skipped where a filing from before has the same', async () => {
    const { rows } = await world.owner.query(
      `select filing_serial((select last_value + 1 from filing_number), secret) as next from filing_number_secret`,
    );
    const officer = await world.as('officer');
    const taken = await officer.post('/filings', goodFiling());
    expect(taken.body.number).to.equal(`ZD2026-${rows[0].next}`);
    const following = `ZD2026-${(await world.owner.query(`select filing_serial((select last_value + 1 from filing_number), secret) as next from filing_number_secret`)).rows[0].next}`;
    await world.owner.query(
      `begin; set local app.actor = 'test'; set local app.role = 'system'; set local app.action = 'test'; set local app.now = '2026-06-15T02:00:00Z'`,
    );
    await world.owner.query(
      `insert into filing (id, number, state, filed_on, bank_code, uscc, firm_name, region_code, contract_no, contract_key, receipt_no, receipt_key, amount_fen, annual_rate_e4, disbursed_on, due_on)
       select gen_random_uuid(), $1, 'accepted', filed_on, bank_code, uscc, firm_name, region_code, 'O', 'O', 'O', 'O', amount_fen, annual_rate_e4, disbursed_on, due_on from filing where id = $2`,
      [following, taken.body.id],
    );
    await world.owner.query('commit');
    const next = await officer.post('/filings', goodFiling());
    expect([next.status, next.body.number === following]).to.deep.equal([201, false]);
  });
});
