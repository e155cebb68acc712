/**
 * Request bodies of filings. goodFiling must stay free of flags under the rules of template.ts: most tests rely on its
 * being accepted.
 */
import { expect } from 'chai';
import type { Client, Reply } from './client.ts';
import { FIRMS } from './template.ts';

/** Name of the firm of goodFiling(). */
export const F1_NAME = '株洲星火智能装备有限公司';
/** The members of a filing that name another listed firm. */
export const F2 = { uscc: FIRMS.F2, firmName: '株洲远航轨道科技有限公司', regionCode: '430204' };
export const F3 = { uscc: FIRMS.F3, firmName: '醴陵新釉陶瓷材料有限公司', regionCode: '430281' };
export const F4 = { uscc: FIRMS.F4, firmName: '株洲旧铁机械有限公司', regionCode: '430202' };

let serial = 0;

/** A valid filing without flags, accepted at once. Each has a unique receipt number. */
export function goodFiling(change: Record<string, unknown> = {}): Record<string, unknown> {
  serial += 1;
  return {
    uscc: FIRMS.F1,
    firmName: F1_NAME,
    regionCode: '430211',
    contractNo: `HT-2026-${serial}`,
    receiptNo: `JJ-2026-${serial}`,
    amount: '3000000.00',
    annualRate: '3.45',
    disbursedOn: '2026-03-15',
    dueOn: '2027-03-15',
    ...change,
  };
}

/** The same, but flagged: the firm's name is not the registered one. */
export function flaggedFiling(change: Record<string, unknown> = {}): Record<string, unknown> {
  return goodFiling({ firmName: '株洲星火装备公司', ...change });
}

/** Files a loan, and asserts that it is filed. */
export async function file(client: Client, body: unknown = goodFiling()): Promise<Reply> {
  const reply = await client.post('/filings', body);
  expect(reply.status, reply.text).to.equal(201);
  return reply;
}

/** The rules of the flags of a filing. */
export const rules = ({ body }: Pick<Reply, 'body'>): string[] => body.flags.map(({ rule }: { rule: string }) => rule);
