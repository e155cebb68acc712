import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { sql } from 'kysely';
import { asActor, asSystem, lockFirms, lockFirmsBeside } from '../../src/data/as-actor.ts';
import type { Tx } from '../../src/data/database.ts';
import { settleTotals } from '../../src/data/housekeeping.queries.ts';
import { connect } from '../../src/data/pool.ts';
import { verifyTotals } from '../../src/features/totals/totals.verify.ts';
import { goodFiling } from '../support/filing.ts';
import { refusal } from '../support/refusal.ts';
import { differencesSql, PRINT } from '../support/totals-differences.ts';
import { waitingForLocks } from '../support/race.ts';
import { FIRMS, openWorld, type World } from '../support/world.ts';

const BANKS = ['ICBC', 'CCB', 'BOC'];
const REGIONS = ['430211', '430281', '430204'];
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
  const file = (change: Parameters<typeof inserting>[0] = {}): Promise<string> =>
    write(async (tx) => (await sql.raw<{ id: string }>(inserting(change)).execute(tx)).rows[0]!.id);
  const voided = (id: string): Promise<unknown> =>
    write((tx) => sql`update filing set state = 'voided' where id = ${id}`.execute(tx));
  const settle = (): Promise<unknown> => write((tx) => settleTotals(tx));
  const unsettled = async (): Promise<number> =>
    (await world.owner.query('select count(*)::int as n from total_unsettled')).rows[0].n;

  /** A transaction that holds firms as an import does until it is committed. */
  async function importing(usccs: readonly string[]): Promise<Owner> {
    const owner = await connect(world.ownerConnection);
    await owner.query(
      `begin; set local app.actor = 'test'; set local app.role = 'system'; set local app.action = 'test'; set local app.now = '2026-06-15T02:00:00Z'`,
    );
    await owner.query('select lock_firms_in_bulk($1)', [usccs]);
    return owner;
  }

  /** The owner's totals and those of every reader are what a recount gives them; a stamp never stands for two answers, nor falls. */
  function watch(): () => Promise<void> {
    const prints = new Map<string, string>();
    let last = 0n;
    return async () => {
      expect((await world.owner.query(differencesSql())).rows).to.deep.equal([]);
      for (const [login, theirs] of [
        ['officer', 'bank'],
        ['officer2', 'bank'],
        ['regional', 'region'],
        ['auditor', 'year'],
      ] as const) {
        const {
          ids: { sessionId },
        } = await world.as(login);
        for (const scope of [
          theirs,
          `month${theirs === 'year' ? '' : `_${theirs}`}`,
          'bank_region',
          'month_bank_region',
        ]) {
          const { rows } = await asActor(world.db, sessionId, { action: 'test', at }, (tx) =>
            sql.raw(differencesSql(scope)).execute(tx),
          );
          expect(rows, `${login}: ${scope}`).to.deep.equal([]);
        }
      }
      const {
        rows: [now],
      } = await world.owner.query(PRINT);
      expect(prints.get(now.stamp) ?? now.print, `stamp ${now.stamp}`).to.equal(now.print);
      expect(BigInt(now.stamp) >= last).to.equal(true);
      prints.set(now.stamp, now.print);
      last = BigInt(now.stamp);
    };
  }

  it('do not wait for it, and count from their own commit on, whatever becomes of it', async () => {
    const right = watch();
    const before = await file({ bank_code: 'CCB', disbursed_on: '2025-05-05' });
    await right();
    for (const end of ['commit', 'rollback']) {
      const running = await importing([FIRMS.F1, FIRMS.F2]);
      await running.query(inserting({ region_code: '430281' }));
      await running.query(inserting({ uscc: FIRMS.F2, bank_code: 'BOC' }));
      const beside = await file({ bank_code: 'CCB' });
      const gone = await file({ uscc: FIRMS.F2, bank_code: 'CCB', region_code: '430281', disbursed_on: '2024-02-02' });
      await file({ uscc: FIRMS.F3 });
      expect(await unsettled()).to.equal(2);
      await right();
      await voided(gone);
      await right();
      if (end === 'commit') await voided(before);
      else await voided(beside);
      await right();
      // Nothing of it can be settled while the import holds the firms.
      await settle();
      expect(await unsettled()).to.equal(4);
      await right();
      await running.query(end);
      await running.end();
      await right();
      await settle();
      expect(await unsettled()).to.equal(0);
      await right();
      await write((tx) => sql`select fold_totals()`.execute(tx));
      await right();
    }
    expect(await write((tx) => verifyTotals(tx))).to.deep.equal([]);
  });

  it('are settled by whoever files for the firm next, one filing or an import', async () => {
    const right = watch();
    const first = await importing([FIRMS.F1, FIRMS.F2]);
    await first.query(inserting());
    await file({ bank_code: 'CCB' });
    await file({ uscc: FIRMS.F2, bank_code: 'CCB' });
    await first.query('commit');
    await file({ bank_code: 'BOC' });
    expect(await unsettled()).to.equal(1);
    await right();
    await first.query(
      `begin; set local app.actor = 'test'; set local app.role = 'system'; set local app.action = 'test'; set local app.now = '2026-06-15T02:00:00Z'`,
    );
    await first.query('select lock_firms_in_bulk($1)', [[FIRMS.F2]]);
    await first.query(inserting({ uscc: FIRMS.F2 }));
    await file({ uscc: FIRMS.F2, bank_code: 'BOC' });
    await right();
    await first.query('commit');
    await first.end();
    expect(await unsettled()).to.equal(1);
    await right();
    const links = await write((tx) =>
      sql`update qualification set revoked = true where uscc = ${FIRMS.F2}`.execute(tx),
    );
    expect(links.numAffectedRows! > 0n).to.equal(true);
    await right();
  });

  it('are a recount at every moment for every reader, while imports come and go, are rolled back and change the same firms', async () => {
    const right = watch();
    let [working, looks, laidDown, imports] = [true, 0, 0, 0];
    let seed = 7;
    const roll = (n: number): number => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return Math.floor((seed / 2 ** 32) * n);
    };
    const any = (): Parameters<typeof inserting>[0] => ({
      bank_code: BANKS[roll(3)]!,
      region_code: REGIONS[roll(3)]!,
      uscc: USCCS[roll(4)]!,
      disbursed_on: `${2024 + roll(3)}-0${1 + roll(9)}-11`,
      filed_on: `${2025 + roll(2)}-0${1 + roll(6)}-15`,
      renewal: roll(4) === 0,
    });
    const importer = async (): Promise<void> => {
      while (working) {
        const usccs = USCCS.filter(() => roll(3) > 0);
        if (usccs.length === 0) continue;
        const running = await importing(usccs);
        for (let n = 0; n < 3; n += 1) {
          await running.query(inserting({ ...any(), uscc: usccs[roll(usccs.length)]! }));
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
        await running.query(roll(3) ? 'commit' : 'rollback');
        await running.end();
        imports += 1;
      }
    };
    const writer = async (): Promise<void> => {
      // On a slow machine until there was enough to look at.
      for (let n = 0; n < 40 || looks < 10 || imports < 8; n += 1) {
        const kind = roll(10);
        const code = await refusal(() =>
          write(async (tx) => {
            const one = sql<string>`(select id from filing where state = 'accepted' order by md5(id::text || ${n}::text) limit 1)`;
            if (kind < 6) await sql.raw(inserting(any())).execute(tx);
            else if (kind < 8) await sql`update filing set state = 'voided' where id = ${one}`.execute(tx);
            else if (kind === 8)
              await sql`update filing set amount_fen = amount_fen + 1, region_code = ${REGIONS[roll(3)]!}, uscc = ${USCCS[roll(4)]!} where id = ${one}`.execute(
                tx,
              );
            else
              await sql`update qualification set revoked = not revoked where certificate_no = (select certificate_no from qualification order by md5(certificate_no || ${n}::text) limit 1)`.execute(
                tx,
              );
          }),
        );
        expect(code).to.be.oneOf(['done', '23P01', 'ZD002']);
      }
    };
    const reader = async (): Promise<void> => {
      while (working) {
        await right();
        laidDown += await unsettled();
        looks += 1;
      }
    };
    const beside = [
      importer(),
      importer(),
      reader(),
      (async () => {
        while (working) {
          await settle();
          await new Promise((resolve) => setTimeout(resolve, 40));
        }
      })(),
    ];
    const writers = Promise.all([writer(), writer(), writer()]).finally(() => {
      working = false;
    });
    await Promise.all([writers, ...beside]);
    await settle();
    expect(await unsettled()).to.equal(0);
    await right();
    expect(laidDown, 'what was not settled at once').to.be.greaterThan(10);
    expect(await write((tx) => verifyTotals(tx))).to.deep.equal([]);
  });

  it('are found by a recount when one is lost or there twice', async () => {
    const running = await importing([FIRMS.F1]);
    await file({ bank_code: 'CCB' });
    expect(await unsettled()).to.equal(1);
    const differ = async (text: string): Promise<number> => {
      await world.owner.query('begin');
      await world.owner.query(text);
      const { rows } = await world.owner.query(differencesSql());
      await world.owner.query('rollback');
      return rows.length;
    };
    expect(await differ('select')).to.equal(0);
    expect(await differ('delete from total_unsettled')).to.be.greaterThan(10);
    expect(
      await differ(
        'insert into total_unsettled select gen_random_uuid(), n, uscc, bank_code, region_code, status, filed_on, disbursed_on, renewal, amount_fen from total_unsettled',
      ),
    ).to.be.greaterThan(10);
    expect(await differ('update total_unsettled set amount_fen = amount_fen + 1')).to.be.greaterThan(10);
    await running.query('rollback');
    await running.end();
  });

  it('shows nobody more than theirs of what is not settled', async () => {
    const running = await importing([FIRMS.F1]);
    await file();
    await file({ bank_code: 'CCB', region_code: '430204' });
    const seen = async (login: string): Promise<unknown> => {
      const {
        ids: { sessionId },
      } = await world.as(login);
      const { rows } = await asActor(world.db, sessionId, { action: 'test', at }, (tx) =>
        sql`select distinct bank_code, region_code from changes_seen() order by 1, 2`.execute(tx),
      );
      return rows.map((row) => Object.values(row as object).join(' '));
    };
    expect(await seen('officer')).to.deep.equal(['ICBC ', 'ICBC 430211']);
    expect(await seen('officer2')).to.deep.equal(['CCB ', 'CCB 430204']);
    expect(await seen('regional')).to.deep.equal([' 430211', 'ICBC 430211']);
    expect(await seen('auditor')).to.deep.equal([
      ' ',
      ' 430204',
      ' 430211',
      'CCB ',
      'CCB 430204',
      'ICBC ',
      'ICBC 430211',
    ]);
    for (const login of ['firm', 'admin']) expect(await refusal(() => seen(login))).to.equal('42501');
    for (const login of ['officer', 'auditor', 'firm', 'admin']) {
      const {
        ids: { sessionId },
      } = await world.as(login);
      expect(
        await refusal(() =>
          asActor(world.db, sessionId, { action: 'test', at }, (tx) => sql`select from total_unsettled`.execute(tx)),
        ),
      ).to.equal('42501');
    }
    await running.query('rollback');
    await running.end();
  });

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
