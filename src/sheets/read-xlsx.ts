/**
 * Reads Excel workbooks row by row, with our own code because uploads are hostile: memory must stay bounded, and
 * neither macros, links nor formulas are followed.
 */
import type { ImportCode } from '../domain/sheet/import-codes.ts';
import { readMerges } from './read-merges.ts';
import { readXml } from './read-xml.ts';
import { openZip } from './read-zip.ts';
import { ROWS_PER_BATCH, UnreadableError, type Spreadsheet } from './spreadsheet.ts';
import { findParts } from './xlsx/parts.ts';
import { RowCollector, type Workbook } from './xlsx/row-collector.ts';
import { readStrings } from './xlsx/strings.ts';
import { readStyles } from './xlsx/styles.ts';

/**
 * Opens an Office Open XML workbook (ECMA-376).
 * @throws UnreadableError if it is not a workbook, is damaged, or is too large when unpacked
 */
export async function openXlsx(bytes: Buffer): Promise<Spreadsheet> {
  const zip = await openZip(bytes);
  const { sheets, date1904, strings, styles } = await findParts(zip);
  const workbook: Workbook = {
    strings: await readStrings(zip, strings),
    styles: await readStyles(zip, styles),
    date1904,
  };
  const notices: ImportCode[] = [
    ...(zip.names().some((name) => name.endsWith('vbaproject.bin')) ? ['MACROS_IGNORED' as const] : []),
    ...(zip.names().some((name) => name.includes('externallinks/')) ? ['LINKS_IGNORED' as const] : []),
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
