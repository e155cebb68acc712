import { sql } from 'kysely';
import type { Actor } from '../../data/as-actor.ts';
import type { Tx } from '../../data/database.ts';

/** The account that is signed in. */
export interface Me {
  id: string;
  login: string;
  role: Actor['role'];
  displayName: string;
  /** Officers only. */
  bank?: { code: string; name: string };
  /** Firms' accounts only. */
  firm?: { uscc: string; name: string };
  /** Auditors with limited regions only. */
  regions?: string[];
  mustChangePassword: boolean;
}

export function presentMe(actor: Omit<Actor, 'sessionId'>): Me {
  return {
    id: actor.accountId,
    login: actor.login,
    role: actor.role,
    displayName: actor.displayName,
    ...(actor.bank ? { bank: actor.bank } : {}),
    ...(actor.firm ? { firm: actor.firm } : {}),
    ...(actor.regions ? { regions: [...actor.regions] } : {}),
    mustChangePassword: actor.mustChangePassword,
  };
}

/** Reads the account during sign-in, when there is no actor yet. */
export async function viewMe(tx: Tx, accountId: string): Promise<Me> {
  const row = await tx
    .selectFrom('account')
    .leftJoin('bank', 'bank.code', 'account.bank_code')
    .leftJoin('firm', 'firm.uscc', 'account.uscc')
    .select([
      'account.id',
      'account.login',
      sql<Actor['role']>`acting_role(account.role)`.as('role'),
      'account.display_name',
      'account.bank_code',
      'bank.name as bank_name',
      'account.uscc',
      'firm.name as firm_name',
      'account.regions',
      'account.must_change_password',
    ])
    .where('account.id', '=', accountId)
    .executeTakeFirstOrThrow();
  return presentMe({
    accountId: row.id,
    login: row.login,
    role: row.role,
    displayName: row.display_name,
    bank: row.bank_code === null ? null : { code: row.bank_code, name: row.bank_name ?? '' },
    firm: row.uscc === null ? null : { uscc: row.uscc, name: row.firm_name ?? '' },
    regions: row.regions,
    mustChangePassword: row.must_change_password,
  });
}
