/** V8 represents a substring of at least this length as a view of its parent string. */
const SLICED_STRING_MIN_CHARACTERS = 13;

/** Copies a substring, so that a stored cell does not keep the chunk of the file in memory that it was parsed from. */
export const copyText = (text: string): string =>
  text.length < SLICED_STRING_MIN_CHARACTERS ? text : Buffer.from(text).toString();
