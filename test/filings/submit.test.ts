import { expect } from 'chai';
import { FIRMS, openWorld, type World } from '../support/world.ts';
import { flaggedFiling, goodFiling } from '../support/filing.ts';

describe('filing a loan', () => {
  let world: World;
  before(async () => {
    world = await openWorld();
  });
  after(() => world.close());

  it('accepts a filing without flags at once, with number, date and the qualifications of the day', async () => {
    const officer = await world.as('officer');
    const reply = await officer.post(
      '/filings',
      goodFiling({ remarks: ' 首批 ', branch: '天元支行', knowledgeGrade: 'B', firstLoan: true }),
    );
    expect(reply.status, reply.text).to.equal(201);
    expect(reply.body).to.deep.include({
      state: 'accepted',
      stateReason: null,
      bank: { code: 'ICBC', name: '工商银行株洲分行' },
      firm: { uscc: FIRMS.F1, name: '株洲星火智能装备有限公司' },
      region: { code: '430211', name: '天元区' },
      amount: '3000000.00',
      annualRate: '3.45',
      guarantee: 'credit',
      knowledgeGrade: 'B',
      firstLoan: true,
      renewal: false,
      renewalOf: null,
      branch: '天元支行',
      remarks: '首批',
      filedOn: '2026-06-15',
      submittedAt: '2026-06-15T02:00:00.000Z',
      flags: [],
      version: 1,
    });
    expect(reply.body.number).to.match(/^ZD2026-\d{6,}$/);
    expect(reply.body.status).to.deep.equal({
      highTech: { certificateNo: 'GR202343000001', validFrom: '2023-10-16', validTo: '2026-10-15' },
      techSme: { certificateNo: '202543020000000001', validFrom: '2025-07-01', validTo: '2026-03-31' },
    });
    expect(reply.headers.get('location')).to.equal(`/api/v1/filings/${reply.body.id}`);
    const again = await officer.get(`/filings/${reply.body.id}`);
    expect(again.body).to.deep.equal(reply.body);
    expect(again.headers.get('etag')).to.equal(reply.headers.get('etag'));
  });

  it('keeps a flagged filing under review, with its flags', async () => {
    const reply = await (await world.as('officer')).post('/filings', flaggedFiling());
    expect(reply.status).to.equal(201);
    expect(reply.body).to.deep.include({ state: 'submitted', number: null, filedOn: null });
    expect(reply.body.flags.map((flag: { rule: string }) => flag.rule)).to.deep.equal(['FIRM_NAME_DIFFERS']);
  });

  it('reports all invalid fields at once, malformed or against the rules', async () => {
    const reply = await (
      await world.as('officer')
    ).post('/filings', {
      ...goodFiling({
        uscc: '91430200000000027X',
        regionCode: '999999',
        amount: 3000000,
        disbursedOn: '2026-07-01',
        dueOn: '2026-06-30',
        guarantee: 'house',
        colour: 'red',
      }),
      firmName: undefined,
    });
    expect(reply.status).to.equal(400);
    const found = Object.fromEntries(
      reply.body.errors.map((error: { path: string; code: string }) => [error.path, error.code]),
    );
    expect(found).to.deep.equal({
      amount: 'NOT_A_STRING',
      guarantee: 'UNKNOWN_WORD',
      colour: 'UNKNOWN_FIELD',
      firmName: 'REQUIRED',
      uscc: 'USCC_CHECK',
      regionCode: 'UNKNOWN_REGION',
      disbursedOn: 'FUTURE_DATE',
      dueOn: 'DUE_NOT_AFTER_DISBURSED',
    });
  });

  it('takes the longest term to the day, and refuses or flags a day more as the programme of the day says', async () => {
    const officer = await world.as('officer');
    const file = (disbursedOn: string, dueOn: string) => officer.post('/filings', goodFiling({ disbursedOn, dueOn }));
    expect((await file('2025-08-31', '2028-08-31')).body.state).to.equal('accepted');
    const refused = await file('2025-08-31', '2028-09-01');
    expect(refused.status).to.equal(400);
    expect(refused.body.errors).to.have.length(1);
    expect(refused.body.errors[0]).to.include({ path: 'dueOn', code: 'TERM_TOO_LONG' });
    expect((await file('2024-02-29', '2025-02-28')).body.state).to.equal('accepted');
    const flagged = await file('2024-02-29', '2025-03-01');
    expect(flagged.body.state).to.equal('submitted');
    expect(flagged.body.flags.map(({ rule }: { rule: string }) => rule)).to.deep.equal(['TERM_TOO_LONG']);
  });

  it('refuses a receipt number in use by its bank, ignoring width, case and spaces, with the id of the first filing', async () => {
    const officer = await world.as('officer');
    const first = await officer.post('/filings', goodFiling({ receiptNo: 'JJ 2026-Ab 1' }));
    const second = await officer.post('/filings', goodFiling({ receiptNo: 'ｊｊ2026－ａＢ１'.normalize('NFC') }));
    expect(second.status).to.equal(409);
    expect(second.body).to.include({ code: 'DUPLICATE_RECEIPT', filingId: first.body.id });
    expect(
      (await (await world.as('officer2')).post('/filings', goodFiling({ receiptNo: 'JJ2026-AB1' }))).status,
    ).to.equal(201);
  });

  it('accepts the number again once the first filing is withdrawn', async () => {
    const officer = await world.as('officer');
    const first = await officer.post('/filings', flaggedFiling({ receiptNo: 'FREE-1' }));
    expect((await officer.post('/filings', goodFiling({ receiptNo: 'free-1' }))).status).to.equal(409);
    const withdrawn = await officer.post(
      `/filings/${first.body.id}/withdraw`,
      { reason: '重复录入' },
      { 'If-Match': first.headers.get('etag')! },
    );
    expect(withdrawn.status, withdrawn.text).to.equal(200);
    expect(withdrawn.body).to.include({ state: 'withdrawn', stateReason: '重复录入' });
    expect((await officer.post('/filings', goodFiling({ receiptNo: 'free-1' }))).status).to.equal(201);
  });

  it('files one of twenty concurrent requests with equal receipt numbers', async () => {
    const officer = await world.as('officer');
    const firms = Object.values(FIRMS);
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        officer.post(
          '/filings',
          goodFiling({
            receiptNo: 'SAME',
            uscc: firms[index % firms.length],
            firmName: `株洲第${index % firms.length}号科技有限公司`,
          }),
        ),
      ),
    );
    expect(replies.map((reply) => reply.status).sort()).to.deep.equal([201, ...Array<number>(19).fill(409)]);
    const id = replies.find((reply) => reply.status === 201)!.body.id;
    for (const reply of replies)
      if (reply.status === 409) expect(reply.body).to.include({ code: 'DUPLICATE_RECEIPT', filingId: id });
  });

  it('files once for one idempotency key, also for twenty concurrent requests', async () => {
    const officer = await world.as('officer');
    const body = goodFiling();
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => officer.post('/filings', body, { 'Idempotency-Key': 'once' })),
    );
    expect(new Set(replies.map((reply) => reply.status))).to.deep.equal(new Set([201]));
    expect(new Set(replies.map((reply) => reply.text)).size).to.equal(1);
    expect(replies.filter((reply) => reply.headers.get('idempotent-replayed') === 'true')).to.have.length(19);
    expect(new Set(replies.map((reply) => reply.headers.get('location'))).size).to.equal(1);
    const other = await officer.post('/filings', goodFiling(), { 'Idempotency-Key': 'once' });
    expect(other.status).to.equal(422);
    expect(other.body.code).to.equal('IDEMPOTENCY_KEY_REUSED');
    const { rows } = await world.owner.query('select count(*)::int as n from filing where receipt_no = $1', [
      body['receiptNo'],
    ]);
    expect(rows[0].n).to.equal(1);
  });

  it('stores no failed answer under a key', async () => {
    const officer = await world.as('officer');
    expect(
      (await officer.post('/filings', goodFiling({ amount: '0' }), { 'Idempotency-Key': 'twice' })).status,
    ).to.equal(400);
    expect((await officer.post('/filings', goodFiling(), { 'Idempotency-Key': 'twice' })).status).to.equal(201);
  });

  it('shows an officer only IN_REVIEW when another bank lent first, and an auditor the flag', async () => {
    const theirs = await (
      await world.as('officer2')
    ).post(
      '/filings',
      goodFiling({ uscc: FIRMS.F6, firmName: '株洲云帆算法有限公司', disbursedOn: '2026-01-10', dueOn: '2027-01-10' }),
    );
    expect(theirs.body.state).to.equal('accepted');
    const ours = goodFiling({ uscc: FIRMS.F6, firmName: '株洲云帆算法公司', firstLoan: true });
    const officer = await world.as('officer');
    const check = await officer.post('/filings/check', ours);
    expect(check.body.flags).to.deep.equal([]);
    const reply = await officer.post('/filings', ours);
    expect(reply.body.state).to.equal('submitted');
    expect(reply.body.flags.map((flag: { rule: string }) => flag.rule)).to.deep.equal(['IN_REVIEW']);
    expect(reply.text).not.to.contain('云帆算法有限公司');
    const history = await officer.get(`/filings/${reply.body.id}/history`);
    expect(history.status, history.text).to.equal(200);
    expect(history.text).not.to.match(/FIRST_LOAN|云帆算法有限公司/);
    const seen = await (await world.as('auditor')).get(`/filings/${reply.body.id}`);
    expect(seen.body.flags.map((flag: { rule: string }) => flag.rule)).to.have.members([
      'FIRM_NAME_DIFFERS',
      'FIRST_LOAN_CONTRADICTED',
    ]);
  });

  it('checks without storing', async () => {
    const officer = await world.as('officer');
    const before = await officer.get('/filings/counts');
    const reply = await officer.post('/filings/check', goodFiling({ amount: '20000000.00', dueOn: '2026-03-15' }));
    expect(reply.status).to.equal(200);
    expect(reply.body.errors.map((error: { code: string }) => error.code)).to.deep.equal(['DUE_NOT_AFTER_DISBURSED']);
    expect(reply.body.flags.map((flag: { rule: string }) => flag.rule)).to.deep.equal(['AMOUNT_OVER_LIMIT']);
    expect(reply.body.status.highTech.certificateNo).to.equal('GR202343000001');
    expect((await officer.get('/filings/counts')).body).to.deep.equal(before.body);
  });

  it('links a renewal to an earlier filing of the same bank and firm only, by id or number', async () => {
    const officer = await world.as('officer');
    const first = await officer.post('/filings', goodFiling());
    for (const renewalOf of [first.body.id, first.body.number]) {
      const renewal = await officer.post('/filings', goodFiling({ renewalOf }));
      expect(renewal.body, renewal.text).to.include({ renewal: true, renewalOf: first.body.id });
    }
    const foreign = await (await world.as('officer2')).post('/filings', goodFiling({ renewalOf: first.body.id }));
    const unknown = await (
      await world.as('officer2')
    ).post('/filings', goodFiling({ renewalOf: '00000000-0000-4000-8000-000000000000' }));
    expect([foreign.status, foreign.body.errors[0].code]).to.deep.equal([400, 'RENEWAL_NOT_FOUND']);
    expect(foreign.body.errors).to.deep.equal(unknown.body.errors);
  });
});
