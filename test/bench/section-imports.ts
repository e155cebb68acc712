import { mkdtemp, rm, chmod } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect } from '../../src/data/pool.ts';
import { workbook } from '../../src/sheets/workbook.ts';
import { latencyOf, round, type Latency } from './figures.ts';
import { HttpConnection } from './http-load.ts';
import { BANKS } from './people.ts';
import type { Bench } from './bench.ts';

export interface ImportFigures {
  readonly rows: number;
  readonly megabytes: number;
  /** From the first byte of the upload until the import says that it is committed. */
  readonly seconds: number;
  /** Of it, until every row was read and judged. */
  readonly checkedAfterSeconds: number;
  readonly peakMb: number | null;
  /** A client who asks for a page of a list all the while. */
  readonly listMeanwhile: Latency;
  /** Another bank that files one loan after the other for the same firms. */
  readonly filingMeanwhile: Latency & { refused: number };
  /** COPY of as many rows of the same content into the same table, with its triggers; and into one with the same constraints and indexes and no triggers. */
  readonly copySeconds: number;
  readonly copyWithoutTriggersSeconds: number;
  readonly byCopy: number;
}

const MOST_ROWS = 100_000;
const HEADINGS = [
  '序号',
  '企业名称',
  '统一社会信用代码',
  '所属区县',
  '知识价值等级',
  '贷款银行',
  '经办支行',
  '合同编号',
  '借据号',
  '贷款金额(万元)',
  '年利率(%)',
  '放款日期',
  '到期日期',
  '担保方式',
  '是否首贷',
  '是否续贷',
  '备注',
];

/** The same sheet of loans, each format by itself, from the upload until it is filed; beside it COPY of the same rows. */
export async function measureImports(bench: Bench): Promise<Record<string, ImportFigures>> {
  const figures: Record<string, ImportFigures> = {};
  for (const [index, format] of ['csv', 'xlsx'].entries())
    figures[format] = await measureFormat(bench, format, BANKS[index]!.code);
  return figures;
}

async function measureFormat(bench: Bench, format: string, bank: string): Promise<ImportFigures> {
  const { service, options, say } = bench;
  const rows = rowsOf(bench, Math.min(MOST_ROWS, options.rows), `${format}${Date.now().toString(36)}`);
  const file =
    format === 'csv'
      ? Buffer.from([HEADINGS, ...rows].map((row) => row.join(',')).join('\r\n'))
      : await buffer(
          workbook([{ name: 'a', columns: HEADINGS.map((title) => ({ title, kind: 'text' as const })), rows: [rows] }]),
        );
  bench.bankSide.renewTokens();
  const forgets = service.forgetPeak();
  const others = await Others.begin(bench);
  const begin = performance.now();
  const { id, checkedAfterSeconds } = await importFile(bench, bank, file, format);
  const seconds = round((performance.now() - begin) / 1000);
  const { listMeanwhile, filingMeanwhile } = await others.end();
  const peakMb = forgets ? service.peakMb() : null;
  say(`  ${format}: ${rows.length} rows in ${seconds} s`);
  const { copySeconds, copyWithoutTriggersSeconds } = await copyAgain(bench, id, rows.length);
  return {
    rows: rows.length,
    megabytes: round(file.length / 1e6, 1),
    seconds,
    checkedAfterSeconds,
    peakMb,
    listMeanwhile,
    filingMeanwhile,
    copySeconds,
    copyWithoutTriggersSeconds,
    byCopy: round(seconds / copySeconds),
  };
}

function rowsOf({ world, disbursedOn }: Bench, count: number, run: string): string[][] {
  const dueOn = `${Number(disbursedOn.slice(0, 4)) + 1}${disbursedOn.slice(4)}`.replace('-02-29', '-02-28');
  return Array.from({ length: count }, (_, n) => {
    const firm = world.firms[(n * 7919) % world.firms.length]!;
    return [
      String(n + 1),
      firm.name,
      firm.uscc,
      firm.region,
      'B',
      '某银行',
      '天元支行',
      `HT-${run}-${Math.floor(n / 3)}`,
      `JJ-${run}-${n}`,
      String(50 + (n % 900)),
      '3.45',
      disbursedOn,
      dueOn,
      '信用',
      '否',
      '否',
      '',
    ];
  });
}

