/** A text as LIKE takes it for what it is, wildcards and all. */
export function literally(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
