/** What the rules of a filing are given, and the findings they give back. */
import type { ErrorCode, FlagRule } from '../messages/codes.ts';
import type { Day } from '../values/day.ts';
import type { Grade, LprTable, ProgrammeVersion } from '../programme/programme.ts';

/** A well-formed filing. Money in fen, rates in ten-thousandths of a per cent, the uscc normalised. */
export interface FilingDraft {
  uscc: string;
  firmName: string;
  regionCode: string;
  amountFen: bigint;
  rateE4: number;
  disbursedOn: Day;
  dueOn: Day;
  knowledgeGrade: Grade | null;
  firstLoan: boolean | null;
  renewal: boolean;
  renewalOf: string | null;
  branch: string | null;
}

/** A draft as it comes from the checks of form: a member that failed them is absent, and is not judged further. */
export type JudgedDraft = { readonly [Member in keyof FilingDraft]?: FilingDraft[Member] | undefined };

/** What the registry knows that bears on a draft. */
export interface FilingFacts {
  /** The Shanghai day of judging. */
  today: Day;
  /** The Shanghai day of the first submission, by which the filing deadline counts; absent for a new filing: `today`. */
  submittedOn?: Day | undefined;
  /** An auditor has entered the firm by hand, and so vouches for a code whose check character is wrong. */
  registeredByHand: boolean;
  /** Null while the firm is not known. */
  registeredName: string | null;
  nameKnownOnlyFromAnotherBank: boolean;
  /** The region is one, and was one on `disbursedOn`. */
  regionKnown: boolean;
  /** The version in force on `disbursedOn` in the region; null when there is none. */
  programme: ProgrammeVersion | null;
  lpr: LprTable;
  /** The filing bank itself has filed an earlier loan of the firm. */
  ownEarlierLoan: boolean;
  otherBankEarlierLoan: boolean;
  /** Whether the earlier filing that `renewalOf` names is one of the same bank for the same firm. */
  renewalOf: 'not_given' | 'found' | 'not_found';
}

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
