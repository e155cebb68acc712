/**
 * Exports where a bank is one of very many: the planner then expects few filings of it, and must not choose what is good
 * for few.
 */
import { expect } from 'chai';
import { sql } from 'kysely';
import { asActor, asSystem } from '../../src/data/as-actor.ts';
import { allFilings } from '../../src/features/filings/filings.view.ts';
import { FIRMS, openWorld, type World } from '../support/world.ts';

const BANKS = 1_350;
const FILINGS_OF_OTHERS = 10;
const FILINGS = 2_000;

describe('the export of a bank among very many', function () {
  this.timeout(120_000);
  let world: World;

  before(async () => {
    world = await openWorld();
    const at = world.time.now;
    const id = (n: string) => sql.raw(`('00000000-0000-7000-8000-' || lpad((${n})::text, 12, '0'))::uuid`);
    await asSystem(world.db, 'demo', { action: 'demo.seed', at }, async (tx) => {
      await sql`insert into bank (code, name) select 'B' || n, '示例银行' || n from generate_series(1, ${BANKS}) n`.execute(
        tx,
      );
      // Each filing of the bank renews the one before.
      await sql`
        insert into filing (
          id, state, bank_code, uscc, firm_name, region_code, contract_no, contract_key, receipt_no, receipt_key,
          amount_fen, annual_rate_e4, disbursed_on, due_on, guarantee, renewal, renewal_of, submitted_at, filed_on
        )
        select ${id('n')}, 'accepted', case when n <= ${FILINGS} then 'ICBC' else 'B' || (1 + n % ${BANKS}) end,
          ${FIRMS.F1}, '示例', '430211', r, r, r, r, 100, 34500, '2026-01-05', '2026-12-05', 'credit', renewed,
          case when renewed then ${id('n - 1')} end, ${at.toISOString()}::timestamptz - n * interval '1 minute',
          '2026-01-10'
        from generate_series(1, ${FILINGS + BANKS * FILINGS_OF_OTHERS}) n
        cross join lateral (select 'R' || n as r, n between 2 and ${FILINGS} as renewed) v`.execute(tx);
    });
    await world.owner.query('analyze filing, bank');
  });
  after(() => world.close());

  it('looks up the numbers of renewed filings by key', async () => {
    const { sessionId } = (await world.as('officer')).ids;
    const plan = await asActor(world.db, sessionId, { action: 'test', at: world.time.now }, async (tx, actor) => {
      const numbers = new Map<string, string | null>();
      let statement = '';
      for await (const batch of allFilings(tx, actor, {})) {
        const { rows } = await sql<{ statement: string }>`select statement from pg_cursors`.execute(tx);
        statement = rows[0]!.statement;
        for (const { id, number } of batch) numbers.set(id, number);
        for (const { renewal_of, renewal_number } of batch)
          if (renewal_of === null || numbers.has(renewal_of))
            expect(renewal_number).to.equal(renewal_of === null ? null : numbers.get(renewal_of));
      }
      expect(numbers.size).to.equal(FILINGS);
      const explained = await sql
        .raw<{ 'QUERY PLAN': string }>(`explain ${statement.slice(statement.indexOf(' for ') + 5)}`)
        .execute(tx);
      return explained.rows.map((row) => row['QUERY PLAN']);
    });
    const lookUp = plan.findIndex((line) => line.includes('SubPlan'));
    expect(plan[lookUp + 1], plan.join('\n')).to.contain('Index Scan using filing_pkey on filing o');
    expect(plan.filter((line) => / on filing\b/.test(line))).to.have.length(2);
  });
});
