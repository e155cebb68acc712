import type { Tx } from '../../data/database.ts';
import type { WireLimits } from '../../domain/programme/limits/registry.ts';

export interface ProgrammeRuleContent {
  name: string;
  region_prefix: string;
  valid_from: string;
  valid_to: string | null;
  review_all: boolean;
  limits: WireLimits;
}

const toColumns = ({ limits, ...content }: ProgrammeRuleContent) => ({ ...content, limits: JSON.stringify(limits) });

/** Locks a rule. @returns its version; null if there is none */
export async function lockProgrammeRule(tx: Tx, code: string): Promise<number | null> {
  return (
    (await tx.selectFrom('programme_rule').select('version').where('code', '=', code).forUpdate().executeTakeFirst())
      ?.version ?? null
  );
}

/** @returns false if the code is taken */
export async function insertProgrammeRule(tx: Tx, code: string, content: ProgrammeRuleContent): Promise<boolean> {
  const result = await tx
    .insertInto('programme_rule')
    .values({ code, ...toColumns(content) })
    .onConflict((conflict) => conflict.column('code').doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

export async function updateProgrammeRule(tx: Tx, code: string, content: ProgrammeRuleContent): Promise<void> {
  await tx.updateTable('programme_rule').set(toColumns(content)).where('code', '=', code).execute();
}
