// The duties of administration, as the service checks them before it writes. What binds is db/code/36-duties.sql; these
// checks turn its refusals into answers.
import type { Awaiting } from '../../domain/account/confirmation.ts';
import { dutiesOf, DUTIES, type Role } from '../../domain/roles.ts';
import { Problem } from '../../http/problem.ts';
import type { AccountRow } from './accounts.queries.ts';
import type { Duties } from './duties.queries.ts';

const HANDS_OVER = {
  'zh-CN': '已启用职责分离。原管理员只能开立系统、安全、审计三类管理员账号，且仅限尚未由本人设置密码的账号。',
  en: 'Duties are separate. The former administrator only opens accounts of the three duties, until their owners have set a password.',
};
const STAYS_CLOSED = {
  'zh-CN': '已启用职责分离，集全部职责于一身的管理员账号不能再启用。',
  en: 'Duties are separate. An account that had all of them stays disabled.',
};
const AWAITS = {
  'zh-CN': '此账号正等待另一名安全管理员确认，确认后自动启用。',
  en: 'The account awaits a confirmation by another security administrator, which enables it.',
};

const LAST_ADMIN = {
  'zh-CN': '这是最后一个可用的管理员账号，不能停用。',
  en: 'This is the last active administrator and cannot be disabled.',
};
const LAST_OF_DUTY = {
  'zh-CN': '这是该职责最后一个可用的管理员账号，不能停用。',
  en: 'This is the last active administrator with this duty and cannot be disabled.',
};

interface Concerned {
  readonly role: Role;
  readonly disabled: boolean;
  readonly must_change_password: boolean;
  readonly awaits?: Awaiting | null;
}

/** @param enables whether the change asks that the account be enabled @throws Problem CONFLICT */
export function requireOpenDuty({ separate, handingOver }: Duties, account: Concerned, enables: boolean): void {
  const isDuty = (DUTIES as readonly Role[]).includes(account.role);
  if (handingOver && !(isDuty && account.must_change_password)) throw new Problem('CONFLICT', { detail: HANDS_OVER });
  if (!enables || !account.disabled) return;
  if (separate && account.role === 'admin') throw new Problem('CONFLICT', { detail: STAYS_CLOSED });
  if (account.awaits) throw new Problem('CONFLICT', { detail: AWAITS });
}

/** @throws Problem CONFLICT if no other active account has a duty of this one */
export function requireAnother({ separate }: Duties, account: AccountRow, admins: readonly AccountRow[]): void {
  const others = admins.filter((admin) => admin.id !== account.id && !admin.disabled);
  for (const duty of dutiesOf(account.role, separate)) {
    if (others.some((other) => dutiesOf(other.role, separate).includes(duty))) continue;
    throw new Problem('CONFLICT', { detail: account.role === 'admin' ? LAST_ADMIN : LAST_OF_DUTY });
  }
}
