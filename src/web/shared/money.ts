/**
 * Parsing and formatting of amounts. Amounts are whole fen as `bigint`, never floats. Everything that calculates with
 * amounts uses it.
 */

const FEN_PER_YUAN = 100n;
const FEN_PER_WAN = 1_000_000n;

/** An amount of the API (`"3000000.00"`) → fen. */
export function fenOf(amount: string): bigint {
  const [whole = '0', decimals = ''] = amount.replace('-', '').split('.');
  const fen = BigInt(whole + decimals.padEnd(2, '0').slice(0, 2));
  return amount.startsWith('-') ? -fen : fen;
}

/** Fen → an amount of the API. */
export function amountOf(fen: bigint): string {
  return `${fen / FEN_PER_YUAN}.${String(fen % FEN_PER_YUAN).padStart(2, '0')}`;
}

export const absolute = (fen: bigint): bigint => (fen < 0n ? -fen : fen);

/** `12345` → `12,345` */
export const formatCount = (count: number | bigint): string => String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',');

/** A quotient with thousands separators and the given number of decimals, rounded once, half up. */
export function formatQuotient(numerator: bigint, denominator: bigint, places: number): string {
  const tens = 10n ** BigInt(places);
  const rounded = (2n * absolute(numerator) * tens + denominator) / (2n * denominator);
  const decimals = places === 0 ? '' : `.${String(rounded % tens).padStart(places, '0')}`;
  return `${numerator < 0n && rounded > 0n ? '-' : ''}${formatCount(rounded / tens)}${decimals}`;
}

/** `3,000,000.00` */
export const formatYuan = (amount: string): string => formatQuotient(fenOf(amount), FEN_PER_YUAN, 2);
/** 万元, rounded once, half up: `300.00` */
export const formatWan = (amount: string): string => formatQuotient(fenOf(amount), FEN_PER_WAN, 2);

/** Growth of `now` over `before` in per cent with one decimal, rounded half up; null when `before` is zero. */
export function formatGrowth(now: bigint, before: bigint): string | null {
  if (before === 0n) return null;
  const permille = (2n * absolute(now - before) * 1000n + absolute(before)) / (2n * absolute(before));
  return `${now < before && permille > 0n ? '−' : '+'}${permille / 10n}.${permille % 10n}%`;
}

export type AmountUnit = 'yuan' | 'wan';
export type AmountFault = 'form' | 'decimals' | 'zero' | 'large';
export type ParsedAmount =
  { readonly ok: true; readonly fen: bigint } | { readonly ok: false; readonly fault: AmountFault };

const MAX_FEN = 999_999_999_999n;
const PLACES: Readonly<Record<AmountUnit, number>> = { yuan: 2, wan: 6 };

/**
 * Parses a typed amount in 元 (two decimals) or 万元 (six decimals, exactly one fen). Accepts commas, spaces and
 * full-width digits.
 */
export function parseAmount(text: string, unit: AmountUnit): ParsedAmount {
  const normalised = text.normalize('NFKC').replaceAll(/[,\s]/g, '');
  const match = /^(\d+)(?:\.(\d*))?$/.exec(normalised);
  if (!match) return { ok: false, fault: 'form' };
  const [, whole = '', decimals = ''] = match;
  const places = PLACES[unit];
  if (decimals.replace(/0+$/, '').length > places) return { ok: false, fault: 'decimals' };
  // Checked before BigInt, whose cost grows with the number of digits.
  if (whole.replace(/^0+/, '').length > 12) return { ok: false, fault: 'large' };
  const fen = BigInt(whole + decimals.slice(0, places).padEnd(places, '0'));
  if (fen === 0n) return { ok: false, fault: 'zero' };
  return fen > MAX_FEN ? { ok: false, fault: 'large' } : { ok: true, fen };
}

/** Fen → the text to type in a unit, without trailing zeros. */
export function amountInput(fen: bigint, unit: AmountUnit): string {
  const places = PLACES[unit];
  const tens = 10n ** BigInt(places);
  const decimals = String(fen % tens)
    .padStart(places, '0')
    .replace(/0+$/, '');
  return `${fen / tens}${decimals === '' ? '' : `.${decimals}`}`;
}

const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const PLACES_IN_GROUP = ['仟', '佰', '拾', ''];
const GROUPS = ['', '万', '亿', '万亿'];

/** An amount in Chinese capital numerals as on a cheque (《支付结算办法》附一): 人民币叁佰万元整. Up to 9,999,999,999.99 yuan. */
export function amountInWords(fen: bigint): string {
  const yuan = fen / FEN_PER_YUAN;
  const jiao = Number((fen / 10n) % 10n);
  const cent = Number(fen % 10n);
  const whole = yuan === 0n ? '' : `${wholeInWords(yuan)}元`;
  if (jiao === 0 && cent === 0) return `人民币${whole === '' ? '零元' : whole}整`;
  const between = jiao === 0 && whole !== '' ? '零' : '';
  return `人民币${whole}${between}${jiao === 0 ? '' : `${DIGITS[jiao]}角`}${cent === 0 ? '整' : `${DIGITS[cent]}分`}`;
}

function wholeInWords(yuan: bigint): string {
  const groups: number[] = [];
  for (let rest = yuan; rest > 0n; rest /= 10_000n) groups.unshift(Number(rest % 10_000n));
  let words = '';
  let skipped = false;
  groups.forEach((group, index) => {
    if (group === 0) return void (skipped = true);
    const zero = words !== '' && (skipped || group < 1000) ? '零' : '';
    words += zero + groupInWords(group) + GROUPS[groups.length - 1 - index];
    skipped = false;
  });
  return words;
}

function groupInWords(group: number): string {
  let words = '';
  let zero = false;
  [...String(group).padStart(4, '0')].forEach((character, place) => {
    const digit = Number(character);
    if (digit === 0) return void (zero = words !== '');
    words += (zero ? '零' : '') + DIGITS[digit] + PLACES_IN_GROUP[place];
    zero = false;
  });
  return words;
}
