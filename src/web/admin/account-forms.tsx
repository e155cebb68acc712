import { useQueryClient } from '@tanstack/react-query';
import { Checkbox, Input, Radio } from 'antd';
import { useRef, useState, type SubmitEvent, type ReactNode } from 'react';
import { useBanks, useRegions } from '../records/use-places.ts';
import { ProblemAlert } from '../records/problem-alert.tsx';
import { recordTexts } from '../records/texts.ts';
import { useSubmit } from '../records/use-submit.ts';
import { unwrap, api, idempotencyKey, type Schemas } from '../shared/api.ts';
import { Choice } from '../shared/choice.tsx';
import { Dialog } from '../shared/dialog.tsx';
import { Field } from '../shared/field.tsx';
import { FormButtons } from '../shared/form-buttons.tsx';
import { useTexts } from '../shared/language.ts';
import { notify } from '../shared/notice.tsx';
import { common } from '../shared/texts.ts';
import { dutiesTexts } from './duties-texts.ts';
import type { IssuedPassword } from './one-time-password.tsx';
import { adminTexts } from './texts.ts';

type Account = Schemas['Account'];
type Role = Account['role'];
/** A one-time password, or the login of an account that another person has yet to confirm. */
type Outcome = IssuedPassword | { readonly asked: string };
const FIELDS = ['login', 'role', 'displayName', 'bankCode', 'uscc', 'regions'];

/** Open while there are duties. */
export function NewAccountDialog({
  duties,
  onClose,
  onIssued,
}: {
  duties: Schemas['Duties'] | undefined;
  onClose: () => void;
  onIssued: (issued: Outcome) => void;
}): ReactNode {
  const t = useTexts(adminTexts);
  return (
    <Dialog open={duties !== undefined} title={t.newAccount} onClose={onClose}>
      {duties !== undefined && <NewAccountForm duties={duties} onClose={onClose} onIssued={onIssued} />}
    </Dialog>
  );
}

function NewAccountForm({
  duties,
  onClose,
  onIssued,
}: {
  duties: Schemas['Duties'];
  onClose: () => void;
  onIssued: (issued: Outcome) => void;
}): ReactNode {
  const t = useTexts(adminTexts);
  const b = useTexts(recordTexts);
  const c = useTexts(common);
  const { busy, problem, fieldErrors, send } = useSubmit();
  const [submitted, setSubmitted] = useState(false);
  // A repeated request with the same body uses the same key.
  const lastRequest = useRef({ body: '', key: '' });
  const d = useTexts(dutiesTexts);
  const [values, setValues] = useState({
    login: '',
    displayName: '',
    role: duties.roles[0] ?? ('officer' as Role),
    bankCode: '',
    uscc: '',
  });
  const [regions, setRegions] = useState<readonly string[] | null>(null);
  const change = (more: Partial<typeof values>): void => setValues({ ...values, ...more });
  const missing = (name: 'login' | 'displayName' | 'bankCode' | 'uscc'): string | undefined =>
    fieldErrors[name] ?? (submitted && values[name].trim() === '' ? b.required : undefined);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setSubmitted(true);
    const { login, displayName, role, bankCode, uscc } = values;
    const needed = [login, displayName, ...(role === 'officer' ? [bankCode] : role === 'firm' ? [uscc] : [])];
    if (busy || needed.some((text) => text.trim() === '') || regions?.length === 0) return;
    const body = {
      login,
      displayName,
      role,
      ...(role === 'officer' ? { bankCode } : {}),
      ...(role === 'firm' ? { uscc } : {}),
      ...(role === 'auditor' && regions !== null ? { regions: [...regions] } : {}),
    };
    const text = JSON.stringify(body);
    if (lastRequest.current.body !== text) lastRequest.current = { body: text, key: idempotencyKey() };
    send(
      () =>
        unwrap(
          api.POST('/api/v1/admin/accounts', {
            body,
            params: { header: { 'Idempotency-Key': lastRequest.current.key } },
          }),
        ),
      ({ login: made, oneTimePassword, confirmation }) =>
        onIssued(confirmation?.awaits ? { asked: made } : { login: made, password: oneTimePassword ?? null }),
    );
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <Field label={t.role} hint={duties.twoPeople.includes(values.role) ? d.takesTwo : undefined}>
        {(control) => (
          <Choice
            control={control}
            autoFocus
            value={values.role}
            options={duties.roles.map((role) => [role, c.roles[role]])}
            onChange={(role) => change({ role })}
          />
        )}
      </Field>
      <Field label={t.login} required hint={t.loginHint} error={missing('login')}>
        {(control) => (
          <Input
            {...control}
            maxLength={64}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            value={values.login}
            onChange={(event) => change({ login: event.target.value })}
          />
        )}
      </Field>
      <Field label={t.displayName} required error={missing('displayName')}>
        {(control) => (
          <Input
            {...control}
            maxLength={200}
            autoComplete="off"
            value={values.displayName}
            onChange={(event) => change({ displayName: event.target.value })}
          />
        )}
      </Field>
      {values.role === 'officer' && (
        <BankField value={values.bankCode} onChange={(bankCode) => change({ bankCode })} error={missing('bankCode')} />
      )}
      {values.role === 'firm' && (
        <Field label={t.uscc} required hint={t.usccHint} error={missing('uscc')}>
          {(control) => (
            <Input
              {...control}
              maxLength={40}
              autoComplete="off"
              spellCheck={false}
              value={values.uscc}
              onChange={(event) => change({ uscc: event.target.value })}
            />
          )}
        </Field>
      )}
      {values.role === 'auditor' && (
        <RegionsField value={regions} onChange={setRegions} error={fieldErrors['regions']} />
      )}
      <ProblemAlert problem={problem} fields={FIELDS} />
      <FormButtons text={t.create} busy={busy} onCancel={onClose} />
    </form>
  );
}

