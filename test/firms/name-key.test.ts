import { expect } from 'chai';
import fc from 'fast-check';
import { nameKey } from '../../src/domain/values/text.ts';
import { openWorld, type World } from '../support/world.ts';

/** What occurs in names: Chinese characters, letters and digits of both widths, brackets of all kinds, white space, what web pages leave. */
const PIECES = [
  ...'株洲云智湘江科技（集团）有限公司ABCxyzＡｂｃ０９12&＆.·-—()[]【】〔〕［］〈〉㈱①ⅣﬁＫ',
  ' ',
  '　',
  '\u00a0',
  '\u200b',
  '\ufeff',
  '\u00ad',
  '\u2060',
];

describe('the key of a firm’s name', () => {
  let world: World;
  before(async () => {
    world = await openWorld();
  });
  after(() => world.close());

  it('is the same in the database as in the service', async () => {
    const names = fc.sample(
      fc.array(fc.constantFrom(...PIECES), { maxLength: 24 }).map((pieces) => pieces.join('')),
      {
        numRuns: 2000,
        seed: 20260615,
      },
    );
    const { rows } = await world.owner.query('select name, name_key(name) as key from unnest($1::text[]) name', [
      [...new Set([...names, ...PIECES])],
    ]);
    expect(rows.length).to.be.greaterThan(1500);
    expect(rows.filter(({ name, key }) => key !== nameKey(name))).to.deep.equal([]);
  });
});
