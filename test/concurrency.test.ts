import { expect } from 'chai';
import { asSystem } from '../src/data/as-actor.ts';
import { verifyTotals } from '../src/features/totals/totals.verify.ts';
import type { Client, Reply } from './support/client.ts';
import { flaggedFiling, goodFiling } from './support/filing.ts';
import { FIRMS, openWorld, type World } from './support/world.ts';

const F2 = { uscc: FIRMS.F2, firmName: '株洲远航轨道科技有限公司', regionCode: '430204' };
const F1_NAME = '株洲星火智能装备有限公司';
const tag = (reply: Reply): Record<string, string> => ({ 'If-Match': reply.headers.get('etag')! });
const statuses = (replies: readonly Reply[]): number[] => replies.map((reply) => reply.status).sort();

describe('concurrent requests', function () {
  this.timeout(60_000);
  let world: World;
  let officer: Client;
  let colleague: Client;
  let officer2: Client;
  let auditor: Client;
  let auditor2: Client;
  before(async () => {
    world = await openWorld();
    [officer, colleague, officer2, auditor, auditor2] = (await Promise.all(
      ['officer', 'colleague', 'officer2', 'auditor', 'auditor2'].map((login) => world.as(login)),
    )) as [Client, Client, Client, Client, Client];
  });
  afterEach(async () => {
    expect(
      await asSystem(world.db, 'verify', { action: 'verify', at: world.time.now }, verifyTotals, { snapshot: true }),
    ).to.deep.equal([]);
  });
  after(() => world.close());

  const file = async (client: Client, body: unknown): Promise<Reply> => {
    const reply = await client.post('/filings', body);
    expect(reply.status, reply.text).to.equal(201);
    return reply;
  };

  it('accept, return, withdraw and correct: one succeeds, the others answer 412, and the history has one more entry', async () => {
    const won = new Set<string>();
    for (let round = 0; round < 12; round += 1) {
      const filing = await file(officer, flaggedFiling());
      const path = `/filings/${filing.body.id}`;
      const all: (() => Promise<Reply>)[] = [
        () => auditor.post(`${path}/accept`, undefined, tag(filing)),
        () => auditor2.post(`${path}/return`, { reason: '退' }, tag(filing)),
        () => colleague.post(`${path}/withdraw`, { reason: '撤' }, tag(filing)),
        () => officer.patch(path, { firmName: F1_NAME }, tag(filing)),
      ];
      const order = all.map((_, index) => all[(index + round) % all.length]!);
      const replies = await Promise.all(order.map((send) => send()));
      expect(statuses(replies)).to.deep.equal([200, 412, 412, 412]);
      const winner = replies.find((reply) => reply.status === 200)!;
      const now = await officer.get(path);
      expect(now.body).to.deep.equal(winner.body);
      won.add(now.body.state);
      expect((await officer.get(`${path}/history`)).body.items).to.have.length(2);
    }
    expect([...won].every((state) => ['accepted', 'returned', 'withdrawn'].includes(state))).to.equal(true);
  });

  it('ten equal decisions: one succeeds', async () => {
    for (const [make, action] of [
      [flaggedFiling, 'accept'],
      [goodFiling, 'void'],
    ] as const) {
      const filing = await file(officer, make());
      const replies = await Promise.all(
        Array.from({ length: 10 }, (_, i) =>
          (i % 2 ? auditor : auditor2).post(
            `/filings/${filing.body.id}/${action}`,
            action === 'accept' ? undefined : { reason: '废' },
            tag(filing),
          ),
        ),
      );
      expect(statuses(replies)).to.deep.equal([200, ...Array<number>(9).fill(412)]);
    }
  });

  it('corrections to one receipt number: one succeeds', async () => {
    const filings = [];
    for (let i = 0; i < 8; i += 1)
      filings.push(await file(officer, flaggedFiling(i % 2 ? { ...F2, firmName: '远航' } : {})));
    const replies = await Promise.all(
      filings.map((filing, i) =>
        (i % 2 ? officer : colleague).patch(`/filings/${filing.body.id}`, { receiptNo: 'ONE' }, tag(filing)),
      ),
    );
    expect(replies.filter((reply) => reply.status === 200)).to.have.length(1);
    for (const reply of replies)
      if (reply.status !== 200) expect([reply.status, reply.body.code]).to.deep.equal([409, 'DUPLICATE_RECEIPT']);
  });

  it('filings moved between two firms in both directions do not deadlock', async () => {
    for (let round = 0; round < 6; round += 1) {
      const filings = [
        await file(officer, flaggedFiling()),
        await file(officer, flaggedFiling({ ...F2, firmName: '远航' })),
        await file(officer2, flaggedFiling()),
        await file(officer2, flaggedFiling({ ...F2, firmName: '远航' })),
      ];
      const replies = await Promise.all(
        filings.map((filing, i) =>
          (i < 2 ? officer : officer2).patch(
            `/filings/${filing.body.id}`,
            i % 2 ? { uscc: FIRMS.F1, firmName: F1_NAME } : F2,
            tag(filing),
          ),
        ),
      );
      expect(statuses(replies)).to.deep.equal([200, 200, 200, 200]);
    }
  });

  it('a filing and a change of its firm’s qualifications: the link is right in either order', async () => {
    const path = `/firms/${FIRMS.F4}/qualifications/tech_sme/202543020200000099`;
    let last = await auditor.put(path, { validFrom: '2026-01-01', validTo: '2026-03-31' });
    const firm = { uscc: FIRMS.F4, firmName: '株洲旧铁机械有限公司', regionCode: '430202' };
    const waiting = [];
    for (let i = 0; i < 3; i += 1) waiting.push(await file(officer, flaggedFiling({ ...firm, firmName: '旧铁' })));
    for (let round = 0; round < 16; round += 1) {
      const validTo = round % 2 === 0 ? '2026-03-14' : '2026-03-31';
      const target = waiting[round % waiting.length]!.body.id;
      const present = await officer.get(`/filings/${target}`);
      const [changed, ...filed] = await Promise.all([
        auditor.put(path, { validFrom: '2026-01-01', validTo }, tag(last)),
        officer.post('/filings', goodFiling(firm)),
        officer2.post('/filings', goodFiling(firm)),
        officer.patch(`/filings/${target}`, { disbursedOn: round % 3 ? '2026-03-15' : '2026-03-14' }, tag(present)),
      ]);
      expect([changed!.status, ...filed.slice(0, 2).map((reply) => reply.status)]).to.deep.equal([200, 201, 201]);
      expect(filed[2]!.status).to.be.oneOf([200, 412]);
      last = changed!;
      const { rows } = await world.owner.query(
        `select id, status from filing where uscc = $1 and status <> case when disbursed_on <= $2 then 'techSmeOnly' else 'neither' end`,
        [FIRMS.F4, validTo],
      );
      expect(rows, `round ${round}`).to.deep.equal([]);
    }
  });

  it('voiding and a re-link: the version shows the order, and the totals agree', async () => {
    const path = `/firms/${FIRMS.F3}/qualifications/high_tech/GR202543000099`;
    const firm = { uscc: FIRMS.F3, firmName: '醴陵新釉陶瓷材料有限公司', regionCode: '430281' };
    let last = await auditor.put(path, { validFrom: '2025-01-01', validTo: '2026-03-31' });
    const won = { voided: 0, relinked: 0 };
    for (let round = 0; round < 12; round += 1) {
      const filing = await file(officer, goodFiling(firm));
      const relink = (): Promise<Reply> =>
        auditor.put(
          path,
          { validFrom: '2025-01-01', validTo: round % 2 === 0 ? '2026-03-01' : '2026-03-31' },
          tag(last),
        );
      const annul = (): Promise<Reply> =>
        auditor2.post(`/filings/${filing.body.id}/void`, { reason: '废' }, tag(filing));
      const [first, second] = await Promise.all(round % 3 === 0 ? [annul(), relink()] : [relink(), annul()]);
      const [changed, voided] = round % 3 === 0 ? [second!, first!] : [first!, second!];
      expect(changed.status, changed.text).to.equal(200);
      expect(voided.status, voided.text).to.be.oneOf([200, 412]);
      won[voided.status === 200 ? 'voided' : 'relinked'] += 1;
      last = changed;
      const now = await officer.get(`/filings/${filing.body.id}`);
      expect(now.body.state).to.equal(voided.status === 200 ? 'voided' : 'accepted');
      expect(now.body.status.highTech === null).to.equal(round % 2 === 0);
      expect(now.body.version).to.equal(voided.status === 200 ? 3 : 2);
    }
    expect(won.voided + won.relinked).to.equal(12);
  });

  it('two banks with a new firm: it is entered once, and the second filing with another name is under review', async () => {
    const codes = [FIRMS.F5, FIRMS.F6, FIRMS.F7];
    for (const [index, uscc] of codes.entries()) {
      const names = [`株洲甲${index}科技有限公司`, `株洲乙${index}科技有限公司`];
      const replies = await Promise.all(
        [officer, officer2, colleague, officer2].map((client, i) =>
          client.post('/filings', goodFiling({ uscc, firmName: names[i % 2] })),
        ),
      );
      expect(statuses(replies)).to.deep.equal([201, 201, 201, 201]);
      const { rows } = await world.owner.query('select name from firm where uscc = $1', [uscc]);
      expect(rows).to.have.length(1);
      for (const reply of replies)
        expect(reply.body.state).to.equal(reply.body.firm.name === rows[0].name ? 'accepted' : 'submitted');
      const loser = replies.find((reply) => reply.body.state === 'submitted')!;
      // The name given by another bank is not revealed.
      expect(loser.text).to.not.contain(rows[0].name);
      expect(loser.body.flags.map((flag: { rule: string }) => flag.rule)).to.deep.equal(['IN_REVIEW']);
    }
  });

  it('one idempotency key of several accounts is independent for each', async () => {
    const clients = [officer, colleague, officer2];
    const bodies = clients.map(() => goodFiling());
    const replies = await Promise.all(
      Array.from({ length: 21 }, (_, i) =>
        clients[i % 3]!.post('/filings', bodies[i % 3], { 'Idempotency-Key': 'the-same' }),
      ),
    );
    expect(statuses(replies)).to.deep.equal(Array<number>(21).fill(201));
    for (const which of [0, 1, 2]) {
      const theirs = replies.filter((_, i) => i % 3 === which);
      expect(new Set(theirs.map((reply) => reply.text)).size).to.equal(1);
      expect(theirs.filter((reply) => reply.headers.get('idempotent-replayed') === null)).to.have.length(1);
    }
    expect(new Set(replies.map((reply) => reply.body.id)).size).to.equal(3);
  });

  it('one idempotency key with different bodies: one is filed, the others are refused', async () => {
    const replies = await Promise.all(
      Array.from({ length: 8 }, () => officer.post('/filings', goodFiling(), { 'Idempotency-Key': 'different' })),
    );
    expect(statuses(replies)).to.deep.equal([201, ...Array<number>(7).fill(422)]);
  });

  it('filings accepted concurrently: numbers are unique', async () => {
    const replies = await Promise.all(
      Array.from({ length: 24 }, (_, i) =>
        [officer, colleague, officer2][i % 3]!.post('/filings', goodFiling(i % 2 ? F2 : {})),
      ),
    );
    expect(new Set(replies.map((reply) => reply.body.number)).size).to.equal(24);
  });
});
