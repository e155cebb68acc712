/**
 * Generates the data of the benchmark. A change of the generator makes earlier results incomparable, and the data is
 * generated again at the next run.
 */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { asSystem, type AuditContext } from '../../src/data/as-actor.ts';
import { closeDatabase, openDatabase, type Tx } from '../../src/data/database.ts';
import { withOwner } from '../../src/data/migrate.ts';
import { createPool, type Connection } from '../../src/data/pool.ts';
import { createRandom } from '../../src/demo/random.ts';
import { nameKey } from '../../src/domain/values/text.ts';
import { round } from './figures.ts';
import { LEDGER_TABLES, post } from './ledger.ts';
import { BANKS, planFirms, REGIONS, type BenchFirm } from './people.ts';

export interface Phase {
  readonly phase: string;
  readonly rows: number;
  readonly seconds: number;
}

/** The time of the world: filings of 2020 to the middle of 2026. */
const [BEGIN, END] = ['2020-01-02T01:00:00.000Z', '2026-06-30T08:00:00.000Z'];
/** Rows of one statement, at most about. */
const BATCH = 100_000;
const CONNECTIONS = 2;
const QUALIFICATIONS_PER_STATEMENT = 40_000;

/**
 * Fills an empty registry as a system actor, through all constraints and triggers: the database writes audit trail, links
 * and ledger as always. Filings come in the order of time, over two connections, each with its part of the firms, so that
 * they lock no firm of each other. At the end the ledger is posted.
 */
export async function generate(
  owner: Connection,
  app: Connection,
  rows: number,
  report: (message: string) => void,
): Promise<Phase[]> {
  const db = openDatabase(createPool(app, { max: CONNECTIONS, role: 'zhidai_app', statementTimeoutMs: 0 }));
  const phases: Phase[] = [];
  const timed = async (phase: string, count: number, work: () => Promise<unknown>): Promise<void> => {
    const begin = performance.now();
    await work();
    const seconds = round((performance.now() - begin) / 1000);
    phases.push({ phase, rows: count, seconds });
    report(`${phase}: ${count} in ${seconds} s`);
  };
  const firms = planFirms(rows);
  const periods = Math.max(1, Math.round(rows / CONNECTIONS / BATCH));
  try {
    await timed('banks, regions, accounts', BANKS.length, () => asSystem(db, 'demo', audit(BEGIN), enterPlaces));
    await timed('firms', firms.length, () => asSystem(db, 'demo', audit(BEGIN), (tx) => enterFirms(tx, firms)));
    const parts = Array.from({ length: CONNECTIONS }, (_, number) =>
      firms.filter(({ k }) => k % CONNECTIONS === number),
    );
    const qualifications = parts.map((part) => part.flatMap(qualificationsOf));
    await timed('qualifications', qualifications.flat().length, () =>
      Promise.all(
        qualifications.map(async (part) => {
          for (let from = 0; from < part.length; from += QUALIFICATIONS_PER_STATEMENT) {
            await asSystem(db, 'demo', audit(BEGIN), (tx) =>
              enterQualifications(tx, part.slice(from, from + QUALIFICATIONS_PER_STATEMENT)),
            );
          }
        }),
      ),
    );
    // Not of the filings: by the statistics of an empty table the first statement would scan the whole table for each number.
    await timed('statistics', 0, () => maintain(owner, 'analyze', ['firm', 'qualification']));
    await timed('filings', rows, () =>
      Promise.all(
        parts.map(async (part, number) => {
          for (let period = 0; period < periods; period += 1) {
            const begin = performance.now();
            const count = await asSystem(db, 'demo', audit(END), (tx) => enterFilings(tx, part, period, periods));
            report(`  connection ${number + 1}: ${count} filings in ${round((performance.now() - begin) / 1000)} s`);
          }
        }),
      ),
    );
    await timed('returned, withdrawn, voided', 0, () => asSystem(db, 'demo', audit(END), decide));
    await timed('posting; vacuum and statistics meanwhile', rows, () =>
      Promise.all([
        asSystem(db, 'demo', audit(END), post),
        maintain(owner, 'vacuum (analyze)', ['firm', 'qualification', 'filing', 'trail']),
      ]),
    );
    await timed('vacuum and statistics of the ledger', 0, () => maintain(owner, 'vacuum (analyze)', LEDGER_TABLES));
  } finally {
    await closeDatabase(db);
  }
  return phases;
}

const audit = (at: string): AuditContext => ({ action: 'bench.generate', at: new Date(at) });

async function enterPlaces(tx: Tx): Promise<void> {
  await tx
    .insertInto('region')
    .values(REGIONS.map(({ code, name }) => ({ code, name })))
    .execute();
  await tx
    .insertInto('bank')
    .values(BANKS.map(({ code, name }) => ({ code, name })))
    .execute();
  const account = (login: string, role: 'officer' | 'auditor', bank_code: string | null) => ({
    id: randomUUID(),
    login,
    role,
    display_name: login,
    bank_code,
    password_hash: 'nobody signs in with a password',
    must_change_password: false,
    password_changed_at: BEGIN,
  });
  await tx
    .insertInto('account')
    .values([
      account('auditor', 'auditor', null),
      ...BANKS.map(({ code }) => account(code.toLowerCase(), 'officer', code)),
    ])
    .execute();
}

async function enterFirms(tx: Tx, firms: readonly BenchFirm[]): Promise<void> {
  const rows = firms.map(({ uscc, name, region, k }) => ({
    uscc,
    name,
    name_key: nameKey(name),
    initials: `ZZCD${k}KJYXGS`,
    region_code: region,
  }));
  await sql`insert into firm (uscc, name, name_key, initials, region_code)
    select uscc, name, name_key, initials, region_code from json_to_recordset(${JSON.stringify(rows)}::json) as r(uscc text, name text, name_key text, initials text, region_code text)`.execute(
    tx,
  );
}

