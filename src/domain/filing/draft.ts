/** A filing as it comes in. Its fields derive from fields.ts. */
import type { FieldValue, OptionalField, RequiredField } from './fields.ts';

/** The fields that a bank sends, parsed: money in fen, rates in ten-thousandths of a per cent, the uscc normalised. */
export type FilingDraft = { [Field in RequiredField]: FieldValue<Field> } & {
  [Field in OptionalField]?: FieldValue<Field> | null | undefined;
};

/** A draft without its malformed fields; rules that need an absent field are not checked. */
export type PartialDraft = { readonly [Field in keyof FilingDraft]?: FilingDraft[Field] | undefined };

/** The draft of the fields that were sent: an absent grade or purpose means that there is none. */
export function draftOf(fields: PartialDraft): PartialDraft {
  const { knowledgeGrade = null, purpose = null } = fields;
  return { ...fields, knowledgeGrade, purpose };
}

/** Whether the loan is a renewal: it names the earlier filing, or sets `renewal` for a loan outside the registry. */
export function isRenewal({ renewal, renewalOf }: PartialDraft): boolean {
  return renewalOf != null || renewal === true;
}
