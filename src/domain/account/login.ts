/** Logins are compared, and stored, in one form: full-width letters are the usual ones, and case does not matter. */
export function loginKey(text: string): string {
  return text.normalize('NFKC').toLowerCase().normalize('NFKC').trim();
}
