import { expect } from 'chai';
import { ifMatch, type Client, type Reply } from '../support/client.ts';
import { F1_NAME, F2, F3, F4, file, flaggedFiling, goodFiling } from '../support/filing.ts';
import { liftLimits } from '../support/rules.ts';
import { FIRMS, openWorld, type World } from '../support/world.ts';

describe('figures at the edges', () => {
  let world: World;
  let officer: Client;
  let auditor: Client;
  let auditor2: Client;
  beforeEach(async () => {
    world = await openWorld();
    await liftLimits(world);
    [officer, auditor, auditor2] = [await world.as('officer'), await world.as('auditor'), await world.as('auditor2')];
    world.time.now = new Date('2024-11-05T02:00:00Z');
  });
  afterEach(() => world.close());

  const loan = async (change = {}): Promise<Reply> =>
    file(officer, goodFiling({ disbursedOn: '2024-11-02', dueOn: '2026-01-01', amount: '1000000.00', ...change }));
  const current = (id: string, client = auditor): Promise<Reply> => client.get(`/filings/${id}`);
  const propose = async (id: string, changes: object): Promise<string> => {
    const reply = await officer.post(
      `/filings/${id}/amendments`,
      { changes, reason: 'typo' },
      ifMatch(await current(id)),
    );
    expect(reply.status, reply.text).to.equal(201);
    return reply.body.id;
  };
  const accept = async (amendment: string, ...by: Client[]): Promise<void> => {
    for (const client of by.length === 0 ? [auditor] : by) {
      const reply = await client.post(`/amendments/${amendment}/accept`);
      expect(reply.status, reply.text).to.equal(200);
    }
  };
  const voided = async (id: string): Promise<void> => {
    const reply = await auditor.post(`/filings/${id}/void`, { reason: 'a double' }, ifMatch(await current(id)));
    expect(reply.status, reply.text).to.equal(200);
  };
  const verified = async (code: string): Promise<any> => (await world.anybody().get(`/verify/${code}`)).body;
  const post = async (): Promise<number> =>
    (await world.owner.query('select no::int from post_entries()')).rows[0]?.no ??
    (await world.owner.query('select max(no)::int as no from posting')).rows[0].no;
  const close = async (year: number, basis = 'filed'): Promise<void> => {
    const proposed = await auditor.post(`/years/${year}/close`, { basis });
    expect(proposed.status, proposed.text).to.equal(201);
    const closed = await auditor2.post(`/years/${year}/close/confirm`, { basis });
    expect(closed.status, closed.text).to.equal(200);
  };
  const statuses = (replies: Reply[]): number[] => replies.map(({ status }) => status).sort();

  it('a receipt is amended by an accepted amendment only, and stays valid when a qualification changes', async () => {
    const { id } = (await loan()).body;
    const { code } = (await officer.get(`/filings/${id}/receipt`)).body;
    const refused = await propose(id, { amount: '2000000.00' });
    expect((await verified(code)).result).to.equal('valid');
    expect((await auditor.post(`/amendments/${refused}/refuse`, { reason: 'no' })).status).to.equal(200);
    expect((await verified(code)).result).to.equal('valid');
    const path = `/firms/${FIRMS.F1}/qualifications/high_tech/GR202343000001`;
    const { qualifications } = (await auditor.get(`/firms/${FIRMS.F1}`)).body;
    const { version } = qualifications.find((one: any) => one.kind === 'high_tech');
    const revoked = await auditor.post(`${path}/revoke`, { reason: 'withdrawn' }, { 'If-Match': `"${version}"` });
    expect(revoked.status, revoked.text).to.equal(200);
    expect((await verified(code)).result).to.equal('valid');
    const second = (await officer.get(`/filings/${id}/receipt`)).body;
    expect(second.code).to.not.equal(code);
    await accept(await propose(id, { amount: '2000000.00' }));
    expect((await verified(code)).result).to.equal('amended');
    expect((await verified(second.code)).result).to.equal('amended');
    const third = (await officer.get(`/filings/${id}/receipt`)).body;
    expect([third.filing.amount, (await verified(third.code)).result]).to.deep.equal(['2000000.00', 'valid']);
  });

  it('two proposals, confirmations, reopenings at once: one succeeds, the others conflict', async () => {
    await loan();
    for (let year = 2000; year < 2012; year += 1) {
      const replies = await Promise.all(
        [auditor, auditor2].map((one) => one.post(`/years/${year}/close`, { basis: 'filed' })),
      );
      expect(statuses(replies), replies.map(({ text }) => text).join()).to.deep.equal([201, 409]);
    }
    const proposals = await Promise.all(
      [auditor, auditor2, auditor, auditor2].map((one) => one.post('/years/2024/close', { basis: 'filed' })),
    );
    expect(statuses(proposals), proposals.map(({ text }) => text).join()).to.deep.equal([201, 409, 409, 409]);
    const proposer = proposals[0]!.status === 201 || proposals[2]!.status === 201 ? auditor : auditor2;
    const other = proposer === auditor ? auditor2 : auditor;
    const confirmed = await Promise.all(
      [1, 2, 3].map(() => other.post('/years/2024/close/confirm', { basis: 'filed' })),
    );
    expect(statuses(confirmed), confirmed.map(({ text }) => text.slice(0, 300)).join()).to.deep.equal([200, 409, 409]);
    const opened = await Promise.all(
      [auditor, auditor2, auditor].map((one) => one.post('/years/2024/reopen', { reason: 'x' })),
    );
    expect(statuses(opened), opened.map(({ text }) => text).join()).to.deep.equal([200, 409, 409]);
    await auditor.post('/years/2024/close', { basis: 'filed' });
    const both = await Promise.all([
      auditor2.post('/years/2024/close/confirm', { basis: 'filed' }),
      auditor.post('/years/2024/reopen', { reason: 'x' }),
      auditor2.post('/years/2024/close/confirm', { basis: 'filed' }),
      auditor.post('/years/2024/reopen', { reason: 'x' }),
    ]);
    for (const { status, text } of both) expect(status, text).to.be.oneOf([200, 409]);
  });

  it('a year closed while filings arrive: the bridge adds up', async () => {
    await loan();
    await auditor.post('/years/2024/close', { basis: 'filed' });
    const arriving = Array.from({ length: 12 }, () => loan());
    const closed = await auditor2.post('/years/2024/close/confirm', { basis: 'filed' });
    expect(closed.status, closed.text).to.equal(200);
    await Promise.all(arriving);
    const { body } = await auditor.get('/years/2024/bridge');
    const moved = body.steps.reduce((sum: number, { filings }: any) => sum + filings, 0);
    expect(body.closed.filings + moved).to.equal(13);
    expect(body.now.filings).to.equal(13);
  });

  it('bridges of both bases add up over voids, moves between years and changed qualifications', async () => {
    const [moved, gone, stays] = [await loan(), await loan(F2), await loan(F3)];
    const later = await loan({ ...F4, disbursedOn: '2023-12-20' });
    world.time.now = new Date('2025-01-10T02:00:00Z');
    for (const basis of ['filed', 'disbursed']) await close(2024, basis);
    await close(2023, 'disbursed');
    await accept(await propose(moved.body.id, { disbursedOn: '2023-12-30' }), auditor, auditor2);
    await accept(await propose(later.body.id, { disbursedOn: '2024-01-05', amount: '7.00' }), auditor, auditor2);
    await voided(gone.body.id);
    await voided(moved.body.id);
    const { qualifications } = (await auditor.get(`/firms/${FIRMS.F4}`)).body;
    expect(qualifications).to.have.length(1);
    const put = await auditor.put(`/firms/${FIRMS.F3}/qualifications/high_tech/GR202443000099`, {
      validFrom: '2024-01-01',
      validTo: '2026-12-31',
    });
    expect(put.status, put.text).to.be.oneOf([200, 201]);
    await loan({ disbursedOn: '2024-12-30' });
    expect(stays.status).to.equal(201);
    const cents = (yuan: string): bigint => BigInt(yuan.replace('.', ''));
    for (const stage of ['pending', 'posted']) {
      if (stage === 'posted') await post();
      for (const [year, basis] of [
        [2024, 'filed'],
        [2024, 'disbursed'],
        [2023, 'disbursed'],
      ] as const) {
        const { body, text } = await auditor.get(`/years/${year}/bridge?basis=${basis}&detail=true`);
        expect(body.steps, text).to.be.an('array');
        for (const part of [null, 'both', 'highTechOnly', 'techSmeOnly', 'neither', 'highTech', 'techSme']) {
          const of = (one: any): any => (part === null ? one : one[part]);
          const filings = body.steps.reduce(
            (sum: number, step: any) => sum + of(step).filings,
            of(body.closed).filings,
          );
          const amount = body.steps.reduce(
            (sum: bigint, step: any) => sum + cents(of(step).amount),
            cents(of(body.closed).amount),
          );
          expect([filings, amount], `${stage} ${year} ${basis} ${part} ${text}`).to.deep.equal([
            of(body.now).filings,
            cents(of(body.now).amount),
          ]);
        }
      }
    }
    const { body } = await auditor.get('/years/2023/bridge?basis=disbursed&detail=true');
    const kinds = body.steps.map(({ kind, filings }: any) => [kind, filings]);
    expect(kinds).to.deep.equal([
      ['amended', 0],
      ['voided', -1],
    ]);
  });

  it('a statement of a year with nothing says so, and of wrong input is refused', async () => {
    const empty = await auditor.get('/years/2020/statement?lang=zh');
    expect(empty.status, empty.text).to.equal(200);
    expect(empty.body.sentence).to.not.match(/超过|同比|持平/);
    await close(2020);
    expect((await auditor.get('/years/2020/statement?lang=en')).body.growthPercent).to.equal(null);
    expect((await auditor.get('/years/2020/bridge')).body.steps).to.deep.equal([]);
    expect((await auditor.get('/years/2020/statement?lang=fr')).status).to.equal(400);
    await loan();
    await post();
    const fell = await auditor.get('/years/2025/statement?lang=zh');
    expect(fell.body.growthPercent).to.equal('-100.0');
  });

  it('are kept from wrong roles and other regions', async () => {
    const { id } = (await loan(F2)).body;
    const { code } = (await officer.get(`/filings/${id}/receipt`)).body;
    const regional = await world.as('regional');
    expect((await regional.get(`/filings/${id}/receipt`)).status).to.equal(404);
    expect((await (await world.as('admin')).get(`/filings/${id}/receipt`)).status).to.equal(403);
    const query = { from: 2024, to: 2024 };
    for (const login of ['admin'])
      expect((await (await world.as(login)).post('/codes', { query })).status, login).to.equal(403);
    const figure = { docNo: 'x', publishedOn: '2024-11-05', text: 'x', query };
    for (const login of ['officer', 'firm', 'admin'])
      expect((await (await world.as(login)).post('/figures', figure)).status, login).to.equal(403);
    const mine = await regional.post('/figures', figure);
    expect(mine.status, mine.text).to.equal(201);
    expect(mine.body.then.total.filings).to.equal(0);
    const whole = await auditor.post('/figures', figure);
    expect(whole.body.then.total.filings).to.equal(1);
    expect((await regional.get(`/figures/${whole.body.code}`)).status).to.equal(404);
    expect((await regional.get('/figures')).body.items).to.have.length(1);
    expect((await auditor.get(`/figures/${code}`)).status).to.equal(404);
    expect((await regional.get(`/trail?type=proof&id=${whole.body.code}`)).body.items).to.deep.equal([]);
    expect((await regional.get('/trail?type=closing')).body.items).to.deep.equal([]);
    expect((await auditor.get(`/trail?type=proof&id=${whole.body.code}`)).body.items).to.have.length(1);
  });

  it('as of then of a filing that moved to another region is what it was, for the auditor who sees it now', async () => {
    const { id } = (await loan({ ...F2 })).body;
    const before = await post();
    const regional = await world.as('regional');
    await accept(await propose(id, { regionCode: '430211' }));
    await post();
    const was = await current(`${id}?asOf=${before}`);
    expect([was.body.region.code, was.body.version]).to.deep.equal(['430204', 1]);
    const theirs = await current(`${id}?asOf=${before}`, regional);
    expect([theirs.status, theirs.body.region?.code]).to.deep.equal([200, '430204']);
    const total = await regional.get(`/totals?from=2024&to=2024&asOf=${before}`);
    expect(total.body.total.filings).to.equal(0);
    const [then, now] = [
      await regional.get(`/totals?from=2024&to=2024&by=region&asOf=${before}`),
      await regional.get('/totals?from=2024&to=2024&by=region&posted=true'),
    ];
    expect([then.body.total.filings, now.body.total.filings]).to.deep.equal([0, 1]);
    const own = await current(`${id}?asOf=${before}`, await world.as('firm2'));
    expect([own.status, own.body.region?.code]).to.deep.equal([200, '430204']);
  });

  it('as of then shows a firm neither flags nor amendments that were open', async () => {
    const { id } = (await loan()).body;
    const amendment = await propose(id, { amount: '2000000.00' });
    const flagged = await file(officer, flaggedFiling({ disbursedOn: '2024-11-02', dueOn: '2026-01-01' }));
    expect(flagged.body.state).to.equal('submitted');
    const then = await post();
    await accept(amendment);
    const corrected = await officer.patch(
      `/filings/${flagged.body.id}`,
      { firmName: F1_NAME },
      ifMatch(await current(flagged.body.id)),
    );
    expect(corrected.body.state, corrected.text).to.equal('accepted');
    await post();
    const firm = await world.as('firm');
    const seen = async (client: Client): Promise<unknown[]> => {
      const [amended, after] = [
        await current(`${id}?asOf=${then}`, client),
        await current(`${flagged.body.id}?asOf=${then}`, client),
      ];
      return [amended.body.amount, amended.body.pendingAmendment, after.body.state, after.body.flags?.length ?? 0];
    };
    expect(await seen(officer)).to.deep.equal(['1000000.00', amendment, 'submitted', 1]);
    expect(await seen(firm)).to.deep.equal(['1000000.00', null, 'submitted', 0]);
  });

  it('codes of a firm, also after its loans changed, and figures at once from many', async () => {
    const { id } = (await loan()).body;
    const firm = await world.as('firm');
    const reply = await firm.post('/codes', { query: { from: 2024, to: 2024, by: 'year,bank' } });
    expect(reply.status, reply.text).to.equal(201);
    expect((await verified(reply.body.code)).result).to.equal('unchanged');
    await loan(F2);
    expect((await verified(reply.body.code)).result).to.equal('unchanged');
    await voided(id);
    expect(await verified(reply.body.code)).to.deep.include({ result: 'changed since', years: [] });
    const figure = { docNo: 'x', publishedOn: '2024-11-05', text: 'x', query: { from: 2024, to: 2024 } };
    const all = await Promise.all(Array.from({ length: 24 }, () => auditor.post('/figures', figure)));
    expect(new Set(statuses(all)), all.find(({ status }) => status !== 201)?.text ?? '').to.deep.equal(new Set([201]));
  });
});
