import { expect } from 'chai';
import { initialsOf } from '../../src/data/initials.ts';
import { composeUscc } from '../../src/domain/firm/uscc.ts';
import { firmSchemas } from '../../src/features/firms/firms.schema.ts';
import { goodFiling } from '../support/filing.ts';
import { expectSchemaOf } from '../support/schema.ts';
import { FIRMS, openWorld, type World } from '../support/world.ts';

const expectSchema = expectSchemaOf(firmSchemas);
const codes = (reply: { body: any }): string[] => reply.body.items.map((item: { uscc: string }) => item.uscc);
const BAD_CHECK = '91350100M0001TGQXM';

describe('pinyin initials', () => {
  it('use the reading in the word, retain Latin letters and digits, and drop other characters', () => {
    expect(initialsOf('株洲星火智能装备有限公司')).to.equal('ZZXHZNZBYXGS');
    expect(initialsOf('重庆重工（集团）')).to.equal('CQZGJT');
    expect(initialsOf('长沙乐行3Ｄ打印')).to.match(/^CS.X3DDY$/);
    expect(initialsOf('Ａbc·')).to.equal('ABC');
  });
});

describe('the search for firms', () => {
  let world: World;
  before(async () => {
    world = await openWorld();
  });
  after(() => world.close());

  it('finds part of the name, and prefixes of the initials and of the code', async () => {
    const auditor = await world.as('auditor');
    const all = await auditor.get('/firms');
    expect(all.status).to.equal(200);
    expectSchema('FirmList', all.body);
    expect(codes(all)).to.deep.equal([FIRMS.F1, FIRMS.F2, FIRMS.F3, FIRMS.F4]);
    for (const q of ['星火', '株洲 星火', 'zzxh', 'ZZXHZN', '91430200 00000002', FIRMS.F1.toLowerCase()]) {
      expect(codes(await auditor.get(`/firms?q=${encodeURIComponent(q)}`)), q).to.deep.equal([FIRMS.F1]);
    }
    for (const q of ['XHZN', '%', '_', '\\', '星%火', '0027W', '没有这家']) {
      expect(codes(await auditor.get(`/firms?q=${encodeURIComponent(q)}`)), q).to.deep.equal([]);
    }
  });

  it('ignores width and kind of brackets in names', async () => {
    const auditor = await world.as('auditor');
    expect(
      (await auditor.put(`/firms/${FIRMS.F6}`, { name: '湖南ＡＢ（株洲）科技', regionCode: '430202', reason: '登记' }))
        .status,
    ).to.equal(201);
    for (const q of ['AB(株洲)', 'ab〔株洲〕', 'HNABZZKJ', 'ＨＮＡＢ']) {
      expect(codes(await auditor.get(`/firms?q=${encodeURIComponent(q)}`)), q).to.deep.equal([FIRMS.F6]);
    }
  });

  it('has pages in order of code, with cursors bound to account and query', async () => {
    const auditor = await world.as('auditor');
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await auditor.get(`/firms?limit=2${cursor && `&cursor=${cursor}`}`);
      seen.push(...codes(page));
      expect(page.body.items.length).to.be.at.most(2);
      cursor = page.body.nextCursor ?? '';
    } while (cursor);
    expect(seen)
      .to.deep.equal([...new Set(seen)].sort())
      .and.to.include.members([FIRMS.F1, FIRMS.F4]);
    const first = (await auditor.get('/firms?limit=1')).body.nextCursor;
    for (const path of [`/firms?q=株洲&cursor=${first}`, '/firms?cursor=x.y', `/firms?cursor=${first}x`]) {
      expect((await auditor.get(encodeURI(path))).body.errors[0]).to.include({
        path: 'cursor',
        code: 'INVALID_CURSOR',
      });
    }
    expect((await (await world.as('auditor2')).get(`/firms?cursor=${first}`)).status).to.equal(400);
    expect((await auditor.get('/firms?limit=0&q=')).body.errors).to.have.length(2);
  });

  it('is accessible to officers and auditors only', async () => {
    for (const login of ['firm', 'admin'])
      expect((await (await world.as(login)).get('/firms')).status, login).to.equal(403);
    expect((await world.anybody().get('/firms')).status).to.equal(401);
  });
});

