/** Periods of validity that do not overlap, found by the years that they touch. */
import { yearOf, type Day } from '../values/day.ts';

export interface Period {
  readonly validFrom: Day;
  readonly validTo: Day;
}

/** A year holds few periods that do not overlap, so a search takes no longer the more there are in all. */
export function createPeriods<P extends Period>() {
  const byYear = new Map<number, P[]>();
  return {
    add(period: P): void {
      for (let year = yearOf(period.validFrom); year <= yearOf(period.validTo); year += 1) {
        const known = byYear.get(year);
        if (known) known.push(period);
        else byYear.set(year, [period]);
      }
    },
    /** The first period that has a day in common with another one, and that `matches`. */
    overlapping({ validFrom, validTo }: Period, matches: (period: P) => boolean): P | undefined {
      for (let year = yearOf(validFrom); year <= yearOf(validTo); year += 1) {
        const found = byYear
          .get(year)
          ?.find((one) => one.validFrom <= validTo && validFrom <= one.validTo && matches(one));
        if (found) return found;
      }
      return undefined;
    },
    touching: (year: number): readonly P[] => byYear.get(year) ?? [],
  };
}
export type Periods<P extends Period> = ReturnType<typeof createPeriods<P>>;
