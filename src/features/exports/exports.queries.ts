/** Statements on export links. Only a hash of the link's secret is stored. */
import type { Tx } from '../../data/database.ts';
import type { Language } from '../../domain/messages/messages.ts';
import type { FileFormat } from '../../http/downloads.ts';
import type { Filters } from '../../http/filters.ts';

export interface ExportLink {
  readonly id: string;
  readonly hash: Buffer;
  readonly account_id: string;
  readonly session_id: string;
  readonly what: string;
  readonly format: FileFormat;
  readonly filters: Filters;
  readonly language: Language;
}

export async function insertLink(tx: Tx, link: ExportLink, at: Date, expiresAt: Date): Promise<void> {
  await tx
    .insertInto('export_link')
    .values({
      ...link,
      filters: JSON.stringify(link.filters) as never,
      created_at: at.toISOString(),
      expires_at: expiresAt.toISOString(),
    })
    .execute();
}

/** The link with this hash and the login of its account; null if there is none, or it is used or expired. */
export async function findLink(
  tx: Tx,
  hash: Buffer,
  at: Date,
): Promise<(ExportLink & { readonly login: string }) | null> {
  return (
    (await tx
      .selectFrom('export_link as l')
      .innerJoin('account as a', 'a.id', 'l.account_id')
      .select([
        'l.id',
        'l.hash',
        'l.account_id',
        'l.session_id',
        'l.what',
        'l.format',
        'l.filters',
        'l.language',
        'a.login',
      ])
      .where('l.hash', '=', hash)
      .where('l.used_at', 'is', null)
      .where('l.expires_at', '>', at.toISOString())
      .executeTakeFirst()) ?? null
  );
}

/** @returns false if the link was used already */
export async function markLinkUsed(tx: Tx, id: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('export_link')
    .set({ used_at: at.toISOString() })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
