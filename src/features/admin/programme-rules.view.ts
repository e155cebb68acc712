import type { Tx } from '../../data/database.ts';
import type { WireLimits } from '../../domain/programme/limits/registry.ts';

export interface ProgrammeRule {
  code: string;
  name: string;
  regionPrefix: string;
  validFrom: string;
  validTo: string | null;
  reviewAll: boolean;
  /** An absent limit is not set. */
  limits: WireLimits;
  version: number;
}

/** Programme rules in order of code; only that of `code` if given. */
export async function listProgrammeRules(tx: Tx, code?: string): Promise<ProgrammeRule[]> {
  let query = tx
    .selectFrom('programme_rule')
    .select(['code', 'name', 'region_prefix', 'valid_from', 'valid_to', 'review_all', 'limits', 'version'])
    .orderBy('code');
  if (code !== undefined) query = query.where('code', '=', code);
  return (await query.execute()).map((row) => ({
    code: row.code,
    name: row.name,
    regionPrefix: row.region_prefix,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    reviewAll: row.review_all,
    limits: row.limits as WireLimits,
    version: row.version,
  }));
}
