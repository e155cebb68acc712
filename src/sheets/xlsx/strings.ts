/** Reads the texts of cells: the shared strings of a workbook, and texts in parts. Phonetic runs are no part of a text. */
import { CELL_MAX_CHARACTERS, SHARED_STRINGS_MAX, SHARED_STRINGS_MAX_CHARACTERS } from '../../domain/limits.ts';
import { readWhole } from '../read-xml.ts';
import type { Zip } from '../read-zip.ts';
import { UnreadableError } from '../spreadsheet.ts';
import { unescapeCell } from '../xml.ts';
import { isOn } from './styles.ts';

/** Collects a text from its runs (<r>) while their tags are read. */
export class TextRuns {
  /** One character more than a cell may have, so that the check of its length fails. */
  text = '';
  /** How a run with visible text and properties of its own is struck: null when there is no such run. */
  struck: boolean | null = null;
  /** A visible text without properties of its own looks as its cell does. */
  hasUnformatted = false;
  #phonetic = 0;
  #taking = false;
  #properties: { struck: boolean } | null = null;

  clear(): void {
    this.text = '';
    this.struck = null;
    this.hasUnformatted = false;
    this.#phonetic = 0;
    this.#taking = false;
    this.#properties = null;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 't') this.#taking = this.#phonetic === 0;
    else if (name === 'rPh') this.#phonetic += 1;
    else if (name === 'r') this.#properties = null;
    else if (name === 'rPr') this.#properties = { struck: false };
    else if (name === 'strike' && this.#properties) this.#properties.struck = isOn(attributes['val'] ?? '1');
  }

  addText(more: string): void {
    if (!this.#taking) return;
    if (this.text.length <= CELL_MAX_CHARACTERS) this.text += more;
    if (more.trim() === '') return;
    if (this.#properties === null) this.hasUnformatted = true;
    else this.struck = (this.struck ?? false) || this.#properties.struck;
  }

  close(name: string): void {
    if (name === 't') this.#taking = false;
    else if (name === 'rPh') this.#phonetic -= 1;
    else if (name === 'r') this.#properties = null;
  }

  /** Whether any of the text is struck through in a cell of this font. */
  isStruck(font: boolean): boolean {
    return this.struck === true || (font && (this.struck === null || this.hasUnformatted));
  }
}

export interface SharedStrings {
  readonly texts: readonly string[];
  /** By index, for those texts that have fonts of their own: whether some of it is struck, or all that decides is the cell. */
  readonly struck: ReadonlyMap<number, { readonly inStruckCell: boolean; readonly inOther: boolean }>;
}

/** @param part null for a workbook without shared strings */
export async function readStrings(zip: Zip, part: string | null): Promise<SharedStrings> {
  const texts: string[] = [];
  const struck = new Map<number, { inStruckCell: boolean; inOther: boolean }>();
  if (part === null) return { texts, struck };
  const runs = new TextRuns();
  let characters = 0;
  await readWhole(await zip.open(part), {
    open(name, attributes) {
      if (name === 'si') runs.clear();
      else runs.open(name, attributes);
    },
    text: (more) => runs.addText(more),
    close(name) {
      if (name !== 'si') return runs.close(name);
      if (runs.struck !== null)
        struck.set(texts.length, { inStruckCell: runs.isStruck(true), inOther: runs.isStruck(false) });
      texts.push(unescapeCell(runs.text.slice(0, CELL_MAX_CHARACTERS + 1)));
      characters += runs.text.length;
      if (texts.length > SHARED_STRINGS_MAX)
        throw new UnreadableError('FILE_TOO_COMPLEX', { texts: SHARED_STRINGS_MAX });
      if (characters > SHARED_STRINGS_MAX_CHARACTERS)
        throw new UnreadableError('FILE_TOO_COMPLEX', { characters: SHARED_STRINGS_MAX_CHARACTERS });
    },
  });
  return { texts, struck };
}
