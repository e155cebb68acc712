/** Detects the file format of an upload. */
import { invalid } from '../../../http/problem.ts';
import type { Upload } from '../../../http/upload.ts';

const HEAD_BYTES = 4096;
const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
/** Signatures of common other formats: PDF, PNG, JPEG, GIF, RAR, 7-Zip, gzip, RTF, HTML. */
const OTHER_SIGNATURES = [
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
].map((signature) => Buffer.from(signature, 'latin1'));

/**
 * The format by the first bytes; the file name is ignored.
 *
 * @throws Problem VALIDATION_FAILED at `file`
 */
export async function formatOf(upload: Upload): Promise<'xlsx' | 'csv'> {
  let head: Buffer = Buffer.alloc(0);
  for await (const piece of upload.pieces(HEAD_BYTES)) {
    head = piece;
    break;
  }
  if (head.subarray(0, 4).equals(Buffer.from('PK\x03\x04', 'latin1'))) return 'xlsx';
  // A workbook with a password is an OLE container, as is an old .xls.
  if (head.subarray(0, 8).equals(OLE)) throw invalid({ path: 'file', code: 'FILE_OLD_OR_LOCKED' });
  if (
    OTHER_SIGNATURES.some((signature) => head.subarray(0, signature.length).equals(signature)) ||
    head.subarray(0, 2).equals(Buffer.from('PK', 'latin1'))
  )
    throw invalid({ path: 'file', code: 'FILE_KIND' });
  // UTF-16, recognised by its byte order mark or by NUL bytes.
  if (head.includes(0) || head.subarray(0, 2).equals(Buffer.from([0xff, 0xfe])))
    throw invalid({ path: 'file', code: 'TEXT_ENCODING' });
  return 'csv';
}
