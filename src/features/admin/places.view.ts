import type { Tx } from '../../data/database.ts';
import type { PlaceTable } from './places.queries.ts';

export interface Place {
  code: string;
  name: string;
  validFrom: string | null;
  validTo: string | null;
  version: number;
}

/** Banks or regions in order of code; only that of `code` if given. */
export async function listPlaces(tx: Tx, table: PlaceTable, code?: string): Promise<Place[]> {
  let query = tx
    .selectFrom(table as 'bank')
    .select(['code', 'name', 'valid_from', 'valid_to', 'version'])
    .orderBy('code');
  if (code !== undefined) query = query.where('code', '=', code);
  return (await query.execute()).map((row) => ({
    code: row.code,
    name: row.name,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    version: row.version,
  }));
}
