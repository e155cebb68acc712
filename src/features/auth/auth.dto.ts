import { LOGIN_MAX_CHARACTERS } from '../../domain/limits.ts';
import { Secret, Text, Word } from '../../http/fields.ts';
import { Optional } from '../../http/rule.ts';

/** Far above the limit for new passwords, which domain/account/password.ts checks. */
const SECRET_MAX_CHARACTERS = 1024;

export class LoginBody {
  @Text(1, LOGIN_MAX_CHARACTERS) login!: string;
  @Secret(SECRET_MAX_CHARACTERS) password!: string;
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
