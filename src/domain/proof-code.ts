/** Codes on published figures, exports and receipts (核验码): twelve characters that are easy to read out and type. */

/** Crockford's base 32, without I, L, O and U. https://www.crockford.com/base32.html */
export const CODE_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
export const CODE_LENGTH = 12;

/** A code from random bytes: 60 bits of them. @param bytes at least CODE_LENGTH */
export function proofCode(bytes: Uint8Array): string {
  return Array.from(bytes.subarray(0, CODE_LENGTH), (byte) => CODE_ALPHABET[byte % CODE_ALPHABET.length]).join('');
}

/** A code as typed: without spaces and hyphens, in any case, with the letters that look alike. Null if it is none. */
export function parseCode(text: string): string | null {
  const code = text
    .slice(0, 40)
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s-]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  return code.length === CODE_LENGTH && [...code].every((letter) => CODE_ALPHABET.includes(letter)) ? code : null;
}

/** The name of a firm for the public: 株洲星火智能装备有限公司 → 株洲********公司. */
export function maskedName(name: string): string {
  const letters = [...name];
  if (letters.length <= 4) return `${letters[0] ?? ''}${'*'.repeat(Math.max(1, letters.length - 1))}`;
  return `${letters.slice(0, 2).join('')}${'*'.repeat(letters.length - 4)}${letters.slice(-2).join('')}`;
}
