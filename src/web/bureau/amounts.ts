import type { Language } from '../shared/language.ts';
import { fenOf, magnitude, quotient } from '../shared/money.ts';

interface Unit {
  readonly from: bigint;
  readonly fen: bigint;
  readonly name: string;
}
/** What people count in: 亿 and 万 in Chinese, millions in English. */
const UNITS: Readonly<Record<Language, readonly Unit[]>> = {
  'zh-CN': [
    { from: 10n ** 10n, fen: 10n ** 10n, name: '亿元' },
    { from: 10n ** 6n, fen: 10n ** 6n, name: '万元' },
    { from: 0n, fen: 100n, name: '元' },
  ],
  en: [
    { from: 10n ** 8n, fen: 10n ** 8n, name: 'million yuan' },
    { from: 0n, fen: 100n, name: 'yuan' },
  ],
};

/** In the unit that people speak of, two places, rounded once from the fen. */
export function rounded(amount: string, language: Language): { readonly value: string; readonly unit: string } {
  const fen = fenOf(amount);
  const unit = UNITS[language].find(({ from }) => magnitude(fen) >= from)!;
  return { value: quotient(fen, unit.fen, 2), unit: unit.name };
}

export function roundedText(amount: string, language: Language): string {
  const { value, unit } = rounded(amount, language);
  return language === 'en' ? `${value} ${unit}` : `${value}${unit}`;
}

/** The same where there is little room: the unit is said at the head. */
export const roundedShort = (amount: string, language: Language): string =>
  language === 'en' ? `${quotient(fenOf(amount), 10n ** 8n, 2)} m` : roundedText(amount, language);

/** The share of a whole in per cent, one place; null of nothing. */
export const share = (part: bigint, whole: bigint): string | null =>
  whole === 0n ? null : `${quotient(part * 100n, whole, 1)}%`;

/** How long a bar is drawn, in the language's largest unit: the one place where money becomes a float, and no figure is read off it. */
export const barLength = (amount: string, language: Language): number =>
  Number(fenOf(amount)) / Number(UNITS[language][0]!.fen);
export const barUnit = (language: Language): string => UNITS[language][0]!.name;
