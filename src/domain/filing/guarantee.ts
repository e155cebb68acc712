/**
 * 担保方式: on credit alone, or with a guarantee company behind it. The words are stored and part of the API: add, do not
 * rename.
 */
export const GUARANTEES = ['credit', 'guaranteed_credit'] as const;
export type Guarantee = (typeof GUARANTEES)[number];

export const GUARANTEE_LABELS = {
  credit: { 'zh-CN': '信用贷款', en: 'credit' },
  guaranteed_credit: { 'zh-CN': '信用担保贷款', en: 'guaranteed credit' },
} as const;
