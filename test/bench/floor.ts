import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import express from 'express';
import pg from 'pg';

/**
 * The floor that filing is measured against: Express with its own JSON parser, a pool of 16 connections, one prepared
 * INSERT of the row that the registry stores, into a table of the same columns (without those that are computed) whose
 * only index is its primary key. No sign-in, no checks, no transaction beyond the statement, no trail, no totals, no
 * row-level security; it answers with the id alone.
 *
 * And the floor of a question: the same Express answering a GET with a constant, without looking at anything. How late an
 * answer comes then is what the machine and the load make of it.
 */
const COLUMNS = [
  'id',
  'number',
  'state',
  'state_changed_at',
  'bank_code',
  'uscc',
  'firm_name',
  'region_code',
  'contract_no',
  'contract_key',
  'receipt_no',
  'receipt_key',
  'amount_fen',
  'annual_rate_e4',
  'disbursed_on',
  'due_on',
  'guarantee',
  'knowledge_grade',
  'first_loan',
  'renewal',
  'branch',
  'submitted_at',
  'filed_on',
  'links',
  'flags',
  'flags_other',
  'version',
] as const;
const COMPUTED = ['status', 'in_review', 'flagged', 'filed_sort'];

async function main(): Promise<void> {
  const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 16 });
  await pool.query('create schema if not exists bench');
  await pool.query('drop table if exists bench.filing');
  await pool.query('create table bench.filing (like public.filing)');
  await pool.query(
    `alter table bench.filing ${COMPUTED.map((column) => `drop column ${column}`).join(', ')}, add primary key (id)`,
  );
  const text = `insert into bench.filing (${COLUMNS.join(', ')}) values (${COLUMNS.map((_, index) => `$${index + 1}`).join(', ')})`;
  let serial = 0;
  const app = express();
  app.disable('x-powered-by').disable('etag').use(express.json());
  app.post('/api/v1/filings', async (request, response) => {
    const body = request.body as Record<string, string>;
    const [id, now] = [randomUUID(), new Date().toISOString()];
    await pool.query({
      name: 'insert',
      text,
      values: [
        id,
        `ZD2026-${(serial += 1)}`,
        'accepted',
        now,
        'BANK01',
        body['uscc'],
        body['firmName'],
        body['regionCode'],
        body['contractNo'],
        body['contractNo'],
        body['receiptNo'],
        body['receiptNo'],
        body['amount']!.replace('.', ''),
        34_500,
        body['disbursedOn'],
        body['dueOn'],
        'credit',
        body['knowledgeGrade'] ?? null,
        false,
        false,
        body['branch'] ?? null,
        now,
        now.slice(0, 10),
        '{}',
        '[]',
        '[]',
        1,
      ],
    });
    response.status(201).json({ id });
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
