/** Loading, error and empty states of loaded data. Pages use QueryResult, so that none forgets a state. */
import type { UseQueryResult } from '@tanstack/react-query';
import { Empty, Skeleton } from 'antd';
import { useDeferredValue, type ReactNode } from 'react';
import { useTexts } from './language.ts';
import { ApiProblem, ConnectionLost } from './problem.ts';
import { common } from './texts.ts';
import { PageProblem } from './page-problem.tsx';

export function LoadingSkeleton({ rows }: { rows: number }): ReactNode {
  const t = useTexts(common);
  return (
    <div className="loading" role="status">
      <Skeleton title={false} paragraph={{ rows }} />
      <span className="visually-hidden">{t.loading}</span>
    </div>
  );
}

export function EmptyState({ text, children }: { text?: string; children?: ReactNode }): ReactNode {
  const t = useTexts(common);
  return (
    <Empty className="empty-state" image={Empty.PRESENTED_IMAGE_SIMPLE} description={text ?? t.noData}>
      {children}
    </Empty>
  );
}

/** The message for a failed query, with a retry button where a retry can help. */
export function QueryProblem({ error, retry }: { error: unknown; retry?: (() => void) | undefined }): ReactNode {
  const t = useTexts(common);
  const action = retry && { text: t.retry, run: retry };
  if (error instanceof ApiProblem) {
    const retryAction = error.status >= 500 || error.code === 'TOO_MANY_REQUESTS' ? action : undefined;
    return (
      <PageProblem
        title={error.body.title}
        text={error.body.detail}
        detail={error.status >= 500 ? `${t.requestId}: ${error.body.requestId}` : undefined}
        action={retryAction}
      />
    );
  }
  if (error instanceof ConnectionLost)
    return <PageProblem title={t.unreachableTitle} text={t.connectionLostShort} action={action} />;
  // Any other error is a defect and goes to the error boundary.
  throw error;
}

/** Renders a query by its state: loading, failed, empty or loaded. */
export function QueryResult<T>({
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
  // Deferred rendering keeps the page responsive while a large result is drawn.
  const ready = useDeferredValue(query.data !== undefined);
  if (query.data === undefined || !ready)
    return query.error && query.data === undefined ? (
      <QueryProblem error={query.error} retry={() => void query.refetch()} />
    ) : (
      <LoadingSkeleton rows={rows} />
    );
  return empty?.when(query.data) ? empty.show : children(query.data);
}
