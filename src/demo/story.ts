/** The types of the plan: events and loans. perform.ts must know every type of event. */
import type { Day } from '../domain/values/day.ts';
import type { DemoFirm } from './firms.ts';

/** An event of the demonstration world. */
export type StoryEvent = { readonly at: Date } & (
  | {
      readonly type: 'firm';
      readonly uscc: string;
      readonly name: string;
      readonly regionCode: string;
      readonly reason: string;
    }
  | {
      readonly type: 'qualification';
      readonly firm: DemoFirm;
      readonly kind: string;
      readonly certificateNo: string;
      readonly validFrom: Day;
      readonly validTo: Day;
      readonly reason: string;
    }
  | {
      readonly type: 'revocation';
      readonly uscc: string;
      readonly kind: string;
      readonly certificateNo: string;
      readonly revokedOn: Day | null;
      readonly reason: string;
    }
  | { readonly type: 'filing'; readonly loan: Loan }
  | {
      readonly type: 'decision';
      readonly loan: Loan;
      readonly action: Decision;
      readonly reason: string | null;
      readonly login: string;
    }
  | {
      readonly type: 'amendment';
      readonly loan: Loan;
      readonly login: string;
      readonly reason: string;
      /** Amounts are fitted after the plan. */
      readonly change: (loan: Loan) => Readonly<Record<string, unknown>>;
    }
  /** Of the open amendment of a filing. */
  | { readonly type: 'acceptance'; readonly loan: Loan; readonly login: string }
  | { readonly type: 'correction'; readonly loan: Loan; readonly change: Readonly<Record<string, unknown>> }
);

export type Decision = 'accept' | 'return' | 'void' | 'withdraw';

/** A loan as its bank files it, and the expected result. */
export interface Loan {
  /** Its position in the order of disbursement. */
  readonly serial: number;
  readonly firm: DemoFirm;
  readonly bankCode: string;
  readonly officer: string;
  readonly contractNo: string;
  readonly receiptNo: string;
  /** In ten thousand yuan. */
  amountWan: number;
  readonly disbursedOn: Day;
  readonly dueOn: Day;
  readonly submittedAt: Date;
  /** Optional fields of the request body. */
  readonly extras: Readonly<Record<string, unknown>>;
  /** The earlier loan that it renews. */
  readonly renews: Loan | null;
  renewed: boolean;
  firstLoan: boolean;
  flaw: Flaw | null;
  /** Under the programme of its day, if there is one; if not, no correction clears it. */
  eligible: boolean;
}

/** The reason why the filing is flagged. */
export type Flaw = 'firm_code' | 'firm_name' | 'amount' | 'branch' | 'first_loan' | 'not_eligible' | 'no_programme';

export const byInstant = (a: { at: Date }, b: { at: Date }): number => a.at.getTime() - b.at.getTime();
