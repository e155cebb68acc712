import type { Day } from '../domain/values/day.ts';
import type { DemoFirm } from './firms.ts';

/** What happens in the demonstration world, each at its instant, through the same doors as in life. */
export type Happening = { readonly at: Date } & (
  | {
      readonly what: 'firm';
      readonly uscc: string;
      readonly name: string;
      readonly regionCode: string;
      readonly reason: string;
    }
  | {
      readonly what: 'qualification';
      readonly firm: DemoFirm;
      readonly kind: string;
      readonly certificateNo: string;
      readonly validFrom: Day;
      readonly validTo: Day;
      readonly reason: string;
    }
  | {
      readonly what: 'revocation';
      readonly uscc: string;
      readonly kind: string;
      readonly certificateNo: string;
      readonly revokedOn: Day | null;
      readonly reason: string;
    }
  | { readonly what: 'filing'; readonly loan: Loan }
  | {
      readonly what: 'decision';
      readonly loan: Loan;
      readonly action: Decision;
      readonly reason: string | null;
      readonly login: string;
    }
  | { readonly what: 'correction'; readonly loan: Loan; readonly change: Readonly<Record<string, unknown>> }
);

export type Decision = 'accept' | 'return' | 'void' | 'withdraw';

/** A body of POST /filings, and what is expected to come of it. */
export interface Loan {
  /** Its place in the order of disbursement; what others call it by. */
  readonly serial: number;
  readonly firm: DemoFirm;
  readonly bankCode: string;
  readonly officer: string;
  readonly contractNo: string;
  readonly receiptNo: string;
  /** In ten thousand yuan, as banks reckon. */
  amountWan: number;
  readonly disbursedOn: Day;
  readonly dueOn: Day;
  readonly submittedAt: Date;
  readonly extras: Readonly<Record<string, unknown>>;
  /** The earlier loan that it renews. */
  readonly renews: Loan | null;
  renewed: boolean;
  firstLoan: boolean;
  flaw: Flaw | null;
}

/** Why an auditor has to look at it. */
export type Flaw = 'firm_code' | 'firm_name' | 'amount' | 'branch' | 'first_loan';

export const byInstant = (a: { at: Date }, b: { at: Date }): number => a.at.getTime() - b.at.getTime();
