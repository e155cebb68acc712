/** Files a loan. What is typed is a draft in this browser until it is filed. */
import { CheckCircleOutlined, CopyOutlined, FlagOutlined } from '@ant-design/icons';
import { Button, Card, Result } from 'antd';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { copyText } from '../records/copy-text.ts';
import { Note } from '../shared/form-alerts.tsx';
import { unwrap, api, idempotencyKey, type Schemas } from '../shared/api.ts';
import { saveDraft, readDraft, useDraft } from '../shared/drafts.ts';
import type { Filing } from '../shared/filing-details.tsx';
import { Icon } from '../shared/icons.tsx';
import { useTexts } from '../shared/language.ts';
import { LinkButton } from '../shared/link-button.tsx';
import { amountInWords, formatYuan, fenOf } from '../shared/money.ts';
import { notify } from '../shared/notice.tsx';
import { Page } from '../shared/page.tsx';
import { queryClient } from '../shared/query-client.ts';
import { common } from '../shared/texts.ts';
import { FilingEditor } from './filing-editor.tsx';
import { EMPTY, nextAfter, type FilingForm } from './filing-form.ts';
import { texts } from './texts.ts';

/** Names of stored drafts: the form, and the last body that was sent with its idempotency key. */
const [FORM_DRAFT, SENT_DRAFT] = ['file', 'file-sent'];

/**
 * The idempotency key of a body. It is stored with the draft, so that sending again after a lost connection or a
 * restart files nothing twice.
 */
function requestKey(body: Schemas['FilingBody']): string {
  const text = JSON.stringify(body);
  const stored = readDraft<{ text: string; key: string }>(SENT_DRAFT);
  if (stored?.text === text) return stored.key;
  const key = idempotencyKey();
  saveDraft(SENT_DRAFT, { text, key });
  return key;
}

export default function NewFilingPage(): ReactNode {
  const t = useTexts(texts);
  const c = useTexts(common);
  const draft = useDraft<FilingForm>(FORM_DRAFT, () => EMPTY);
  const [filed, setFiled] = useState<Filing | null>(null);
  /** The key of the form: a new one resets its errors and the focus. */
  const [formKey, setFormKey] = useState(0);
  const send = async (body: Schemas['FilingBody']): Promise<void> => {
    const filing = await unwrap(
      api.POST('/api/v1/filings', { body, params: { header: { 'Idempotency-Key': requestKey(body) } } }),
    );
    setFiled(filing);
    draft.clear();
    saveDraft(SENT_DRAFT, null);
    void queryClient.invalidateQueries({
      predicate: ({ queryKey }) => ['filings', 'counts', 'totals'].includes(String(queryKey[0])),
    });
  };
  const restart = (last: FilingForm): void => {
    draft.set(last);
    setFiled(null);
    setFormKey(formKey + 1);
  };
  if (filed !== null)
    return (
      <Page title={t.fileTitle} hideTitle focus={false}>
        <SubmissionResult filing={filed} another={() => restart(nextAfter({ ...EMPTY, branch: filed.branch ?? '' }))} />
      </Page>
    );
  return (
    <Page title={t.fileTitle} lead={t.fileLead} focus={false}>
      {draft.found && formKey === 0 && draft.value !== EMPTY && <Note role="status">{t.draftFound}</Note>}
      <FilingEditor
        key={formKey}
        form={draft.value}
        change={(part) => draft.set((before) => ({ ...before, ...part }))}
        send={send}
        submitText={t.submit}
      >
        <Button
          onClick={() => {
            draft.clear();
            restart(EMPTY);
            notify(c.clear);
          }}
        >
          {t.clearForm}
        </Button>
      </FilingEditor>
    </Page>
  );
}

function SubmissionResult({ filing, another }: { filing: Filing; another: () => void }): ReactNode {
  const t = useTexts(texts);
  const c = useTexts(common);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const accepted = filing.state === 'accepted';
  const copy = (): void => void copyText(filing.number ?? '').then(() => notify(c.copied));
  return (
    <Card>
      <Result
        status={accepted ? 'success' : 'info'}
        icon={<Icon of={accepted ? CheckCircleOutlined : FlagOutlined} />}
        title={
          <h2 ref={heading} tabIndex={-1}>
            {accepted ? t.doneAccepted : t.doneSubmitted}
          </h2>
        }
        extra={
          <>
            <Button type="primary" onClick={another}>
              {t.another}
            </Button>
            <LinkButton href={`/filings/${filing.id}`}>{t.view}</LinkButton>
          </>
        }
      >
        {accepted ? (
          <p className="outcome-number">
            {t.doneAcceptedText(filing.number ?? '')}{' '}
            <Button type="link" icon={<Icon of={CopyOutlined} />} onClick={copy}>
              {t.copyNumber}
            </Button>
          </p>
        ) : (
          <>
            <p>{t.doneSubmittedText}</p>
            <ul className="plain-list">
              {filing.flags.map(({ rule, message }) => (
                <li key={rule}>{message}</li>
              ))}
            </ul>
          </>
        )}
        <p className="secondary">
          {filing.firm.name} · {formatYuan(filing.amount)} {c.yuan}
          <br />
          <span lang="zh-CN">{amountInWords(fenOf(filing.amount))}</span>
        </p>
      </Result>
    </Card>
  );
}
