/** Texts of the auditor's pages, in both languages. Texts may be changed freely; a new one is added to both files. */
import { en } from './texts-en.ts';
import { zh, type AuditorTexts } from './texts-zh.ts';

export type { AuditorTexts };
export const auditorTexts = { 'zh-CN': zh, en };
