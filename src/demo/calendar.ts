/** Working days and office hours of the demonstration, so that no event happens on a Sunday or at night. */
import { addDays, daysBetween, type Day } from '../domain/values/day.ts';
import type { Random } from './random.ts';

// Public holidays on fixed dates; those of the lunar calendar are ignored.
const HOLIDAYS = new Set([
  '01-01',
  '05-01',
  '05-02',
  '05-03',
  '10-01',
  '10-02',
  '10-03',
  '10-04',
  '10-05',
  '10-06',
  '10-07',
]);
const ANY_MONDAY: Day = '2024-01-01';

function isWorkingDay(day: Day): boolean {
  const weekday = ((daysBetween(ANY_MONDAY, day) % 7) + 7) % 7;
  return weekday < 5 && !HOLIDAYS.has(day.slice(5));
}

/** The day itself if it is a working day, otherwise the next working day. */
export function workingDayFrom(day: Day): Day {
  let candidate = day;
  while (!isWorkingDay(candidate)) candidate = addDays(candidate, 1);
  return candidate;
}

/** A random instant within office hours in Shanghai, in whole seconds. */
export function officeHour(day: Day, random: Random): Date {
  const second = random.chance(0.5)
    ? random.between(8 * 3600 + 1800, 12 * 3600)
    : random.between(14 * 3600, 17 * 3600 + 1800);
  return new Date(new Date(`${day}T00:00:00+08:00`).getTime() + second * 1000);
}
