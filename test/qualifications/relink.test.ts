import { expect } from 'chai';
import { ifMatch, type Client, type Reply } from '../support/client.ts';
import { F4, flaggedFiling, goodFiling } from '../support/filing.ts';
import { FIRMS, openWorld, type World } from '../support/world.ts';

const at = (uscc: string, kind: string, no: string): string => `/firms/${uscc}/qualifications/${kind}/${no}`;

const F5 = { uscc: FIRMS.F5, firmName: '株洲双证科技有限公司' };
const NAMED = { firmName: F5.firmName, regionCode: '430211' };

/** Filings whose stored links differ from computed ones. */
async function wrongLinks(world: World): Promise<any[]> {
  return (
    await world.owner.query(
      `select id, links, link_of(uscc, disbursed_on) as right from filing where links <> link_of(uscc, disbursed_on)`,
    )
  ).rows;
}

describe('a change of a qualification', () => {
  let world: World;
  let auditor: Client;
  let officer: Client;
  let officer2: Client;
  before(async () => {
    world = await openWorld();
    [auditor, officer, officer2] = [await world.as('auditor'), await world.as('officer'), await world.as('officer2')];
  });
  after(() => world.close());

  it('re-links the affected filings of all banks and states, with new versions and audit events, and no others', async () => {
    const before = [
      [officer, goodFiling({ ...F4, disbursedOn: '2026-03-15' })],
      [officer2, goodFiling({ ...F4, disbursedOn: '2026-03-31' })],
      [officer2, flaggedFiling({ ...F4, firmName: '旧铁', disbursedOn: '2026-02-01', dueOn: '2027-02-01' })],
    ] as const;
    const inside: { client: Client; reply: Reply }[] = [];
    for (const [client, body] of before) inside.push({ client, reply: await client.post('/filings', body) });
    const withdrawn = await officer.post(
      '/filings',
      flaggedFiling({ ...F4, firmName: '旧铁', disbursedOn: '2026-02-02', dueOn: '2027-02-02' }),
    );
    expect(
      (await officer.post(`/filings/${withdrawn.body.id}/withdraw`, { reason: '录错' }, ifMatch(withdrawn))).status,
    ).to.equal(200);
    const outside = await officer.post(
      '/filings',
      goodFiling({ ...F4, disbursedOn: '2026-04-01', dueOn: '2027-04-01' }),
    );
    for (const { reply } of inside)
      expect(reply.body.status, reply.text).to.deep.equal({ highTech: null, techSme: null });
    const total = async (): Promise<any> => (await officer.get('/totals?from=2026&to=2026')).body.total;
    expect((await total()).techSme).to.include({ filings: 0, amount: '0.00' });
    const firmTag = (await officer.get(`/firms/${FIRMS.F4}`)).headers.get('etag');

    const entered = await auditor.put(at(FIRMS.F4, 'tech_sme', '202543020200000077'), {
      validFrom: '2026-01-01',
      validTo: '2026-03-31',
      reason: '补登',
    });
    expect(entered.status, entered.text).to.equal(201);
    const link = { certificateNo: '202543020200000077', validFrom: '2026-01-01', validTo: '2026-03-31' };
    for (const { client, reply } of [
      ...inside,
      { client: officer, reply: { ...withdrawn, headers: new Headers({ etag: '"2"' }) } },
    ]) {
      const now = await client.get(`/filings/${reply.body.id}`);
      expect(now.body.status).to.deep.equal({ highTech: null, techSme: link });
      expect(now.headers.get('etag')).to.not.equal(reply.headers.get('etag'));
    }
    const unaffected = await officer.get(`/filings/${outside.body.id}`);
    expect(unaffected.body.status.techSme).to.equal(null);
    expect(unaffected.headers.get('etag')).to.equal(outside.headers.get('etag'));
    expect((await total()).techSme).to.include({ filings: 1, amount: '3000000.00' });
    expect((await officer.get(`/firms/${FIRMS.F4}`)).headers.get('etag')).to.not.equal(firmTag);

    const events = await auditor.get(`/trail?type=filing&id=${inside[0]!.reply.body.id}&limit=1`);
    expect(events.body.items[0]).to.deep.include({
      actor: 'auditor',
      action: 'qualification.set',
      reason: '补登',
      before: { status: { highTech: null, techSme: null } },
      after: { status: { highTech: null, techSme: link } },
    });
    const history = await officer.get(`/filings/${inside[0]!.reply.body.id}/history`);
    expect(history.body.items).to.have.length(2);
    expect(JSON.stringify(history.body.items.at(-1))).to.include('202543020200000077');
    expect(await wrongLinks(world)).to.deep.equal([]);
  });

  it('re-links filings when it is shortened, extended, revoked from a day or from its start', async () => {
    const path = at(FIRMS.F4, 'high_tech', 'GR202343000088');
    let tag = await auditor.put(path, { validFrom: '2023-01-01', validTo: '2025-12-31' });
    expect(tag.status, tag.text).to.equal(201);
    const { id } = (
      await officer.post('/filings', goodFiling({ ...F4, disbursedOn: '2025-06-30', dueOn: '2026-06-30' }))
    ).body;
    const highTech = async (): Promise<unknown> =>
      (await officer.get(`/filings/${id}`)).body.status.highTech?.validTo ?? null;
    expect(await highTech()).to.equal('2025-12-31');
    tag = await auditor.put(path, { validFrom: '2023-01-01', validTo: '2025-06-29' }, ifMatch(tag));
    expect(await highTech()).to.equal(null);
    tag = await auditor.put(path, { validFrom: '2023-01-01', validTo: '2025-08-31' }, ifMatch(tag));
    expect(await highTech()).to.equal('2025-08-31');
    // The filing shows the last valid day.
    const revoked = await auditor.post(`${path}/revoke`, { reason: '取消资格', revokedOn: '2025-07-01' }, ifMatch(tag));
    expect(revoked.status, revoked.text).to.equal(200);
    expect(await highTech()).to.equal('2025-06-30');
    const next = await auditor.put(at(FIRMS.F4, 'high_tech', 'GR202543000089'), {
      validFrom: '2025-07-01',
      validTo: '2028-06-30',
    });
    expect(next.status, next.text).to.equal(201);
    const later = (
      await officer.post('/filings', goodFiling({ ...F4, disbursedOn: '2025-07-01', dueOn: '2026-07-01' }))
    ).body;
    expect(later.status.highTech.certificateNo).to.equal('GR202543000089');
    expect(
      (
        await auditor.post(
          `${at(FIRMS.F4, 'high_tech', 'GR202543000089')}/revoke`,
          { reason: '自始无效' },
          ifMatch(next),
        )
      ).status,
    ).to.equal(200);
    expect((await officer.get(`/filings/${later.id}`)).body.status.highTech).to.equal(null);
    expect(await wrongLinks(world)).to.deep.equal([]);
  });

  it('returns a loan to the older certificate when the newer one is revoked, entirely or from a day', async () => {
    const [older, newer] = ['GR202143000201', 'GR202443000201'];
    expect(
      (
        await auditor.put(at(FIRMS.F5, 'high_tech', older), {
          ...NAMED,
          validFrom: '2021-12-15',
          validTo: '2024-12-14',
        })
      ).status,
    ).to.equal(201);
    const tag = await auditor.put(at(FIRMS.F5, 'high_tech', newer), { validFrom: '2024-11-01', validTo: '2027-10-31' });
    const loans: string[] = [];
    for (const disbursedOn of ['2024-11-20', '2024-12-10', '2024-12-20'])
      loans.push((await officer.post('/filings', goodFiling({ ...F5, disbursedOn, dueOn: '2025-10-20' }))).body.id);
    const linked = async (): Promise<unknown[]> => {
      const found = [];
      for (const id of loans) found.push((await officer.get(`/filings/${id}`)).body.status.highTech?.certificateNo);
      return found;
    };
    expect(await linked()).to.deep.equal([newer, newer, newer]);
    const totals = async () => (await auditor.get('/totals?from=2024&to=2024&basis=disbursed')).body.total.highTech;
    const before = await totals();
    const path = `${at(FIRMS.F5, 'high_tech', newer)}/revoke`;
    expect((await auditor.post(path, { reason: '取消', revokedOn: '2024-12-01' }, ifMatch(tag))).status).to.equal(200);
    expect(await linked()).to.deep.equal([newer, older, undefined]);
    expect(Number(before.amount) - Number((await totals()).amount)).to.equal(3_000_000);
    await world.owner.query(
      `set app.actor = 'test'; set app.role = 'system'; set app.action = 'test'; set app.now = '2026-06-15T00:00:00Z';
      update qualification set revoked_on = null where certificate_no = '${newer}'`,
    );
    expect(await linked()).to.deep.equal([older, older, undefined]);
    expect(await wrongLinks(world)).to.deep.equal([]);
  });

  it('makes a firm visible that only one bank had registered', async () => {
    const firm = { uscc: FIRMS.F7, firmName: '株洲未名新材料有限公司' };
    expect((await officer.post('/filings', goodFiling(firm))).status).to.equal(201);
    expect((await officer2.get(`/firms/${FIRMS.F7}`)).status).to.equal(404);
    expect(
      (
        await auditor.put(at(FIRMS.F7, 'high_tech', 'GR202643000555'), {
          validFrom: '2026-01-01',
          validTo: '2028-12-31',
        })
      ).status,
    ).to.equal(201);
    const page = await officer2.get(`/firms/${FIRMS.F7}/status`);
    expect(page.status).to.equal(200);
    expect(page.body).to.deep.include({ filings: [], totals: [] });
  });
});

