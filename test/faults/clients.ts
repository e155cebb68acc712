/** Clients that file, void and ask while faults happen, and record each request and answer for the history check. */
import { setTimeout as pause } from 'node:timers/promises';
import { composeUscc } from '../../src/domain/firm/uscc.ts';
import type { Reply } from '../support/client.ts';
import type { Commit, Observation, Read } from './history.ts';
import { BANKS, REGION, type Bank } from './people.ts';
import type { Requests } from './requests.ts';

/** A filing that was sent. */
export interface Sent {
  readonly commit: Commit;
  readonly key: string;
  readonly body: Record<string, unknown>;
  /** Of the acknowledgement. */
  id?: string;
  etag?: string;
  voided?: Commit;
}

export interface Load {
  readonly requests: Requests;
  readonly sent: Sent[];
  readonly commits: Commit[];
  readonly reads: Read[];
  readonly problems: string[];
  /** When the last filing was acknowledged, and when it had been sent. */
  readonly last: { startMs: number; endMs: number };
  /** Resolves when each client has its last answer, or has given up. */
  stop(): Promise<void>;
}

const FILERS_PER_BANK = 3;
const READERS = 3;
const BATCH_SHARE = 0.15;
const BATCH_ITEMS = 5;
/** So many fit on one page of a list, voids and the last batches included. */
const FILINGS_PER_FIRM = 120;
const PAUSE_MS = 25;
const VOID_PAUSE_MS = 150;
const LAST_ANSWER_WITHIN_MS = 90_000;

/** @param pauseMs between the requests of a client */
export function startLoad(requests: Requests, random: () => number, pauseMs = PAUSE_MS): Load {
  const state: State = {
    requests,
    random,
    sent: [],
    commits: [],
    reads: [],
    problems: [],
    last: { startMs: 0, endMs: 0 },
    ended: false,
  };
  const filers = BANKS.slice(0, 2).flatMap((bank) =>
    Array.from({ length: FILERS_PER_BANK }, (_, n) => repeat(state, pauseMs, () => file(state, bank, `${bank}${n}`))),
  );
  const voider = repeat(state, VOID_PAUSE_MS, () => voidOne(state));
  const readers = Array.from({ length: READERS }, () => repeat(state, pauseMs, () => ask(state)));
  const all = Promise.all([...filers, voider, ...readers]);
  return {
    ...state,
    async stop() {
      state.ended = true;
      requests.giveUpAfter(LAST_ANSWER_WITHIN_MS);
      await all;
    },
  };
}

interface State extends Omit<Load, 'stop'> {
  readonly random: () => number;
  ended: boolean;
}

async function repeat(state: State, pauseMs: number, act: () => Promise<void>): Promise<void> {
  while (!state.ended) {
    await act();
    await pause(pauseMs);
  }
}

export const firmCode = (n: number): string => composeUscc('91430200', String(n).padStart(8, '0'));
const currentFirm = ({ sent }: State): number => Math.floor(sent.length / FILINGS_PER_FIRM);

async function file(state: State, bank: Bank, client: string): Promise<void> {
  const count = state.random() < BATCH_SHARE ? BATCH_ITEMS : 1;
  const all = Array.from({ length: count }, () => newFiling(state, bank, client));
  const [first] = all;
  const answered = await state.requests.untilAnswered(`officer-${bank}`, (http) =>
    count === 1
      ? http.post('/filings', first!.body, { 'Idempotency-Key': first!.key })
      : http.post(
          '/filings/batch',
          { items: all.map(({ commit, body }) => ({ clientRef: commit.id, ...body })) },
          { 'Idempotency-Key': first!.key },
        ),
  );
  if (answered === null) return void (state.ended = true);
  const { reply, startMs, endMs } = answered;
  const results = count === 1 ? [{ status: reply.status, filing: reply.body }] : (reply.body?.results ?? []);
  all.forEach((one, index) => {
    const { status, filing } = results[index] ?? {};
    if (status !== 201 || filing?.state !== 'accepted')
      return void state.problems.push(`filing ${one.commit.id} answered ${reply.status}: ${reply.text.slice(0, 500)}`);
    one.commit.endMs = endMs;
    one.commit.number = filing.number;
    one.id = filing.id;
    const etag = count === 1 ? reply.headers.get('etag') : null;
    if (etag !== null) one.etag = etag;
  });
  if (endMs > state.last.endMs) Object.assign(state.last, { startMs, endMs });
}

function newFiling(state: State, bank: Bank, client: string): Sent {
  const [n, firm] = [state.sent.length, currentFirm(state)];
  const [id, uscc] = [`F${n}`, firmCode(firm)];
  const amountFen = BigInt(1_000_000 + Math.floor(state.random() * 400_000_000));
  const commit: Commit = {
    id,
    client,
    startMs: performance.now(),
    endMs: Infinity,
    scopes: ['all', `bank ${bank}`, `firm ${uscc}`, `bank ${bank}, firm ${uscc}`],
    filings: 1,
    amountFen,
  };
  const one: Sent = {
    commit,
    key: id,
    body: {
      uscc,
      firmName: `株洲试验${firm}号科技有限公司`,
      regionCode: REGION,
      contractNo: `C${n}`,
      receiptNo: id,
      amount: `${amountFen / 100n}.${String(amountFen % 100n).padStart(2, '0')}`,
      annualRate: '3.45',
      disbursedOn: '2026-03-15',
      dueOn: '2027-03-15',
    },
  };
  state.sent.push(one);
  state.commits.push(commit);
  return one;
}

