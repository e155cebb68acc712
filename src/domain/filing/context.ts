/**
 * What the registry knows that bears on a filing, apart from its own fields. It is read by data/filing.queries.ts; a
 * new rule that needs more adds a member here and reads it there.
 */
import type { LimitContext } from '../programme/limits/limit.ts';
import type { ProgrammeVersion } from '../programme/programme.ts';
import type { Day } from '../values/day.ts';

export interface FilingContext extends LimitContext {
  /** An auditor has entered the firm by hand, and so vouches for a code whose check character is wrong. */
  registeredByHand: boolean;
  /** Null when the firm is not registered. */
  registeredName: string | null;
  nameKnownOnlyFromAnotherBank: boolean;
  /** The last day on which the firm had the filed name; null when it is no former name. */
  formerNameUntil: Day | null;
  /** Certificates of published lists that wait for a firm of the filed name and cover the day: kind → number. */
  waitingCertificates: Readonly<Record<string, string>>;
  /** Null when the region does not exist or was not valid on `disbursedOn`. */
  regionName: string | null;
  /** The version in force on `disbursedOn` in the region; null when there is none. */
  programme: ProgrammeVersion | null;
  /** The filing bank itself has filed an earlier loan of the firm. */
  ownEarlierLoan: boolean;
  otherBankEarlierLoan: boolean;
  /** The filing that `renewalOf` names; null unless it is of the same bank and firm. */
  renewalId: string | null;
}