interface Held {
  k: number;
  kind: string;
  certificate_no: string;
  uscc: string;
  valid_from: string;
  valid_to: string;
}

/** Two or three certificates of three years one after another, and a number for most years. */
function qualificationsOf({ k, uscc, region, holds }: BenchFirm): Held[] {
  const random = createRandom(`qualifications ${k}`);
  const held: Held[] = [];
  const serial = String(k + 1).padStart(6, '0');
  if (holds.includes('high_tech')) {
    for (let year = 2017 + random.below(3); year <= 2026; year += 3) {
      held.push({
        k,
        uscc,
        kind: 'high_tech',
        certificate_no: `GR${year}43${serial}`,
        valid_from: `${year}-10-20`,
        valid_to: `${year + 3}-10-${random.chance(0.8) ? 19 : 10}`,
      });
    }
  }
  if (holds.includes('tech_sme')) {
    for (let year = 2019; year <= 2026; year += 1) {
      if (random.chance(0.12)) continue;
      held.push({
        k,
        uscc,
        kind: 'tech_sme',
        certificate_no: `${year}${region}A8${serial}`,
        valid_from: `${year}-0${4 + random.below(5)}-15`,
        valid_to: `${year + 1}-03-31`,
      });
    }
  }
  return held;
}

async function enterQualifications(tx: Tx, rows: readonly Held[]): Promise<void> {
  await sql`insert into qualification (kind, certificate_no, uscc, valid_from, valid_to)
    select kind, certificate_no, uscc, valid_from, valid_to
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(kind text, certificate_no text, uscc text, valid_from date, valid_to date)`.execute(
    tx,
  );
}

/** A firm's n filings are spread over the years, each year more than the one before; `period` is one part of that time. */
async function enterFilings(tx: Tx, firms: readonly BenchFirm[], period: number, periods: number): Promise<bigint> {
  const plan = JSON.stringify(
    firms.map(({ k, n, uscc, name, region, banks }) => ({ k, n, uscc, name, region, banks })),
  );
  const { numAffectedRows } = await sql`
    insert into filing (id, state, bank_code, uscc, firm_name, region_code, contract_no, contract_key, receipt_no, receipt_key, amount_fen, annual_rate_e4,
      disbursed_on, due_on, guarantee, knowledge_grade, first_loan, renewal, branch, flags, submitted_at, state_changed_at, filed_on)
    select (lpad(to_hex((date_part('epoch', t) * 1000)::bigint), 12, '0') || '7' || right(to_hex(h), 3) || '8' || right(to_hex(h2 | 1152921504606846976), 15))::uuid,
      case when flagged then 'submitted' else 'accepted' end, banks[case when h % 10 < 6 then 1 else 1 + ((h / 16) % cardinality(banks))::int end], uscc, name, region,
      contract, contract, contract || '-' || j, contract || '-' || j, (array[50, 80, 100, 100, 150, 200, 200, 300, 300, 300, 400, 500, 500, 600, 800, 1000])[1 + (h2 % 16)::int] * 1000000,
      30000 + (h % 40)::int * 500, disbursed, (disbursed + interval '1 year')::date, case when h % 7 = 0 then 'guaranteed_credit' else 'credit' end,
      (array['A', 'B', 'C', 'D', 'E', null])[1 + (h2 % 6)::int], case when j = 0 then true when h % 3 = 0 then false end, h2 % 100 < 8, case when h % 5 < 3 then '天元支行' end,
      case when flagged then jsonb_build_array(jsonb_build_object('rule', 'FIRM_NAME_DIFFERS', 'params', jsonb_build_object('registeredName', name))) else '[]' end,
      t, t, case when not flagged then shanghai_day(t) end
    from json_to_recordset(${plan}::json) as m(k bigint, n int, uscc text, name text, region text, banks text[])
    cross join lateral generate_series(n * ${period}::int / ${periods}::int, n * ${period + 1}::int / ${periods}::int - 1) j
    cross join lateral (select hashint8extended(k * 1000000 + j, 1) & 9223372036854775807 as h, hashint8extended(k * 1000000 + j, 2) & 9223372036854775807 as h2) chance
    cross join lateral (select date_trunc('second', ${BEGIN}::timestamptz + (${END}::timestamptz - ${BEGIN}::timestamptz) * ((j + (h % 1000) / 1000.0::float8) / n) ^ 0.8::float8) as t) instant
    cross join lateral (select shanghai_day(t) - (1 + h2 % 40)::int as disbursed, h % 1000 < 12 as flagged, 'HT-' || date_part('year', t) || '-' || k || '-' || j / 3 as contract) v
    order by t`.execute(tx);
  return numAffectedRows ?? 0n;
}

/** What auditors and officers decide later. */
async function decide(tx: Tx): Promise<void> {
  await sql`update filing set state = 'returned', state_reason = '请核对企业名称' where state = 'submitted' and right(id::text, 1) < '6'`.execute(
    tx,
  );
  await sql`update filing set state = 'withdrawn', state_reason = '企业放弃提款' where state = 'returned' and right(id::text, 1) < '3'`.execute(
    tx,
  );
  await sql`update filing set state = 'voided', state_reason = '贷款未实际发放' where state = 'accepted' and right(id::text, 2) = '00'`.execute(
    tx,
  );
}

async function maintain(owner: Connection, what: string, tables: readonly string[]): Promise<void> {
  await withOwner(owner, async (db) => {
    for (const table of tables) await sql.raw(`${what} ${table}`).execute(db);
  });
}
