/**
 * Puts the plans of the demonstration together, in the order of time. The plan is pure and deterministic: the same day
 * gives the same world.
 */
import type { Day } from '../domain/values/day.ts';
import { planAmendments } from './amendments.ts';
import { fitAmounts } from './amounts.ts';
import { planOutcomes } from './outcomes.ts';
import { planFirms, type DemoFirm } from './firms.ts';
import { planLoans } from './loans.ts';
import { createEligibility } from './programme.ts';
import { planQualifications } from './qualifications.ts';
import { createRandom } from './random.ts';
import { byInstant, type StoryEvent } from './story.ts';

export interface Plan {
  readonly firms: readonly DemoFirm[];
  /** In the order of their instants, all before `today`. */
  readonly events: readonly StoryEvent[];
}

/** Plans the story up to the day before `today`. Deterministic: changing a seed changes the world. */
export function planWorld(today: Day): Plan {
  const firms = planFirms(createRandom('firms'));
  const qualifications = planQualifications(firms, today, createRandom('qualifications'));
  const loans = planLoans(firms, today, createEligibility(qualifications), createRandom('loans'));
  const outcomes = planOutcomes(loans, today, createRandom('fates'));
  fitAmounts(loans, outcomes.counted, createRandom('amounts'));
  const all: StoryEvent[] = [
    ...registrations(firms),
    ...qualifications,
    ...loans.map((loan) => ({ at: loan.submittedAt, type: 'filing' as const, loan })),
    ...outcomes.events,
    ...planAmendments(outcomes.counted, today, createRandom('amendments')),
  ];
  const end = new Date(`${today}T00:00:00+08:00`);
  return { firms, events: all.filter(({ at }) => at < end).sort(byInstant) };
}

/** Firms that an auditor enters: one whose code fails its check, and new names. */
function registrations(firms: readonly DemoFirm[]): StoryEvent[] {
  // Before all other events of that day.
  const morning = (day: Day): Date => new Date(`${day}T08:29:00+08:00`);
  return firms.flatMap(({ uscc, name, regionCode, registeredOn, renamed }): StoryEvent[] => [
    ...(registeredOn
      ? [
          {
            at: morning(registeredOn),
            type: 'firm' as const,
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
            type: 'firm' as const,
            uscc,
            name: renamed.name,
            regionCode: renamed.regionCode,
            reason: '企业更名，依据变更后的营业执照',
          },
        ]
      : []),
  ]);
}
