// Numbers in workbooks are doubles written with up to 17 digits; spreadsheet programs show 15.

import { withoutFinalZeros } from '../domain/values/text.ts';

/** Rounds to 15 digits, without an exponent: `4.3499999999999997E-2` → `0.0435`. Null if it is not a number. */
export function decimalText(raw: string): string | null {
  const value = Number(raw);
  if (raw.trim() === '' || !Number.isFinite(value)) return null;
  const [mantissa = '', exponent = '0'] = value.toPrecision(15).split('e');
  const negative = mantissa.startsWith('-');
  const digits = mantissa.replace(/[-.]/g, '');
  const point = (mantissa.replace('-', '').split('.')[0] ?? '').length + Number(exponent);
  const padded = point <= 0 ? '0'.repeat(1 - point) + digits : digits.padEnd(point, '0');
  const whole = padded.slice(0, Math.max(1, point)).replace(/^0+(?=\d)/, '');
  const decimals = withoutFinalZeros(padded.slice(Math.max(1, point)));
  const text = decimals === '' ? whole : `${whole}.${decimals}`;
  return negative && text !== '0' ? `-${text}` : text;
}

/** Multiplies a decimal text by 100 by moving its decimal point. */
export function timesHundred(decimal: string): string {
  const negative = decimal.startsWith('-');
  const [whole = '0', decimals = ''] = decimal.replace('-', '').split('.');
  const moved = whole + decimals.padEnd(2, '0').slice(0, 2);
  const rest = decimals.slice(2);
  const text = moved.replace(/^0+(?=\d)/, '') + (rest === '' ? '' : `.${rest}`);
  return negative ? `-${text}` : text;
}
