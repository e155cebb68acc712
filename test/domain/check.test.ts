import { expect } from 'chai';
import fc from 'fast-check';
import {
  checkFiling,
  LIMIT_RULES,
  type FilingDraft,
  type FilingContext,
  type PartialDraft,
} from '../../src/domain/filing/check.ts';
import { flagMessage } from '../../src/domain/messages/messages.ts';
import type { OnBreach } from '../../src/domain/programme/limits/limit.ts';
import type { ProgrammeLimits } from '../../src/domain/programme/limits/registry.ts';
import type { ProgrammeVersion } from '../../src/domain/programme/programme.ts';
import { LPR_SEED } from '../../src/domain/programme/seeds.ts';
import type { WorkCalendar } from '../../src/domain/programme/working-days.ts';
import { composeUscc, usccCheckCharacter } from '../../src/domain/firm/uscc.ts';

const draft: FilingDraft = {
  uscc: '91430200000000027W',
  firmName: '株洲示例科技有限公司',
  regionCode: '430211',
  contractNo: 'HT-1',
  receiptNo: 'JJ-1',
  amount: 300_000_000n,
  annualRate: 34_500,
  disbursedOn: '2025-03-15',
  dueOn: '2026-03-15',
  knowledgeGrade: null,
  firstLoan: null,
  renewal: false,
  renewalOf: null,
  branch: null,
};
const programme = (limits: ProgrammeLimits, reviewAll = false): ProgrammeVersion => ({
  code: 'p',
  name: 'p',
  regionPrefix: '43',
  validFrom: '2020-01-01',
  validTo: null,
  reviewAll,
  limits,
});

const context: FilingContext = {
  today: '2025-04-01',
  registeredByHand: false,
  registeredName: null,
  nameKnownOnlyFromAnotherBank: false,
  formerNameUntil: null,
  waitingCertificates: {},
  regionName: '天元区',
  programme: programme({}),
  lpr: LPR_SEED,
  heldKinds: [],
  ownEarlierLoan: false,
  otherBankEarlierLoan: false,
  renewalId: null,
};
function check(change: PartialDraft = {}, known: Partial<FilingContext> = {}) {
  const checked = checkFiling({ ...draft, ...change }, { ...context, ...known });
  return {
    ...checked,
    errorWords: checked.errors.map((error) => `${error.path} ${error.code}`),
    flagWords: checked.flags.map((flag) => (flag.restricted ? `${flag.rule} restricted` : flag.rule)),
    outcome: Object.fromEntries(checked.checks.map((check) => [check.rule, check.outcome])),
  };
}

describe('checking a filing', () => {
  it('finds nothing in a valid one, and checks no limit that is not set', () => {
    const checked = check();
    expect(checked.errorWords).to.deep.equal([]);
    expect(checked.flagWords).to.deep.equal([]);
    expect(checked.review).to.equal(false);
    expect(checked.checks).to.deep.equal(LIMIT_RULES.map((rule) => ({ rule, outcome: 'not_set' })));
  });

  it('flags one that no version of the rules covers, unless its region is unknown', () => {
    const without = check({}, { programme: null });
    expect(without.errorWords).to.deep.equal([]);
    expect(without.flags).to.deep.equal([{ rule: 'NO_PROGRAMME', params: { day: '2025-03-15' }, restricted: false }]);
    expect(without.review).to.equal(true);
    expect(without.checks).to.deep.equal(LIMIT_RULES.map((rule) => ({ rule, outcome: 'not_set' })));
    expect(check({}, { programme: null, regionName: null }).flagWords).to.deep.equal([]);
    expect(check({ disbursedOn: undefined }, { programme: null }).flagWords).to.deep.equal([]);
  });

  it('has every filing reviewed when the programme says so, without a flag', () => {
    const checked = check({}, { programme: programme({}, true) });
    expect(checked.flagWords).to.deep.equal([]);
    expect(checked.review).to.equal(true);
  });

  it('refuses disbursement after today, not today’s', () => {
    expect(check({ disbursedOn: '2025-04-01' }).errorWords).to.deep.equal([]);
    expect(check({ disbursedOn: '2025-04-02' }).errorWords).to.deep.equal(['disbursedOn FUTURE_DATE']);
  });

  it('refuses a due date that is not after disbursement', () => {
    expect(check({ dueOn: '2025-03-15' }).errorWords).to.deep.equal(['dueOn DUE_NOT_AFTER_DISBURSED']);
    expect(check({ dueOn: '2025-03-14' }).errorWords).to.deep.equal(['dueOn DUE_NOT_AFTER_DISBURSED']);
    expect(check({ dueOn: '2025-03-16' }).errorWords).to.deep.equal([]);
  });

  it('has no limit of the term of its own', () => {
    expect(check({ dueOn: '2075-03-15' }).errorWords).to.deep.equal([]);
  });

  it('refuses an unknown region and an earlier filing that is not found', () => {
    expect(check({ renewalOf: 'ZD2024-000001' }, { regionName: null }).errorWords).to.deep.equal([
      'regionCode UNKNOWN_REGION',
      'renewalOf RENEWAL_NOT_FOUND',
    ]);
    expect(
      check({ renewalOf: 'ZD2024-000001' }, { renewalId: '01900000-0000-7000-8000-000000000000' }).errorWords,
    ).to.deep.equal([]);
  });

  it('reports all errors at once', () => {
    const checked = check(
      { uscc: '91350100M0001TGQXM', disbursedOn: '2025-05-01', dueOn: '2025-05-01' },
      { regionName: null },
    );
    expect(checked.errorWords).to.have.members([
      'uscc USCC_CHECK',
      'regionCode UNKNOWN_REGION',
      'disbursedOn FUTURE_DATE',
      'dueOn DUE_NOT_AFTER_DISBURSED',
    ]);
  });
});

