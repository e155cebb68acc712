import { neutralise } from '../domain/sheet/formula-text.ts';
import { daysBetween, parseDay } from '../domain/values/day.ts';
import { shanghaiMs } from './wall-clock.ts';
import { escapeCell } from './xml.ts';
import type { Kind, Value } from './table.ts';

/** Spreadsheet programs keep numbers as doubles: of more digits than these some would be lost. */
const EXACT_DIGITS = 15;
const CELL_MAX_CHARACTERS = 32_767;
const DECIMAL = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$/;
/** Day 60 of the 1900 system is a 29 February that never was; before 1900-03-01 programs disagree. */
const FIRST_SAFE_DAY = '1900-03-01';
const DAY_ZERO = '1899-12-30';
const DAYS_BEFORE_1970 = 25_569;

/** A cell at `place` (A1) in the look `style`; nothing at all when it is empty and has the look of its column anyway. */
export function cellXml(place: string, kind: Kind, style: number, value: Value, keepEmpty: boolean): string {
  if (value === null || value === '') return keepEmpty ? `<c r="${place}" s="${style}"/>` : '';
  const text = typeof value === 'string' ? value : String(value);
  const number = numberOf(kind, text);
  if (number !== null) return `<c r="${place}" s="${style}"><v>${number}</v></c>`;
  return textXml(place, style, text);
}

/** A text, which no program takes for a formula. */
export function textXml(place: string, style: number, text: string): string {
  const safe = neutralise(text);
  const fitting = safe.length > CELL_MAX_CHARACTERS ? safe.slice(0, CELL_MAX_CHARACTERS) : safe;
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeCell(fitting)}</t></is></c>`;
}

/** What stands in the cell when it is a number; null when it is text. */
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

/** The same days come over and over. */
const serials = new Map<string, string | null>();
const SERIALS_MAX = 20_000;

function serialOfDay(text: string): string | null {
  const known = serials.get(text);
  if (known !== undefined) return known;
  if (serials.size >= SERIALS_MAX) serials.clear();
  const day = parseDay(text);
  const serial = day === null || day < FIRST_SAFE_DAY ? null : String(daysBetween(DAY_ZERO, day));
  if (text.length <= 10) serials.set(text, serial);
  return serial;
}

/** The clock on a wall in Shanghai, for spreadsheets know no time zones. */
function serialOfInstant(text: string): string | null {
  const ms = shanghaiMs(text);
  return ms === null || text < FIRST_SAFE_DAY ? null : (Math.floor(ms / 1000) / 86_400 + DAYS_BEFORE_1970).toFixed(8);
}
