/** Certificate numbers of qualifications. Their forms are customary, not binding: an unusual number is marked, never refused. */
import { numberKey } from '../values/text.ts';
import { isUnusualNumber, kindOfNumber, type QualificationKindRow } from './qualification-kind.ts';

/** The form in which certificate numbers are stored and compared: NFKC, without white space, upper case. */
export function normaliseCertificateNo(text: string): string {
  return numberKey(text);
}

/** The code of an unusual certificate number (normalised), or null. */
export function certificateOddity(kind: string, numberPattern: string | null, certificateNo: string): string | null {
  return isUnusualNumber(numberPattern, certificateNo) ? `${kind.toUpperCase()}_NUMBER_FORM` : null;
}

/** The number (normalised) without what stands around it, such as hyphens or 证书编号：, if it then has the form of a kind. */
export function bareCertificateNo(
  certificateNo: string,
  kinds: readonly Pick<QualificationKindRow, 'code' | 'number_pattern'>[],
): string {
  if (kindOfNumber(certificateNo, kinds) !== null) return certificateNo;
  const bare = certificateNo.replace(/[^A-Z0-9]/g, '');
  return [bare, bare.replace(/^NO/, '')].find((one) => kindOfNumber(one, kinds) !== null) ?? certificateNo;
}
