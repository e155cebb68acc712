/** Bank branch numbers (联行号): twelve digits, the last a check digit by ISO 7064 MOD 11,10. */

/** Whether the text has the form of a branch number; its check digit may be wrong. */
export function looksLikeBranchNumber(text: string): boolean {
  return /^[0-9]{12}$/.test(text);
}

/** Whether the text is twelve digits with the right check digit. */
export function branchNumberFits(digits: string): boolean {
  if (!looksLikeBranchNumber(digits)) return false;
  let product = 10;
  for (const digit of digits.slice(0, 11)) {
    const sum = (product + Number(digit)) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (product + Number(digits.charAt(11))) % 10 === 1;
}
