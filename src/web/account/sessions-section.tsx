import { useQueryClient } from '@tanstack/react-query';
import { Button, Tag } from 'antd';
import type { ReactNode } from 'react';
import { DataTable, type Column } from '../records/data-table.tsx';
import { Pager, usePagedList } from '../records/paged-list.tsx';
import { ProblemAlert } from '../records/problem-alert.tsx';
import { useSubmit } from '../records/use-submit.ts';
import { api, unwrap, type Schemas } from '../shared/api.ts';
import { formatInstant } from '../shared/days.ts';
import { useTexts } from '../shared/language.ts';
import { notify } from '../shared/notice.tsx';
import { QueryResult } from '../shared/query-state.tsx';
import { Section } from '../shared/section.tsx';
import { common } from '../shared/texts.ts';
import { securityTexts } from './security-texts.ts';

type Session = Schemas['Session'];
const KEY = ['sessions'];
const PAGE = 20;

/** Where one is signed in, and ending what one does not know. */
export function SessionsSection(): ReactNode {
  const t = useTexts(securityTexts);
  const c = useTexts(common);
  const queries = useQueryClient();
  const { busy, problem, send } = useSubmit();
  const paged = usePagedList(KEY, (cursor, signal) =>
    unwrap(
      api.GET('/api/v1/auth/sessions', {
        params: { query: { limit: PAGE, ...(cursor === undefined ? {} : { cursor }) } },
        signal,
      }),
    ),
  );
  const reread = (): void => void queries.invalidateQueries({ queryKey: KEY });
  const end = (id: string): void =>
    send(
      () => unwrap(api.DELETE('/api/v1/auth/sessions/{id}', { params: { path: { id } } })).finally(reread),
      () => notify(t.sessionEnded),
    );
  const endOthers = (): void =>
    send(
      () => unwrap(api.POST('/api/v1/auth/sessions/end-others')).finally(reread),
      ({ ended }) => notify(t.othersEnded(ended)),
    );
  const columns: Column<Session>[] = [
    {
      key: 'device',
      title: t.device,
      rowHeader: true,
      cell: ({ device, current }) => (
        <span className="tags">
          {device ?? t.unknownDevice}
          {current && <Tag color="success">{t.thisSession}</Tag>}
        </span>
      ),
    },
    { key: 'address', title: t.address, cell: ({ address }) => address ?? c.none },
    {
      key: 'startedAt',
      title: t.since,
      cell: ({ startedAt }) => <span className="day">{formatInstant(startedAt)}</span>,
    },
    {
      key: 'lastUsedAt',
      title: t.lastUsed,
      cell: ({ lastUsedAt }) => <span className="day">{formatInstant(lastUsedAt)}</span>,
    },
    {
      key: 'acts',
      title: '',
      cell: ({ id, device, current, startedAt }) =>
        !current && (
          <Button
            size="small"
            aria-label={`${t.end} ${device ?? t.unknownDevice} ${formatInstant(startedAt)}`}
            aria-disabled={busy}
            onClick={() => busy || end(id)}
          >
            {t.end}
          </Button>
        ),
    },
  ];
  const others = (paged.query.data?.items ?? []).some(({ current }) => !current);
  return (
    <Section
      title={t.sessions}
      flush
      extra={
        others && (
          <Button aria-disabled={busy} onClick={() => busy || endOthers()}>
            {t.endOthers}
          </Button>
        )
      }
    >
      <p className="table-note secondary">{t.sessionsText}</p>
      <ProblemAlert problem={problem} />
      <QueryResult query={paged.query} rows={3}>
        {({ items, nextCursor }) => (
          <>
            <DataTable caption={t.sessions} columns={columns} rows={items} rowKey={({ id }) => id} />
            {(nextCursor !== null || paged.page > 0) && <Pager paged={paged} size={PAGE} />}
          </>
        )}
      </QueryResult>
    </Section>
  );
}
