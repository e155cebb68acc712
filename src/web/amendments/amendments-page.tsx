/** The amendments of the bank, or of the bureau's regions. They are decided on the page of the filing. */
import './amendments.css';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { DataTable, type Column } from '../records/data-table.tsx';
import { PAGE_ITEMS, Pager, usePagedList } from '../records/paged-list.tsx';
import { useUrlFilters } from '../records/url-filters.ts';
import { api, unwrap } from '../shared/api.ts';
import { Choice } from '../shared/choice.tsx';
import { formatInstant } from '../shared/days.ts';
import { Field } from '../shared/field.tsx';
import { filingTexts } from '../shared/filing-texts.ts';
import { useTexts } from '../shared/language.ts';
import { Page } from '../shared/page.tsx';
import { EmptyState, QueryResult } from '../shared/query-state.tsx';
import { Section } from '../shared/section.tsx';
import { AmendmentTag, type Reader } from './amendment-section.tsx';
import { amendmentTexts } from './texts.ts';
import { useChangeFormatter } from './use-change-formatter.ts';
import type { Amendment } from './use-amendments.ts';
import '../records/records.css';

const STATES = ['proposed', 'accepted', 'refused', 'withdrawn'] as const;
const ALL = 'all';

export function AmendmentsPage({ reader }: { reader: Reader }): ReactNode {
  const t = useTexts(amendmentTexts);
  const { filters, set } = useUrlFilters();
  const state = filters['state'] ?? 'proposed';
  const paged = usePagedList(['amendments', state], (cursor, signal) =>
    unwrap(
      api.GET('/api/v1/amendments', {
        params: {
          query: {
            limit: PAGE_ITEMS,
            ...(state === ALL ? {} : { state }),
            ...(cursor === undefined ? {} : { cursor }),
          },
        },
        signal,
      }),
    ),
  );
  const columns = useColumns(reader);
  return (
    <Page
      title={reader === 'officer' ? t.titleOfBank : t.title}
      lead={reader === 'officer' ? t.leadBank : t.leadBureau}
    >
      <div className="filters">
        <Field label={t.state}>
          {(control) => (
            <Choice
              control={control}
              value={state}
              options={[...STATES.map((word) => [word, t.states[word] ?? word] as const), [ALL, t.all]]}
              onChange={(value) => set({ state: value === 'proposed' ? '' : value })}
            />
          )}
        </Field>
      </div>
      <QueryResult
        query={paged.query}
        rows={6}
        empty={{
          when: ({ items }) => items.length === 0,
          show: <EmptyState text={state === 'proposed' ? t.empty : t.emptyFiltered} />,
        }}
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

function useColumns(reader: Reader): readonly Column<Amendment>[] {
  const t = useTexts(amendmentTexts);
  const names = useTexts(filingTexts).fields;
  const format = useChangeFormatter();
  const changes = (amendment: Amendment): ReactNode => (
    <ul className="changes">
      {amendment.changes.map(({ field, before, after }) => (
        <li key={field}>
          <span className="secondary">{names[field] ?? field}: </span>
          <del>{format(field, before ?? null)}</del> → <ins>{format(field, after ?? null)}</ins>
        </li>
      ))}
    </ul>
  );
  return [
    {
      key: 'firm',
      title: t.columnFirm,
      rowHeader: true,
      cell: ({ filing, filingId }) => <Link href={`/filings/${filingId}`}>{filing.firm.name}</Link>,
    },
    { key: 'number', title: t.columnNumber, cell: ({ filing }) => <span className="no-break">{filing.number}</span> },
    ...(reader === 'auditor'
      ? [{ key: 'bank', title: t.columnBank, cell: ({ filing }: Amendment) => filing.bank.name }]
      : []),
    { key: 'changes', title: t.columnChanges, cell: changes },
    { key: 'reason', title: t.reason, cell: ({ reason }) => reason },
    {
      key: 'who',
      title: t.columnWho,
      cell: ({ proposedBy, proposedByRole }) => `${t.roles[proposedByRole] ?? ''} ${proposedBy}`,
    },
    {
      key: 'when',
      title: t.columnWhen,
      cell: ({ proposedAt }) => <span className="no-break">{formatInstant(proposedAt)}</span>,
    },
    { key: 'state', title: t.state, cell: ({ state }) => <AmendmentTag state={state} /> },
  ];
}
