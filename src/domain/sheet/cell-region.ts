/** Regions (县市区) as spreadsheets name them: by code, or by name with or without city and province before it. */
import { cellFault, squeeze, type CellValue, type ReadCell } from './cell.ts';
import type { Day } from '../values/day.ts';

export interface Region {
  readonly code: string;
  readonly name: string;
  readonly validFrom: Day | null;
  readonly validTo: Day | null;
}

/** Regions by code and name, looked up for every row. */
export interface Regions {
  readonly byCode: ReadonlyMap<string, Region>;
  readonly byName: ReadonlyMap<string, readonly Region[]>;
}

export function indexRegions(regions: readonly Region[]): Regions {
  const byName = new Map<string, Region[]>();
  for (const region of regions) byName.set(region.name, [...(byName.get(region.name) ?? []), region]);
  return { byCode: new Map(regions.map((region) => [region.code, region])), byName };
}

/** Whether a code was a region on a day; without a day, whether it ever was one. */
export function regionHolds(region: Region | undefined, day: Day | undefined): boolean {
  return (
    region !== undefined &&
    (day === undefined ||
      ((region.validFrom === null || region.validFrom <= day) && (region.validTo === null || region.validTo >= day)))
  );
}

/** @param day on which it has to be a region, where that is known: 株洲县 until 2018, 渌口区 since */
export function regionOfCell({ text }: ReadCell, regions: Regions, day: Day | undefined): CellValue<string> {
  const bare = squeeze(text);
  const code =
    /^([0-9]{6})(?:[0-9]{6})?$/.exec(bare)?.[1] ??
    /^([0-9]{6})\D/.exec(bare)?.[1] ??
    /[（(]([0-9]{6})[)）]$/.exec(bare)?.[1];
  if (code !== undefined) return { ok: true, value: code };
  const named = regions.byName.get(bare) ?? ending(bare, regions);
  const valid = named.filter((region) => regionHolds(region, day));
  if (valid.length === 1) return { ok: true, value: valid[0]!.code };
  return cellFault(valid.length > 1 ? 'AMBIGUOUS_REGION' : 'UNKNOWN_REGION');
}

/** 湖南省株洲市天元区 ends with 天元区. The longest such name is meant. */
function ending(text: string, regions: Regions): readonly Region[] {
  for (let begin = 1; begin < text.length - 1; begin += 1) {
    const found = regions.byName.get(text.slice(begin));
    if (found) return found;
  }
  return [];
}
