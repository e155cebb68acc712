import { invalid } from '../../../http/problem.ts';
import type { Upload } from '../../../http/upload.ts';

const SEEN_BYTES = 4096;
const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
/** PDF, PNG, JPEG, GIF, RAR, 7-Zip, gzip, RTF: what people send by mistake. */
const OTHERS = [
  '%PDF',
  '\x89PNG',
  '\xff\xd8\xff',
  'GIF8',
  'Rar!',
  '7z\xbc\xaf',
  '\x1f\x8b',
  '{\\rtf',
  '<html',
  '<!DOC',
].map((mark) => Buffer.from(mark, 'latin1'));

/**
 * What the first bytes say that a file is: names lie.
 *
 * @throws Problem VALIDATION_FAILED at `file`
 */
export async function formatOf(upload: Upload): Promise<'xlsx' | 'csv'> {
  let head: Buffer = Buffer.alloc(0);
  for await (const piece of upload.pieces(SEEN_BYTES)) {
    head = piece;
    break;
  }
  if (head.subarray(0, 4).equals(Buffer.from('PK\x03\x04', 'latin1'))) return 'xlsx';
  // A workbook with a password is an OLE container, as is an old .xls.
  if (head.subarray(0, 8).equals(OLE)) throw invalid({ path: 'file', code: 'FILE_OLD_OR_LOCKED' });
  if (
    OTHERS.some((mark) => head.subarray(0, mark.length).equals(mark)) ||
    head.subarray(0, 2).equals(Buffer.from('PK', 'latin1'))
  )
    throw invalid({ path: 'file', code: 'FILE_KIND' });
  // UTF-16 with its mark is text that is not taken; without, its NULs give it away.
  if (head.includes(0) || head.subarray(0, 2).equals(Buffer.from([0xff, 0xfe])))
    throw invalid({ path: 'file', code: 'TEXT_ENCODING' });
  return 'csv';
}
