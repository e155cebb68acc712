import { Button } from 'antd';
import { useState, type SubmitEvent, type ReactNode } from 'react';
import { ProblemAlert } from '../records/problem-alert.tsx';
import { useSubmit } from '../records/use-submit.ts';
import { api, unwrap, type Schemas } from '../shared/api.ts';
import { FormButtons } from '../shared/form-buttons.tsx';
import { useTexts } from '../shared/language.ts';
import { CodeField, NO_CODE } from './code-field.tsx';
import { CurrentPasswordField } from './current-password-field.tsx';
import { QrCode } from './qr-code.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import { securityTexts } from './security-texts.ts';
import { texts } from './texts.ts';

type Enrolment = Schemas['SecondFactorEnrolment'];

/** Three steps: the password, the QR code with a first code from the app, and the recovery codes. */
export function SecondFactorSetup({ onDone, onCancel }: { onDone: () => void; onCancel?: () => void }): ReactNode {
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  if (codes !== null) return <RecoveryCodes codes={codes} onClose={onDone} />;
  return enrolment === null ? (
    <PasswordStep onBegun={setEnrolment} onCancel={onCancel} />
  ) : (
    <CodeStep enrolment={enrolment} onConfirmed={setCodes} onCancel={onCancel} />
  );
}

function PasswordStep({
  onBegun,
  onCancel,
}: {
  onBegun: (enrolment: Enrolment) => void;
  onCancel: (() => void) | undefined;
}): ReactNode {
  const t = useTexts(securityTexts);
  const { busy, problem, fieldErrors, send } = useSubmit();
  const [password, setPassword] = useState('');
  const [submitted, setSubmitted] = useState(false);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setSubmitted(true);
    if (busy || password === '') return;
    send(() => unwrap(api.POST('/api/v1/auth/second-factor', { body: { password } })), onBegun);
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <p>{t.setupText}</p>
      <CurrentPasswordField
        value={password}
        onChange={setPassword}
        submitted={submitted}
        refusal={fieldErrors['password']}
      />
      <ProblemAlert problem={problem} fields={['password']} />
      <Buttons text={t.next} busy={busy} onCancel={onCancel} />
    </form>
  );
}

function CodeStep({
  enrolment,
  onConfirmed,
  onCancel,
}: {
  enrolment: Enrolment;
  onConfirmed: (codes: readonly string[]) => void;
  onCancel: (() => void) | undefined;
}): ReactNode {
  const t = useTexts(securityTexts);
  const a = useTexts(texts);
  const { busy, problem, fieldErrors, send } = useSubmit();
  const [code, setCode] = useState('');
  const [byHand, setByHand] = useState(false);
  const [submitted, setSubmitted] = useState(false);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setSubmitted(true);
    if (busy || code.trim() === '') return;
    send(
      () => unwrap(api.POST('/api/v1/auth/second-factor/confirm', { body: { code: code.trim() } })),
      ({ recoveryCodes }) => onConfirmed(recoveryCodes),
    );
  };
  const missing = submitted && code.trim() === '' ? a.needCode : undefined;
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <p>{t.scanText}</p>
      <QrCode text={enrolment.uri} label={t.qrCode} />
      {/* A button, not <details>: the focus trap of a dialog skips a summary. */}
      <Button type="link" className="flat" aria-expanded={byHand} onClick={() => setByHand(!byHand)}>
        {t.cannotScan}
      </Button>
      {byHand && (
        <div className="stack">
          <p>{t.typeSecret}</p>
          <p className="password-text">
            <code>{enrolment.secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</code>
          </p>
        </div>
      )}
      <CodeField
        value={{ ...NO_CODE, text: code }}
        onChange={({ text }) => setCode(text)}
        error={fieldErrors['code'] ?? missing}
        onlyCode
        autoFocus
      />
      <ProblemAlert problem={problem} fields={['code']} />
      <Buttons text={t.confirm} busy={busy} onCancel={onCancel} />
    </form>
  );
}

function Buttons({
  text,
  busy,
  onCancel,
}: {
  text: string;
  busy: boolean;
  onCancel: (() => void) | undefined;
}): ReactNode {
  if (onCancel !== undefined) return <FormButtons text={text} busy={busy} onCancel={onCancel} />;
  return (
    <div className="buttons">
      <Button type="primary" htmlType="submit" aria-disabled={busy}>
        {text}
      </Button>
    </div>
  );
}
