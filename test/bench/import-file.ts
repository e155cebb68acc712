/** The spreadsheet for the import measurements, and its upload. */
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { workbook } from '../../src/sheets/workbook.ts';
import type { Bench } from './bench.ts';
import { round } from './figures.ts';

export type SheetFormat = 'csv' | 'xlsx';

/** A sheet of valid loans. */
export interface LoanSheet {
  readonly format: SheetFormat;
  readonly rows: number;
  readonly content: Buffer;
}

export interface Imported {
  readonly id: string;
  /** From the first byte of the upload until every row is checked. */
  readonly checkedSeconds: number;
  /** Until the import is committed. */
  readonly seconds: number;
}

const ROWS = 100_000;
const POLL_EVERY_MS = 50;
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

/** 100,000 loans, or fewer in a small world, spread over all firms. */
export async function loanSheet(bench: Bench, format: SheetFormat): Promise<LoanSheet> {
  const rows = loansOf(bench, Math.min(ROWS, bench.options.rows), `${format}${Date.now().toString(36)}`);
  const columns = HEADINGS.map((title) => ({ title, kind: 'text' as const }));
  const content =
    format === 'csv'
      ? Buffer.from([HEADINGS, ...rows].map((row) => row.join(',')).join('\r\n'))
      : await buffer(workbook([{ name: 'a', columns, rows: [rows] }]));
  return { format, rows: rows.length, content };
}

function loansOf({ world, disbursedOn }: Bench, count: number, run: string): string[][] {
  const dueOn = `${Number(disbursedOn.slice(0, 4)) + 1}${disbursedOn.slice(4)}`.replace('-02-29', '-02-28');
  return Array.from({ length: count }, (_, index) => {
    const firm = world.firms[(index * 7919) % world.firms.length]!;
    return [
      String(index + 1),
      firm.name,
      firm.uscc,
      firm.region,
      'B',
      '某银行',
      '天元支行',
      `HT-${run}-${Math.floor(index / 3)}`,
      `JJ-${run}-${index}`,
      String(50 + (index % 900)),
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

/** Uploads a sheet, which is checked and committed. @throws Error when it is not committed */
export async function importSheet(
  { service, requests, log }: Bench,
  bank: string,
  sheet: LoanSheet,
): Promise<Imported> {
  const url = `http://127.0.0.1:${service.port}/api/v1/imports`;
  const form = new FormData();
  form.append('kind', 'filings');
  form.append('mode', 'commit');
  form.append('file', new Blob([new Uint8Array(sheet.content)]), `loans.${sheet.format}`);
  const begin = performance.now();
  const secondsSoFar = (): number => round((performance.now() - begin) / 1000);
  const headers = (): Record<string, string> => ({ Authorization: `Bearer ${requests.bearer(bank)}` });
  const uploaded = await fetch(url, { method: 'POST', headers: headers(), body: form });
  let now = (await uploaded.json()) as { id: string; state: string };
  if (uploaded.status !== 202) throw new Error(`an upload was answered ${uploaded.status}: ${JSON.stringify(now)}`);
  let checkedSeconds = 0;
  while (now.state === 'reading' || now.state === 'committing') {
    await pause(POLL_EVERY_MS);
    now = (await (await fetch(`${url}/${now.id}`, { headers: headers() })).json()) as typeof now;
    if (now.state !== 'reading' && checkedSeconds === 0) checkedSeconds = secondsSoFar();
  }
  const seconds = secondsSoFar();
  if (now.state !== 'committed') throw new Error(`the import ended so: ${JSON.stringify(now).slice(0, 1000)}`);
  log(`  ${sheet.format}: ${sheet.rows} rows checked after ${checkedSeconds} s, committed after ${seconds} s`);
  return { id: now.id, checkedSeconds, seconds };
}
