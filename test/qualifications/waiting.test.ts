import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { asSystem } from '../../src/data/as-actor.ts';
import { enterWaitingCertificates } from '../../src/data/waiting-certificates.queries.ts';
import { qualificationSchemas } from '../../src/features/qualifications/qualifications.schema.ts';
import { ifMatch, type Client } from '../support/client.ts';
import { goodFiling } from '../support/filing.ts';
import { expectProblem } from '../support/problem.ts';
import { expectSchemaOf } from '../support/schema.ts';
import { FIRMS, openWorld, type World } from '../support/world.ts';

const expectSchema = expectSchemaOf(qualificationSchemas);
const F2_NAME = '株洲远航轨道科技有限公司';

describe('waiting certificates', () => {
  let world: World;
  let auditor: Client;
  before(async () => {
    world = await openWorld();
    auditor = await world.as('auditor');
    const listed = [
      ['GR202543000801', F2_NAME.replace('科技', ' 科技')],
      ['GR202543000802', '株洲新面孔科技有限公司'],
      ['GR202543000803', '株洲无人认领科技有限公司'],
    ];
    await asSystem(world.db, 'demo', { action: 'test', at: world.time.now }, (tx) =>
      enterWaitingCertificates(
        tx,
        listed.map(([certificateNo = '', name = ''], n) => ({
          id: `0197a000-0000-7000-8000-00000000000${n}`,
          kind: 'high_tech',
          certificateNo,
          name,
          validFrom: '2025-10-28',
          validTo: '2028-10-27',
        })),
        { docNo: '国科火字〔2025〕1号', announcedOn: '2025-11-10', importId: null, at: world.time.now },
      ),
    );
  });
  after(() => world.close());

  const waiting = async (query = ''): Promise<any[]> => {
    const reply = await auditor.get(`/certificates/waiting${query}`);
    expect(reply.status, reply.text).to.equal(200);
    expectSchema('WaitingCertificatePage', reply.body);
    return reply.body.items;
  };
  const numbers = async (query: string): Promise<string[]> =>
    (await waiting(query)).map(({ certificateNo }) => certificateNo);

  it('are listed for auditors, found by name and number, page by page, with the firms that have the name', async () => {
    const [third, second, first] = await waiting();
    expect(first).to.deep.include({
      certificateNo: 'GR202543000801',
      validFrom: '2025-10-28',
      validTo: '2028-10-27',
      docNo: '国科火字〔2025〕1号',
      announcedOn: '2025-11-10',
      state: 'waiting',
      firm: null,
      candidates: [{ uscc: FIRMS.F2, name: F2_NAME, match: 'folded' }],
    });
    expect([second.candidates, third.candidates]).to.deep.equal([[], []]);
    expect(await numbers(`?q=${encodeURIComponent('新面孔')}`)).to.deep.equal(['GR202543000802']);
    expect(await numbers('?q=gr202543000803')).to.deep.equal(['GR202543000803']);
    expect(await numbers('?kind=tech_sme')).to.deep.equal([]);
    const page = (await auditor.get('/certificates/waiting?limit=2')).body;
    expect(page.items).to.have.length(2);
    expect(await numbers(`?limit=2&cursor=${page.nextCursor}`)).to.deep.equal(['GR202543000801']);
    expectProblem(await (await world.as('officer')).get('/certificates/waiting'), 403, 'FORBIDDEN');
  });

  it('are offered to a firm that is entered under such a name, and to one that once had it', async () => {
    const officer = await world.as('officer');
    const filed = await officer.post('/filings', goodFiling({ uscc: FIRMS.F6, firmName: '株洲新面孔科技有限公司' }));
    expect(filed.body.flags.map((flag: any) => flag.rule)).to.deep.equal(['CERTIFICATE_WAITING']);
    const offered = async (uscc: string): Promise<string[]> =>
      (await auditor.get(`/firms/${uscc}`)).body.waitingCertificates.map((one: any) => one.certificateNo);
    expect(await offered(FIRMS.F6)).to.deep.equal(['GR202543000802']);
    expect((await officer.get(`/firms/${FIRMS.F6}`)).body).to.not.have.property('waitingCertificates');
    const firm = await auditor.get(`/firms/${FIRMS.F2}`);
    await auditor.put(
      `/firms/${FIRMS.F2}`,
      { name: '株洲远航股份有限公司', regionCode: '430204', reason: '更名' },
      ifMatch(firm),
    );
    expect(await offered(FIRMS.F2)).to.deep.equal(['GR202543000801']);
    expect((await waiting('?q=GR202543000801'))[0].candidates).to.deep.equal([
      {
        uscc: FIRMS.F2,
        name: '株洲远航股份有限公司',
        match: 'former_name',
        formerName: F2_NAME,
        until: '2026-06-14',
      },
    ]);
  });

  it('become the qualification of the firm that they are assigned to, and its loans are linked again', async () => {
    const officer = await world.as('officer');
    const body = goodFiling({ uscc: FIRMS.F6, firmName: '株洲新面孔科技有限公司', receiptNo: randomUUID() });
    const loan = await officer.post('/filings', body);
    const [{ id }] = await waiting('?q=GR202543000802');
    const path = `/certificates/waiting/${id}/assign`;
    expectProblem(await auditor.post(path, {}), 400, 'VALIDATION_FAILED');
    const assigned = await auditor.post(path, { uscc: FIRMS.F6, reason: '核对名称与代码' });
    expect(assigned.status, assigned.text).to.equal(200);
    expectSchema('WaitingCertificate', assigned.body);
    expect(assigned.body).to.deep.include({
      state: 'assigned',
      firm: { uscc: FIRMS.F6, name: '株洲新面孔科技有限公司' },
      candidates: [],
    });
    expect((await officer.get(`/filings/${loan.body.id}`)).body.status.highTech).to.include({
      certificateNo: 'GR202543000802',
      validTo: '2028-10-27',
    });
    const [flag] = (await officer.get(`/filings/${loan.body.id}`)).body.flags;
    expect(flag).to.include({ rule: 'CERTIFICATE_WAITING', met: true });
    expectProblem(await auditor.post(path, { uscc: FIRMS.F6 }), 409, 'STATE_CONFLICT');
    const events = (await auditor.get(`/trail?type=waiting_certificate&id=${id}`)).body.items;
    expect(events[0]).to.include({ action: 'certificate.assign', reason: '核对名称与代码', actor: 'auditor' });
  });

  it('enter a firm under the listed name when they are assigned to a new one', async () => {
    const [{ id }] = await waiting('?q=GR202543000803');
    const regional = await world.as('regional');
    const path = `/certificates/waiting/${id}/assign`;
    const outside = await regional.post(path, { uscc: FIRMS.F7, regionCode: '430204' });
    expect(outside.body.errors[0]).to.include({ path: 'regionCode', code: 'UNKNOWN_REGION' });
    const foreign = await regional.post(path, { uscc: FIRMS.F2 });
    expect(foreign.body.errors[0]).to.include({ path: 'uscc', code: 'REGION_NOT_YOURS' });
    expect((await regional.post(path, { uscc: FIRMS.F7, regionCode: '430211' })).status).to.equal(200);
    expect((await auditor.get(`/firms/${FIRMS.F7}`)).body).to.deep.include({
      name: '株洲无人认领科技有限公司',
      region: { code: '430211', name: '天元区' },
    });
  });

  it('can be dropped with a reason, and wait no longer', async () => {
    const [{ id }] = await waiting('?q=GR202543000801');
    const path = `/certificates/waiting/${id}/drop`;
    expectProblem(await auditor.post(path, {}), 400, 'VALIDATION_FAILED');
    expect((await auditor.post(path, { reason: '外省企业' })).body.state).to.equal('dropped');
    expectProblem(await auditor.post(path, { reason: '外省企业' }), 409, 'STATE_CONFLICT');
    expect(await waiting()).to.deep.equal([]);
    expect(await numbers('?state=dropped')).to.deep.equal(['GR202543000801']);
    expect((await auditor.get(`/firms/${FIRMS.F2}`)).body.waitingCertificates).to.deep.equal([]);
  });
});
