/**
 * Changing the password, by choice or at the first sign-in. The rules for passwords are the service's; the page shows
 * its messages.
 */
import { Button, Input } from 'antd';
import { useState, type SubmitEvent, type ReactNode } from 'react';
import { FormError } from '../shared/form-alerts.tsx';
import { unwrap, api } from '../shared/api.ts';
import { LanguageSwitch, Logo } from '../shared/brand.tsx';
import { Field } from '../shared/field.tsx';
import { useTexts } from '../shared/language.ts';
import { notify } from '../shared/notice.tsx';
import { Page } from '../shared/page.tsx';
import { ApiProblem, SessionEnded } from '../shared/problem.ts';
import { passwordChanged, signOut } from '../shared/session.ts';
import { common } from '../shared/texts.ts';
import { texts } from './texts.ts';

/** `oneTime`: the first sign-in, with a one-time password; no other page is available until it is changed. */
export function PasswordPage({ oneTime = false }: { oneTime?: boolean }): ReactNode {
  const t = useTexts(texts);
  const c = useTexts(common);
  if (!oneTime)
    return (
      <Page title={t.passwordTitle}>
        <div className="narrow">
          <PasswordForm oldLabel={t.oldPassword} />
        </div>
      </Page>
    );
  return (
    <div className="sign-in-page">
      <header>
        <LanguageSwitch />
      </header>
      <main>
        <p className="subtitle">
          <Logo /> {c.product}
        </p>
        <Page title={t.firstTitle} lead={t.firstText}>
          <PasswordForm oldLabel={t.oneTimePassword} />
        </Page>
        <p className="aside">
          <Button type="link" onClick={() => void signOut().catch(() => undefined)}>
            {c.signOut}
          </Button>
        </p>
      </main>
    </div>
  );
}

const EMPTY = { oldPassword: '', newPassword: '', repeat: '' };

function PasswordForm({ oldLabel }: { oldLabel: string }): ReactNode {
  const t = useTexts(texts);
  const c = useTexts(common);
  const [values, setValues] = useState(EMPTY);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
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
  const field = (name: keyof typeof EMPTY, label: string, autoComplete: string, hint?: string): ReactNode => (
    <Field label={label} error={errors[name]} {...(hint === undefined ? {} : { hint })}>
      {(control) => (
        <Input.Password
          {...control}
          name={name}
          autoComplete={autoComplete}
          value={values[name]}
          onChange={(event) => setValues({ ...values, [name]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <form className="stack" onSubmit={submit} noValidate>
      {field('oldPassword', oldLabel, 'current-password')}
      {field('newPassword', t.newPassword, 'new-password', t.rule)}
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
