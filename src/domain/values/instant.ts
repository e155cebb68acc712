/** Instants as text (RFC 3339). */
import { parseDay } from './day.ts';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?(?:Z|[+-]\d{2}:\d{2})$/;

/** Milliseconds since 1970 of an instant; null for any other text. */
export function parseInstant(text: string): number | null {
  if (!INSTANT.test(text) || parseDay(text.slice(0, 10)) === null) return null;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? null : ms;
}
