/** What a bank can learn of other banks' filings without filing: nothing. */
import { expect } from 'chai';
import { until } from '../support/until.ts';
import type { Client, Reply } from '../support/client.ts';
import { goodFiling } from '../support/filing.ts';
import { imported, loanRow, loansCsv, rowsOf } from '../support/imports.ts';
import { ACTOR_SETTINGS } from '../support/raw.ts';
import { FIRMS, openWorld, type World } from '../support/world.ts';

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const [THEIRS, OURS] = ['株洲云帆算法有限公司', '株洲云帆软件有限公司'];
const rules = ({ body }: Reply): string[] => body.flags.map(({ rule }: { rule: string }) => rule);

describe('another bank’s filings', function () {
  this.timeout(60_000);
  // The same registry without and with the business of another bank.
  let without: World;
  let withTheirs: World;
  before(async () => {
    [without, withTheirs] = [await openWorld(), await openWorld()];
    const theirs = await withTheirs.as('officer2');
    for (const [uscc, firmName] of [
      [FIRMS.F5, THEIRS],
      [FIRMS.F6, THEIRS],
      [FIRMS.F1, '株洲星火智能装备有限公司'],
    ] as const)
      for (const disbursedOn of ['2026-01-10', '2026-02-10']) {
        const reply = await theirs.post('/filings', goodFiling({ uscc, firmName, disbursedOn, dueOn: '2027-01-09' }));
        expect(reply.body.state, reply.text).to.equal('accepted');
      }
    // The bank's own filings, the same in both: of a firm that the other one has named before.
    for (const world of [without, withTheirs]) {
      const own = goodFiling({ uscc: FIRMS.F6, firmName: OURS, receiptNo: 'OWN-1', contractNo: 'OWN-1' });
      expect((await (await world.as('officer')).post('/filings', own)).status).to.equal(201);
    }
  });
  after(async () => {
    await without.close();
    await withTheirs.close();
  });

  /** The answers of both registries to a request of the same officer, without ids. */
  async function both(ask: (officer: Client, world: World) => Promise<Reply>): Promise<[string, string]> {
    const texts = [];
    for (const world of [without, withTheirs]) {
      const reply = await ask(await world.as('officer'), world);
      texts.push(`${reply.status} ${reply.text.replaceAll(UUID, 'id')}`);
    }
    return texts as [string, string];
  }

  it('change nothing in what a check answers: neither a first loan, nor a name, nor a day', async () => {
    let flagged = 0;
    for (const uscc of [FIRMS.F1, FIRMS.F5, FIRMS.F6, FIRMS.F7])
      for (const firmName of [THEIRS, OURS, '株洲别的公司'])
        for (const disbursedOn of ['2026-01-09', '2026-01-10', '2026-03-20'])
          for (const firstLoan of [true, false]) {
            const body = goodFiling({
              uscc,
              firmName,
              disbursedOn,
              firstLoan,
              receiptNo: 'CHECK',
              contractNo: 'CHECK',
            });
            const [quiet, busy] = await both((officer) => officer.post('/filings/check', body));
            expect(busy, JSON.stringify(body)).to.equal(quiet);
            expect(busy)
              .to.not.contain('IN_REVIEW')
              .and.not.contain(uscc === FIRMS.F1 ? 'no such text' : THEIRS);
            if (!busy.includes('"flags":[]')) flagged++;
          }
    // What the bank itself has filed, and what is public, still counts.
    expect(flagged).to.be.greaterThan(10);
    const [quiet] = await both((officer) => officer.post('/filings/check', goodFiling({ receiptNo: 'OWN-1' })));
    expect(quiet).to.contain('DUPLICATE_RECEIPT');
  });

  it('change nothing in an import that is checked, corrected or refused, but not committed', async () => {
    const row = (change: object): string[] =>
      loanRow({ 统一社会信用代码: FIRMS.F5, 企业名称: '株洲别的公司', 是否首贷: '是', ...change });
    const sheets = [
      {
        mode: 'check',
        rows: [row({ 借据号: 'I-1', 合同编号: 'I-1' }), row({ 借据号: 'I-2', 合同编号: 'I-2', 企业名称: THEIRS })],
      },
      // Wrong in one row: refused as a whole.
      {
        mode: 'commit',
        rows: [row({ 借据号: 'I-3', 合同编号: 'I-3' }), row({ 借据号: 'I-4', 合同编号: 'I-4', '年利率(%)': '99' })],
      },
    ];
    for (const { mode, rows } of sheets) {
      const answers: string[] = [];
      for (const world of [without, withTheirs]) {
        const officer = await world.as('officer');
        const done = await imported(officer, loansCsv(...rows), { mode });
        expect(done.state).to.equal('checked');
        const mended = await officer.patch(`/imports/${done.id}/rows/2`, {
          values: { remarks: '改', disbursedOn: '2026-02-01' },
        });
        expect(mended.status, mended.text).to.equal(200);
        const after = (await officer.get(`/imports/${done.id}`)).body;
        answers.push(
          JSON.stringify([done.valid, done.invalid, done.flagged, after.flagged, await rowsOf(officer, done.id)]),
        );
      }
      expect(answers[1]).to.equal(answers[0]);
    }
  });

  it('change nothing in the flags of an import’s rows when committing fails', async () => {
    const answers: string[] = [];
    for (const world of [without, withTheirs]) {
      const officer = await world.as('officer');
      const claim = loanRow({
        统一社会信用代码: FIRMS.F5,
        企业名称: '株洲别的公司',
        是否首贷: '是',
        借据号: 'I-9',
        合同编号: 'I-9',
      });
      const done = await imported(officer, loansCsv(claim), { mode: 'check' });
      // Taken between the check and the commit, so that the row becomes invalid.
      const taking = await officer.post('/filings', goodFiling({ receiptNo: 'I-9', contractNo: 'I-9-b' }));
      expect(taking.status).to.equal(201);
      await officer.post(`/imports/${done.id}/commit`, {});
      const over = async () => (await officer.get(`/imports/${done.id}`)).body.state !== 'committing';
      await until('the import is over', over);
      const rows = await rowsOf(officer, done.id);
      expect(rows[0].verdict).to.equal('invalid');
      answers.push(JSON.stringify(rows).replaceAll(UUID, 'id'));
    }
    expect(answers[1]).to.equal(answers[0]);
  });

  it('change nothing in refused filings, batches and corrections, nor in the search for firms', async () => {
    const claim = { uscc: FIRMS.F5, firmName: '株洲别的公司', firstLoan: true };
    const wrong = goodFiling({ ...claim, annualRate: '99', receiptNo: 'R-1', contractNo: 'R-1' });
    const taken = goodFiling({ ...claim, receiptNo: 'OWN-1', contractNo: 'R-2' });
    for (const ask of [
      (officer: Client) => officer.post('/filings', wrong),
      (officer: Client) => officer.post('/filings', taken),
      (officer: Client) =>
        officer.post('/filings/batch', {
          items: [
            { clientRef: 'a', ...wrong },
            { clientRef: 'b', ...taken },
          ],
        }),
      (officer: Client) => officer.get(`/firms?q=${encodeURIComponent('云帆')}`),
      (officer: Client) => officer.get(`/firms/${FIRMS.F5}`),
      (officer: Client) => officer.get(`/firms/${FIRMS.F6}`),
    ]) {
      const [quiet, busy] = await both(ask);
      expect(busy).to.equal(quiet);
    }
    const correct = async (headers: Record<string, string>, body: object): Promise<[string, string]> =>
      both(async (officer, world) => {
        const reply = await officer.get('/filings?q=PATCH-1');
        const id =
          reply.body.items[0]?.id ??
          (
            await officer.post(
              '/filings',
              goodFiling({ firmName: '株洲星火公司', receiptNo: 'PATCH-1', contractNo: 'P' }),
            )
          ).body.id;
        void world;
        return officer.patch(`/filings/${id}`, body, headers);
      });
    for (const [headers, body] of [
      [{}, claim],
      [{ 'If-Match': '"99"' }, claim],
      [{ 'If-Match': '"1"' }, { ...claim, dueOn: '2026-01-01' }],
    ] as const) {
      const [quiet, busy] = await correct(headers, body);
      expect(busy).to.equal(quiet);
      expect(busy.slice(0, 3)).to.be.oneOf(['428', '412', '400']);
    }
  });

  it('are not even looked at by a check: it fetches the same rows with and without them', async () => {
    const asked = (uscc: string) =>
      JSON.stringify([
        {
          n: 0,
          uscc,
          name_key: 'X',
          region_code: '430211',
          contract_key: 'X',
          receipt_key: 'X',
          disbursed_on: '2026-06-01',
          first_loan: true,
        },
      ]);
    // Rows of these tables that the session has fetched so far.
    const counted = async (world: World): Promise<number> =>
      (
        await world.owner.query(
          `select sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::int as n from pg_stat_xact_user_tables
           where relname in ('filing', 'import', 'import_row')`,
        )
      ).rows[0].n;
    const fetched = async (world: World, uscc: string, ownOnly: boolean): Promise<number> => {
      await world.owner.query(`begin; ${ACTOR_SETTINGS}; set local app.bank = 'ICBC'`);
      const before = await counted(world);
      await world.owner.query('select * from filing_context($1, $2, $2, $3)', [asked(uscc), [], ownOnly]);
      const after = await counted(world);
      await world.owner.query('rollback');
      return after - before;
    };
    for (const uscc of [FIRMS.F5, FIRMS.F6]) {
      expect(await fetched(withTheirs, uscc, true), uscc).to.equal(await fetched(without, uscc, true));
      expect(await fetched(withTheirs, uscc, false), uscc).to.not.equal(await fetched(without, uscc, false));
    }
  });

  it('send the filing itself to review, and its officer sees IN_REVIEW there', async () => {
    const officer = await withTheirs.as('officer');
    const claim = goodFiling({ uscc: FIRMS.F5, firmName: '株洲云帆算法公司', firstLoan: true });
    expect(rules(await officer.post('/filings/check', claim))).to.deep.equal([]);
    const filed = await officer.post('/filings', claim);
    expect([filed.status, filed.body.state, rules(filed)]).to.deep.equal([201, 'submitted', ['IN_REVIEW']]);
    const seen = await (await withTheirs.as('auditor')).get(`/filings/${filed.body.id}`);
    expect(rules(seen)).to.have.members(['FIRM_NAME_DIFFERS', 'FIRST_LOAN_CONTRADICTED']);
    expect(
      (
        await officer.post(
          `/filings/${filed.body.id}/withdraw`,
          { reason: '测试' },
          { 'If-Match': filed.headers.get('etag')! },
        )
      ).status,
    ).to.equal(200);
  });
});

