import { expect } from 'chai';
import { workingDayAfter, type HolidayKind } from '../../src/domain/programme/working-days.ts';
import { fieldErrors } from '../support/problem.ts';
import { openWorld, type World } from '../support/world.ts';
import { FIRMS } from '../support/template.ts';
import { goodFiling } from '../support/filing.ts';
import type { Client, Reply } from '../support/client.ts';

describe('reference data under administration', () => {
  let world: World;
  let admin: Client;
  beforeEach(async () => {
    world = await openWorld();
    admin = await world.as('admin');
  });
  afterEach(() => world.close());

  for (const [what, code, wrong] of [
    ['banks', 'ABC', 'a-b'],
    ['regions', '430204', '43020'],
  ] as const) {
    it(`${what} are created and changed by code`, async () => {
      const code2 = what === 'banks' ? code : '430223';
      const entered = await admin.put(`/admin/${what}/${code2}`, { name: '攸县或农行', validFrom: '2020-01-01' });
      expect(entered.status, entered.text).to.equal(201);
      expect(entered.headers.get('location')).to.equal(`/api/v1/admin/${what}/${code2}`);
      expect(entered.body).to.deep.equal({
        code: code2,
        name: '攸县或农行',
        validFrom: '2020-01-01',
        validTo: null,
        version: 1,
      });
      const changed = await admin.put(`/admin/${what}/${code2}`, { name: '改名', validTo: '2026-12-31' });
      expect(changed.status).to.equal(200);
      expect(changed.body).to.deep.equal({
        code: code2,
        name: '改名',
        validFrom: null,
        validTo: '2026-12-31',
        version: 2,
      });
      expect(changed.headers.get('etag')).to.equal('"2"');
      expect((await admin.put(`/admin/${what}/${code2}`, { name: '再改' }, { 'If-Match': '"1"' })).status).to.equal(
        412,
      );
      expect((await admin.put(`/admin/${what}/${code2}`, { name: '再改' }, { 'If-Match': '"2"' })).status).to.equal(
        200,
      );
      const list = await admin.get(`/admin/${what}`);
      expect(list.body.nextCursor).to.equal(null);
      expect(list.body.items.find((item: { code: string }) => item.code === code2)).to.deep.include({
        name: '再改',
        version: 3,
      });
      const shown = await (await world.as('officer')).get(`/${what}`);
      expect(shown.body.items.find((item: { code: string }) => item.code === code2)).to.deep.equal({
        code: code2,
        name: '再改',
        validFrom: null,
        validTo: null,
      });
      expect(shown.body.nextCursor).to.equal(null);
      const { rows } = await world.owner.query(
        `select actor, action from trail where record_id = $1 and type = $2 order by id`,
        [code2, what.slice(0, -1)],
      );
      expect(rows).to.deep.equal(Array(3).fill({ actor: 'admin', action: `${what.slice(0, -1)}.put` }));
    });

    it(`invalid ${what} are refused with every error`, async () => {
      expect(
        fieldErrors(await admin.put(`/admin/${what}/${wrong}`, { name: 'x', validFrom: '2024-02-30', more: 1 })),
      ).to.have.members(['code FORMAT', 'name TOO_SHORT', 'validFrom NOT_A_DATE', 'more UNKNOWN_FIELD']);
      expect(
        fieldErrors(
          await admin.put(`/admin/${what}/${code}`, { name: '名称', validFrom: '2024-02-02', validTo: '2024-02-01' }),
        ),
      ).to.deep.equal(['validTo RANGE_REVERSED']);
      expect(
        (
          await admin.put(
            `/admin/${what}/${what === 'banks' ? 'NEWBANK' : '430224'}`,
            { name: '名称' },
            { 'If-Match': '"1"' },
          )
        ).status,
      ).to.equal(412);
    });
  }

  it('lists are returned completely, or in pages if a limit is given', async () => {
    for (const [path, client] of [
      ['/admin/regions', admin],
      ['/regions', await world.as('firm')],
      ['/banks', await world.as('officer')],
      ['/admin/banks', admin],
      ['/admin/lpr', admin],
      ['/programme-rules', admin],
      ['/admin/programme-rules', admin],
    ] as const) {
      const whole = (await client.get(path)).body;
      expect(whole.nextCursor, path).to.equal(null);
      const paged: unknown[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const reply: any = await client.get(
          `${path}?limit=1${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
        );
        expect(reply.status, reply.text).to.equal(200);
        paged.push(...reply.body.items);
        cursor = reply.body.nextCursor;
      }
      expect(paged, path).to.deep.equal(whole.items);
      expect((await client.get(`${path}?limit=201`)).body.errors).to.have.length(1);
    }
    const cursor = (await admin.get('/admin/regions?limit=1')).body.nextCursor;
    for (const path of ['/admin/banks', '/regions'])
      expect((await admin.get(`${path}?cursor=${encodeURIComponent(cursor)}`)).body.errors[0].code, path).to.equal(
        'INVALID_CURSOR',
      );
  });

  it('a bank is created once by concurrent requests', async () => {
    const replies = await Promise.all([1, 2, 3].map((n) => admin.put('/admin/banks/ABC', { name: `农业银行${n}` })));
    expect(replies.map((reply) => reply.status).sort()).to.deep.equal([200, 200, 201]);
  });

  it('only administrators have access', async () => {
    for (const path of ['banks', 'regions', 'programme-rules', 'lpr']) {
      for (const name of ['officer', 'auditor', 'firm'])
        expect((await (await world.as(name)).get(`/admin/${path}`)).status).to.equal(403);
    }
    expect((await (await world.as('auditor')).put('/admin/banks/ABC', { name: '名称' })).status).to.equal(403);
    for (const path of ['banks', 'regions', 'programme-rules'])
      expect((await world.anybody().get(`/${path}`)).status).to.equal(401);
  });

  describe('programme rules', () => {
    const LIMITS = {
      amount: { max: '5000000.00', onBreach: 'refuse' },
      rate: { benchmark: 'byTerm', add: 100, onBreach: 'flag' },
      term: { min: 6, max: 24, onBreach: 'refuse' },
      filingDeadline: { months: 3, onBreach: 'flag' },
      gradeLines: { lines: { A: '5000000.00', E: '800000.00' }, onBreach: 'refuse' },
      eligibleAnyOf: { statuses: ['tech_sme', 'high_tech'], onBreach: 'flag' },
      purposeRequired: { onBreach: 'refuse' },
    };
    const RULE = {
      name: '株洲市 2026 版',
      regionPrefix: '4302',
      validFrom: '2026-01-01',
      validTo: '2026-12-31',
      reviewAll: true,
      limits: LIMITS,
    };

    it('are stored as sent, with two decimals for amounts', async () => {
      const put = await admin.put('/admin/programme-rules/zhuzhou-2026', {
        ...RULE,
        limits: { ...LIMITS, amount: { max: '5000000', onBreach: 'refuse' } },
      });
      expect(put.status, put.text).to.equal(201);
      expect(put.body).to.deep.equal({ code: 'zhuzhou-2026', ...RULE, version: 1 });
      expect(
        (await admin.get('/admin/programme-rules')).body.items.map((item: { code: string }) => item.code),
      ).to.deep.equal(['hubei-2025', 'hunan-2022', 'hunan-2025', 'zhuzhou-2026']);
      const changed = await admin.put('/admin/programme-rules/zhuzhou-2026', {
        ...RULE,
        validTo: null,
        reviewAll: null,
        regionPrefix: '',
        limits: { rate: null, amount: LIMITS.amount },
      });
      expect(changed.status, changed.text).to.equal(200);
      expect(changed.body).to.deep.include({
        regionPrefix: '',
        validTo: null,
        reviewAll: false,
        limits: { amount: LIMITS.amount },
        version: 2,
      });
    });

    it('apply to later filings', async () => {
      await admin.put('/admin/programme-rules/zhuzhou-2026', {
        ...RULE,
        reviewAll: false,
        limits: { amount: { max: '1000000.00', onBreach: 'refuse' } },
      });
      const reply = await (await world.as('officer')).post('/filings', goodFiling());
      expect(fieldErrors(reply)).to.deep.equal(['amount AMOUNT_OVER_LIMIT']);
      expect(
        (await (await world.as('officer')).post('/filings', goodFiling({ amount: '1000000.00' }))).body.state,
      ).to.equal('accepted');
      await admin.put('/admin/programme-rules/zhuzhou-2026', { ...RULE, limits: {} });
      expect((await (await world.as('officer')).post('/filings', goodFiling())).body.state, 'review of all').to.equal(
        'submitted',
      );
    });

    it('ask for a qualification on the day of disbursement', async () => {
      const officer = await world.as('officer');
      const limited = async (onBreach: string): Promise<void> => {
        const eligibleAnyOf = { statuses: ['tech_sme'], onBreach };
        await admin.put('/admin/programme-rules/zhuzhou-2026', {
          ...RULE,
          reviewAll: false,
          limits: { eligibleAnyOf },
        });
      };
      // F1 is a technology SME until 2026-03-31 and high-tech after that too; F5 is known to nobody.
      const inTime = goodFiling({ disbursedOn: '2026-03-31' });
      const tooLate = goodFiling({ disbursedOn: '2026-04-01', dueOn: '2027-03-15' });
      const unknown = goodFiling({ uscc: FIRMS.F5, firmName: '株洲新芽科技有限公司' });
      await limited('refuse');
      for (const filing of [tooLate, unknown]) {
        const reply = await officer.post('/filings', filing);
        expect(fieldErrors(reply), reply.text).to.deep.equal(['uscc NOT_ELIGIBLE']);
        expect((await officer.post('/filings/check', filing)).body.checks).to.deep.include({
          rule: 'NOT_ELIGIBLE',
          outcome: 'broken',
        });
      }
      expect((await officer.post('/filings/check', inTime)).body.checks).to.deep.include({
        rule: 'NOT_ELIGIBLE',
        outcome: 'passed',
      });
      expect((await officer.post('/filings', inTime)).body.state).to.equal('accepted');
      await limited('flag');
      for (const filing of [tooLate, unknown]) {
        const { body } = await officer.post('/filings', filing);
        expect([body.state, body.flags.map(({ rule }: { rule: string }) => rule)]).to.deep.equal([
          'submitted',
          ['NOT_ELIGIBLE'],
        ]);
      }
      await admin.put('/admin/programme-rules/zhuzhou-2026', { ...RULE, reviewAll: false, limits: {} });
      const { body } = await officer.post(
        '/filings/check',
        goodFiling({ uscc: FIRMS.F6, firmName: '株洲又一科技公司' }),
      );
      expect(body.checks).to.deep.include({ rule: 'NOT_ELIGIBLE', outcome: 'not_set' });
      expect(body.flags).to.deep.equal([]);
    });

    it('ask for the purpose of the loan', async () => {
      const officer = await world.as('officer');
      const limited = async (onBreach: string): Promise<void> => {
        const limits = { purposeRequired: { onBreach } };
        await admin.put('/admin/programme-rules/zhuzhou-2026', { ...RULE, reviewAll: false, limits });
      };
      await limited('refuse');
      expect(fieldErrors(await officer.post('/filings', goodFiling()))).to.deep.equal(['purpose PURPOSE_REQUIRED']);
      expect(fieldErrors(await officer.post('/filings', goodFiling({ purpose: 5 })))).to.deep.equal([
        'purpose NOT_A_STRING',
      ]);
      expect((await officer.post('/filings', goodFiling({ purpose: '研发投入' }))).body.state).to.equal('accepted');
      await limited('flag');
      const { body } = await officer.post('/filings', goodFiling());
      expect([body.state, body.flags.map(({ rule }: { rule: string }) => rule)]).to.deep.equal([
        'submitted',
        ['PURPOSE_REQUIRED'],
      ]);
      await admin.put('/admin/programme-rules/zhuzhou-2026', { ...RULE, reviewAll: false, limits: {} });
    });

    it('are refused with every error at its path if they are invalid', async () => {
      const put = (body: unknown): Promise<Reply> => admin.put('/admin/programme-rules/bad', body);
      expect(fieldErrors(await put({}))).to.have.members([
        'name REQUIRED',
        'regionPrefix REQUIRED',
        'validFrom REQUIRED',
        'limits REQUIRED',
      ]);
      expect(
        fieldErrors(
          await put({
            ...RULE,
            regionPrefix: '43x',
            validTo: '2025-01-01',
            limits: {
              amount: { max: 5000000, onBreach: 'ask' },
              rate: { benchmark: 'threeYear', add: -1, onBreach: 'flag' },
              term: { min: 0, max: 601, onBreach: 'flag' },
              filingDeadline: { months: 121, onBreach: 'flag' },
              gradeLines: { lines: { A: '0.00', F: '1.00' }, onBreach: 'flag' },
              colour: {},
            },
          }),
        ),
      ).to.have.members([
        'regionPrefix FORMAT',
        'validTo RANGE_REVERSED',
        'limits.amount.max NOT_A_STRING',
        'limits.amount.onBreach UNKNOWN_WORD',
        'limits.rate.benchmark UNKNOWN_WORD',
        'limits.rate.add TOO_SMALL',
        'limits.term.min TOO_SMALL',
        'limits.term.max TOO_LARGE',
        'limits.filingDeadline.months TOO_LARGE',
        'limits.gradeLines.lines.A ZERO',
        'limits.gradeLines.lines.F UNKNOWN_FIELD',
        'limits.colour UNKNOWN_FIELD',
      ]);
      for (const [term, fault] of [
        [{ onBreach: 'flag' }, 'limits.term.max REQUIRED'],
        [{ min: null, max: null, onBreach: 'flag' }, 'limits.term.max REQUIRED'],
        [{ min: 13, max: 12, onBreach: 'flag' }, 'limits.term.max RANGE_REVERSED'],
      ])
        expect(fieldErrors(await put({ ...RULE, limits: { term } }))).to.deep.equal([fault]);
      for (const [deadline, fault] of [
        [{}, 'months REQUIRED'],
        [{ months: 3, days: 90 }, 'days NOT_ALLOWED'],
        [{ days: 90, workingDays: 20 }, 'workingDays NOT_ALLOWED'],
        [{ workingDays: 0 }, 'workingDays TOO_SMALL'],
        [{ days: '90' }, 'days NOT_AN_INTEGER'],
      ] as const)
        expect(
          fieldErrors(await put({ ...RULE, limits: { filingDeadline: { ...deadline, onBreach: 'flag' } } })),
          JSON.stringify(deadline),
        ).to.deep.equal([`limits.filingDeadline.${fault}`]);
      for (const [rate, fault] of [
        [{ add: 150 }, 'benchmark REQUIRED'],
        [{ benchmark: 'oneYear' }, 'add REQUIRED'],
        [{ benchmark: 'oneYear', add: 150, times: '1.5' }, 'times NOT_ALLOWED'],
        [{ benchmark: 'oneYear', times: '1.555' }, 'times TOO_MANY_DECIMALS'],
        [{ benchmark: 'oneYear', times: '0' }, 'times ZERO'],
        [{ benchmark: 'oneYear', times: 10.01 }, 'times TOO_LARGE'],
        [{ benchmark: 'oneYear', times: 1e-7 }, 'times FORMAT'],
        [{ benchmark: 'oneYear', times: '1,5' }, 'times FORMAT'],
        [{ benchmark: 'oneYear', times: true }, 'times NOT_A_STRING'],
        [{ overLprBasisPoints: 150, benchmark: 'oneYear', add: 150 }, 'overLprBasisPoints UNKNOWN_FIELD'],
      ] as const)
        expect(
          fieldErrors(await put({ ...RULE, limits: { rate: { ...rate, onBreach: 'flag' } } })),
          JSON.stringify(rate),
        ).to.deep.equal([`limits.rate.${fault}`]);
      for (const [statuses, fault] of [
        [undefined, 'REQUIRED'],
        [[], 'REQUIRED'],
        ['high_tech', 'NOT_AN_ARRAY'],
        [['high_tech', 5], 'FORMAT'],
        [['high_tech', 'high_tech'], 'REPEATED'],
        [['high_tech', 'no_such_kind'], 'UNKNOWN_WORD'],
      ] as const)
        expect(
          fieldErrors(await put({ ...RULE, limits: { eligibleAnyOf: { statuses, onBreach: 'flag' } } })),
          String(statuses),
        ).to.deep.equal([`limits.eligibleAnyOf.statuses ${fault}`]);
      expect(fieldErrors(await put({ ...RULE, limits: { termMonths: { max: 12, onBreach: 'flag' } } }))).to.deep.equal([
        'limits.termMonths UNKNOWN_FIELD',
      ]);
      expect(fieldErrors(await put({ ...RULE, limits: [] }))).to.deep.equal(['limits NOT_AN_OBJECT']);
      expect(fieldErrors(await put({ ...RULE, limits: 'none' }))).to.deep.equal(['limits NOT_AN_OBJECT']);
      expect(fieldErrors(await put({ ...RULE, limits: { amount: [], rate: 1 } }))).to.include.members([
        'limits.amount NOT_AN_OBJECT',
        'limits.rate NOT_AN_OBJECT',
      ]);
      expect(fieldErrors(await put({ ...RULE, limits: { gradeLines: { onBreach: 'flag' } } }))).to.deep.equal([
        'limits.gradeLines.lines REQUIRED',
      ]);
      expect(fieldErrors(await admin.put('/admin/programme-rules/%20', RULE))).to.deep.equal(['code FORMAT']);
    });

    it('answer a factor of the rate as a string, sent as a string or as a number', async () => {
      for (const times of ['1.50', 1.5]) {
        const rate = { benchmark: 'fiveYear', times, onBreach: 'refuse' };
        const put = await admin.put('/admin/programme-rules/wuhan', { ...RULE, limits: { rate } });
        expect(put.status, put.text).to.be.oneOf([200, 201]);
        expect(put.body.limits).to.deep.equal({ rate: { ...rate, times: '1.5' } });
      }
    });

    it('are visible to all roles as of a day, with every limit by name', async () => {
      const firm = await world.as('firm');
      const now = await firm.get('/programme-rules');
      expect(now.status, now.text).to.equal(200);
      expect(now.body.items.map((item: { code: string }) => item.code)).to.deep.equal(['hubei-2025', 'hunan-2025']);
      expect(now.body.items[1]).to.deep.equal({
        code: 'hunan-2025',
        name: '湖南省知识价值信用贷款（2025 版，示例）',
        regionPrefix: '43',
        validFrom: '2025-06-16',
        validTo: null,
        reviewAll: false,
        limits: {
          amount: { max: '10000000.00', onBreach: 'flag' },
          rate: null,
          term: { max: 36, onBreach: 'refuse' },
          filingDeadline: null,
          gradeLines: null,
          eligibleAnyOf: null,
          purposeRequired: null,
        },
      });
      const codesOn = async (day: string): Promise<string[]> =>
        (await firm.get(`/programme-rules?on=${day}`)).body.items.map((item: { code: string }) => item.code);
      expect(await codesOn('2024-12-31')).to.deep.equal(['hunan-2022']);
      expect(await codesOn('2025-06-15')).to.deep.equal(['hubei-2025', 'hunan-2022']);
      expect(await codesOn('2021-12-31')).to.deep.equal([]);
      // The afternoon of 31 December in UTC is the new year in Shanghai.
      world.time.now = new Date('2024-12-31T16:00:00.000Z');
      expect(await codesOn('2025-01-01')).to.deep.equal(
        (await firm.get('/programme-rules')).body.items.map((item: { code: string }) => item.code),
      );
      expect(fieldErrors(await firm.get('/programme-rules?on=2023-02-29'))).to.deep.equal(['on NOT_A_DATE']);
    });
  });

  describe('the LPR', () => {
    it('is a table of rates with the day until which it was checked', async () => {
      const { body } = await admin.get('/admin/lpr');
      expect(body.checkedUntil).to.equal('2026-08-31');
      expect(body.items.at(-1)).to.deep.equal({ date: '2025-05-20', oneYear: '3.00', fiveYear: '3.50', version: 1 });
      const entered = await admin.put('/admin/lpr/2026-09-21', { oneYear: '2.9', checkedUntil: '2026-09-30' });
      expect(entered.status, entered.text).to.equal(201);
      expect(entered.body).to.deep.equal({ date: '2026-09-21', oneYear: '2.90', fiveYear: null, version: 1 });
      const changed = await admin.put('/admin/lpr/2026-09-21', { oneYear: '2.95', fiveYear: '3.45' });
      expect(changed.status).to.equal(200);
      expect(changed.body).to.deep.equal({ date: '2026-09-21', oneYear: '2.95', fiveYear: '3.45', version: 2 });
      expect((await admin.get('/admin/lpr')).body.checkedUntil).to.equal('2026-09-30');
      const checked = await admin.put('/admin/lpr', { checkedUntil: '2026-10-31' });
      expect(checked.status, checked.text).to.equal(200);
      expect(checked.body.checkedUntil).to.equal('2026-10-31');
      const { rows } = await world.owner.query(`select type, action from trail where actor = 'admin' order by id`);
      expect(rows).to.deep.equal([
        { type: 'lpr', action: 'lpr.put' },
        { type: 'registry', action: 'lpr.put' },
        { type: 'lpr', action: 'lpr.put' },
        { type: 'registry', action: 'lpr.checked' },
      ]);
    });

    it('refuses invalid days and rates', async () => {
      expect(fieldErrors(await admin.put('/admin/lpr/2026-02-29', { oneYear: 3, fiveYear: '36.01' }))).to.have.members([
        'date NOT_A_DATE',
        'oneYear NOT_A_STRING',
        'fiveYear TOO_LARGE',
      ]);
      expect(fieldErrors(await admin.put('/admin/lpr', {}))).to.deep.equal(['checkedUntil REQUIRED']);
    });
  });

  describe('the public holidays', () => {
    it('come with the arrangements of 2021 to 2026, whose working days are as many as the week and the law give', async () => {
      const { body } = await admin.get('/admin/holidays');
      expect(body.checkedUntil).to.equal('2026-12-31');
      const rows = (body.items as { date: string; to: string; kind: HolidayKind; source: string }[]).map((row) => ({
        ...row,
        from: row.date,
      }));
      // By law 11 days off a year until 2024, and 13 from 2025 on; one that falls on a weekend is taken on another day.
      const yearly = [
        [2021, 250],
        [2022, 249],
        [2023, 249],
        [2024, 251],
        [2025, 248],
        [2026, 248],
      ] as const;
      const calendar = { rows, checkedUntil: '2026-12-31' };
      for (const [year, expected] of yearly) {
        // The first day of 2021 is the first of the calendar, and a day off.
        const from = year === 2021 ? '2021-01-01' : `${year - 1}-12-31`;
        let days = 0;
        for (;;) {
          const next = workingDayAfter(calendar, from, days + 1);
          if (next === null || next > `${year}-12-31`) break;
          days += 1;
        }
        expect(days, String(year)).to.equal(expected);
      }
      for (const { date, to, kind, source } of rows) {
        const weekday = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay() % 6 !== 0;
        if (kind === 'working') expect([date, to].some(weekday), date).to.equal(false);
        expect(source).to.match(/^国办发明电〔20\d\d〕\d+号$/);
      }
    });

    it('are entered for a later year, changed, and checked until a day', async () => {
      const spring = { to: '2027-02-12', kind: 'off', name: '春节', source: '国办发明电〔2026〕9号' };
      const entered = await admin.put('/admin/holidays/2027-02-05', spring);
      expect(entered.status, entered.text).to.equal(201);
      expect(entered.headers.get('location')).to.equal('/api/v1/admin/holidays/2027-02-05');
      expect(entered.body).to.deep.equal({ date: '2027-02-05', ...spring, version: 1 });
      const single = await admin.put('/admin/holidays/2027-02-20', {
        kind: 'working',
        name: '春节调休',
        checkedUntil: '2027-12-31',
      });
      expect(single.body).to.deep.include({ date: '2027-02-20', to: '2027-02-20', source: null });
      const changed = await admin.put('/admin/holidays/2027-02-05', { ...spring, to: '2027-02-11' });
      expect(changed.body).to.include({ to: '2027-02-11', version: 2 });
      const stale = await admin.put('/admin/holidays/2027-02-05', spring, { 'If-Match': '"1"' });
      expect(stale.status).to.equal(412);
      const table = (await admin.get('/admin/holidays')).body;
      expect(table.checkedUntil).to.equal('2027-12-31');
      expect(table.items.slice(-2).map(({ date }: { date: string }) => date)).to.deep.equal([
        '2027-02-05',
        '2027-02-20',
      ]);
      const checked = await admin.put('/admin/holidays', { checkedUntil: '2026-12-31' });
      expect(checked.body.checkedUntil).to.equal('2026-12-31');
      const { rows } = await world.owner.query(
        `select distinct type, action from trail where actor = 'admin' order by 2, 1`,
      );
      expect(rows).to.deep.equal([
        { type: 'registry', action: 'holiday.checked' },
        { type: 'holiday', action: 'holiday.put' },
        { type: 'registry', action: 'holiday.put' },
      ]);
    });

    it('refuse invalid days and words', async () => {
      expect(fieldErrors(await admin.put('/admin/holidays/2027-02-30', { kind: 'free', name: '' }))).to.have.members([
        'date NOT_A_DATE',
        'kind UNKNOWN_WORD',
        'name REQUIRED',
      ]);
      const spring = { kind: 'off', name: '春节' };
      expect(fieldErrors(await admin.put('/admin/holidays/2027-02-05', { ...spring, to: '2027-02-04' }))).to.deep.equal(
        ['to RANGE_REVERSED'],
      );
      expect(fieldErrors(await admin.put('/admin/holidays/2027-02-05', { ...spring, to: '2027-03-08' }))).to.deep.equal(
        ['to TOO_LARGE'],
      );
    });

    it('decide how long a loan can be filed under a version that counts working days', async () => {
      const officer = await world.as('officer');
      const limits = { filingDeadline: { workingDays: 10, onBreach: 'refuse' } };
      const rule = { name: '天元区', regionPrefix: '430211', validFrom: '2026-01-01', limits };
      expect((await admin.put('/admin/programme-rules/tianyuan', rule)).status).to.equal(201);
      // From 2026-02-13 on: the 14th is worked, the 15th to the 23rd are off, the 28th is worked; the tenth is March 5.
      const body = { disbursedOn: '2026-02-13', dueOn: '2027-02-13' };
      world.time.now = new Date('2026-03-05T15:59:59.000Z');
      const inTime = await officer.post('/filings', goodFiling(body));
      expect(inTime.status, inTime.text).to.equal(201);
      world.time.now = new Date('2026-03-05T16:00:00.000Z');
      const late = await officer.post('/filings', goodFiling(body), { 'Accept-Language': 'zh-CN' });
      expect(fieldErrors(late)).to.deep.equal(['disbursedOn FILED_TOO_LATE']);
      expect(late.body.errors[0].message).to.contain('10 个工作日').and.contain('2026-03-05');
    });

    it('flag what cannot be checked after the last day that is entered', async () => {
      const officer = await world.as('officer');
      const limits = { filingDeadline: { workingDays: 10, onBreach: 'refuse' } };
      const rule = { name: '天元区', regionPrefix: '430211', validFrom: '2026-01-01', limits };
      await admin.put('/admin/programme-rules/tianyuan', rule);
      world.time.now = new Date('2027-01-20T02:00:00.000Z');
      const filed = await officer.post('/filings', goodFiling({ disbursedOn: '2026-12-28', dueOn: '2027-12-28' }));
      expect(filed.body.flags.map(({ rule: code }: { rule: string }) => code)).to.deep.equal(['DEADLINE_CANNOT_CHECK']);
    });
  });
});
