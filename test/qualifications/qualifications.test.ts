import { expect } from 'chai';
import { asActor } from '../../src/data/as-actor.ts';
import { qualificationSchemas } from '../../src/features/qualifications/qualifications.schema.ts';
import { composeUscc } from '../../src/domain/firm/uscc.ts';
import { ifMatch, type Client, type Reply } from '../support/client.ts';
import { expectSchemaOf } from '../support/schema.ts';
import { FIRMS, openWorld, type World } from '../support/world.ts';

const expectSchema = expectSchemaOf(qualificationSchemas);
const at = (uscc: string, kind: string, no: string): string =>
  `/firms/${uscc}/qualifications/${kind}/${encodeURIComponent(no)}`;
const field = (reply: Reply): unknown => [reply.status, reply.body.errors?.[0]?.path, reply.body.errors?.[0]?.code];

describe('the entry of a qualification', () => {
  let world: World;
  let auditor: Client;
  before(async () => {
    world = await openWorld();
    auditor = await world.as('auditor');
  });
  after(() => world.close());

  it('creates it with a normalised number, visible to all who see the firm', async () => {
    const reply = await auditor.put(at(FIRMS.F4, 'high_tech', ' ｇｒ2024 43000777'), {
      validFrom: '2024-11-01',
      validTo: '2027-10-31',
      reason: '2024 年第二批',
    });
    expect(reply.status, reply.text).to.equal(201);
    expectSchema('Qualification', reply.body);
    expect(reply.body).to.deep.equal({
      firm: { uscc: FIRMS.F4, name: '株洲旧铁机械有限公司' },
      kind: 'high_tech',
      certificateNo: 'GR202443000777',
      validFrom: '2024-11-01',
      validTo: '2027-10-31',
      current: true,
      revoked: false,
      revokedOn: null,
      version: 1,
      asOf: '2026-06-15',
    });
    expect(reply.headers.get('location')).to.equal(`/api/v1${at(FIRMS.F4, 'high_tech', 'GR202443000777')}`);
    for (const login of ['officer', 'officer2', 'regional', 'auditor']) {
      const seen = await (await world.as(login)).get(at(FIRMS.F4, 'high_tech', 'gr202443000777'));
      expect(seen.body, login).to.deep.equal(reply.body);
      expect(seen.headers.get('etag')).to.equal(reply.headers.get('etag'));
    }
    expect((await (await world.as('firm')).get(at(FIRMS.F1, 'high_tech', 'GR202343000001'))).status).to.equal(200);
    expect((await (await world.as('admin')).get(at(FIRMS.F1, 'high_tech', 'GR202343000001'))).status).to.equal(403);
  });

  it('marks a number of an unusual form, without refusing it', async () => {
    const reply = await auditor.put(at(FIRMS.F4, 'tech_sme', '湘科/2026-1'), {
      validFrom: '2026-01-01',
      validTo: '2027-03-31',
    });
    expect(reply.status, reply.text).to.equal(201);
    expectSchema('Qualification', reply.body);
    expect(reply.body).to.include({ certificateNo: '湘科/2026-1', oddity: 'TECH_SME_NUMBER_FORM' });
    expect((await auditor.get(reply.headers.get('location')!)).status).to.equal(200);
  });

  it('answers 404 for an invalid kind, number or code, and for an unknown firm', async () => {
    const body = { validFrom: '2024-01-01', validTo: '2024-12-31' };
    for (const path of [
      at(FIRMS.F1, 'green', 'X1'),
      at(FIRMS.F1, 'HIGH_TECH', 'X1'),
      at(FIRMS.F1, 'high_tech', 'X'.repeat(65)),
      at(FIRMS.F1, 'high_tech', '\u200b'),
      at(FIRMS.F1, 'high_tech', 'X\u0000'),
      at(FIRMS.F1, '\u0000', 'X1'),
      at('123', 'high_tech', 'X1'),
      at(FIRMS.F7, 'high_tech', 'X1'),
    ]) {
      expect((await auditor.put(path, body)).status, path).to.equal(404);
      expect((await auditor.get(path)).status, path).to.equal(404);
      expect((await auditor.post(`${path}/revoke`, { reason: 'x' })).status, path).to.equal(404);
    }
    expect((await auditor.put(at(FIRMS.F7, 'high_tech', 'X1'), '{')).status).to.equal(404);
    // The certificate of another firm is not found at this firm.
    expect((await auditor.get(at(FIRMS.F1, 'high_tech', 'GR202443000002'))).status).to.equal(404);
    expect(
      (
        await auditor.put(at(FIRMS.F1, 'high_tech', 'X'.repeat(64)), {
          ...body,
          validFrom: '2020-01-01',
          validTo: '2020-01-01',
        })
      ).status,
    ).to.equal(201);
  });

  it('reports errors of the body', async () => {
    const path = at(FIRMS.F4, 'high_tech', 'GR201543000001');
    expect(
      (await auditor.put(path, { validFrom: '2023-02-29', validTo: 1, x: 1 })).body.errors.map((e: any) => e.code),
    ).to.have.members(['NOT_A_DATE', 'NOT_A_STRING', 'UNKNOWN_FIELD']);
    expect(field(await auditor.put(path, { validFrom: '2024-01-02', validTo: '2024-01-01' }))).to.deep.equal([
      400,
      'validTo',
      'RANGE_REVERSED',
    ]);
    expect((await auditor.put(path, [])).status).to.equal(400);
    for (const login of ['officer', 'firm', 'admin']) {
      expect((await (await world.as(login)).put(path, {})).status, login).to.equal(403);
      expect((await (await world.as(login)).post(`${path}/revoke`, {})).status, login).to.equal(403);
    }
  });

  it('registers a new firm by name, with the given region or none: the code does not determine it', async () => {
    const body = { validFrom: '2026-01-01', validTo: '2028-12-31', firmName: '株洲新名单科技有限公司' };
    expect(
      field(await auditor.put(at(FIRMS.F6, 'high_tech', 'GR202643000901'), { ...body, regionCode: '999999' })),
    ).to.deep.equal([400, 'regionCode', 'UNKNOWN_REGION']);
    expect(
      field(
        await auditor.put(at('91350100M0001TGQXM', 'high_tech', 'GR202643000901'), { ...body, regionCode: '430202' }),
      ),
    ).to.deep.equal([400, 'uscc', 'USCC_CHECK']);
    expect(
      field(
        await auditor.put(at(FIRMS.F6, 'high_tech', 'GR202643000901'), {
          ...body,
          firmName: 'x',
          validTo: '2025-01-01',
        }),
      ),
    ).to.deep.equal([400, 'firmName', 'TOO_SHORT']);
    expect((await auditor.get(`/firms/${FIRMS.F6}`)).status).to.equal(404);
    expect(
      (await auditor.put(at(FIRMS.F6, 'high_tech', 'GR202643000901'), { ...body, regionCode: '430202' })).status,
    ).to.equal(201);
    const inRegion = composeUscc('91430281', '00000042');
    expect((await auditor.put(at(inRegion, 'high_tech', 'GR202643000902'), body)).status).to.equal(201);
    const entered = await auditor.get(`/firms/${inRegion}`);
    expect(entered.body).to.deep.include({ name: body.firmName, region: null, registeredByHand: false });
    expect((await auditor.get(`/qualifications?uscc=${inRegion}`)).body.items[0].region).to.equal(null);
    const byRegion = (await auditor.get('/qualifications/totals?on=2026-06-01&by=region')).body;
    expect(byRegion.rows.filter((row: any) => row.region === undefined)).to.deep.equal([
      { highTech: 1, techSme: 0, both: 0, either: 1 },
    ]);
    expect(byRegion.total).to.deep.equal((await auditor.get('/qualifications/totals?on=2026-06-01')).body.total);
    // An auditor of several regions must give the region.
    const regional = await world.as('regional');
    expect(
      field(await regional.put(at(composeUscc('91430281', '00000043'), 'high_tech', 'GR202643000903'), body)),
    ).to.deep.equal([400, 'regionCode', 'REQUIRED']);
    expect(
      (
        await auditor.put(
          `/firms/${inRegion}`,
          { name: body.firmName, regionCode: '430281', reason: '核对注册地' },
          { 'If-Match': entered.headers.get('etag')! },
        )
      ).body.region,
    ).to.deep.equal({ code: '430281', name: '醴陵市' });
    // It is on a public list now, so every bank finds it.
    expect((await (await world.as('officer')).get(`/firms/${FIRMS.F6}`)).body.name).to.equal(body.firmName);
    expect((await (await world.as('officer')).get('/firms?q=ZZXMD')).body.items).to.have.length(2);
  });

  it('accepts periods that overlap those of other certificates; loans of such days link to the later first day', async () => {
    const uscc = FIRMS.F2; // GR202443000002: 2024-11-01 to 2027-10-31
    const [older, newer, twin] = ['GR202143000112', 'GR202443000002', 'GR202443000003'];
    const put = async (no: string, validFrom: string, validTo: string): Promise<void> => {
      const reply = await auditor.put(at(uscc, 'high_tech', no), { validFrom, validTo });
      expect(reply.status, reply.text).to.equal(201);
    };
    const holders = (await auditor.get('/qualifications/totals?on=2024-11-20')).body;
    await put(older, '2021-12-15', '2024-12-14');
    const page = async (day: string): Promise<any[]> =>
      (await auditor.get(`/firms/${uscc}?on=${day}`)).body.qualifications.map((q: any) => [
        q.certificateNo,
        q.current,
        q.counts,
      ]);
    expect(await page('2024-10-31')).to.deep.equal([
      [older, true, true],
      [newer, false, false],
    ]);
    expect(await page('2024-12-14')).to.deep.equal([
      [older, true, false],
      [newer, true, true],
    ]);
    expect(await page('2024-12-15')).to.deep.equal([
      [older, false, false],
      [newer, true, true],
    ]);
    // Of two with the same first day, the greater number counts.
    await put(twin, '2024-11-01', '2027-10-31');
    expect(await page('2024-11-20')).to.deep.equal([
      [older, true, false],
      [newer, true, false],
      [twin, true, true],
    ]);
    expect((await auditor.get('/qualifications/totals?on=2024-11-20')).body).to.deep.equal(holders);
  });

  it('refuses a certificate of another firm', async () => {
    const reply = await auditor.put(at(FIRMS.F3, 'high_tech', 'gr202443000002'), {
      validFrom: '2010-01-01',
      validTo: '2010-12-31',
    });
    expect(reply.status).to.equal(409);
    expect(reply.body).to.include({ code: 'QUALIFICATION_OVERLAP', certificateNo: 'GR202443000002' });
    // Another kind has its own numbers.
    expect(
      (
        await auditor.put(at(FIRMS.F3, 'tech_sme', 'GR202443000002'), {
          validFrom: '2010-01-01',
          validTo: '2010-12-31',
        })
      ).status,
    ).to.equal(201);
  });

  it('changes a period with If-Match', async () => {
    const path = at(FIRMS.F2, 'high_tech', 'GR202443000002');
    const before = await auditor.get(path);
    const body = { validFrom: '2024-11-02', validTo: '2027-10-30' };
    expect((await auditor.put(path, body)).status).to.equal(428);
    expect((await auditor.put(path, body, { 'If-Match': '"7"' })).status).to.equal(412);
    const reply = await auditor.put(path, body, ifMatch(before));
    expect(reply.status, reply.text).to.equal(200);
    expect(reply.body).to.include({ ...body, version: 2 });
  });

  it('is limited to firms of their regions for regional auditors, who can read all', async () => {
    const regional = await world.as('regional');
    const body = { validFrom: '2015-01-01', validTo: '2015-12-31' };
    expect((await regional.put(at(FIRMS.F3, 'high_tech', 'GR201543000301'), body)).status).to.equal(201);
    const foreign = await regional.get(at(FIRMS.F4, 'high_tech', 'GR201843000004'));
    expect(foreign.status).to.equal(200);
    expect((await regional.put(at(FIRMS.F4, 'high_tech', 'GR201843000004'), body, ifMatch(foreign))).status).to.equal(
      404,
    );
    expect((await regional.put(at(FIRMS.F4, 'high_tech', 'GR201543000302'), body)).status).to.equal(404);
    expect(
      (
        await regional.put(at(FIRMS.F4, 'high_tech', 'GR201543000302'), {
          ...body,
          firmName: '冒名公司',
          regionCode: '430281',
        })
      ).status,
    ).to.equal(404);
    expect(
      (await regional.post(`${at(FIRMS.F4, 'high_tech', 'GR201843000004')}/revoke`, { reason: 'x' }, ifMatch(foreign)))
        .status,
    ).to.equal(404);
    expect(
      field(
        await regional.put(at(FIRMS.F7, 'high_tech', 'GR201543000303'), {
          ...body,
          firmName: '株洲他区公司',
          regionCode: '430202',
        }),
      ),
    ).to.deep.equal([400, 'regionCode', 'UNKNOWN_REGION']);
    expect(
      (
        await regional.put(at(FIRMS.F7, 'high_tech', 'GR201543000303'), {
          ...body,
          firmName: '醴陵本区公司',
          regionCode: '430281',
        })
      ).status,
    ).to.equal(201);
  });

  it('is limited for regional auditors by the database', async () => {
    const regional = await world.as('regional');
    const act = (change: (tx: any) => Promise<any>): Promise<any> =>
      asActor(world.db, regional.ids.sessionId, { action: 'test', at: world.time.now }, change);
    const changed = await act((tx) =>
      tx.updateTable('qualification').set({ valid_to: '2099-01-01' }).where('uscc', '=', FIRMS.F4).executeTakeFirst(),
    );
    expect(changed.numUpdatedRows).to.equal(0n);
    const values = {
      kind: 'high_tech',
      certificate_no: 'GR201143000777',
      uscc: FIRMS.F4,
      valid_from: '2011-01-01',
      valid_to: '2011-12-31',
    };
    const error = await act((tx) => tx.insertInto('qualification').values(values).execute()).catch(
      (reason: unknown) => reason,
    );
    expect(error).to.have.property('code', '42501');
  });
});

