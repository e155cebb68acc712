import { sql, type Kysely } from 'kysely';

/** Example programme versions and the LPR, as data that administrators may change; what is here is fixed once it has landed. */
export async function up(db: Kysely<any>): Promise<void> {
  await announce(db);
  await sql`insert into registry (lpr_checked_until) values ('2026-08-31')`.execute(db);
  for (const [from, one, five] of LPR) {
    await sql`insert into lpr (from_day, one_year_e4, five_year_e4) values (${from}, ${one}, ${five})`.execute(db);
  }
  for (const [code, name, prefix, from, to, limits] of PROGRAMMES) {
    await sql`
      insert into programme_rule (code, name, region_prefix, valid_from, valid_to, limits)
      values (${code}, ${name}, ${prefix}, ${from}, ${to}, ${JSON.stringify(limits)})`.execute(db);
  }
}

async function announce(db: Kysely<any>): Promise<void> {
  await sql`
    select set_config('app.actor', 'system:migration', true), set_config('app.role', 'system', true),
           set_config('app.action', 'migrate', true), set_config('app.now', now()::text, true)`.execute(db);
}

/** In force from, one-year, five-year, in ten-thousandths of a per cent. */
const LPR: readonly (readonly [string, number, number])[] = [
  ['2022-01-20', 37000, 46000],
  ['2022-05-20', 37000, 44500],
  ['2022-08-22', 36500, 43000],
  ['2023-06-20', 35500, 42000],
  ['2023-08-21', 34500, 42000],
  ['2024-02-20', 34500, 39500],
  ['2024-07-22', 33500, 38500],
  ['2024-10-21', 31000, 36000],
  ['2025-05-20', 30000, 35000],
];

const TERM = { max: 36, onBreach: 'refuse' };
const AMOUNT = { max: '10000000.00', onBreach: 'flag' };
const PROGRAMMES: readonly (readonly [string, string, string, string, string | null, object])[] = [
  [
    'hunan-2022',
    '湖南省知识价值信用贷款（2022 版，示例）',
    '43',
    '2022-01-01',
    '2024-12-31',
    { amount: AMOUNT, termMonths: TERM },
  ],
  [
    'hunan-2025',
    '湖南省知识价值信用贷款（2025 版，示例）',
    '43',
    '2025-01-01',
    null,
    { amount: AMOUNT, termMonths: TERM },
  ],
  [
    'hubei-2025',
    '湖北省知识价值信用贷款（2025 版，示例）',
    '42',
    '2025-01-01',
    null,
    { amount: AMOUNT, termMonths: TERM, rate: { overLprBasisPoints: 150, onBreach: 'refuse' } },
  ],
];

export async function down(db: Kysely<any>): Promise<void> {
  await announce(db);
  await sql`delete from programme_rule`.execute(db);
  await sql`delete from lpr`.execute(db);
  await sql`delete from registry`.execute(db);
}
