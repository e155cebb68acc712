/** The audit trail, with changes shown field by field. */
import { Button, Card } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { DataTable, type Column } from '../records/data-table.tsx';
import { DayFilter } from '../records/day-field.tsx';
import { PAGE_ITEMS, Pager, usePagedList } from '../records/paged-list.tsx';
import { useUrlFilters } from '../records/url-filters.ts';
import { recordTexts } from '../records/texts.ts';
import { TextFilter } from '../records/text-filter.tsx';
import { unwrap, api, type Schemas } from '../shared/api.ts';
import { Choice } from '../shared/choice.tsx';
import { formatInstant } from '../shared/days.ts';
import { Field } from '../shared/field.tsx';
import { useFieldFormatter } from '../shared/filing-details.tsx';
import { filingTexts } from '../shared/filing-texts.ts';
import { useTexts } from '../shared/language.ts';
import { Page } from '../shared/page.tsx';
import { Section } from '../shared/section.tsx';
import { QueryResult, EmptyState } from '../shared/query-state.tsx';
import { common } from '../shared/texts.ts';
import { auditorTexts } from './texts.ts';
import '../records/records.css';

type Event = Schemas['TrailList']['items'][number];
const FILTERS = ['type', 'id', 'actor', 'from', 'to'];

export default function TrailPage(): ReactNode {
  const t = useTexts(auditorTexts);
  const b = useTexts(recordTexts);
  const { filters, set, clear } = useUrlFilters();
  const query = Object.fromEntries(Object.entries(filters).filter(([name]) => FILTERS.includes(name)));
  const paged = usePagedList(['trail', query], (cursor, signal) =>
    unwrap(
      api.GET('/api/v1/trail', {
        params: {
          query: { ...query, limit: PAGE_ITEMS, ...(cursor === undefined ? {} : { cursor }) } as { limit: number },
        },
        signal,
      }),
    ),
  );
  const day = (name: 'from' | 'to', label: string): ReactNode => (
    <DayFilter label={label} value={filters[name] ?? ''} onChange={(value) => set({ [name]: value })} />
  );
  return (
    <Page title={t.trail} lead={t.trailLead}>
      <Card className="filter-panel">
        <div className="filter-row">
          <Field label={t.trailType}>
            {(control) => (
              <Choice
                control={control}
                value={filters['type'] ?? ''}
                options={[['', b.all], ...Object.entries(t.types)]}
                onChange={(type) => set({ type })}
              />
            )}
          </Field>
          <TextFilter label={t.trailId} hint={t.trailIdHint} value={filters['id'] ?? ''} onSet={(id) => set({ id })} />
          <TextFilter
            label={t.trailActor}
            hint={t.trailActorHint}
            value={filters['actor'] ?? ''}
            onSet={(actor) => set({ actor })}
          />
          {day('from', t.trailFrom)}
          {day('to', t.trailTo)}
          {Object.keys(query).length > 0 && (
            <div className="buttons">
              <Button type="link" onClick={clear}>
                {b.clearFilters}
              </Button>
            </div>
          )}
        </div>
      </Card>
      <QueryResult
        query={paged.query}
        rows={10}
        empty={{ when: ({ items }) => items.length === 0, show: <EmptyState text={b.noMatches} /> }}
      >
        {({ items }) => (
          <>
            <Section flush label={t.trail}>
              <ol className="events">
                {items.map((event) => (
                  <TrailEvent key={event.id} event={event} />
                ))}
              </ol>
            </Section>
            <Pager paged={paged} />
          </>
        )}
      </QueryResult>
    </Page>
  );
}

/** The page of the record of an event, when there is one. */
function recordPath({ type, recordId }: Event): string | null {
  if (type === 'filing') return `/filings/${recordId}`;
  return type === 'firm' ? `/firms/${recordId}` : null;
}

function TrailEvent({ event }: { event: Event }): ReactNode {
  const t = useTexts(auditorTexts);
  const b = useTexts(recordTexts);
  const c = useTexts(common);
  const path = recordPath(event);
  const changes = [
    ...changesOf(event.before, event.after, false),
    ...changesOf(event.restricted?.before ?? null, event.restricted?.after ?? null, true),
  ];
  const role = event.role === 'system' ? '' : ` · ${c.roles[event.role]}`;
  return (
    <li>
      <div className="line">
        <strong>{t.actions[event.action] ?? event.action}</strong>
        <span>
          {t.types[event.type] ?? event.type}{' '}
          {path === null ? (
            <span className="secondary">{event.recordId}</span>
          ) : (
            <Link href={path} aria-label={`${t.openRecord} ${event.recordId}`}>
              {event.recordId}
            </Link>
          )}
        </span>
        {event.version !== null && <span className="secondary">{b.version(event.version)}</span>}
      </div>
      <div className="line secondary small">
        <time dateTime={event.at}>{formatInstant(event.at)}</time>
        <span>
          {event.actor}
          {role}
        </span>
      </div>
      {event.reason !== null && (
        <p>
          {b.reason}: {event.reason}
        </p>
      )}
      {changes.length > 0 && (
        <details>
          <summary>{t.changes}</summary>
          <Changes type={event.type} changes={changes} />
        </details>
      )}
    </li>
  );
}

interface Change {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly restricted: boolean;
}

function changesOf(
  before: Record<string, unknown> | null,
  after: Record<string, unknown> | null,
  restricted: boolean,
): Change[] {
  return Object.keys({ ...after, ...before }).map((field) => ({
    field,
    before: before?.[field] ?? null,
    after: after?.[field] ?? null,
    restricted,
  }));
}

function Changes({ type, changes }: { type: string; changes: readonly Change[] }): ReactNode {
  const t = useTexts(auditorTexts);
  const f = useTexts(filingTexts);
  const format = useFieldFormatter();
  const nameOf = (field: string): string =>
    (type === 'filing' ? f.fields[field] : t.trailFields[field]) ?? f.fields[field] ?? field;
  const columns: Column<Change>[] = [
    {
      key: 'field',
      title: t.field,
      rowHeader: true,
      cell: ({ field, restricted }) => (
        <>
          {nameOf(field)}
          {restricted && (
            <>
              <br />
              <span className="secondary small">{t.restricted}</span>
            </>
          )}
        </>
      ),
    },
    { key: 'before', title: t.valueBefore, cell: ({ field, before }) => format(field, before) },
    { key: 'after', title: t.valueAfter, cell: ({ field, after }) => format(field, after) },
  ];
  return (
    <DataTable
      caption={t.changes}
      columns={columns}
      rows={changes}
      rowKey={({ field, restricted }) => `${field} ${restricted}`}
    />
  );
}
