/** Reads what the styles of a workbook say about the value of a cell: its number format, and whether it is struck through. */
import { CELL_STYLES_MAX } from '../../domain/limits.ts';
import { formatOf, showsMonthOnly, type Format } from '../number-format.ts';
import { readWhole } from '../read-xml.ts';
import type { Zip } from '../read-zip.ts';
import { showerOf, type Show } from './shown-number.ts';

export interface CellStyle {
  readonly format: Format;
  /** The code of a format that the file defines itself. */
  readonly code?: string;
  readonly show: Show | null;
  /** A date whose day is not shown. */
  readonly monthOnly?: true;
  readonly struck: boolean;
}

export const GENERAL: CellStyle = { format: 'number', show: null, struck: false };

/** A boolean of an attribute. */
export const isOn = (value: string): boolean => ['1', 'true', 'on'].includes(value);

/** The cell styles by index. @param part null for a workbook without styles */
export async function readStyles(zip: Zip, part: string | null): Promise<readonly CellStyle[]> {
  const styles: CellStyle[] = [];
  if (part === null) return styles;
  const codes = new Map<number, string>();
  const fontsStruck: boolean[] = [];
  const within: string[] = [];
  const byFormat = new Map<number, Omit<CellStyle, 'struck'>>();
  await readWhole(await zip.open(part), {
    open(name, attributes) {
      const parent = within.at(-1);
      within.push(name);
      if (name === 'numFmt' && parent === 'numFmts' && codes.size < CELL_STYLES_MAX)
        codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
      else if (name === 'font' && parent === 'fonts' && fontsStruck.length < CELL_STYLES_MAX) fontsStruck.push(false);
      else if (name === 'strike' && within.at(-3) === 'fonts' && fontsStruck.length > 0)
        fontsStruck[fontsStruck.length - 1] = isOn(attributes['val'] ?? '1');
      else if (name === 'xf' && parent === 'cellXfs' && styles.length < CELL_STYLES_MAX) {
        const id = Number(attributes['numFmtId'] ?? 0);
        const format = byFormat.get(id) ?? describeFormat(id, codes.get(id));
        byFormat.set(id, format);
        styles.push({ ...format, struck: fontsStruck[Number(attributes['fontId'] ?? 0)] ?? false });
      }
    },
    close: () => void within.pop(),
  });
  return styles;
}

function describeFormat(id: number, code: string | undefined): Omit<CellStyle, 'struck'> {
  const format = formatOf(id, code);
  const more = format === 'date' && showsMonthOnly(id, code) ? { monthOnly: true as const } : {};
  if (code === undefined || /^(general|@|)$/i.test(code)) return { format, show: null, ...more };
  return { format, code, ...more, show: format === 'number' || format === 'percent' ? showerOf(code) : null };
}
