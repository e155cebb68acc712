/**
 * Amounts for reading: rounded once, in 亿, 万 or millions. Calculations use exact fen (shared/money.ts), never these
 * texts.
 */
import type { Language } from '../shared/language.ts';
import { fenOf, absolute, formatQuotient } from '../shared/money.ts';

interface Unit {
  readonly from: bigint;
  readonly fen: bigint;
  readonly name: string;
}
/** Display units, largest first: 亿 and 万 in Chinese, millions in English. */
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

/** An amount in its display unit with two decimals, rounded once from fen. */
export function roundAmount(amount: string, language: Language): { readonly value: string; readonly unit: string } {
  const fen = fenOf(amount);
  const unit = UNITS[language].find(({ from }) => absolute(fen) >= from)!;
  return { value: formatQuotient(fen, unit.fen, 2), unit: unit.name };
}

export function formatRounded(amount: string, language: Language): string {
  const { value, unit } = roundAmount(amount, language);
  return language === 'en' ? `${value} ${unit}` : `${value}${unit}`;
}

/** Short form for narrow cells; in English the table header names the unit. */
export const formatRoundedShort = (amount: string, language: Language): string =>
  language === 'en' ? `${formatQuotient(fenOf(amount), 10n ** 8n, 2)} m` : formatRounded(amount, language);

/** The share of a whole in per cent with one decimal; null when the whole is zero. */
export const share = (part: bigint, whole: bigint): string | null =>
  whole === 0n ? null : `${formatQuotient(part * 100n, whole, 1)}%`;

/** The length of a bar in the largest unit. The only use of a float for money: no figure is derived from it. */
export const barLength = (amount: string, language: Language): number =>
  Number(fenOf(amount)) / Number(UNITS[language][0]!.fen);
export const barUnit = (language: Language): string => UNITS[language][0]!.name;
