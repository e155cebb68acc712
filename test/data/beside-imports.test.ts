import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { sql } from 'kysely';
import { asSystem, lockFirms, lockFirmsBeside } from '../../src/data/as-actor.ts';
import type { Tx } from '../../src/data/database.ts';
import { connect } from '../../src/data/pool.ts';
import { goodFiling } from '../support/filing.ts';
import { refusal } from '../support/refusal.ts';
import { waitingForLocks } from '../support/race.ts';
import { FIRMS, openWorld, type World } from '../support/world.ts';

const USCCS = [FIRMS.F1, FIRMS.F2, FIRMS.F3, FIRMS.F4];

type Owner = Awaited<ReturnType<typeof connect>>;

describe('filings beside an import of the same firms', function () {
  this.timeout(120_000);
  let world: World;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  const at = new Date('2026-06-15T02:00:00.000Z');
  const write = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
    asSystem(world.db, 'demo', { action: 'test', at }, work);
  /** The text of an INSERT of a filing that counts. */
  const inserting = (change: Partial<Record<string, string | boolean>> = {}): string => {
    const id = randomUUID();
    const row = {
      id,
      state: 'accepted',
      bank_code: 'ICBC',
      uscc: FIRMS.F1,
      firm_name: 'x',
      region_code: '430211',
      contract_no: 'c',
      contract_key: 'c',
      receipt_no: id,
      receipt_key: id,
      amount_fen: '100',
      annual_rate_e4: '1',
      disbursed_on: '2026-03-01',
      due_on: '2029-01-01',
      guarantee: 'credit',
      filed_on: '2026-06-15',
      ...change,
    };
    return `insert into filing (${Object.keys(row).join(', ')}) values (${Object.values(row)
      .map((value) => `'${String(value)}'`)
      .join(', ')}) returning id`;
  };
  /** A transaction that holds firms as an import does until it is committed. */
  async function importing(usccs: readonly string[]): Promise<Owner> {
    const owner = await connect(world.ownerConnection);
    await owner.query(
      `begin; set local app.actor = 'test'; set local app.role = 'system'; set local app.action = 'test'; set local app.now = '2026-06-15T02:00:00Z'`,
    );
    await owner.query('select lock_firms_in_bulk($1)', [usccs]);
    return owner;
  }

  it('are linked to the qualifications of the day: whoever changes those waits for both', async () => {
    const running = await importing([FIRMS.F1]);
    const waits = (lock: (tx: Tx, usccs: string[]) => Promise<void>): Promise<string> =>
      refusal(() =>
        write(async (tx) => {
          await sql`set local lock_timeout = '100ms'`.execute(tx);
          await lock(tx, [FIRMS.F1]);
        }),
      );
    expect(await waits(lockFirmsBeside)).to.equal('done');
    expect(await waits(lockFirms)).to.equal('55P03');
    expect(
      await waits((tx) =>
        sql`update qualification set revoked = true where uscc = ${FIRMS.F1}`.execute(tx).then(() => undefined),
      ),
    ).to.equal('55P03');
    await running.query('rollback');
    await running.end();
    await write(async (tx) => {
      await lockFirmsBeside(tx, [FIRMS.F1]);
      expect(await waits(lockFirms)).to.equal('55P03');
      expect(await waits(lockFirmsBeside)).to.equal('55P03');
    });
    expect(await waits(lockFirms)).to.equal('done');
  });

  it('know what an import is about to file, where a loan is said to be the first of its firm', async () => {
    const [officer, officer2] = [await world.as('officer'), await world.as('officer2')];
    const first = (more: object = {}) => goodFiling({ firstLoan: true, ...more });
    const planned = async (state: string, disbursedOn: string): Promise<void> => {
      await write((tx) => sql`delete from import`.execute(tx));
      await write((tx) =>
        sql`insert into import (id, kind, mode, partial, state, bank_code, account_id, file_name, format, bytes, sha256, acting_at, created_at)
        select gen_random_uuid(), 'filings', 'commit', false, ${state}, 'CCB', id, 'loans.csv', 'csv', 1, '', app_now(), app_now() from account where login = 'officer2'`.execute(
          tx,
        ),
      );
      await world.owner
        .query(`insert into import_filing (import_id, n, facts, judged_by, firm_known, name_key, id, state, uscc, firm_name, region_code, contract_no, contract_key, receipt_no, receipt_key, amount_fen,
          annual_rate_e4, disbursed_on, due_on, guarantee, renewal, flags, flags_other)
        select id, 1, '', '', true, 'x', gen_random_uuid(), 'accepted', '${FIRMS.F1}', 'x', '430211', 'HT-1', 'HT-1', 'r', 'r', 100, 1, '${disbursedOn}', '2029-01-01', 'credit', false, '[]', '[]' from import`);
    };
    const flags = async (client: typeof officer, body: object): Promise<string[]> =>
      (await client.post('/filings/check', body)).body.flags.map(({ rule }: { rule: string }) => rule);
    await planned('checked', '2020-01-01');
    expect(await flags(officer, first())).to.deep.equal([]);
    await planned('committing', '2020-01-01');
    expect(await flags(officer, first())).to.deep.equal(['IN_REVIEW']);
    expect(await flags(officer, goodFiling({ firstLoan: false }))).to.deep.equal([]);
    expect(await flags(officer2, first())).to.deep.equal(['FIRST_LOAN_CONTRADICTED']);
    expect(await flags(officer2, first({ contractNo: 'HT-1' }))).to.deep.equal([]);
    await planned('committing', '2026-06-10');
    expect(await flags(officer, first({ disbursedOn: '2026-03-01' }))).to.deep.equal([]);
  });

  it('begin again when somebody else enters their firm in this moment, and look at its name then', async () => {
    const officer = await world.as('officer');
    const running = await importing([FIRMS.F5]);
    await running.query(
      `insert into firm (uscc, name, name_key, initials, region_code, entered_by_bank) values ('${FIRMS.F5}', '株洲先到有限公司', '株洲先到有限公司', 'X', '430211', 'CCB')`,
    );
    const filing = officer.post('/filings', goodFiling({ uscc: FIRMS.F5, firmName: '株洲后到有限公司' }));
    while ((await waitingForLocks(world)) === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await running.query('commit');
    await running.end();
    const { status, body } = await filing;
    expect([status, body.state, body.flags.map(({ rule }: { rule: string }) => rule)]).to.deep.equal([
      201,
      'submitted',
      ['IN_REVIEW'],
    ]);
  });

  it('are made over HTTP, accepted and voided while an import holds their firm', async () => {
    const [officer, auditor] = [await world.as('officer'), await world.as('auditor')];
    const running = await importing(USCCS);
    await running.query(inserting({ bank_code: 'CCB' }));
    const made = await officer.post('/filings', goodFiling({ firstLoan: false }));
    expect([made.status, made.body.state]).to.deep.equal([201, 'accepted']);
    const flagged = await officer.post('/filings', goodFiling({ firmName: '株洲另一个名字有限公司' }));
    expect([flagged.status, flagged.body.state]).to.deep.equal([201, 'submitted']);
    const accepted = await auditor.post(
      `/filings/${flagged.body.id}/accept`,
      {},
      { 'If-Match': flagged.headers.get('etag')! },
    );
    expect([accepted.status, accepted.body.state]).to.deep.equal([200, 'accepted']);
    const gone = await auditor.post(
      `/filings/${made.body.id}/void`,
      { reason: '贷款未实际发放' },
      { 'If-Match': made.headers.get('etag')! },
    );
    expect([gone.status, gone.body.state]).to.deep.equal([200, 'voided']);
    const filings = async (): Promise<number> => (await auditor.get('/totals?from=2020&to=2026')).body.total.filings;
    expect(await filings()).to.equal(1);
    await running.query('commit');
    await running.end();
    expect(await filings()).to.equal(2);
  });
});
