/** Bench section: importing 100,000 rows, compared with COPY of the same rows into the same table without triggers. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect } from '../../src/data/pool.ts';
import type { Bench } from './bench.ts';
import { median, round, type Latency } from './figures.ts';
import { importSheet, loanSheet, type SheetFormat } from './import-file.ts';
import { filingOfficer, listingAuditor, withBackgroundClients } from './background.ts';
import { BANKS } from './people.ts';
import { atMost, type Section } from './section.ts';

export interface ImportFigures {
  readonly rows: number;
  readonly megabytes: number;
  readonly checkedSeconds: number;
  readonly seconds: number;
  /** COPY of the rows as they were stored into the same table, without triggers. */
  readonly copySeconds: number;
  readonly ratio: number;
  readonly listMeanwhile: Latency;
  readonly filingMeanwhile: Latency;
}

/** The same loans in each format, from the upload until they are filed. */
export const importsSection: Section<Record<string, ImportFigures>> = {
  async measure(bench) {
    return {
      csv: await measureFormat(bench, 'csv', BANKS[0]!.code),
      xlsx: await measureFormat(bench, 'xlsx', BANKS[1]!.code),
    };
  },

  tables: (formats) => [
    {
      title: 'Imports, from the upload until all is filed',
      heads: [
        'format',
        'rows',
        'MB',
        'checked, s',
        'committed, s',
        'COPY, s',
        ': COPY',
        'meanwhile: a list, p99 ms',
        'max ms',
        'a filing, p99 ms',
        'max ms',
      ],
      rows: Object.entries(formats).map(([format, one]) => [
        format,
        one.rows,
        one.megabytes,
        one.checkedSeconds,
        one.seconds,
        one.copySeconds,
        one.ratio,
        one.listMeanwhile.p99Ms,
        one.listMeanwhile.maxMs,
        one.filingMeanwhile.p99Ms,
        one.filingMeanwhile.maxMs,
      ]),
    },
  ],

  targets: (formats) =>
    Object.entries(formats).map(([format, { ratio }]) =>
      atMost(`import of ${format} : COPY without triggers`, ratio, 4),
    ),
};

async function measureFormat(bench: Bench, format: SheetFormat, bank: string): Promise<ImportFigures> {
  const sheet = await loanSheet(bench, format);
  const { result, latencies } = await withBackgroundClients(
    bench.service.port,
    { list: listingAuditor(bench), filing: filingOfficer(bench) },
    () => importSheet(bench, bank, sheet),
  );
  const copySeconds = await copyWithoutTriggers(bench, result.id, sheet.rows);
  return {
    rows: sheet.rows,
    megabytes: round(sheet.content.length / 1e6, 1),
    checkedSeconds: result.checkedSeconds,
    seconds: result.seconds,
    copySeconds,
    ratio: round(result.seconds / copySeconds),
    listMeanwhile: latencies.list,
    filingMeanwhile: latencies.filing,
  };
}

const COPIES = 3;
/** What has to differ for the same rows to be stored once more. */
const CHANGED: Readonly<Record<string, string>> = {
  id: 'gen_random_uuid()',
  number: `f.number || '-COPY'`,
  receipt_no: `f.receipt_no || '-COPY'`,
  receipt_key: `f.receipt_key || '-COPY'`,
};

/** Copies the rows of an import from a file of the server, and rolls that back; the median of some runs. */
async function copyWithoutTriggers({ world }: Bench, importId: string, count: number): Promise<number> {
  const folder = await mkdtemp(path.join(tmpdir(), 'zhidai-bench-copy-'));
  await chmod(folder, 0o777);
  const superuser = await connect({ ...world.server.superuser, database: world.server.owner.database });
  try {
    const file = path.join(folder, 'rows.csv');
    const { rows } = await superuser.query(
      `select column_name as name
      from information_schema.columns
      where table_schema = 'public'
        and table_name = 'filing'
        and is_generated = 'NEVER'`,
    );
    const columns = (rows as { name: string }[]).map(({ name }) => name);
    const stored = columns.map((column) => CHANGED[column] ?? `f.${column}`).join(', ');
    await superuser.query(
      `copy (
        select ${stored}
        from import_row r
        join filing f on f.id = r.record_id::uuid
        where r.import_id = '${importId}'
      ) to '${file}' csv`,
    );
    const tookSeconds: number[] = [];
    for (let run = 0; run < COPIES; run += 1) {
      await superuser.query('begin');
      // Without triggers.
      await superuser.query('set local session_replication_role = replica');
      const begin = performance.now();
      await superuser.query(`copy filing (${columns.join(', ')}) from '${file}' csv`);
      tookSeconds.push((performance.now() - begin) / 1000);
      const { rows: counted } = await superuser.query(
        `select count(*)::int as rows from filing where number like '%-COPY'`,
      );
      if (counted[0].rows !== count) throw new Error(`COPY took ${counted[0].rows} rows instead of ${count}`);
      await superuser.query('rollback');
      await superuser.query('vacuum filing');
    }
    return round(median(tookSeconds));
  } finally {
    await superuser.end();
    await rm(folder, { recursive: true, force: true });
  }
}
