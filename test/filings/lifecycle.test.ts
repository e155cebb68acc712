import { expect } from 'chai';
import {
  FILING_ACTIONS,
  FILING_STATES,
  nextState,
  type FilingAction,
  type FilingState,
} from '../../src/domain/filing/state.ts';
import { ifMatch, type Client, type Reply } from '../support/client.ts';
import { F1_NAME, F2, file, flaggedFiling, goodFiling, rules } from '../support/filing.ts';
import { changesNothing } from '../support/tables.ts';
import { FIRMS, openWorld, type World } from '../support/world.ts';

describe('the life of a filing', function () {
  this.timeout(30_000);
  let world: World;
  let officer: Client;
  let auditor: Client;
  before(async () => {
    world = await openWorld();
    [officer, auditor] = [await world.as('officer'), await world.as('auditor')];
  });
  after(() => world.close());

  /** Sends one action with its body. */
  function act(action: FilingAction, id: string, headers: Record<string, string>): Promise<Reply> {
    if (action === 'correct') return officer.patch(`/filings/${id}`, { remarks: `改 ${Math.random()}` }, headers);
    if (action === 'accept') return auditor.post(`/filings/${id}/accept`, undefined, headers);
    return (action === 'withdraw' ? officer : auditor).post(
      `/filings/${id}/${action}`,
      { reason: `因 ${action}` },
      headers,
    );
  }
  async function inState(state: FilingState, change: Record<string, unknown> = {}): Promise<Reply> {
    const first = await file(
      officer,
      state === 'accepted' || state === 'voided' ? goodFiling(change) : flaggedFiling(change),
    );
    const step = ({ returned: 'return', withdrawn: 'withdraw', voided: 'void' } as Record<string, FilingAction>)[state];
    const reply = step === undefined ? first : await act(step, first.body.id, ifMatch(first));
    expect(reply.body.state, reply.text).to.equal(state);
    return reply;
  }
  const now = (reply: Reply, client = officer): Promise<Reply> => client.get(`/filings/${reply.body.id}`);

  for (const state of FILING_STATES) {
    for (const action of FILING_ACTIONS) {
      const next = nextState(state, action);
      it(
        next === null
          ? `refuses to ${action} one that is ${state}, and says so`
          : `lets one that is ${state} be ${next} by ${action}`,
        async () => {
          const filing = await inState(state);
          if (next !== null) {
            const reply = await act(action, filing.body.id, ifMatch(filing));
            expect([reply.status, reply.body.state], reply.text).to.deep.equal([200, next]);
            expect(reply.headers.get('etag')).to.not.equal(filing.headers.get('etag'));
            expect(reply.body.version).to.equal(filing.body.version + 1);
            return;
          }
          const reply = await changesNothing(world, () => act(action, filing.body.id, ifMatch(filing)));
          expect([reply.status, reply.body.code], reply.text).to.deep.equal([409, 'STATE_CONFLICT']);
          expect(reply.body.detail).to.contain(state);
          // Invalid transitions are also validated first.
          expect((await act(action, filing.body.id, {})).status).to.equal(428);
          expect((await act(action, filing.body.id, { 'If-Match': '"0"' })).status).to.equal(412);
        },
      );
    }
  }

  it('requires If-Match: 428 without or with *, 412 with another version; a weak ETag is accepted', async () => {
    for (const action of ['correct', 'accept', 'return', 'withdraw'] as const) {
      const filing = await inState('submitted');
      const { id, version } = filing.body;
      await changesNothing(world, async () => {
        for (const given of [undefined, '*', ' *', '']) {
          const reply = await act(action, id, given === undefined ? {} : { 'If-Match': given });
          expect([reply.status, reply.body.code], `${action} ${given}`).to.deep.equal([428, 'PRECONDITION_REQUIRED']);
        }
        for (const given of [`"${version + 1}"`, `"${version - 1}"`, String(version), 'W/"x"', `"${version}`]) {
          const reply = await act(action, id, { 'If-Match': given });
          expect([reply.status, reply.body.code], `${action} ${given}`).to.deep.equal([412, 'STALE_VERSION']);
        }
      });
      expect((await act(action, id, { 'If-Match': `W/${filing.headers.get('etag')}` })).status, action).to.equal(200);
      expect((await act(action, id, ifMatch(filing))).status, `${action} again with the old version`).to.equal(412);
    }
  });

  it('requires a reason to return, void and withdraw, checked before the version', async () => {
    const [submitted, accepted] = [await inState('submitted'), await inState('accepted')];
    await changesNothing(world, async () => {
      for (const [client, filing, action] of [
        [auditor, submitted, 'return'],
        [auditor, accepted, 'void'],
        [officer, submitted, 'withdraw'],
      ] as const) {
        for (const [body, code] of [
          [{}, 'REQUIRED'],
          [{ reason: null }, 'REQUIRED'],
          [{ reason: ' \u3000' }, 'REQUIRED'],
          [{ reason: 7 }, 'NOT_A_STRING'],
          [{ reason: '因'.repeat(1001) }, 'TOO_LONG'],
        ] as const) {
          for (const headers of [ifMatch(filing), {}]) {
            const reply = await client.post(`/filings/${filing.body.id}/${action}`, body, headers);
            expect(
              [reply.status, reply.body.errors[0]?.path, reply.body.errors[0]?.code],
              `${action} ${JSON.stringify(body)}`,
            ).to.deep.equal([400, 'reason', code]);
          }
        }
      }
    });
    const reply = await auditor.post(
      `/filings/${accepted.body.id}/void`,
      { reason: ` ${'因'.repeat(1000)} ` },
      ifMatch(accepted),
    );
    expect(reply.body.stateReason).to.equal('因'.repeat(1000));
  });

  it('accepts a corrected filing at once when nothing is flagged any more', async () => {
    for (const state of ['submitted', 'returned'] as const) {
      const filing = await inState(state);
      world.time.now = new Date(world.time.now.getTime() + 60_000);
      const reply = await officer.patch(`/filings/${filing.body.id}`, { firmName: F1_NAME }, ifMatch(filing));
      expect(reply.status, reply.text).to.equal(200);
      expect(reply.body).to.deep.include({
        state: 'accepted',
        stateReason: null,
        flags: [],
        filedOn: '2026-06-15',
        submittedAt: filing.body.submittedAt,
        stateChangedAt: world.time.now.toISOString(),
      });
      expect(reply.body.number).to.match(/^ZD2026-\d{6,}$/);
    }
  });

  it('checks a correction again: it stays under review with its current flags', async () => {
    const filing = await inState('returned');
    expect(rules(filing)).to.deep.equal(['FIRM_NAME_DIFFERS']);
    const large = await officer.patch(`/filings/${filing.body.id}`, { amount: '10000000.01' }, ifMatch(filing));
    expect(large.body).to.include({ state: 'submitted', stateReason: null, number: null, amount: '10000000.01' });
    expect(rules(large)).to.have.members(['FIRM_NAME_DIFFERS', 'AMOUNT_OVER_LIMIT']);
    const named = await officer.patch(`/filings/${filing.body.id}`, { firmName: F1_NAME }, ifMatch(large));
    expect([named.body.state, rules(named)]).to.deep.equal(['submitted', ['AMOUNT_OVER_LIMIT']]);
    const right = await officer.patch(`/filings/${filing.body.id}`, { amount: '10000000' }, ifMatch(named));
    expect([right.body.state, rules(right)]).to.deep.equal(['accepted', []]);
    expect((await officer.patch(`/filings/${filing.body.id}`, { amount: '1' }, ifMatch(right))).body.code).to.equal(
      'STATE_CONFLICT',
    );
  });

  it('keeps fields that a correction does not send, and clears optional ones with null', async () => {
    const filing = await file(
      officer,
      flaggedFiling({
        branch: '天元支行',
        remarks: '备注',
        knowledgeGrade: 'A',
        firstLoan: false,
        guarantee: 'guaranteed_credit',
      }),
    );
    const same = await officer.patch(`/filings/${filing.body.id}`, { remarks: '改过' }, ifMatch(filing));
    expect(same.body).to.deep.equal({ ...filing.body, remarks: '改过', version: 2 });
    const cleared = await officer.patch(
      `/filings/${filing.body.id}`,
      { branch: null, remarks: null, knowledgeGrade: null, firstLoan: null, guarantee: null },
      ifMatch(same),
    );
    expect(cleared.body).to.deep.include({
      branch: null,
      remarks: null,
      knowledgeGrade: null,
      firstLoan: null,
      guarantee: 'credit',
    });
    const wrong = await changesNothing(world, () =>
      officer.patch(
        `/filings/${filing.body.id}`,
        { amount: null, uscc: null, dueOn: '2026-01-01', colour: 1 },
        ifMatch(cleared),
      ),
    );
    expect(Object.fromEntries(wrong.body.errors.map((error: any) => [error.path, error.code]))).to.deep.equal({
      amount: 'REQUIRED',
      uscc: 'REQUIRED',
      dueOn: 'DUE_NOT_AFTER_DISBURSED',
      colour: 'UNKNOWN_FIELD',
    });
  });

  it('can be moved to another firm, with its qualifications and row scope', async () => {
    const [firm, firm2] = [await world.as('firm'), await world.as('firm2')];
    const filing = await inState('returned');
    const moved = await officer.patch(`/filings/${filing.body.id}`, F2, ifMatch(filing));
    expect(moved.status, moved.text).to.equal(200);
    expect(moved.body).to.deep.include({
      state: 'accepted',
      firm: { uscc: FIRMS.F2, name: F2.firmName },
      region: { code: '430204', name: '石峰区' },
    });
    expect(moved.body.status).to.deep.equal({
      highTech: { certificateNo: 'GR202443000002', validFrom: '2024-11-01', validTo: '2027-10-31' },
      techSme: null,
    });
    expect([(await now(moved, firm)).status, (await now(moved, firm2)).status]).to.deep.equal([404, 200]);
    const history = await firm2.get(`/filings/${filing.body.id}/history`);
    expect(history.text).to.not.contain(FIRMS.F1).and.not.contain('星火');
    expect((await firm.get(`/filings/${filing.body.id}/history`)).status).to.equal(404);
    const late = await inState('submitted');
    const newFirm = await officer.patch(
      `/filings/${late.body.id}`,
      { uscc: FIRMS.F7, firmName: '株洲新来科技有限公司' },
      ifMatch(late),
    );
    expect(newFirm.body.state, newFirm.text).to.equal('accepted');
    expect((await officer.get(`/firms/${FIRMS.F7}`)).body.name).to.equal('株洲新来科技有限公司');
  });

  it('never reuses a number', async () => {
    const numbers = new Set<string>();
    for (let i = 0; i < 5; i += 1) {
      const filing = await inState('voided');
      expect(filing.body.number).to.match(/^ZD2026-\d{6,}$/);
      numbers.add(filing.body.number);
    }
    expect(numbers.size).to.equal(5);
    const { rows } = await world.owner.query(
      "select count(number)::int as n, count(distinct number)::int as d, count(*) filter (where (number is not null) <> (state in ('accepted', 'voided')))::int as wrong from filing",
    );
    expect(rows[0].d).to.equal(rows[0].n);
    expect(rows[0].wrong).to.equal(0);
  });

  it('takes the year of its number from the Shanghai day of acceptance', async () => {
    const then = world.time.now;
    const filing = await inState('submitted');
    const late = await inState('submitted');
    for (const [reply, instant, day] of [
      [filing, '2026-12-31T15:59:59.999Z', '2026-12-31'],
      [late, '2026-12-31T16:00:00.000Z', '2027-01-01'],
    ] as const) {
      world.time.now = new Date(instant);
      const accepted = await act('accept', reply.body.id, ifMatch(reply));
      expect([accepted.body.filedOn, accepted.body.number.slice(0, 7)]).to.deep.equal([day, `ZD${day.slice(0, 4)}-`]);
    }
    world.time.now = then;
  });

  it('stays readable when it is voided, but is not counted', async () => {
    const before = (await auditor.get('/totals?from=2026')).body.total.filings;
    const accepted = await inState('accepted', F2);
    expect((await auditor.get('/totals?from=2026')).body.total.filings).to.equal(before + 1);
    const voided = await act('void', accepted.body.id, ifMatch(accepted));
    expect((await auditor.get('/totals?from=2026')).body.total.filings).to.equal(before);
    for (const client of [officer, auditor, await world.as('firm2')]) {
      const reply = await now(voided, client);
      expect([reply.status, reply.body.state, reply.body.number, reply.body.filedOn]).to.deep.equal([
        200,
        'voided',
        accepted.body.number,
        '2026-06-15',
      ]);
      expect(
        (await client.get(`/filings?q=${accepted.body.number}`)).body.items.map((item: any) => item.id),
      ).to.deep.equal([accepted.body.id]);
    }
  });

  it('releases its receipt number when it is withdrawn or voided, not when it is returned', async () => {
    for (const [state, status] of [
      ['withdrawn', 201],
      ['voided', 201],
      ['returned', 409],
      ['submitted', 409],
      ['accepted', 409],
    ] as const) {
      const receiptNo = `R-${state}`;
      const first = await inState(state, { receiptNo });
      const second = await officer.post('/filings', goodFiling({ receiptNo: ` r-${state.toUpperCase()} ` }));
      expect(second.status, state).to.equal(status);
      if (status === 409) expect(second.body).to.include({ code: 'DUPLICATE_RECEIPT', filingId: first.body.id });
      const other = await inState('submitted');
      const corrected = await officer.patch(`/filings/${other.body.id}`, { receiptNo }, ifMatch(other));
      expect([corrected.status, corrected.body.code, corrected.body.filingId]).to.deep.equal([
        409,
        'DUPLICATE_RECEIPT',
        status === 409 ? first.body.id : second.body.id,
      ]);
    }
  });

  it('has a history with actor, action, time, changes and reason; without names and flags for firms', async () => {
    const filing = await file(officer, flaggedFiling({ remarks: '原' }));
    const at: string[] = [filing.body.submittedAt];
    const later = (): void => {
      world.time.now = new Date(world.time.now.getTime() + 1000);
      at.push(world.time.now.toISOString());
    };
    later();
    const returned = await auditor.post(
      `/filings/${filing.body.id}/return`,
      { reason: '企业名称不符' },
      ifMatch(filing),
    );
    later();
    const corrected = await (
      await world.as('colleague')
    ).patch(`/filings/${filing.body.id}`, { firmName: F1_NAME, remarks: '新' }, ifMatch(returned));
    later();
    await (
      await world.as('auditor2')
    ).post(`/filings/${filing.body.id}/void`, { reason: '重复备案' }, ifMatch(corrected));
    const [theirs, ours, firms] = await Promise.all(
      ['auditor', 'officer', 'firm'].map(
        async (login) => (await (await world.as(login)).get(`/filings/${filing.body.id}/history`)).body.items,
      ),
    );
    for (const items of [theirs, ours]) {
      expect(
        items.map((item: any) => [item.version, item.at, item.actor, item.role, item.action, item.reason]),
      ).to.deep.equal([
        [1, at[0], 'officer', 'officer', 'filing.submit', null],
        [2, at[1], 'auditor', 'auditor', 'filing.return', '企业名称不符'],
        [3, at[2], 'colleague', 'officer', 'filing.correct', null],
        [4, at[3], 'auditor2', 'auditor', 'filing.void', '重复备案'],
      ]);
      const changes = Object.fromEntries(
        items[2].changes.map((change: any) => [change.field, [change.before, change.after]]),
      );
      expect(changes).to.deep.include({ remarks: ['原', '新'], state: ['returned', 'accepted'] });
      expect(JSON.stringify(items)).to.contain('FIRM_NAME_DIFFERS');
    }
    expect(firms.map((item: any) => [item.version, item.at, item.role, item.action, item.reason])).to.deep.equal(
      ours.map((item: any) => [item.version, item.at, item.role, item.action, item.reason]),
    );
    expect(JSON.stringify(firms)).to.not.match(/FIRM_NAME_DIFFERS|colleague|auditor2|"officer 测试|"actor"/);
  });

  it('shows firms neither flags nor that there are any', async () => {
    const firm = await world.as('firm');
    const filing = await inState('submitted');
    expect((await now(filing, firm)).body).to.deep.equal({ ...filing.body, flags: [] });
    expect((await firm.get('/filings?flagged=true')).status).to.equal(400);
  });
});
