/**
 * Adjusts the planned amounts so that the total of 2024 looks like a published figure. It runs last in the plan:
 * changes of other amounts belong in loans.ts.
 */
import { type Day } from '../domain/values/day.ts';
import { USUAL_AMOUNTS_WAN } from './loans.ts';
import type { Random } from './random.ts';
import type { Loan } from './story.ts';

/** Target for the amount accepted in 2024, in ten thousand yuan: 1.93 to 1.945 billion yuan. */
const SUM_OF_2024_WAN = { least: 193_000, most: 194_500 } as const;
const MAX_PASSES = 30;

/**
 * Sets the amounts of loans over the limit. Then changes amounts of 2024 to the next usual one, up or down, until the sum
 * of the year is within the target.
 *
 * @param counted the loans that are accepted in the end, with their filing days
 */
export function fitAmounts(loans: readonly Loan[], counted: ReadonlyMap<Loan, Day>, random: Random): void {
  for (const loan of loans) if (loan.flaw === 'amount') loan.amountWan = random.between(11, 30) * 100;
  const of2024 = [...counted].filter(([, filedOn]) => filedOn.startsWith('2024')).map(([loan]) => loan);
  if (of2024.length === 0) return;
  // A renewal has the amount of the loan that it renews.
  const movable = random.shuffled(of2024.filter((loan) => loan.flaw === null && !loan.renewed && loan.renews === null));
  let sum = of2024.reduce((all, loan) => all + loan.amountWan, 0);
  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    for (const loan of movable) {
      if (sum >= SUM_OF_2024_WAN.least && sum <= SUM_OF_2024_WAN.most) return;
      const next =
        sum > SUM_OF_2024_WAN.most
          ? USUAL_AMOUNTS_WAN.findLast((amount) => amount < loan.amountWan)
          : USUAL_AMOUNTS_WAN.find((amount) => amount > loan.amountWan);
      if (next === undefined) continue;
      sum += next - loan.amountWan;
      loan.amountWan = next;
    }
  }
  throw new Error(`the amounts of 2024 cannot be fitted to the target: their sum is ${sum}`);
}
