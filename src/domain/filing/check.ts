/**
 * The rules of a filing: errors that refuse it, flags that an auditor must review, and the outcome of each limit. Pure:
 * it gets a draft and its context, and the same call serves requests, batches, imports and the check without filing.
 */
import { branchNumberFits, looksLikeBranchNumber } from './branch-number.ts';
import type { FilingContext } from './context.ts';
import type { PartialDraft } from './draft.ts';
import type { FieldError, Flag } from './findings.ts';
import { checkLimits, type LimitCheck } from '../programme/limits/check-limits.ts';
import { nameKey, numberKey } from '../values/text.ts';
import { checkUscc, innerCheckFits, isCompanyCode } from '../firm/uscc.ts';

export { ERROR_CODES, FIELD_CODES, FLAG_RULES, LIMIT_RULES, SHOWN_FLAG_RULES } from '../messages/codes.ts';
export type { ErrorCode, FieldCode, FlagRule, LimitRule, ShownFlagRule } from '../messages/codes.ts';
export type { FilingContext } from './context.ts';
export type { FilingDraft, PartialDraft } from './draft.ts';
export type { FieldError, Flag } from './findings.ts';
export type { LimitCheck } from '../programme/limits/check-limits.ts';
export type { CheckOutcome } from '../programme/limits/limit.ts';

export interface CheckedFiling {
  errors: FieldError[];
  flags: Flag[];
  /** One for each rule of each limit, in their order. */
  checks: LimitCheck[];
  /** An auditor must decide: there are flags, or the programme has every filing reviewed. */
  review: boolean;
}

/** Checks a draft by the general rules and by those of its programme version. Pure: the result depends on the arguments only. */
export function checkFiling(draft: PartialDraft, context: FilingContext): CheckedFiling {
  const limits = checkLimits(draft, context, context.programme?.limits ?? {});
  const errors = [...usccErrors(draft, context), ...placeAndTimeErrors(draft, context), ...limits.errors];
  const flags = [
    ...firmFlags(draft, context),
    ...loanFlags(draft, context),
    ...programmeFlags(draft, context),
    ...limits.flags,
  ];
  return { errors, flags, checks: limits.checks, review: flags.length > 0 || context.programme?.reviewAll === true };
}

function usccErrors({ uscc }: PartialDraft, context: FilingContext): FieldError[] {
  if (uscc === undefined) return [];
  const result = checkUscc(uscc);
  if (result === 'bad_shape') return [{ path: 'uscc', code: 'USCC_SHAPE' }];
  return result === 'bad_check_character' && !context.registeredByHand ? [{ path: 'uscc', code: 'USCC_CHECK' }] : [];
}

function placeAndTimeErrors(
  { uscc, regionCode, disbursedOn, dueOn, renewalOf }: PartialDraft,
  context: FilingContext,
): FieldError[] {
  const errors: FieldError[] = [];
  if (regionCode !== undefined && context.regionName === null)
    errors.push({ path: 'regionCode', code: 'UNKNOWN_REGION' });
  if (disbursedOn !== undefined && disbursedOn > context.today) {
    errors.push({ path: 'disbursedOn', code: 'FUTURE_DATE', params: { today: context.today } });
  }
  if (disbursedOn !== undefined && dueOn !== undefined && dueOn <= disbursedOn) {
    errors.push({ path: 'dueOn', code: 'DUE_NOT_AFTER_DISBURSED', params: { disbursedOn } });
  }
  // With a wrong firm code the earlier filing cannot be checked against the firm.
  if (renewalOf != null && uscc !== undefined && context.renewalId === null)
    errors.push({ path: 'renewalOf', code: 'RENEWAL_NOT_FOUND' });
  return errors;
}

function firmFlags({ uscc, firmName }: PartialDraft, context: FilingContext): Flag[] {
  const flags: Flag[] = [];
  const { registeredName } = context;
  if (firmName !== undefined && registeredName !== null && nameKey(firmName) !== nameKey(registeredName)) {
    flags.push({
      rule: 'FIRM_NAME_DIFFERS',
      params: {
        registeredName,
        ...(context.formerNameUntil === null ? {} : { formerUntil: context.formerNameUntil }),
      },
      restricted: context.nameKnownOnlyFromAnotherBank,
    });
  }
  // When the outer check fails, the code is an error already, or an auditor has registered the firm.
  if (uscc !== undefined && checkUscc(uscc) === 'ok' && !innerCheckFits(uscc)) {
    flags.push({ rule: 'USCC_INNER_CHECK', restricted: false });
  }
  if (uscc !== undefined && !isCompanyCode(uscc)) flags.push({ rule: 'USCC_NOT_COMPANY', restricted: false });
  // Lists are public, so the officer sees it too.
  for (const [kind, certificateNo] of Object.entries(context.waitingCertificates))
    if (!context.heldKinds.includes(kind))
      flags.push({ rule: 'CERTIFICATE_WAITING', params: { certificateNo, statuses: kind }, restricted: false });
  return flags;
}

/** A loan that no version covers is not checked against any limit, so somebody must look at it. */
function programmeFlags({ disbursedOn }: PartialDraft, { programme, regionName }: FilingContext): Flag[] {
  // An unknown region is an error already.
  if (programme !== null || disbursedOn === undefined || regionName === null) return [];
  return [{ rule: 'NO_PROGRAMME', params: { day: disbursedOn }, restricted: false }];
}

function loanFlags({ firstLoan, branch }: PartialDraft, context: FilingContext): Flag[] {
  const flags: Flag[] = [];
  if (firstLoan === true && (context.ownEarlierLoan || context.otherBankEarlierLoan)) {
    flags.push({ rule: 'FIRST_LOAN_CONTRADICTED', restricted: !context.ownEarlierLoan });
  }
  const branchNumber = numberKey(branch ?? '');
  if (looksLikeBranchNumber(branchNumber) && !branchNumberFits(branchNumber)) {
    flags.push({ rule: 'BRANCH_NUMBER_CHECK', restricted: false });
  }
  return flags;
}
