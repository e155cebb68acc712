/** Reads Chinese numerals (三百零五, 壹佰贰拾万). What is no complete numeral, such as 三百五, is not read. */
const DIGITS: Readonly<Record<string, number>> = Object.fromEntries(
  ['零〇○', '一壹', '二贰貳两', '三叁參', '四肆', '五伍', '六陆陸', '七柒', '八捌', '九玖'].flatMap(
    (characters, value) => [...characters].map((character) => [character, value]),
  ),
);
const PLACES: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000 };
const MYRIADS: Readonly<Record<string, bigint>> = { 万: 10_000n, 萬: 10_000n, 亿: 100_000_000n, 億: 100_000_000n };

export const NUMERALS = `[${Object.keys({ ...DIGITS, ...PLACES, ...MYRIADS }).join('')}]`;
const MAX_CHARACTERS = 40;

/** The number of a numeral with places; null if it is none. */
export function chineseNumber(text: string): bigint | null {
  if (text === '' || text.length > MAX_CHARACTERS) return null;
  let total = 0n;
  let rest = text;
  for (const myriad of ['亿億', '万萬']) {
    const at = [...myriad].map((character) => rest.indexOf(character)).find((index) => index >= 0);
    if (at === undefined) continue;
    const count = belowMyriad(rest.slice(0, at));
    if (count === null || count === 0) return null;
    total += BigInt(count) * MYRIADS[rest[at]!]!;
    rest = rest.slice(at + 1);
    // 三万五 is 35,000 in speech.
    if (rest.length === 1) return null;
  }
  const below = rest === '' && total > 0n ? 0 : belowMyriad(rest);
  return below === null ? null : total + BigInt(below);
}

/** A numeral below ten thousand. */
function belowMyriad(text: string): number | null {
  let [sum, digit, place, zero] = [0, null as number | null, 10_000, false];
  for (const [index, character] of [...text].entries()) {
    const value = DIGITS[character];
    if (value === 0) {
      if (digit !== null) return null;
      zero = true;
    } else if (value !== undefined) {
      if (digit !== null) return null;
      digit = value;
    } else {
      const next = PLACES[character];
      if (next === undefined || next >= place) return null;
      // 十五 is 15.
      if (digit === null && !(next === 10 && index === 0)) return null;
      sum += (digit ?? 1) * next;
      [digit, place, zero] = [null, next, false];
    }
  }
  if (digit === null) return text === '' ? null : sum;
  // 三百五 is 350 in speech.
  return place === 10_000 || place === 10 || zero ? sum + digit : null;
}

/** The digits of a text in which each numeral is one digit (二〇二四 → 2024); other characters stay. */
export const chineseDigits = (text: string): string =>
  text.replace(/[零〇○一二三四五六七八九]/g, (character) => String(DIGITS[character]));
