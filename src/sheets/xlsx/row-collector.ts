/** Assembles the rows of a sheet from the tags of its part. It must never guess: what has no value for sure is refused. */
import { CELL_MAX_CHARACTERS, IMPORT_MAX_COLUMNS, SHEET_MAX_ROWS_READ } from '../../domain/limits.ts';
import { dayOfSerial, isoDay } from '../../domain/sheet/cell-date.ts';
import { decimalText, timesHundred } from '../decimal-text.ts';
import type { XmlHandler } from '../read-xml.ts';
import { UnreadableError, type ReadCell, type ReadRow } from '../spreadsheet.ts';
import { unescapeCell } from '../xml.ts';
import { TextRuns, type SharedStrings } from './strings.ts';
import { GENERAL, isOn, type CellStyle } from './styles.ts';

export interface Workbook {
  readonly strings: SharedStrings;
  readonly styles: readonly CellStyle[];
  readonly date1904: boolean;
}

/** Lower rows cannot be seen. */
const VISIBLE_POINTS = 2;

export class RowCollector implements XmlHandler {
  /** Complete rows that have not been taken. */
  ready: ReadRow[] = [];
  readonly #workbook: Workbook;
  #n = 0;
  #hidden = false;
  #cells: (ReadCell | undefined)[] = [];
  #column = -1;
  #type = '';
  #style = 0;
  #value = '';
  #inValue = false;
  #hasFormula = false;
  #hasValue = false;
  /** Behind the rows other things have rows and cells, too, such as the anchors of buttons. */
  #ended = false;
  readonly #inline = new TextRuns();

  constructor(workbook: Workbook) {
    this.#workbook = workbook;
  }

