/** What a filing may do, and what it must wait for, while an import of the same firms is being committed. */
import { expect } from 'chai';
import { sql } from 'kysely';
import { asSystem } from '../../src/data/as-actor.ts';
import type { Tx } from '../../src/data/database.ts';
import { connect } from '../../src/data/pool.ts';
import type { Client, Reply } from '../support/client.ts';
import { goodFiling } from '../support/filing.ts';
import { loanRow, loansCsv, rowsOf, settled } from '../support/imports.ts';
import { waitingForLocks } from '../support/race.ts';
import { upload } from '../support/upload.ts';
import { FIRMS, openWorld, type World } from '../support/world.ts';

/** Columns of rows to import, for two firms. */
const F1 = { 统一社会信用代码: FIRMS.F1, 企业名称: '株洲星火智能装备有限公司', 所属区县: '天元区' };
const F2 = { 统一社会信用代码: FIRMS.F2, 企业名称: '株洲远航轨道科技有限公司', 所属区县: '石峰区' };
/** The second firm in the body of a filing. */
const BODY_F2 = { uscc: FIRMS.F2, firmName: '株洲远航轨道科技有限公司', regionCode: '430204' };

describe('filings during the commit of an import of the same firms', function () {
  this.timeout(120_000);
  let world: World;
  /** Of bank BOC, which files while bank CCB (`officer2`) imports. */
  let officer: Client;
  let officer2: Client;
  let auditor: Client;
  beforeEach(async () => {
    world = await openWorld();
    [officer, officer2, auditor] = (await Promise.all(
      ['officer', 'officer2', 'auditor'].map((login) => world.as(login)),
    )) as [Client, Client, Client];
  });
  afterEach(() => world.close());

  /** Writes to the database directly, past the API. */
  const writeDirectly = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
    asSystem(world.db, 'demo', { action: 'test', at: world.time.now }, work);
  const waiting = async (requests: number): Promise<void> => {
    while ((await waitingForLocks(world)) < requests);
  };
  const flagsOf = ({ body }: Reply): string[] => body.flags.map(({ rule }: { rule: string }) => rule);

  /**
   * Imports a row of F1 and `rows`, for CCB, and runs `meanwhile` while the import is committing. The commit writes its
   * filings first and then locks their firms in the order of their codes: a lock on F1, whose code is the lowest, stops
   * it in between. @returns the filings made from `rows`, in order, after the import is committed
   */
  async function duringCommit(rows: string[][], meanwhile: () => Promise<void>): Promise<any[]> {
    const blocker = await connect(world.ownerConnection);
    await blocker.query('begin');
    await blocker.query('select from firm where uscc = $1 for update', [FIRMS.F1]);
    const { body } = await upload(officer2, loansCsv(loanRow(F1), ...rows), { mode: 'commit' });
    await waiting(1);
    expect((await officer2.get(`/imports/${body.id}`)).body.state).to.equal('committing');
    await meanwhile();
    await blocker.query('rollback');
    await blocker.end();
    expect(await settled(officer2, body.id)).to.include({ state: 'committed', filed: rows.length + 1 });
    const filings = [];
    for (const { recordId } of (await rowsOf(officer2, body.id)).slice(1))
      filings.push((await officer2.get(`/filings/${recordId}`)).body);
    return filings;
  }

  it('are filed, accepted and voided without waiting for the import', async () => {
    await duringCommit([loanRow(F2)], async () => {
      const filed = await officer.post('/filings', goodFiling(BODY_F2));
      expect([filed.status, filed.body.state]).to.deep.equal([201, 'accepted']);
      const flagged = await officer.post('/filings', goodFiling({ ...BODY_F2, firmName: '株洲另一个名字有限公司' }));
      expect([flagged.status, flagged.body.state]).to.deep.equal([201, 'submitted']);
      const ifMatch = (reply: Reply) => ({ 'If-Match': reply.headers.get('etag')! });
      const accepted = await auditor.post(`/filings/${flagged.body.id}/accept`, {}, ifMatch(flagged));
      expect([accepted.status, accepted.body.state]).to.deep.equal([200, 'accepted']);
      const voided = await auditor.post(`/filings/${filed.body.id}/void`, { reason: '贷款未实际发放' }, ifMatch(filed));
      expect([voided.status, voided.body.state]).to.deep.equal([200, 'voided']);
    });
  });

  it('link to the same qualification as the imported rows after a change of it, which does not wait for the import either', async () => {
    const path = `/firms/${FIRMS.F2}/qualifications/tech_sme/202643020400000099`;
    let filedMeanwhile: string | undefined;
    const [imported] = await duringCommit([loanRow(F2)], async () => {
      filedMeanwhile = (await officer.post('/filings', goodFiling(BODY_F2))).body.id;
      expect((await auditor.put(path, { validFrom: '2026-01-01', validTo: '2027-03-31' })).status).to.equal(201);
    });
    expect(imported.status.techSme.certificateNo).to.equal('202643020400000099');
    expect((await officer.get(`/filings/${filedMeanwhile}`)).body.status).to.deep.equal(imported.status);
    const outdated = 'select id from filing where links <> link_of(uscc, disbursed_on)';
    expect((await world.owner.query(outdated)).rows).to.have.length(0);
  });

  it('that claim a first loan are checked against the rows being imported: an earlier loan among them contradicts the claim', async () => {
    const [imported] = await duringCommit([loanRow({ ...F2, 是否首贷: '是' })], async () => {
      const claim = await officer.post('/filings', goodFiling({ ...BODY_F2, firstLoan: true }));
      expect([claim.body.state, flagsOf(claim)]).to.deep.equal(['submitted', ['IN_REVIEW']]);
      const earlier = await officer.post(
        '/filings',
        goodFiling({ ...BODY_F2, firstLoan: true, disbursedOn: '2026-03-14' }),
      );
      expect(earlier.body.state).to.equal('accepted');
    });
    expect([imported.state, imported.firstLoan]).to.deep.equal(['submitted', true]);
  });

  it('contradict a first loan claimed in an imported row, if they are committed before the import', async () => {
    const [contradicted, later] = await duringCommit(
      [
        loanRow({ ...F2, 是否首贷: '是' }),
        loanRow({ ...F2, 是否首贷: '是', 放款日期: '2025-01-10', 到期日期: '2026-01-10' }),
      ],
      async () => {
        // As a filing whose transaction checked its own claim before the import had written its rows, and commits only now.
        await writeDirectly((tx) =>
          sql`insert into filing (id, state, bank_code, uscc, firm_name, region_code, contract_no, contract_key, receipt_no, receipt_key, amount_fen, annual_rate_e4, disbursed_on, due_on, guarantee, first_loan)
          values (gen_random_uuid(), 'accepted', 'BOC', ${FIRMS.F2}, 'x', '430204', 'c', 'C', 'r', 'R', 100, 1, '2026-03-01', '2027-01-01', 'credit', true)`.execute(
            tx,
          ),
        );
      },
    );
    expect([contradicted.state, later.state]).to.deep.equal(['submitted', 'accepted']);
    const { body } = await auditor.get(`/filings/${contradicted.id}`);
    expect(body.flags.map(({ rule }: { rule: string }) => rule)).to.deep.equal(['FIRST_LOAN_CONTRADICTED']);
  });

  it('with the receipt number of an imported row wait for the import, and are refused as duplicates', async () => {
    let filing: Promise<Reply> | undefined;
    const [imported] = await duringCommit([loanRow({ ...F2, 借据号: 'JJ-BOTH' })], async () => {
      filing = officer2.post('/filings', goodFiling({ ...BODY_F2, receiptNo: 'JJ-BOTH' }));
      await waiting(2); // the import and the filing
    });
    const { status, body } = await filing!;
    expect([status, body.code, body.filingId]).to.deep.equal([409, 'DUPLICATE_RECEIPT', imported.id]);
  });

  it('are retried when another transaction registers their firm first, and are checked against its name', async () => {
    const other = await connect(world.ownerConnection);
    await other.query(
      `begin; set local app.actor = 'test'; set local app.role = 'system'; set local app.action = 'test'; set local app.now = '2026-06-15T02:00:00Z'`,
    );
    await other.query(
      `insert into firm (uscc, name, name_key, initials, region_code, entered_by_bank) values ('${FIRMS.F5}', '株洲先到有限公司', '株洲先到有限公司', 'X', '430211', 'CCB')`,
    );
    const filing = officer.post('/filings', goodFiling({ uscc: FIRMS.F5, firmName: '株洲后到有限公司' }));
    await waiting(1);
    await other.query('commit');
    await other.end();
    const reply = await filing;
    expect([reply.status, reply.body.state, flagsOf(reply)]).to.deep.equal([201, 'submitted', ['IN_REVIEW']]);
  });

  it('are checked against the rows of an import only while it is committing', async () => {
    /** Replaces all imports by one of CCB with a loan of F1. */
    const storeImport = async (state: string, disbursedOn: string): Promise<void> => {
      await writeDirectly((tx) => sql`delete from import`.execute(tx));
      await writeDirectly((tx) =>
        sql`insert into import (id, kind, mode, partial, state, bank_code, account_id, file_name, format, bytes, sha256, acting_at, created_at)
        select gen_random_uuid(), 'filings', 'commit', false, ${state}, 'CCB', id, 'loans.csv', 'csv', 1, '', app_now(), app_now() from account where login = 'officer2'`.execute(
          tx,
        ),
      );
      await world.owner.query(
        `insert into import_row (import_id, n, cells, draft, verdict, uscc, contract_key, disbursed_on) select id, 1, '{}', '{}', 'valid', $1, 'HT-1', $2 from import`,
        [FIRMS.F1, disbursedOn],
      );
    };
    const claim = (more: object = {}) => goodFiling({ firstLoan: true, ...more });
    const checked = async (client: Client, body: object): Promise<string[]> =>
      flagsOf(await client.post('/filings/check', body));
    await storeImport('checked', '2020-01-01');
    expect(await checked(officer, claim())).to.deep.equal([]);
    await storeImport('committing', '2020-01-01');
    expect(await checked(officer, claim())).to.deep.equal(['IN_REVIEW']);
    expect(await checked(officer, goodFiling({ firstLoan: false }))).to.deep.equal([]);
    expect(await checked(officer2, claim())).to.deep.equal(['FIRST_LOAN_CONTRADICTED']);
    expect(await checked(officer2, claim({ contractNo: 'HT-1' }))).to.deep.equal([]);
    await storeImport('committing', '2026-06-10');
    expect(await checked(officer, claim({ disbursedOn: '2026-03-01' }))).to.deep.equal([]);
  });
});
