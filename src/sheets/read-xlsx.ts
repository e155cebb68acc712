/**
 * Reads Excel workbooks row by row, with our own code because uploads are hostile: memory must stay bounded, and
 * neither macros, links nor formulas are followed.
 */
import { dayOfSerial } from '../domain/sheet/cell-date.ts';
import {
  CELL_MAX_CHARACTERS,
  IMPORT_MAX_COLUMNS,
  SHARED_STRINGS_MAX,
  SHARED_STRINGS_MAX_CHARACTERS,
  SHEET_MAX_ROWS_READ,
} from '../domain/limits.ts';
import type { ImportCode } from '../domain/sheet/import-codes.ts';
import { readMerges } from './read-merges.ts';
import { decimalText, timesHundred } from './decimal-text.ts';
import { formatOf, type Format } from './number-format.ts';
import { readWhole, readXml, type XmlHandler } from './read-xml.ts';
import { openZip, type Zip } from './read-zip.ts';
import {
  ROWS_PER_BATCH,
  UnreadableError,
  type ReadCell,
  type ReadRow,
  type SheetName,
  type Spreadsheet,
} from './spreadsheet.ts';
import { unescapeCell } from './xml.ts';

interface Workbook {
  readonly strings: readonly string[];
  readonly formats: readonly Format[];
  readonly date1904: boolean;
}

/**
 * Opens an Office Open XML workbook (ECMA-376).
 * @throws UnreadableError if it is not a workbook, is damaged, or is too large when unpacked
 */
export async function openXlsx(bytes: Buffer): Promise<Spreadsheet> {
  const zip = await openZip(bytes);
  if (!zip.has('xl/workbook.xml'))
    throw new UnreadableError(zip.has('encryptedpackage') ? 'FILE_OLD_OR_LOCKED' : 'FILE_KIND');
  const { sheets, date1904 } = await readSheetNames(zip);
  const workbook: Workbook = { strings: await readStrings(zip), formats: await readFormats(zip), date1904 };
  const notices: ImportCode[] = [
    ...(zip.has('xl/vbaProject.bin') ? ['MACROS_IGNORED' as const] : []),
    ...(zip.names().some((name) => name.startsWith('xl/externallinks/')) ? ['LINKS_IGNORED' as const] : []),
  ];
  let share = 0;
  return {
    sheets: sheets.map(({ name, hidden }) => ({ name, hidden })),
    date1904,
    notices,
    share: () => share,
    async merges(name) {
      const sheet = sheets.find((one) => one.name === name);
      return sheet === undefined ? [] : readMerges(await zip.open(sheet.part));
    },
    async *rows(name) {
      const sheet = sheets.find((one) => one.name === name);
      if (sheet === undefined) throw new UnreadableError('FILE_BROKEN');
      share = 0;
      const rows = new RowCollector(workbook);
      for await (const _ of readXml(
        await zip.open(sheet.part, (read) => {
          share = read;
        }),
        rows,
      )) {
        if (rows.ready.length >= ROWS_PER_BATCH) yield rows.take();
      }
      if (rows.ready.length > 0) yield rows.take();
    },
  };
}