describe('checking the firm of a filing', () => {
  it('refuses a code that fails its check unless an auditor has registered the firm', () => {
    const uscc = '91350100M0001TGQXM';
    expect(check({ uscc }).errorWords).to.deep.equal(['uscc USCC_CHECK']);
    const registered = check({ uscc }, { registeredByHand: true });
    expect(registered.errorWords).to.deep.equal([]);
    expect(registered.flagWords).to.deep.equal([]);
    expect(check({ uscc: '9135' }, { registeredByHand: true }).errorWords).to.deep.equal(['uscc USCC_SHAPE']);
  });

  it('flags a wrong inner check and a code that is not a company', () => {
    const first17 = '91430200000000028';
    const inner = check({ uscc: first17 + usccCheckCharacter(first17) });
    expect(inner.errorWords).to.deep.equal([]);
    expect(inner.flagWords).to.deep.equal(['USCC_INNER_CHECK']);
    for (const prefix of ['92430200', '93430200']) {
      const checked = check({ uscc: composeUscc(prefix, '00000002') });
      expect(checked.errorWords).to.deep.equal([]);
      expect(checked.flagWords).to.deep.equal(['USCC_NOT_COMPANY']);
    }
  });

  it('flags another name, restricted to auditors when the name came from another bank', () => {
    expect(check({}, { registeredName: ' 株洲示例科技有限公司' }).flagWords).to.deep.equal([]);
    expect(check({}, { registeredName: '株洲样例科技有限公司' }).flagWords).to.deep.equal(['FIRM_NAME_DIFFERS']);
    const fromElsewhere = { registeredName: '株洲样例科技有限公司', nameKnownOnlyFromAnotherBank: true };
    expect(check({}, fromElsewhere).flagWords).to.deep.equal(['FIRM_NAME_DIFFERS restricted']);
  });

  it('flags a contradicted first loan, unrestricted only if the bank itself filed the earlier one', () => {
    const own = { ownEarlierLoan: true };
    const other = { otherBankEarlierLoan: true };
    expect(check({ firstLoan: true }).flagWords).to.deep.equal([]);
    expect(check({ firstLoan: true }, own).flagWords).to.deep.equal(['FIRST_LOAN_CONTRADICTED']);
    expect(check({ firstLoan: true }, other).flagWords).to.deep.equal(['FIRST_LOAN_CONTRADICTED restricted']);
    expect(check({ firstLoan: true }, { ...own, ...other }).flagWords).to.deep.equal(['FIRST_LOAN_CONTRADICTED']);
    for (const firstLoan of [false, null])
      expect(check({ firstLoan }, { ...own, ...other }).flagWords).to.deep.equal([]);
  });

  it('flags a branch number that fails its check, and ignores names of branches', () => {
    expect(check({ branch: '102100099996' }).flagWords).to.deep.equal([]);
    expect(check({ branch: '102100099997' }).flagWords).to.deep.equal(['BRANCH_NUMBER_CHECK']);
    expect(check({ branch: '１０２１ ００099997' }).flagWords).to.deep.equal(['BRANCH_NUMBER_CHECK']);
    expect(check({ branch: '天元支行' }).flagWords).to.deep.equal([]);
  });
});

