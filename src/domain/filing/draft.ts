/** A filing as it comes in, and what a check of it finds. */
import type { ErrorCode, FlagRule } from '../messages/codes.ts';
import type { FieldValue, OptionalField, RequiredField } from './fields.ts';

/** The fields that a bank sends, well-formed: money in fen, rates in ten-thousandths of a per cent, the uscc normalised. */
export type FilingDraft = { [Field in RequiredField]: FieldValue<Field> } & {
  [Field in OptionalField]?: FieldValue<Field> | null | undefined;
};

/** A draft as far as it is well-formed: a field that is not is absent, and no rule that needs it is checked. */
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
  /** Rests on what another bank filed: auditors alone may see the rule and its params. */
  restricted: boolean;
}

/** The draft of the fields that were sent. Who leaves the grade out says that there is none. */
export function draftOf(fields: PartialDraft): PartialDraft {
  return fields.knowledgeGrade === undefined ? { ...fields, knowledgeGrade: null } : fields;
}

/** A renewal names the earlier filing, or says so of a loan that is not in the registry. */
export function isRenewal({ renewal, renewalOf }: PartialDraft): boolean {
  return renewalOf != null || renewal === true;
}
