/**
 * Request bodies of filings. goodFiling must stay free of flags under the rules of template.ts: most tests rely on its
 * being accepted.
 */
import { FIRMS } from './template.ts';

let serial = 0;

/** A valid filing without flags, accepted at once. Each has a unique receipt number. */
export function goodFiling(change: Record<string, unknown> = {}): Record<string, unknown> {
  serial += 1;
  return {
    uscc: FIRMS.F1,
    firmName: '株洲星火智能装备有限公司',
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