describe('concurrent changes of qualifications', () => {
  let world: World;
  let auditor: Client;
  before(async () => {
    world = await openWorld();
    auditor = await world.as('auditor');
  });
  after(() => world.close());

  it('accept ten overlapping qualifications, of which a loan links to the latest', async () => {
    const officer = await world.as('officer');
    const loan = await officer.post('/filings', goodFiling({ ...F4, disbursedOn: '2025-06-15', dueOn: '2026-06-15' }));
    const replies = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        auditor.put(at(FIRMS.F4, 'tech_sme', `2025430202000000${10 + i}`), {
          validFrom: `2025-01-${10 + i}`,
          validTo: '2025-12-31',
        }),
      ),
    );
    expect(replies.map((reply) => reply.status)).to.deep.equal(Array.from({ length: 10 }, () => 201));
    const { status } = (await officer.get(`/filings/${loan.body.id}`)).body;
    expect(status.techSme).to.include({ certificateNo: '202543020200000019', validFrom: '2025-01-19' });
    expect(await wrongLinks(world)).to.deep.equal([]);
  });

  it('accept a certificate for one of several firms', async () => {
    const firms = [FIRMS.F1, FIRMS.F2, FIRMS.F3, FIRMS.F4];
    for (let round = 0; round < 3; round += 1) {
      const replies = await Promise.all(
        firms.map((uscc) =>
          auditor.put(at(uscc, 'high_tech', `GR20114300090${round}`), {
            validFrom: `201${round}-01-01`,
            validTo: `201${round}-12-31`,
          }),
        ),
      );
      expect(replies.map((reply) => reply.status).sort()).to.deep.equal([201, 409, 409, 409]);
    }
  });

  it('accept one of several changes of the same version', async () => {
    const path = at(FIRMS.F1, 'high_tech', 'GR202343000001');
    const tag = ifMatch(await auditor.get(path));
    const replies = await Promise.all(
      ['2026-10-14', '2026-10-13', '2026-10-12'].map((validTo) =>
        auditor.put(path, { validFrom: '2023-10-16', validTo }, tag),
      ),
    );
    expect(replies.map((reply) => reply.status).sort()).to.deep.equal([200, 412, 412]);
  });

  it('link each filing correctly when filings of two banks and changes of the qualification are concurrent', async function () {
    this.timeout(60_000);
    const banks = [await world.as('officer'), await world.as('officer2')];
    const path = at(FIRMS.F2, 'tech_sme', '202543020400000009');
    let tag = ifMatch(await auditor.put(path, { validFrom: '2026-01-01', validTo: '2026-03-31' }));
    for (let round = 0; round < 25; round += 1) {
      const body = {
        uscc: FIRMS.F2,
        firmName: '株洲远航轨道科技有限公司',
        regionCode: '430204',
        disbursedOn: '2026-03-15',
      };
      const change = auditor.put(
        path,
        { validFrom: '2026-01-01', validTo: round % 2 === 0 ? '2026-03-14' : '2026-03-31' },
        tag,
      );
      const [changed, ...filed] = await Promise.all([
        change,
        ...banks.map((bank) => bank.post('/filings', goodFiling(body))),
      ]);
      expect([changed.status, ...filed.map((reply) => reply.status)]).to.deep.equal([200, 201, 201]);
      tag = ifMatch(changed);
    }
    expect(await wrongLinks(world)).to.deep.equal([]);
    const { rows } = await world.owner.query(
      `select status, count(*)::int as n from filing where uscc = $1 group by 1`,
      [FIRMS.F2],
    );
    expect(rows).to.deep.equal([{ status: 'highTechOnly', n: 50 }]);
    const total = (await auditor.get('/totals?from=2026&to=2026')).body.total;
    expect(total).to.deep.include({ filings: 50 });
    expect(total.highTech).to.include({ filings: 50, firms: 1 });
    expect(total.techSme).to.include({ filings: 0, firms: 0 });
  });
});