/** Voids one of the last filings. */
async function voidOne(state: State): Promise<void> {
  const candidates = state.sent.slice(-200).filter(({ etag, voided }) => etag !== undefined && voided === undefined);
  const one = candidates[Math.floor(state.random() * candidates.length)];
  if (one === undefined) return;
  const { id, scopes, filings, amountFen } = one.commit;
  const commit: Commit = {
    id: `void ${id}`,
    client: 'auditor',
    startMs: performance.now(),
    endMs: Infinity,
    scopes,
    filings: -filings,
    amountFen: -amountFen,
  };
  one.voided = commit;
  state.commits.push(commit);
  const answered = await state.requests.untilAnswered('auditor', (http) =>
    http.post(`/filings/${one.id}/void`, { reason: '重复' }, { 'If-Match': one.etag! }),
  );
  if (answered === null) return;
  // A repeated request finds the filing changed by the first one, whose answer was lost.
  const repeated = answered.firstMs !== answered.startMs && [409, 412].includes(answered.reply.status);
  if (answered.reply.status === 200 || repeated) commit.endMs = answered.endMs;
  else state.problems.push(`${commit.id} answered ${answered.reply.status}: ${answered.reply.text}`);
}

/** A question, and what its answer says of scopes. */
interface Question {
  readonly what: string;
  readonly login: `officer-${Bank}` | 'auditor';
  readonly path: string;
  sees(reply: Reply): Observation[];
}

const YEARS = ((year: number) => `from=${year - 1}&to=${year + 1}`)(new Date().getFullYear());

function questions(state: State): Question[] {
  const bank = BANKS[Math.floor(state.random() * 2)]!;
  const firm = Math.max(0, currentFirm(state) - Math.floor(state.random() * 2));
  const uscc = firmCode(firm);
  return [
    {
      what: 'totals by year and bank',
      login: 'auditor',
      path: `/totals?${YEARS}&by=year,bank`,
      sees: ({ body }) => [
        sumOf('all', [body.total]),
        ...BANKS.map((code) =>
          sumOf(
            `bank ${code}`,
            body.rows.filter((row: any) => row.bank?.code === code),
          ),
        ),
      ],
    },
    {
      what: `totals of bank ${bank} by year`,
      login: `officer-${bank}`,
      path: `/totals?${YEARS}`,
      sees: ({ body }) => [sumOf(`bank ${bank}`, [body.total]), sumOf(`bank ${bank}`, body.rows)],
    },
    {
      what: `list of firm ${firm}`,
      login: 'auditor',
      path: `/filings?uscc=${uscc}&limit=200`,
      sees: ({ body }) => [listOf(state, `firm ${uscc}`, body.items)],
    },
    {
      what: `list of firm ${firm} for bank ${bank}`,
      login: `officer-${bank}`,
      path: `/filings?uscc=${uscc}&limit=200&sort=filedOn`,
      sees: ({ body }) => [listOf(state, `bank ${bank}, firm ${uscc}`, body.items)],
    },
    {
      what: `page of firm ${firm}`,
      login: 'auditor',
      path: `/firms/${uscc}/status`,
      sees: ({ status, body }) => [sumOf(`firm ${uscc}`, status === 404 ? [] : body.totals)],
    },
  ];
}

async function ask(state: State): Promise<void> {
  const all = questions(state);
  const { what, login, path, sees } = all[Math.floor(state.random() * all.length)]!;
  const answered = await state.requests.untilAnswered(login, (http) => http.get(path));
  if (answered === null) return;
  const { reply, startMs, endMs } = answered;
  if (reply.status === 200 || (reply.status === 404 && path.startsWith('/firms/')))
    state.reads.push({ what, startMs, endMs, sees: sees(reply) });
  else state.problems.push(`${what} answered ${reply.status}: ${reply.text}`);
}

export const fenOf = (amount: string): bigint => BigInt(amount.replace('.', ''));

const sumOf = (scope: string, rows: readonly { filings: number; amount: string }[]): Observation => ({
  scope,
  filings: rows.reduce((sum, row) => sum + row.filings, 0),
  amountFen: rows.reduce((sum, row) => sum + fenOf(row.amount), 0n),
});

function listOf(state: State, scope: string, items: readonly any[]): Observation {
  const shown = new Map<string, string | null>();
  for (const { receiptNo, number, state: filingState } of items) {
    if (shown.has(receiptNo)) state.problems.push(`a list shows ${receiptNo} twice (${scope})`);
    shown.set(receiptNo, number);
    if (filingState === 'voided') shown.set(`void ${receiptNo}`, null);
    else if (filingState !== 'accepted') state.problems.push(`a list shows ${receiptNo} as ${filingState} (${scope})`);
  }
  return { scope, shown };
}
