import { expect } from 'chai';
import { ifMatch, type Client } from '../support/client.ts';
import { file, F2, F4, goodFiling } from '../support/filing.ts';
import { FIRMS, openWorld, type World } from '../support/world.ts';

describe('the state as of a posting', () => {
  let world: World;
  let officer: Client;
  let auditor: Client;
  beforeEach(async () => {
    world = await openWorld();
    [officer, auditor] = [await world.as('officer'), await world.as('auditor')];
  });
  afterEach(() => world.close());

  /** Posts what is pending: entries at once, events alone after a minute. @returns number and moment */
  const post = async (): Promise<{ no: number; at: string }> => {
    const {
      rows: [posting],
    } = await world.owner.query('select no::int, at from post_entries()');
    expect(posting, 'something was pending').to.be.an('object');
    return { no: posting.no, at: posting.at.toISOString() };
  };
  const amounts = async (client: Client, query: string): Promise<unknown> => {
    const reply = await client.get(`/totals?from=2024&to=2026${query}`);
    expect(reply.status, reply.text).to.equal(200);
    return [reply.body.total.amount, reply.body.total.firms, reply.body.posting];
  };

  it('answers totals by number or instant, for every reader, and says on which posting they stand', async () => {
    const first = await file(officer, goodFiling({ amount: '1000000.00' }));
    const one = await post();
    await file(await world.as('officer2'), goodFiling({ amount: '2000000.00' }));
    await file(officer, goodFiling({ amount: '4000000.00', ...F4 }));
    const two = await post();
    await auditor.post(`/filings/${first.body.id}/void`, { reason: 'a double' }, ifMatch(first));
    expect(await amounts(auditor, '')).to.deep.equal(['6000000.00', 2, null]);
    expect(await amounts(auditor, '&posted=true')).to.deep.equal(['7000000.00', 2, two]);
    const three = await post();
    expect(await amounts(auditor, `&asOf=${one.no}`)).to.deep.equal(['1000000.00', 1, one]);
    expect(await amounts(auditor, `&asOf=${two.no}`)).to.deep.equal(['7000000.00', 2, two]);
    expect(await amounts(auditor, `&asOf=${encodeURIComponent(two.at)}`)).to.deep.equal(['7000000.00', 2, two]);
    expect(await amounts(auditor, '&posted=true')).to.deep.equal(['6000000.00', 2, three]);
    expect(await amounts(officer, `&asOf=${two.no}`)).to.deep.equal(['5000000.00', 2, two]);
    expect(await amounts(await world.as('firm'), `&asOf=${two.no}`)).to.deep.equal(['3000000.00', 1, two]);
    expect(await amounts(await world.as('regional'), `&asOf=${two.no}&by=region`)).to.deep.equal(
      await amounts(auditor, `&asOf=${two.no}&region=430211,430281`),
    );
    expect(await amounts(auditor, '&asOf=2020-01-01T00:00:00Z')).to.deep.equal(['0.00', 0, null]);
  });

  it('keeps the answers of readers apart, who ask the same', async () => {
    await file(officer, goodFiling({ amount: '1000000.00' }));
    await file(officer, goodFiling({ amount: '2000000.00', ...F2 }));
    const { no } = await post();
    const query = `&asOf=${no}`;
    for (let round = 0; round < 2; round += 1)
      for (const [login, amount] of [
        ['firm', '1000000.00'],
        ['firm2', '2000000.00'],
        ['officer', '3000000.00'],
        ['officer2', '0.00'],
        ['auditor', '3000000.00'],
        ['regional', '1000000.00'],
      ] as const)
        expect(((await amounts(await world.as(login), query)) as unknown[])[0], login).to.equal(amount);
  });

  it('refuses a posting that does not exist yet, and a contradictory query', async () => {
    await file(officer);
    await post();
    for (const [query, path, code] of [
      ['asOf=2', 'asOf', 'NOT_POSTED'],
      ['asOf=yesterday', 'asOf', 'FORMAT'],
      ['asOf=2024-02-30T00:00:00Z', 'asOf', 'FORMAT'],
      ['asOf=1&posted=true', 'posted', 'NOT_ALLOWED'],
    ]) {
      const reply = await auditor.get(`/totals?${query}`);
      expect([reply.status, reply.body.errors[0]], query).to.deep.equal([400, { ...reply.body.errors[0], path, code }]);
    }
  });

  it('shows a filing with the values, state and links of then', async () => {
    const filed = await file(officer, goodFiling({ amount: '1000000.00' }));
    const path = `/filings/${filed.body.id}`;
    const { no } = await post();
    await auditor.post(`${path}/void`, { reason: 'a double' }, ifMatch(filed));
    await post();
    for (const reader of [officer, auditor, await world.as('firm')]) {
      const was = await reader.get(`${path}?asOf=${no}`);
      expect(was.status, was.text).to.equal(200);
      const { posting, ...filing } = was.body;
      expect(posting.no).to.equal(no);
      const { flags: _flags, ...then } = filed.body;
      expect(filing).to.deep.include(then);
      expect((await reader.get(path)).body.state).to.equal('voided');
    }
    const later = await file(officer, goodFiling());
    expect((await officer.get(`/filings/${later.body.id}?asOf=${no}`)).status).to.equal(404);
    expect((await (await world.as('officer2')).get(`${path}?asOf=${no}`)).status).to.equal(404);
    expect((await officer.get(`${path}?asOf=99`)).status).to.equal(400);
  });

  it('shows a firm with the name and qualifications of then', async () => {
    const path = `/firms/${FIRMS.F1}`;
    const before = await auditor.get(path);
    await file(officer);
    const { no } = await post();
    const [first] = before.body.qualifications;
    const renamed = await auditor.put(
      path,
      { name: '株洲星火新名有限公司', regionCode: '430202', reason: 'renamed' },
      ifMatch(before),
    );
    expect(renamed.status, renamed.text).to.equal(200);
    const revoked = await auditor.post(
      `${path}/qualifications/${first.kind}/${first.certificateNo}/revoke`,
      { reason: 'cancelled' },
      { 'If-Match': `"${first.version}"` },
    );
    expect(revoked.status, revoked.text).to.equal(200);
    const added = await auditor.put(
      `${path}/qualifications/high_tech/GR203043000999`,
      { validFrom: '2030-01-01', validTo: '2032-12-31' },
      {},
    );
    expect(added.status, added.text).to.equal(201);
    await file(officer);
    await post();
    for (const reader of [officer, auditor, await world.as('firm')]) {
      const was = await reader.get(`${path}?asOf=${no}`);
      expect(was.status, was.text).to.equal(200);
      expect(was.body).to.deep.include({
        name: before.body.name,
        region: before.body.region,
        qualifications: before.body.qualifications,
      });
      expect((await reader.get(path)).body.name).to.equal('株洲星火新名有限公司');
    }
  });

  it('hides from a bank what another bank called a firm before it was listed', async () => {
    const named = { ...F4, uscc: FIRMS.F5, firmName: '只有一家银行知道的名称' };
    await file(await world.as('officer2'), goodFiling(named));
    const { no } = await post();
    const firm = await auditor.get(`/firms/${FIRMS.F5}`);
    await auditor.put(
      `/firms/${FIRMS.F5}`,
      { name: '公开名称有限公司', regionCode: '430202', reason: 'as listed' },
      ifMatch(firm),
    );
    const listed = await auditor.put(
      `/firms/${FIRMS.F5}/qualifications/high_tech/GR202443000998`,
      { validFrom: '2024-12-01', validTo: '2027-11-30' },
      {},
    );
    expect(listed.status, listed.text).to.equal(201);
    await file(officer);
    const { no: then } = await post();
    expect((await officer.get(`/firms/${FIRMS.F5}?asOf=${then}`)).body.name).to.equal('公开名称有限公司');
    expect((await officer.get(`/firms/${FIRMS.F5}?asOf=${no}`)).status).to.equal(404);
    expect((await (await world.as('officer2')).get(`/firms/${FIRMS.F5}?asOf=${no}`)).body.name).to.equal(
      '只有一家银行知道的名称',
    );
  });
});