describe('a firm', () => {
  let world: World;
  before(async () => {
    world = await openWorld();
  });
  after(() => world.close());

  it('shows its qualifications and which of them are valid on the requested day', async () => {
    for (const login of ['officer', 'auditor', 'regional', 'firm']) {
      const client = await world.as(login);
      const reply = await client.get(`/firms/${FIRMS.F1}`);
      expect(reply.status, login).to.equal(200);
      expectSchema('Firm', reply.body);
      expect(reply.body).to.deep.include({
        uscc: FIRMS.F1,
        name: '株洲星火智能装备有限公司',
        region: { code: '430211', name: '天元区' },
        industryCode: null,
        asOf: '2026-06-15',
      });
      expect(reply.body.qualifications.map((q: any) => [q.kind, q.current])).to.deep.equal([
        ['high_tech', true],
        ['tech_sme', false],
        ['tech_sme', false],
      ]);
      expect('registeredByHand' in reply.body).to.equal(
        client === (await world.as('auditor')) || client === (await world.as('regional')),
      );
      const earlier = await client.get(`/firms/${FIRMS.F1}?on=2025-03-31`);
      expect(earlier.body.asOf).to.equal('2025-03-31');
      expect(earlier.body.qualifications.map((q: any) => q.current)).to.deep.equal([true, true, false]);
      expect((await client.get(`/firms/${FIRMS.F1}?on=2025-04-01`)).body.qualifications[1].current).to.equal(false);
      expect(earlier.headers.get('etag')).to.not.equal(reply.headers.get('etag'));
    }
  });

  it('is found by any notation of its code, and answers 404 for an invalid code', async () => {
    const auditor = await world.as('auditor');
    expect((await auditor.get(`/firms/${encodeURIComponent(' ９１４３０２００-0000 00027w')}`)).body.uscc).to.equal(
      FIRMS.F1,
    );
    for (const code of ['1', 'x'.repeat(18), '%00', '91430200000000027%00', '%F0%9F%92%A9', FIRMS.F7]) {
      for (const path of [`/firms/${code}`, `/firms/${code}/status`])
        expect((await auditor.get(path)).status, path).to.equal(404);
    }
    expect((await auditor.get(`/firms/${FIRMS.F1}?on=2023-02-29`)).body.errors[0]).to.include({
      path: 'on',
      code: 'NOT_A_DATE',
    });
    expect((await auditor.get(`/firms/${FIRMS.F1}?on=2023-02-28&on=2023-02-27`)).body.errors[0]).to.include({
      path: 'on',
      code: 'REPEATED',
    });
    expect((await auditor.get(`/firms/${FIRMS.F1}/status?x=1`)).status).to.equal(400);
  });

  it('is indistinguishable from an unknown one for another firm', async () => {
    const firm = await world.as('firm');
    const strip = ({ requestId: _, ...rest }: Record<string, unknown>): unknown => rest;
    for (const tail of ['', '/status', '?on=2025-01-01', '/qualifications/high_tech/GR202443000002']) {
      const [foreign, unknown] = [
        await firm.get(`/firms/${FIRMS.F2}${tail}`),
        await firm.get(`/firms/${FIRMS.F7}${tail}`),
      ];
      expect([foreign.status, unknown.status]).to.deep.equal([404, 404]);
      expect(strip(foreign.body)).to.deep.equal(strip(unknown.body));
    }
    expect((await firm.get(`/firms/${FIRMS.F1}/status`)).status).to.equal(200);
    expect((await (await world.as('admin')).get(`/firms/${FIRMS.F1}`)).status).to.equal(403);
    expect((await (await world.as('admin')).get(`/firms/${FIRMS.F1}/status`)).status).to.equal(403);
  });

  it('is visible to a bank only if it is on a public list or that bank has filed for it', async () => {
    const [officer, officer2, auditor] = [
      await world.as('officer'),
      await world.as('officer2'),
      await world.as('auditor'),
    ];
    const uscc = FIRMS.F5;
    const name = '株洲未名新材料有限公司';
    expect((await officer.post('/filings', goodFiling({ uscc, firmName: name }))).status).to.equal(201);
    const paths = [`/firms/${uscc}`, `/firms/${uscc}/status`, `/firms/${uscc}/qualifications/high_tech/GR202643000009`];
    const searches = ['未名', 'ZZWM', uscc, ''];
    const visibleTo = async (client: typeof officer): Promise<boolean[]> => {
      const found = [];
      for (const path of paths.slice(0, 2)) found.push((await client.get(path)).status === 200);
      for (const q of searches)
        found.push(codes(await client.get(`/firms${q && `?q=${encodeURIComponent(q)}`}`)).includes(uscc));
      return found;
    };
    const all = (value: boolean): boolean[] => Array.from({ length: 6 }, () => value);
    expect(await visibleTo(officer)).to.deep.equal(all(true));
    expect(await visibleTo(officer2)).to.deep.equal(all(false));
    expect(await visibleTo(auditor)).to.deep.equal(all(true));
    expect(await visibleTo(await world.as('regional'))).to.deep.equal(all(true));
    const strip = ({ requestId: _, ...rest }: Record<string, unknown>): unknown => rest;
    for (const path of paths)
      expect(strip((await officer2.get(path)).body)).to.deep.equal(
        strip((await officer2.get(path.replace(uscc, FIRMS.F7))).body),
      );

    expect((await officer2.post('/filings', goodFiling({ uscc, firmName: name, amount: '1.00' }))).status).to.equal(
      201,
    );
    expect(await visibleTo(officer2)).to.deep.equal(all(true));
  });

  it('registered by another bank is shown with name and region of the own filing, until an auditor registers it', async () => {
    const [officer, officer2, auditor] = [
      await world.as('officer'),
      await world.as('officer2'),
      await world.as('auditor'),
    ];
    const uscc = composeUscc('91430281', '00000777');
    expect(
      (await officer.post('/filings', goodFiling({ uscc, firmName: '机密客户光电有限公司', regionCode: '430281' })))
        .status,
    ).to.equal(201);
    const probe = (
      await officer2.post(
        '/filings',
        goodFiling({ uscc, firmName: '试探 ｎ 科技（株洲）有限公司', regionCode: '430202' }),
      )
    ).body;
    const filed = await officer2.get(`/filings/${probe.id}`);
    expect(
      (
        await officer2.post(
          `/filings/${probe.id}/withdraw`,
          { reason: '试探' },
          { 'If-Match': filed.headers.get('etag')! },
        )
      ).status,
    ).to.equal(200);
    const visible = {
      uscc,
      name: '试探 ｎ 科技（株洲）有限公司',
      region: { code: '430202', name: '荷塘区' },
      industryCode: null,
    };
    expect((await officer2.get(`/firms/${uscc}`)).body).to.deep.include(visible);
    expect((await officer2.get(`/firms/${uscc}/status`)).body).to.deep.include(visible);
    expect((await officer2.get(`/firms?q=${encodeURIComponent('试探N科技(株洲')}`)).body.items).to.deep.equal([
      visible,
    ]);
    for (const search of ['/firms?q=', '/filings?q='])
      expect((await officer2.get(search + encodeURIComponent('机密客户'))).body.items).to.deep.equal([]);
    expect((await officer2.get('/firms?q=JMKH')).body.items).to.deep.equal([]);
    expect(
      await (
        await fetch(`${world.url}/api/v1/firms?format=csv`, {
          headers: { Authorization: `Bearer ${officer2.token!()}` },
        })
      ).text(),
    )
      .to.contain('试探')
      .and.not.contain('机密');
    expect((await officer.get(`/firms/${uscc}`)).body).to.deep.include({
      name: '机密客户光电有限公司',
      region: { code: '430281', name: '醴陵市' },
    });

    const read = await auditor.get(`/firms/${uscc}`);
    expect(
      (
        await auditor.put(
          `/firms/${uscc}`,
          { name: '株洲明示光电有限公司', regionCode: '430202', reason: '核对营业执照' },
          { 'If-Match': read.headers.get('etag')! },
        )
      ).status,
    ).to.equal(200);
    for (const client of [officer, officer2])
      expect((await client.get(`/firms/${uscc}`)).body.name).to.equal('株洲明示光电有限公司');
  });

  it('shows banks their own filings and totals only, and all of them to the firm and the auditor', async () => {
    const uscc = FIRMS.F1;
    const [officer, officer2, auditor] = [
      await world.as('officer'),
      await world.as('officer2'),
      await world.as('auditor'),
    ];
    const ours = (await officer.post('/filings', goodFiling({ amount: '1000000.00' }))).body;
    const theirs = (await officer2.post('/filings', goodFiling({ amount: '2000000.50' }))).body;
    const voided = await officer2.post('/filings', goodFiling({ amount: '5.00' }));
    expect(
      (
        await auditor.post(
          `/filings/${voided.body.id}/void`,
          { reason: '重复录入' },
          { 'If-Match': voided.headers.get('etag')! },
        )
      ).status,
    ).to.equal(200);
    const page = async (login: string): Promise<any> => {
      const reply = await (await world.as(login)).get(`/firms/${uscc}/status`);
      expect(reply.status).to.equal(200);
      expectSchema('FirmStatus', reply.body);
      return reply.body;
    };
    const [mine, other, whole, firm] = [
      await page('officer'),
      await page('officer2'),
      await page('auditor'),
      await page('firm'),
    ];
    expect(mine.filings.map((f: any) => f.id)).to.deep.equal([ours.id]);
    expect(mine.totals).to.deep.equal([{ year: 2026, filings: 1, amount: '1000000.00' }]);
    expect(other.filings.map((f: any) => f.id)).to.have.members([theirs.id, voided.body.id]);
    expect(other.totals).to.deep.equal([{ year: 2026, filings: 1, amount: '2000000.50' }]);
    expect(other.filings.find((f: any) => f.id === voided.body.id)).to.include({
      state: 'voided',
      stateReason: '重复录入',
      amount: '5.00',
    });
    for (const all of [whole, firm]) {
      expect(all.filings).to.have.length(3);
      expect(all.totals).to.deep.equal([{ year: 2026, filings: 2, amount: '3000000.50' }]);
    }
    expect(firm).to.not.have.property('registeredByHand');
    expect(JSON.stringify(firm)).to.not.match(/flags|officer/);
  });

  it('counts the days left of a current qualification, down to 0 on its last day', async () => {
    const firm = await world.as('firm');
    const left = async (): Promise<(number | null)[]> =>
      (await firm.get(`/firms/${FIRMS.F1}/status`)).body.qualifications.map((q: any) => q.daysLeft);
    expect(await left()).to.deep.equal([122, null, null]);
    const before = world.time.now;
    world.time.now = new Date('2026-10-15T15:59:59.000Z');
    expect(await left()).to.deep.equal([0, null, null]);
    world.time.now = new Date('2026-10-15T16:00:00.000Z');
    expect(await left()).to.deep.equal([null, null, null]);
    world.time.now = before;
  });
});

