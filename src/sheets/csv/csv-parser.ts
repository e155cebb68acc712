/**
 * Splits the text of a CSV (RFC 4180) into records, chunk by chunk. It must never lose a row, and a record must stay small
 * whatever the file holds.
 */
import { CELL_MAX_CHARACTERS, CSV_CELL_MAX_CHARACTERS, IMPORT_MAX_COLUMNS } from '../../domain/limits.ts';
import { copyText } from '../copy-text.ts';
import { UnreadableError } from '../spreadsheet.ts';

const [QUOTE, LF, CR, BLANK, MARK] = [0x22, 0x0a, 0x0d, 0x20, 0xfeff];
/** One character more than a cell may have, so that the check of its length fails. */
const KEPT_CHARACTERS = CELL_MAX_CHARACTERS + 1;

/** What has been read of a quoted cell that holds line ends: separators in all of it, and in its present and longest line. */
interface QuotedLines {
  readonly line: number;
  ends: number;
  separators: number;
  inLine: number;
  mostInLine: number;
}

/**
 * CR, LF and CR LF all end a line, also in one file. Quotes stand around a whole cell only; blanks around them, and
 * an equals sign before them, by which programs keep a number a text (="00123"), are left out.
 */
export class CsvParser {
  /** Complete records that have not been taken; an empty line is a record of one empty cell. */
  ready: string[][] = [];
  readonly #separator: number;
  readonly #usualColumns: number;
  #widest = 0;
  #cells: string[] = [];
  #cell = '';
  /** Of the present cell, as in the file. */
  #characters = 0;
  /** `closed`: behind a quote that may be the last one of the cell; `ended`: behind blanks after it. */
  #state: 'begin' | 'plain' | 'quoted' | 'closed' | 'ended' = 'begin';
  #line = 1;
  #afterCr = false;
  #quoted: QuotedLines = { line: 0, ends: 0, separators: 0, inLine: 0, mostInLine: 0 };

  /** @param usualColumns how many columns the table seems to have, until it is known */
  constructor(separator: string, usualColumns: number) {
    this.#separator = separator.charCodeAt(0);
    this.#usualColumns = usualColumns;
  }

  take(): string[][] {
    const taken = this.ready;
    this.ready = [];
    return taken;
  }

  /** @throws UnreadableError with the line, for a record with too many cells, and for quotes that do not match */
  write(text: string): void {
    let at = 0;
    while (at < text.length) {
      if (this.#state === 'quoted') at = this.#readQuoted(text, at);
      else if (this.#state === 'plain') at = this.#readPlain(text, at);
      else at = this.#readCharacter(text.charCodeAt(at), at);
    }
  }

  /** The last line needs no end. @throws UnreadableError for an open quote */
  end(): void {
    if (this.#state === 'quoted') throw this.#quotes(this.#quoted.line);
    if (this.#state !== 'begin' || this.#cells.length > 0) this.#endRecord();
  }

  /** The first character of a cell, or the one behind its closing quote. */
  #readCharacter(code: number, at: number): number {
    const afterCr = this.#afterCr;
    this.#afterCr = false;
    if (code === LF && afterCr) return at + 1;
    if (code === this.#separator) this.#endCell();
    else if (code === CR || code === LF) this.#endLine(code);
    else if (code === BLANK && (this.#state === 'closed' || this.#state === 'ended')) this.#state = 'ended';
    else if (this.#state === 'closed' || this.#state === 'ended') {
      if (code !== QUOTE || this.#state === 'ended') throw this.#quotes(this.#line);
      // Two quotes inside a quoted cell are one.
      this.#append('"');
      this.#state = 'quoted';
    } else if (code === QUOTE) {
      this.#beginQuoted();
    } else if (code !== MARK || this.#cells.length > 0) {
      // Where files are put one behind the other, each may begin with a byte order mark.
      this.#state = 'plain';
      return at;
    }
    return at + 1;
  }

  #beginQuoted(): void {
    this.#state = 'quoted';
    this.#quoted = { line: this.#line, ends: 0, separators: 0, inLine: 0, mostInLine: 0 };
  }

  #readPlain(text: string, begin: number): number {
    let at = begin;
    for (; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === this.#separator || code === LF || code === CR) break;
      if (code !== QUOTE) continue;
      if (!/^ *=?$/.test(this.#cell + text.slice(begin, at))) throw this.#quotes(this.#line);
      this.#cell = '';
      this.#beginQuoted();
      return at + 1;
    }
    this.#append(text.slice(begin, at));
    // The end of the cell is read as after a closing quote; a quote cannot be there.
    if (at < text.length) this.#state = 'closed';
    return at;
  }

  #readQuoted(text: string, begin: number): number {
    const quote = text.indexOf('"', begin);
    const end = quote < 0 ? text.length : quote;
    for (let at = begin; at < end; at += 1) {
      const code = text.charCodeAt(at);
      if (code === this.#separator) {
        this.#quoted.separators += 1;
        this.#quoted.inLine += 1;
      } else if (code === CR || (code === LF && !this.#afterCr)) {
        this.#line += 1;
        this.#endQuotedLine();
      }
      this.#afterCr = code === CR;
    }
    this.#append(text.slice(begin, end));
    if (quote < 0) return end;
    this.#afterCr = false;
    this.#state = 'closed';
    return quote + 1;
  }

  #endQuotedLine(): void {
    this.#quoted.mostInLine = Math.max(this.#quoted.mostInLine, this.#quoted.inLine);
    this.#quoted.inLine = 0;
    this.#quoted.ends += 1;
    this.#checkQuoted();
  }

  /**
   * A quote that is open by mistake takes in the rows below until the next one. If that stands in the same column or in
   * a later one, the cell holds at least the separators of a row, and one of its lines half of them; if it stands in an
   * earlier column, the record becomes longer than its headings, which the import refuses.
   */
  #checkQuoted(): void {
    const { line, ends, separators, mostInLine, inLine } = this.#quoted;
    const columns = this.#widest > 1 ? Math.max(this.#widest, this.#cells.length + 1) : this.#usualColumns;
    const ofRow = Math.max(1, columns - 1);
    if (ends > 0 && separators >= ofRow && Math.max(mostInLine, inLine) >= ofRow / 2) throw this.#quotes(line);
  }

  #append(text: string): void {
    this.#characters += text.length;
    if (this.#characters > CSV_CELL_MAX_CHARACTERS)
      throw new UnreadableError('FILE_TOO_COMPLEX', { cell: CSV_CELL_MAX_CHARACTERS, row: this.#line });
    if (this.#cell.length < KEPT_CHARACTERS) this.#cell += text.slice(0, KEPT_CHARACTERS - this.#cell.length);
  }

  #endCell(): void {
    if (this.#quoted.ends > 0) this.#checkQuoted();
    this.#quoted.ends = 0;
    if (this.#cells.length >= IMPORT_MAX_COLUMNS)
      throw new UnreadableError('TOO_MANY_COLUMNS', { max: IMPORT_MAX_COLUMNS, row: this.#line });
    this.#cells.push(copyText(this.#cell));
    this.#cell = '';
    this.#characters = 0;
    this.#state = 'begin';
  }

  #endLine(code: number): void {
    this.#endRecord();
    this.#line += 1;
    this.#afterCr = code === CR;
  }

  #endRecord(): void {
    this.#endCell();
    this.#widest = Math.max(this.#widest, this.#cells.length);
    this.ready.push(this.#cells);
    this.#cells = [];
  }

  #quotes(line: number): UnreadableError {
    return new UnreadableError('CSV_QUOTES', { row: line });
  }
}
