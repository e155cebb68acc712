import { expect } from 'chai';
import { asSystem } from '../../src/data/as-actor.ts';
import { verifyTotals, type Difference } from '../../src/features/totals/totals.verify.ts';
import { F4, goodFiling } from '../support/filing.ts';
import { whenPlanted } from '../support/planted.ts';
import { liftLimits } from '../support/rules.ts';
import { openWorld, type World } from '../support/world.ts';

describe('verify_registry()', () => {
  let world: World;
  before(async () => {
    world = await openWorld();
    await liftLimits(world);
    const file = async (login: string, instant: string, change: Record<string, unknown>): Promise<void> => {
      world.time.now = new Date(instant);
      const reply = await (await world.as(login)).post('/filings', goodFiling({ dueOn: '2027-01-01', ...change }));
      expect(reply.body.state, reply.text).to.equal('accepted');
    };
    await file('officer', '2025-05-10T02:00:00.000Z', { amount: '1000.00', disbursedOn: '2025-05-01' });
    await file('officer', '2025-05-10T02:00:00.000Z', { ...F4, amount: '200.00', disbursedOn: '2025-05-01' });
    await world.owner.query('select from post_entries()');
    await file('officer2', '2026-06-10T02:00:00.000Z', { amount: '30.00', disbursedOn: '2026-05-01', renewal: true });
  });
  after(() => world.close());

  const sees = (...faults: string[]): Promise<string[]> => whenPlanted(world, ...faults);
  const system = (): Promise<Difference[]> =>
    asSystem(world.db, 'verify', { action: 'registry.verify', at: world.time.now }, verifyTotals, { snapshot: true });

  it('reports nothing for a consistent database with pending entries', async () => {
    expect(
      (
        await world.owner.query(
          'select (select count(*)::int from ledger_entry) as posted, (select count(*)::int from ledger_pending) as pending',
        )
      ).rows,
    ).to.deep.equal([{ posted: 2, pending: 1 }]);
    expect(await system()).to.deep.equal([]);
    expect(await sees()).to.deep.equal([]);
  });

  it('reports a changed figure in its cell and in the total derived from it', async () => {
    const FIGURES = [
      'filings',
      'amount',
      'renewals',
      'renewal amount',
      'first loans',
      'first loan amount',
      'amount times rate',
    ];
    const COLUMNS = [
      'filings',
      'amount_fen',
      'renewals',
      'renewal_amount_fen',
      'first_loans',
      'first_loan_amount_fen',
      'amount_rate',
    ];
    const { rows } = await world.owner.query(
      `select column_name as name from information_schema.columns where table_name = 'total_sum' and data_type in ('bigint', 'numeric') order by ordinal_position`,
    );
    expect(rows.map(({ name }) => name)).to.deep.equal(['entries', ...COLUMNS]);
    const cell = `basis = 'disbursed' and period = 202505 and bank_code = 'ICBC' and region_code = '430202'`;
    const place = 'disbursed month 2025 5 ICBC 430202 neither';
    const changing = (columns: string[]): Promise<string[]> =>
      sees(`update total_sum set ${columns.map((name) => `${name} = ${name} + 1`).join(', ')} where ${cell}`);
    // All of them together, then each alone.
    const both = (figures: string[]): string[] =>
      ['total', 'cell'].flatMap((what) => figures.map((figure) => `${what} ${place}: ${figure} `));
    expect((await changing(COLUMNS)).map((line) => line.replace(/\d+≠\d+$/, '')).sort()).to.deep.equal(
      both(FIGURES).sort(),
    );
    for (const [index, column] of COLUMNS.entries())
      expect((await changing([column])).map((line) => line.replace(/\d+≠\d+$/, '')).sort()).to.deep.equal(
        both([FIGURES[index]!]).sort(),
      );
    expect(await changing(['entries'])).to.deep.equal([`cell ${place}: entries 2≠1`]);
  });

  it('checks the cells of every grouping', async () => {
    const { rows } = await world.owner.query(
      `select distinct basis, grain, bank_code > '' as by_bank, region_code > '' as by_region from total_firms union all select distinct basis, grain, bank_code > '', region_code > '' from total_sum`,
    );
    expect(rows.length).to.equal(18 + 10);
    for (const table of ['total_sum', 'total_firms']) {
      const { rows: groupings } = await world.owner.query(
        `select distinct on (basis, grain, bank_code > '', region_code > '') basis, grain, period, bank_code, region_code from ${table} order by basis, grain, bank_code > '', region_code > '', period, bank_code, region_code`,
      );
      for (const { basis, grain, period, bank_code, region_code } of groupings) {
        const [name] = await sees(
          `update ${table} set ${table === 'total_sum' ? 'filings = filings' : 'firms = firms'} + 1 where (basis, grain, period, bank_code, region_code) = ('${basis}', '${grain}', ${period}, '${bank_code}', '${region_code}')`,
        );
        expect(name).to.match(
          new RegExp(
            `^total ${[
              basis,
              grain,
              period > 0 ? Math.floor(period / 100) : '',
              period % 100 || '',
              bank_code,
              region_code,
            ]
              .filter(Boolean)
              .join(' ')}[ :]`,
          ),
        );
      }
    }
  });

  it('reports missing and extra cells', async () => {
    expect(
      await sees(
        `delete from total_firms where basis = 'filed' and grain = 'year' and region_code = '430202' and bank_code = ''`,
      ),
    ).to.deep.equal([
      'total filed year 2025 430202: firms with statuses 8 0≠1',
      'cell filed year 2025 430202: firms with statuses 8 0≠1',
    ]);
    const invented = await sees(
      `insert into total_sum select (jsonb_populate_record(c, '{"bank_code": "BOC", "period": 199900}')).* from total_sum c where basis = 'filed' and grain = 'year' and region_code = '' and status = 'neither'`,
    );
    expect(invented).to.include('cell filed year 1999 BOC neither: filings 1≠0');
    expect(invented.every((line) => /^(total|cell) filed year 1999 BOC neither: /.test(line))).to.equal(true);
  });

  it('reports the filing whose pending entry is missing, duplicated, reversed or different', async () => {
    const {
      rows: [{ id }],
    } = await world.owner.query('select filing_id as id from ledger_pending');
    for (const [fault, balance] of [
      ['delete from ledger_pending', '0≠1'],
      ['insert into ledger_pending overriding system value select * from ledger_pending', '2≠1'],
      ['update ledger_pending set sign = -1', '-1≠1'],
      [`update ledger_pending set amount_fen = amount_fen + 1`, '0≠1'],
      [`update ledger_pending set first_loan = true`, '0≠1'],
      [`update ledger_pending set annual_rate_e4 = 7`, '0≠1'],
    ] as const) {
      const found = await sees(fault);
      expect(
        found.some((line) => line.startsWith(`balance ${id}: `) && line.endsWith(balance)),
        `${fault}\n${found.join('\n')}`,
      ).to.equal(true);
      expect(
        found.some((line) => line.startsWith('total filed year 2026 CCB highTechOnly: ')),
        fault,
      ).to.equal(true);
      expect(
        found.some((line) => line.startsWith('cell ')),
        fault,
      ).to.equal(false);
    }
  });

  it('reports a filing with a wrong link, or one that was changed, deleted or added without an audit event', async () => {
    const {
      rows: [row],
    } = await world.owner.query(`select id from filing where amount_fen = 100000`);
    const only = (found: string[], what: string): string[] => found.filter((line) => line.startsWith(what));
    const unlinked = await sees(`update filing set links = '{}' where id = '${row.id}'`);
    expect(only(unlinked, 'link')).to.have.length(1).and.to.have.nested.property('[0]').that.includes(row.id);
    expect(unlinked).to.include('total filed year 2025: firms with statuses 2 1≠0');
    const forged = await sees(
      `update filing set links = jsonb_set(links, '{high_tech,certificateNo}', '"GR-FORGED"') where id = '${row.id}'`,
    );
    expect(forged)
      .to.have.length(1)
      .and.to.have.nested.property('[0]')
      .that.matches(new RegExp(`^link ${row.id}: .*GR-FORGED.*≠`));
    expect(
      await sees(`update qualification set valid_to = valid_to + 1 where certificate_no = 'GR202343000001'`),
    ).to.have.length(2);
    for (const change of [
      'amount_fen = amount_fen + 1',
      `state = 'voided'`,
      `bank_code = 'BOC'`,
      'renewal = true',
      'first_loan = true',
    ]) {
      const found = await sees(`update filing set ${change} where id = '${row.id}'`);
      expect(only(found, `balance ${row.id}`).length, change).to.be.greaterThan(0);
      expect(only(found, 'total ').length, change).to.be.greaterThan(9);
    }
    expect(only(await sees(`delete from filing where id = '${row.id}'`), `balance ${row.id}`)).to.have.length(1);
  });

  it('reports a closed year whose answer or digest was changed', async () => {
    await (await world.as('auditor')).post('/years/2025/close', { basis: 'filed' });
    expect((await (await world.as('auditor2')).post('/years/2025/close/confirm')).status).to.equal(200);
    expect(await sees()).to.deep.equal([]);
    const answer = `answer = (replace(answer::text, '1200.00', '1900.00'))::json`;
    for (const [fault, differences] of [
      [`update closing set ${answer}`, 2],
      [
        `update closing set ${answer}, digest = sha256(convert_to(replace(answer::text, '1200.00', '1900.00'), 'UTF8'))`,
        1,
      ],
      [`update closing set digest = sha256('')`, 1],
    ] as const)
      expect(
        (await sees(fault)).filter((line) => line.startsWith('closing 2025 filed')),
        fault,
      ).to.have.length(differences);
  });

  it('reports nothing after all faults are rolled back', async () => {
    expect(await system()).to.deep.equal([]);
  });
});
