import { expect } from 'chai';
import fc from 'fast-check';
import { asSystem } from '../src/data/as-actor.ts';
import { shanghaiDay } from '../src/domain/values/day.ts';
import { nextState, type FilingAction, type FilingState } from '../src/domain/filing/state.ts';
import { verifyTotals, type Difference } from '../src/features/totals/totals.verify.ts';
import type { Reply } from './support/client.ts';
import { goodFiling } from './support/filing.ts';
import { acceptedRows, queryOf, recount, type Question, type Row } from './support/recount.ts';
import { liftLimits } from './support/rules.ts';
import { FIRMS, openWorld, type World } from './support/world.ts';

const FIRM = [
  { uscc: FIRMS.F1, firmName: '株洲星火智能装备有限公司' },
  { uscc: FIRMS.F2, firmName: '株洲远航轨道科技有限公司' },
  { uscc: FIRMS.F3, firmName: '醴陵新釉陶瓷材料有限公司' },
  { uscc: FIRMS.F4, firmName: '株洲旧铁机械有限公司' },
];
const REGION = ['430211', '430204', '430281'];
const DAY = [
  '2023-12-31',
  '2024-01-01',
  '2024-11-20',
  '2024-12-31',
  '2025-01-01',
  '2025-04-01',
  '2025-07-01',
  '2025-12-31',
  '2026-03-31',
  '2026-04-01',
];
/** Times before and after midnight in Shanghai at year ends, and some days between. */
const INSTANT = [
  '2024-02-29T16:00:00.000Z',
  '2024-12-31T15:59:59.999Z',
  '2024-12-31T16:00:00.000Z',
  '2025-06-30T15:59:59.999Z',
  '2025-12-31T15:59:59.999Z',
  '2025-12-31T16:00:00.000Z',
  '2026-06-15T02:00:00.000Z',
];
const BANK = ['officer', 'officer2'];
const KIND = ['high_tech', 'tech_sme'];
const PERIOD: [string, string][] = [
  ['2023-12-01', '2024-11-30'],
  ['2024-12-01', '2025-03-31'],
  ['2024-12-31', '2024-12-31'],
  ['2025-01-01', '2025-12-31'],
  ['2026-01-01', '2026-03-31'],
  ['2019-01-01', '2030-12-31'],
];

const pick = (n: number): fc.Arbitrary<number> => fc.nat(n - 1);
const loan = {
  firm: pick(4),
  region: pick(3),
  day: pick(DAY.length),
  amount: fc.integer({ min: 1, max: 1_000_000_000 }),
  rightName: fc.boolean(),
  renewal: fc.boolean(),
  firstLoan: fc.constantFrom(null, true, false),
  rate: fc.integer({ min: 1, max: 40_000 }),
};
type Step =
  | {
      do: 'file';
      bank: number;
      firm: number;
      region: number;
      day: number;
      amount: number;
      rightName: boolean;
      renewal: boolean;
      firstLoan: boolean | null;
      rate: number;
    }
  | {
      do: 'correct';
      filing: number;
      firm: number;
      region: number;
      day: number;
      amount: number;
      rightName: boolean;
      renewal: boolean;
      firstLoan: boolean | null;
      rate: number;
    }
  | { do: 'accept' | 'return' | 'void' | 'withdraw'; filing: number }
  | { do: 'put'; firm: number; kind: number; serial: number; period: number }
  | { do: 'revoke'; firm: number; kind: number; serial: number; on: number | null }
  | { do: 'post' };
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('file' as const), bank: pick(2), ...loan }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('correct' as const), filing: fc.nat(50), ...loan }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom('accept' as const, 'return' as const, 'void' as const, 'withdraw' as const),
      filing: fc.nat(50),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('put' as const),
      firm: pick(4),
      kind: pick(2),
      serial: pick(3),
      period: pick(PERIOD.length),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('revoke' as const),
      firm: pick(4),
      kind: pick(2),
      serial: pick(3),
      on: fc.option(pick(DAY.length)),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('post' as const) }) },
);
const history = fc
  .array(fc.record({ instant: pick(INSTANT.length), steps: fc.array(step, { minLength: 1, maxLength: 8 }) }), {
    minLength: 2,
    maxLength: 5,
  })
  .map((batches) => [...batches].sort((a, b) => a.instant - b.instant));

