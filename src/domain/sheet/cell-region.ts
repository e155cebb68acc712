/**
 * Reads regions (县市区) from spreadsheet cells: by code, or by name with or without province and city. An ambiguous name
 * is an error, never a guess.
 */
import { cellFault, squeeze, type CellValue, type ReadCell } from './cell.ts';
import type { Day } from '../values/day.ts';

export interface Region {
  readonly code: string;
  readonly name: string;
  readonly validFrom: Day | null;
  readonly validTo: Day | null;
}

/** Regions, indexed by code and name. */
export interface Regions {
  readonly byCode: ReadonlyMap<string, Region>;
  readonly byName: ReadonlyMap<string, readonly Region[]>;
}

export function indexRegions(regions: readonly Region[]): Regions {
  const byName = new Map<string, Region[]>();
  for (const region of regions) byName.set(region.name, [...(byName.get(region.name) ?? []), region]);
  return { byCode: new Map(regions.map((region) => [region.code, region])), byName };
}

/** Whether a region is valid on a day; without a day, whether it exists. */
export function isRegionOn(region: Region | undefined, day: Day | undefined): boolean {
  return (
    region !== undefined &&
    (day === undefined ||
      ((region.validFrom === null || region.validFrom <= day) && (region.validTo === null || region.validTo >= day)))
  );
}

/** Reads a region code. @param day on which a named region must be valid, if known */
export function regionOfCell({ text }: ReadCell, regions: Regions, day: Day | undefined): CellValue<string> {
  const squeezed = squeeze(text);
  const code =
    /^([0-9]{6})(?:[0-9]{6})?$/.exec(squeezed)?.[1] ??
    /^([0-9]{6})\D/.exec(squeezed)?.[1] ??
    /[（(]([0-9]{6})[)）]$/.exec(squeezed)?.[1];
  if (code !== undefined) return { ok: true, value: code };
  const named = regions.byName.get(squeezed) ?? regionsNamedAtEnd(squeezed, regions);
  const valid = named.filter((region) => isRegionOn(region, day));
  if (valid.length === 1) return { ok: true, value: valid[0]!.code };
  return cellFault(valid.length > 1 ? 'AMBIGUOUS_REGION' : 'UNKNOWN_REGION');
}

/** The regions with the longest name that ends the text: 天元区 in 湖南省株洲市天元区. */
function regionsNamedAtEnd(text: string, regions: Regions): readonly Region[] {
  for (let begin = 1; begin < text.length - 1; begin += 1) {
    const regionsOfName = regions.byName.get(text.slice(begin));
    if (regionsOfName) return regionsOfName;
  }
  return [];
}
