import type { UseQueryResult } from '@tanstack/react-query';
import { Empty, Skeleton } from 'antd';
import { useDeferredValue, type ReactNode } from 'react';
import { useTexts } from './language.ts';
import { ApiProblem, ConnectionLost } from './problem.ts';
import { common } from './texts.ts';
import { Trouble } from './trouble.tsx';

/** The outline of what will come. */
export function Loading({ rows }: { rows: number }): ReactNode {
  const t = useTexts(common);
  return (
    <div className="loading" role="status">
      <Skeleton title={false} paragraph={{ rows }} />
      <span className="unseen">{t.loading}</span>
    </div>
  );
}

export function Nothing({ text, children }: { text?: string; children?: ReactNode }): ReactNode {
  const t = useTexts(common);
  return (
    <Empty className="nothing" image={Empty.PRESENTED_IMAGE_SIMPLE} description={text ?? t.nothing}>
      {children}
    </Empty>
  );
}

/** What went wrong, in words, with the way on. */
export function Failure({ error, retry }: { error: unknown; retry?: (() => void) | undefined }): ReactNode {
  const t = useTexts(common);
  const action = retry && { text: t.retry, run: retry };
  if (error instanceof ApiProblem) {
    const useful = error.status >= 500 || error.code === 'TOO_MANY_REQUESTS' ? action : undefined;
    return (
      <Trouble
        title={error.body.title}
        text={error.body.detail}
        detail={error.status >= 500 ? `${t.requestId}: ${error.body.requestId}` : undefined}
        action={useful}
      />
    );
  }
  if (error instanceof ConnectionLost)
    return <Trouble title={t.unreachableTitle} text={t.connectionLostShort} action={action} />;
  // A defect of the page: the error boundary says so.
  throw error;
}

/** One query in its states: waiting, failed, empty, there. */
export function Answered<T>({
  query,
  rows = 6,
  empty,
  children,
}: {
  query: Pick<UseQueryResult<T>, 'data' | 'error' | 'refetch'>;
  rows?: number;
  empty?: { when: (data: T) => boolean; show: ReactNode };
  children: (data: T) => ReactNode;
}): ReactNode {
  // What has just come is drawn piece by piece, so that the page answers meanwhile.
  const drawn = useDeferredValue(query.data !== undefined);
  if (query.data === undefined || !drawn)
    return query.error && query.data === undefined ? (
      <Failure error={query.error} retry={() => void query.refetch()} />
    ) : (
      <Loading rows={rows} />
    );
  return empty?.when(query.data) ? empty.show : children(query.data);
}