  take(): readonly ReadRow[] {
    const taken = this.ready;
    this.ready = [];
    return taken;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (this.#ended) return;
    if (name === 'c') {
      const ref = attributes['r'];
      this.#column = ref === undefined ? this.#column + 1 : columnOf(ref);
      this.#type = attributes['t'] ?? 'n';
      this.#style = Number(attributes['s'] ?? 0);
      this.#value = '';
      this.#inline.clear();
      this.#hasFormula = this.#hasValue = false;
    } else if (name === 'v') {
      this.#inValue = this.#hasValue = true;
    } else if (name === 'f') {
      this.#hasFormula = true;
    } else if (name === 'row') {
      this.#openRow(attributes);
    } else {
      if (name === 't') this.#hasValue = true;
      this.#inline.open(name, attributes);
    }
  }

  #openRow({ r, hidden = '0', ht }: Readonly<Record<string, string>>): void {
    const n = r === undefined ? this.#n + 1 : Number(r);
    if (!(n <= SHEET_MAX_ROWS_READ)) throw new UnreadableError('FILE_TOO_COMPLEX', { rows: SHEET_MAX_ROWS_READ });
    // A row that comes twice would hide the first one.
    if (!Number.isInteger(n) || n <= this.#n) throw new UnreadableError('FILE_BROKEN');
    this.#n = n;
    this.#hidden = isOn(hidden) || (ht !== undefined && Number(ht) < VISIBLE_POINTS);
    this.#cells = [];
    this.#column = -1;
  }

  text(text: string): void {
    if (!this.#inValue) this.#inline.addText(text);
    else if (this.#value.length <= CELL_MAX_CHARACTERS) this.#value += text;
  }

  close(name: string): void {
    if (this.#ended) return;
    if (name === 'sheetData') this.#ended = true;
    else if (name === 'v') this.#inValue = false;
    else if (name === 'c') this.#endCell();
    else if (name === 'row') {
      if (this.#cells.length > 0)
        this.ready.push({ n: this.#n, cells: this.#cells, ...(this.#hidden ? { hidden: true } : {}) });
    } else this.#inline.close(name);
  }

  #endCell(): void {
    const style = this.#workbook.styles[this.#style] ?? GENERAL;
    const cell = this.#cell(style);
    if (cell === undefined || (cell.kind !== 'formula' && cell.text.trim() === '')) return;
    if (this.#column >= IMPORT_MAX_COLUMNS) throw new UnreadableError('TOO_MANY_COLUMNS', { max: IMPORT_MAX_COLUMNS });
    while (this.#cells.length < this.#column) this.#cells.push(undefined);
    // A cell that comes twice would hide the first one.
    if (this.#column < 0 || this.#cells[this.#column] !== undefined) throw new UnreadableError('FILE_BROKEN');
    const more = {
      ...(this.#isStruck(style) ? { struck: true as const } : {}),
      ...(this.#hasFormula && cell.kind !== 'formula' ? { computed: true as const } : {}),
    };
    this.#cells[this.#column] = { ...cell, ...more };
  }

  #isStruck({ struck }: CellStyle): boolean {
    if (this.#type === 's') {
      const own = this.#workbook.strings.struck.get(Number(this.#value));
      return own === undefined ? struck : struck ? own.inStruckCell : own.inOther;
    }
    return this.#inline.text === '' ? struck : this.#inline.isStruck(struck);
  }

  #cell(style: CellStyle): ReadCell | undefined {
    if (this.#hasFormula && !this.#hasValue && this.#type !== 'str') return { text: '', kind: 'formula' };
    const value = this.#value.slice(0, CELL_MAX_CHARACTERS + 1);
    switch (this.#type) {
      case 's':
        return value === '' ? undefined : { text: this.#sharedString(value), kind: 'text' };
      case 'b':
        return value === '' ? undefined : { text: isOn(value.toLowerCase()) ? 'TRUE' : 'FALSE', kind: 'yesNo' };
      case 'e':
        return { text: value, kind: 'error' };
      case 'd': {
        const day = isoDay(value.trim());
        return day === null ? { text: value, kind: 'text' } : { text: day, kind: 'date' };
      }
      case 'n':
        return this.#number(value, style);
      default: {
        const text = this.#inline.text === '' ? value : this.#inline.text;
        return { text: unescapeCell(text.slice(0, CELL_MAX_CHARACTERS + 1)), kind: 'text' };
      }
    }
  }

  #sharedString(value: string): string {
    const text = this.#workbook.strings.texts[Number(value)];
    if (text === undefined) throw new UnreadableError('FILE_BROKEN');
    return text;
  }

  #number(value: string, { format, code, show, monthOnly }: CellStyle): ReadCell | undefined {
    const decimal = decimalText(value);
    if (decimal === null) {
      if (value.trim() !== '') return { text: value, kind: 'text' };
      // Programs that do not calculate write formulas with an empty value.
      return this.#hasFormula ? { text: '', kind: 'formula' } : undefined;
    }
    if (format === 'date') {
      const day = dayOfSerial(decimal, this.#workbook.date1904);
      // Of a month that was typed programs make its first day.
      const isMonth = monthOnly === true && day?.endsWith('-01') === true;
      if (day !== null) return { text: day, kind: 'date', ...(isMonth ? { shown: day.slice(0, 7) } : {}) };
    }
    if (format === 'time') return { text: timeOfSerial(decimal), kind: 'date' };
    const shown = show?.(decimal);
    const more = { ...(shown === undefined ? {} : { shown }), ...(code === undefined ? {} : { format: code }) };
    return format === 'percent'
      ? { text: `${timesHundred(decimal)}%`, kind: 'percent', ...more }
      : { text: decimal, kind: 'number', ...more };
  }
}

/** The time of day of a serial number, HH:MM. */
function timeOfSerial(decimal: string): string {
  const minutes = Math.floor((Number(decimal) % 1) * 1440 + 0.000_01);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** Column index from 0 of an A1 reference: `BC12` → 54. Negative if there is none. */
function columnOf(ref: string): number {
  let index = 0;
  for (let at = 0; at < ref.length && index <= IMPORT_MAX_COLUMNS; at += 1) {
    const letter = ref.charCodeAt(at) & ~32;
    if (letter < 65 || letter > 90) {
      // $A$1
      if (ref[at] === '$' && index === 0) continue;
      break;
    }
    index = index * 26 + letter - 64;
  }
  return index - 1;
}
