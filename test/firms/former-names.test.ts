import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { ifMatch, type Client } from '../support/client.ts';
import { goodFiling } from '../support/filing.ts';
import { FIRMS, openWorld, type World } from '../support/world.ts';

const OLD = '株洲远航轨道科技有限公司'; // F2
const NEW = '株洲东站装备股份有限公司';

describe('former names', () => {
  let world: World;
  let auditor: Client;
  before(async () => {
    world = await openWorld();
    auditor = await world.as('auditor');
  });
  after(() => world.close());

  const rename = async (uscc: string, name: string): Promise<void> => {
    const tag = ifMatch(await auditor.get(`/firms/${uscc}`));
    const reply = await auditor.put(`/firms/${uscc}`, { name, regionCode: '430204', reason: '更名' }, tag);
    expect(reply.status, reply.text).to.equal(200);
  };
  const found = async (client: Client, q: string): Promise<unknown[]> =>
    (await client.get(`/firms?q=${encodeURIComponent(q)}`)).body.items.map((one: any) => [one.uscc, one.formerName]);

  it('stand on the firm’s page and lead the search to it', async () => {
    await rename(FIRMS.F2, NEW);
    const former = [{ name: OLD, from: null, until: '2026-06-14' }];
    for (const login of ['auditor', 'officer', 'officer2', 'firm2']) {
      const client = await world.as(login);
      for (const path of [`/firms/${FIRMS.F2}`, `/firms/${FIRMS.F2}/status`])
        expect((await client.get(path)).body.formerNames, `${login} ${path}`).to.deep.equal(former);
    }
    const officer = await world.as('officer');
    expect(await found(officer, '远航轨道')).to.deep.equal([[FIRMS.F2, OLD]]);
    expect(await found(officer, '东站装备')).to.deep.equal([[FIRMS.F2, undefined]]);
    expect(await found(officer, FIRMS.F2)).to.deep.equal([[FIRMS.F2, undefined]]);
  });

  it('that another bank gave are neither shown nor found', async () => {
    const [icbc, ccb] = [await world.as('officer'), await world.as('officer2')];
    const file = (client: Client, firmName: string): Promise<unknown> =>
      client.post('/filings', goodFiling({ uscc: FIRMS.F5, firmName, receiptNo: randomUUID() }));
    await file(icbc, '株洲工行起名有限公司');
    await file(ccb, '株洲建行所写有限公司');
    await rename(FIRMS.F5, '株洲核定名称有限公司');
    const names = async (client: Client): Promise<string[]> =>
      (await client.get(`/firms/${FIRMS.F5}`)).body.formerNames.map((one: any) => one.name);
    expect(await names(icbc)).to.deep.equal(['株洲工行起名有限公司']);
    expect(await names(ccb)).to.deep.equal([]);
    expect(await found(icbc, '工行起名')).to.deep.equal([[FIRMS.F5, '株洲工行起名有限公司']]);
    expect(await found(ccb, '工行起名')).to.deep.equal([]);
    expect(await found(auditor, '工行起名')).to.deep.equal([[FIRMS.F5, '株洲工行起名有限公司']]);
  });
});