describe('the registration of a firm', () => {
  let world: World;
  before(async () => {
    world = await openWorld();
  });
  after(() => world.close());

  it('accepts a code that fails its check, and then filings of that firm', async () => {
    const [auditor, officer] = [await world.as('auditor'), await world.as('officer')];
    const filing = { uscc: BAD_CHECK, firmName: '福州特例科技有限公司' };
    expect((await officer.post('/filings', goodFiling(filing))).body.errors[0]).to.include({
      path: 'uscc',
      code: 'USCC_CHECK',
    });
    const reply = await auditor.put(`/firms/${BAD_CHECK}`, {
      name: '福州特例科技有限公司',
      regionCode: '430202',
      industryCode: 'C3562',
      reason: '营业执照所载代码即如此',
    });
    expect(reply.status, reply.text).to.equal(201);
    expectSchema('Firm', reply.body);
    expect(reply.body).to.include({ uscc: BAD_CHECK, industryCode: 'C3562', registeredByHand: true });
    expect(reply.headers.get('location')).to.equal(`/api/v1/firms/${BAD_CHECK}`);
    expect((await officer.post('/filings', goodFiling(filing))).status).to.equal(201);
  });

  it('renames and moves an existing firm with If-Match, and records the reason in the audit trail', async () => {
    const auditor = await world.as('auditor');
    const path = `/firms/${FIRMS.F2}`;
    const body = { name: '株洲远航智轨科技有限公司', regionCode: '430202', reason: '工商更名' };
    const before = await auditor.get(path);
    expect((await auditor.put(path, body)).status).to.equal(428);
    expect((await auditor.put(path, body, { 'If-Match': '*' })).status).to.equal(428);
    expect((await auditor.put(path, body, { 'If-Match': '"99"' })).status).to.equal(412);
    const reply = await auditor.put(path, body, { 'If-Match': `W/${before.headers.get('etag')!}` });
    expect(reply.status, reply.text).to.equal(200);
    expect(reply.body).to.deep.include({
      name: body.name,
      region: { code: '430202', name: '荷塘区' },
      registeredByHand: true,
    });
    expect(reply.headers.get('etag')).to.not.equal(before.headers.get('etag'));
    expect((await auditor.put(path, body, { 'If-Match': before.headers.get('etag')! })).status).to.equal(412);
    expect(codes(await auditor.get('/firms?q=ZZYHZG'))).to.deep.equal([FIRMS.F2]);
    const trail = await auditor.get(`/trail?type=firm&id=${FIRMS.F2}&limit=1`);
    expect(trail.body.items[0]).to.deep.include({
      actor: 'auditor',
      action: 'firm.register',
      reason: '工商更名',
      before: { name: '株洲远航轨道科技有限公司', regionCode: '430204', registeredByHand: false },
      after: { name: body.name, regionCode: '430202', registeredByHand: true },
    });
  });

  it('leaves an absent industry unchanged, and removes it for null', async () => {
    const auditor = await world.as('auditor');
    const path = `/firms/${FIRMS.F4}`;
    const put = async (more: object): Promise<string | null> => {
      const tag = (await auditor.get(path)).headers.get('etag')!;
      const reply = await auditor.put(
        path,
        { name: '株洲旧铁机械有限公司', regionCode: '430202', reason: '补录', ...more },
        { 'If-Match': tag },
      );
      expect(reply.status, reply.text).to.equal(200);
      return reply.body.industryCode;
    };
    expect(await put({ industryCode: 'C35' })).to.equal('C35');
    expect(await put({})).to.equal('C35');
    expect(await put({ industryCode: null })).to.equal(null);
  });

  it('removes the bank that first entered the firm', async () => {
    const [auditor, officer] = [await world.as('auditor'), await world.as('officer')];
    await officer.post('/filings', goodFiling({ uscc: FIRMS.F5, firmName: '株洲未名新材料有限公司' }));
    const origin = async (): Promise<unknown> =>
      (await world.owner.query('select entered_by_bank, registered_by_hand from firm where uscc = $1', [FIRMS.F5]))
        .rows[0];
    expect(await origin()).to.deep.equal({ entered_by_bank: 'ICBC', registered_by_hand: false });
    const tag = (await auditor.get(`/firms/${FIRMS.F5}`)).headers.get('etag')!;
    expect(
      (
        await auditor.put(
          `/firms/${FIRMS.F5}`,
          { name: '株洲未名新材料有限公司', regionCode: '430211', reason: '核对' },
          { 'If-Match': tag },
        )
      ).status,
    ).to.equal(200);
    expect(await origin()).to.deep.equal({ entered_by_bank: null, registered_by_hand: true });
  });

  it('reports all bad fields and changes nothing', async () => {
    const auditor = await world.as('auditor');
    const reply = await auditor.put(`/firms/${FIRMS.F7}`, {
      name: 'x',
      regionCode: 430202,
      industryCode: '?',
      colour: 1,
    });
    expect(reply.status).to.equal(400);
    expect(Object.fromEntries(reply.body.errors.map((e: any) => [e.path, e.code]))).to.deep.equal({
      name: 'TOO_SHORT',
      regionCode: 'NOT_A_STRING',
      industryCode: 'FORMAT',
      colour: 'UNKNOWN_FIELD',
      reason: 'REQUIRED',
    });
    const good = { name: '株洲甲公司', regionCode: '430202', reason: '登记' };
    expect((await auditor.put(`/firms/${FIRMS.F7}`, { ...good, regionCode: '999999' })).body.errors[0]).to.include({
      path: 'regionCode',
      code: 'UNKNOWN_REGION',
    });
    for (const code of ['1', `${FIRMS.F7}0`, 'IIIIIIIIIIIIIIIIII', '%00'])
      expect((await auditor.put(`/firms/${code}`, {})).status, code).to.equal(404);
    expect((await auditor.get(`/firms/${FIRMS.F7}`)).status).to.equal(404);
    for (const login of ['officer', 'firm', 'admin'])
      expect((await (await world.as(login)).put(`/firms/${FIRMS.F7}`, good)).status).to.equal(403);
  });

  it('is limited to their own regions for regional auditors', async () => {
    const regional = await world.as('regional');
    const body = { name: '醴陵乙公司', regionCode: '430281', reason: '登记' };
    expect((await regional.put(`/firms/${FIRMS.F6}`, { ...body, regionCode: '430202' })).body.errors[0]).to.include({
      path: 'regionCode',
      code: 'UNKNOWN_REGION',
    });
    expect((await regional.put(`/firms/${FIRMS.F6}`, body)).status).to.equal(201);
    // F4 is on a public list and so visible, but it is in another region and cannot be changed.
    const foreign = await regional.get(`/firms/${FIRMS.F4}`);
    expect(foreign.status).to.equal(200);
    expect(
      (await regional.put(`/firms/${FIRMS.F4}`, body, { 'If-Match': foreign.headers.get('etag')! })).status,
    ).to.equal(404);
    // F7 is on no list, in another region and without filings in the auditor's regions, so it is not visible.
    expect(
      (await (await world.as('auditor')).put(`/firms/${FIRMS.F7}`, { ...body, regionCode: '430202' })).status,
    ).to.equal(201);
    expect((await regional.get(`/firms/${FIRMS.F7}`)).status).to.equal(404);
    expect((await regional.put(`/firms/${FIRMS.F7}`, body)).status).to.equal(404);
    const own = await regional.get(`/firms/${FIRMS.F3}`);
    const away = { ...body, regionCode: '430202' };
    expect((await regional.put(`/firms/${FIRMS.F3}`, away, { 'If-Match': own.headers.get('etag')! })).status).to.equal(
      400,
    );
  });

  it('succeeds once for ten concurrent requests', async () => {
    const auditor = await world.as('auditor');
    const code = composeUscc('91430200', '00000099');
    const replies = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        auditor.put(`/firms/${code}`, { name: `株洲第${i}公司`, regionCode: '430202', reason: '登记' }),
      ),
    );
    expect(replies.map((reply) => reply.status).sort()).to.deep.equal([201, ...Array.from({ length: 9 }, () => 428)]);
  });
});
