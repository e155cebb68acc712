import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { Icon } from '../shared/icons.tsx';
import { useTexts } from '../shared/language.ts';
import { bureau } from './texts.ts';

export const PAGE_ITEMS = 50;

interface Listed<R> {
  readonly items: readonly R[];
  readonly nextCursor: string | null;
}
export interface Paged<R> {
  readonly query: UseQueryResult<Listed<R>>;
  /** From 0. */
  readonly page: number;
  readonly turn: (to: 'next' | 'previous') => void;
}

/** A list that is read page by page. `key` holds its filters: with other filters it begins anew. `once`: a page that was read stays as it was. */
export function usePaged<R>(
  key: readonly unknown[],
  read: (cursor: string | undefined, signal: AbortSignal) => Promise<Listed<R>>,
  { once = false } = {},
): Paged<R> {
  const name = JSON.stringify(key);
  // The cursors of the pages before, so that one can turn back; they belong to these filters alone.
  const [turned, setTurned] = useState<{ name: string; cursors: readonly string[] }>({ name, cursors: [] });
  const cursors = turned.name === name ? turned.cursors : [];
  const cursor = cursors.at(-1);
  const query = useQuery({
    queryKey: [...key, cursor ?? null],
    queryFn: ({ signal }) => read(cursor, signal),
    placeholderData: keepPreviousData,
    ...(once ? { staleTime: Infinity } : {}),
  });
  return {
    query,
    page: cursors.length,
    turn(to) {
      const following = query.data?.nextCursor ?? null;
      if (to === 'previous') setTurned({ name, cursors: cursors.slice(0, -1) });
      else if (following !== null && !query.isPlaceholderData) setTurned({ name, cursors: [...cursors, following] });
    },
  };
}

/** Which rows are shown, and the way to those before and after. `top`: the id of what is scrolled to when the page turns. */
export function Pager<R>({
  paged,
  total,
  size = PAGE_ITEMS,
  top = 'content',
}: {
  paged: Paged<R>;
  total?: number | undefined;
  size?: number;
  top?: string;
}): ReactNode {
  const t = useTexts(bureau);
  const { query, page, turn } = paged;
  const items = query.data?.items.length ?? 0;
  if (items === 0 && page === 0) return null;
  const more = (query.data?.nextCursor ?? null) !== null;
  const turnTo = (to: 'next' | 'previous') => (): void => {
    turn(to);
    document.getElementById(top)?.scrollIntoView();
  };
  return (
    <nav className="pager" aria-label={t.page(page + 1)}>
      {/* Until the page has come, the rows are those of the one before. */}
      <span role="status">
        {query.isPlaceholderData ? '…' : t.showing(page * size + 1, page * size + items, total)}
      </span>
      {(page > 0 || more) && (
        <span className="buttons">
          <Button
            size="small"
            aria-disabled={page === 0}
            onClick={page === 0 ? undefined : turnTo('previous')}
            icon={<Icon of={LeftOutlined} />}
          >
            {t.previous}
          </Button>
          <span className="soft">{t.page(page + 1)}</span>
          <Button
            size="small"
            aria-disabled={!more}
            onClick={more ? turnTo('next') : undefined}
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
