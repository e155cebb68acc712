import type { Tokens } from '../../src/http/tokens.ts';
import { getRequest, postRequest } from './http-load.ts';
import { BANKS, type BenchFirm } from './people.ts';

/** What the people at the banks and at the bureau send. */
export interface BankSide {
  /** A good filing by a bank for a firm, under a receipt number of its own. */
  filing(firm: BenchFirm, bank: string, change?: Readonly<Record<string, string>>): string;
  /** The same by any of the banks, for any of the firms. */
  anyFiling(): string;
  get(who: string, path: string, gzip?: boolean): string;
  bearer(who: string): string;
  /** Tokens last 15 minutes; a section begins with new ones. */
  renewTokens(): void;
}

export function createBankSide(
  firms: readonly BenchFirm[],
  sessions: ReadonlyMap<string, { accountId: string; sessionId: string }>,
  tokens: Tokens,
  disbursedOn: string,
): BankSide {
  const bearers = new Map<string, string>();
  const run = Date.now().toString(36);
  const dueOn = `${Number(disbursedOn.slice(0, 4)) + 1}${disbursedOn.slice(4, 8)}01`;
  let serial = 0;
  const filing: BankSide['filing'] = (firm, bank, change = {}) => {
    serial += 1;
    const body = {
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
      ...change,
    };
    return postRequest('/api/v1/filings', bearers.get(bank)!, JSON.stringify(body));
  };
  return {
    filing,
    anyFiling() {
      const firm = firms[Math.floor(Math.random() * firms.length)]!;
      return filing(firm, BANKS[Math.floor(Math.random() * BANKS.length)]!.code);
    },
    bearer: (who) => bearers.get(who)!,
    get: (who, path, gzip) => getRequest(`/api/v1${path}`, bearers.get(who)!, gzip),
    renewTokens() {
      for (const [who, { accountId, sessionId }] of sessions)
        bearers.set(who, tokens.issue(accountId, sessionId, new Date()).accessToken);
    },
  };
}
