import { expect } from 'chai';
import { FILING_STATES } from '../../src/domain/filing/state.ts';
import { flaggedFiling } from '../support/filing.ts';
import { ACTOR_SETTINGS, createSqlAs, type SqlAs } from '../support/raw.ts';
import { openWorld, type World } from '../support/world.ts';

const NOT_SO = 'ZD002';
/** The states before it in which a filing of each state comes into being. */
const WAY: Readonly<Record<string, readonly string[]>> = {
  submitted: [],
  accepted: ['accepted'],
  returned: ['returned'],
  withdrawn: ['withdrawn'],
  voided: ['accepted', 'voided'],
};
/** What each kind of user may do; a bank's filing is accepted only without flags. */
const MAY: Readonly<Record<string, readonly string[]>> = {
  officer: ['submitted withdrawn', 'returned submitted', 'returned withdrawn'],
  auditor: ['submitted accepted', 'submitted returned', 'accepted voided'],
};

describe('in the database, the steps of a filing', () => {
  let world: World;
  let sqlAs: SqlAs;
  before(async () => {
    world = await openWorld();
    sqlAs = createSqlAs(world);
  });
  after(() => world.close());

  /** A flagged filing in this state. */
  async function filingIn(state: string): Promise<string> {
    const { id } = (await (await world.as('officer')).post('/filings', flaggedFiling())).body;
    for (const step of WAY[state]!)
      await world.owner.query(
        `begin; ${ACTOR_SETTINGS}; update filing set state = '${step}' where id = '${id}'; commit`,
      );
    return id;
  }

  for (const [login, allowed] of Object.entries(MAY))
    it(`are for ${login === 'officer' ? 'an officer' : 'an auditor'}: ${allowed.join(', ')}`, async () => {
      for (const from of FILING_STATES) {
        const id = await filingIn(from);
        for (const to of FILING_STATES.filter((state) => state !== from)) {
          const done = await sqlAs.affected(login, `update filing set state = '${to}' where id = '${id}'`);
          expect(done, `${from} → ${to}`).to.equal(allowed.includes(`${from} ${to}`) ? 1n : NOT_SO);
        }
      }
    });

  it('let an officer have a corrected filing accepted once it has no flags', async () => {
    const id = await filingIn('submitted');
    for (const [flags, done] of [
      [`flags = '[]', flags_other = '[]'`, 1n],
      [`flags = '[]', flags_other = '[{"rule": "X"}]'`, NOT_SO],
      [`flags = '[{"rule": "X"}]', flags_other = '[]'`, NOT_SO],
    ] as const)
      expect(
        await sqlAs.affected('officer', `update filing set state = 'accepted', ${flags} where id = '${id}'`),
        flags,
      ).to.equal(done);
  });
});
