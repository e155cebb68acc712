/**
 * Shows a number as its number format does (ECMA-376 part 1, 18.8.31), where that changes more than grouping and
 * decimals. Formats of dates are none of its business; what it cannot show exactly (fractions, exponents, Chinese
 * numerals) it leaves alone.
 */
import { FORMAT_CODE_MAX_CHARACTERS } from '../../domain/limits.ts';
import { withoutFinalZeros } from '../../domain/values/text.ts';

/** The text that is shown for a decimal number without an exponent; undefined where it is the number itself. */
export type Show = (decimal: string) => string | undefined;

type Token =
  | { readonly kind: 'digit'; readonly pad: string }
  | { readonly kind: 'literal'; readonly text: string }
  /** The number without a format. */
  | { readonly kind: 'general' };

interface Section {
  readonly condition: { readonly sign: string; readonly bound: number } | null;
  readonly whole: readonly Token[];
  readonly decimals: readonly Token[];
  readonly hasPoint: boolean;
  readonly grouped: boolean;
  /** By how many decimal places the number is moved: two up for each per cent sign, three down for each comma. */
  readonly shift: number;
}

/** @returns null for a format that never changes more than grouping and decimals, or that cannot be shown */
export function showerOf(code: string): Show | null {
  const sections: Section[] = [];
  for (const text of sectionsOf(code.slice(0, FORMAT_CODE_MAX_CHARACTERS))) {
    const section = parseSection(text);
    if (section === null) return null;
    sections.push(section);
  }
  if (!sections.some(changesMore)) return null;
  return (decimal) => {
    const { section, signed } = sectionFor(sections, Number(decimal));
    return show(section, decimal, signed);
  };
}

/** One part at a time: a quoted text, an escaped character, a filler, brackets, or any single character. */
const PART = /"([^"]*)"?|[\\!]([^])|[_*][^]|\[([^\]]*)\]?|general|e[+-]|[^]/giu;

/** The sections of a format: positive; negative; zero; text. */
function sectionsOf(code: string): string[] {
  const sections = [''];
  for (const [part] of code.matchAll(PART)) {
    if (part === ';') sections.push('');
    else sections[sections.length - 1] += part;
  }
  return sections.slice(0, 3);
}

const CONDITION = /^(<=|>=|<>|<|>|=)(-?[0-9]+(?:\.[0-9]+)?)$/;
const DIGITS: Readonly<Record<string, string>> = { '0': '0', '#': '', '?': '' };

/** Fractions, exponents, and numerals of other scripts. */
const NOT_SHOWN = /^(?:\/|e[+-]|\[(?:dbnum|natnum))/i;

/** Null for what cannot be shown. */
function parseSection(text: string): Section | null {
  const [whole, decimals]: [Token[], Token[]] = [[], []];
  let [hasPoint, grouped, shift, commas] = [false, false, 0, 0];
  let condition: Section['condition'] = null;
  const literal = (shown: string): void => void (hasPoint ? decimals : whole).push({ kind: 'literal', text: shown });
  for (const [part, quoted, escaped, bracketed] of text.matchAll(PART)) {
    if (NOT_SHOWN.test(part)) return null;
    const given = quoted ?? escaped;
    if (given !== undefined) literal(given);
    else if (bracketed !== undefined) {
      const match = CONDITION.exec(bracketed);
      if (match) condition = { sign: match[1]!, bound: Number(match[2]) };
      // A currency: [$¥-804]. The others are colours and languages.
      else if (bracketed.startsWith('$')) literal(bracketed.slice(1).split('-')[0]!);
    } else if (part in DIGITS) {
      // A comma between digits groups them; one behind the last digit scales the number.
      if (commas > 0) grouped = true;
      commas = 0;
      (hasPoint ? decimals : whole).push({ kind: 'digit', pad: DIGITS[part]! });
    } else if (part === ',') commas += 1;
    else if (part === '.' && !hasPoint) {
      shift -= commas * 3;
      commas = 0;
      hasPoint = true;
    } else if (part === '@' || part.toLowerCase() === 'general') whole.push({ kind: 'general' });
    else if (part.startsWith('_')) literal(' ');
    else if (!part.startsWith('*')) {
      if (part === '%') shift += 2;
      literal(part);
    }
  }
  return { condition, whole, decimals, hasPoint, grouped, shift: shift - commas * 3 };
}

/** Signs and blanks do not change a number. */
const isPlain = (text: string): boolean => /^[-+%\s]*$/.test(text);

function changesMore({ whole, decimals, shift }: Section): boolean {
  const zeros = whole.filter((token) => token.kind === 'digit' && token.pad === '0').length;
  const words = [...whole, ...decimals].some((token) => token.kind === 'literal' && !isPlain(token.text));
  const hides = [...whole, ...decimals].every(({ kind }) => kind === 'literal');
  return zeros > 1 || words || shift < 0 || hides;
}

const HOLDS: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '<=': (value, bound) => value <= bound,
  '>=': (value, bound) => value >= bound,
  '<>': (value, bound) => value !== bound,
  '<': (value, bound) => value < bound,
  '>': (value, bound) => value > bound,
  '=': (value, bound) => value === bound,
};

