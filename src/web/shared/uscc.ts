/**
 * The unified social credit code (GB 32100-2015), checked as in the service. It must accept what the service accepts
 * (src/domain/firm/uscc.ts).
 */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

export const normaliseUscc = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/[\s\p{Pd}\p{Cf}−]/gu, '')
    .toUpperCase();

export function usccFault(code: string): 'shape' | 'check' | null {
  if (!/^[0-9ABCDEFGHJKLMNPQRTUWXY]{18}$/.test(code)) return 'shape';
  let sum = 0;
  let weight = 1;
  for (const character of code.slice(0, 17)) {
    sum += ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return ALPHABET.charAt((31 - (sum % 31)) % 31) === code.charAt(17) ? null : 'check';
}
