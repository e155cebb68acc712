import { expect } from 'chai';
import { sql } from 'kysely';
import { asSystem } from '../../src/data/as-actor.ts';
import type { Tx } from '../../src/data/database.ts';
import { withOwner } from '../../src/data/migrate.ts';
import { verifyTotals, type Difference } from '../../src/features/totals/totals.verify.ts';
import { goodFiling } from '../support/filing.ts';
import { superuserOf } from '../support/superuser.ts';
import { FIRMS, openWorld, type World } from '../support/world.ts';

const F4 = { uscc: FIRMS.F4, firmName: '株洲旧铁机械有限公司', regionCode: '430202' };
const said = (difference: Difference): string =>
  difference.what === 'link'
    ? `link ${difference.filingId}`
    : `${difference.cell} ${difference.figure} ${difference.kept}≠${difference.counted}`;

describe('the recount', () => {
  let world: World;
  before(async () => {
    world = await openWorld();
    const file = async (login: string, instant: string, change: Record<string, unknown>): Promise<void> => {
      world.time.now = new Date(instant);
      const reply = await (await world.as(login)).post('/filings', goodFiling({ dueOn: '2027-01-01', ...change }));
      expect(reply.body.state, reply.text).to.equal('accepted');
    };
    await file('officer', '2025-05-10T02:00:00.000Z', { amount: '1000.00', disbursedOn: '2025-05-01' });
    await file('officer', '2025-05-10T02:00:00.000Z', { ...F4, amount: '200.00', disbursedOn: '2025-05-01' });
    await world.owner.query('select fold_totals()');
    await file('officer2', '2026-06-10T02:00:00.000Z', { amount: '30.00', disbursedOn: '2026-05-01', renewal: true });
  });
  after(() => world.close());

  /** What it says after a fault was planted behind the back of all triggers; the fault is taken back. */
  async function sees(...faults: string[]): Promise<string[]> {
    let differences: string[] = [];
    const undo = new Error('undo');
    await withOwner(await superuserOf(world), (db) =>
      db.transaction().execute(async (tx) => {
        await sql`set local session_replication_role = replica`.execute(tx);
        for (const fault of faults) expect((await sql.raw(fault).execute(tx)).numAffectedRows, fault).to.equal(1n);
        differences = (await verifyTotals(tx as unknown as Tx)).map(said);
        throw undo;
      }),
    ).catch((error: unknown) => {
      if (error !== undo) throw error;
    });
    return differences;
  }
  const system = (): Promise<Difference[]> =>
    asSystem(world.db, 'verify', { action: 'registry.verify', at: world.time.now }, verifyTotals, true);

  it('says nothing of a sound database, half of it carried over', async () => {
    expect(
      (
        await world.owner.query(
          'select (select count(*)::int from total_cell) > 0 as cells, (select count(*)::int from total_change) as changes',
        )
      ).rows,
    ).to.deep.equal([{ cells: true, changes: 1 }]);
    expect(await system()).to.deep.equal([]);
    expect(await sees()).to.deep.equal([]);
  });

  it('names the one figure of the one cell that was changed, whichever it is', async () => {
    const { rows } = await world.owner.query(
      `select column_name as name from information_schema.columns where table_name = 'total_cell' and data_type = 'bigint' and column_name <> 'changes'`,
    );
    expect(rows.length).to.equal(23);
    const names: string[] = rows.map(({ name }) => name);
    const changing = (changed: string[]): string =>
      `update total_cell set ${changed.map((name) => `${name} = ${name} + 1`).join(', ')} where basis = 'disbursed' and scope = 'month' and year = 2025 and month = 5`;
    // Each by its name when all are wrong, and alone when it is the only one.
    const found = await sees(changing(names));
    expect(found.map((line) => /^disbursed month 2025 5 (\w+) \d+≠\d+$/.exec(line)?.[1]).sort()).to.deep.equal(
      [...names].sort(),
    );
    for (const name of ['filings_both', 'renewal_amount_neither', 'firms', 'firms_high_tech_only'])
      expect(await sees(changing([name])))
        .to.have.length(1)
        .and.to.have.nested.property('[0]')
        .that.includes(` ${name} `);
    for (const [scope, cell] of [
      ['ever', 'ever'],
      ['year', 'year 2025'],
      ['bank', 'bank 2025 ICBC'],
      ['region', 'region 2025 430202'],
      ['month_bank', 'month_bank 2025 \\d+ ICBC'],
      ['month_region', 'month_region 2025 \\d+ 430202'],
      ['bank_region', 'bank_region 2025 ICBC 430202'],
      ['month_bank_region', 'month_bank_region 2025 \\d+ ICBC 430202'],
    ] as const) {
      const one = `(basis, scope, bank_code, region_code, year, month) = (select basis, scope, bank_code, region_code, year, month from total_cell where basis = 'filed' and scope = '${scope}' and region_code in ('', '430202') limit 1)`;
      const found = await sees(`update total_cell set firms = firms + 1 where ${one}`);
      expect(found.join(), scope).to.match(new RegExp(`^filed ${cell} firms \\d≠\\d$`));
    }
  });

  it('names a cell that is gone, and one that was invented', async () => {
    expect(
      await sees(`delete from total_cell where basis = 'filed' and scope = 'region' and region_code = '430202'`),
    ).to.deep.equal([
      'filed region 2025 430202 filings_neither 0≠1',
      'filed region 2025 430202 amount_neither 0≠20000',
      'filed region 2025 430202 firms 0≠1',
      'filed region 2025 430202 firms_neither 0≠1',
    ]);
    const invented = await sees(
      `insert into total_cell select (jsonb_populate_record(c, '{"bank_code": "BOC", "year": 1999}')).* from total_cell c where basis = 'filed' and scope = 'bank'`,
    );
    expect(invented).to.include('filed bank 1999 BOC firms 2≠0');
    expect(invented.every((line) => line.startsWith('filed bank 1999 BOC '))).to.equal(true);
  });

  it('names every cell that a lost change, or one told twice or the wrong way round, leaves wrong', async () => {
    const CELLS = {
      all: ['ever', 'year 2026', 'month 2026'],
      bank: ['bank 2026 CCB', 'month_bank 2026'],
      region: ['region 2026 430211', 'month_region 2026'],
      bank_region: ['bank_region 2026 CCB 430211', 'month_bank_region 2026'],
    };
    const leavesWrong = async (fault: string, cells: readonly string[]): Promise<void> => {
      const found = await sees(fault);
      for (const basis of ['filed', 'disbursed'])
        for (const cell of cells)
          expect(
            found.some((line) => line.startsWith(`${basis} ${cell}`)),
            `${fault}: ${basis} ${cell}\n${found.join('\n')}`,
          ).to.equal(true);
      expect(found.every((line) => cells.some((cell) => line.includes(` ${cell}`)))).to.equal(true);
    };
    const all = Object.values(CELLS).flat();
    for (const fault of [
      'delete from total_change',
      'insert into total_change select * from total_change',
      'update total_change set n = -1',
    ])
      await leavesWrong(fault, all);
    for (const [kind, cells] of Object.entries(CELLS))
      await leavesWrong(
        `update total_change set others_${kind} = ${kind === 'all' ? 1048575 : 65535} - others_${kind}`,
        cells,
      );
    expect(await sees('update total_change set amount_fen = amount_fen + 1')).to.have.length(4 * all.length);
  });

  it('names a filing whose link is not that of its day, or that was changed, taken away or added unseen', async () => {
    const {
      rows: [row],
    } = await world.owner.query(`select id from filing where amount_fen = 100000`);
    const unlinked = await sees(`update filing set links = '{}' where id = '${row.id}'`);
    expect(unlinked).to.include(`link ${row.id}`).and.to.include('filed year 2025 filings_neither 1≠2');
    expect(unlinked.filter((line) => line.startsWith('link'))).to.have.length(1);
    expect(
      await sees(
        `update filing set links = jsonb_set(links, '{high_tech,certificateNo}', '"GR-FORGED"') where id = '${row.id}'`,
      ),
    ).to.deep.equal([`link ${row.id}`]);
    expect(
      await sees(`update qualification set valid_to = valid_to + 1 where certificate_no = 'GR202343000001'`),
    ).to.have.length(2);
    expect(await sees(`update filing set amount_fen = amount_fen + 1 where id = '${row.id}'`)).to.have.length(18);
    expect(await sees(`update filing set state = 'voided' where id = '${row.id}'`)).to.include(
      'filed year 2025 firms_high_tech_only 1≠0',
    );
    expect(await sees(`delete from filing where id = '${row.id}'`)).to.include('disbursed bank 2025 ICBC firms 2≠1');
    expect(await sees(`update filing set bank_code = 'BOC' where id = '${row.id}'`)).to.include(
      'filed bank 2025 BOC firms 0≠1',
    );
  });

  it('still says nothing afterwards: every fault was taken back', async () => {
    expect(await system()).to.deep.equal([]);
  });
});
