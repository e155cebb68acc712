import {
  ACCOUNT_REGIONS_MAX_ITEMS,
  LOGIN_MAX_CHARACTERS,
  LOGIN_MIN_CHARACTERS,
  NAME_MAX_CHARACTERS,
  NAME_MIN_CHARACTERS,
  REASON_MAX_CHARACTERS,
  REASON_MIN_CHARACTERS,
  SEARCH_MAX_CHARACTERS,
  SEARCH_MIN_CHARACTERS,
} from '../../domain/limits.ts';
import { loginKey } from '../../domain/account/login.ts';
import { ROLE_NAMES, type Role } from '../../domain/roles.ts';
import { Flag, List, QueryFlag, Text, Uscc, Word } from '../../http/fields.ts';
import { PageQuery } from '../../http/page-query.ts';
import { Optional } from '../../http/rule.ts';
import { BANK_CODE, REGION_CODE } from './places.dto.ts';

const LOGIN = /^[\p{L}\p{N}][\p{L}\p{N}._@-]*$/u;

/** Starts with a letter (of any script) or digit; further characters also `.` `_` `@` `-`. Ignores case and width. */
const Login = (): PropertyDecorator =>
  Text(LOGIN_MIN_CHARACTERS, LOGIN_MAX_CHARACTERS, { pattern: LOGIN.source }, (text) => {
    const key = loginKey(text);
    return LOGIN.test(key) && key.length >= LOGIN_MIN_CHARACTERS && key.length <= LOGIN_MAX_CHARACTERS;
  });
const BankCode = (): PropertyDecorator => Text(1, 20, { pattern: BANK_CODE.source }, (text) => BANK_CODE.test(text));

export class AccountSearch extends PageQuery {
  /** Part of the login, the display name, or the name of the bank or firm. */
  @Optional() @Text(SEARCH_MIN_CHARACTERS, SEARCH_MAX_CHARACTERS) q?: string;
  /** Whether something of the account awaits a confirmation. */
  @Optional() @QueryFlag() awaiting?: boolean;
}

export class NewAccountBody {
  @Login() login!: string;
  @Word(ROLE_NAMES) role!: Role;
  @Text(NAME_MIN_CHARACTERS, NAME_MAX_CHARACTERS) displayName!: string;
  /** Required for officers, not allowed for other roles. */
  @Optional() @BankCode() bankCode?: string | null;
  /** Required for firms' accounts, not allowed for other roles. */
  @Optional() @Uscc() uscc?: string | null;
  /** Limits an auditor to these regions; absent or null: no limit. */
  @Optional() @List(REGION_CODE, ACCOUNT_REGIONS_MAX_ITEMS, '430211') regions?: string[] | null;
}

export class RefusalBody {
  @Text(REASON_MIN_CHARACTERS, REASON_MAX_CHARACTERS) reason!: string;
}

/** Absent fields stay unchanged. */
export class AccountChangeBody {
  @Optional() @Text(NAME_MIN_CHARACTERS, NAME_MAX_CHARACTERS) displayName?: string | null;
  @Optional() @Flag() disabled?: boolean | null;
  /** The new bank of an officer. */
  @Optional() @BankCode() bankCode?: string | null;
  /** The new regions of an auditor; null removes the limit. */
  @Optional() @List(REGION_CODE, ACCOUNT_REGIONS_MAX_ITEMS, '430211') regions?: string[] | null;
}
