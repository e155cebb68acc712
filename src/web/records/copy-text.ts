/** Copies a text to the clipboard. Without a secure context (plain HTTP) it copies a temporary selection. */
export async function copyText(text: string): Promise<void> {
  if (navigator.clipboard !== undefined) return navigator.clipboard.writeText(text);
  const field = document.createElement('textarea');
  field.value = text;
  // An open dialog traps the focus, so the field must be inside it.
  const place = document.querySelector('[aria-modal]') ?? document.body;
  const before = document.activeElement;
  place.append(field);
  field.select();
  // Deprecated, but the only way without a secure context.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  document.execCommand('copy');
  field.remove();
  if (before instanceof HTMLElement) before.focus();
}
