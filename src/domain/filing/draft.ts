/** A filing as it is sent, and the errors and flags of its check. */
import type { ErrorCode, FlagRule } from '../messages/codes.ts';
import type { FieldValue, OptionalField, RequiredField } from './fields.ts';

/** The fields that a bank sends, parsed: money in fen, rates in ten-thousandths of a per cent, the uscc normalised. */
export type FilingDraft = { [Field in RequiredField]: FieldValue<Field> } & {
  [Field in OptionalField]?: FieldValue<Field> | null | undefined;
};

/** A draft without its malformed fields; rules that need an absent field are not checked. */
export type PartialDraft = { readonly [Field in keyof FilingDraft]?: FilingDraft[Field] | undefined };

export interface FieldError {
  /** The member of the request body. */
  path: string;
  code: ErrorCode;
  params?: Readonly<Record<string, string | number>>;
}

export interface Flag {
  rule: FlagRule;
  params?: Record<string, string>;
  /** Based on a filing of another bank: only auditors may see the rule and its params. */
  restricted: boolean;
}

/** The draft of the fields that were sent. An absent grade means that there is none. */
export function draftOf(fields: PartialDraft): PartialDraft {
  return fields.knowledgeGrade === undefined ? { ...fields, knowledgeGrade: null } : fields;
}

/** Whether the loan is a renewal: it names the earlier filing, or sets `renewal` for a loan outside the registry. */
export function isRenewal({ renewal, renewalOf }: PartialDraft): boolean {
  return renewalOf != null || renewal === true;
}
