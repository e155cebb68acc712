/**
 * Composes the HTTP requests of the benchmark. Every filing has a receipt number of its own, as a duplicate would be
 * refused.
 */
import { randomUUID } from 'node:crypto';
import type { Tokens } from '../../src/http/tokens.ts';
import { getRequest, postRequest } from './http-load.ts';
import { BANKS, type BenchFirm } from './people.ts';

/** Composes what officers, auditors and the systems of banks send. */
export interface Requests {
  /** A valid filing by a bank for a firm, under a receipt number and an idempotency key of its own. */
  filing(firm: BenchFirm, bank: string): string;
  /** The same by any bank for any firm; without a key on request. */
  anyFiling(withKey?: boolean): string;
  /** So many filings of a bank in one request. */
  batch(bank: string, items: number): string;
  /** `who` is the code of a bank, whose officer asks, or `auditor`. */
  get(who: string, path: string, gzip?: boolean): string;
  bearer(who: string): string;
}

/** Tokens last 15 minutes. */
const TOKEN_USED_MS = 600_000;

export function createRequests(
  firms: readonly BenchFirm[],
  sessions: ReadonlyMap<string, { accountId: string; sessionId: string }>,
  tokens: Tokens,
  disbursedOn: string,
): Requests {
  const run = Date.now().toString(36);
  const dueOn = `${Number(disbursedOn.slice(0, 4)) + 1}${disbursedOn.slice(4, 8)}01`;
  const issued = new Map<string, { token: string; at: number }>();
  let serial = 0;

  const bearer = (who: string): string => {
    const held = issued.get(who);
    if (held && Date.now() - held.at < TOKEN_USED_MS) return held.token;
    const { accountId, sessionId } = sessions.get(who)!;
    const token = tokens.issue(accountId, sessionId, new Date()).accessToken;
    issued.set(who, { token, at: Date.now() });
    return token;
  };

  const draft = (firm: BenchFirm): Record<string, string> => {
    serial += 1;
    return {
      uscc: firm.uscc,
      firmName: firm.name,
      regionCode: firm.region,
      contractNo: `HT-${run}-${Math.ceil(serial / 3)}`,
      receiptNo: `JJ-${run}-${serial}`,
      amount: '3000000.00',
      annualRate: '3.45',
      disbursedOn,
      dueOn,
      guarantee: 'credit',
      knowledgeGrade: 'B',
      branch: '天元支行',
    };
  };

  const post = (path: string, bank: string, body: unknown, withKey = true): string =>
    postRequest(path, bearer(bank), JSON.stringify(body), withKey ? { 'Idempotency-Key': randomUUID() } : {});

  return {
    filing: (firm, bank) => post('/api/v1/filings', bank, draft(firm)),
    anyFiling: (withKey) => post('/api/v1/filings', anyOf(BANKS).code, draft(anyOf(firms)), withKey),
    batch: (bank, items) =>
      post('/api/v1/filings/batch', bank, {
        items: Array.from({ length: items }, (_, index) => ({ clientRef: String(index), ...draft(anyOf(firms)) })),
      }),
    get: (who, path, gzip) => getRequest(`/api/v1${path}`, bearer(who), gzip),
    bearer,
  };
}

export function anyOf<T>(list: readonly T[]): T {
  return list[Math.floor(Math.random() * list.length)]!;
}
