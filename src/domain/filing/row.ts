/** A filing as it is stored: the columns that follow from its draft and its check. */
import { numberKey } from '../values/text.ts';
import type { CheckedFiling } from './check.ts';
import { isRenewal, type FilingDraft } from './draft.ts';
import type { Flag } from './findings.ts';

export interface StoredFlag {
  rule: string;
  params?: Record<string, string>;
}

/** @param renewalId the filing that the draft's `renewalOf` names */
export function filingRow(draft: FilingDraft, { review, flags }: CheckedFiling, renewalId: string | null) {
  return {
    state: review ? ('submitted' as const) : ('accepted' as const),
    uscc: draft.uscc,
    firm_name: draft.firmName,
    region_code: draft.regionCode,
    contract_no: draft.contractNo,
    contract_key: numberKey(draft.contractNo),
    receipt_no: draft.receiptNo,
    receipt_key: numberKey(draft.receiptNo),
    amount_fen: draft.amount,
    annual_rate_e4: draft.annualRate,
    disbursed_on: draft.disbursedOn,
    due_on: draft.dueOn,
    guarantee: draft.guarantee ?? ('credit' as const),
    knowledge_grade: draft.knowledgeGrade ?? null,
    first_loan: draft.firstLoan ?? null,
    renewal: isRenewal(draft),
    renewal_of: renewalId,
    branch: draft.branch ?? null,
    remarks: draft.remarks || null,
    flags: stored(flags, false),
    flags_other: stored(flags, true),
  };
}
export type FilingRow = ReturnType<typeof filingRow>;

function stored(flags: readonly Flag[], restricted: boolean): StoredFlag[] {
  return flags
    .filter((flag) => flag.restricted === restricted)
    .map(({ rule, params }) => ({ rule, ...(params ? { params } : {}) }));
}
