/** Lists by cursors, which lead forwards only: the way back is remembered here. */
import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { Icon } from '../shared/icons.tsx';
import { useTexts } from '../shared/language.ts';
import { recordTexts } from './texts.ts';

export const PAGE_ITEMS = 50;

interface ListPage<R> {
  readonly items: readonly R[];
  readonly nextCursor: string | null;
}
export interface PagedList<R> {
  readonly query: UseQueryResult<ListPage<R>>;
  /** Zero-based. */
  readonly page: number;
  readonly go: (to: 'next' | 'previous') => void;
}

/**
 * A list with keyset pagination. `key` contains the filters; a new key starts at the first page. `frozen`: loaded pages
 * are not refetched.
 */
export function usePagedList<R>(
  key: readonly unknown[],
  read: (cursor: string | undefined, signal: AbortSignal) => Promise<ListPage<R>>,
  { frozen = false } = {},
): PagedList<R> {
  const name = JSON.stringify(key);
  // The cursors of the previous pages, for going back; valid for this key only.
  const [history, setHistory] = useState<{ name: string; cursors: readonly string[] }>({ name, cursors: [] });
  const cursors = history.name === name ? history.cursors : [];
  const cursor = cursors.at(-1);
  const query = useQuery({
    queryKey: [...key, cursor ?? null],
    queryFn: ({ signal }) => read(cursor, signal),
    placeholderData: keepPreviousData,
    ...(frozen ? { staleTime: Infinity } : {}),
  });
  return {
    query,
    page: cursors.length,
    go(to) {
      const following = query.data?.nextCursor ?? null;
      if (to === 'previous') setHistory({ name, cursors: cursors.slice(0, -1) });
      else if (following !== null && !query.isPlaceholderData) setHistory({ name, cursors: [...cursors, following] });
    },
  };
}

/** The range shown, with previous and next. `top`: the id of the element to scroll to. */
export function Pager<R>({
  paged,
  total,
  size = PAGE_ITEMS,
  top = 'content',
}: {
  paged: PagedList<R>;
  total?: number | undefined;
  size?: number;
  top?: string;
}): ReactNode {
  const t = useTexts(recordTexts);
  const { query, page, go } = paged;
  const items = query.data?.items.length ?? 0;
  if (items === 0 && page === 0) return null;
  const more = (query.data?.nextCursor ?? null) !== null;
  const goTo = (to: 'next' | 'previous') => (): void => {
    go(to);
    document.getElementById(top)?.scrollIntoView();
  };
  return (
    <nav className="pager" aria-label={t.page(page + 1)}>
      {/* While a page loads, the rows are those of the previous one. */}
      <span role="status">
        {query.isPlaceholderData ? '…' : t.showing(page * size + 1, page * size + items, total)}
      </span>
      {(page > 0 || more) && (
        <span className="buttons">
          <Button
            size="small"
            aria-disabled={page === 0}
            onClick={page === 0 ? undefined : goTo('previous')}
            icon={<Icon of={LeftOutlined} />}
          >
            {t.previous}
          </Button>
          <span className="secondary">{t.page(page + 1)}</span>
          <Button
            size="small"
            aria-disabled={!more}
            onClick={more ? goTo('next') : undefined}
            icon={<Icon of={RightOutlined} />}
            iconPlacement="end"
          >
            {t.next}
          </Button>
        </span>
      )}
    </nav>
  );
}
