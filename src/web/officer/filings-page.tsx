/** The bank's filings, with returned ones first because the bank has to act on them. */
import './officer.css';
import { CloseOutlined, LeftOutlined, PlusOutlined, WarningOutlined } from '@ant-design/icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Input, Radio } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';
import { Link, useSearchParams } from 'wouter';
import { ExportLinks } from '../records/export-links.tsx';
import { PAGE_ITEMS, Pager, usePagedList } from '../records/paged-list.tsx';
import type { operations } from '../shared/api-types.ts';
import { unwrap, api, type Schemas } from '../shared/api.ts';
import { Choice } from '../shared/choice.tsx';
import { DayInput } from '../shared/day-input.tsx';
import { parseDay, today } from '../shared/days.ts';
import { Field } from '../shared/field.tsx';
import { Icon } from '../shared/icons.tsx';
import { useLanguage, useTexts } from '../shared/language.ts';
import { LinkButton } from '../shared/link-button.tsx';
import { formatCount } from '../shared/money.ts';
import { Page } from '../shared/page.tsx';
import { partName, qualificationTexts } from '../shared/qualification-texts.ts';
import { Section } from '../shared/section.tsx';
import { QueryResult, EmptyState } from '../shared/query-state.tsx';
import { FILING_STATES, type FilingState } from '../shared/tags.tsx';
import { common } from '../shared/texts.ts';
import { FilingsTable } from './filings-table.tsx';
import { navigation } from './navigation.ts';
import { texts } from './texts.ts';

const SEARCH_PAUSE_MS = 250;
const FILTERS = ['q', 'state', 'disbursedFrom', 'disbursedTo', 'sort', 'year', 'basis', 'status'] as const;
const NO_FILTERS = { q: '', state: '', disbursedFrom: '', disbursedTo: '', year: '', basis: '', status: '' };
type Query = NonNullable<operations['getFilings']['parameters']['query']>;
type Filters = Partial<Record<(typeof FILTERS)[number], string>>;

/** The filters are part of the address, so that a page can be bookmarked and shared. */
function useFilters(): [Filters, (part: Filters) => void] {
  const [params, setParams] = useSearchParams();
  const filters = Object.fromEntries(
    FILTERS.flatMap((name) => (params.get(name) ? [[name, params.get(name)!]] : [])),
  ) as Filters;
  const change = (part: Filters): void =>
    setParams(
      (before) =>
        Object.entries(part).reduce(
          (next, [name, value]) => (value ? next.set(name, value) : next.delete(name), next),
          new URLSearchParams(before),
        ),
      { replace: true },
    );
  return [filters, change];
}

export default function FilingsPage(): ReactNode {
  const language = useLanguage();
  const t = useTexts(texts);
  const [filters, change] = useFilters();
  // Not validated here: the API reports invalid values.
  const query = filters as unknown as Query;
  const { sort: _sort, state: _state, ...narrowing } = query;
  const paged = usePagedList(['filings', filters], (cursor, signal) =>
    unwrap(
      api.GET('/api/v1/filings', {
        params: { query: { ...query, limit: PAGE_ITEMS, ...(cursor === undefined ? {} : { cursor }) } },
        signal,
      }),
    ),
  );
  const counts = useQuery({
    queryKey: ['counts', narrowing],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/filings/counts', { params: { query: narrowing }, signal })),
  });
  const filtered = Object.keys(filters).some((name) => name !== 'sort');
  const total = filters.state === undefined ? counts.data?.total : counts.data?.[filters.state as FilingState];
  return (
    <Page
      title={navigation.filings[language]}
      actions={
        <>
          <ExportLinks what="filings" filters={filters} title={navigation.filings[language]} />
          <LinkButton href="/filings/new" type="primary" icon={<Icon of={PlusOutlined} />}>
            {t.newFiling}
          </LinkButton>
        </>
      }
      lead={
        filters.year === undefined ? undefined : (
          <Link className="back" href="/totals">
            <Icon of={LeftOutlined} size={16} />
            {t.toTotals}
          </Link>
        )
      }
    >
      <ReturnedFilings />
      <StateCounts counts={counts.data} chosen={filters.state} choose={(state) => change({ state })} />
      <FilterBar filters={filters} change={change} />
      <TotalsFilters filters={filters} change={change} />
      <Section flush label={navigation.filings[language]}>
        <QueryResult query={paged.query} rows={8}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState text={filtered ? t.noMatch : t.noFilings}>
                {filtered ? (
                  <Button onClick={() => change(NO_FILTERS)}>{t.clearFilters}</Button>
                ) : (
                  <LinkButton href="/filings/new" type="primary">
                    {t.newFiling}
                  </LinkButton>
                )}
              </EmptyState>
            ) : (
              <FilingsTable caption={navigation.filings[language]} items={items} />
            )
          }
        </QueryResult>
      </Section>
      <Pager paged={paged} total={total} />
    </Page>
  );
}

