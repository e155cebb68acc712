/** The rows of a checked announcement beside the registry, in piles by match, and the decisions about them. */
import { Button, Radio } from 'antd';
import { useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import { DataTable, type Column } from '../records/data-table.tsx';
import { Pager, usePagedList } from '../records/paged-list.tsx';
import { ProblemAlert } from '../records/problem-alert.tsx';
import { useSubmit } from '../records/use-submit.ts';
import { unwrap, api, type Schemas } from '../shared/api.ts';
import { useTexts } from '../shared/language.ts';
import { formatCount } from '../shared/money.ts';
import { notify } from '../shared/notice.tsx';
import { queryClient } from '../shared/query-client.ts';
import { QueryResult, EmptyState } from '../shared/query-state.tsx';
import { Section } from '../shared/section.tsx';
import { RegionName } from '../shared/tags.tsx';
import { announcementTexts } from './announcement-texts.ts';
import type { Import } from './import-events.ts';
import { texts } from './texts.ts';

type Row = Schemas['ImportRow'];
type Firm = Schemas['ImportCandidate'];
type Decide = (row: number, body: { uscc: string } | { skip: boolean }) => void;

const PILES = {
  decide: 'former_name,ambiguous',
  matched: 'exact,folded,certificate,uscc',
  unmatched: 'unmatched',
  refused: 'refused',
} as const;
type Pile = keyof typeof PILES;
const PAGE_ROWS = 25;

export function AnnouncementRows({ importRecord }: { importRecord: Import }): ReactNode {
  const t = useTexts(announcementTexts);
  const i = useTexts(texts);
  const { id, matches, undecided } = importRecord;
  const [pile, setPile] = useState<Pile>(undecided > 0 ? 'decide' : 'matched');
  const { problem, send } = useSubmit();
  const paged = usePagedList(['announced-rows', id, pile], (cursor, signal) =>
    unwrap(
      api.GET('/api/v1/imports/{id}/rows', {
        params: {
          path: { id },
          query: { match: PILES[pile], limit: PAGE_ROWS, ...(cursor === undefined ? {} : { cursor }) },
        },
        signal,
      }),
    ),
  );
  if (matches === null) return null;
  const decide: Decide = (n, body) =>
    send(
      () => unwrap(api.PATCH('/api/v1/imports/{id}/rows/{n}', { params: { path: { id, n } }, body })),
      () => {
        notify(i.rechecked(n));
        void queryClient.invalidateQueries({ queryKey: ['announced-rows', id] });
        void queryClient.invalidateQueries({ queryKey: ['import', id] });
      },
    );
  const decidable = matches.formerName + matches.ambiguous;
  const counts: Readonly<Record<Pile, string>> = {
    decide: `${formatCount(undecided)} / ${formatCount(decidable)}`,
    matched: formatCount(matches.exact + matches.folded + matches.certificate + matches.uscc),
    unmatched: formatCount(matches.unmatched),
    refused: formatCount(matches.refused),
  };
  return (
    <Section id="announced" title={t.rows}>
      <div className="stack">
        <Radio.Group
          name="pile"
          optionType="button"
          aria-label={t.rows}
          value={pile}
          onChange={(event) => setPile(event.target.value as Pile)}
          options={(Object.keys(PILES) as Pile[]).map((one) => ({
            value: one,
            label: `${t.piles[one]} ${counts[one]}`,
          }))}
        />
        <p className="secondary small">{t.leads[pile]}</p>
        <ProblemAlert problem={problem} />
        <QueryResult
          query={paged.query}
          rows={4}
          empty={{ when: ({ items }) => items.length === 0, show: <EmptyState text={t.noRows} /> }}
        >
          {({ items }) => <Rows items={items} caption={t.piles[pile]} decide={decide} />}
        </QueryResult>
        <Pager paged={paged} size={PAGE_ROWS} top="announced" />
      </div>
    </Section>
  );
}

function Rows({ items, caption, decide }: { items: readonly Row[]; caption: string; decide: Decide }): ReactNode {
  const t = useTexts(announcementTexts);
  const i = useTexts(texts);
  const columns: Column<Row>[] = [
    { key: 'row', title: i.row, number: true, cell: ({ row }) => row },
    { key: 'listed', title: t.listed, rowHeader: true, cell: (row) => <Listed row={row} /> },
    { key: 'registered', title: t.registered, cell: (row) => <Registered row={row} decide={decide} /> },
    { key: 'result', title: t.result, cell: (row) => <Outcome row={row} /> },
    {
      key: 'acts',
      title: '',
      // One button for both, so that it keeps the focus.
      cell: ({ row, decision }) => {
        const action = decision === null ? t.skip : t.undo;
        return (
          <Button
            size="small"
            aria-label={t.ofRow(action, row)}
            onClick={() => decide(row, { skip: decision === null })}
          >
            {action}
          </Button>
        );
      },
    },
  ];
  return <DataTable caption={caption} columns={columns} rows={items} rowKey={({ row }) => String(row)} />;
}

function Listed({ row: { values } }: { row: Row }): ReactNode {
  const t = useTexts(announcementTexts);
  const { firmName, formerName, certificateNo } = values as Readonly<Record<string, string | undefined>>;
  return (
    <>
      {firmName}
      {formerName !== undefined && <div className="secondary small">{t.formerName(formerName)}</div>}
      {certificateNo !== undefined && <div className="secondary small">{certificateNo}</div>}
    </>
  );
}

/** The firm of the row, or those that it may mean. */
function Registered({ row, decide }: { row: Row; decide: Decide }): ReactNode {
  const t = useTexts(announcementTexts);
  if (row.candidates.length === 0) return row.firm === null ? '—' : <FirmName firm={row.firm} />;
  return (
    <ul className="bare-list">
      {row.candidates.map((firm) => {
        const chosen = row.decision === firm.uscc;
        return (
          <li key={firm.uscc} className="candidate">
            <FirmName firm={firm} />
            <Button
              size="small"
              type={chosen ? 'primary' : 'default'}
              aria-pressed={chosen}
              aria-label={t.ofRow(`${t.pick} ${firm.name} ${firm.uscc}`, row.row)}
              onClick={() => decide(row.row, { uscc: firm.uscc })}
            >
              {t.pick}
            </Button>
          </li>
        );
      })}
    </ul>
  );
}

const FirmName = ({ firm: { uscc, name, region } }: { firm: Firm }): ReactNode => (
  <div>
    <Link href={`/firms/${uscc}`}>{name}</Link>
    <div className="secondary small">
      {uscc} · <RegionName region={region} />
    </div>
  </div>
);

function Outcome({ row: { match, verdict, errors, flags, decision } }: { row: Row }): ReactNode {
  const t = useTexts(announcementTexts);
  const i = useTexts(texts);
  const waits = match === 'unmatched' && verdict === 'new';
  const why =
    match === null || match === 'refused' || decision === 'skip'
      ? null
      : decision === null
        ? t.matches[match]
        : t.picked;
  return (
    <div>
      {decision === 'skip' ? t.skipped : (i.report[waits ? 'waiting' : verdict] ?? t.piles.decide)}
      {why !== null && <div className="secondary small">{why}</div>}
      {errors.map(({ code, message }) => (
        <div key={code} className="cell-error">
          {message}
        </div>
      ))}
      {flags.map(({ rule, message }) => (
        <div key={rule} className="secondary small">
          {message}
        </div>
      ))}
    </div>
  );
}
