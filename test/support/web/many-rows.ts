/** Ten thousand rows for each list of the console, to test that pages stay usable. */
import { sql } from 'kysely';
import { asSystem } from '../../../src/data/as-actor.ts';
import type { Db } from '../../../src/data/database.ts';

export const MANY = 10_000;

/**
 * Inserts ten thousand rows for every list of the console: firms with a qualification, accounts, filings in review, and
 * accepted filings of one firm. A few statements with the usual triggers, so the audit trail and the totals include them.
 */
export async function enterManyRows(
  db: Db,
  { at, bank, uscc, firmName, region }: { at: Date; bank: string; uscc: string; firmName: string; region: string },
): Promise<void> {
  await asSystem(db, 'demo', { action: 'demo.seed', at }, async (tx) => {
    await sql`insert into firm (uscc, name, name_key, initials, region_code)
      select '9143020088' || lpad(n::text, 8, '0'), '株洲万行示例' || n || '号智能装备有限公司', '株洲万行示例' || n || '号智能装备有限公司', 'ZZWHSL' || n, ${region}
      from generate_series(1, ${MANY}) n`.execute(tx);
    await sql`insert into qualification (kind, certificate_no, uscc, valid_from, valid_to)
      select 'high_tech', 'GR202543' || lpad((n + 100000)::text, 6, '0'), '9143020088' || lpad(n::text, 8, '0'), '2025-10-20', '2028-10-19' from generate_series(1, ${MANY}) n`.execute(
      tx,
    );
    await sql`insert into account (id, login, role, display_name, uscc, password_hash, must_change_password, password_changed_at)
      select gen_random_uuid(), 'firm.' || lpad(n::text, 5, '0'), 'firm', '万行企业' || n, '9143020088' || lpad(n::text, 8, '0'), 'nobody signs in with a password', true, ${at.toISOString()} from generate_series(1, ${MANY}) n`.execute(
      tx,
    );
    const filings = (flagged: boolean) =>
      sql`
      insert into filing (id, state, bank_code, uscc, firm_name, region_code, contract_no, contract_key, receipt_no, receipt_key, amount_fen, annual_rate_e4,
        disbursed_on, due_on, guarantee, first_loan, renewal, flags, submitted_at, state_changed_at, filed_on)
      select gen_random_uuid(), ${flagged ? 'submitted' : 'accepted'}, ${bank}, case when ${flagged} then '9143020088' || lpad(n::text, 8, '0') else ${uscc} end,
        case when ${flagged} then '株洲万行示例' || n || '号智能装备有限公司' else ${firmName} end, ${region}, contract, contract, contract, contract, (100 + n % 900) * 1000000, 34500,
        shanghai_day(t) - 10, shanghai_day(t) + 355, 'credit', false, false,
        case when ${flagged} then '[{"rule": "FIRM_NAME_DIFFERS", "params": {"registeredName": "株洲万行"}}]'::jsonb else '[]'::jsonb end, t, t, case when ${!flagged} then shanghai_day(t) end
      from generate_series(1, ${MANY}) n
      cross join lateral (select ${at.toISOString()}::timestamptz - (${MANY} - n) * interval '10 minutes' as t, (case when ${flagged} then 'WF-' else 'WA-' end) || lpad(n::text, 5, '0') as contract) v
      order by t`.execute(tx);
    await filings(false);
    await filings(true);
  });
}
