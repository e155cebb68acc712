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
import { CodeField, NO_CODE, proofOf, type CodeValue } from './code-field.tsx';
import { texts } from './texts.ts';

const isAbout = (problem: unknown, code: string): problem is ApiProblem =>
  problem instanceof ApiProblem && problem.body.errors.some((error) => error.code === code);

/**
 * Login and password, then the second factor of an account that has one. With `login` set, only that account can sign
 * in.
 */
export function SignInForm({ login: fixedLogin, extraButton }: { login?: string; extraButton?: ReactNode }): ReactNode {
  const t = useTexts(texts);
  const c = useTexts(common);
  const [login, setLogin] = useState(fixedLogin ?? '');
  const [password, setPassword] = useState('');
  /** Null until the service asks for it. */
  const [code, setCode] = useState<CodeValue | null>(null);
  const [error, setError] = useState('');
  const [submitted, setSubmitted] = useState(false);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const startOver = (): void => {
    setCode(null);
    setPassword('');
    setError('');
    setSubmitted(false);
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setError('');
    setSubmitted(true);
    if (login.trim() === '' || password === '')
      return form.current?.querySelector<HTMLInputElement>('input:placeholder-shown')?.focus();
    if (code?.text.trim() === '') return form.current?.querySelector<HTMLInputElement>('.code-input')?.focus();
    setBusy(true);
    signIn(login.trim(), password, code === null ? {} : proofOf(code)).catch((problem: unknown) => {
      setBusy(false);
      setSubmitted(false);
      if (isAbout(problem, 'SECOND_FACTOR_REQUIRED')) return setCode(NO_CODE);
      setError(problem instanceof ApiProblem ? problem.message : c.connectionLostShort);
      const wrong = isAbout(problem, 'WRONG_CODE') ? '.code-input' : 'input[name=password]';
      if (wrong !== '.code-input' && problem instanceof ApiProblem) setCode(null);
      form.current?.querySelector<HTMLInputElement>(wrong)?.select();
    });
  };
  const credentials = (
    <>
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
    </>
  );
  return (
    <form ref={form} className="stack" onSubmit={submit} noValidate>
      {code === null ? (
        credentials
      ) : (
        <>
          <p role="status">{t.codeNeeded(login.trim())}</p>
          <CodeField
            value={code}
            onChange={setCode}
            autoFocus
            error={submitted && code.text.trim() === '' ? t.needCode : undefined}
          />
        </>
      )}
      <FormError>{error}</FormError>
      <div className="buttons">
        <Button type="primary" htmlType="submit" disabled={busy}>
          {busy ? t.signingIn : t.signIn}
        </Button>
        {code !== null && fixedLogin === undefined && <Button onClick={startOver}>{c.back}</Button>}
        {extraButton}
      </div>
    </form>
  );
}
