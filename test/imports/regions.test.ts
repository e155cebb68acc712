import { expect } from 'chai';
import type { Client } from '../support/client.ts';
import { csvText, draftsOf, errorsOf, HEADINGS, imported, loanRow, settled } from '../support/imports.ts';
import { openWorld, type World } from '../support/world.ts';

describe('a sheet that names its regions twice', function () {
  this.timeout(60_000);
  let world: World;
  let officer: Client;
  before(async () => {
    world = await openWorld();
    officer = await world.as('officer');
  });
  after(() => world?.close());

  const read = (heading: string, ...rows: [region: string, other: string][]): Promise<any> =>
    imported(
      officer,
      csvText([[...HEADINGS, heading], ...rows.map(([所属区县, other]) => [...loanRow({ 所属区县 }), other])]),
      { mode: 'commit' },
      'regions.csv',
    );

  for (const [heading, agreeing, contradicting] of [
    ['区县代码', '430211', '430202'],
    ['行政区划代码', '430211000000', '430281'],
    ['所属市', '株洲市', '长沙市'],
    ['省份', '湖南', '湖北省'],
  ] as const)
    it(`is refused where the column ${heading} says something else`, async () => {
      const found = await read(heading, ['天元区', agreeing], ['天元区', contradicting], ['天元区', '']);
      expect([found.state, found.valid, found.invalid]).to.deep.equal(['checked', 2, 1]);
      expect((await errorsOf(officer, found.id)).map(({ row, field, code }) => [row, field, code])).to.deep.equal([
        [3, 'regionCode', 'AMBIGUOUS_REGION'],
      ]);
      const mended = await officer.patch(`/imports/${found.id}/rows/3`, { values: { regionCode: '430211' } });
      expect(mended.status, mended.text).to.equal(200);
      await officer.post(`/imports/${found.id}/commit`, {});
      expect(await settled(officer, found.id)).to.include({ state: 'committed', filed: 3 });
    });

  it('takes the code where the name is missing', async () => {
    const found = await read('区县代码', ['', '430211001'], ['荷塘区', '430202']);
    expect(found.state, JSON.stringify(found)).to.equal('committed');
    expect((await draftsOf(world, found.id)).map(({ regionCode }) => regionCode)).to.deep.equal(['430211', '430202']);
  });

  it('may register a firm elsewhere', async () => {
    expect(await read('注册区县', ['天元区', '荷塘区'])).to.include({ state: 'committed', filed: 1 });
  });
});
