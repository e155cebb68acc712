import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Tag } from 'antd';
import { useState, type SubmitEvent, type ReactNode } from 'react';
import { ProblemAlert } from '../records/problem-alert.tsx';
import { useSubmit } from '../records/use-submit.ts';
import { api, unwrap, type Schemas } from '../shared/api.ts';
import { formatInstant } from '../shared/days.ts';
import { Dialog } from '../shared/dialog.tsx';
import { FormButtons } from '../shared/form-buttons.tsx';
import { useTexts } from '../shared/language.ts';
import { notify } from '../shared/notice.tsx';
import { QueryResult } from '../shared/query-state.tsx';
import { Section } from '../shared/section.tsx';
import { CodeField, NO_CODE, proofOf } from './code-field.tsx';
import { CurrentPasswordField } from './current-password-field.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import { SecondFactorSetup } from './second-factor-setup.tsx';
import { securityTexts } from './security-texts.ts';
import { texts } from './texts.ts';

type State = Schemas['SecondFactor'];
const KEY = ['second-factor'];
const FEW_CODES = 3;

/** One's own second factor: whether there is one, and setting it up, removing it or renewing the recovery codes. */
export function SecondFactorSection(): ReactNode {
  const t = useTexts(securityTexts);
  const queries = useQueryClient();
  const state = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/auth/second-factor', { signal })),
  });
  const [open, setOpen] = useState<'setup' | 'remove' | 'codes' | null>(null);
  const close = (): void => {
    setOpen(null);
    void queries.invalidateQueries({ queryKey: KEY });
  };
  return (
    <Section title={t.secondFactor}>
      <QueryResult query={state} rows={2}>
        {(found) => <Summary state={found} onOpen={setOpen} />}
      </QueryResult>
      <Dialog open={open === 'setup'} title={t.setupTitle}>
        <SecondFactorSetup
          onDone={() => {
            close();
            notify(t.isSet);
          }}
          onCancel={close}
        />
      </Dialog>
      <Dialog open={open === 'remove'} title={t.removeTitle} onClose={close}>
        <ProofForm
          lead={t.removeText}
          button={t.remove}
          danger
          send={(body) => unwrap(api.DELETE('/api/v1/auth/second-factor', { body }))}
          onDone={() => {
            close();
            notify(t.isRemoved);
          }}
          onCancel={close}
        />
      </Dialog>
      <Dialog open={open === 'codes'} title={t.renewTitle}>
        <RenewForm onClose={close} />
      </Dialog>
    </Section>
  );
}

function Summary({
  state: { enabled, required, since, recoveryCodesLeft },
  onOpen,
}: {
  state: State;
  onOpen: (dialog: 'setup' | 'remove' | 'codes') => void;
}): ReactNode {
  const t = useTexts(securityTexts);
  if (!enabled)
    return (
      <div className="stack">
        <p>
          <Tag>{t.off}</Tag> {t.offText}
        </p>
        <div className="buttons">
          <Button type="primary" onClick={() => onOpen('setup')}>
            {t.setup}
          </Button>
        </div>
      </div>
    );
  return (
    <div className="stack">
      <p>
        <Tag color="success">{t.on}</Tag> {t.onText(formatInstant(since ?? '').slice(0, 10), required)}
      </p>
      <p className={recoveryCodesLeft <= FEW_CODES ? 'error-text' : 'secondary'}>{t.codesLeft(recoveryCodesLeft)}</p>
      <div className="buttons">
        <Button onClick={() => onOpen('codes')}>{t.renew}</Button>
        <Button danger onClick={() => onOpen('remove')}>
          {t.remove}
        </Button>
      </div>
    </div>
  );
}

function RenewForm({ onClose }: { onClose: () => void }): ReactNode {
  const t = useTexts(securityTexts);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  if (codes !== null) return <RecoveryCodes codes={codes} onClose={onClose} />;
  return (
    <ProofForm
      lead={t.renewText}
      button={t.renew}
      send={(body) => unwrap(api.POST('/api/v1/auth/second-factor/recovery-codes', { body }))}
      onDone={({ recoveryCodes }) => setCodes(recoveryCodes)}
      onCancel={onClose}
    />
  );
}

/** Asks for password and second factor. */
function ProofForm<T>({
  lead,
  button,
  danger = false,
  send: sendProof,
  onDone,
  onCancel,
}: {
  lead: string;
  button: string;
  danger?: boolean;
  send: (body: Schemas['ProofBody']) => Promise<T>;
  onDone: (answer: T) => void;
  onCancel: () => void;
}): ReactNode {
  const a = useTexts(texts);
  const { busy, problem, fieldErrors, send } = useSubmit();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState(NO_CODE);
  const [submitted, setSubmitted] = useState(false);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setSubmitted(true);
    if (busy || password === '' || code.text.trim() === '') return;
    send(() => sendProof({ password, ...proofOf(code) }), onDone);
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <p>{lead}</p>
      <CurrentPasswordField
        value={password}
        onChange={setPassword}
        submitted={submitted}
        refusal={fieldErrors['password']}
      />
      <CodeField
        value={code}
        onChange={setCode}
        error={fieldErrors[code.kind] ?? (submitted && code.text.trim() === '' ? a.needCode : undefined)}
      />
      <ProblemAlert problem={problem} fields={['password', 'code', 'recoveryCode']} />
      <FormButtons text={button} danger={danger} busy={busy} onCancel={onCancel} />
    </form>
  );
}
