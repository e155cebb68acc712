import { asSystem, type Actor } from '../../data/as-actor.ts';
import type { Db } from '../../data/database.ts';
import { DEMO_PASSWORD, guessableWords, normalisedPassword, passwordFault } from '../../domain/account/password.ts';
import { shanghaiYear } from '../../domain/values/day.ts';
import type { ProblemError } from '../../http/problem.ts';
import { isDemonstration } from './auth.queries.ts';
import { passwordStrength } from './password-strength.ts';

type Owner = Pick<Actor, 'login' | 'displayName' | 'bank' | 'firm'>;

/** Returns why a new password of an account is refused, as an error of `newPassword`; null if it is accepted. */
export type PasswordRules = (password: string, owner: Owner, at: Date) => Promise<ProblemError | null>;

export function createPasswordRules(db: Db): PasswordRules {
  return async (password, owner, at) => {
    const path = 'newPassword';
    const fault = passwordFault(password);
    if (fault !== null) return { path, ...fault };
    const normalised = normalisedPassword(password);
    if (normalised === DEMO_PASSWORD) {
      const demo = await asSystem(db, 'sign-in', { action: 'auth.password', at }, isDemonstration);
      return demo ? null : { path, code: 'PASSWORD_TOO_WEAK', params: { weakness: 'public' } };
    }
    const about = [owner.login, owner.displayName, owner.bank?.name, owner.bank?.code, owner.firm?.name];
    const { weakness } = await passwordStrength(normalised, guessableWords(about, shanghaiYear(at)));
    return weakness === null ? null : { path, code: 'PASSWORD_TOO_WEAK', params: { weakness } };
  };
}
