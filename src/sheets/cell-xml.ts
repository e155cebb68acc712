/**
 * A cell of a worksheet as XML. A number that a double cannot hold exactly is written as text, so that no digit is
 * lost.
 */
import { neutralise } from '../domain/sheet/formula-text.ts';
import { daysBetween, parseDay } from '../domain/values/day.ts';
import { shanghaiMs } from './wall-clock.ts';
import { escapeCell } from './xml.ts';
import type { Kind, Value } from './table.ts';

/** Spreadsheet programs store numbers as doubles, which hold this many decimal digits exactly. */
const EXACT_DIGITS = 15;
const CELL_MAX_CHARACTERS = 32_767;
const DECIMAL = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$/;
/** The 1900 date system contains a 29 February 1900, which did not exist; programs disagree about earlier days. */
const FIRST_SAFE_DAY = '1900-03-01';
const DAY_ZERO = '1899-12-30';
const DAYS_BEFORE_1970 = 25_569;

/**
 * @param ref A1 reference of the cell
 * @param style index in styles.ts
 * @param writeEmpty whether an empty cell is written; it is needed if its style differs from that of its column
 */
export function cellXml(ref: string, kind: Kind, style: number, value: Value, writeEmpty: boolean): string {
  if (value === null || value === '') return writeEmpty ? `<c r="${ref}" s="${style}"/>` : '';
  const text = typeof value === 'string' ? value : String(value);
  const number = numberOf(kind, text);
  if (number !== null) return `<c r="${ref}" s="${style}"><v>${number}</v></c>`;
  return textXml(ref, style, text);
}

/** A text cell; text that begins like a formula is neutralised, text that is too long is cut. */
export function textXml(ref: string, style: number, text: string): string {
  const safe = neutralise(text);
  const cut = safe.length > CELL_MAX_CHARACTERS ? safe.slice(0, CELL_MAX_CHARACTERS) : safe;
  return `<c r="${ref}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeCell(cut)}</t></is></c>`;
}

/** The number that is stored for a value (a serial number for days and instants); null if it is stored as text. */
function numberOf(kind: Kind, text: string): string | null {
  switch (kind) {
    case 'text':
    case 'code':
      return null;
    case 'day':
      return serialOfDay(text);
    case 'instant':
      return serialOfInstant(text);
    default:
      return DECIMAL.test(text) && fitsDouble(text) ? text : null;
  }
}

function fitsDouble(decimal: string): boolean {
  if (decimal.length <= EXACT_DIGITS) return true;
  const digits = decimal.replace(/[-.]/g, '').replace(/^0+/, '');
  return (decimal.includes('.') ? digits.replace(/0+$/, '') : digits).length <= EXACT_DIGITS;
}

/** Cache: the same days occur in many rows. */
const serials = new Map<string, string | null>();
const SERIALS_MAX = 20_000;

function serialOfDay(text: string): string | null {
  const cached = serials.get(text);
  if (cached !== undefined) return cached;
  if (serials.size >= SERIALS_MAX) serials.clear();
  const day = parseDay(text);
  const serial = day === null || day < FIRST_SAFE_DAY ? null : String(daysBetween(DAY_ZERO, day));
  if (text.length <= 10) serials.set(text, serial);
  return serial;
}

/** Serial number of the local time in Shanghai: spreadsheets have no time zones. */
function serialOfInstant(text: string): string | null {
  const ms = shanghaiMs(text);
  return ms === null || text < FIRST_SAFE_DAY ? null : (Math.floor(ms / 1000) / 86_400 + DAYS_BEFORE_1970).toFixed(8);
}
