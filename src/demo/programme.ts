/**
 * What the shipped versions ask of a demonstration loan. Before 2022 there is none, and loans are flagged; that of 2022
 * (hunan-2022) asks for at most 12 months, and a qualified firm.
 */
import type { Day } from '../domain/values/day.ts';
import type { Loan, StoryEvent } from './story.ts';

const [FIRST_DAY, LAST_DAY] = ['2022-01-01', '2025-06-15'];
const MAX_MONTHS = 12;

const applies = (day: Day): boolean => day >= FIRST_DAY && day <= LAST_DAY;

/** Whether a version is in force on the day. */
export const hasProgramme = (day: Day): boolean => day >= FIRST_DAY;

export const termOf = (months: number, day: Day): number => (applies(day) ? Math.min(months, MAX_MONTHS) : months);

/** @param events entries and revocations of qualifications @returns whether a loan is eligible by what is entered when it is filed */
export function createEligibility(events: readonly StoryEvent[]): (loan: Loan) => boolean {
  const entries = events.filter((event) => event.type === 'qualification');
  const revocations = new Map(
    events.flatMap((event) => (event.type === 'revocation' ? [[event.certificateNo, event] as const] : [])),
  );
  const isRevoked = (certificateNo: string, { disbursedOn, submittedAt }: Loan): boolean => {
    const revoked = revocations.get(certificateNo);
    if (revoked === undefined || revoked.at > submittedAt) return false;
    return revoked.revokedOn === null || disbursedOn >= revoked.revokedOn;
  };
  return (loan) =>
    !applies(loan.disbursedOn) ||
    entries.some(
      ({ firm, at, validFrom, validTo, certificateNo }) =>
        firm === loan.firm &&
        at <= loan.submittedAt &&
        validFrom <= loan.disbursedOn &&
        loan.disbursedOn <= validTo &&
        !isRevoked(certificateNo, loan),
    );
}