describe('the revocation of a qualification', () => {
  let world: World;
  let auditor: Client;
  before(async () => {
    world = await openWorld();
    auditor = await world.as('auditor');
  });
  after(() => world.close());

  const entered = async (no: string, validFrom: string, validTo: string): Promise<Reply> => {
    const reply = await auditor.put(at(FIRMS.F4, 'tech_sme', no), { validFrom, validTo });
    expect(reply.status, reply.text).to.equal(201);
    return reply;
  };

  it('ends it before the first invalid day, once and with a reason', async () => {
    const path = at(FIRMS.F4, 'tech_sme', '202443020200000001');
    const reply = await entered('202443020200000001', '2024-01-01', '2025-03-31');
    expect(field(await auditor.post(`${path}/revoke`, {}, ifMatch(reply)))).to.deep.equal([400, 'reason', 'REQUIRED']);
    expect(
      field(await auditor.post(`${path}/revoke`, { reason: '撤销', revokedOn: '2025-04-02' }, ifMatch(reply))),
    ).to.deep.equal([400, 'revokedOn', 'TOO_LARGE']);
    expect((await auditor.post(`${path}/revoke`, { reason: '撤销', revokedOn: '2024-07-01' })).status).to.equal(428);
    expect(
      (await auditor.post(`${path}/revoke`, { reason: '撤销', revokedOn: '2024-07-01' }, { 'If-Match': '"2"' })).status,
    ).to.equal(412);
    const revoked = await auditor.post(`${path}/revoke`, { reason: '撤销', revokedOn: '2024-07-01' }, ifMatch(reply));
    expect(revoked.status, revoked.text).to.equal(200);
    expectSchema('Qualification', revoked.body);
    expect(revoked.body).to.include({ revoked: true, revokedOn: '2024-07-01', validTo: '2025-03-31', version: 2 });
    const on = async (day: string): Promise<unknown> =>
      (await auditor.get(`/firms/${FIRMS.F4}?on=${day}`)).body.qualifications.find(
        (q: any) => q.certificateNo === '202443020200000001',
      ).current;
    expect([await on('2024-06-30'), await on('2024-07-01')]).to.deep.equal([true, false]);
    for (const again of [
      await auditor.post(`${path}/revoke`, { reason: '再次' }, ifMatch(revoked)),
      await auditor.put(path, { validFrom: '2024-01-01', validTo: '2025-03-31' }, ifMatch(revoked)),
    ]) {
      expect([again.status, again.body.code]).to.deep.equal([409, 'STATE_CONFLICT']);
    }
    const trail = await auditor.get(
      `/trail?type=qualification&id=${encodeURIComponent('tech_sme/202443020200000001')}`,
    );
    expect(trail.body.items[0]).to.deep.include({
      action: 'qualification.revoke',
      actor: 'auditor',
      reason: '撤销',
      version: 2,
      before: { revoked: false, revokedOn: null },
      after: { revoked: true, revokedOn: '2024-07-01' },
    });
  });

  it('invalidates the whole period without a day, or with a day not after its start', async () => {
    for (const [index, revokedOn] of [undefined, '2016-01-01', '2010-01-01'].entries()) {
      const no = `20164302020000000${index}`;
      const reply = await entered(no, '2016-01-01', '2016-12-31');
      const revoked = await auditor.post(
        `${at(FIRMS.F4, 'tech_sme', no)}/revoke`,
        { reason: '自始无效', ...(revokedOn ? { revokedOn } : {}) },
        ifMatch(reply),
      );
      expect(revoked.status, revoked.text).to.equal(200);
      expect(
        (await auditor.get(`/firms/${FIRMS.F4}?on=2016-01-01`)).body.qualifications.filter((q: any) => q.current),
      ).to.deep.equal([]);
    }
  });

  it('lets another certificate count from the first invalid day', async () => {
    const [first, second] = ['201743020200000001', '201743020200000002'];
    await entered(second, '2017-01-01', '2018-03-31');
    const reply = await entered(first, '2017-02-01', '2018-03-31');
    await auditor.post(
      `${at(FIRMS.F4, 'tech_sme', first)}/revoke`,
      { reason: '换号', revokedOn: '2017-07-01' },
      ifMatch(reply),
    );
    const counting = async (on: string): Promise<string[]> =>
      (await auditor.get(`/firms/${FIRMS.F4}?on=${on}`)).body.qualifications
        .filter((q: any) => q.counts)
        .map((q: any) => q.certificateNo);
    expect(await counting('2017-06-30')).to.deep.equal([first]);
    expect(await counting('2017-07-01')).to.deep.equal([second]);
  });

  it('reduces the days left to the last valid day', async () => {
    const reply = await entered('202643020200000001', '2026-01-01', '2027-03-31');
    await auditor.post(
      `${at(FIRMS.F4, 'tech_sme', '202643020200000001')}/revoke`,
      { reason: '撤销', revokedOn: '2026-06-17' },
      ifMatch(reply),
    );
    const page = await auditor.get(`/firms/${FIRMS.F4}/status`);
    expect(page.body.qualifications.find((q: any) => q.certificateNo === '202643020200000001')).to.include({
      current: true,
      daysLeft: 1,
    });
  });
});

