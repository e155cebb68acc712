/**
 * Versions of a programme's rules (办法版本), and which of them applies. A version is never changed after filings were
 * checked by it; a new version is entered instead.
 */
import type { Day } from '../values/day.ts';
import type { ProgrammeLimits } from './limits/registry.ts';

export interface ProgrammeVersion {
  code: string;
  name: string;
  /** Leading digits of the GB/T 2260 codes of its regions: `43` for a province, `4302` for a city, empty for the country. */
  regionPrefix: string;
  validFrom: Day;
  /** The last valid day; null if there is none. */
  validTo: Day | null;
  /** Whether every filing is reviewed by an auditor, with or without flags. */
  reviewAll: boolean;
  limits: ProgrammeLimits;
}

/** The version that applies in a region on a day: the longest prefix, then the latest start; null if there is none. */
export function programmeOn(
  versions: readonly ProgrammeVersion[],
  regionCode: string,
  day: Day,
): ProgrammeVersion | null {
  let best: ProgrammeVersion | null = null;
  for (const version of versions) {
    const { regionPrefix, validFrom, validTo } = version;
    if (!regionCode.startsWith(regionPrefix) || validFrom > day || (validTo !== null && validTo < day)) continue;
    if (best === null || takesPrecedence(version, best)) best = version;
  }
  return best;
}

function takesPrecedence(a: ProgrammeVersion, b: ProgrammeVersion): boolean {
  if (a.regionPrefix.length !== b.regionPrefix.length) return a.regionPrefix.length > b.regionPrefix.length;
  return a.validFrom !== b.validFrom ? a.validFrom > b.validFrom : a.code < b.code;
}
