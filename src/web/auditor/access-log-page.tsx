import { Button, Card, Tag } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { DataTable, type Column } from '../records/data-table.tsx';
import { DayFilter } from '../records/day-field.tsx';
import { PAGE_ITEMS, Pager, usePagedList } from '../records/paged-list.tsx';
import { TextFilter } from '../records/text-filter.tsx';
import { recordTexts } from '../records/texts.ts';
import { useUrlFilters } from '../records/url-filters.ts';
import { useBanks } from '../records/use-places.ts';
import { unwrap, api, type Schemas } from '../shared/api.ts';
import { Choice } from '../shared/choice.tsx';
import { formatSecond } from '../shared/days.ts';
import { Field } from '../shared/field.tsx';
import { useTexts } from '../shared/language.ts';
import { Page } from '../shared/page.tsx';
import { EmptyState, QueryResult } from '../shared/query-state.tsx';
import { Section } from '../shared/section.tsx';
import { common } from '../shared/texts.ts';
import { accessLogTexts } from './access-log-texts.ts';
import '../records/records.css';

type Entry = Schemas['AccessLogList']['items'][number];
const FILTERS = ['kind', 'actor', 'bank', 'address', 'object', 'from', 'to'];

export default function AccessLogPage(): ReactNode {
  const t = useTexts(accessLogTexts);
  const b = useTexts(recordTexts);
  const { filters } = useUrlFilters();
  const query = Object.fromEntries(Object.entries(filters).filter(([name]) => FILTERS.includes(name)));
  const paged = usePagedList(['access-log', query], (cursor, signal) =>
    unwrap(
      api.GET('/api/v1/access-log', {
        params: {
          query: { ...query, limit: PAGE_ITEMS, ...(cursor === undefined ? {} : { cursor }) } as { limit: number },
        },
        signal,
      }),
    ),
  );
  const columns = useColumns();
  return (
    <Page title={t.title} lead={t.lead}>
      <Filters active={Object.keys(query).length > 0} />
      <QueryResult
        query={paged.query}
        rows={10}
        empty={{ when: ({ items }) => items.length === 0, show: <EmptyState text={b.noMatches} /> }}
      >
        {({ items }) => (
          <>
            <Section flush label={t.title}>
              <DataTable caption={t.title} columns={columns} rows={items} rowKey={({ id }) => id} />
            </Section>
            <Pager paged={paged} />
          </>
        )}
      </QueryResult>
    </Page>
  );
}

function Filters({ active }: { active: boolean }): ReactNode {
  const t = useTexts(accessLogTexts);
  const b = useTexts(recordTexts);
  const banks = useBanks();
  const { filters, set, clear } = useUrlFilters();
  const choice = (name: string, label: string, options: readonly (readonly [string, string])[]): ReactNode => (
    <Field label={label}>
      {(control) => (
        <Choice
          control={control}
          value={filters[name] ?? ''}
          options={[['', b.all], ...options]}
          onChange={(value) => set({ [name]: value })}
        />
      )}
    </Field>
  );
  const text = (name: string, label: string, more: { hint?: string; className?: string } = {}): ReactNode => (
    <TextFilter label={label} {...more} value={filters[name] ?? ''} onSet={(value) => set({ [name]: value })} />
  );
  const day = (name: 'from' | 'to', label: string): ReactNode => (
    <DayFilter label={label} value={filters[name] ?? ''} onChange={(value) => set({ [name]: value })} />
  );
  return (
    <Card className="filter-panel">
      <div className="filter-row">
        {choice('kind', t.kind, Object.entries(t.kinds))}
        {text('actor', t.actor, { hint: t.actorHint })}
        {choice(
          'bank',
          t.bank,
          (banks.data ?? []).map(({ code, name }) => [code, name]),
        )}
        {text('address', t.address)}
        {day('from', t.from)}
        {day('to', t.to)}
        {text('object', t.object, { hint: t.objectHint, className: 'wide' })}
        {active && (
          <div className="buttons">
            <Button type="link" onClick={clear}>
              {b.clearFilters}
            </Button>
          </div>
        )}
      </div>
    </Card>
  );
}

const COLORS: Readonly<Record<string, string>> = { sign_in: 'warning', refused: 'error', foreign: 'error' };

function useColumns(): Column<Entry>[] {
  const t = useTexts(accessLogTexts);
  const c = useTexts(common);
  const banks = useBanks();
  const belonging = ({ role, bank }: Entry): string =>
    [
      role === null ? null : (c.roles[role as keyof typeof c.roles] ?? role),
      bank === null ? null : (banks.data?.find(({ code }) => code === bank)?.name ?? bank),
    ]
      .filter((part) => part !== null)
      .join(' · ');
  return [
    {
      key: 'at',
      title: t.at,
      rowHeader: true,
      cell: ({ at }) => (
        <time className="no-break" dateTime={at}>
          {formatSecond(at)}
        </time>
      ),
    },
    {
      key: 'kind',
      title: t.kind,
      cell: ({ kind }) => <Tag {...(COLORS[kind] ? { color: COLORS[kind] } : {})}>{t.kinds[kind] ?? kind}</Tag>,
    },
    {
      key: 'actor',
      title: t.actor,
      cell: (entry) => (
        <span>
          {entry.actor ?? <span className="secondary">{t.unknownLogin}</span>}
          <br />
          <span className="secondary small">{belonging(entry)}</span>
        </span>
      ),
    },
    { key: 'object', title: t.object, cell: (entry) => <ObjectCell entry={entry} /> },
    {
      key: 'outcome',
      title: t.outcome,
      cell: ({ outcome, route }) => (
        <span>
          {t.outcomes[outcome] ?? outcome}
          <br />
          <span className="secondary small">{route.replace('/api/v1', '')}</span>
        </span>
      ),
    },
    { key: 'address', title: t.address, cell: ({ address }) => <span className="no-break">{address}</span> },
  ];
}

/** The record, with a link to its page where there is one. */
function ObjectCell({ entry: { object } }: { entry: Entry }): ReactNode {
  const t = useTexts(accessLogTexts);
  if (object === null) return <span className="secondary">—</span>;
  const [type = '', id = ''] = object.split('/');
  const pages: Readonly<Record<string, string>> = { filing: '/filings/', firm: '/firms/' };
  return (
    <span>
      {t.types[type] ?? type}
      <br />
      {pages[type] === undefined ? (
        <span className="secondary small">{id}</span>
      ) : (
        <Link className="small" href={pages[type] + id} aria-label={`${t.open} ${object}`}>
          {id}
        </Link>
      )}
    </span>
  );
}
