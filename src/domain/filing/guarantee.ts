/** 担保方式: on credit alone, or with a guarantee company behind it. */
export const GUARANTEES = ['credit', 'guaranteed_credit'] as const;
export type Guarantee = (typeof GUARANTEES)[number];

export const GUARANTEE_LABELS = {
  credit: { 'zh-CN': '信用', en: 'credit' },
  guaranteed_credit: { 'zh-CN': '担保', en: 'guaranteed credit' },
} as const;
