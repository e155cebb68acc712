/** Detects the file format of an upload. */
import { invalid } from '../../../http/problem.ts';
import type { Upload } from '../../../http/upload.ts';
import type { FileFormat } from '../../../domain/sheet/import-words.ts';
import { DOCX_PART } from '../../../sheets/read-docx.ts';

const HEAD_BYTES = 4096;
const SCANNED_BYTES = 262_144;
const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const PDF = Buffer.from('%PDF', 'latin1');
/** Workbooks of the years before 1997, which are no containers. */
const OLD_WORKBOOKS = ['0900', '0902', '0904', '0908'];
/** Signatures of common other formats: PNG, JPEG, GIF, RAR, 7-Zip, gzip, RTF. */
const OTHER_SIGNATURES = ['\x89PNG', '\xff\xd8\xff', 'GIF8', 'Rar!', '7z\xbc\xaf', '\x1f\x8b', '{\\rtf'].map(
  (signature) => Buffer.from(signature, 'latin1'),
);

/**
 * The format by the first bytes; the file name is ignored. Documents are formats of announcements only.
 *
 * @throws Problem VALIDATION_FAILED at `file`
 */
export async function formatOf(upload: Upload, takesDocuments: boolean): Promise<FileFormat> {
  if (upload.field === 'text') return 'text';
  let head: Buffer = Buffer.alloc(0);
  for await (const piece of upload.pieces(HEAD_BYTES)) {
    head = piece;
    break;
  }
  if (head.subarray(0, 4).equals(Buffer.from('PK\x03\x04', 'latin1')))
    return takesDocuments && (await holds(upload, DOCX_PART)) ? 'docx' : 'xlsx';
  const isPdf = head.subarray(0, PDF.length).equals(PDF);
  if (isPdf && takesDocuments) return 'pdf';
  // A workbook with a password is an OLE container, as is an old .xls.
  const isOld = OLD_WORKBOOKS.includes(head.subarray(0, 2).toString('hex')) && head.includes(0);
  if (head.subarray(0, 8).equals(OLE) || isOld) throw invalid({ path: 'file', code: 'FILE_OLD_OR_LOCKED' });
  if (
    isPdf ||
    OTHER_SIGNATURES.some((signature) => head.subarray(0, signature.length).equals(signature)) ||
    head.subarray(0, 2).equals(Buffer.from('PK', 'latin1'))
  )
    throw invalid({ path: 'file', code: 'FILE_KIND' });
  const text = headText(head);
  if (MARKED_UP.test(text)) throw invalid({ path: 'file', code: 'FILE_KIND' });
  if (text.includes('\0')) throw invalid({ path: 'file', code: 'TEXT_ENCODING' });
  return 'csv';
}

/** Web pages, XML, mail archives, JSON and SYLK: programs save tables in these forms under names such as `.xls`. */
const MARKED_UP = /^(?:<[a-z!?]|mime-version:|[{[]\s*[{["]|id;p)/i;

/** The beginning of a text file, as far as ASCII is concerned, without a byte order mark and blanks. */
function headText(head: Buffer): string {
  const mark = head.subarray(0, 2).toString('hex');
  const even = head.subarray(0, head.length & ~1);
  if (mark === 'fffe') return even.toString('utf16le').trimStart();
  if (mark === 'feff') return Buffer.from(even).swap16().toString('utf16le').trimStart();
  return head
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart();
}

/** Whether the file contains these bytes. The names of the parts of a zip are not compressed. */
async function holds(upload: Upload, text: string): Promise<boolean> {
  const wanted = Buffer.from(text, 'latin1');
  let rest = Buffer.alloc(0);
  for await (const piece of upload.pieces(SCANNED_BYTES)) {
    const bytes = Buffer.concat([rest, piece]);
    if (bytes.includes(wanted)) return true;
    rest = Buffer.from(bytes.subarray(-wanted.length));
  }
  return false;
}
