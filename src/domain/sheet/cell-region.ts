/**
 * Reads regions (县市区) from spreadsheet cells: by code, or by name with or without province and city. An ambiguous name
 * is an error, never a guess.
 */
import { cellFault, squeeze, valueText, type CellValue, type ReadCell } from './cell.ts';
import type { Day } from '../values/day.ts';
import { PLACE_PREFIXES } from './words/places.ts';

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

const SEPARATORS = /[-·・.,，、;；/\\|>→_]/g;
/** Six digits, or with those of a street (nine) and a village (twelve). */
const CODE = '([0-9]{6})(?:[0-9]{6}|[0-9]{3})?';
const CODE_FIRST = new RegExp(`^${CODE}(\\D.*)?$`, 's');
const CODE_LAST = new RegExp(`^(.*?)[([【]${CODE}[)\\]】]$|^(.*\\D)${CODE}$`, 's');
/** Programs write a code that they took for a number with decimals. */
const DECIMALS = /^([0-9]+)\.0+$/;

/**
 * Reads a region code. A name must be that of a region of the registry, alone or after its province and city; a code
 * beside it must be its code. @param day on which a named region must be valid, if known
 */
export function regionOfCell(cell: ReadCell, regions: Regions, day: Day | undefined): CellValue<string> {
  if (cell.kind !== 'text' && cell.kind !== 'number') return cellFault('UNKNOWN_REGION');
  const { code, name } = codeAndName(textOf(cell));
  if (code !== null && name === '') return { ok: true, value: code };
  const named = regionsNamed(name, regions);
  if (code !== null)
    return named.some((region) => region.code === code) ? { ok: true, value: code } : cellFault('AMBIGUOUS_REGION');
  const valid = named.filter((region) => isRegionOn(region, day));
  if (valid.length === 1) return { ok: true, value: valid[0]!.code };
  const severalNames = named.length === 0 && [...regions.byName.keys()].some((known) => name.includes(known));
  return cellFault(valid.length > 1 || severalNames ? 'AMBIGUOUS_REGION' : 'UNKNOWN_REGION');
}

const textOf = (cell: ReadCell): string =>
  squeeze(valueText(cell) ?? '')
    .replace(DECIMALS, '$1')
    .replace(SEPARATORS, '');

/**
 * Whether another cell of a row, such as one with the city or a code beside the name, says that the region is elsewhere.
 * A cell that names no place that is known says nothing.
 */
export function contradictsRegion(cell: ReadCell, code: string, regions: Regions, day: Day | undefined): boolean {
  const text = textOf(cell);
  // The codes of a province, a city, a region, a street and a village.
  if (/^[0-9]+$/.test(text))
    return [2, 4, 6, 9, 12].includes(text.length) && !code.startsWith(text.slice(0, 6).replace(/(?:00){1,2}$/, ''));
  const places = placesOf(text) ?? [];
  if (places.length > 0) return !places.every((prefixes) => prefixes.some((prefix) => code.startsWith(prefix)));
  const region = regionOfCell(cell, regions, day);
  return region.ok && region.value !== code;
}

/** Splits 430211天元区, 天元区(430211) and 天元区430211. */
function codeAndName(text: string): { readonly code: string | null; readonly name: string } {
  const first = CODE_FIRST.exec(text);
  const last = first === null ? CODE_LAST.exec(text) : null;
  if (last) return { code: last[2] ?? last[4]!, name: last[1] ?? last[3]! };
  return first
    ? { code: first[1]!, name: (first[2] ?? '').replace(/^[([【](.*)[)\]】]$/, '$1') }
    : { code: null, name: text };
}

/** The regions of the longest name at the end of the text that agree with the places before it: 天元区 in 湖南省株洲市天元区. */
function regionsNamed(text: string, regions: Regions): readonly Region[] {
  for (let begin = 0; begin < text.length; begin += 1) {
    const known = regions.byName.get(text.slice(begin));
    const places = known && placesOf(text.slice(0, begin).replace(/^(?:中国|中华人民共和国)/, ''));
    if (known && places)
      return known.filter(({ code }) => places.every((prefixes) => prefixes.some((prefix) => code.startsWith(prefix))));
  }
  return [];
}

const PLACE_MAX_CHARACTERS = Math.max(...[...PLACE_PREFIXES.keys()].map(({ length }) => length));

/** The code prefixes of each place in a text of nothing but provinces and cities; null for other texts. */
function placesOf(text: string): (readonly string[])[] | null {
  if (text === '') return [];
  for (let end = Math.min(text.length, PLACE_MAX_CHARACTERS); end >= 2; end -= 1) {
    const prefixes = PLACE_PREFIXES.get(text.slice(0, end));
    const rest = prefixes && placesOf(text.slice(end));
    if (prefixes && rest) return [prefixes, ...rest];
  }
  return null;
}
