/**
 * One import through its stages: reading, questions, checked rows, result. The stage is the state of the import in the
 * service, so the page can be left and opened again.
 */
import './imports.css';
import { useQuery } from '@tanstack/react-query';
import { Button, Card, Progress, Result, Statistic } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';
import { Link, useLocation, useParams } from 'wouter';
import { FormError, Note } from '../shared/form-alerts.tsx';
import { unwrap, api } from '../shared/api.ts';
import { Dialog } from '../shared/dialog.tsx';
import { useTexts } from '../shared/language.ts';
import { LinkButton } from '../shared/link-button.tsx';
import { formatCount } from '../shared/money.ts';
import { notify } from '../shared/notice.tsx';
import { Page } from '../shared/page.tsx';
import { ApiProblem, SessionEnded } from '../shared/problem.ts';
import { queryClient } from '../shared/query-client.ts';
import { Section } from '../shared/section.tsx';
import { QueryResult } from '../shared/query-state.tsx';
import { common } from '../shared/texts.ts';
import { followImport, type Import } from './import-events.ts';
import { MappingForm } from './mapping-form.tsx';
import { RowsGrid } from './rows-grid.tsx';
import { texts } from './texts.ts';
import { ImportTag } from './upload-page.tsx';

const isRunning = ({ state }: Import): boolean => state === 'reading' || state === 'committing';

export default function ImportPage(): ReactNode {
  const t = useTexts(texts);
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['import', id],
    staleTime: 0,
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/imports/{id}', { params: { path: { id } }, signal })),
  });
  const running = query.data !== undefined && isRunning(query.data);
  useEffect(() => {
    if (!running) return;
    const abort = new AbortController();
    // After a broken stream the import is loaded again, and a new stream starts if it is still running.
    followImport(id, (now) => queryClient.setQueryData(['import', id], now), abort.signal)
      .catch(() => undefined)
      .finally(() => {
        if (!abort.signal.aborted) void queryClient.invalidateQueries({ queryKey: ['import', id] });
      });
    return () => abort.abort();
  }, [id, running]);
  return (
    <Page
      title={query.data?.file.name ?? t.title}
      lead={
        query.data && (
          <>
            <ImportTag state={query.data.state} /> {t.kinds[query.data.kind]}
          </>
        )
      }
    >
      <QueryResult query={query}>{(one) => <ImportStage one={one} />}</QueryResult>
    </Page>
  );
}

function ImportStage({ one }: { one: Import }): ReactNode {
  const t = useTexts(texts);
  if (isRunning(one)) return <Running one={one} />;
  if (one.state === 'committed') return <Done one={one} />;
  if (one.state === 'failed') {
    return (
      <Card>
        <Result
          status="warning"
          title={<h2>{t.failed}</h2>}
          subTitle={one.failure?.message}
          extra={
            <LinkButton href="/imports" type="primary">
              {t.another}
            </LinkButton>
          }
        />
      </Card>
    );
  }
  return one.state === 'asking' ? <Questions one={one} /> : <Checked one={one} />;
}

function Running({ one }: { one: Import }): ReactNode {
  const t = useTexts(texts);
  const title = one.state === 'reading' ? t.reading : t.committing;
  return (
    <Section className="running" title={title}>
      <Progress percent={Math.floor(one.share * 100)} aria-label={title} status="normal" />
      <p role="status">
        {one.state === 'reading' ? t.read(one.rowsRead) : t.written(one.filed, one.valid)}
        {one.secondsLeft !== null && t.secondsLeft(one.secondsLeft)}
      </p>
      <p className="secondary small">{t.mayLeave}</p>
    </Section>
  );
}

function Notices({ one }: { one: Import }): ReactNode {
  const t = useTexts(texts);
  if (one.notices.length === 0 && one.sameFileAs === null) return null;
  return (
    <Note>
      {one.sameFileAs !== null && (
        <p>
          {t.sameFile}. <Link href={`/imports/${one.sameFileAs}`}>{t.show}</Link>
        </p>
      )}
      {one.notices.map(({ code, message }) => (
        <p key={code}>{message}</p>
      ))}
    </Note>
  );
}

