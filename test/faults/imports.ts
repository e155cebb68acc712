/** Imports under faults: each must end committed with all of its rows, or failed with none. */
import { setTimeout as pause } from 'node:timers/promises';
import { loanRow, loansCsv } from '../support/imports.ts';
import { upload } from '../support/upload.ts';
import { firmCode, type Load } from './clients.ts';
import type { Commit } from './history.ts';

/** An import that was sent, and how it ended. */
export interface Imported {
  readonly prefix: string;
  readonly rows: number;
  readonly record: { state: string; filed: number; partial: boolean } | null;
}

/** No client files for it: a firm that two banks name differently is reviewed, and its loans do not count. */
const FIRM = { 统一社会信用代码: firmCode(99_999_999), 企业名称: '株洲导入测试有限公司' };
const ROWS = 6_000;
const AMOUNT_FEN = 300_000_000n;
const POLL_MS = 200;

/** Sends a file and waits until its import has ended. `started` is called when the file is accepted. */
export async function importFile(load: Load, n: number, started: () => void): Promise<Imported> {
  const prefix = `I${n}-`;
  const rows = Array.from({ length: ROWS }, (_, row) =>
    loanRow({ ...FIRM, 合同编号: `${prefix}${row}`, 借据号: `${prefix}${row}`, '贷款金额(万元)': '300' }),
  );
  const commit: Commit = {
    id: `import ${n}`,
    client: 'importer',
    startMs: performance.now(),
    endMs: Infinity,
    scopes: ['all', 'bank BC'],
    filings: ROWS,
    amountFen: AMOUNT_FEN * BigInt(ROWS),
  };
  load.commits.push(commit);
  const sent = await load.requests.untilAnswered('officer-BC', (http) =>
    upload(http, loansCsv(...rows), { mode: 'commit' }, `${n}.csv`, { 'Idempotency-Key': prefix }),
  );
  started();
  if (sent?.reply.status !== 202) {
    load.problems.push(`import ${n} answered ${sent?.reply.status}: ${sent?.reply.text}`);
    return { prefix, rows: ROWS, record: null };
  }
  for (;;) {
    const answered = await load.requests.untilAnswered('officer-BC', (http) =>
      http.get(`/imports/${sent.reply.body.id}`),
    );
    if (answered === null) return { prefix, rows: ROWS, record: null };
    const { state, filed, partial } = answered.reply.body;
    if (['committed', 'failed', 'checked'].includes(state)) {
      commit.endMs = answered.endMs;
      // No total may ever show a row of one that has failed.
      if (state !== 'committed') load.commits.splice(load.commits.indexOf(commit), 1);
      return { prefix, rows: ROWS, record: { state, filed, partial } };
    }
    await pause(POLL_MS);
  }
}
