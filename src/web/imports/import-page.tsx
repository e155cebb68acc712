/**
 * One import through its stages: reading, questions, checked rows, result. The stage is the state of the import in the
 * service, so the page can be left and opened again.
 */
import './imports.css';
import { useQuery } from '@tanstack/react-query';
import { Button, Card, Progress, Result, Statistic } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';
import { Link, useLocation, useParams } from 'wouter';
import { Note } from '../shared/form-alerts.tsx';
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
import { AnnouncementLead, MovedYears } from './announcement-result.tsx';
import { AnnouncementRows } from './announcement-rows.tsx';
import { announcementTexts } from './announcement-texts.ts';
import { CommitButton, confirmationsOf } from './commit-button.tsx';
import { followImport, importQuery, type Import } from './import-events.ts';
import { ImportEffect } from './import-effect.tsx';
import { ImportSum } from './import-sum.tsx';
import { MappingForm } from './mapping-form.tsx';
import { AnsweredQuestions, QuestionsForm } from './questions-form.tsx';
import { RowsGrid } from './rows-grid.tsx';
import { texts } from './texts.ts';
import { UnderstoodRows } from './understood-rows.tsx';
import { ImportTag } from './upload-page.tsx';

const POLL_EVERY_MS = 3_000;

const isRunning = ({ state }: Import): boolean => state === 'reading' || state === 'committing';

export default function ImportPage(): ReactNode {
  const t = useTexts(texts);
  const { id = '' } = useParams();
  const query = useQuery({
    ...importQuery(id),
    staleTime: 0,
    // An account has few event streams; further pages show the progress without one.
    refetchInterval: ({ state }) => (state.data !== undefined && isRunning(state.data) ? POLL_EVERY_MS : false),
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
            <AnnouncementLead importRecord={query.data} />
          </>
        )
      }
    >
      <QueryResult query={query}>{(importRecord) => <ImportStage importRecord={importRecord} />}</QueryResult>
    </Page>
  );
}

function ImportStage({ importRecord }: { importRecord: Import }): ReactNode {
  const t = useTexts(texts);
  if (isRunning(importRecord)) return <Running importRecord={importRecord} />;
  if (importRecord.state === 'committed') return <Done importRecord={importRecord} />;
  if (importRecord.state === 'failed') {
    return (
      <Card>
        <Result
          status="warning"
          title={<h2>{t.failed}</h2>}
          subTitle={importRecord.failure?.message}
          extra={
            <LinkButton href="/imports" type="primary">
              {t.another}
            </LinkButton>
          }
        />
      </Card>
    );
  }
  return importRecord.state === 'asking' ? (
    <Questions importRecord={importRecord} />
  ) : (
    <Checked importRecord={importRecord} />
  );
}

function Running({ importRecord }: { importRecord: Import }): ReactNode {
  const t = useTexts(texts);
  const title = importRecord.state === 'reading' ? t.reading : t.committing;
  return (
    <Section className="running" title={title}>
      <Progress percent={Math.floor(importRecord.share * 100)} aria-label={title} status="normal" />
      <p role="status">
        {importRecord.state === 'reading'
          ? t.read(importRecord.rowsRead)
          : t.written(importRecord.filed, importRecord.valid)}
        {importRecord.secondsLeft !== null && t.secondsLeft(importRecord.secondsLeft)}
      </p>
      <p className="secondary small">{t.mayLeave}</p>
    </Section>
  );
}

function Notices({ importRecord }: { importRecord: Import }): ReactNode {
  const t = useTexts(texts);
  const confirmed = new Set(importRecord.confirmations.map(({ code }) => code));
  // An earlier import of the same file is said with a link to it.
  const notices = importRecord.notices.filter(({ code }) => !confirmed.has(code) && code !== 'SAME_FILE');
  if (notices.length === 0 && importRecord.sameFileAs === null) return null;
  return (
    <Note>
      {importRecord.sameFileAs !== null && (
        <p>
          {t.sameFile} <Link href={`/imports/${importRecord.sameFileAs}`}>{t.show}</Link>
        </p>
      )}
      {notices.map(({ message }) => (
        <p key={message}>{message}</p>
      ))}
    </Note>
  );
}

function Questions({ importRecord }: { importRecord: Import }): ReactNode {
  const t = useTexts(texts);
  return (
    <>
      <Section className="returned" title={t.asking}>
        <QuestionsForm importRecord={importRecord} />
      </Section>
      <Notices importRecord={importRecord} />
      <Section label={t.mapping}>
        <MappingForm importRecord={importRecord} />
      </Section>
      <div className="buttons commit">
        <DiscardButton importRecord={importRecord} />
      </div>
    </>
  );
}

