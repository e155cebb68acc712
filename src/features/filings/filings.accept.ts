/**
 * Acceptance of many filings in one step: each is accepted or refused on its own, in order. Filings with open flags need
 * a reason, so that nobody lets them pass by ticking a whole list.
 */
import type { Actor } from '../../data/as-actor.ts';
import type { Tx } from '../../data/database.ts';
import type { StoredFlag } from '../../domain/filing/row.ts';
import { nextState } from '../../domain/filing/state.ts';
import type { Language } from '../../domain/messages/messages.ts';
import { notFound, Problem, renderProblem, type ProblemError } from '../../http/problem.ts';
import { UUID } from '../../http/record-id.ts';
import { inspect, isPlainObject } from '../../http/rule.ts';
import { FilingVersion, type FilingAcceptance } from './filings.dto.ts';
import { lockFilings, updateToAccepted } from './filings.queries.ts';
import { findFilings, presentFiling, type FilingRow } from './filings.view.ts';

type Outcome = FilingRow | Problem;

const OPEN_FLAGS = {
  'zh-CN': '该备案还有未消除的疑点，请逐笔审核；确需批量同意的，请填写理由。',
  en: 'The filing still has open flags. Review it on its own, or give a reason with the acceptance.',
};

/** @throws Problem VALIDATION_FAILED for an item that is not an object, has a malformed member, or names a filing again */
export function readAcceptance({ ids, reason }: FilingAcceptance): { items: FilingVersion[]; reason: string | null } {
  const errors: ProblemError[] = [];
  const taken = new Set<string>();
  const items = ids.map((item, index) => {
    const path = `ids.${index}`;
    if (!isPlainObject(item)) errors.push({ path, code: 'NOT_AN_OBJECT' });
    const { value, errors: found } = inspect(FilingVersion, isPlainObject(item) ? item : {});
    if (isPlainObject(item)) errors.push(...found.map((error) => ({ ...error, path: `${path}.${error.path}` })));
    const id = value.id?.toLowerCase() ?? '';
    if (id !== '' && taken.has(id)) errors.push({ path: `${path}.id`, code: 'REPEATED' });
    taken.add(id);
    return { id, version: value.version ?? 0 };
  });
  if (errors.length > 0) throw new Problem('VALIDATION_FAILED', { errors });
  return { items, reason: reason ?? null };
}

/** @returns for each item the accepted filing; or a Problem NOT_FOUND, STALE_VERSION, STATE_CONFLICT or CONFLICT */
export async function acceptFilings(
  tx: Tx,
  actor: Actor,
  items: readonly FilingVersion[],
  reason: string | null,
): Promise<Outcome[]> {
  const locked = await lockFilings(
    tx,
    items.map(({ id }) => id).filter((id) => UUID.test(id)),
  );
  const problems = items.map(({ id, version }) => {
    const found = locked.get(id);
    if (found === undefined) return notFound();
    if (found.version !== version) return new Problem('STALE_VERSION');
    if (nextState(found.state, 'accept') === null)
      return new Problem('STATE_CONFLICT', { params: { state: found.state } });
    const isOpen = ({ metAt }: StoredFlag) => metAt === undefined;
    return reason === null && found.flags.concat(found.flags_other).some(isOpen)
      ? new Problem('CONFLICT', { detail: OPEN_FLAGS })
      : null;
  });
  const accepted = items.filter((_item, index) => problems[index] === null).map(({ id }) => id);
  if (accepted.length > 0) await updateToAccepted(tx, accepted, reason);
  const rows = new Map((await findFilings(tx, actor, accepted)).map((row) => [row.id, row]));
  return items.map(({ id }, index) => problems[index] ?? rows.get(id)!);
}

export function presentAcceptances(
  items: readonly FilingVersion[],
  outcomes: readonly Outcome[],
  language: Language,
  requestId: string,
) {
  return {
    results: outcomes.map((outcome, index) => {
      const { id } = items[index]!;
      return outcome instanceof Problem
        ? { id, status: outcome.status, problem: renderProblem(outcome, language, requestId) }
        : { id, status: 200, filing: presentFiling(outcome, language) };
    }),
  };
}
