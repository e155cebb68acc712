import { CheckCircleOutlined, CopyOutlined, FlagOutlined } from '@ant-design/icons';
import { Button, Card, Result } from 'antd';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { copyText } from '../bureau/copy.ts';
import { Note } from '../shared/alerts.tsx';
import { answer, api, idempotencyKey, type Schemas } from '../shared/api.ts';
import { keepDraft, readDraft, useDraft } from '../shared/drafts.ts';
import type { Filing } from '../shared/filing-facts.tsx';
import { Icon } from '../shared/icons.tsx';
import { useTexts } from '../shared/language.ts';
import { LinkButton } from '../shared/link-button.tsx';
import { inWords, inYuan, fenOf } from '../shared/money.ts';
import { notify } from '../shared/notice.tsx';
import { Page } from '../shared/page.tsx';
import { queries } from '../shared/queries.ts';
import { common } from '../shared/texts.ts';
import { FilingEditor } from './filing-editor.tsx';
import { EMPTY, nextAfter, type FilingForm } from './filing-form.ts';
import { texts } from './texts.ts';

const DRAFT = 'file';
const SENT = 'file-sent';

/** The key under which this very body is sent, kept with the draft: sent again after a lost connection or a closed browser, it files nothing twice. */
function keyOf(body: Schemas['FilingBody']): string {
  const text = JSON.stringify(body);
  const kept = readDraft<{ text: string; key: string }>(SENT);
  if (kept?.text === text) return kept.key;
  const key = idempotencyKey();
  keepDraft(SENT, { text, key });
  return key;
}

export default function FilePage(): ReactNode {
  const t = useTexts(texts);
  const c = useTexts(common);
  const draft = useDraft<FilingForm>(DRAFT, () => EMPTY);
  const [filed, setFiled] = useState<Filing | null>(null);
  const [round, setRound] = useState(0);
  const send = async (body: Schemas['FilingBody']): Promise<void> => {
    const filing = await answer(
      api.POST('/api/v1/filings', { body, params: { header: { 'Idempotency-Key': keyOf(body) } } }),
    );
    setFiled(filing);
    draft.clear();
    keepDraft(SENT, null);
    void queries.invalidateQueries({
      predicate: ({ queryKey }) => ['filings', 'counts', 'totals'].includes(String(queryKey[0])),
    });
  };
  const again = (last: FilingForm): void => {
    draft.set(last);
    setFiled(null);
    setRound(round + 1);
  };
  if (filed !== null)
    return (
      <Page title={t.fileTitle} hideTitle focus={false}>
        <Filed filing={filed} another={() => again(nextAfter({ ...EMPTY, branch: filed.branch ?? '' }))} />
      </Page>
    );
  return (
    <Page title={t.fileTitle} lead={t.fileLead} focus={false}>
      {draft.found && round === 0 && draft.value !== EMPTY && <Note role="status">{t.draftFound}</Note>}
      <FilingEditor
        key={round}
        form={draft.value}
        change={(part) => draft.set((before) => ({ ...before, ...part }))}
        send={send}
        submitText={t.submit}
      >
        <Button
          onClick={() => {
            draft.clear();
            again(EMPTY);
            notify(c.clear);
          }}
        >
          {t.clearForm}
        </Button>
      </FilingEditor>
    </Page>
  );
}

function Filed({ filing, another }: { filing: Filing; another: () => void }): ReactNode {
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
        <p className="soft">
          {filing.firm.name} · {inYuan(filing.amount)} {c.yuan}
          <br />
          <span lang="zh-CN">{inWords(fenOf(filing.amount))}</span>
        </p>
      </Result>
    </Card>
  );
}
