/**
 * Acceptance of many filings in one step (批量同意), for those of which no flag is open: a list came late and met them, or
 * the programme has every filing reviewed. Filings with open flags are reviewed one by one.
 */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Card, Checkbox } from 'antd';
import { useState, type ReactNode, type SubmitEvent } from 'react';
import { Link } from 'wouter';
import { ProblemAlert } from '../records/problem-alert.tsx';
import { useSubmit } from '../records/use-submit.ts';
import { api, idempotencyKey, unwrap, type Schemas } from '../shared/api.ts';
import { Dialog } from '../shared/dialog.tsx';
import type { Filing } from '../shared/filing-details.tsx';
import { FormButtons } from '../shared/form-buttons.tsx';
import { useTexts } from '../shared/language.ts';
import { amountOf, fenOf, formatYuan } from '../shared/money.ts';
import { auditorTexts } from './texts.ts';

const MAX_ITEMS = 200;
type Result = Schemas['FilingAcceptanceResult']['results'][number];

/** Nothing while no filing waits without an open flag. */
export function AcceptMany(): ReactNode {
  const t = useTexts(auditorTexts);
  const [open, setOpen] = useState(false);
  const query = useQuery({
    queryKey: ['filings', 'queue', 'without open flags'],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/filings', {
          params: { query: { state: 'submitted', openFlags: false, sort: 'submittedAt', limit: MAX_ITEMS } },
          signal,
        }),
      ),
  });
  const items = query.data?.items ?? [];
  if (items.length === 0 && !open) return null;
  return (
    <Card>
      <div className="rows">
        <p>{t.acceptManyText(items.length)}</p>
        <div className="buttons">
          <Button onClick={() => setOpen(true)}>{t.acceptMany}</Button>
        </div>
      </div>
      <Dialog open={open} title={t.acceptMany} onClose={() => setOpen(false)}>
        {open && <AcceptForm items={items} onClose={() => setOpen(false)} />}
      </Dialog>
    </Card>
  );
}

function AcceptForm({ items, onClose }: { items: readonly Filing[]; onClose: () => void }): ReactNode {
  const t = useTexts(auditorTexts);
  const queries = useQueryClient();
  const { busy, problem, send } = useSubmit();
  // The list as it was opened: it must not change under the reader.
  const [listed] = useState(items);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [key] = useState(idempotencyKey);
  const [needed, setNeeded] = useState(false);
  const [results, setResults] = useState<readonly Result[] | null>(null);
  if (results !== null) return <Results results={results} listed={listed} onClose={onClose} />;
  const picked = listed.filter(({ id }) => chosen.has(id));
  const sum = amountOf(picked.reduce((fen, { amount }) => fen + fenOf(amount), 0n));
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setNeeded(picked.length === 0);
    if (busy || picked.length === 0) return;
    const body = { ids: picked.map(({ id, version }) => ({ id, version })) };
    send(
      () =>
        unwrap(api.POST('/api/v1/filings/accept', { body, params: { header: { 'Idempotency-Key': key } } })).finally(
          () => {
            for (const name of ['filings', 'filing', 'totals', 'firm'])
              void queries.invalidateQueries({ queryKey: [name] });
          },
        ),
      (answer) => setResults(answer.results),
    );
  };
  const choose = (ids: readonly string[], on: boolean): void =>
    setChosen(new Set(on ? [...chosen, ...ids] : [...chosen].filter((id) => !ids.includes(id))));
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <p>{t.acceptManyHint}</p>
      <Checkbox
        checked={picked.length === listed.length}
        indeterminate={picked.length > 0 && picked.length < listed.length}
        onChange={(event) =>
          choose(
            listed.map(({ id }) => id),
            event.target.checked,
          )
        }
      >
        {t.acceptAll(listed.length)}
      </Checkbox>
      <ul className="accepted-filings" aria-label={t.acceptMany}>
        {listed.map((filing) => (
          <li key={filing.id}>
            <Checkbox checked={chosen.has(filing.id)} onChange={(event) => choose([filing.id], event.target.checked)}>
              {filing.firm.name} · {formatYuan(filing.amount)}
              <br />
              <span className="secondary small">
                {filing.bank.name} · {filing.receiptNo} · {filing.disbursedOn}
                {filing.flags.map(({ rule, message }) => (
                  <span key={rule}>
                    <br />
                    {message}
                  </span>
                ))}
              </span>
            </Checkbox>
          </li>
        ))}
      </ul>
      <p role="status">{t.acceptChosen(picked.length, formatYuan(sum))}</p>
      {needed && picked.length === 0 && (
        <p className="error-text" role="alert">
          {t.acceptNone}
        </p>
      )}
      <ProblemAlert problem={problem} />
      <FormButtons text={busy ? t.accepting : t.acceptSelected} busy={busy} onCancel={onClose} />
    </form>
  );
}

/** What became of each filing; those that were not accepted come first. */
function Results({
  results,
  listed,
  onClose,
}: {
  results: readonly Result[];
  listed: readonly Filing[];
  onClose: () => void;
}): ReactNode {
  const t = useTexts(auditorTexts);
  const accepted = results.filter(({ status }) => status === 200).length;
  return (
    <div className="stack">
      <p role="status">{t.acceptedMany(accepted, results.length - accepted)}</p>
      <ul className="accepted-filings">
        {[...results]
          .sort((a, b) => b.status - a.status)
          .map(({ id, filing, problem }) => (
            <li key={id}>
              <Link href={`/filings/${id}`}>{listed.find((one) => one.id === id)?.firm.name ?? id}</Link>
              <br />
              <span className={problem ? 'error-text' : 'secondary small'}>{filing?.number ?? problem?.detail}</span>
            </li>
          ))}
      </ul>
      <div className="buttons">
        <Button type="primary" autoFocus onClick={onClose}>
          {t.acceptDone}
        </Button>
      </div>
    </div>
  );
}
