/**
 * Limits as JSON in the API and the database, and what may be wrong with them as a whole. The JSON is stored in
 * programme rules: versions that were stored must stay readable.
 */
import type { FieldError } from '../../filing/findings.ts';
import type { OnBreach } from './limit.ts';
import { LIMIT_ENTRIES, type ProgrammeLimits, type WireLimits } from './registry.ts';
import { CONVERSIONS } from './shapes.ts';

/** Limits as sent: null stands for "not set" too. */
export type NullableLimits = { readonly [Name in keyof ProgrammeLimits]?: ProgrammeLimits[Name] | null };

type Settings = Record<string, unknown> & { onBreach: OnBreach };

/** Parses validated JSON. @throws RangeError for an invalid amount */
export const limitsFromWire = (wire: WireLimits): ProgrammeLimits => converted(wire, 'parse') as ProgrammeLimits;

/** Formats limits as JSON. */
export const limitsToWire = (limits: NullableLimits): WireLimits => converted(limits, 'format') as WireLimits;

function converted(limits: object, direction: 'parse' | 'format'): object {
  const out: Record<string, Settings> = {};
  for (const [name, { settings }] of LIMIT_ENTRIES) {
    const given = (limits as Record<string, Settings | null | undefined>)[name];
    if (given === undefined || given === null) continue;
    const values = Object.entries(settings)
      .filter(([setting]) => given[setting] !== undefined && given[setting] !== null)
      .map(([setting, { kind }]) => [setting, CONVERSIONS[kind][direction](given[setting] as never)]);
    out[name] = { ...Object.fromEntries(values), onBreach: given.onBreach };
  }
  return out;
}

/** Contradictions in limits whose settings are valid one by one. @param kinds the known kinds of qualifications */
export function limitFaults(limits: NullableLimits, kinds: readonly string[]): FieldError[] {
  return LIMIT_ENTRIES.flatMap(([name, limit]) => {
    const given = limits[name];
    if (!given) return [];
    const fault = limit.fault?.(given as never);
    if (fault) return [{ path: `limits.${name}.${fault.path}`, code: fault.code }];
    return Object.entries(limit.settings).flatMap(([setting, { kind }]): FieldError[] => {
      if (kind !== 'qualificationKinds') return [];
      const named = (given as unknown as Record<string, readonly string[]>)[setting]!;
      return named.every((one) => kinds.includes(one))
        ? []
        : [{ path: `limits.${name}.${setting}`, code: 'UNKNOWN_WORD', params: { allowed: kinds.join(', ') } }];
    });
  });
}
