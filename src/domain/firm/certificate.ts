/** Certificate numbers of qualifications. Their forms are customary, not binding: an unusual number is marked, never refused. */
import { numberKey } from '../values/text.ts';
import { isUnusualNumber } from './qualification-kind.ts';

/** The form in which certificate numbers are stored and compared: NFKC, without white space, upper case. */
export function normaliseCertificateNo(text: string): string {
  return numberKey(text);
}

/** The code of an unusual certificate number (normalised), or null. */
export function certificateOddity(kind: string, numberPattern: string | null, certificateNo: string): string | null {
  return isUnusualNumber(numberPattern, certificateNo) ? `${kind.toUpperCase()}_NUMBER_FORM` : null;
}
