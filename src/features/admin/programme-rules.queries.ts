import type { Tx } from '../../data/database.ts';
import type { WireLimits } from '../../domain/programme/wire.ts';

export interface ProgrammeRuleContent {
  name: string;
  region_prefix: string;
  valid_from: string;
  valid_to: string | null;
  review_all: boolean;
  limits: WireLimits;
}

const stored = ({ limits, ...content }: ProgrammeRuleContent) => ({ ...content, limits: JSON.stringify(limits) });

/** The version of a rule, its row locked; null when there is none. */
export async function lockProgrammeRule(tx: Tx, code: string): Promise<number | null> {
  return (
    (await tx.selectFrom('programme_rule').select('version').where('code', '=', code).forUpdate().executeTakeFirst())
      ?.version ?? null
  );
}

/** @returns false when there is one with this code */
export async function insertProgrammeRule(tx: Tx, code: string, content: ProgrammeRuleContent): Promise<boolean> {
  const result = await tx
    .insertInto('programme_rule')
    .values({ code, ...stored(content) })
    .onConflict((conflict) => conflict.column('code').doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

export async function updateProgrammeRule(tx: Tx, code: string, content: ProgrammeRuleContent): Promise<void> {
  await tx.updateTable('programme_rule').set(stored(content)).where('code', '=', code).execute();
}
