/** Files a checked import, after a dialog that shows how much would be filed and asks for the confirmations. */
import { Button, Checkbox } from 'antd';
import { useState, type ReactNode } from 'react';
import { FormError } from '../shared/form-alerts.tsx';
import { unwrap, api } from '../shared/api.ts';
import { Dialog } from '../shared/dialog.tsx';
import { useTexts } from '../shared/language.ts';
import { ApiProblem, SessionEnded } from '../shared/problem.ts';
import { queryClient } from '../shared/query-client.ts';
import { common } from '../shared/texts.ts';
import { CommitSummary } from './announcement-result.tsx';
import { announcementTexts } from './announcement-texts.ts';
import type { Import } from './import-events.ts';
import { ImportSum } from './import-sum.tsx';
import { texts } from './texts.ts';

/** The confirmations of an import; those with the same code are confirmed together. */
export function confirmationsOf({ confirmations }: Import): readonly (readonly [code: string, texts: string[]])[] {
  const byCode = new Map<string, string[]>();
  for (const { code, message } of confirmations) byCode.set(code, [...(byCode.get(code) ?? []), message]);
  return [...byCode];
}

export function CommitButton({ importRecord }: { importRecord: Import }): ReactNode {
  const t = useTexts(texts);
  const a = useTexts(announcementTexts);
  const [asking, setAsking] = useState(false);
  const { busy, error, commit } = useCommit(importRecord);
  const { valid, invalid, kind, undecided } = importRecord;
  const loans = hasLoans(importRecord);
  const [all, some] = loans ? [t.commitAll, t.commitSome] : [t.importAll, t.importSome];
  const label = kind === 'announcement' ? a.commit : (invalid > 0 ? some : all)(valid);
  // Another list without confirmations has no figures to ask with.
  const asks = loans || kind === 'announcement' || importRecord.confirmations.length > 0;
  return (
    <>
      <Button
        type="primary"
        disabled={busy || valid === 0 || undecided > 0}
        onClick={() => (asks ? setAsking(true) : commit([]))}
      >
        {label}
      </Button>
      {undecided > 0 && <span className="secondary">{a.undecided(undecided)}</span>}
      {!asking && <FormError>{error}</FormError>}
      <Dialog open={asking} title={t.commitTitle(label)} onClose={() => setAsking(false)}>
        <CommitForm
          importRecord={importRecord}
          busy={busy}
          error={error}
          onCommit={commit}
          onClose={() => setAsking(false)}
        />
      </Dialog>
    </>
  );
}

function CommitForm({
  importRecord,
  busy,
  error,
  onCommit,
  onClose,
}: {
  importRecord: Import;
  busy: boolean;
  error: string;
  onCommit: (confirm: readonly string[]) => void;
  onClose: () => void;
}): ReactNode {
  const t = useTexts(texts);
  const c = useTexts(common);
  const [confirmed, setConfirmed] = useState<readonly string[]>([]);
  const needed = confirmationsOf(importRecord);
  return (
    <>
      {importRecord.kind === 'announcement' ? (
        <CommitSummary importRecord={importRecord} />
      ) : (
        <>
          <ImportSum importRecord={importRecord} />
          {importRecord.invalid > 0 && <p>{t.leftOut(importRecord.invalid)}</p>}
        </>
      )}
      {needed.map(([code, messages]) => (
        <Checkbox
          key={code}
          checked={confirmed.includes(code)}
          onChange={({ target }) =>
            setConfirmed(target.checked ? [...confirmed, code] : confirmed.filter((one) => one !== code))
          }
        >
          {messages.map((message) => (
            <span key={message} className="confirmation">
              {message}
            </span>
          ))}
        </Checkbox>
      ))}
      <FormError>{error}</FormError>
      <div className="buttons">
        <Button type="primary" disabled={busy || confirmed.length < needed.length} onClick={() => onCommit(confirmed)}>
          {hasLoans(importRecord) ? t.commitNow : t.importNow}
        </Button>
        <Button onClick={onClose}>{c.cancel}</Button>
      </div>
    </>
  );
}

const hasLoans = ({ kind }: Import): boolean => kind === 'filings' || kind === 'history';

function useCommit({ id, invalid }: Import): {
  busy: boolean;
  error: string;
  commit: (confirm: readonly string[]) => void;
} {
  const c = useTexts(common);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState('');
  const commit = (confirm: readonly string[]): void => {
    setBusy(true);
    setError('');
    const body = { partial: invalid > 0, confirm: confirm as Import['confirmed'] };
    unwrap(api.POST('/api/v1/imports/{id}/commit', { params: { path: { id } }, body }))
      .then(
        (begun) => {
          queryClient.setQueryData(['import', id], begun);
          void queryClient.invalidateQueries({
            predicate: ({ queryKey }) => ['filings', 'counts', 'totals', 'imports'].includes(String(queryKey[0])),
          });
        },
        (problem: unknown) => {
          if (!(problem instanceof SessionEnded))
            setError(problem instanceof ApiProblem ? problem.message : c.connectionLostShort);
        },
      )
      .finally(() => setBusy(false));
  };
  return { busy, error, commit };
}
