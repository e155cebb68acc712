/** The normalised form in which logins are stored and compared: width and case are ignored. */
export function loginKey(text: string): string {
  return text.normalize('NFKC').toLowerCase().normalize('NFKC').trim();
}