interface Known {
  id: string;
  bank: number;
  state: FilingState;
}
interface Qualification {
  kind: string;
  certificate_no: string;
  uscc: string;
  valid_from: string;
  valid_to: string;
  revoked: boolean;
  revoked_on: string | null;
  version: number;
}

const QUESTIONS: [reader: string, visible: (row: Row) => boolean, question: Question][] = [];
for (const basis of ['filed', 'disbursed'] as const) {
  const span = { basis, from: 2023, to: 2026 };
  const all = (): boolean => true;
  const readers: [string, (row: Row) => boolean][] = [
    ['auditor', all],
    ['officer', (row) => row.bank_code === 'ICBC'],
    ['regional', (row) => ['430211', '430281'].includes(row.region_code)],
    ['firm', (row) => row.uscc === FIRMS.F1],
  ];
  for (const [reader, visible] of readers) {
    for (const by of [
      ['year'],
      ['year', 'month'],
      ['year', 'status'],
      ['year', 'bank'],
      ['year', 'region'],
      ['year', 'bank', 'status'],
      ['year', 'region', 'status'],
      ['year', 'month', 'bank', 'region', 'status'],
    ])
      QUESTIONS.push([reader, visible, { ...span, by }]);
    QUESTIONS.push(
      [reader, visible, { basis, from: 2025, to: 2025, by: ['year'] }],
      [reader, visible, { ...span, by: ['year', 'status'], until: '06-30' }],
    );
  }
  for (const more of [
    { bank: ['CCB'] },
    { bank: ['CCB', 'ICBC'] },
    { region: ['430204'] },
    { region: ['430204', '430281'] },
    { bank: ['ICBC'], region: ['430211'] },
  ]) {
    for (const by of [['year'], ['year', 'bank'], ['year', 'region'], ['year', 'status'], ['year', 'month']])
      QUESTIONS.push(['auditor', all, { ...span, by, ...more }]);
  }
}

