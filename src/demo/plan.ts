import type { Day } from '../domain/values/day.ts';
import { fitAmounts } from './amounts.ts';
import { planFates } from './fates.ts';
import { planFirms, type DemoFirm } from './firms.ts';
import { planLoans } from './loans.ts';
import { planQualifications } from './qualifications.ts';
import { createRandom } from './random.ts';
import { byInstant, type Happening } from './story.ts';

export interface Plan {
  readonly firms: readonly DemoFirm[];
  /** In the order of their instants, all before `today`. */
  readonly happenings: readonly Happening[];
}

/** The whole story up to the evening before `today`. Pure: the same day, the same story. */
export function planWorld(today: Day): Plan {
  const firms = planFirms(createRandom('firms'));
  const loans = planLoans(firms, today, createRandom('loans'));
  const fates = planFates(loans, today, createRandom('fates'));
  fitAmounts(loans, fates.counted, createRandom('amounts'));
  const all: Happening[] = [
    ...registrations(firms),
    ...planQualifications(firms, today, createRandom('qualifications')),
    ...loans.map((loan) => ({ at: loan.submittedAt, what: 'filing' as const, loan })),
    ...fates.happenings,
  ];
  const end = new Date(`${today}T00:00:00+08:00`);
  return { firms, happenings: all.filter(({ at }) => at < end).sort(byInstant) };
}

/** What auditors enter of firms by hand: one whose code fails its check, and new names. */
function registrations(firms: readonly DemoFirm[]): Happening[] {
  // Before anything else of that day.
  const morning = (day: Day): Date => new Date(`${day}T08:29:00+08:00`);
  return firms.flatMap(({ uscc, name, regionCode, registeredOn, renamed }): Happening[] => [
    ...(registeredOn
      ? [
          {
            at: morning(registeredOn),
            what: 'firm' as const,
            uscc,
            name,
            regionCode,
            reason: '企业营业执照原件核验，代码末位校验不符，人工登记',
          },
        ]
      : []),
    ...(renamed
      ? [
          {
            at: morning(renamed.on),
            what: 'firm' as const,
            uscc,
            name: renamed.name,
            regionCode: renamed.regionCode,
            reason: '企业更名，依据变更后的营业执照',
          },
        ]
      : []),
  ]);
}
