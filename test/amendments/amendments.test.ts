import { expect } from 'chai';
import { ifMatch, type Client, type Reply } from '../support/client.ts';
import { expectProblem } from '../support/problem.ts';
import { F1_NAME, F2, file, flaggedFiling, goodFiling, rules } from '../support/filing.ts';
import { changeAsOwner } from '../support/raw.ts';
import { changesNothing } from '../support/tables.ts';
import { FIRMS, openWorld, type World } from '../support/world.ts';

const fieldsOf = (reply: Reply): string[] => reply.body.changes.map(({ field }: { field: string }) => field);
const errorsOf = (reply: Reply): [string, string][] =>
  reply.body.errors.map(({ path, code }: { path: string; code: string }) => [path, code]);

describe('an amendment of an accepted filing', function () {
  this.timeout(60_000);
  let world: World;
  let officer: Client;
  let auditor: Client;
  let auditor2: Client;
  beforeEach(async () => {
    world = await openWorld();
    world.time.now = new Date('2024-11-05T02:00:00.000Z');
    [officer, auditor, auditor2] = [await world.as('officer'), await world.as('auditor'), await world.as('auditor2')];
  });
  afterEach(() => world.close());

  const read = (id: string, client = officer): Promise<Reply> => client.get(`/filings/${id}`);
  async function propose(
    id: string,
    changes: object,
    { client = officer, reason = '录入有误' }: { client?: Client; reason?: string } = {},
  ): Promise<Reply> {
    return client.post(`/filings/${id}/amendments`, { changes, reason }, ifMatch(await read(id, client)));
  }
  async function proposed(id: string, changes: object, of: { client?: Client; reason?: string } = {}): Promise<Reply> {
    const reply = await propose(id, changes, of);
    expect(reply.status, reply.text).to.equal(201);
    return reply;
  }
  const decide = (amendment: Reply, action: string, client: Client, body?: object): Promise<Reply> =>
    client.post(`/amendments/${amendment.body.id}/${action}`, body);
  async function accepted(amendment: Reply, client = auditor): Promise<Reply> {
    const reply = await decide(amendment, 'accept', client);
    expect([reply.status, reply.body.state], reply.text).to.deep.equal([200, 'accepted']);
    return reply;
  }
  async function amountOf(year: number, basis = 'filed'): Promise<string> {
    const { body } = await auditor.get(`/totals?from=${year}&to=${year}&basis=${basis}`);
    return body.rows[0].amount;
  }
  const old = { disbursedOn: '2024-11-04', dueOn: '2025-10-04' };

  it('moves the money of its own year when it is accepted, and neither number nor day of filing', async () => {
    const filing = await file(officer, goodFiling({ ...old, amount: '5000000.00' }));
    const { id, number, filedOn, submittedAt } = filing.body;
    expect(filedOn).to.equal('2024-11-05');
    world.time.now = new Date('2026-03-02T02:00:00.000Z');
    await file(officer, goodFiling({ disbursedOn: '2026-03-01', amount: '1000000.00' }));
    const amendment = await proposed(id, { amount: '4500000.00' }, { reason: '金额录入有误' });
    expect(amendment.body).to.deep.include({
      filingId: id,
      state: 'proposed',
      reason: '金额录入有误',
      proposedBy: 'officer',
      changes: [{ field: 'amount', before: '5000000.00', after: '4500000.00' }],
    });
    const pending = await read(id);
    expect(pending.body).to.include({ amount: '5000000.00', pendingAmendment: amendment.body.id, amendedAt: null });
    expect(pending.headers.get('etag')).to.not.equal(filing.headers.get('etag'));
    expect([await amountOf(2024), await amountOf(2026)]).to.deep.equal(['5000000.00', '1000000.00']);
    await world.owner.query('select from post_entries()');
    const { no } = (await world.anybody().get('/postings/latest')).body;

    world.time.now = new Date('2026-03-03T02:00:00.000Z');
    await accepted(amendment);
    const after = await read(id);
    expect(after.body).to.deep.include({
      number,
      filedOn,
      submittedAt,
      state: 'accepted',
      amount: '4500000.00',
      amendedAt: '2026-03-03T02:00:00.000Z',
      pendingAmendment: null,
    });
    expect([await amountOf(2024), await amountOf(2026)]).to.deep.equal(['4500000.00', '1000000.00']);
    expect((await read(`${id}?asOf=${no}`)).body.amount, 'as of the proposal').to.equal('5000000.00');
    const asOf = await auditor.get(`/totals?from=2024&to=2024&asOf=${no}`);
    expect(asOf.body.rows[0].amount).to.equal('5000000.00');

    const { items } = (await read(`${id}/history`)).body;
    const versions = items.map(({ action, actor, changes, amendment: of }: any) => ({
      action,
      actor,
      amount: changes.find(({ field }: { field: string }) => field === 'amount'),
      why: of?.reason,
      by: of?.proposedBy,
    }));
    expect(versions).to.deep.equal([
      {
        action: 'filing.submit',
        actor: 'officer',
        amount: { field: 'amount', before: null, after: '5000000.00' },
        why: undefined,
        by: undefined,
      },
      { action: 'amendment.propose', actor: 'officer', amount: undefined, why: '金额录入有误', by: 'officer' },
      {
        action: 'amendment.accept',
        actor: 'auditor',
        amount: { field: 'amount', before: '5000000.00', after: '4500000.00' },
        why: '金额录入有误',
        by: 'officer',
      },
    ]);
    const { rows } = await world.owner.query(
      `select sign, amount_fen::text as fen, filed_on::text as day, action from ledger_pending where filing_id = $1
       union all select sign, amount_fen::text, filed_on::text, action from ledger_entry where filing_id = $1
       order by action desc, sign`,
      [id],
    );
    expect(rows).to.deep.equal([
      { sign: 1, fen: '500000000', day: '2024-11-05', action: 'filing.submit' },
      { sign: -1, fen: '500000000', day: '2024-11-05', action: 'amendment.accept' },
      { sign: 1, fen: '450000000', day: '2024-11-05', action: 'amendment.accept' },
    ]);
    expect((await world.owner.query('select * from verify_registry()')).rows).to.deep.equal([]);
  });

  it('may change every field but the firm, and clears what is set to null', async () => {
    const first = await file(officer, goodFiling(old));
    const filing = await file(officer, goodFiling({ ...old, purpose: '采购', branch: '天元支行' }));
    const changes = {
      firmName: F1_NAME,
      regionCode: '430281',
      contractNo: 'HT-9',
      receiptNo: 'JJ 9',
      amount: '1.00',
      annualRate: '3.1',
      disbursedOn: '2024-11-03',
      dueOn: '2025-10-03',
      guarantee: 'guaranteed_credit',
      knowledgeGrade: 'A',
      purpose: null,
      firstLoan: false,
      renewalOf: first.body.number,
      branch: '芦淞支行',
      remarks: '更正',
    };
    const amendment = await proposed(filing.body.id, changes);
    // The name is the same, and a renewal follows from the earlier filing.
    expect(fieldsOf(amendment).sort()).to.deep.equal(
      [...Object.keys(changes).filter((name) => name !== 'firmName'), 'renewal'].sort(),
    );
    await accepted(amendment);
    const { body } = await read(filing.body.id);
    const { firmName, regionCode, ...own } = changes;
    expect(body).to.deep.include({
      ...own,
      annualRate: '3.10',
      renewal: true,
      renewalOf: first.body.id,
      firm: { uscc: FIRMS.F1, name: firmName },
      region: { code: regionCode, name: '醴陵市' },
    });
    for (const bad of [{ uscc: FIRMS.F2 }, { state: 'voided' }, { number: 'ZD2024-1' }, { filedOn: '2025-01-01' }])
      expect(errorsOf(await propose(filing.body.id, bad))).to.deep.equal([
        [`changes.${Object.keys(bad)[0]}`, 'UNKNOWN_FIELD'],
      ]);
  });

  it('is checked by the rules of its own dates, all errors at once, and shows its flags', async () => {
    const { id } = (await file(officer, goodFiling(old))).body;
    await changesNothing(world, async () => {
      const reply = await propose(id, { amount: 5, disbursedOn: '2030-01-01', regionCode: '999999' });
      expectProblem(reply, 400, 'VALIDATION_FAILED');
      expect(errorsOf(reply).sort()).to.deep.equal([
        ['changes.amount', 'NOT_A_STRING'],
        ['changes.disbursedOn', 'FUTURE_DATE'],
        ['changes.dueOn', 'DUE_NOT_AFTER_DISBURSED'],
        ['changes.regionCode', 'UNKNOWN_REGION'],
      ]);
      expect(errorsOf(await propose(id, {}))).to.deep.equal([['changes', 'NOTHING_CHANGED']]);
      expect(errorsOf(await propose(id, { amount: '3000000' }))).to.deep.equal([['changes', 'NOTHING_CHANGED']]);
      expect(errorsOf(await propose(id, { amount: null }))).to.deep.equal([['changes.amount', 'REQUIRED']]);
      for (const body of [
        {},
        { changes: [], reason: 'x' },
        { changes: null, reason: 'x' },
        { changes: { amount: '1' } },
      ])
        expect((await officer.post(`/filings/${id}/amendments`, body)).status, JSON.stringify(body)).to.equal(400);
    });
    const amendment = await proposed(id, { firmName: '星火装备公司' });
    expect(rules(amendment)).to.include('FIRM_NAME_DIFFERS');
    await accepted(amendment);
    expect(rules(await read(id))).to.include('FIRM_NAME_DIFFERS');
    expect((await read(id)).body.state).to.equal('accepted');
  });

  it('is one at a time, with the present version', async () => {
    const filing = await file(officer, goodFiling(old));
    const path = `/filings/${filing.body.id}/amendments`;
    const body = { changes: { amount: '1.00' }, reason: 'x' };
    expectProblem(await officer.post(path, body), 428, 'PRECONDITION_REQUIRED');
    expectProblem(await officer.post(path, body, { 'If-Match': '"99"' }), 412, 'STALE_VERSION');
    const replies = await Promise.all([1, 2, 3].map(() => officer.post(path, body, ifMatch(filing))));
    expect(replies.map(({ status }) => status).sort()).to.deep.equal([201, 412, 412]);
    const first = replies.find(({ status }) => status === 201)!;
    const second = await propose(filing.body.id, { amount: '2.00' });
    expectProblem(second, 409, 'STATE_CONFLICT');
    expect(second.body.amendmentId).to.equal(first.body.id);
    expect((await decide(first, 'withdraw', officer)).body.state).to.equal('withdrawn');
    await proposed(filing.body.id, { amount: '2.00' });
    expect((await read(filing.body.id)).body.amount).to.equal('3000000.00');
  });

  it('is proposed for accepted filings alone', async () => {
    const submitted = await file(officer, flaggedFiling(old));
    expectProblem(await propose(submitted.body.id, { amount: '1.00' }), 409, 'STATE_CONFLICT');
    const filing = await file(officer, goodFiling(old));
    await auditor.post(`/filings/${filing.body.id}/void`, { reason: '作废' }, ifMatch(filing));
    expectProblem(await propose(filing.body.id, { amount: '1.00' }), 409, 'STATE_CONFLICT');
  });

  it('repeats its answer for an Idempotency-Key', async () => {
    const filing = await file(officer, goodFiling(old));
    const send = (): Promise<Reply> =>
      officer.post(
        `/filings/${filing.body.id}/amendments`,
        { changes: { amount: '1.00' }, reason: 'x' },
        { ...ifMatch(filing), 'Idempotency-Key': 'a' },
      );
    const [first, again] = [await send(), await send()];
    expect([first.status, again.status, again.headers.get('idempotent-replayed')]).to.deep.equal([201, 201, 'true']);
    expect(again.text).to.equal(first.text);
  });

  it('is decided by an auditor other than the proposer, once, and withdrawn by the bank', async () => {
    const filing = await file(officer, goodFiling(old));
    const own = await proposed(filing.body.id, { amount: '1.00' }, { client: auditor });
    expect(own.body).to.include({ proposedBy: 'auditor', own: true });
    await changesNothing(world, async () => {
      expectProblem(await decide(own, 'accept', auditor), 409, 'CONFLICT');
      expectProblem(await decide(own, 'refuse', auditor, { reason: 'x' }), 409, 'CONFLICT');
      expectProblem(await decide(own, 'withdraw', officer), 409, 'CONFLICT');
      for (const [action, client] of [
        ['accept', officer],
        ['refuse', officer],
        ['withdraw', auditor],
      ] as const)
        expectProblem(await decide(own, action, client, { reason: 'x' }), 403, 'FORBIDDEN');
      expect(errorsOf(await decide(own, 'refuse', auditor2, {}))).to.deep.equal([['reason', 'REQUIRED']]);
    });
    const refused = await decide(own, 'refuse', auditor2, { reason: '凭证不符' });
    expect(refused.body).to.include({ state: 'refused', decidedBy: 'auditor2', decisionReason: '凭证不符' });
    for (const action of ['accept', 'refuse'])
      expectProblem(
        await decide(own, action, auditor2, action === 'accept' ? undefined : { reason: 'x' }),
        409,
        'STATE_CONFLICT',
      );
    expect((await read(filing.body.id)).body).to.include({ pendingAmendment: null, amount: '3000000.00' });
    const next = await proposed(filing.body.id, { amount: '2.00' }, { client: auditor });
    await accepted(next, auditor2);
    expect((await read(filing.body.id)).body.amount).to.equal('2.00');
  });

  it('accepts by one of several auditors at once', async () => {
    const filing = await file(officer, goodFiling(old));
    const amendment = await proposed(filing.body.id, { amount: '1.00' });
    const replies = await Promise.all(
      [auditor, auditor2, auditor].map((client) => decide(amendment, 'accept', client)),
    );
    expect(replies.map(({ status }) => status).sort()).to.deep.equal([200, 409, 409]);
    expect(await amountOf(2024)).to.equal('1.00');
  });

  it('compares If-Match with the filing, where it is sent', async () => {
    const filing = await file(officer, goodFiling(old));
    const amendment = await proposed(filing.body.id, { amount: '1.00' });
    const path = `/amendments/${amendment.body.id}/accept`;
    expectProblem(await auditor.post(path, undefined, ifMatch(filing)), 412, 'STALE_VERSION');
    expect((await auditor.post(path, undefined, ifMatch(amendment))).status).to.equal(200);
  });

  it('links to the qualifications of its new day, and moves between years of disbursement alone', async () => {
    world.time.now = new Date('2026-06-15T02:00:00.000Z');
    const filing = await file(officer, goodFiling({ disbursedOn: '2026-01-05', dueOn: '2026-12-05' }));
    expect(Object.values(filing.body.status).every((link) => link !== null)).to.equal(true);
    const totals = async (): Promise<string[]> => [
      await amountOf(2025, 'disbursed'),
      await amountOf(2026, 'disbursed'),
      await amountOf(2026),
    ];
    expect(await totals()).to.deep.equal(['0.00', '3000000.00', '3000000.00']);
    // F1 is a technology SME from 2025-07-01 on, and until 2025-03-31.
    const amendment = await proposed(filing.body.id, { disbursedOn: '2025-06-30' });
    expect(amendment.body.filing.status.techSme).to.not.equal(null);
    expect(amendment.body.statusAfter.techSme).to.equal(null);
    await accepted(amendment);
    const { body } = await read(filing.body.id);
    expect([body.status.highTech.certificateNo, body.status.techSme]).to.deep.equal(['GR202343000001', null]);
    expect(await totals()).to.deep.equal(['3000000.00', '0.00', '3000000.00']);
    expect((await world.owner.query('select * from verify_registry()')).rows).to.deep.equal([]);
  });

  it('is refused where the receipt number is taken, at the proposal and at the acceptance', async () => {
    const [one, two] = [await file(officer, goodFiling(old)), await file(officer, goodFiling(old))];
    const taken = await propose(two.body.id, { receiptNo: one.body.receiptNo });
    expectProblem(taken, 409, 'DUPLICATE_RECEIPT');
    expect(taken.body.filingId).to.equal(one.body.id);
    const amendment = await proposed(two.body.id, { receiptNo: 'JJ-新' });
    const meanwhile = await file(officer, goodFiling({ ...old, receiptNo: 'jj－新' }));
    const late = await decide(amendment, 'accept', auditor);
    expectProblem(late, 409, 'DUPLICATE_RECEIPT');
    expect(late.body.filingId).to.equal(meanwhile.body.id);
    expect((await read(two.body.id)).body.receiptNo).to.equal(two.body.receiptNo);
  });

  it('of a filing that was voided meanwhile is not accepted, but can be refused or withdrawn', async () => {
    for (const [action, client] of [
      ['refuse', auditor],
      ['withdraw', officer],
    ] as const) {
      const filing = await file(officer, goodFiling(old));
      const amendment = await proposed(filing.body.id, { amount: '1.00' });
      const now = await read(filing.body.id, auditor);
      await auditor.post(`/filings/${filing.body.id}/void`, { reason: '作废' }, ifMatch(now));
      expectProblem(await decide(amendment, 'accept', auditor2), 409, 'STATE_CONFLICT');
      expect((await decide(amendment, action, client, { reason: 'x' })).status).to.equal(200);
      expect((await read(filing.body.id)).body).to.include({ state: 'voided', pendingAmendment: null });
    }
  });

  it('is listed by state for the bank and the bureau, newest first, in pages', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 3; n += 1) {
      const filing = await file(officer, goodFiling(old));
      ids.unshift((await proposed(filing.body.id, { amount: `${n + 1}.00` })).body.id);
    }
    const officer2 = await world.as('officer2');
    const foreign = await file(officer2, goodFiling(old));
    const theirs = await proposed(foreign.body.id, { amount: '9.00' }, { client: officer2 });
    const idsOf = ({ body }: Reply): string[] => body.items.map(({ id }: { id: string }) => id);
    expect(idsOf(await officer.get('/amendments'))).to.deep.equal(ids);
    expect(idsOf(await auditor.get('/amendments?state=proposed'))).to.deep.equal([theirs.body.id, ...ids]);
    expect(idsOf(await auditor.get('/amendments?state=accepted,refused'))).to.deep.equal([]);
    const page = await auditor.get('/amendments?limit=3');
    expect(idsOf(page)).to.deep.equal([theirs.body.id, ids[0], ids[1]]);
    expect(idsOf(await auditor.get(`/amendments?limit=3&cursor=${page.body.nextCursor}`))).to.deep.equal([ids[2]]);
    for (const id of [foreign.body.id, theirs.body.id])
      expectProblem(await officer.get(`/filings/${id}/amendments`), 404, 'NOT_FOUND');
    expectProblem(await officer.get(`/amendments/${theirs.body.id}`), 404, 'NOT_FOUND');
    expectProblem(await decide(theirs, 'withdraw', officer), 404, 'NOT_FOUND');
    expectProblem(await propose(foreign.body.id, { amount: '1.00' }), 404, 'NOT_FOUND');
    expect(idsOf(await officer2.get(`/filings/${foreign.body.id}/amendments`))).to.deep.equal([theirs.body.id]);
  });

  it('is none of a firm’s business until it is accepted', async () => {
    const filing = await file(officer, goodFiling(old));
    const firm = await world.as('firm');
    const seen = async (): Promise<unknown> => [
      (await read(filing.body.id, firm)).body.pendingAmendment,
      (await read(`${filing.body.id}/history`, firm)).body.items.map(({ action }: { action: string }) => action),
    ];
    const withdrawn = await proposed(filing.body.id, { amount: '1.00' });
    await decide(withdrawn, 'withdraw', officer);
    await decide(await proposed(filing.body.id, { amount: '1.00' }), 'refuse', auditor, { reason: '不符' });
    const amendment = await proposed(filing.body.id, { amount: '2.00' });
    expect(await seen()).to.deep.equal([null, ['filing.submit']]);
    for (const path of [`/filings/${filing.body.id}/amendments`, '/amendments', `/amendments/${amendment.body.id}`])
      expectProblem(await firm.get(path), 403, 'FORBIDDEN');
    await accepted(amendment);
    expect(await seen()).to.deep.equal([null, ['filing.submit', 'amendment.accept']]);
  });

  it('is seen, proposed and decided by auditors of its region; of both regions when it moves', async () => {
    const regional = await world.as('regional');
    const far = await file(officer, goodFiling({ ...old, ...F2 }));
    const theirs = await proposed(far.body.id, { amount: '1.00' });
    for (const path of [`/filings/${far.body.id}/amendments`, `/amendments/${theirs.body.id}`])
      expectProblem(await regional.get(path), 404, 'NOT_FOUND');
    expectProblem(await decide(theirs, 'accept', regional), 404, 'NOT_FOUND');
    expect((await regional.get('/amendments')).body.items).to.deep.equal([]);
    const near = await file(officer, goodFiling(old));
    await accepted(await proposed(near.body.id, { regionCode: '430281' }), regional);
    const away = await proposed(near.body.id, { regionCode: '430204' });
    expectProblem(await decide(away, 'accept', regional), 403, 'FORBIDDEN');
    await accepted(away);
    expectProblem(await read(near.body.id, regional), 404, 'NOT_FOUND');
    expect((await regional.get('/amendments')).body.items).to.deep.equal([]);
  });

  it('shows a flag that rests on another bank to auditors alone', async () => {
    const officer2 = await world.as('officer2');
    await file(officer2, goodFiling(old));
    const filing = await file(officer, goodFiling({ ...old, disbursedOn: '2024-11-05' }));
    const amendment = await proposed(filing.body.id, { firstLoan: true });
    expect(rules(amendment)).to.deep.equal(['IN_REVIEW']);
    expect(rules(await auditor.get(`/amendments/${amendment.body.id}`))).to.deep.equal(['FIRST_LOAN_CONTRADICTED']);
    await accepted(amendment);
    expect(rules(await read(filing.body.id))).to.deep.equal(['IN_REVIEW']);
    expect(rules(await read(filing.body.id, auditor))).to.deep.equal(['FIRST_LOAN_CONTRADICTED']);
  });

  it('keeps the judgement of the filing deadline, and is not refused for what was wrong before', async () => {
    const admin = await world.as('admin');
    const limits = async (change: object): Promise<void> => {
      const { body, headers } = await admin.get('/admin/programme-rules');
      expect(headers.get('etag')).to.equal(null);
      const rule = body.items.find(({ code }: { code: string }) => code === 'hunan-2022');
      const { code, version, ...rest } = rule;
      const reply = await admin.put(
        `/admin/programme-rules/${code}`,
        { ...rest, limits: { ...rest.limits, ...change } },
        { 'If-Match': `"${version}"` },
      );
      expect(reply.status, reply.text).to.equal(200);
    };
    const filing = await file(officer, goodFiling({ disbursedOn: '2024-10-01', dueOn: '2025-09-01' }));
    world.time.now = new Date('2026-03-02T02:00:00.000Z');
    await limits({
      filingDeadline: { months: 1, onBreach: 'refuse' },
      amount: { max: '1000.00', onBreach: 'refuse' },
    });
    // Filed after 35 days: a day of disbursement eight days earlier would have been too early.
    const amendment = await proposed(filing.body.id, { disbursedOn: '2024-09-23', remarks: '放款日期' });
    expect(rules(amendment)).to.include('AMOUNT_OVER_LIMIT').and.not.include('FILED_TOO_LATE');
    await accepted(amendment);
    expect(errorsOf(await propose(filing.body.id, { dueOn: '2024-09-22' }))).to.deep.equal([
      ['changes.dueOn', 'DUE_NOT_AFTER_DISBURSED'],
    ]);
  });

  it('says what has changed since the proposal when it is not valid any more', async () => {
    const { id } = (await file(officer, goodFiling(old))).body;
    const amendment = await proposed(id, { regionCode: '430281' });
    await changeAsOwner(world, [`update region set valid_to = '2020-12-31' where code = '430281'`, []]);
    const reply = await decide(amendment, 'accept', auditor);
    expectProblem(reply, 409, 'CONFLICT');
    expect(errorsOf(reply)).to.deep.equal([['changes.regionCode', 'UNKNOWN_REGION']]);
  });

  it('needs two auditors, both others than the proposer, where its year is closed', async () => {
    await world.owner.query(
      `create or replace function year_is_closed(p_year integer, p_basis text) returns boolean language sql stable
       as $$ select p_year = 2024 and p_basis = 'filed' $$`,
    );
    const filing = await file(officer, goodFiling(old));
    const amendment = await proposed(filing.body.id, { amount: '1.00' });
    expect(amendment.body.acceptancesNeeded).to.equal(2);
    const first = await decide(amendment, 'accept', auditor);
    expect([first.status, first.body.state, first.body.firstAcceptedBy]).to.deep.equal([200, 'proposed', 'auditor']);
    expect(first.headers.get('etag')).to.not.equal(amendment.headers.get('etag'));
    expect((await read(filing.body.id)).body.amount).to.equal('3000000.00');
    expectProblem(await decide(amendment, 'accept', auditor), 409, 'CONFLICT');
    const second = await accepted(amendment, auditor2);
    expect(second.body).to.include({ firstAcceptedBy: 'auditor', decidedBy: 'auditor2' });
    expect((await read(filing.body.id)).body.amount).to.equal('1.00');
  });

  it('is in the audit trail as a record of its own, with the names of fields', async () => {
    const filing = await file(officer, goodFiling(old));
    const amendment = await proposed(filing.body.id, { amount: '1.00' });
    await accepted(amendment);
    const { items } = (await auditor.get(`/trail?type=amendment&id=${amendment.body.id}`)).body;
    expect(items.map(({ action, actor }: any) => `${actor} ${action}`)).to.deep.equal([
      'auditor amendment.accept',
      'officer amendment.propose',
    ]);
    expect(items[1].after.before).to.deep.equal({ amount: '3000000.00' });
    expect(items[1].after.after).to.deep.equal({ amount: '1.00' });
    expect((await (await world.as('regional')).get('/trail?type=amendment')).body.items).to.have.length(2);
  });
});