async function readSheetNames(zip: Zip): Promise<{ sheets: (SheetName & { part: string })[]; date1904: boolean }> {
  const targets = new Map<string, string>();
  await readWhole(await zip.open('xl/_rels/workbook.xml.rels'), {
    open(name, { Id = '', Target = '' }) {
      if (name === 'Relationship')
        targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target.replace(/^\.\//, '')}`);
    },
  });
  const sheets: (SheetName & { part: string })[] = [];
  let date1904 = false;
  await readWhole(await zip.open('xl/workbook.xml'), {
    open(tag, attributes) {
      if (tag === 'workbookPr') date1904 = ['1', 'true', 'on'].includes(attributes['date1904'] ?? '');
      if (tag !== 'sheet') return;
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
      const part = targets.get(id) ?? '';
      // Chart sheets have no rows.
      if (/worksheets\//i.test(part))
        sheets.push({
          name: attributes['name'] ?? '',
          hidden: ['hidden', 'veryHidden'].includes(attributes['state'] ?? ''),
          part,
        });
    },
  });
  return { sheets, date1904 };
}

async function readStrings(zip: Zip): Promise<string[]> {
  const strings: string[] = [];
  if (!zip.has('xl/sharedStrings.xml')) return strings;
  let [text, taking, phonetic, characters] = ['', false, 0, 0];
  await readWhole(await zip.open('xl/sharedStrings.xml'), {
    open(name) {
      if (name === 'si') text = '';
      else if (name === 't') taking = phonetic === 0;
      else if (name === 'rPh') phonetic += 1;
    },
    text(more) {
      if (taking && text.length <= CELL_MAX_CHARACTERS) text += more;
    },
    close(name) {
      if (name === 't') taking = false;
      else if (name === 'rPh') phonetic -= 1;
      else if (name === 'si') {
        strings.push(unescapeCell(text.slice(0, CELL_MAX_CHARACTERS + 1)));
        characters += text.length;
        if (strings.length > SHARED_STRINGS_MAX)
          throw new UnreadableError('FILE_TOO_COMPLEX', { texts: SHARED_STRINGS_MAX });
        if (characters > SHARED_STRINGS_MAX_CHARACTERS)
          throw new UnreadableError('FILE_TOO_COMPLEX', { characters: SHARED_STRINGS_MAX_CHARACTERS });
      }
    },
  });
  return strings;
}

async function readFormats(zip: Zip): Promise<Format[]> {
  const formats: Format[] = [];
  if (!zip.has('xl/styles.xml')) return formats;
  const codes = new Map<number, string>();
  let inCells = false;
  await readWhole(await zip.open('xl/styles.xml'), {
    open(name, attributes) {
      if (name === 'numFmt') codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
      else if (name === 'cellXfs') inCells = true;
      else if (name === 'xf' && inCells && formats.length < 100_000) {
        const id = Number(attributes['numFmtId'] ?? 0);
        formats.push(formatOf(id, codes.get(id)));
      }
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return formats;
}

/** Assembles rows from the tags of a sheet. */
class RowCollector implements XmlHandler {
  /** Complete rows that have not been taken. */
  ready: ReadRow[] = [];
  readonly #workbook: Workbook;
  #n = 0;
  #cells: (ReadCell | undefined)[] = [];
  #column = -1;
  #type = '';
  #style = 0;
  #value = '';
  #inValue = false;
  #hasFormula = false;
  #hasValue = false;

  constructor(workbook: Workbook) {
    this.#workbook = workbook;
  }

  take(): readonly ReadRow[] {
    const taken = this.ready;
    this.ready = [];
    return taken;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'c') {
      const ref = attributes['r'];
      this.#column = ref === undefined ? this.#column + 1 : columnOf(ref);
      this.#type = attributes['t'] ?? 'n';
      this.#style = Number(attributes['s'] ?? 0);
      this.#value = '';
      this.#hasFormula = this.#hasValue = false;
    } else if (name === 'v' || name === 't') {
      this.#inValue = this.#hasValue = true;
    } else if (name === 'f') {
      this.#hasFormula = true;
    } else if (name === 'row') {
      this.#n = attributes['r'] === undefined ? this.#n + 1 : Number(attributes['r']);
      if (!(this.#n <= SHEET_MAX_ROWS_READ))
        throw new UnreadableError('FILE_TOO_COMPLEX', { rows: SHEET_MAX_ROWS_READ });
      this.#cells = [];
      this.#column = -1;
    }
  }

  text(text: string): void {
    if (this.#inValue && this.#value.length <= CELL_MAX_CHARACTERS) this.#value += text;
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.#inValue = false;
    else if (name === 'c') this.#endCell();
    else if (name === 'row' && this.#cells.length > 0) this.ready.push({ n: this.#n, cells: this.#cells });
  }

  #endCell(): void {
    const cell = this.#cell();
    if (cell === undefined || (cell.text === '' && cell.kind !== 'formula')) return;
    if (this.#column >= IMPORT_MAX_COLUMNS) throw new UnreadableError('TOO_MANY_COLUMNS', { max: IMPORT_MAX_COLUMNS });
    while (this.#cells.length < this.#column) this.#cells.push(undefined);
    this.#cells[this.#column] = cell;
  }

  #cell(): ReadCell | undefined {
    if (!this.#hasValue) return this.#hasFormula ? { text: '', kind: 'formula' } : undefined;
    const value = this.#value.slice(0, CELL_MAX_CHARACTERS + 1);
    if (this.#type === 's') return { text: this.#workbook.strings[Number(value)] ?? '', kind: 'text' };
    if (this.#type === 'b') return { text: value === '1' ? 'TRUE' : 'FALSE', kind: 'yesNo' };
    if (this.#type === 'e') return { text: value, kind: 'error' };
    if (this.#type === 'd') return { text: value.slice(0, 10), kind: 'date' };
    if (this.#type !== 'n') return { text: unescapeCell(value), kind: 'text' };
    const decimal = decimalText(value);
    if (decimal === null) return value.trim() === '' ? undefined : { text: value, kind: 'text' };
    const format = this.#workbook.formats[this.#style] ?? 'number';
    if (format === 'percent') return { text: `${timesHundred(decimal)}%`, kind: 'percent' };
    const day = format === 'date' ? dayOfSerial(decimal, this.#workbook.date1904) : null;
    return day === null ? { text: decimal, kind: 'number' } : { text: day, kind: 'date' };
  }
}

/** Column index from 0 of an A1 reference: `BC12` → 54 */
function columnOf(ref: string): number {
  let index = 0;
  for (let at = 0; at < ref.length; at += 1) {
    const letter = ref.charCodeAt(at) - 64;
    if (letter < 1 || letter > 26) break;
    index = index * 26 + letter;
  }
  return index - 1;
}
