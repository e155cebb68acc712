/** A filing as it comes in. */
import type { FieldValue, OptionalField, RequiredField } from './fields.ts';

/** The fields that a bank sends, well-formed: money in fen, rates in ten-thousandths of a per cent, the uscc normalised. */
export type FilingDraft = { [Field in RequiredField]: FieldValue<Field> } & {
  [Field in OptionalField]?: FieldValue<Field> | null | undefined;
};

/** A draft as far as it is well-formed: a field that is not is absent, and no rule that needs it is checked. */
export type PartialDraft = { readonly [Field in keyof FilingDraft]?: FilingDraft[Field] | undefined };

/** The draft of the fields that were sent: an absent grade or purpose means that there is none. */
export function draftOf(fields: PartialDraft): PartialDraft {
  const { knowledgeGrade = null, purpose = null } = fields;
  return { ...fields, knowledgeGrade, purpose };
}

/** A renewal names the earlier filing, or says so of a loan that is not in the registry. */
export function isRenewal({ renewal, renewalOf }: PartialDraft): boolean {
  return renewalOf != null || renewal === true;
}