export function EditAccountDialog({
  account,
  duties,
  onClose,
}: {
  account: Account | null;
  duties: Schemas['Duties'] | undefined;
  onClose: () => void;
}): ReactNode {
  const t = useTexts(adminTexts);
  return (
    <Dialog open={account !== null} title={t.editAccount(account?.login ?? '')} onClose={onClose}>
      {account !== null && <EditAccountForm account={account} duties={duties} onClose={onClose} />}
    </Dialog>
  );
}

function EditAccountForm({
  account,
  duties,
  onClose,
}: {
  account: Account;
  duties: Schemas['Duties'] | undefined;
  onClose: () => void;
}): ReactNode {
  const t = useTexts(adminTexts);
  const d = useTexts(dutiesTexts);
  const b = useTexts(recordTexts);
  const queries = useQueryClient();
  const { busy, problem, fieldErrors, send } = useSubmit();
  const [values, setValues] = useState({
    displayName: account.displayName,
    disabled: account.disabled,
    bankCode: account.bank?.code ?? '',
  });
  const [regions, setRegions] = useState<readonly string[] | null>(account.regions ?? null);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (busy || values.displayName.trim() === '' || regions?.length === 0) return;
    const { displayName, disabled, bankCode } = values;
    const body = {
      displayName,
      disabled,
      ...(account.role === 'officer' ? { bankCode } : {}),
      ...(account.role === 'auditor' ? { regions: regions === null ? null : [...regions] } : {}),
    };
    const params = { path: { id: account.id }, header: { 'If-Match': `"${account.version}"` } };
    send(
      () =>
        unwrap(api.PATCH('/api/v1/admin/accounts/{id}', { params, body })).finally(
          () => void queries.invalidateQueries({ queryKey: ['accounts'] }),
        ),
      (changed) => {
        onClose();
        notify(changed.confirmation?.awaits ? d.asked(changed.login) : b.saved);
      },
    );
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <Field
        label={t.displayName}
        required
        error={fieldErrors['displayName'] ?? (values.displayName.trim() === '' ? b.required : undefined)}
      >
        {(control) => (
          <Input
            {...control}
            autoFocus
            maxLength={200}
            autoComplete="off"
            value={values.displayName}
            onChange={(event) => setValues({ ...values, displayName: event.target.value })}
          />
        )}
      </Field>
      {account.role === 'officer' && (
        <BankField
          value={values.bankCode}
          onChange={(bankCode) => setValues({ ...values, bankCode })}
          error={fieldErrors['bankCode']}
        />
      )}
      {account.role === 'auditor' && (
        <>
          <RegionsField value={regions} onChange={setRegions} error={fieldErrors['regions']} />
          {duties?.twoPeople.includes(account.role) && <p className="secondary small">{d.widens}</p>}
        </>
      )}
      <Checkbox
        checked={values.disabled}
        onChange={(event) => setValues({ ...values, disabled: event.target.checked })}
      >
        {t.disable}
        <br />
        <span className="secondary small">{t.disableHint}</span>
      </Checkbox>
      <ProblemAlert problem={problem} fields={FIELDS} />
      <FormButtons busy={busy} onCancel={onClose} />
    </form>
  );
}

function BankField({
  value,
  onChange,
  error,
}: {
  value: string;
  onChange: (code: string) => void;
  error: string | undefined;
}): ReactNode {
  const t = useTexts(adminTexts);
  const banks = useBanks();
  return (
    <Field label={t.bank} required error={error}>
      {(control) => (
        <Choice
          control={control}
          disabled={banks.isPending}
          value={value}
          options={(banks.data ?? []).map(({ code, name }) => [code, name])}
          onChange={onChange}
        />
      )}
    </Field>
  );
}

/** The regions of an auditor; null means all. */
function RegionsField({
  value,
  onChange,
  error,
}: {
  value: readonly string[] | null;
  onChange: (codes: readonly string[] | null) => void;
  error: string | undefined;
}): ReactNode {
  const t = useTexts(adminTexts);
  const regions = useRegions();
  const message = error ?? (value?.length === 0 ? t.regionsNeeded : undefined);
  return (
    <fieldset className="stack">
      <legend>{t.regions}</legend>
      <Radio.Group
        vertical
        name="regions"
        value={value !== null}
        onChange={(event) => onChange(event.target.value === true ? [] : null)}
        options={[
          { value: false, label: t.allRegions },
          { value: true, label: t.someRegions },
        ]}
      />
      {value !== null && (
        <Checkbox.Group
          className="tick-list"
          value={[...value]}
          onChange={onChange}
          options={(regions.data ?? []).map(({ code, name }) => ({ value: code, label: name }))}
        />
      )}
      {message !== undefined && (
        <p className="error-text" role="alert">
          {message}
        </p>
      )}
    </fieldset>
  );
}
