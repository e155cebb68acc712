/**
 * Changing the password, by choice or at the first sign-in. The rules for passwords are the service's; the page shows
 * its messages.
 */
import { Button, Input } from 'antd';
import { useEffect, useState, type SubmitEvent, type ReactNode } from 'react';
import { FormError } from '../shared/form-alerts.tsx';
import { unwrap, api } from '../shared/api.ts';
import { Field } from '../shared/field.tsx';
import { useLanguage, useTexts } from '../shared/language.ts';
import { notify } from '../shared/notice.tsx';
import { ApiProblem, SessionEnded } from '../shared/problem.ts';
import { passwordChanged } from '../shared/session.ts';
import { common } from '../shared/texts.ts';
import { texts } from './texts.ts';

const EMPTY = { oldPassword: '', newPassword: '', repeat: '' };

/** The form of a new password. The service says while one types whether it would accept it. */
export function PasswordForm({ oldLabel }: { oldLabel: string }): ReactNode {
  const t = useTexts(texts);
  const c = useTexts(common);
  const [values, setValues] = useState(EMPTY);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const advice = useAdvice(values.newPassword);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const missing = Object.fromEntries(
      Object.entries(values)
        .filter(([, value]) => value === '')
        .map(([name]) => [name, t.needPassword]),
    );
    const found =
      values.repeat !== values.newPassword && values.repeat !== '' ? { ...missing, repeat: t.mismatch } : missing;
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    setBusy(true);
    unwrap(
      api.POST('/api/v1/auth/password', { body: { oldPassword: values.oldPassword, newPassword: values.newPassword } }),
    )
      .then(
        () => {
          setValues(EMPTY);
          notify(t.changed);
          passwordChanged();
        },
        (error: unknown) => {
          if (error instanceof SessionEnded) return;
          setErrors(
            error instanceof ApiProblem
              ? { '': error.body.errors.length > 0 ? '' : error.message, ...error.byField }
              : { '': c.connectionLostShort },
          );
        },
      )
      .finally(() => setBusy(false));
  };
  const field = (name: keyof typeof EMPTY, label: string, autoComplete: string, hint?: ReactNode): ReactNode => (
    <Field label={label} error={errors[name]} {...(hint === undefined ? {} : { hint })}>
      {(control) => (
        <Input.Password
          {...control}
          name={name}
          autoComplete={autoComplete}
          value={values[name]}
          onChange={(event) => {
            setValues({ ...values, [name]: event.target.value });
            // What was refused is being changed; the advice says more.
            if (name === 'newPassword') setErrors(({ newPassword: _refused, ...others }) => others);
          }}
        />
      )}
    </Field>
  );
  const rule = (
    <>
      {t.rule}
      <span className={advice?.accepted === true ? 'password-advice good' : 'password-advice'} role="status">
        {advice === null ? '' : advice.accepted ? t.strong : advice.text}
      </span>
    </>
  );
  return (
    <form className="stack" onSubmit={submit} noValidate>
      {field('oldPassword', oldLabel, 'current-password')}
      {field('newPassword', t.newPassword, 'new-password', rule)}
      {field('repeat', t.repeat, 'new-password')}
      <FormError>{errors[''] ?? ''}</FormError>
      <div className="buttons">
        <Button type="primary" htmlType="submit" disabled={busy}>
          {busy ? t.changing : t.change}
        </Button>
      </div>
    </form>
  );
}

interface Advice {
  readonly accepted: boolean;
  readonly text: string;
}
const PAUSE_MS = 400;

/** What the service says of a password, after a pause in typing; null before. A failed check says nothing: the form is checked again when it is sent. */
function useAdvice(password: string): Advice | null {
  const language = useLanguage();
  const [advice, setAdvice] = useState<Advice | null>(null);
  useEffect(() => {
    setAdvice(null);
    if (password === '') return;
    const aborter = new AbortController();
    const timer = setTimeout(() => {
      unwrap(api.POST('/api/v1/auth/password/check', { body: { newPassword: password }, signal: aborter.signal })).then(
        ({ accepted, errors }) => setAdvice({ accepted, text: errors.map(({ message }) => message).join(' ') }),
        () => undefined,
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      aborter.abort();
    };
  }, [password, language]);
  return advice;
}
