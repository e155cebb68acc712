/** What must hold after each round, when all is quiet again. */
import type { Reply } from '../support/client.ts';
import { BANKS } from './people.ts';
import { fenOf, type Load, type Sent } from './clients.ts';
import type { Imported } from './imports.ts';
import type { RegistryUnderTest } from './registry.ts';

/** So many of the last keys are sent once more. */
const REPEATED_KEYS = 50;

/** Every acknowledged filing is stored exactly once, every answer agrees with that, and `verify` says ok. */
export async function checkStored(
  registry: RegistryUnderTest,
  load: Load,
  imports: readonly Imported[],
): Promise<string[]> {
  const superuser = await registry.superuser();
  const { rows } = await superuser
    .query('select receipt_no, state, number, amount_fen from filing')
    .finally(() => superuser.end());
  const problems = [...checkFilings(rows, load.sent), ...checkImports(rows, imports)];
  problems.push(...(await checkTotals(rows, load)), ...(await checkList(rows, load)), ...(await repeatKeys(load)));
  const verdict = await registry.verify();
  if (verdict !== 'ok') problems.push(`verify: ${verdict.slice(0, 2_000)}`);
  return problems;
}

interface Stored {
  readonly receipt_no: string;
  readonly state: string;
  readonly number: string | null;
  /** PostgreSQL's bigint. */
  readonly amount_fen: string | bigint;
}

function checkFilings(rows: readonly Stored[], sent: readonly Sent[]): string[] {
  const problems: string[] = [];
  const left = new Map(sent.map((one) => [one.commit.id, one]));
  for (const { receipt_no: id, state, number, amount_fen: fen } of rows.filter((row) => row.receipt_no[0] === 'F')) {
    const one = left.get(id);
    if (one === undefined) problems.push(`${id} is stored twice`);
    else if (BigInt(fen) !== one.commit.amountFen) problems.push(`${id} is stored with another amount`);
    else if (number !== one.commit.number) problems.push(`${id} is ${number}, acknowledged was ${one.commit.number}`);
    else if ((state === 'voided') !== (one.voided !== undefined)) problems.push(`${id} is stored as ${state}`);
    left.delete(id);
  }
  for (const [id, { commit }] of left)
    problems.push(commit.endMs < Infinity ? `${id} was acknowledged and is lost` : `${id} was never acknowledged`);
  return problems;
}

function checkImports(rows: readonly Stored[], imports: readonly Imported[]): string[] {
  return imports.flatMap(({ prefix, rows: sent, record }) => {
    const ids = rows.map((row) => row.receipt_no).filter((id) => id.startsWith(prefix));
    const wanted = record?.state === 'committed' ? sent : 0;
    const stored = new Set(ids).size;
    const fits = record !== null && stored === wanted && ids.length === wanted && record.filed === wanted;
    return fits ? [] : [`import ${prefix} of ${sent} rows: ${ids.length} are stored; ${JSON.stringify(record)}`];
  });
}

const accepted = (rows: readonly Stored[]): Stored[] => rows.filter(({ state }) => state === 'accepted');
const sumOf = (rows: readonly Stored[]): string =>
  `${rows.length} filings, ${rows.reduce((sum, row) => sum + BigInt(row.amount_fen), 0n)} fen`;

async function checkTotals(rows: readonly Stored[], { requests }: Load): Promise<string[]> {
  const year = new Date().getFullYear();
  const reply = await requests.untilAnswered('auditor', (http) => http.get(`/totals?from=${year - 1}&to=${year + 1}`));
  if (reply?.reply.status !== 200) return [`totals answered ${reply?.reply.status}`];
  const { filings, amount } = reply.reply.body.total;
  const [shown, wanted] = [`${filings} filings, ${fenOf(amount)} fen`, sumOf(accepted(rows))];
  return shown === wanted ? [] : [`totals say ${shown}; stored are ${wanted}`];
}

/** Reads the list of all filings, page after page. */
async function checkList(rows: readonly Stored[], { requests }: Load): Promise<string[]> {
  const shown: string[] = [];
  let reply: Reply | undefined;
  do {
    const cursor: string = reply === undefined ? '' : `&cursor=${encodeURIComponent(reply.body.nextCursor)}`;
    reply = (await requests.untilAnswered('auditor', (http) => http.get(`/filings?limit=200${cursor}`)))?.reply;
    if (reply?.status !== 200) return [`the list answered ${reply?.status}: ${reply?.text}`];
    shown.push(...reply.body.items.map((item: { receiptNo: string }) => item.receiptNo));
  } while (reply.body.nextCursor !== null);
  const stored = rows.map((row) => row.receipt_no).sort();
  return shown.sort().join() === stored.join()
    ? []
    : [`lists show ${shown.length} filings, stored are ${stored.length}`];
}

/** A repeated key answers with the first filing again. */
async function repeatKeys({ requests, sent }: Load): Promise<string[]> {
  const problems: string[] = [];
  // The key of a batch belongs to its first filing; only those that were sent alone have an ETag.
  for (const { commit, key, body, id, etag } of sent.slice(-REPEATED_KEYS)) {
    if (etag === undefined) continue;
    const bank = BANKS.find((code) => commit.scopes.includes(`bank ${code}`))!;
    const answered = await requests.untilAnswered(`officer-${bank}`, (http) =>
      http.post('/filings', body, { 'Idempotency-Key': key }),
    );
    const reply = answered?.reply;
    if (reply?.status !== 201 || reply.body.id !== id || reply.headers.get('idempotent-replayed') !== 'true')
      problems.push(`the key of ${commit.id}, sent again, answered ${reply?.status}: ${reply?.text}`);
  }
  return problems;
}
