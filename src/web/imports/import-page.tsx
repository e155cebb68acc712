import './imports.css';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import { Link, useLocation, useParams } from 'wouter';
import { answer, api } from '../shared/api.ts';
import { Dialog } from '../shared/dialog.tsx';
import { Icon } from '../shared/icons.tsx';
import { useTexts } from '../shared/language.ts';
import { inGroups } from '../shared/money.ts';
import { notify } from '../shared/notice.tsx';
import { Page } from '../shared/page.tsx';
import { ApiProblem, SessionEnded } from '../shared/problem.ts';
import { queries } from '../shared/queries.ts';
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
  const query = useQuery({ queryKey: ['import', id], staleTime: 0, queryFn: ({ signal }) => answer(api.GET('/api/v1/imports/{id}', { params: { path: { id } }, signal })) });
  const underWay = query.data !== undefined && isUnderWay(query.data);
  useEffect(() => {
    if (!underWay) return;
    const leave = new AbortController();
    // A stream that breaks off is begun again by the next look at the import.
    follow(id, (now) => queries.setQueryData(['import', id], now), leave.signal).catch(() => undefined).finally(() => { if (!leave.signal.aborted) void queries.invalidateQueries({ queryKey: ['import', id] }); });
    return () => leave.abort();
  }, [id, underWay]);
  return (
    <Page title={query.data?.file.name ?? t.title} lead={query.data && <><ImportTag state={query.data.state} /> {t.kinds[query.data.kind]}</>}>
      <Answered query={query}>{(one) => <Stage one={one} />}</Answered>
    </Page>
  );
}

function Stage({ one }: { one: Import }): ReactNode {
  const t = useTexts(texts);
  if (isUnderWay(one)) return <Progress one={one} />;
  if (one.state === 'committed') return <Done one={one} />;
  if (one.state === 'failed') {
    return <section className="card outcome"><Icon name="warning" size={34} /><h2>{t.failed}</h2><p>{one.failure?.message}</p><Link href="/imports" className="button primary">{t.another}</Link></section>;
  }
  return one.state === 'asking' ? <Asking one={one} /> : <Checked one={one} />;
}

function Progress({ one }: { one: Import }): ReactNode {
  const t = useTexts(texts);
  const title = one.state === 'reading' ? t.reading : t.committing;
  return (
    <section className="card outcome">
      <h2>{title}</h2>
      <progress max={1} value={one.share} aria-label={title} />
      <p role="status">{one.state === 'reading' ? t.read(one.rowsRead) : t.written(one.filed, one.valid)}{one.secondsLeft !== null && t.left(one.secondsLeft)}</p>
      <p className="soft small">{t.follow}</p>
    </section>
  );
}

function Notes({ one }: { one: Import }): ReactNode {
  const t = useTexts(texts);
  if (one.notices.length === 0 && one.sameFileAs === null) return null;
  return <div className="note spaced">{one.sameFileAs !== null && <p>{t.sameFile}. <Link href={`/imports/${one.sameFileAs}`}>{t.see}</Link></p>}{one.notices.map(({ code, message }) => <p key={code}>{message}</p>)}</div>;
}

function Asking({ one }: { one: Import }): ReactNode {
  const t = useTexts(texts);
  return (
    <>
      <section className="card returned"><h2>{t.asking}</h2><ul className="plain-list">{one.questions.map(({ message }) => <li key={message}>{message}</li>)}</ul></section>
      <Notes one={one} />
      <section className="card"><MappingForm one={one} /></section>
      <Drop one={one} />
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
      .then((begun) => {
        queries.setQueryData(['import', one.id], begun);
        void queries.invalidateQueries({ predicate: ({ queryKey }) => ['filings', 'counts', 'totals', 'imports'].includes(String(queryKey[0])) });
      }, (problem: unknown) => { if (!(problem instanceof SessionEnded)) setError(problem instanceof ApiProblem ? problem.message : c.connectionLostShort); })
      .finally(() => setBusy(false));
  };
  const figure = (text: string, count: number, tone: string): ReactNode => <div className={tone}><span>{text}</span><strong>{inGroups(count)}</strong></div>;
  return (
    <>
      <Notes one={one} />
      <div className="tallies">{figure(t.valid, one.valid, 'good')}{figure(t.toReview, one.flagged, '')}{figure(t.wrong, one.invalid, one.invalid > 0 ? 'bad' : '')}</div>
      <details className="card spaced"><summary>{t.mapping}</summary><MappingForm one={one} /></details>
      {one.invalid > 0 && <RowsGrid one={one} />}
      <p role="alert" className={error === '' ? 'unseen' : 'alert'}>{error}</p>
      <div className="buttons commit">
        <button type="button" className="button primary" disabled={busy || one.valid === 0} onClick={() => commit(one.invalid > 0)}>{one.kind === 'filings' ? (one.invalid > 0 ? t.commitSome(one.valid) : t.commitAll(one.valid)) : (one.invalid > 0 ? t.takeSome(one.valid) : t.takeAll(one.valid))}</button>
        <Drop one={one} />
      </div>
    </>
  );
}

function Done({ one }: { one: Import }): ReactNode {
  const t = useTexts(texts);
  return (
    <section className="card outcome good">
      <Icon name="check" size={34} />
      {one.report === null ? <><h2>{t.done(one.filed)}</h2>{one.flagged > 0 && <p>{t.doneReview(one.flagged)}</p>}{one.invalid > 0 && <p>{t.doneLeft(one.invalid)}</p>}</>
        : <ul className="report">{Object.entries(one.report).map(([word, count]) => <li key={word}>{t.report[word]} <strong>{inGroups(count)}</strong></li>)}</ul>}
      <div className="buttons">{one.kind === 'filings' && <Link href="/filings" className="button primary">{t.toFilings}</Link>}<Link href="/imports" className="button">{t.another}</Link></div>
    </section>
  );
}

function Drop({ one }: { one: Import }): ReactNode {
  const t = useTexts(texts);
  const c = useTexts(common);
  const [asking, setAsking] = useState(false);
  const [, go] = useLocation();
  const drop = (): void => void answer(api.DELETE('/api/v1/imports/{id}', { params: { path: { id: one.id } } }))
    .then(() => { notify(t.dropped); go('/imports'); }, (problem: unknown) => { if (!(problem instanceof SessionEnded)) notify(problem instanceof ApiProblem ? problem.message : c.connectionLostShort); });
  return (
    <>
      <button type="button" className="button" onClick={() => setAsking(true)}>{t.drop_}</button>
      <Dialog open={asking} title={t.dropTitle} onClose={() => setAsking(false)}>
        <p>{t.dropText}</p>
        <div className="buttons"><button type="button" className="button danger" onClick={drop}>{t.drop_}</button><button type="button" className="button" onClick={() => setAsking(false)}>{c.cancel}</button></div>
      </Dialog>
    </>
  );
}
