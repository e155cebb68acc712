/**
 * Creates and redeems one-time links to files. A link is valid once, for a short time, and only with the rights that
 * its account still has when it is used.
 */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { asSystem, identify, NoSessionError, type Actor } from '../../data/as-actor.ts';
import type { Db, Tx } from '../../data/database.ts';
import type { IssuedProof } from '../../data/proof.queries.ts';
import { EXPORT_LINK_SECONDS } from '../../domain/limits.ts';
import { may } from '../../domain/roles.ts';
import type { Downloads } from '../../http/downloads.ts';
import { filtersAs } from '../../http/filters.ts';
import type { Exportables } from '../../http/feature.ts';
import { notFound, Problem, underPath } from '../../http/problem.ts';
import type { Answer, Incoming } from '../../http/route.ts';
import type { ExportBody } from './exports.dto.ts';
import { findLink, insertLink, markLinkUsed, type ExportLink } from './exports.queries.ts';

const SECRET_BYTES = 32;
const SECRET = /^[A-Za-z0-9_-]{43}$/;
const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/**
 * Creates a link for one download of a file within EXPORT_LINK_SECONDS.
 *
 * @returns path of the download, with the secret of the link
 * @throws Problem FORBIDDEN if the role may not export the table; VALIDATION_FAILED with paths under `filters`
 */
export async function createLink(
  tx: Tx,
  actor: Actor,
  body: ExportBody,
  exportables: Exportables,
  incoming: Pick<Incoming, 'at' | 'language'>,
): Promise<{ url: string; expiresAt: string }> {
  const exportable = exportables[body.what]!;
  if (!may(actor.role, exportable.permission)) throw new Problem('FORBIDDEN');
  const filters = body.filters ?? {};
  underPath('filters', () => exportable.check(filtersAs(exportable.Filter, filters), actor));
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  const expiresAt = new Date(incoming.at.getTime() + EXPORT_LINK_SECONDS * 1000);
  await insertLink(
    tx,
    {
      id: randomUUID(),
      hash: hashOf(secret),
      account_id: actor.accountId,
      session_id: actor.sessionId,
      what: body.what,
      format: body.format,
      filters,
      language: body.language ?? incoming.language,
    },
    incoming.at,
    expiresAt,
  );
  return { url: `/api/v1/exports/${secret}`, expiresAt: expiresAt.toISOString() };
}

/**
 * Sends the file of a link, once. The query runs in the session that created the link, with its present permissions.
 *
 * @throws Problem NOT_FOUND if the link is unknown, used or expired, or if its account may no longer export the table
 */
export async function downloadByLink(
  db: Db,
  downloads: Downloads,
  exportables: Exportables,
  incoming: Incoming,
): Promise<Answer> {
  const { at, requestId, headOnly } = incoming;
  const secret = incoming.params['token'] ?? '';
  const link = SECRET.test(secret)
    ? await asSystem(db, 'service', { action: 'export.read', at, requestId }, (tx) => findLink(tx, hashOf(secret), at))
    : null;
  const exportable = link === null ? undefined : exportables[link.what];
  if (link === null || exportable === undefined) throw notFound();
  incoming.validateQuery();
  if (!headOnly) await consumeLink(db, link, at, requestId);
  const audit = { action: 'export.read', at, requestId };
  try {
    const check = (actor: Actor): object => {
      if (!may(actor.role, exportable.permission) || actor.mustChangePassword || actor.accountId !== link.account_id)
        throw notFound();
      const filter = filtersAs(exportable.Filter, link.filters);
      exportable.check(filter, actor);
      return filter;
    };
    let issued: IssuedProof | null = null;
    if (!headOnly && exportable.issue) {
      const { actor } = await identify(db, link.session_id, at);
      issued = await exportable.issue(db, actor, check(actor), audit);
    }
    return await downloads.answer({
      session: { sessionId: link.session_id, accountId: link.account_id },
      audit,
      format: link.format,
      language: link.language,
      headOnly,
      open: (tx, actor) => exportable.open(tx, actor, check(actor), at, link.language, issued),
    });
  } catch (error) {
    // A 401 would ask for a token, but this route takes none.
    if (error instanceof NoSessionError) throw notFound();
    throw error;
  }
}

/** Marks a link as used, in a separate transaction before the download. @throws Problem NOT_FOUND if it was used concurrently */
async function consumeLink(db: Db, link: ExportLink & { login: string }, at: Date, requestId: string): Promise<void> {
  const onBehalfOf = { accountId: link.account_id, login: link.login };
  if (
    !(await asSystem(db, 'service', { action: 'export.download', at, requestId, onBehalfOf }, (tx) =>
      markLinkUsed(tx, link.id, at),
    ))
  )
    throw notFound();
}
