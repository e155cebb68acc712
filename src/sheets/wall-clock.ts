// Local time in Shanghai, for cells: spreadsheets have no time zones.
const INSTANT =
  /^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6})?Z$/;
const SHANGHAI_MS = 8 * 3_600_000;

/** Milliseconds since 1970-01-01 00:00 in Shanghai's local time; null if the text is not an instant (RFC 3339 in UTC). */
export function shanghaiMs(instant: string): number | null {
  const ms = INSTANT.test(instant) ? Date.parse(instant) : Number.NaN;
  // Date.parse reads 30 February as a day of March.
  return Number.isNaN(ms) || new Date(ms).getUTCDate() !== Number(instant.slice(8, 10)) ? null : ms + SHANGHAI_MS;
}

/** An instant (RFC 3339 in UTC) as local time in Shanghai, `2025-01-01 00:00:00`; null if it is not an instant. */
export function wallClock(instant: string): string | null {
  const ms = shanghaiMs(instant);
  return ms === null ? null : new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
}
