/** What became of earlier imports of the same file. */
import { sql } from 'kysely';
import type { Tx } from '../../../data/database.ts';
import { SHEETS_MAX } from '../../../domain/limits.ts';
import type { Job } from '../job/job.queries.ts';

/** The sheets of the file that earlier imports have committed. */
export async function committedSheets(tx: Tx, { id, kind }: Job): Promise<Set<string>> {
  const rows = await tx
    .selectFrom('import as i')
    .innerJoin('import_progress as p', 'p.import_id', 'i.id')
    .select(sql<string | null>`p.found ->> 'sheet'`.as('sheet'))
    .where('i.sha256', '=', (query) => query.selectFrom('import').select('sha256').where('id', '=', id))
    .where('i.kind', '=', kind)
    .where('i.state', '=', 'committed')
    .limit(SHEETS_MAX)
    .execute();
  return new Set(rows.flatMap(({ sheet }) => sheet ?? []));
}
