/** A filing as it comes in. */
import type { Day } from '../values/day.ts';
import type { Grade } from '../programme/grades.ts';

/** 担保方式: on credit alone, or with a guarantee company behind it. */
export const GUARANTEES = ['credit', 'guaranteed_credit'] as const;
export type Guarantee = (typeof GUARANTEES)[number];

/** The fields that a bank sends, well-formed: money in fen, rates in ten-thousandths of a per cent, the uscc normalised. */
export interface FilingDraft {
  uscc: string;
  firmName: string;
  regionCode: string;
  contractNo: string;
  receiptNo: string;
  amount: bigint;
  annualRate: number;
  disbursedOn: Day;
  dueOn: Day;
  guarantee?: Guarantee | null | undefined;
  knowledgeGrade?: Grade | null | undefined;
  firstLoan?: boolean | null | undefined;
  renewal?: boolean | null | undefined;
  /** Id or number of the earlier filing. */
  renewalOf?: string | null | undefined;
  branch?: string | null | undefined;
  remarks?: string | null | undefined;
}

/** A draft as far as it is well-formed: a field that is not is absent, and no rule that needs it is checked. */
export type PartialDraft = { readonly [Field in keyof FilingDraft]?: FilingDraft[Field] | undefined };

/** The draft of the fields that were sent. Who leaves grade or purpose out says that there is none. */
export function draftOf(fields: PartialDraft): PartialDraft {
  const { knowledgeGrade = null, purpose = null } = fields as PartialDraft & { purpose?: string | null };
  return { ...fields, knowledgeGrade, purpose } as PartialDraft;
}

/** A renewal names the earlier filing, or says so of a loan that is not in the registry. */
export function isRenewal({ renewal, renewalOf }: PartialDraft): boolean {
  return renewalOf != null || renewal === true;
}
