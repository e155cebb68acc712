// Written by `npm run types:console` from the registry of limits; test/web/api-types.test.ts fails when it is stale.

export const PROGRAMME_LIMITS = [
  {
    name: 'amount',
    title: { 'zh-CN': '单笔金额上限', en: 'Single loan limit' },
    settings: [
      {
        name: 'max',
        kind: 'amount',
        title: { 'zh-CN': '金额（元）', en: 'Amount (yuan)' },
        shown: { 'zh-CN': '{value}', en: '{value}' },
      },
    ],
    rules: [{ code: 'AMOUNT_OVER_LIMIT', label: { 'zh-CN': '单笔金额上限', en: 'Single loan limit' } }],
  },
  {
    name: 'rate',
    title: { 'zh-CN': '利率上限', en: 'Rate limit' },
    settings: [
      {
        name: 'benchmark',
        kind: 'word',
        words: ['oneYear', 'fiveYear', 'byTerm'],
        title: {
          'zh-CN': '基准（同期限：五年及以上用五年期，其余用一年期）',
          en: 'Benchmark (same term: five years and more take the five-year rate)',
        },
        shown: { 'zh-CN': '{value}', en: '{value}' },
        labels: {
          oneYear: { 'zh-CN': '一年期 LPR', en: 'one-year LPR' },
          fiveYear: { 'zh-CN': '五年期以上 LPR', en: 'five-year LPR' },
          byTerm: { 'zh-CN': '同期限 LPR', en: 'LPR of the same term' },
        },
      },
      {
        name: 'add',
        kind: 'whole',
        min: 0,
        max: 3600,
        optional: true,
        title: { 'zh-CN': '加基点（与倍数二选一）', en: 'Plus basis points (or a factor)' },
        shown: { 'zh-CN': '+ {value} 个基点', en: '+ {value} basis points' },
      },
      {
        name: 'times',
        kind: 'factor',
        optional: true,
        title: { 'zh-CN': '倍数（与基点二选一）', en: 'Times (or basis points)' },
        shown: { 'zh-CN': '× {value}', en: '× {value}' },
      },
    ],
    rules: [{ code: 'RATE_OVER_LIMIT', label: { 'zh-CN': '利率上限', en: 'Rate limit' } }],
  },
  {
    name: 'term',
    title: { 'zh-CN': '贷款期限', en: 'Term' },
    settings: [
      {
        name: 'min',
        kind: 'whole',
        min: 1,
        max: 600,
        optional: true,
        title: { 'zh-CN': '最短月数', en: 'At least, months' },
        shown: { 'zh-CN': '不少于 {value} 个月', en: 'at least {value} months' },
      },
      {
        name: 'max',
        kind: 'whole',
        min: 1,
        max: 600,
        optional: true,
        title: { 'zh-CN': '最长月数', en: 'At most, months' },
        shown: { 'zh-CN': '不超过 {value} 个月', en: 'at most {value} months' },
      },
    ],
    rules: [
      { code: 'TERM_TOO_SHORT', label: { 'zh-CN': '最短期限', en: 'Shortest term' } },
      { code: 'TERM_TOO_LONG', label: { 'zh-CN': '最长期限', en: 'Longest term' } },
    ],
  },
  {
    name: 'filingDeadline',
    title: { 'zh-CN': '备案期限', en: 'Filing deadline' },
    settings: [
      {
        name: 'months',
        kind: 'whole',
        min: 1,
        max: 120,
        optional: true,
        title: { 'zh-CN': '月数（三项填一项）', en: 'Months (one of the three)' },
        shown: { 'zh-CN': '放款后 {value} 个月内', en: 'within {value} months of disbursement' },
      },
      {
        name: 'days',
        kind: 'whole',
        min: 1,
        max: 3650,
        optional: true,
        title: { 'zh-CN': '自然日天数', en: 'Calendar days' },
        shown: { 'zh-CN': '放款后 {value} 天内', en: 'within {value} days of disbursement' },
      },
      {
        name: 'workingDays',
        kind: 'whole',
        min: 1,
        max: 1000,
        optional: true,
        title: { 'zh-CN': '工作日天数', en: 'Working days' },
        shown: { 'zh-CN': '放款后 {value} 个工作日内', en: 'within {value} working days of disbursement' },
      },
    ],
    rules: [{ code: 'FILED_TOO_LATE', label: { 'zh-CN': '备案期限', en: 'Filing deadline' } }],
  },
  {
    name: 'gradeLines',
    title: { 'zh-CN': '知识价值等级额度', en: 'Limits by knowledge-value grade' },
    settings: [
      {
        name: 'lines',
        kind: 'amountByGrade',
        title: { 'zh-CN': '金额（元）', en: 'Amount (yuan)' },
        shown: { 'zh-CN': '{value}', en: '{value}' },
      },
    ],
    rules: [{ code: 'GRADE_LINE_EXCEEDED', label: { 'zh-CN': '知识价值等级额度', en: 'Limit of the grade' } }],
  },
  {
    name: 'eligibleAnyOf',
    title: { 'zh-CN': '适用对象', en: 'Eligible firms' },
    settings: [
      {
        name: 'statuses',
        kind: 'qualificationKinds',
        title: { 'zh-CN': '放款当日须具备以下资质之一', en: 'On the day of disbursement the firm holds one of' },
        shown: { 'zh-CN': '{value}', en: '{value}' },
      },
    ],
    rules: [{ code: 'NOT_ELIGIBLE', label: { 'zh-CN': '适用对象', en: 'Eligible firm' } }],
  },
  {
    name: 'purposeRequired',
    title: { 'zh-CN': '贷款用途', en: 'Purpose' },
    settings: [],
    rules: [{ code: 'PURPOSE_REQUIRED', label: { 'zh-CN': '贷款用途', en: 'Purpose' } }],
  },
] as const;
