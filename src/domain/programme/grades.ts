/** The knowledge-value grade of a firm. The letters are stored and part of the API. */
export const GRADES = ['A', 'B', 'C', 'D', 'E'] as const;
export type Grade = (typeof GRADES)[number];
