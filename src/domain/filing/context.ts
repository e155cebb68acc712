/** The context of a filing: the data of the registry that its check needs. */
import type { Day } from '../values/day.ts';
import type { LprTable, ProgrammeVersion } from '../programme/programme.ts';

export interface FilingContext {
  /** The Shanghai day of the check. */
  today: Day;
  /** The Shanghai day of the first submission, for the filing deadline; absent for a new filing (then `today` counts). */
  submittedOn?: Day | undefined;
  /** An auditor has registered the firm, so a wrong check character in its code is accepted. */
  registeredByHand: boolean;
  /** Null when the firm is not registered. */
  registeredName: string | null;
  nameKnownOnlyFromAnotherBank: boolean;
  /** Null when the region does not exist or was not valid on `disbursedOn`. */
  regionName: string | null;
  /** The version in force on `disbursedOn` in the region; null when there is none. */
  programme: ProgrammeVersion | null;
  lpr: LprTable;
  /** The filing bank has filed an earlier loan of the firm. */
  ownEarlierLoan: boolean;
  otherBankEarlierLoan: boolean;
  /** The filing that `renewalOf` names; null unless it is of the same bank and firm. */
  renewalId: string | null;
}
