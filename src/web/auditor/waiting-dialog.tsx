/** Assigns a waiting certificate to a firm, or drops it. Opened from the list of them and from the page of a firm. */
import { Input } from 'antd';
import { useState, type ReactNode, type SubmitEvent } from 'react';
import { singleLine } from '../records/day-field.tsx';
import { ProblemAlert } from '../records/problem-alert.tsx';
import { recordTexts } from '../records/texts.ts';
import { useSubmit } from '../records/use-submit.ts';
import { unwrap, api } from '../shared/api.ts';
import { Dialog } from '../shared/dialog.tsx';
import { Field } from '../shared/field.tsx';
import { FormButtons } from '../shared/form-buttons.tsx';
import { useTexts } from '../shared/language.ts';
import { ReasonDialog } from '../shared/reason-dialog.tsx';
import { useFinish } from './use-finish.ts';
import { waitingTexts } from './waiting-texts.ts';

interface Certificate {
  readonly id: string;
  readonly certificateNo: string;
  readonly name: string;
}
export interface WaitingAction {
  readonly what: 'assign' | 'drop';
  readonly certificate: Certificate;
  /** The firm that the form begins with; empty: none. */
  readonly uscc: string;
}

export function WaitingDialog({ action, onClose }: { action: WaitingAction | null; onClose: () => void }): ReactNode {
  const t = useTexts(waitingTexts);
  const b = useTexts(recordTexts);
  const done = useFinish(onClose);
  if (action === null) return null;
  const { id, certificateNo, name } = action.certificate;
  if (action.what === 'drop')
    return (
      <ReasonDialog
        open
        title={t.drop}
        text={t.dropText(certificateNo, name)}
        label={b.reason}
        hint={b.reasonForTrail}
        confirm={t.drop}
        draft={`drop ${id}`}
        send={async (reason) => {
          await unwrap(
            api.POST('/api/v1/certificates/waiting/{id}/drop', { params: { path: { id } }, body: { reason } }),
          );
          done(t.dropped);
        }}
        onClose={onClose}
      />
    );
  return (
    <Dialog open title={t.assignTitle} onClose={onClose}>
      <AssignForm certificate={action.certificate} known={action.uscc} done={done} onClose={onClose} />
    </Dialog>
  );
}

function AssignForm({
  certificate: { id, certificateNo, name },
  known,
  done,
  onClose,
}: {
  certificate: Certificate;
  known: string;
  done: (text: string) => void;
  onClose: () => void;
}): ReactNode {
  const t = useTexts(waitingTexts);
  const b = useTexts(recordTexts);
  const { busy, problem, fieldErrors, send } = useSubmit();
  const [submitted, setSubmitted] = useState(false);
  const [uscc, setUscc] = useState(known);
  const [reason, setReason] = useState('');
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setSubmitted(true);
    if (busy || uscc.trim() === '') return;
    send(
      () =>
        unwrap(
          api.POST('/api/v1/certificates/waiting/{id}/assign', {
            params: { path: { id } },
            body: { uscc: uscc.trim(), ...(reason.trim() === '' ? {} : { reason: singleLine(reason) }) },
          }),
        ),
      () => done(t.assigned(certificateNo)),
    );
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <p>{t.assignText(certificateNo, name)}</p>
      <Field
        label={t.uscc}
        required
        hint={t.usccHint}
        error={fieldErrors['uscc'] ?? (submitted && uscc.trim() === '' ? b.required : undefined)}
      >
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            spellCheck={false}
            maxLength={40}
            value={uscc}
            onChange={(event) => setUscc(event.target.value)}
          />
        )}
      </Field>
      <Field label={t.reason} hint={b.reasonForTrail} error={fieldErrors['reason']}>
        {(control) => (
          <Input.TextArea
            {...control}
            maxLength={1000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <ProblemAlert problem={problem} fields={['uscc', 'reason']} />
      <FormButtons text={t.assign} busy={busy} onCancel={onClose} />
    </form>
  );
}