describe('checks of many firms', () => {
  let world: World;
  before(async () => {
    world = await openWorld({ checkFirmsPerDay: 2 });
  });
  after(() => world.close());
  const check = async (login: string, uscc: string): Promise<Reply> =>
    (await world.as(login)).post('/filings/check', goodFiling({ uscc, firmName: '株洲任意公司' }));

  it('are limited by distinct firms of an account and day, not by their number', async () => {
    world.time.now = new Date('2026-06-15T02:00:00.000Z');
    for (const uscc of [FIRMS.F1, FIRMS.F2, FIRMS.F1, FIRMS.F2, FIRMS.F2])
      expect((await check('officer', uscc)).status).to.equal(200);
    const refused = await check('officer', FIRMS.F3);
    expect([refused.status, refused.body.code]).to.deep.equal([429, 'TOO_MANY_REQUESTS']);
    expect(refused.body.detail).to.contain('2 firms today');
    const inChinese = await (
      await world.as('officer')
    ).post('/filings/check', goodFiling({ uscc: FIRMS.F3 }), { 'Accept-Language': 'zh-CN' });
    expect(inChinese.body.detail).to.contain('每日上限（2 家）');
    // Until midnight in Shanghai: 14 hours.
    expect(refused.headers.get('retry-after')).to.equal(String(14 * 3600));
    expect((await check('officer', FIRMS.F1)).status, 'a firm of today').to.equal(200);
    expect((await check('colleague', FIRMS.F3)).status, 'another account').to.equal(200);
    expect((await (await world.as('officer')).post('/filings', goodFiling())).status, 'filing').to.equal(201);
    world.time.now = new Date('2026-06-15T16:00:00.000Z');
    expect((await check('officer', FIRMS.F3)).status, 'the next day').to.equal(200);
  });

  it('count no body that is not a filing', async () => {
    const officer = await world.as('officer');
    world.time.now = new Date('2026-06-17T02:00:00.000Z');
    expect((await officer.post('/filings/check', [])).status).to.equal(400);
    expect((await officer.post('/filings/check', { uscc: 'x' })).status).to.equal(200);
    const { rows } = await world.owner.query(`select count(*)::int as n from checked_firm where day = '2026-06-17'`);
    expect(rows[0].n).to.equal(0);
  });
});