/** `signed`: a negative number keeps its sign. */
function sectionFor(sections: readonly Section[], value: number): { section: Section; signed: boolean } {
  if (sections.some(({ condition }) => condition !== null)) {
    const fits = sections.find(({ condition }) => condition === null || HOLDS[condition.sign]!(value, condition.bound));
    return { section: fits ?? sections.at(-1)!, signed: true };
  }
  if (sections.length === 1 || value > 0) return { section: sections[0]!, signed: sections.length === 1 };
  if (value < 0) return { section: sections[1]!, signed: false };
  return { section: sections[2] ?? sections[0]!, signed: false };
}

function show(section: Section, decimal: string, signed: boolean): string | undefined {
  const negative = decimal.startsWith('-');
  const places = section.decimals.filter(({ kind }) => kind === 'digit').length;
  const plain = decimal.replace('-', '');
  const [whole, decimals] = rounded(plain, section.shift, places);
  const changed = { yes: section.shift < 0 && !/^0*$/.test(plain.replace('.', '')) };
  const text =
    wholeText(section, plain, whole, changed) +
    (section.hasPoint ? '.' : '') +
    decimalsText(section, decimals, changed);
  return changed.yes ? (negative && signed ? `-${text.trim()}` : text.trim()) : undefined;
}

/** The digits before and behind the point of a positive number, moved by `shift` places and rounded half up. */
function rounded(decimal: string, shift: number, places: number): [string, string] {
  const [whole = '', rest = ''] = decimal.split('.');
  const move = shift + places;
  const digits = whole + rest.padEnd(Math.max(move, 0), '0');
  const point = whole.length + move;
  const kept = point <= 0 ? '0' : digits.slice(0, point);
  const up = point >= 0 && (digits[point] ?? '0') >= '5';
  const all = (BigInt(kept) + (up ? 1n : 0n)).toString().padStart(places + 1, '0');
  return [all.slice(0, all.length - places).replace(/^0+/, ''), all.slice(all.length - places)];
}

interface Changed {
  yes: boolean;
}

/** Digits take the places from the right; the first place takes all that are left. */
function wholeText({ whole, grouped }: Section, plain: string, digits: string, changed: Changed): string {
  const first = whole.findIndex(({ kind }) => kind === 'digit');
  let [text, left, taken] = ['', digits, 0];
  const put = (digit: string): void => {
    if (grouped && taken > 0 && taken % 3 === 0) text = `,${text}`;
    text = digit + text;
    taken += 1;
  };
  for (let at = whole.length - 1; at >= 0; at -= 1) {
    const token = whole[at]!;
    if (token.kind === 'literal') {
      // Text between places is shown only when there are digits before it.
      if (at > first && first >= 0 && left === '' && !hasZeroBefore(whole, at)) continue;
      text = token.text + text;
      changed.yes ||= !isPlain(token.text);
      continue;
    }
    if (token.kind === 'general') {
      text = plain + text;
      continue;
    }
    if (left === '') {
      if (token.pad === '') continue;
      changed.yes ||= taken > 0;
      put('0');
    } else {
      put(left.slice(-1));
      left = left.slice(0, -1);
    }
    if (at === first) for (; left !== ''; left = left.slice(0, -1)) put(left.slice(-1));
  }
  changed.yes ||= whole.every(({ kind }) => kind === 'literal');
  return text;
}

const hasZeroBefore = (tokens: readonly Token[], at: number): boolean =>
  tokens.slice(0, at).some((token) => token.kind === 'digit' && token.pad === '0');

function decimalsText({ decimals }: Section, digits: string, changed: Changed): string {
  const needed = withoutFinalZeros(digits).length;
  let [text, at] = ['', 0];
  for (const token of decimals) {
    if (token.kind === 'literal') {
      text += token.text;
      changed.yes ||= !isPlain(token.text);
    } else {
      if (token.kind === 'digit' && (at < needed || token.pad === '0')) text += digits[at] ?? '0';
      at += 1;
    }
  }
  return text;
}
