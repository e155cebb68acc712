import { LOGIN_MAX_CHARACTERS } from '../../domain/limits.ts';
import { Secret, Text, Word } from '../../http/fields.ts';
import { Optional } from '../../http/rule.ts';

/** Far over what a password may have; how long a new one may be is said by the rule for passwords. */
const SECRET_MAX_CHARACTERS = 1024;

export class LoginBody {
  @Text(1, LOGIN_MAX_CHARACTERS) login!: string;
  @Secret(SECRET_MAX_CHARACTERS) password!: string;
  /** `cookie`: the refresh token comes as a cookie that scripts cannot read, and not in the body. */
  @Optional() @Word(['token', 'cookie']) session?: 'token' | 'cookie' | null;
}

export class RefreshBody {
  /** Left out where the token is in the cookie. */
  @Optional() @Secret(SECRET_MAX_CHARACTERS) refreshToken?: string | null;
}

export class PasswordBody {
  @Secret(SECRET_MAX_CHARACTERS) oldPassword!: string;
  @Secret(SECRET_MAX_CHARACTERS) newPassword!: string;
}