describe('any history', function () {
  this.timeout(240_000);
  let world: World;
  let known: Known[] = [];
  let asked = 0;
  before(async () => {
    world = await openWorld();
    await liftLimits(world);
  });
  after(() => world.close());

  const path = (action: { firm: number; kind: number; serial: number }): string =>
    `/firms/${FIRM[action.firm]!.uscc}/qualifications/${KIND[action.kind]}/Q-${action.firm}-${action.serial}`;
  async function qualifications(): Promise<Qualification[]> {
    return (
      await world.owner.query(
        'select kind, certificate_no, uscc, valid_from::text, valid_to::text, revoked, revoked_on::text, version from qualification',
      )
    ).rows;
  }
  const covers = (each: Qualification, day: string): boolean =>
    each.valid_from <= day &&
    day <= each.valid_to &&
    (!each.revoked || (each.revoked_on !== null && day < each.revoked_on));
  const lastDay = (each: Qualification): string =>
    each.revoked && each.revoked_on !== null && each.revoked_on <= each.valid_to
      ? new Date(Date.parse(each.revoked_on) - 86_400_000).toISOString().slice(0, 10)
      : each.valid_to;

  function body({
    firm,
    region,
    day,
    amount,
    rightName,
    renewal,
    firstLoan,
    rate,
  }: Extract<Step, { do: 'file' | 'correct' }>): Record<string, unknown> {
    const today = shanghaiDay(world.time.now);
    const disbursedOn = DAY[day]! > today ? today : DAY[day]!;
    const { uscc, firmName } = FIRM[firm]!;
    return {
      uscc,
      firmName: rightName ? firmName : `${firmName}分公司`,
      regionCode: REGION[region],
      amount: `${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, '0')}`,
      disbursedOn,
      dueOn: `${Number(disbursedOn.slice(0, 4)) + 1}-06-30`,
      renewal,
      firstLoan,
      annualRate: `${Math.floor(rate / 10_000)}.${String(rate % 10_000).padStart(4, '0')}`,
    };
  }

  /** Whether a first loan is flagged depends on the loans of other banks. */
  const decided = ({ rightName, firstLoan }: Extract<Step, { do: 'file' | 'correct' }>): FilingState | 'either' =>
    !rightName ? 'submitted' : firstLoan ? 'either' : 'accepted';

  /** Sends one action with the current version, which is read before concurrent actions start. */
  async function prepare(
    action: Step,
  ): Promise<{ send: () => Promise<Reply | null>; filing?: Known; wanted?: FilingState | 'either' | null }> {
    const auditor = await world.as('auditor');
    if (action.do === 'post')
      return {
        send: async () => {
          await world.owner.query('select from post_entries()');
          return null;
        },
      };
    if (action.do === 'file') {
      const officer = await world.as(BANK[action.bank]!);
      const sent = goodFiling(body(action));
      return {
        wanted: decided(action),
        send: async () => {
          const reply = await officer.post('/filings', sent);
          if (reply.status === 201) known.push({ id: reply.body.id, bank: action.bank, state: reply.body.state });
          return reply;
        },
      };
    }
    if (action.do === 'put' || action.do === 'revoke') {
      const present = await auditor.get(path(action));
      const headers: Record<string, string> =
        present.status === 200 ? { 'If-Match': present.headers.get('etag')! } : {};
      const [validFrom, validTo] = action.do === 'put' ? PERIOD[action.period]! : ['', ''];
      if (action.do === 'put') return { send: () => auditor.put(path(action), { validFrom, validTo }, headers) };
      return {
        send: () =>
          auditor.post(
            `${path(action)}/revoke`,
            { reason: '撤销', ...(action.on === null ? {} : { revokedOn: DAY[action.on] }) },
            headers,
          ),
      };
    }
    if (known.length === 0) return { send: async () => null };
    const filing = known[action.filing % known.length]!;
    const client = action.do === 'correct' || action.do === 'withdraw' ? await world.as(BANK[filing.bank]!) : auditor;
    const headers = { 'If-Match': (await client.get(`/filings/${filing.id}`)).headers.get('etag')! };
    const allowed = nextState(filing.state, action.do as FilingAction);
    if (action.do === 'correct') {
      const change = body(action);
      return {
        filing,
        wanted: allowed && decided(action),
        send: () => client.patch(`/filings/${filing.id}`, change, headers),
      };
    }
    return {
      filing,
      wanted: allowed,
      send: () =>
        client.post(
          `/filings/${filing.id}/${action.do}`,
          action.do === 'accept' ? undefined : { reason: '因' },
          headers,
        ),
    };
  }

  async function inTurn(steps: readonly Step[]): Promise<void> {
    for (const action of steps) {
      const before = action.do === 'put' || action.do === 'revoke' ? await qualifications() : [];
      const { send, filing, wanted } = await prepare(action);
      const stateBefore = filing?.state;
      const reply = await send();
      if (reply === null) continue;
      if (action.do === 'put' || action.do === 'revoke')
        expect([reply.status, reply.body.code], reply.text).to.deep.equal(expectedOfChange(action, before, reply));
      else if (wanted === null)
        expect(
          [reply.status, reply.body.code, reply.body.detail.includes(stateBefore!)],
          `${action.do} of ${stateBefore}: ${reply.text}`,
        ).to.deep.equal([409, 'STATE_CONFLICT', true]);
      else {
        const { state } = reply.body;
        if (wanted === 'either') expect(state).to.be.oneOf(['accepted', 'submitted']);
        else expect(state, reply.text).to.equal(wanted);
        expect(reply.status, reply.text).to.equal(action.do === 'file' ? 201 : 200);
        if (filing) filing.state = state;
      }
    }
  }

  /** The status and code that the model expects for a change of a qualification. */
  function expectedOfChange(
    action: Extract<Step, { do: 'put' | 'revoke' }>,
    before: readonly Qualification[],
    reply: Reply,
  ): [number, string | undefined] {
    const mine = before.find(
      (each) => each.kind === KIND[action.kind] && each.certificate_no === `Q-${action.firm}-${action.serial}`,
    );
    if (action.do === 'revoke') {
      if (!mine) return [404, 'NOT_FOUND'];
      const day = action.on === null ? null : DAY[action.on]!;
      if (day !== null && Date.parse(day) > Date.parse(mine.valid_to) + 86_400_000) return [400, 'VALIDATION_FAILED'];
      return mine.revoked ? [409, 'STATE_CONFLICT'] : [200, undefined];
    }
    if (mine?.revoked) return [409, 'STATE_CONFLICT'];
    expect(reply.status, reply.text).to.equal(mine ? 200 : 201);
    return [mine ? 200 : 201, undefined];
  }

  async function atOnce(steps: readonly Step[]): Promise<void> {
    const prepared: Awaited<ReturnType<typeof prepare>>[] = [];
    for (const action of steps) prepared.push(await prepare(action));
    const replies = await Promise.all(prepared.map(({ send }) => send()));
    const winners = new Map<Known, number>();
    replies.forEach((reply, index) => {
      if (reply === null) return;
      // 428: another action has just created the same qualification.
      const entered = steps[index]!.do === 'put' ? [428] : [];
      expect(reply.status, `${JSON.stringify(steps[index])}: ${reply.text}`).to.be.oneOf([
        200,
        201,
        400,
        404,
        409,
        412,
        ...entered,
      ]);
      const { filing } = prepared[index]!;
      if (filing && reply.status === 200) winners.set(filing, (winners.get(filing) ?? 0) + 1);
    });
    for (const [, times] of winners) expect(times, 'changes of one version').to.equal(1);
    const { rows } = await world.owner.query('select id, state from filing where id = any ($1)', [
      known.map((each) => each.id),
    ]);
    for (const filing of known) filing.state = rows.find((row) => row.id === filing.id).state;
  }

  async function everythingHolds(): Promise<void> {
    expect(
      await asSystem(world.db, 'verify', { action: 'verify', at: world.time.now }, verifyTotals, { snapshot: true }),
    ).to.deep.equal([]);
    await linksHold();
    await trailReplays();
    const rows = await acceptedRows(world);
    for (let i = 0; i < 8; i += 1, asked += 1) {
      const [reader, visible, question] = QUESTIONS[(asked * 7) % QUESTIONS.length]!;
      const reply = await (await world.as(reader)).get(queryOf(question));
      expect(reply.status, reply.text).to.equal(200);
      const bare = reply.body.rows.map((row: any) => ({
        ...row,
        ...(row.bank ? { bank: row.bank.code } : {}),
        ...(row.region ? { region: row.region.code } : {}),
      }));
      expect({ rows: bare, total: reply.body.total }, `${reader} ${queryOf(question)}`).to.deep.equal(
        recount(rows.filter(visible), question),
      );
    }
    if (known.length > 0) {
      const { id } = known.at(-1)!;
      const {
        rows: [row],
      } = await world.owner.query('select version, state from filing where id = $1', [id]);
      const reply = await (await world.as('auditor')).get(`/filings/${id}`);
      expect([reply.headers.get('etag'), reply.body.version, reply.body.state]).to.deep.equal([
        `"${row.version}"`,
        row.version,
        row.state,
      ]);
    }
  }

  async function linksHold(): Promise<void> {
    const all = await qualifications();
    const { rows } = await world.owner.query(
      'select id, uscc, disbursed_on::text as day, links, links = link_of(uscc, disbursed_on) as same from filing',
    );
    for (const row of rows) {
      const wanted = Object.fromEntries(
        all
          .filter((each) => each.uscc === row.uscc && covers(each, row.day))
          .sort((a, b) => (a.valid_from + a.certificate_no < b.valid_from + b.certificate_no ? -1 : 1))
          .map((each) => [
            each.kind,
            { certificateNo: each.certificate_no, validFrom: each.valid_from, validTo: lastDay(each) },
          ]),
      );
      expect(row.links, row.id).to.deep.equal(wanted);
      expect(row.same).to.equal(true);
    }
  }

  /** Replays the audit trail of every filing of this run and compares the result with its row. */
  async function trailReplays(): Promise<void> {
    const ids = known.map((each) => each.id);
    const { rows: filings } = await world.owner.query(
      `select id, version, to_jsonb(f) - array['contract_key', 'receipt_key', 'filed_sort', 'in_review', 'flagged', 'version'] as row from filing f where id = any ($1)`,
      [ids],
    );
    const { rows: events } = await world.owner.query(
      `select record_id, version, before, after, restricted from trail where type = 'filing' and record_id = any ($1) order by id`,
      [ids],
    );
    for (const { id, version, row } of filings) {
      const replayed: Record<string, unknown> = {};
      let last = 0;
      for (const event of events.filter((each) => each.record_id === id)) {
        expect(event.version).to.be.greaterThan(last);
        for (const [key, value] of Object.entries({ ...event.before, ...event.restricted?.before }))
          expect(replayed[key] ?? null, `${id} ${key}`).to.deep.equal(value);
        Object.assign(replayed, event.after, event.restricted?.after);
        last = event.version;
      }
      expect(last).to.be.at.most(version);
      const present = (record: Record<string, unknown>): object =>
        Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null));
      expect(present(replayed)).to.deep.equal(present(row));
    }
  }

  for (const [name, run, numRuns] of [
    ['in turn', inTurn, 6],
    ['at once', atOnce, 8],
  ] as const) {
    it(`of actions ${name} leaves totals equal to a recount, links equal to a re-link, and an audit trail that replays`, async () => {
      await fc.assert(
        fc.asyncProperty(history, async (batches) => {
          known = [];
          for (const { instant, steps } of batches) {
            world.time.now = new Date(INSTANT[instant]!);
            await run(steps);
            await everythingHolds();
          }
        }),
        { numRuns, endOnFailure: true, includeErrorInReport: true },
      );
    });
  }

  it('leaves every query for totals equal to a recount, before and after posting', async () => {
    const rows = await acceptedRows(world);
    expect(rows.length).to.be.greaterThan(5);
    for (const post of [false, true]) {
      if (post) await world.owner.query('select from post_entries()');
      for (const [reader, visible, question] of QUESTIONS) {
        const reply = await (await world.as(reader)).get(queryOf(question));
        const bare = reply.body.rows.map((row: any) => ({
          ...row,
          ...(row.bank ? { bank: row.bank.code } : {}),
          ...(row.region ? { region: row.region.code } : {}),
        }));
        expect({ rows: bare, total: reply.body.total }, `${reader} ${queryOf(question)}`).to.deep.equal(
          recount(rows.filter(visible), question),
        );
      }
    }
  });

  it('is checked by a recount that detects a planted figure or link', async () => {
    const verify = (): Promise<Difference[]> =>
      asSystem(world.db, 'verify', { action: 'verify', at: world.time.now }, verifyTotals, { snapshot: true });
    const plant = (by: number): Promise<unknown> =>
      world.owner.query(`
        update total_sum set filings = filings + ${by}
        where (basis, grain, period, bank_code, region_code, status) =
          (select basis, grain, period, bank_code, region_code, status from total_sum where grain = 'year' and region_code = '' and filings > 0 order by 1, 3, 4, 6 limit 1)`);
    await plant(1);
    const found = await verify();
    expect(found.map(({ what, figure }) => `${what} ${figure}`).sort()).to.deep.equal([
      'cell filings',
      'total filings',
    ]);
    await plant(-1);
    expect(await verify()).to.deep.equal([]);
    await world.owner.query('begin');
    await world.owner.query('alter table filing disable trigger user');
    const {
      rows: [row],
    } = await world.owner.query(
      `update filing set links = '{"other": {}}' where id = (select id from filing where state = 'accepted' limit 1) returning id`,
    );
    await world.owner.query('alter table filing enable trigger user');
    await world.owner.query('commit');
    expect((await verify()).filter(({ what }) => what === 'link').map(({ place }) => place)).to.deep.equal([row.id]);
  });
});
