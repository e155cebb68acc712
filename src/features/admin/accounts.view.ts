import { sql } from 'kysely';
import type { Tx } from '../../data/database.ts';
import { loginKey } from '../../domain/account/login.ts';
import type { Awaiting, Confirmation } from '../../domain/account/confirmation.ts';
import type { Role } from '../../domain/roles.ts';
import { numberKey } from '../../domain/values/text.ts';

export interface Account {
  id: string;
  login: string;
  role: Role;
  displayName: string;
  bank?: { code: string; name: string };
  firm?: { uscc: string; name: string };
  regions?: string[];
  disabled: boolean;
  mustChangePassword: boolean;
  secondFactor: boolean;
  passwordChangedAt: string;
  version: number;
  /** Accounts that take two people where duties are separate. */
  confirmation?: AccountConfirmation;
}

interface Person {
  login: string;
  displayName: string;
}

export interface AccountConfirmation {
  state: Confirmation;
  awaits: Awaiting | null;
  /** The regions that were asked for; null: all. Only where these are awaited. */
  regions?: string[] | null;
  askedBy: Person | null;
  askedAt: string | null;
  confirmedBy: Person | null;
}

const accounts = (tx: Tx) =>
  tx
    .selectFrom('account')
    .leftJoin('bank', 'bank.code', 'account.bank_code')
    .leftJoin('firm', 'firm.uscc', 'account.uscc')
    .leftJoin('account as asker', 'asker.id', 'account.asked_by')
    .leftJoin('account as confirmer', 'confirmer.id', 'account.confirmed_by')
    .select([
      'account.id',
      'account.login',
      'account.role',
      'account.display_name',
      'account.bank_code',
      'bank.name as bank_name',
      'account.uscc',
      'firm.name as firm_name',
      'account.regions',
      'account.disabled',
      'account.must_change_password',
      'account.password_changed_at',
      'account.version',
      'account.confirmation',
      'account.awaits',
      'account.awaits_regions',
      'account.asked_at',
      'asker.login as asker_login',
      'asker.display_name as asker_name',
      'confirmer.login as confirmer_login',
      'confirmer.display_name as confirmer_name',
      (of) =>
        of
          .exists(
            of
              .selectFrom('second_factor')
              .select('second_factor.account_id')
              .whereRef('second_factor.account_id', '=', 'account.id')
              .where('second_factor.confirmed_at', 'is not', null),
          )
          .as('second_factor'),
    ]);

type Row = Awaited<ReturnType<ReturnType<typeof accounts>['executeTakeFirstOrThrow']>>;

const present = (row: Row): Account => ({
  id: row.id,
  login: row.login,
  role: row.role,
  displayName: row.display_name,
  ...(row.bank_code === null ? {} : { bank: { code: row.bank_code, name: row.bank_name ?? '' } }),
  ...(row.uscc === null ? {} : { firm: { uscc: row.uscc, name: row.firm_name ?? '' } }),
  ...(row.regions === null ? {} : { regions: row.regions }),
  disabled: row.disabled,
  mustChangePassword: row.must_change_password,
  secondFactor: row.second_factor === true,
  passwordChangedAt: row.password_changed_at,
  version: row.version,
  ...(row.confirmation === null ? {} : { confirmation: presentConfirmation(row, row.confirmation) }),
});

const presentConfirmation = (row: Row, state: Confirmation): AccountConfirmation => ({
  state,
  awaits: row.awaits,
  ...(row.awaits === 'regions' ? { regions: row.awaits_regions } : {}),
  askedBy: person(row.asker_login, row.asker_name),
  askedAt: row.asked_at,
  confirmedBy: person(row.confirmer_login, row.confirmer_name),
});

const person = (login: string | null, displayName: string | null): Person | null =>
  login === null ? null : { login, displayName: displayName ?? '' };

export async function viewAccount(tx: Tx, id: string): Promise<Account | null> {
  const row = await accounts(tx).where('account.id', '=', id).executeTakeFirst();
  return row ? present(row) : null;
}

/**
 * Accounts in order of login, at most `limit`.
 *
 * @param q part of the login, or of the display, bank or firm name, ignoring spaces and case
 * @param awaiting whether something awaits a confirmation
 * @param after only accounts whose login is greater
 */
export async function listAccounts(
  tx: Tx,
  {
    q,
    awaiting,
    after,
    limit,
  }: { q: string | undefined; awaiting: boolean | undefined; after: string | null; limit: number },
): Promise<Account[]> {
  let query = accounts(tx).orderBy('account.login').limit(limit);
  if (after !== null) query = query.where('account.login', '>', after);
  if (awaiting !== undefined) query = query.where('account.awaits', awaiting ? 'is not' : 'is', null);
  if (q !== undefined) {
    query = query.where(
      sql<boolean>`(strpos(account.login, ${loginKey(q)}) > 0 or strpos(translate(upper(concat_ws(chr(10), account.display_name, bank.name, firm.name)), ' \u3000', ''), ${numberKey(q)}) > 0)`,
    );
  }
  return (await query.execute()).map(present);
}
