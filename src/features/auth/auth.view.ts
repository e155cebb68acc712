import { sql } from 'kysely';
import type { Actor } from '../../data/as-actor.ts';
import type { Tx } from '../../data/database.ts';
import { needsSecondFactor } from '../../domain/roles.ts';
import { endOfSession } from './auth.queries.ts';

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
  secondFactor: boolean;
  mustEnrolSecondFactor: boolean;
  session: { endsAt: string; idleMinutes: number };
}

/** @param policy whether administrators and auditors must have a second factor */
export async function viewMe(
  tx: Tx,
  accountId: string,
  sessionId: string,
  policy: 'optional' | 'required',
): Promise<Me> {
  const row = await tx
    .selectFrom('account')
    .innerJoin('session', 'session.account_id', 'account.id')
    .leftJoin('bank', 'bank.code', 'account.bank_code')
    .leftJoin('firm', 'firm.uscc', 'account.uscc')
    .leftJoin('second_factor', (join) =>
      join.onRef('second_factor.account_id', '=', 'account.id').on('second_factor.confirmed_at', 'is not', null),
    )
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
      'second_factor.confirmed_at',
      'session.started_at',
      'session.max_hours',
      'session.idle_minutes',
    ])
    .where('account.id', '=', accountId)
    .where('session.id', '=', sessionId)
    .executeTakeFirstOrThrow();
  const secondFactor = row.confirmed_at !== null;
  return {
    id: row.id,
    login: row.login,
    role: row.role,
    displayName: row.display_name,
    ...(row.bank_code === null ? {} : { bank: { code: row.bank_code, name: row.bank_name ?? '' } }),
    ...(row.uscc === null ? {} : { firm: { uscc: row.uscc, name: row.firm_name ?? '' } }),
    ...(row.regions === null ? {} : { regions: row.regions }),
    mustChangePassword: row.must_change_password,
    secondFactor,
    mustEnrolSecondFactor: policy === 'required' && needsSecondFactor(row.role) && !secondFactor,
    session: { endsAt: endOfSession(row).toISOString(), idleMinutes: row.idle_minutes },
  };
}

export interface SecondFactorState {
  enabled: boolean;
  required: boolean;
  since: string | null;
  recoveryCodesLeft: number;
}

export async function viewSecondFactor(
  tx: Tx,
  { accountId, role }: Pick<Actor, 'accountId' | 'role'>,
  policy: 'optional' | 'required',
): Promise<SecondFactorState> {
  const row = await tx
    .selectFrom('second_factor')
    .select(['confirmed_at', 'recovery_codes_left'])
    .where('account_id', '=', accountId)
    .where('confirmed_at', 'is not', null)
    .executeTakeFirst();
  return {
    enabled: row !== undefined,
    required: policy === 'required' && needsSecondFactor(role),
    since: row?.confirmed_at ?? null,
    recoveryCodesLeft: row?.recovery_codes_left ?? 0,
  };
}