function Checked({ importRecord }: { importRecord: Import }): ReactNode {
  const t = useTexts(texts);
  const figure = (title: string, count: number, tone: string): ReactNode => (
    <Card className={tone} size="small">
      <Statistic title={title} value={formatCount(count)} formatter={(value) => value} />
    </Card>
  );
  const confirmations = confirmationsOf(importRecord);
  const isAnnouncement = importRecord.kind === 'announcement';
  // Of an announcement, rows to decide are no errors.
  const toCorrect = importRecord.invalid > (isAnnouncement ? importRecord.undecided : 0);
  return (
    <>
      {confirmations.length > 0 && (
        <Section className="returned" title={t.toConfirm}>
          <ul className="plain-list">
            {confirmations.flatMap(([, messages]) => messages.map((message) => <li key={message}>{message}</li>))}
          </ul>
        </Section>
      )}
      <Notices importRecord={importRecord} />
      {isAnnouncement ? (
        <AnnouncementRows importRecord={importRecord} />
      ) : (
        <div className="import-counts">
          {figure(t.valid, importRecord.valid, 'good')}
          {figure(t.toReview, importRecord.flagged, '')}
          {figure(t.toCorrect, importRecord.invalid, importRecord.invalid > 0 ? 'bad' : '')}
        </div>
      )}
      {importRecord.sum !== null && importRecord.sum.filings > 0 && (
        <Card className="card">
          <ImportSum importRecord={importRecord} />
        </Card>
      )}
      {(isAnnouncement || importRecord.kind === 'qualifications') && <ImportEffect importRecord={importRecord} />}
      {importRecord.answered.length > 0 && (
        <Section title={t.answered}>
          <AnsweredQuestions importRecord={importRecord} />
        </Section>
      )}
      <Card className="card">
        <details>
          <summary>{t.mapping}</summary>
          <MappingForm importRecord={importRecord} />
        </details>
      </Card>
      {toCorrect && <RowsGrid importRecord={importRecord} />}
      {!isAnnouncement && importRecord.valid > 0 && <UnderstoodRows importRecord={importRecord} />}
      <div className="buttons commit">
        <CommitButton importRecord={importRecord} />
        <DiscardButton importRecord={importRecord} />
      </div>
    </>
  );
}

function Done({ importRecord }: { importRecord: Import }): ReactNode {
  const years = importRecord.report?.years;
  return (
    <>
      <DoneCard importRecord={importRecord} />
      {years !== undefined && <MovedYears years={years} />}
    </>
  );
}

function DoneCard({ importRecord }: { importRecord: Import }): ReactNode {
  const t = useTexts(texts);
  const a = useTexts(announcementTexts);
  const title =
    importRecord.kind === 'announcement'
      ? a.done
      : importRecord.report === null
        ? t.done(importRecord.filed)
        : undefined;
  return (
    <Card className="card">
      <Result
        status="success"
        title={title !== undefined && <h2>{title}</h2>}
        subTitle={
          importRecord.report === null && importRecord.flagged > 0 ? t.doneReview(importRecord.flagged) : undefined
        }
        extra={
          <>
            {importRecord.kind === 'filings' && (
              <LinkButton href="/filings" type="primary">
                {t.toFilings}
              </LinkButton>
            )}
            {(importRecord.report?.waiting ?? 0) > 0 && <LinkButton href="/certificates">{a.toWaiting}</LinkButton>}
            <LinkButton href="/imports">{t.another}</LinkButton>
          </>
        }
      >
        {importRecord.report === null ? (
          importRecord.invalid > 0 && <p>{t.doneLeft(importRecord.invalid)}</p>
        ) : (
          <ul className="report">
            {REPORTED.filter((word) => importRecord.report?.[word] !== undefined).map((word) => (
              <li key={word}>
                {t.report[word]} <strong>{formatCount(importRecord.report![word]!)}</strong>
              </li>
            ))}
          </ul>
        )}
      </Result>
    </Card>
  );
}

const REPORTED = ['new', 'changed', 'unchanged', 'refused', 'waiting', 'relinked'] as const;

function DiscardButton({ importRecord }: { importRecord: Import }): ReactNode {
  const t = useTexts(texts);
  const c = useTexts(common);
  const [asking, setAsking] = useState(false);
  const [, go] = useLocation();
  const discard = (): void =>
    void unwrap(api.DELETE('/api/v1/imports/{id}', { params: { path: { id: importRecord.id } } })).then(
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
