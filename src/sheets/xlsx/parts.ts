/**
 * Finds the parts of a workbook by their relationships, wherever a program has put them and however it names them.
 * Where a program leaves relationships out, the usual places are tried.
 */
import { posix } from 'node:path';
import { SHEET_NAME_MAX_CHARACTERS, SHEETS_MAX, ZIP_MAX_ENTRIES } from '../../domain/limits.ts';
import { readWhole } from '../read-xml.ts';
import type { Zip } from '../read-zip.ts';
import { UnreadableError, type SheetName } from '../spreadsheet.ts';

export interface Parts {
  readonly sheets: readonly (SheetName & { readonly part: string })[];
  readonly date1904: boolean;
  /** Null when there is none. */
  readonly strings: string | null;
  readonly styles: string | null;
}

interface Relationship {
  readonly id: string;
  /** The last segment of the type, which is the same in the transitional and the strict namespaces. */
  readonly type: string;
  readonly part: string;
}

const USUAL_MAIN_PART = 'xl/workbook.xml';

/** @throws UnreadableError if the zip is no workbook, or a part is damaged or missing */
export async function findParts(zip: Zip): Promise<Parts> {
  const main = await mainPart(zip);
  const related = await relationshipsOf(zip, main);
  const partOf = (type: string, usual: string): string | null => {
    const part = related.find((one) => one.type === type)?.part ?? posix.join(posix.dirname(main), usual);
    return zip.has(part) ? part : null;
  };
  return {
    ...(await readSheets(zip, main, new Map(related.map((one) => [one.id, one])))),
    strings: partOf('sharedStrings', 'sharedStrings.xml'),
    styles: partOf('styles', 'styles.xml'),
  };
}

async function mainPart(zip: Zip): Promise<string> {
  const named = (await relationshipsOf(zip, '')).find(({ type, part }) => type === 'officeDocument' && zip.has(part));
  const part = named?.part ?? USUAL_MAIN_PART;
  if (!zip.has(part)) throw new UnreadableError(zip.has('encryptedpackage') ? 'FILE_OLD_OR_LOCKED' : 'FILE_KIND');
  // A binary workbook (.xlsb), or a document of another program.
  if (!(await isWorkbook(zip, part))) throw new UnreadableError('FILE_KIND');
  return part;
}

async function isWorkbook(zip: Zip, part: string): Promise<boolean> {
  if (part.toLowerCase().endsWith('.bin')) return false;
  let root: string | null = null;
  await readWhole(await zip.open(part), { open: (name) => void (root ??= name) });
  return root === 'workbook';
}

/** The relationships of a part, or with '' those of the whole package. */
async function relationshipsOf(zip: Zip, part: string): Promise<Relationship[]> {
  const file = posix.join(posix.dirname(part), '_rels', `${posix.basename(part)}.rels`);
  const found: Relationship[] = [];
  if (!zip.has(file)) return found;
  await readWhole(await zip.open(file), {
    open(name, { Id = '', Type = '', Target = '', TargetMode = '' }) {
      if (name !== 'Relationship' || TargetMode === 'External') return;
      if (found.length >= ZIP_MAX_ENTRIES) throw new UnreadableError('FILE_TOO_COMPLEX', { parts: ZIP_MAX_ENTRIES });
      found.push({ id: Id, type: Type.slice(Type.lastIndexOf('/') + 1), part: resolveTarget(zip, part, Target) });
    },
  });
  return found;
}

/** Targets are relative to the folder of their part, or absolute; some programs write backslashes, or the names as URLs. */
function resolveTarget(zip: Zip, part: string, target: string): string {
  const path = target.replaceAll('\\', '/').split('#')[0]!;
  const resolved = posix.resolve('/', posix.dirname(part), path).slice(1);
  return zip.has(resolved) ? resolved : decoded(resolved);
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

async function readSheets(
  zip: Zip,
  main: string,
  related: ReadonlyMap<string, Relationship>,
): Promise<Pick<Parts, 'sheets' | 'date1904'>> {
  const sheets: (SheetName & { part: string })[] = [];
  let date1904 = false;
  await readWhole(await zip.open(main), {
    open(tag, attributes) {
      if (tag === 'workbookPr') date1904 = ['1', 'true', 'on'].includes(attributes['date1904'] ?? '');
      if (tag !== 'sheet') return;
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
      const { part, type } = related.get(id) ?? { part: '', type: '' };
      // Sheets of charts, dialogs and macros have no rows.
      const hasRows = type === '' ? /worksheets\//i.test(part) : type === 'worksheet';
      if (!hasRows) return;
      if (sheets.length >= SHEETS_MAX) throw new UnreadableError('FILE_TOO_COMPLEX', { sheets: SHEETS_MAX });
      sheets.push({
        name: (attributes['name'] ?? '').slice(0, SHEET_NAME_MAX_CHARACTERS),
        hidden: ['hidden', 'veryHidden'].includes(attributes['state'] ?? ''),
        part,
      });
    },
  });
  return { sheets, date1904 };
}
