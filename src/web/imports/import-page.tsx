import './imports.css';
import { useQuery } from '@tanstack/react-query';
import { Button, Card, Progress, Result, Statistic } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';
import { Link, useLocation, useParams } from 'wouter';
import { Complaint, Note } from '../shared/alerts.tsx';
import { answer, api } from '../shared/api.ts';
import { Dialog } from '../shared/dialog.tsx';
import { useTexts } from '../shared/language.ts';
import { LinkButton } from '../shared/link-button.tsx';
import { inGroups } from '../shared/money.ts';
import { notify } from '../shared/notice.tsx';
import { Page } from '../shared/page.tsx';
import { ApiProblem, SessionEnded } from '../shared/problem.ts';
import { queries } from '../shared/queries.ts';
import { Section } from '../shared/section.tsx';
import { Answered } from '../shared/states.tsx';
import { common } from '../shared/texts.ts';
import { follow, type Import } from './follow.ts';
import { MappingForm } from './mapping-form.tsx';
import { RowsGrid } from './rows-grid.tsx';
import { texts } from './texts.ts';
import { ImportTag } from './upload-page.tsx';

const isUnderWay = ({ state }: Import): boolean => state === 'reading' || state === 'committing';

export default function ImportPage(): ReactNode {
  const t = useTexts(texts);
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['import', id],
    staleTime: 0,
    queryFn: ({ signal }) => answer(api.GET('/api/v1/imports/{id}', { params: { path: { id } }, signal })),
  });
  const underWay = query.data !== undefined && isUnderWay(query.data);
  useEffect(() => {
    if (!underWay) return;
    const leave = new AbortController();
    // A stream that breaks off is begun again by the next look at the import.
    follow(id, (now) => queries.setQueryData(['import', id], now), leave.signal)
      .catch(() => undefined)
      .finally(() => {
        if (!leave.signal.aborted) void queries.invalidateQueries({ queryKey: ['import', id] });
      });
    return () => leave.abort();
  }, [id, underWay]);
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
      <Answered query={query}>{(one) => <Stage one={one} />}</Answered>
    </Page>
  );
}

function Stage({ one }: { one: Import }): ReactNode {
  const t = useTexts(texts);
  if (isUnderWay(one)) return <UnderWay one={one} />;
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
  return one.state === 'asking' ? <Asking one={one} /> : <Checked one={one} />;
}

function UnderWay({ one }: { one: Import }): ReactNode {
  const t = useTexts(texts);
  const title = one.state === 'reading' ? t.reading : t.committing;
  return (
    <Section className="under-way" title={title}>
      <Progress percent={Math.floor(one.share * 100)} aria-label={title} status="normal" />
      <p role="status">
        {one.state === 'reading' ? t.read(one.rowsRead) : t.written(one.filed, one.valid)}
        {one.secondsLeft !== null && t.left(one.secondsLeft)}
      </p>
      <p className="soft small">{t.follow}</p>
    </Section>
  );
}

function Notes({ one }: { one: Import }): ReactNode {
  const t = useTexts(texts);
  if (one.notices.length === 0 && one.sameFileAs === null) return null;
  return (
    <Note>
      {one.sameFileAs !== null && (
        <p>
          {t.sameFile}. <Link href={`/imports/${one.sameFileAs}`}>{t.see}</Link>
        </p>
      )}
      {one.notices.map(({ code, message }) => (
        <p key={code}>{message}</p>
      ))}
    </Note>
  );
}

function Asking({ one }: { one: Import }): ReactNode {
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
      <Notes one={one} />
      <Section label={t.mapping}>
        <MappingForm one={one} />
      </Section>
      <div className="buttons commit">
        <Drop one={one} />
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
    answer(api.POST('/api/v1/imports/{id}/commit', { params: { path: { id: one.id } }, body: { partial } }))
      .then(
        (begun) => {
          queries.setQueryData(['import', one.id], begun);
          void queries.invalidateQueries({
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
      <Statistic title={title} value={inGroups(count)} formatter={(value) => value} />
    </Card>
  );
  return (
    <>
      <Notes one={one} />
      <div className="tallies">
        {figure(t.valid, one.valid, 'good')}
        {figure(t.toReview, one.flagged, '')}
        {figure(t.wrong, one.invalid, one.invalid > 0 ? 'bad' : '')}
      </div>
      <Card className="card">
        <details>
          <summary>{t.mapping}</summary>
          <MappingForm one={one} />
        </details>
      </Card>
      {one.invalid > 0 && <RowsGrid one={one} />}
      <Complaint>{error}</Complaint>
      <div className="buttons commit">
        <Button type="primary" disabled={busy || one.valid === 0} onClick={() => commit(one.invalid > 0)}>
          {one.kind === 'filings'
            ? one.invalid > 0
              ? t.commitSome(one.valid)
              : t.commitAll(one.valid)
            : one.invalid > 0
              ? t.takeSome(one.valid)
              : t.takeAll(one.valid)}
        </Button>
        <Drop one={one} />
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
                {t.report[word]} <strong>{inGroups(count)}</strong>
              </li>
            ))}
          </ul>
        )}
      </Result>
    </Card>
  );
}

function Drop({ one }: { one: Import }): ReactNode {
  const t = useTexts(texts);
  const c = useTexts(common);
  const [asking, setAsking] = useState(false);
  const [, go] = useLocation();
  const drop = (): void =>
    void answer(api.DELETE('/api/v1/imports/{id}', { params: { path: { id: one.id } } })).then(
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
          <Button type="primary" danger onClick={drop}>
            {t.discard}
          </Button>
          <Button onClick={() => setAsking(false)}>{c.cancel}</Button>
        </div>
      </Dialog>
    </>
  );
}
