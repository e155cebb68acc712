// What another person confirms or refuses. Who that may be is decided by account_guard_update, which also applies what
// was asked for.
import { asActor, type Actor, type AuditContext } from '../../data/as-actor.ts';
import type { Db, Tx } from '../../data/database.ts';
import { issuesPassword } from '../../domain/account/confirmation.ts';
import { Problem } from '../../http/problem.ts';
import type { Incoming } from '../../http/route.ts';
import type { RefusalBody } from './accounts.dto.ts';
import { updateAccount } from './accounts.queries.ts';
import { lockAccountAndAdmins, requireAccount, type OneTimePasswords, type WithPassword } from './accounts.service.ts';
import { viewAccount, type Account } from './accounts.view.ts';
import { readDuties } from './duties.queries.ts';

const NOTHING_AWAITED = {
  'zh-CN': '此账号没有待确认的事项。',
  en: 'Nothing of this account awaits a confirmation.',
};
const SAME_PERSON = {
  'zh-CN': '您是申请人，须由另一名安全管理员确认。',
  en: 'You asked for this. Another security administrator must confirm it.',
};
const HANDS_OVER = {
  'zh-CN': '已启用职责分离，须由安全管理员确认。',
  en: 'Duties are separate. A security administrator must confirm.',
};

/**
 * Confirms what the account awaits, as another person than the one who asked. A new account and a new password issue the
 * one-time password now: whoever asked never knows it. It is hashed outside the transaction.
 *
 * @throws Problem NOT_FOUND, PRECONDITION_REQUIRED, STALE_VERSION, STATE_CONFLICT, CONFLICT for the person who asked
 */
export async function confirmAccount(
  db: Db,
  passwords: OneTimePasswords,
  actor: Actor,
  id: string,
  incoming: Incoming,
): Promise<WithPassword> {
  const audit: AuditContext = { action: 'account.confirm', at: incoming.at, requestId: incoming.requestId };
  const seen = await asActor(db, actor.sessionId, audit, (tx) => requireAccount(tx, id));
  const issued = issuesPassword(seen.confirmation?.awaits ?? null) ? await passwords.oneTime() : null;
  return asActor(db, actor.sessionId, audit, async (tx) => {
    const { account } = await lockAccountAndAdmins(tx, actor, id);
    incoming.validateBody();
    incoming.requireVersion(account.version);
    if (account.awaits === null) throw new Problem('STATE_CONFLICT', { detail: NOTHING_AWAITED });
    const { separate, handingOver } = await readDuties(tx);
    if (handingOver) throw new Problem('CONFLICT', { detail: HANDS_OVER });
    if (separate && [account.asked_by, account.id].includes(actor.accountId))
      throw new Problem('CONFLICT', { detail: SAME_PERSON });
    // Something else is awaited than when the password was hashed.
    if (issuesPassword(account.awaits) !== (issued !== null)) throw new Problem('STALE_VERSION');
    await updateAccount(tx, account.id, {
      confirmation: 'two_people',
      ...(issued
        ? {
            password_hash: issued.hash,
            must_change_password: true,
            password_changed_at: incoming.at.toISOString(),
          }
        : {}),
    });
    const confirmed = (await viewAccount(tx, account.id))!;
    return issued ? { ...confirmed, oneTimePassword: issued.oneTimePassword } : confirmed;
  });
}

/**
 * Gives up what the account awaits; whoever asked may do so as well. A new account stays disabled, and so does one whose
 * password was reset.
 *
 * @throws Problem NOT_FOUND, VALIDATION_FAILED, PRECONDITION_REQUIRED, STALE_VERSION, STATE_CONFLICT
 */
export async function refuseAccount(
  tx: Tx,
  actor: Actor,
  id: string,
  incoming: Incoming<unknown, RefusalBody>,
): Promise<Account> {
  const { account } = await lockAccountAndAdmins(tx, actor, id);
  incoming.validateBody();
  incoming.requireVersion(account.version);
  if (account.awaits === null) throw new Problem('STATE_CONFLICT', { detail: NOTHING_AWAITED });
  if ((await readDuties(tx)).handingOver) throw new Problem('CONFLICT', { detail: HANDS_OVER });
  await updateAccount(tx, account.id, { confirmation: 'refused' });
  return (await viewAccount(tx, account.id))!;
}
