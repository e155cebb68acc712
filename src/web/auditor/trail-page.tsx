import { Button, Card } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { DataTable, type Column } from '../bureau/data-table.tsx';
import { DayFilter } from '../bureau/day-field.tsx';
import { PAGE_ITEMS, Pager, usePaged } from '../bureau/paged.tsx';
import { useFilters } from '../bureau/search-state.ts';
import { bureau } from '../bureau/texts.ts';
import { TypedFilter } from '../bureau/typed-filter.tsx';
import { answer, api, type Schemas } from '../shared/api.ts';
import { Choice } from '../shared/choice.tsx';
import { inShanghai } from '../shared/days.ts';
import { Field } from '../shared/field.tsx';
import { useValueInWords } from '../shared/filing-facts.tsx';
import { filingTexts } from '../shared/filing-texts.ts';
import { useTexts } from '../shared/language.ts';
import { Page } from '../shared/page.tsx';
import { Section } from '../shared/section.tsx';
import { Answered, Nothing } from '../shared/states.tsx';
import { common } from '../shared/texts.ts';
import { auditorTexts } from './texts.ts';
import '../bureau/bureau.css';

type Event = Schemas['TrailList']['items'][number];
const FILTERS = ['type', 'id', 'actor', 'from', 'to'];

export default function TrailPage(): ReactNode {
  const t = useTexts(auditorTexts);
  const b = useTexts(bureau);
  const { filters, set, clear } = useFilters();
  const asked = Object.fromEntries(Object.entries(filters).filter(([name]) => FILTERS.includes(name)));
  const paged = usePaged(['trail', asked], (cursor, signal) =>
    answer(
      api.GET('/api/v1/trail', {
        params: {
          query: { ...asked, limit: PAGE_ITEMS, ...(cursor === undefined ? {} : { cursor }) } as { limit: number },
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
          <TypedFilter label={t.trailId} hint={t.trailIdHint} value={filters['id'] ?? ''} onSet={(id) => set({ id })} />
          <TypedFilter
            label={t.trailActor}
            hint={t.trailActorHint}
            value={filters['actor'] ?? ''}
            onSet={(actor) => set({ actor })}
          />
          {day('from', t.trailFrom)}
          {day('to', t.trailTo)}
          {Object.keys(asked).length > 0 && (
            <div className="buttons">
              <Button type="link" onClick={clear}>
                {b.clearFilters}
              </Button>
            </div>
          )}
        </div>
      </Card>
      <Answered
        query={paged.query}
        rows={10}
        empty={{ when: ({ items }) => items.length === 0, show: <Nothing text={b.nothingFits} /> }}
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
      </Answered>
    </Page>
  );
}

/** Where the record of an event is looked at. */
function recordPath({ type, recordId }: Event): string | null {
  if (type === 'filing') return `/filings/${recordId}`;
  return type === 'firm' ? `/firms/${recordId}` : null;
}

function TrailEvent({ event }: { event: Event }): ReactNode {
  const t = useTexts(auditorTexts);
  const b = useTexts(bureau);
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
            <span className="soft">{event.recordId}</span>
          ) : (
            <Link href={path} aria-label={`${t.openRecord} ${event.recordId}`}>
              {event.recordId}
            </Link>
          )}
        </span>
        {event.version !== null && <span className="soft">{b.version(event.version)}</span>}
      </div>
      <div className="line soft small">
        <time dateTime={event.at}>{inShanghai(event.at)}</time>
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
          <summary>{t.fields}</summary>
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
  const say = useValueInWords();
  const nameOf = (field: string): string =>
    (type === 'filing' ? f.fields[field] : t.trailFields[field]) ?? f.fields[field] ?? field;
  const columns: Column<Change>[] = [
    {
      key: 'field',
      title: t.field,
      head: true,
      cell: ({ field, restricted }) => (
        <>
          {nameOf(field)}
          {restricted && (
            <>
              <br />
              <span className="soft small">{t.restricted}</span>
            </>
          )}
        </>
      ),
    },
    { key: 'before', title: t.was, cell: ({ field, before }) => say(field, before) },
    { key: 'after', title: t.is, cell: ({ field, after }) => say(field, after) },
  ];
  return (
    <DataTable
      caption={t.fields}
      columns={columns}
      rows={changes}
      rowKey={({ field, restricted }) => `${field} ${restricted}`}
    />
  );
}
