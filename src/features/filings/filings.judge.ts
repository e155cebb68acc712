import { shanghaiDay } from '../../domain/values/day.ts';
import type { FieldError, JudgedDraft } from '../../domain/filing/draft.ts';
import { judgeFiling, type Judgement } from '../../domain/filing/check.ts';
import { limitsFromWire } from '../../domain/programme/wire.ts';
import { nameKey, numberKey } from '../../domain/values/text.ts';
import type { FilingBody } from './filings.dto.ts';
import type { Facts, FactsQuestion } from './filings.queries.ts';

export interface Judged extends Judgement {
  readonly facts: Facts;
}

interface Self {
  readonly id: string;
  readonly submittedAt: string;
}

/** What must be known of the registry to judge a filing, as far as it is right in form. */
export function factsQuestion(body: Partial<FilingBody>, self: Self | null): FactsQuestion {
  return {
    uscc: body.uscc ?? null,
    regionCode: body.regionCode ?? null,
    disbursedOn: body.disbursedOn ?? null,
    receiptKey: body.receiptNo === undefined ? null : numberKey(body.receiptNo),
    contractKey: body.contractNo === undefined ? null : numberKey(body.contractNo),
    selfId: self?.id ?? null,
    renewalOf: body.renewalOf ?? null,
    nameKey: body.firmName === undefined ? null : nameKey(body.firmName),
    firstLoan: body.firstLoan ?? null,
  };
}

/** Judges what is right in form of a filing by what the registry knows. `formErrors` are those of form, reported together with the rest. */
export function judge(
  facts: Facts,
  body: Partial<FilingBody>,
  formErrors: readonly FieldError[],
  at: Date,
  self: Self | null,
): Judged {
  const judgement = judgeFiling(draftOf(body), {
    today: shanghaiDay(at),
    submittedOn: self ? shanghaiDay(new Date(self.submittedAt)) : undefined,
    registeredByHand: facts.registered_by_hand,
    registeredName: facts.firm_name,
    nameKnownOnlyFromAnotherBank: facts.name_known_only_from_another_bank ?? false,
    regionKnown: facts.region_name !== null,
    programme: programmeOf(facts),
    lpr: { rows: facts.lpr ?? [], checkedUntil: facts.lpr_checked_until ?? '0001-01-01' },
    ownEarlierLoan: facts.own_earlier_loan ?? false,
    otherBankEarlierLoan: facts.other_bank_earlier_loan ?? false,
    // Whether the earlier filing is one of this firm cannot be told while the firm's code is wrong.
    renewalOf:
      body.renewalOf == null || body.uscc === undefined
        ? 'not_given'
        : facts.renewal_id === null
          ? 'not_found'
          : 'found',
  });
  return { ...judgement, errors: [...formErrors, ...judgement.errors], facts };
}

function programmeOf({ programme }: Facts) {
  return (
    programme && {
      code: programme.code,
      name: programme.name,
      regionPrefix: programme.region_prefix,
      validFrom: programme.valid_from,
      validTo: programme.valid_to,
      reviewAll: programme.review_all,
      limits: limitsFromWire(programme.limits),
    }
  );
}

function draftOf(body: Partial<FilingBody>): JudgedDraft {
  return {
    uscc: body.uscc,
    firmName: body.firmName,
    regionCode: body.regionCode,
    amountFen: body.amount,
    rateE4: body.annualRate,
    disbursedOn: body.disbursedOn,
    dueOn: body.dueOn,
    knowledgeGrade: body.knowledgeGrade ?? null,
    firstLoan: body.firstLoan ?? null,
    renewal: isRenewal(body),
    renewalOf: body.renewalOf ?? null,
    branch: body.branch ?? null,
  };
}

/** A renewal is one that names the earlier filing, or says so of a loan that is not in the registry. */
export function isRenewal(body: Partial<FilingBody>): boolean {
  return body.renewalOf != null || body.renewal === true;
}