/** Filters set by a link from the totals page; each can be removed. */
function TotalsFilters({ filters, change }: { filters: Filters; change: (part: Filters) => void }): ReactNode {
  const t = useTexts(texts);
  const names = useTexts(qualificationTexts);
  const chips = [
    ...(filters.year === undefined
      ? []
      : [
          {
            text: t.yearBy[filters.basis ?? 'filed']?.(filters.year) ?? filters.year,
            without: { year: '', basis: '' },
          },
        ]),
    ...(filters.status === undefined
      ? []
      : [
          {
            text: filters.status
              .split(',')
              .map((status) => partName(names, status))
              .join(' / '),
            without: { status: '' },
          },
        ]),
  ];
  if (chips.length === 0) return null;
  return (
    <ul className="chips spaced">
      {chips.map(({ text, without }) => (
        <li key={text}>
          <Button size="small" shape="round" aria-label={t.remove(text)} onClick={() => change(without)}>
            {text}
            <Icon of={CloseOutlined} size={14} />
          </Button>
        </li>
      ))}
    </ul>
  );
}

/** The returned filings with their reasons, above the list: the bank has to act on them. */
function ReturnedFilings(): ReactNode {
  const t = useTexts(texts);
  const query = useQuery({
    queryKey: ['filings', 'returned'],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/filings', {
          params: { query: { state: 'returned', sort: '-stateChangedAt', limit: 5 } },
          signal,
        }),
      ),
  });
  const counts = useQuery({
    queryKey: ['counts', {}],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/filings/counts', { params: { query: {} }, signal })),
  });
  const items = query.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Section
      className="returned"
      title={
        <>
          <Icon of={WarningOutlined} /> {t.returnedTitle(Math.max(counts.data?.returned ?? 0, items.length))}
        </>
      }
    >
      <ul>
        {items.map((filing) => (
          <li key={filing.id}>
            <div>
              <Link href={`/filings/${filing.id}`}>{filing.firm.name}</Link>{' '}
              <span className="secondary small">{filing.receiptNo}</span>
              <p>{filing.stateReason}</p>
            </div>
            <LinkButton href={`/filings/${filing.id}/correct`} size="small">
              {t.returnedOpen}
              <span className="visually-hidden">
                {' '}
                {filing.firm.name} {filing.receiptNo}
              </span>
            </LinkButton>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function StateCounts({
  counts,
  chosen,
  choose,
}: {
  counts: Schemas['FilingCounts'] | undefined;
  chosen: string | undefined;
  choose: (state: string) => void;
}): ReactNode {
  const t = useTexts(texts);
  const c = useTexts(common);
  const option = (value: string, text: string, count: number | undefined) => ({
    value,
    label: (
      <>
        <span>{text}</span> <strong>{count === undefined ? '…' : formatCount(count)}</strong>
      </>
    ),
  });
  return (
    <Radio.Group
      className="counts"
      name="state"
      optionType="button"
      aria-label={t.filterState}
      value={chosen ?? ''}
      onChange={(event) => choose(String(event.target.value))}
      options={[
        option('', t.all, counts?.total),
        ...FILING_STATES.map((state) => option(state, c.states[state], counts?.[state])),
      ]}
    />
  );
}

function FilterBar({ filters, change }: { filters: Filters; change: (part: Filters) => void }): ReactNode {
  const t = useTexts(texts);
  const c = useTexts(common);
  const [q, setQ] = useState(filters.q ?? '');
  const [days, setDays] = useState({
    disbursedFrom: filters.disbursedFrom ?? '',
    disbursedTo: filters.disbursedTo ?? '',
  });
  useEffect(() => setQ(filters.q ?? ''), [filters.q]);
  useEffect(
    () => setDays({ disbursedFrom: filters.disbursedFrom ?? '', disbursedTo: filters.disbursedTo ?? '' }),
    [filters.disbursedFrom, filters.disbursedTo],
  );
  useEffect(() => {
    const later = setTimeout(() => {
      if (q.trim() !== (filters.q ?? '')) change({ q: q.trim() });
    }, SEARCH_PAUSE_MS);
    return () => clearTimeout(later);
    // Only when the text changes.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [q]);
  const day = (name: 'disbursedFrom' | 'disbursedTo', label: string): ReactNode => (
    <Field label={label}>
      {(control) => (
        <DayInput
          control={control}
          name={name}
          value={days[name]}
          onChange={(value) => {
            setDays({ ...days, [name]: value });
            const read = parseDay(value, today());
            if (value === '' || (read !== null && value === read)) change({ [name]: value });
          }}
        />
      )}
    </Field>
  );
  return (
    <form
      className="filters"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        change({ q: q.trim() });
      }}
    >
      <Field label={c.search} className="grow">
        {(control) => (
          <Input
            {...control}
            name="q"
            type="search"
            placeholder={t.searchHint}
            maxLength={100}
            value={q}
            onChange={(event) => setQ(event.target.value)}
          />
        )}
      </Field>
      {day('disbursedFrom', t.filterFrom)}
      {day('disbursedTo', t.filterTo)}
      <Field label={t.sort}>
        {(control) => (
          <Choice
            control={control}
            value={filters.sort ?? '-submittedAt'}
            options={Object.entries(t.sorts)}
            onChange={(sort) => change({ sort: sort === '-submittedAt' ? '' : sort })}
          />
        )}
      </Field>
    </form>
  );
}
