/** The dialog for actions that need a reason. */
import { Checkbox, Input } from 'antd';
import { useState, type ReactNode, type SubmitEvent } from 'react';
import { FormError } from './form-alerts.tsx';
import { Dialog } from './dialog.tsx';
import { useDraft } from './drafts.ts';
import { Field } from './field.tsx';
import { FormButtons } from './form-buttons.tsx';
import { useTexts } from './language.ts';
import { ApiProblem, ConnectionLost, SessionEnded } from './problem.ts';

const texts = {
  'zh-CN': {
    required: '请填写原因。',
    tooLong: '原因最多 1000 个字。',
    stale: '他人刚刚更改了此记录，本次操作未生效。页面已更新为最新内容，您填写的原因仍在此处，请核对后再提交。',
    connectionLost: '网络中断，不确定是否已提交。原因仍在此处，请重试：系统按版本识别，不会重复操作。',
  },
  en: {
    required: 'Enter a reason.',
    tooLong: 'A reason has at most 1000 characters.',
    stale:
      'Somebody else has just changed this record, so your change was not made. The page is up to date and your reason is still here: check it before you send it again.',
    connectionLost:
      'The connection was lost while sending, so it is not known whether the change arrived. Your reason is still here: try again. Versions are compared, so nothing is done twice.',
  },
};
const MAX_CHARACTERS = 1000;

interface Props {
  readonly title: string;
  readonly text: ReactNode;
  readonly label: string;
  readonly hint?: string;
  readonly confirm: string;
  readonly danger?: boolean;
  /** A checkbox that must be ticked, and the message when it is not. */
  readonly confirmation?: { readonly text: string; readonly required: string } | undefined;
  /** The name under which the reason is stored as a draft. */
  readonly draft: string;
  /** Performs the action; throws the problem of the service. */
  readonly send: (reason: string) => Promise<unknown>;
  readonly onClose: () => void;
  /** Loads the record again when it has changed since it was loaded. Until then the form is busy. */
  readonly onStale?: () => Promise<unknown>;
}

/** Asks for the reason of an action. The reason is kept as a draft until the action succeeds. */
export function ReasonDialog({ open, ...props }: Props & { open: boolean }): ReactNode {
  return (
    <Dialog open={open} title={props.title} onClose={props.onClose}>
      <ReasonForm key={props.draft} {...props} />
    </Dialog>
  );
}

function ReasonForm({
  text,
  label,
  hint,
  confirm,
  danger = false,
  confirmation,
  draft,
  send,
  onClose,
  onStale,
}: Props): ReactNode {
  const t = useTexts(texts);
  const { value: reason, set: setReason, clear } = useDraft(draft, () => '');
  const [confirmed, setConfirmed] = useState(confirmation === undefined);
  const [submitted, setSubmitted] = useState(false);
  const [problem, setProblem] = useState({ reason: '', form: '' });
  const [busy, setBusy] = useState(false);
  // The API accepts single-line text only.
  const singleLine = reason.replaceAll(/\s+/g, ' ').trim();
  const fault = singleLine === '' ? t.required : [...singleLine].length > MAX_CHARACTERS ? t.tooLong : '';
  const reject = async (error: unknown): Promise<void> => {
    if (error instanceof SessionEnded) return;
    if (error instanceof ConnectionLost) return setProblem({ reason: '', form: t.connectionLost });
    if (!(error instanceof ApiProblem)) throw error;
    const stale = error.code === 'STALE_VERSION';
    const atField = error.byField['reason'];
    if (stale || error.code === 'STATE_CONFLICT') await onStale?.();
    setProblem({ reason: atField ?? '', form: stale ? t.stale : atField === undefined ? error.message : '' });
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setSubmitted(true);
    if (fault !== '' || !confirmed || busy) return;
    setProblem({ reason: '', form: '' });
    setBusy(true);
    send(singleLine)
      .then(clear, reject)
      .finally(() => setBusy(false));
  };
  const error = submitted && fault !== '' ? fault : problem.reason;
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <p>{text}</p>
      <Field label={label} required hint={hint} error={error === '' ? undefined : error}>
        {(control) => (
          <Input.TextArea
            {...control}
            name="reason"
            autoFocus
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      {confirmation !== undefined && (
        <div>
          <Checkbox checked={confirmed} onChange={(event) => setConfirmed(event.target.checked)}>
            {confirmation.text}
          </Checkbox>
          {submitted && !confirmed && (
            <p className="error-text" role="alert">
              {confirmation.required}
            </p>
          )}
        </div>
      )}
      <FormError>{problem.form}</FormError>
      <FormButtons text={confirm} danger={danger} busy={busy} onCancel={onClose} />
    </form>
  );
}
