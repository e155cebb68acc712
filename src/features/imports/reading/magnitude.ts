/** The magnitude of the amounts of a file, against those that the bank filed before: a wrong unit shows as a jump. */

/** Digits before the amounts of a file differ by more than a hundred from the usual ones. */
const JUMP_DIGITS = 2;

/** Adds up logarithms: only magnitudes are compared, no money is computed. */
export function createMagnitude() {
  let [digits, count] = [0, 0];
  return {
    add(fen: string): void {
      digits += Math.log10(Number(fen));
      count += 1;
    },
    /** @param usualDigits mean logarithm of the earlier amounts in fen; null if there are none */
    jumpsFrom: (usualDigits: number | null): boolean =>
      usualDigits !== null && count > 0 && Math.abs(digits / count - usualDigits) > JUMP_DIGITS,
  };
}
