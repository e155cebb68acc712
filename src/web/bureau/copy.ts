/** Puts a text where the person can paste it. The clipboard exists on https and on this machine; elsewhere a selection is copied. */
export async function copyText(text: string): Promise<void> {
  if (navigator.clipboard !== undefined) return navigator.clipboard.writeText(text);
  const field = document.createElement('textarea');
  field.value = text;
  // Inside an open dialog, since nothing outside it can be selected.
  const place = document.querySelector('[aria-modal]') ?? document.body;
  const before = document.activeElement;
  place.append(field);
  field.select();
  // Deprecated, and all that there is without https.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  document.execCommand('copy');
  field.remove();
  if (before instanceof HTMLElement) before.focus();
}