async function importFile(
  { service, bankSide, say }: Bench,
  bank: string,
  file: Buffer,
  format: string,
): Promise<{ id: string; checkedAfterSeconds: number }> {
  const url = `http://127.0.0.1:${service.port}/api/v1/imports`;
  const headers = { Authorization: `Bearer ${bankSide.bearer(bank)}` };
  const form = new FormData();
  form.append('kind', 'filings');
  form.append('mode', 'commit');
  form.append('file', new Blob([new Uint8Array(file)]), `loans.${format}`);
  const begin = performance.now();
  const begun = await fetch(url, { method: 'POST', headers, body: form });
  let now = (await begun.json()) as { id: string; state: string };
  if (begun.status !== 202) throw new Error(`an upload was answered ${begun.status}: ${JSON.stringify(now)}`);
  let checkedAfterSeconds = 0;
  while (now.state === 'reading' || now.state === 'committing') {
    await new Promise((resolve) => setTimeout(resolve, 100));
    now = (await (await fetch(`${url}/${now.id}`, { headers })).json()) as typeof now;
    if (now.state === 'committing' && checkedAfterSeconds === 0)
      checkedAfterSeconds = round((performance.now() - begin) / 1000);
  }
  if (now.state !== 'committed') throw new Error(`the import ended so: ${JSON.stringify(now).slice(0, 1000)}`);
  say(`  ${format}: checked after ${checkedAfterSeconds} s`);
  return { id: now.id, checkedAfterSeconds };
}

/** Who uses the registry meanwhile. */
class Others {
  #over = false;
  readonly #lists: number[] = [];
  readonly #filings: number[] = [];
  #refused = 0;
  #work: Promise<unknown> = Promise.resolve();

  static async begin({ service, bankSide, world }: Bench): Promise<Others> {
    const others = new Others();
    const [one, two] = [await HttpConnection.open(service.port), await HttpConnection.open(service.port)];
    const firms = world.firms;
    others.#work = Promise.all([
      others.#again(
        one,
        20,
        () => bankSide.get('auditor', '/filings?limit=50'),
        (ms) => others.#lists.push(ms),
      ),
      others.#again(
        two,
        100,
        () => bankSide.filing(firms[Math.floor(Math.random() * firms.length)]!, BANKS[9]!.code),
        (ms, status) => {
          others.#filings.push(ms);
          if (status !== 201) others.#refused += 1;
        },
      ),
    ]).finally(() => [one, two].forEach((connection) => connection.close()));
    return others;
  }

  async #again(
    connection: HttpConnection,
    pauseMs: number,
    request: () => string,
    take: (ms: number, status: number) => void,
  ): Promise<void> {
    while (!this.#over) {
      const sent = performance.now();
      const { status } = await connection.send(request());
      take(performance.now() - sent, status);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }

  async end(): Promise<Pick<ImportFigures, 'listMeanwhile' | 'filingMeanwhile'>> {
    this.#over = true;
    await this.#work;
    return {
      listMeanwhile: latencyOf(this.#lists),
      filingMeanwhile: { ...latencyOf(this.#filings), refused: this.#refused },
    };
  }
}

const COLUMNS = [
  'id',
  'state',
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
  'remarks',
  'flags',
  'flags_other',
];

/** The rows that the import has filed, once more under other receipt numbers, by COPY from a file of the server. */
async function copyAgain(
  { world }: Bench,
  importId: string,
  count: number,
): Promise<Pick<ImportFigures, 'copySeconds' | 'copyWithoutTriggersSeconds'>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'zhidai-bench-copy-'));
  await chmod(folder, 0o777);
  const superuser = await connect({ ...world.server.superuser, database: world.server.owner.database });
  try {
    const file = path.join(folder, 'rows.csv');
    const source = COLUMNS.map((column) =>
      column === 'id'
        ? 'gen_random_uuid()'
        : column === 'receipt_no' || column === 'receipt_key'
          ? `f.${column} || '-COPY'`
          : `f.${column}`,
    ).join(', ');
    await superuser.query(
      `copy (select ${source} from import_row r join filing f on f.id = r.record_id::uuid where r.import_id = '${importId}') to '${file}' csv`,
    );
    const timed = async (into: string, columns: readonly string[]): Promise<number> => {
      await superuser.query('begin');
      await superuser.query(
        `select set_config('app.actor', 'bench', true), set_config('app.role', 'system', true), set_config('app.action', 'bench.copy', true), set_config('app.now', now()::text, true)`,
      );
      const begin = performance.now();
      await superuser.query(`copy ${into} (${columns.join(', ')}) from '${file}' csv`);
      await superuser.query('commit');
      return round((performance.now() - begin) / 1000);
    };
    const copySeconds = await timed('public.filing', COLUMNS);
    await superuser.query('drop table if exists bare_filing');
    await superuser.query('create temp table bare_filing (like public.filing including all)');
    await superuser.query(
      'alter table bare_filing alter column state_changed_at set default now(), alter column submitted_at set default now()',
    );
    const copyWithoutTriggersSeconds = await timed('bare_filing', COLUMNS);
    const {
      rows: [found],
    } = await superuser.query('select count(*)::int as n from bare_filing');
    if (found.n !== count) throw new Error(`COPY took ${found.n} rows instead of ${count}`);
    return { copySeconds, copyWithoutTriggersSeconds };
  } finally {
    await superuser.end();
    await rm(folder, { recursive: true, force: true });
  }
}
