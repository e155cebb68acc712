/** Certificate numbers of qualifications. Their forms are customary, not binding: an unusual number is marked, never refused. */
import { numberKey } from '../values/text.ts';

/** Code of an unusual certificate number. */
export type CertificateOddity = 'HIGH_TECH_NUMBER_FORM' | 'TECH_SME_NUMBER_FORM';

// GR or GF, year, two digits of the province, six digits: GR202443000123. The first year is 2008; GF (renewed after
// review) was last issued in 2015.
const HIGH_TECH = /^(G[RF])(20[0-9]{2})[1-6][0-9][0-9]{6}$/;
const HIGH_TECH_FIRST_YEAR = 2008;
const GF_END_YEAR = 2016;
// Year, region, two digits or letters, six digits: 2024430200A8000123. The register was opened in 2017.
const TECH_SME = /^(20[0-9]{2})[1-6][0-9]{5}[0-9A-Z]{2}[0-9]{6}$/;
const TECH_SME_FIRST_YEAR = 2017;

/** The form in which certificate numbers are stored and compared: NFKC, without white space, upper case. */
export function normaliseCertificateNo(text: string): string {
  return numberKey(text);
}

/** The code of an unusual certificate number (normalised), or null; always null for kinds without a known form. */
export function certificateOddity(kind: string, certificateNo: string): CertificateOddity | null {
  if (kind === 'high_tech') return isHighTechNumber(certificateNo) ? null : 'HIGH_TECH_NUMBER_FORM';
  if (kind === 'tech_sme') return isTechSmeNumber(certificateNo) ? null : 'TECH_SME_NUMBER_FORM';
  return null;
}

function isHighTechNumber(certificateNo: string): boolean {
  const match = HIGH_TECH.exec(certificateNo);
  if (match === null) return false;
  const year = Number(match[2]);
  return year >= HIGH_TECH_FIRST_YEAR && (match[1] === 'GR' || year < GF_END_YEAR);
}

function isTechSmeNumber(certificateNo: string): boolean {
  const match = TECH_SME.exec(certificateNo);
  return match !== null && Number(match[1]) >= TECH_SME_FIRST_YEAR;
}
