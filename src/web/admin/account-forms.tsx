import { useQueryClient } from '@tanstack/react-query';
import { Checkbox, Input, Radio } from 'antd';
import { useRef, useState, type SubmitEvent, type ReactNode } from 'react';
import { useBanks, useRegions } from '../bureau/places.ts';
import { ProblemNote } from '../bureau/problem-note.tsx';
import { bureau } from '../bureau/texts.ts';
import { useSending } from '../bureau/use-sending.ts';
import { answer, api, idempotencyKey, type Schemas } from '../shared/api.ts';
import { Choice } from '../shared/choice.tsx';
import { Dialog } from '../shared/dialog.tsx';
import { Field } from '../shared/field.tsx';
import { FormButtons } from '../shared/form-buttons.tsx';
import { useTexts } from '../shared/language.ts';
import { notify } from '../shared/notice.tsx';
import { common } from '../shared/texts.ts';
import type { Told } from './one-time-password.tsx';
import { adminTexts } from './texts.ts';

export type Account = Schemas['Account'];
type Role = Account['role'];
const FIELDS = ['login', 'role', 'displayName', 'bankCode', 'uscc', 'regions'];

export function NewAccountDialog({
  open,
  onClose,
  tell,
}: {
  open: boolean;
  onClose: () => void;
  tell: (told: Told) => void;
}): ReactNode {
  const t = useTexts(adminTexts);
  return (
    <Dialog open={open} title={t.newAccount} onClose={onClose}>
      <NewAccountForm onClose={onClose} tell={tell} />
    </Dialog>
  );
}

function NewAccountForm({ onClose, tell }: { onClose: () => void; tell: (told: Told) => void }): ReactNode {
  const t = useTexts(adminTexts);
  const b = useTexts(bureau);
  const c = useTexts(common);
  const { busy, problem, at, send } = useSending();
  const [tried, setTried] = useState(false);
  // The same key for the same account, however often it is sent.
  const sent = useRef({ body: '', key: '' });
  const [given, setGiven] = useState({ login: '', displayName: '', role: 'officer' as Role, bankCode: '', uscc: '' });
  const [regions, setRegions] = useState<readonly string[] | null>(null);
  const change = (more: Partial<typeof given>): void => setGiven({ ...given, ...more });
  const missing = (name: 'login' | 'displayName' | 'bankCode' | 'uscc'): string | undefined =>
    at[name] ?? (tried && given[name].trim() === '' ? b.needed : undefined);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setTried(true);
    const { login, displayName, role, bankCode, uscc } = given;
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
    if (sent.current.body !== text) sent.current = { body: text, key: idempotencyKey() };
    send(
      () =>
        answer(
          api.POST('/api/v1/admin/accounts', { body, params: { header: { 'Idempotency-Key': sent.current.key } } }),
        ),
      (made) => tell({ login: made.login, password: made.oneTimePassword ?? null }),
    );
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <Field label={t.role}>
        {(control) => (
          <Choice
            control={control}
            autoFocus
            value={given.role}
            options={Object.entries(c.roles) as [Role, string][]}
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
            value={given.login}
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
            value={given.displayName}
            onChange={(event) => change({ displayName: event.target.value })}
          />
        )}
      </Field>
      {given.role === 'officer' && (
        <BankField value={given.bankCode} onChange={(bankCode) => change({ bankCode })} error={missing('bankCode')} />
      )}
      {given.role === 'firm' && (
        <Field label={t.uscc} required hint={t.usccHint} error={missing('uscc')}>
          {(control) => (
            <Input
              {...control}
              maxLength={40}
              autoComplete="off"
              spellCheck={false}
              value={given.uscc}
              onChange={(event) => change({ uscc: event.target.value })}
            />
          )}
        </Field>
      )}
      {given.role === 'auditor' && <RegionsField value={regions} onChange={setRegions} error={at['regions']} />}
      <ProblemNote problem={problem} fields={FIELDS} />
      <FormButtons text={t.create} busy={busy} onCancel={onClose} />
    </form>
  );
}

export function EditAccountDialog({ account, onClose }: { account: Account | null; onClose: () => void }): ReactNode {
  const t = useTexts(adminTexts);
  return (
    <Dialog open={account !== null} title={t.editAccount(account?.login ?? '')} onClose={onClose}>
      {account !== null && <EditAccountForm account={account} onClose={onClose} />}
    </Dialog>
  );
}

function EditAccountForm({ account, onClose }: { account: Account; onClose: () => void }): ReactNode {
  const t = useTexts(adminTexts);
  const b = useTexts(bureau);
  const queries = useQueryClient();
  const { busy, problem, at, send } = useSending();
  const [given, setGiven] = useState({
    displayName: account.displayName,
    disabled: account.disabled,
    bankCode: account.bank?.code ?? '',
  });
  const [regions, setRegions] = useState<readonly string[] | null>(account.regions ?? null);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (busy || given.displayName.trim() === '' || regions?.length === 0) return;
    const { displayName, disabled, bankCode } = given;
    const body = {
      displayName,
      disabled,
      ...(account.role === 'officer' ? { bankCode } : {}),
      ...(account.role === 'auditor' ? { regions: regions === null ? null : [...regions] } : {}),
    };
    const params = { path: { id: account.id }, header: { 'If-Match': `"${account.version}"` } };
    send(
      () =>
        answer(api.PATCH('/api/v1/admin/accounts/{id}', { params, body })).finally(
          () => void queries.invalidateQueries({ queryKey: ['accounts'] }),
        ),
      () => {
        onClose();
        notify(b.saved);
      },
    );
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <Field
        label={t.displayName}
        required
        error={at['displayName'] ?? (given.displayName.trim() === '' ? b.needed : undefined)}
      >
        {(control) => (
          <Input
            {...control}
            autoFocus
            maxLength={200}
            autoComplete="off"
            value={given.displayName}
            onChange={(event) => setGiven({ ...given, displayName: event.target.value })}
          />
        )}
      </Field>
      {account.role === 'officer' && (
        <BankField
          value={given.bankCode}
          onChange={(bankCode) => setGiven({ ...given, bankCode })}
          error={at['bankCode']}
        />
      )}
      {account.role === 'auditor' && <RegionsField value={regions} onChange={setRegions} error={at['regions']} />}
      <Checkbox checked={given.disabled} onChange={(event) => setGiven({ ...given, disabled: event.target.checked })}>
        {t.disable}
        <br />
        <span className="soft small">{t.disableHint}</span>
      </Checkbox>
      <ProblemNote problem={problem} fields={FIELDS} />
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

/** Null is no limit. */
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
  const said = error ?? (value?.length === 0 ? t.regionsNeeded : undefined);
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
      {said !== undefined && (
        <p className="error-text" role="alert">
          {said}
        </p>
      )}
    </fieldset>
  );
}
