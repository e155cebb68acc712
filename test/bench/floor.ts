/**
 * The "floor": the least that any server must do for the same request, to compare the registry with. It must stay as
 * simple as it is; making it slower would make the registry look better.
 */
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import express from 'express';
import pg from 'pg';

/**
 * What filing, lists and totals are compared with: Express with its own JSON parser and a pool of 16 connections as the
 * owner of the tables. No sign-in, no checks, no transaction beyond the statement, no audit trail, no totals, no row-level
 * security.
 *
 * POST /api/v1/filings: one prepared INSERT of the row that the registry stores, into a table of the same columns whose
 * only index is its primary key. Answers with the id alone.
 * GET /api/v1/filings[?bank=]: one prepared SELECT of the columns that the registry answers, in the same order by the
 * same index; the rows as JSON, as the driver gives them.
 * GET /api/v1/totals: a constant.
 */
const PAGE = 50;

/** What the registry stores of a filing, by the body that it came with. */
const stored = (body: Readonly<Record<string, string>>, serial: number, now: string): Record<string, unknown> => ({
  id: randomUUID(),
  number: `ZD2026-${serial}`,
  state: 'accepted',
  state_changed_at: now,
  bank_code: 'BANK01',
  uscc: body['uscc'],
  firm_name: body['firmName'],
  region_code: body['regionCode'],
  contract_no: body['contractNo'],
  contract_key: body['contractNo'],
  receipt_no: body['receiptNo'],
  receipt_key: body['receiptNo'],
  amount_fen: body['amount']!.replace('.', ''),
  annual_rate_e4: 34_500,
  disbursed_on: body['disbursedOn'],
  due_on: body['dueOn'],
  guarantee: 'credit',
  knowledge_grade: body['knowledgeGrade'] ?? null,
  first_loan: false,
  renewal: false,
  branch: body['branch'] ?? null,
  submitted_at: now,
  filed_on: now.slice(0, 10),
  links: '{}',
  flags: '[]',
  flags_other: '[]',
  version: 1,
});

/** As the registry's list reads them; flags are those of its reader. */
const LISTED = `f.id, f.number, f.state, f.state_reason, f.state_changed_at, f.bank_code, f.uscc, f.firm_name, f.region_code,
  f.contract_no, f.receipt_no, f.amount_fen, f.annual_rate_e4, f.disbursed_on, f.due_on, f.guarantee, f.knowledge_grade,
  f.first_loan, f.renewal, f.renewal_of, f.branch, f.remarks, f.submitted_at, f.filed_on, f.filed_sort, f.links, f.version,
  b.name as bank_name, r.name as region_name`;
const select = (flags: string, where: string): string => `
  select ${LISTED}, ${flags}
  from filing f
  join bank b on b.code = f.bank_code
  join region r on r.code = f.region_code
  ${where}
  order by f.submitted_at desc, f.id desc
  limit ${PAGE}`;
const LIST_OF_ALL = { name: 'list of all', text: select('f.flags, f.flags_other', '') };
const LIST_OF_BANK = { name: 'list of bank', text: select('f.flags, f.in_review', 'where f.bank_code = $1') };

/** An empty table of the columns that are stored, without those that are generated. */
async function createTable(pool: pg.Pool): Promise<void> {
  await pool.query('create schema if not exists bench');
  await pool.query('drop table if exists bench.filing');
  await pool.query('create table bench.filing (like public.filing)');
  const { rows } = await pool.query<{ column_name: string }>(
    `select column_name
    from information_schema.columns
    where table_schema = 'public'
      and table_name = 'filing'
      and is_generated = 'ALWAYS'`,
  );
  for (const { column_name } of rows) await pool.query(`alter table bench.filing drop column ${column_name}`);
  await pool.query('alter table bench.filing add primary key (id)');
}

async function main(): Promise<void> {
  const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 16 });
  await createTable(pool);
  const columns = Object.keys(stored({ amount: '' }, 0, ''));
  const insert = {
    name: 'insert',
    text: `insert into bench.filing (${columns.join(', ')}) values (${columns.map((_, index) => `$${index + 1}`).join(', ')})`,
  };
  let serial = 0;
  const app = express();
  app.disable('x-powered-by').disable('etag').use(express.json());
  app.post('/api/v1/filings', async (request, response) => {
    const row = stored(request.body as Record<string, string>, (serial += 1), new Date().toISOString());
    await pool.query({ ...insert, values: Object.values(row) });
    response.status(201).json({ id: row['id'] });
  });
  app.get('/api/v1/filings', async (request, response) => {
    const { bank } = request.query;
    const { rows } = await pool.query(bank === undefined ? LIST_OF_ALL : { ...LIST_OF_BANK, values: [bank] });
    response.json({ items: rows });
  });
  app.get('/api/v1/totals', (_request, response) => void response.type('json').send('{"rows":[]}'));
  const server = app.listen(0, '127.0.0.1', () =>
    process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`),
  );
  process.once('SIGTERM', () => process.exit(0));
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
});
