import { Checkbox, Input } from 'antd';
import { useState, type ReactNode, type SubmitEvent } from 'react';
import { Complaint } from './alerts.tsx';
import { Dialog } from './dialog.tsx';
import { useDraft } from './drafts.ts';
import { Field } from './field.tsx';
import { FormButtons } from './form-buttons.tsx';
import { useTexts } from './language.ts';
import { ApiProblem, ConnectionLost, SessionEnded } from './problem.ts';

const texts = {
  'zh-CN': {
    need: '请填写原因。',
    long: '原因最多 1000 个字。',
    stale: '他人刚刚更改了此记录，本次操作未生效。页面已更新为最新内容，您填写的原因仍在此处，请核对后再提交。',
    unsure: '网络中断，不确定是否已提交。原因仍在此处，请重试：系统按版本识别，不会重复操作。',
  },
  en: {
    need: 'Enter a reason.',
    long: 'A reason has at most 1000 characters.',
    stale:
      'Somebody else has just changed this record, so your change was not made. The page is up to date and your reason is still here: check it before you send it again.',
    unsure:
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
  /** What must be ticked besides, and what is said when it is not. */
  readonly sure?: { readonly text: string; readonly needed: string } | undefined;
  /** Under this name what is typed is kept as a draft of the account. */
  readonly draft: string;
  /** Does it; throws what the service says. */
  readonly send: (reason: string) => Promise<unknown>;
  readonly onClose: () => void;
  /** The record is not any more what is shown. */
  readonly onStale?: () => void;
}

/** Asks for a reason before something is done that wants one. The reason stays until it is done. */
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
  sure,
  draft,
  send,
  onClose,
  onStale,
}: Props): ReactNode {
  const t = useTexts(texts);
  const { value: reason, set: setReason, clear } = useDraft(draft, () => '');
  const [ticked, setTicked] = useState(sure === undefined);
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState({ reason: '', whole: '' });
  const [busy, setBusy] = useState(false);
  // A text of the API is one line.
  const line = reason.replaceAll(/\s+/g, ' ').trim();
  const fault = line === '' ? t.need : [...line].length > MAX_CHARACTERS ? t.long : '';
  const refuse = (problem: unknown): void => {
    if (problem instanceof SessionEnded) return;
    if (problem instanceof ConnectionLost) return setRefused({ reason: '', whole: t.unsure });
    if (!(problem instanceof ApiProblem)) throw problem;
    const stale = problem.code === 'STALE_VERSION';
    const atField = problem.byField['reason'];
    setRefused({ reason: atField ?? '', whole: stale ? t.stale : atField === undefined ? problem.message : '' });
    if (stale || problem.code === 'STATE_CONFLICT') onStale?.();
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setTried(true);
    if (fault !== '' || !ticked || busy) return;
    setRefused({ reason: '', whole: '' });
    setBusy(true);
    send(line)
      .then(clear, refuse)
      .finally(() => setBusy(false));
  };
  const error = tried && fault !== '' ? fault : refused.reason;
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
      {sure !== undefined && (
        <div>
          <Checkbox checked={ticked} onChange={(event) => setTicked(event.target.checked)}>
            {sure.text}
          </Checkbox>
          {tried && !ticked && (
            <p className="error-text" role="alert">
              {sure.needed}
            </p>
          )}
        </div>
      )}
      <Complaint>{refused.whole}</Complaint>
      <FormButtons text={confirm} danger={danger} busy={busy} onCancel={onClose} />
    </form>
  );
}
