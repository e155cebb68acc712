import { LOGIN_MAX_CHARACTERS } from '../../domain/limits.ts';
import { Secret, Text, Word } from '../../http/fields.ts';
import { PageQuery } from '../../http/page-query.ts';
import { Optional } from '../../http/rule.ts';

/** Far above the limit for new passwords, which domain/account/password.ts checks. */
const SECRET_MAX_CHARACTERS = 1024;
const CODE_MAX_CHARACTERS = 64;

export class LoginBody {
  @Text(1, LOGIN_MAX_CHARACTERS) login!: string;
  @Secret(SECRET_MAX_CHARACTERS) password!: string;
  /** The 6 digits of an authenticator app, for an account with a second factor. */
  @Optional() @Secret(CODE_MAX_CHARACTERS) code?: string | null;
  /** Instead of `code`: one of the recovery codes; each works once. */
  @Optional() @Secret(CODE_MAX_CHARACTERS) recoveryCode?: string | null;
  /** `cookie`: the refresh token is set as an HttpOnly cookie instead of being in the body. */
  @Optional() @Word(['token', 'cookie']) session?: 'token' | 'cookie' | null;
}

export class RefreshBody {
  /** Absent if the token is in the cookie. */
  @Optional() @Secret(SECRET_MAX_CHARACTERS) refreshToken?: string | null;
}

export class PasswordBody {
  @Secret(SECRET_MAX_CHARACTERS) oldPassword!: string;
  @Secret(SECRET_MAX_CHARACTERS) newPassword!: string;
}

export class PasswordCheckBody {
  @Secret(SECRET_MAX_CHARACTERS) newPassword!: string;
}

export class EnrolmentBody {
  @Secret(SECRET_MAX_CHARACTERS) password!: string;
}

export class ConfirmationBody {
  @Secret(CODE_MAX_CHARACTERS) code!: string;
}

/** Password and second factor: `code` or `recoveryCode`. */
export class ProofBody {
  @Secret(SECRET_MAX_CHARACTERS) password!: string;
  @Optional() @Secret(CODE_MAX_CHARACTERS) code?: string | null;
  @Optional() @Secret(CODE_MAX_CHARACTERS) recoveryCode?: string | null;
}

export class SessionSearch extends PageQuery {}
