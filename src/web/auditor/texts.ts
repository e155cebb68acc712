import { en } from './texts-en.ts';
import { zh, type AuditorTexts } from './texts-zh.ts';

export type { AuditorTexts };
export const auditorTexts = { 'zh-CN': zh, en };
