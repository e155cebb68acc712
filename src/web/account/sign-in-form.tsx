/**
 * The form of the sign-in page and of the dialog after expiry. Password managers rely on the names and autocomplete
 * values of its inputs.
 */
import { Button, Input } from 'antd';
import { useRef, useState, type SubmitEvent, type ReactNode } from 'react';
import { FormError } from '../shared/form-alerts.tsx';
import { Field } from '../shared/field.tsx';
import { useTexts } from '../shared/language.ts';
import { ApiProblem } from '../shared/problem.ts';
import { signIn } from '../shared/session.ts';
import { common } from '../shared/texts.ts';
import { texts } from './texts.ts';

/** Login and password. With `login` set, only that account can sign in. */
export function SignInForm({ login: fixedLogin, extraButton }: { login?: string; extraButton?: ReactNode }): ReactNode {
  const t = useTexts(texts);
  const c = useTexts(common);
  const [login, setLogin] = useState(fixedLogin ?? '');
  const [password, setPassword] = useState('');
  const [error, setError] = useState('');
  const [submitted, setSubmitted] = useState(false);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setError('');
    setSubmitted(true);
    if (login.trim() === '' || password === '')
      return form.current?.querySelector<HTMLInputElement>('input:placeholder-shown')?.focus();
    setBusy(true);
    signIn(login.trim(), password).catch((problem: unknown) => {
      setBusy(false);
      setError(problem instanceof ApiProblem ? problem.message : c.connectionLostShort);
      form.current?.querySelector<HTMLInputElement>('input[name=password]')?.select();
    });
  };
  return (
    <form ref={form} className="stack" onSubmit={submit} noValidate>
      <Field label={t.login} error={submitted && login.trim() === '' ? t.needLogin : undefined}>
        {(control) => (
          <Input
            {...control}
            placeholder=" "
            name="login"
            autoComplete="username"
            autoCapitalize="off"
            spellCheck={false}
            maxLength={64}
            autoFocus={fixedLogin === undefined}
            readOnly={fixedLogin !== undefined}
            value={login}
            onChange={(event) => setLogin(event.target.value)}
          />
        )}
      </Field>
      <Field label={t.password} error={submitted && password === '' ? t.needPassword : undefined}>
        {(control) => (
          <Input.Password
            {...control}
            placeholder=" "
            name="password"
            autoComplete="current-password"
            autoFocus={fixedLogin !== undefined}
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </Field>
      <FormError>{error}</FormError>
      <div className="buttons">
        <Button type="primary" htmlType="submit" disabled={busy}>
          {busy ? t.signingIn : t.signIn}
        </Button>
        {extraButton}
      </div>
    </form>
  );
}