function Questions({ one }: { one: Import }): ReactNode {
  const t = useTexts(texts);
  return (
    <>
      <Section className="returned" title={t.asking}>
        <ul className="plain-list">
          {one.questions.map(({ message }) => (
            <li key={message}>{message}</li>
          ))}
        </ul>
      </Section>
      <Notices one={one} />
      <Section label={t.mapping}>
        <MappingForm one={one} />
      </Section>
      <div className="buttons commit">
        <DiscardButton one={one} />
      </div>
    </>
  );
}

function Checked({ one }: { one: Import }): ReactNode {
  const t = useTexts(texts);
  const c = useTexts(common);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState('');
  const commit = (partial: boolean): void => {
    setBusy(true);
    setError('');
    unwrap(api.POST('/api/v1/imports/{id}/commit', { params: { path: { id: one.id } }, body: { partial } }))
      .then(
        (begun) => {
          queryClient.setQueryData(['import', one.id], begun);
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
  const figure = (title: string, count: number, tone: string): ReactNode => (
    <Card className={tone} size="small">
      <Statistic title={title} value={formatCount(count)} formatter={(value) => value} />
    </Card>
  );
  return (
    <>
      <Notices one={one} />
      <div className="import-counts">
        {figure(t.valid, one.valid, 'good')}
        {figure(t.toReview, one.flagged, '')}
        {figure(t.toCorrect, one.invalid, one.invalid > 0 ? 'bad' : '')}
      </div>
      <Card className="card">
        <details>
          <summary>{t.mapping}</summary>
          <MappingForm one={one} />
        </details>
      </Card>
      {one.invalid > 0 && <RowsGrid one={one} />}
      <FormError>{error}</FormError>
      <div className="buttons commit">
        <Button type="primary" disabled={busy || one.valid === 0} onClick={() => commit(one.invalid > 0)}>
          {one.kind === 'filings'
            ? one.invalid > 0
              ? t.commitSome(one.valid)
              : t.commitAll(one.valid)
            : one.invalid > 0
              ? t.importSome(one.valid)
              : t.importAll(one.valid)}
        </Button>
        <DiscardButton one={one} />
      </div>
    </>
  );
}

function Done({ one }: { one: Import }): ReactNode {
  const t = useTexts(texts);
  return (
    <Card>
      <Result
        status="success"
        title={one.report === null ? <h2>{t.done(one.filed)}</h2> : undefined}
        subTitle={one.report === null && one.flagged > 0 ? t.doneReview(one.flagged) : undefined}
        extra={
          <>
            {one.kind === 'filings' && (
              <LinkButton href="/filings" type="primary">
                {t.toFilings}
              </LinkButton>
            )}
            <LinkButton href="/imports">{t.another}</LinkButton>
          </>
        }
      >
        {one.report === null ? (
          one.invalid > 0 && <p>{t.doneLeft(one.invalid)}</p>
        ) : (
          <ul className="report">
            {Object.entries(one.report).map(([word, count]) => (
              <li key={word}>
                {t.report[word]} <strong>{formatCount(count)}</strong>
              </li>
            ))}
          </ul>
        )}
      </Result>
    </Card>
  );
}

function DiscardButton({ one }: { one: Import }): ReactNode {
  const t = useTexts(texts);
  const c = useTexts(common);
  const [asking, setAsking] = useState(false);
  const [, go] = useLocation();
  const discard = (): void =>
    void unwrap(api.DELETE('/api/v1/imports/{id}', { params: { path: { id: one.id } } })).then(
      () => {
        notify(t.discarded);
        go('/imports');
      },
      (problem: unknown) => {
        if (!(problem instanceof SessionEnded))
          notify(problem instanceof ApiProblem ? problem.message : c.connectionLostShort);
      },
    );
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t.discard}</Button>
      <Dialog open={asking} title={t.discardTitle} onClose={() => setAsking(false)}>
        <p>{t.discardText}</p>
        <div className="buttons">
          <Button type="primary" danger onClick={discard}>
            {t.discard}
          </Button>
          <Button onClick={() => setAsking(false)}>{c.cancel}</Button>
        </div>
      </Dialog>
    </>
  );
}