describe('the number of firms with a qualification', () => {
  let world: World;
  before(async () => {
    world = await openWorld();
  });
  after(() => world.close());

  it('counts distinct firms on a day, by region on request', async () => {
    const officer = await world.as('officer');
    const now = await officer.get('/qualifications/totals');
    expect(now.status).to.equal(200);
    expectSchema('QualificationTotals', now.body);
    const total = { highTech: 2, techSme: 1, both: 0, either: 3 };
    expect(now.body).to.deep.equal({ on: '2026-06-15', rows: [total], total });
    const earlier = await officer.get('/qualifications/totals?on=2025-01-01&by=region');
    expectSchema('QualificationTotals', earlier.body);
    expect(earlier.body).to.deep.equal({
      on: '2025-01-01',
      total: { highTech: 2, techSme: 1, both: 1, either: 2 },
      rows: [
        { region: { code: '430204', name: '石峰区' }, highTech: 1, techSme: 0, both: 0, either: 1 },
        { region: { code: '430211', name: '天元区' }, highTech: 1, techSme: 1, both: 1, either: 1 },
      ],
    });
    expect((await officer.get('/qualifications/totals?on=1999-01-01&by=region')).body).to.deep.equal({
      on: '1999-01-01',
      rows: [],
      total: { highTech: 0, techSme: 0, both: 0, either: 0 },
    });
  });

  it('is limited to their regions for regional auditors', async () => {
    const regional = await world.as('regional');
    expect((await regional.get('/qualifications/totals')).body.total).to.deep.equal({
      highTech: 1,
      techSme: 1,
      both: 0,
      either: 2,
    });
    expect(
      (await regional.get('/qualifications/totals?by=region')).body.rows.map((row: any) => row.region.code),
    ).to.deep.equal(['430211', '430281']);
  });

  it('refuses other columns, invalid dates, and other roles', async () => {
    const auditor = await world.as('auditor');
    expect(field(await auditor.get('/qualifications/totals?by=bank'))).to.deep.equal([400, 'by', 'UNKNOWN_WORD']);
    expect(field(await auditor.get('/qualifications/totals?on=2026-13-01'))).to.deep.equal([400, 'on', 'NOT_A_DATE']);
    expect(field(await auditor.get('/qualifications/totals?in=2026'))).to.deep.equal([400, 'in', 'UNKNOWN_FIELD']);
    for (const login of ['firm', 'admin'])
      expect((await (await world.as(login)).get('/qualifications/totals')).status).to.equal(403);
  });
});
