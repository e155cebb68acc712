import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Icon } from './icons.tsx';
import { useTexts } from './language.ts';
import { ApiProblem, ConnectionLost } from './problem.ts';
import { common } from './texts.ts';

/** Waiting. `rows` draws the outline of what will come. */
export function Loading({ whole = false, rows = 0 }: { whole?: boolean; rows?: number }): ReactNode {
  const t = useTexts(common);
  return (
    <div className={whole ? 'loading whole' : 'loading'} role="status">
      {rows === 0 ? <span className="spinner" aria-hidden="true" /> : <div className="outline" aria-hidden="true">{Array.from({ length: rows }, (_, row) => <span key={row} />)}</div>}
      <span className={rows === 0 ? '' : 'unseen'}>{t.loading}</span>
    </div>
  );
}

export function Trouble({ title, text, detail, action }: { title: string; text: string; detail?: string | undefined; action?: { text: string; run: () => void } | undefined }): ReactNode {
  return (
    <div className="trouble" role="alert">
      <Icon name="warning" size={28} />
      <h2>{title}</h2>
      <p>{text}</p>
      {detail !== undefined && <p className="detail">{detail}</p>}
      {action && <button type="button" className="button" onClick={action.run}>{action.text}</button>}
    </div>
  );
}

export function Nothing({ text, children }: { text?: string; children?: ReactNode }): ReactNode {
  const t = useTexts(common);
  return (
    <div className="nothing">
      <Icon name="file" size={28} />
      <p>{text ?? t.nothing}</p>
      {children}
    </div>
  );
}

/** What went wrong, in words, with the way on. */
export function Failure({ error, retry }: { error: unknown; retry?: (() => void) | undefined }): ReactNode {
  const t = useTexts(common);
  const action = retry && { text: t.retry, run: retry };
  if (error instanceof ApiProblem) {
    const useful = error.status >= 500 || error.code === 'TOO_MANY_REQUESTS' ? action : undefined;
    return <Trouble title={error.body.title} text={error.body.detail} detail={error.status >= 500 ? `${t.requestId}: ${error.body.requestId}` : undefined} action={useful} />;
  }
  if (error instanceof ConnectionLost) return <Trouble title={t.unreachableTitle} text={t.connectionLostShort} action={action} />;
  // A defect of the page: the error boundary says so.
  throw error;
}

/** One query in its states: waiting, failed, empty, there. */
export function Answered<T>({ query, rows = 6, empty, children }: {
  query: Pick<UseQueryResult<T>, 'data' | 'error' | 'refetch'>; rows?: number; empty?: { when: (data: T) => boolean; show: ReactNode }; children: (data: T) => ReactNode;
}): ReactNode {
  if (query.data === undefined) return query.error ? <Failure error={query.error} retry={() => void query.refetch()} /> : <Loading rows={rows} />;
  return empty?.when(query.data) ? empty.show : children(query.data);
}
