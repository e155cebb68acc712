/**
 * Plans amendments of accepted filings: one that waits for the bureau, one that a second auditor must decide, and a few
 * accepted ones. None that is accepted changes an amount, so the figures stay as they were planned.
 */
import { addDays, type Day } from '../domain/values/day.ts';
import { officeHour, workingDayFrom } from './calendar.ts';
import type { Random } from './random.ts';
import type { Loan, StoryEvent } from './story.ts';

interface Proposal {
  readonly by: string | null;
  readonly reason: string;
  readonly change: (loan: Loan) => Readonly<Record<string, unknown>>;
  readonly acceptedBy: string | null;
}

/** In the order of the latest filings of the officer's bank, the latest first. `by`: null for the officer of the loan. */
const PROPOSALS: readonly Proposal[] = [
  {
    by: null,
    reason: '放款金额与借据不一致，按借据更正',
    change: ({ amountWan }) => ({ amount: `${Math.max(1, amountWan - 10)}0000.00` }),
    acceptedBy: null,
  },
  { by: 'auditor', reason: '抽查合同扫描件，合同编号录入有误', change: contractNumber, acceptedBy: null },
  { by: null, reason: '经办支行录入有误', change: () => ({ branch: '城东科技支行' }), acceptedBy: 'auditor' },
  {
    by: 'auditor',
    reason: '按合同补录贷款用途',
    change: () => ({ purpose: '采购研发用原材料' }),
    acceptedBy: 'auditor2',
  },
];

function contractNumber({ contractNo }: Loan): Readonly<Record<string, unknown>> {
  return { contractNo: `${contractNo}-1` };
}

/** @param counted the accepted filings, with their filing days */
export function planAmendments(counted: ReadonlyMap<Loan, Day>, today: Day, random: Random): StoryEvent[] {
  const latest = [...counted]
    .filter(([loan, filedOn]) => loan.officer === 'officer' && !loan.renewed && addDays(filedOn, 14) < today)
    .sort(([, a], [, b]) => (a < b ? 1 : a > b ? -1 : 0));
  return PROPOSALS.flatMap(({ by, acceptedBy, ...proposal }, index): StoryEvent[] => {
    const found = latest[index];
    if (found === undefined) return [];
    const [loan, filedOn] = found;
    const proposedOn = workingDayFrom(addDays(filedOn, 3));
    const at = officeHour(proposedOn, random);
    return [
      { at, type: 'amendment', loan, login: by ?? loan.officer, ...proposal },
      ...(acceptedBy === null
        ? []
        : [
            {
              at: officeHour(workingDayFrom(addDays(proposedOn, 1)), random),
              type: 'acceptance' as const,
              loan,
              login: acceptedBy,
            },
          ]),
    ];
  });
}
