// The duties of administration, as the service checks them before it writes. What binds is db/code/36-duties.sql; these
// checks turn its refusals into answers.
import { sql } from 'kysely';
import type { Tx } from '../../data/database.ts';
import type { Awaiting } from '../../domain/account/confirmation.ts';
import { DUTIES, ROLE_NAMES, type Role } from '../../domain/roles.ts';
import { Problem } from '../../http/problem.ts';

export interface Duties {
  /** No account may have two duties. */
  readonly separate: boolean;
  /** The actor had all duties and may only open accounts of the three. */
  readonly handingOver: boolean;
  /** The roles of accounts that the actor may create. */
  readonly roles: readonly Role[];
  /** The roles of accounts that another security administrator must confirm. */
  readonly twoPeople: readonly Role[];
}

export async function readDuties(tx: Tx): Promise<Duties> {
  const { rows } = await sql<{ separate: boolean; handing_over: boolean; two_people: Role[] }>`
    select duties_are_separate() as separate, hands_over() as handing_over,
      array(select name from unnest(${[...ROLE_NAMES]}::text[]) name where takes_two_people(name)) as two_people`.execute(
    tx,
  );
  const { separate, handing_over: handingOver, two_people: twoPeople } = rows[0]!;
  return {
    separate,
    handingOver,
    roles: handingOver ? DUTIES : separate ? ROLE_NAMES.filter((role) => role !== 'admin') : ROLE_NAMES,
    twoPeople: separate ? twoPeople : [],
  };
}

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