describe('checking the limits of a programme', () => {
  const rules: readonly {
    rule: string;
    path: string;
    limits: (onBreach: OnBreach) => ProgrammeLimits;
    at: PartialDraft;
    over: PartialDraft;
  }[] = [
    {
      rule: 'AMOUNT_OVER_LIMIT',
      path: 'amount',
      limits: (onBreach) => ({ amount: { max: 1_000_000_000n, onBreach } }),
      at: { amount: 1_000_000_000n },
      over: { amount: 1_000_000_001n },
    },
    {
      rule: 'RATE_OVER_LIMIT',
      path: 'annualRate',
      limits: (onBreach) => ({ rate: { benchmark: 'oneYear', add: 150, onBreach } }),
      at: { annualRate: 46_000 },
      over: { annualRate: 46_001 },
    },
    {
      rule: 'FILED_TOO_LATE',
      path: 'disbursedOn',
      limits: (onBreach) => ({ filingDeadline: { months: 3, onBreach } }),
      at: { disbursedOn: '2025-01-01', dueOn: '2026-01-01' },
      over: { disbursedOn: '2024-12-31', dueOn: '2025-12-31' },
    },
    {
      rule: 'GRADE_LINE_EXCEEDED',
      path: 'amount',
      limits: (onBreach) => ({ gradeLines: { lines: { A: 500_000_000n, E: 80_000_000n }, onBreach } }),
      at: { knowledgeGrade: 'E', amount: 80_000_000n },
      over: { knowledgeGrade: 'E', amount: 80_000_001n },
    },
  ];

  for (const { rule, path, limits, at, over } of rules) {
    it(`passes at the limit and refuses or flags beyond it: ${rule}`, () => {
      const refuse = { programme: programme(limits('refuse')) };
      const flag = { programme: programme(limits('flag')) };
      expect(check(at, refuse).outcome[rule]).to.equal('passed');
      expect(check(at, refuse).errorWords).to.deep.equal([]);
      expect(check(over, refuse).errorWords).to.deep.equal([`${path} ${rule}`]);
      expect(check(over, refuse).flagWords).to.deep.equal([]);
      expect(check(over, flag).errorWords).to.deep.equal([]);
      expect(check(over, flag).flagWords).to.deep.equal([rule]);
      expect(check(over, flag).review).to.equal(true);
      expect(check(over, flag).outcome[rule]).to.equal('broken');
      expect(check(over, { programme: programme({}) }).outcome[rule]).to.equal('not_set');
    });
  }

  it('counts the term in months, inclusive, with the end of the month clamped', () => {
    const edges = [
      ['2024-03-15', 12, '2025-03-15', '2025-03-16'],
      ['2024-03-15', 36, '2027-03-15', '2027-03-16'],
      ['2024-02-29', 36, '2027-02-28', '2027-03-01'],
    ] as const;
    for (const [disbursedOn, max, last, next] of edges) {
      for (const onBreach of ['refuse', 'flag'] as const) {
        const limited = { programme: programme({ term: { max, onBreach } }) };
        expect(check({ disbursedOn, dueOn: last }, limited).outcome['TERM_TOO_LONG'], last).to.equal('passed');
        const over = check({ disbursedOn, dueOn: next }, limited);
        expect(over.outcome['TERM_TOO_LONG'], next).to.equal('broken');
        expect(over.errors).to.deep.equal(
          onBreach === 'refuse'
            ? [{ path: 'dueOn', code: 'TERM_TOO_LONG', params: { months: String(max), lastDueOn: last } }]
            : [],
        );
        expect(over.flagWords).to.deep.equal(onBreach === 'flag' ? ['TERM_TOO_LONG'] : []);
      }
    }
  });

  it('takes a shortest term too, inclusive; what is not set of the two is not checked', () => {
    const limited = (term: { min?: number; max?: number }, onBreach: OnBreach) => ({
      programme: programme({ term: { ...term, onBreach } }),
    });
    const [first, before] = [{ dueOn: '2025-09-15' }, { dueOn: '2025-09-14' }];
    expect(check(first, limited({ min: 6 }, 'refuse')).errorWords).to.deep.equal([]);
    expect(check(before, limited({ min: 6 }, 'refuse')).errors).to.deep.equal([
      { path: 'dueOn', code: 'TERM_TOO_SHORT', params: { months: '6', firstDueOn: '2025-09-15' } },
    ]);
    expect(check(before, limited({ min: 6 }, 'flag')).flagWords).to.deep.equal(['TERM_TOO_SHORT']);
    // 28 February is the whole month after 31 January.
    const clamped = { disbursedOn: '2025-01-31', dueOn: '2025-02-28' };
    expect(check(clamped, limited({ min: 1 }, 'refuse')).errorWords).to.deep.equal([]);
    expect(check(first, limited({ min: 6 }, 'flag')).outcome).to.include({
      TERM_TOO_SHORT: 'passed',
      TERM_TOO_LONG: 'not_set',
    });
    expect(check(first, limited({ max: 6 }, 'flag')).outcome).to.include({
      TERM_TOO_SHORT: 'not_set',
      TERM_TOO_LONG: 'passed',
    });
  });

  it('asks for one of the named qualifications on the day of disbursement', () => {
    const limited = (onBreach: OnBreach, heldKinds: string[]) => ({
      programme: programme({ eligibleAnyOf: { statuses: ['high_tech', 'tech_sme'], onBreach } }),
      heldKinds,
    });
    for (const held of [['high_tech'], ['tech_sme', 'little_giant'], ['high_tech', 'tech_sme']])
      expect(check({}, limited('refuse', held)).outcome['NOT_ELIGIBLE'], held.join()).to.equal('passed');
    for (const held of [[], ['little_giant']]) {
      expect(check({}, limited('refuse', held)).errors).to.deep.equal([
        { path: 'uscc', code: 'NOT_ELIGIBLE', params: { day: '2025-03-15', statuses: 'high_tech,tech_sme' } },
      ]);
      expect(check({}, limited('flag', held)).flagWords).to.deep.equal(['NOT_ELIGIBLE']);
    }
    expect(check({}, { programme: programme({}), heldKinds: [] }).outcome['NOT_ELIGIBLE']).to.equal('not_set');
    expect(check({ disbursedOn: undefined }, limited('refuse', [])).outcome['NOT_ELIGIBLE']).to.equal('cannot_check');
  });

  it('asks for the purpose of the loan', () => {
    const limited = (onBreach: OnBreach) => ({ programme: programme({ purposeRequired: { onBreach } }) });
    const stating = (purpose: string | null): PartialDraft => ({ purpose }) as PartialDraft;
    expect(check(stating('研发'), limited('refuse')).outcome['PURPOSE_REQUIRED']).to.equal('passed');
    expect(check(stating(null), limited('refuse')).errorWords).to.deep.equal(['purpose PURPOSE_REQUIRED']);
    expect(check(stating(null), limited('flag')).flagWords).to.deep.equal(['PURPOSE_REQUIRED']);
    expect(check(stating(null), { programme: programme({}) }).outcome['PURPOSE_REQUIRED']).to.equal('not_set');
    expect(check({}, limited('refuse')).outcome['PURPOSE_REQUIRED']).to.equal('cannot_check');
  });

  it('counts the deadline by the first submission when there was one', () => {
    const late = { programme: programme({ filingDeadline: { months: 3, onBreach: 'refuse' } }), today: '2025-09-01' };
    expect(check({}, late).errorWords).to.deep.equal(['disbursedOn FILED_TOO_LATE']);
    expect(check({}, { ...late, submittedOn: '2025-06-15' }).errorWords).to.deep.equal([]);
  });

  it('counts a deadline in calendar days or working days', () => {
    const calendar: WorkCalendar = {
      rows: [
        { from: '2025-01-01', to: '2025-01-01', kind: 'off' },
        { from: '2025-04-04', to: '2025-04-06', kind: 'off' },
        { from: '2025-04-12', to: '2025-04-13', kind: 'working' },
      ],
      checkedUntil: '2025-04-20',
    };
    const outcome = (limit: object, today: string, disbursedOn = '2025-04-01') => {
      const limited = programme({ filingDeadline: { ...limit, onBreach: 'flag' } });
      const checked = check({ disbursedOn, dueOn: '2025-12-31' }, { calendar, today, programme: limited });
      return [checked.outcome['FILED_TOO_LATE'], ...checked.flagWords].join();
    };
    const late = 'broken,FILED_TOO_LATE';
    const unknown = 'cannot_check,DEADLINE_CANNOT_CHECK';
    expect(outcome({ days: 30 }, '2025-05-01')).to.equal('passed');
    expect(outcome({ days: 30 }, '2025-05-02')).to.equal(late);
    // A Tuesday: the second, the third, the seventh to the eleventh, the two that are worked.
    expect(outcome({ workingDays: 2 }, '2025-04-03')).to.equal('passed');
    expect(outcome({ workingDays: 2 }, '2025-04-04')).to.equal(late);
    expect(outcome({ workingDays: 8 }, '2025-04-12')).to.equal('passed');
    expect(outcome({ workingDays: 9 }, '2025-04-13')).to.equal('passed');
    expect(outcome({ workingDays: 9 }, '2025-04-14')).to.equal(late);
    // The last day is after those that are entered.
    expect(outcome({ workingDays: 60 }, '2025-04-20')).to.equal('passed');
    expect(outcome({ workingDays: 60 }, '2025-04-21')).to.equal(unknown);
    expect(outcome({ workingDays: 2 }, '2025-04-21', '2025-04-18')).to.equal(unknown);
    expect(outcome({ workingDays: 2 }, '2025-04-21', '2024-12-30')).to.equal(unknown);
    expect(outcome({ workingDays: 2 }, '2025-01-03', '2024-12-31')).to.equal('passed');
    expect(
      check({}, { programme: programme({ filingDeadline: { workingDays: 2, onBreach: 'refuse' } }) }).flagWords,
    ).to.deep.equal(['DEADLINE_CANNOT_CHECK']);
  });

  it('flags a rate without a known LPR, and never passes it', () => {
    const known = {
      programme: programme({ rate: { benchmark: 'oneYear', add: 150, onBreach: 'refuse' } }),
      today: '2026-11-01',
    };
    for (const day of [
      ['2026-09-01', '2027-09-01'],
      ['2022-01-19', '2022-12-01'],
    ] as const) {
      const checked = check({ disbursedOn: day[0], dueOn: day[1], annualRate: 1 }, known);
      expect(checked.outcome['RATE_OVER_LIMIT']).to.equal('cannot_check');
      expect(checked.flagWords).to.deep.equal(['RATE_CANNOT_CHECK']);
      expect(checked.errorWords).to.deep.equal([]);
    }
  });

  it('compares the rate with a benchmark plus basis points or times a factor', () => {
    // On 2024-03-15 the LPR is 3.45 for one year and 3.95 for five.
    const limits = [
      [{ benchmark: 'oneYear', add: 30 }, '2025-03-15', 37_500],
      [{ benchmark: 'fiveYear', add: 30 }, '2025-03-15', 42_500],
      [{ benchmark: 'oneYear', times: 150 }, '2025-03-15', 51_750],
      [{ benchmark: 'fiveYear', times: 125 }, '2025-03-15', 49_375],
      [{ benchmark: 'byTerm', add: 30 }, '2025-03-15', 37_500],
      [{ benchmark: 'byTerm', add: 30 }, '2029-03-14', 37_500],
      [{ benchmark: 'byTerm', add: 30 }, '2029-03-15', 42_500],
      [{ benchmark: 'byTerm', times: 101 }, '2029-03-14', 34_845],
    ] as const;
    for (const [limit, dueOn, max] of limits) {
      const limited = { programme: programme({ rate: { ...limit, onBreach: 'refuse' } }) };
      const at = (annualRate: number) => check({ disbursedOn: '2024-03-15', dueOn, annualRate }, limited);
      const name = `${JSON.stringify(limit)} until ${dueOn}`;
      expect(at(max).outcome['RATE_OVER_LIMIT'], name).to.equal('passed');
      expect(at(max + 1).errorWords, name).to.deep.equal(['annualRate RATE_OVER_LIMIT']);
    }
  });

  it('rounds a limit that has more than four decimals down', () => {
    const lpr = { rows: [{ from: '2024-01-01', oneYearE4: 34_501 }], checkedUntil: '2026-01-01' };
    const limited = { lpr, programme: programme({ rate: { benchmark: 'oneYear', times: 150, onBreach: 'refuse' } }) };
    expect(check({ annualRate: 51_751 }, limited).errorWords).to.deep.equal([]);
    expect(check({ annualRate: 51_752 }, limited).errorWords).to.deep.equal(['annualRate RATE_OVER_LIMIT']);
  });

  it('flags a rate whose benchmark is for five years when that rate was not entered', () => {
    const lpr = { rows: [{ from: '2024-01-01', oneYearE4: 34_500 }], checkedUntil: '2026-01-01' };
    const limited = { lpr, programme: programme({ rate: { benchmark: 'byTerm', add: 30, onBreach: 'refuse' } }) };
    expect(check({ dueOn: '2026-03-15' }, limited).flagWords).to.deep.equal([]);
    const long = check({ dueOn: '2030-03-15' }, limited);
    expect(long.flagWords).to.deep.equal(['RATE_CANNOT_CHECK']);
    expect(long.outcome['RATE_OVER_LIMIT']).to.equal('cannot_check');
  });

  it('says of a rate over the limit which benchmark it was compared with', () => {
    const message = (limit: { add: number } | { times: number }, benchmark: string, language: 'zh-CN' | 'en') => {
      const limited = { programme: programme({ rate: { benchmark, ...limit, onBreach: 'flag' } }) };
      const [flag] = check({ annualRate: 100_000 }, limited).flags;
      return flagMessage(flag!.rule, flag!.params!, language);
    };
    expect(message({ add: 150 }, 'oneYear', 'zh-CN')).to.equal(
      '年利率超过上限 4.60%（一年期LPR 3.10% 加 150 个基点），需审核。请核对利率。',
    );
    expect(message({ times: 150 }, 'fiveYear', 'en')).to.equal(
      'The annual rate is over the limit of 5.40 per cent (five-year LPR 3.60 times 1.5) and needs review. Check the rate.',
    );
  });

  it('flags a missing grade when grades have lines, and does not limit a grade without a line', () => {
    const known = { programme: programme({ gradeLines: { lines: { A: 500_000_000n }, onBreach: 'refuse' } }) };
    const missing = check({ knowledgeGrade: null }, known);
    expect(missing.flagWords).to.deep.equal(['GRADE_MISSING']);
    expect(missing.outcome['GRADE_LINE_EXCEEDED']).to.equal('cannot_check');
    expect(check({ knowledgeGrade: 'C' }, known).outcome['GRADE_LINE_EXCEEDED']).to.equal('not_set');
    expect(
      check({}, { programme: programme({ gradeLines: { lines: {}, onBreach: 'flag' } }) }).flagWords,
    ).to.deep.equal([]);
  });

  it('does not check absent fields, and never reports them as passed', () => {
    const all = programme({
      amount: { max: 1n, onBreach: 'refuse' },
      rate: { benchmark: 'oneYear', add: 0, onBreach: 'refuse' },
      term: { min: 1, max: 1, onBreach: 'refuse' },
      filingDeadline: { months: 0, onBreach: 'refuse' },
      gradeLines: { lines: { A: 1n }, onBreach: 'refuse' },
      eligibleAnyOf: { statuses: ['high_tech'], onBreach: 'refuse' },
      purposeRequired: { onBreach: 'refuse' },
    });
    const checked = checkFiling({}, { ...context, programme: all, registeredName: '某公司', regionName: null });
    expect(checked.errors).to.deep.equal([]);
    expect(checked.flags).to.deep.equal([]);
    expect(checked.checks.map((check) => check.outcome)).to.deep.equal(Array(LIMIT_RULES.length).fill('cannot_check'));
  });

  it('reports for a partial draft a subset of the findings for the whole', () => {
    const bad: FilingDraft = {
      ...draft,
      uscc: '91350100M0001TGQXM',
      firmName: '别名',
      amount: 10n ** 11n,
      annualRate: 300_000,
      disbursedOn: '2024-03-15',
      dueOn: '2027-03-16',
      knowledgeGrade: 'A',
      firstLoan: true,
      branch: '102100099997',
    };
    const known: FilingContext = {
      ...context,
      registeredName: '株洲示例科技有限公司',
      regionName: null,
      ownEarlierLoan: true,
      programme: programme({
        amount: { max: 1n, onBreach: 'refuse' },
        rate: { benchmark: 'oneYear', add: 0, onBreach: 'flag' },
        term: { max: 12, onBreach: 'refuse' },
        filingDeadline: { months: 1, onBreach: 'flag' },
        gradeLines: { lines: { A: 1n }, onBreach: 'refuse' },
      }),
    };
    const whole = checkFiling(bad, known);
    expect(whole.errors).to.have.length(5);
    expect(whole.flags).to.have.length(5);
    const members = Object.keys(bad) as (keyof FilingDraft)[];
    fc.assert(
      fc.property(fc.subarray(members), (kept) => {
        const part = checkFiling(Object.fromEntries(kept.map((member) => [member, bad[member]])), known);
        for (const error of part.errors) expect(whole.errors).to.deep.include(error);
        for (const flag of part.flags) expect(whole.flags).to.deep.include(flag);
        part.checks.forEach((check) => expect(check.outcome).to.not.equal('passed'));
      }),
    );
  });
});
