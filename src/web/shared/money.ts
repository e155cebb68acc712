/** Money on the screen. Reckoned in whole fen as `bigint`, like everywhere: no float ever holds an amount. */

const FEN_PER_YUAN = 100n;
const FEN_PER_WAN = 1_000_000n;

/** Fen of an amount as the API writes it, `"3000000.00"`. */
export function fenOf(amount: string): bigint {
  const [whole = '0', decimals = ''] = amount.replace('-', '').split('.');
  const fen = BigInt(whole + decimals.padEnd(2, '0').slice(0, 2));
  return amount.startsWith('-') ? -fen : fen;
}

/** Fen → an amount as the API takes it. */
export function amountOf(fen: bigint): string {
  return `${fen / FEN_PER_YUAN}.${String(fen % FEN_PER_YUAN).padStart(2, '0')}`;
}

export const magnitude = (fen: bigint): bigint => (fen < 0n ? -fen : fen);

/** A count with separators: `12,345` */
export const inGroups = (count: number | bigint): string => String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',');

/** A quotient with so many places and separators, rounded once, half up. */
export function quotient(numerator: bigint, denominator: bigint, places: number): string {
  const tens = 10n ** BigInt(places);
  const rounded = (2n * magnitude(numerator) * tens + denominator) / (2n * denominator);
  const decimals = places === 0 ? '' : `.${String(rounded % tens).padStart(places, '0')}`;
  return `${numerator < 0n && rounded > 0n ? '-' : ''}${inGroups(rounded / tens)}${decimals}`;
}

/** `3,000,000.00` */
export const inYuan = (amount: string): string => quotient(fenOf(amount), FEN_PER_YUAN, 2);
/** 万元, rounded once, half up: `300.00` */
export const inWan = (amount: string): string => quotient(fenOf(amount), FEN_PER_WAN, 2);

/** Growth of `now` over `before` in per cent, one place, half up; null where there is nothing to compare with. */
export function growth(now: bigint, before: bigint): string | null {
  if (before === 0n) return null;
  const permille = (2n * magnitude(now - before) * 1000n + magnitude(before)) / (2n * magnitude(before));
  return `${now < before && permille > 0n ? '−' : '+'}${permille / 10n}.${permille % 10n}%`;
}

export type AmountUnit = 'yuan' | 'wan';
export type TypedFault = 'form' | 'decimals' | 'zero' | 'large';
export type TypedAmount =
  { readonly ok: true; readonly fen: bigint } | { readonly ok: false; readonly fault: TypedFault };

const MAX_FEN = 999_999_999_999n;
const PLACES: Readonly<Record<AmountUnit, number>> = { yuan: 2, wan: 6 };

/** What a person types into a field of 元 (two places) or 万元 (six: exactly one fen). Commas, spaces and full-width digits are theirs to use. */
export function readTyped(text: string, unit: AmountUnit): TypedAmount {
  const plain = text.normalize('NFKC').replaceAll(/[,\s]/g, '');
  const match = /^(\d+)(?:\.(\d*))?$/.exec(plain);
  if (!match) return { ok: false, fault: 'form' };
  const [, whole = '', decimals = ''] = match;
  const places = PLACES[unit];
  if (decimals.replace(/0+$/, '').length > places) return { ok: false, fault: 'decimals' };
  // Before BigInt, whose cost grows with the digits.
  if (whole.replace(/^0+/, '').length > 12) return { ok: false, fault: 'large' };
  const fen = BigInt(whole + decimals.slice(0, places).padEnd(places, '0'));
  if (fen === 0n) return { ok: false, fault: 'zero' };
  return fen > MAX_FEN ? { ok: false, fault: 'large' } : { ok: true, fen };
}

/** The same sum, as it is typed in the other unit. */
export function typedIn(fen: bigint, unit: AmountUnit): string {
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

/** The sum in words as on a cheque (《支付结算办法》附一): 人民币叁佰万元整. Up to 9,999,999,999.99 yuan. */
export function inWords(fen: bigint): string {
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
