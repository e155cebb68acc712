/** Certificates of published lists whose firm is not in the registry: search, assign, drop. */
import { Button, Card } from 'antd';
import { useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import { DataTable, type Column } from '../records/data-table.tsx';
import { PAGE_ITEMS, Pager, usePagedList } from '../records/paged-list.tsx';
import { recordTexts } from '../records/texts.ts';
import { TextFilter } from '../records/text-filter.tsx';
import { useUrlFilters } from '../records/url-filters.ts';
import { unwrap, api, type Schemas } from '../shared/api.ts';
import { useKindWords } from '../shared/kinds.tsx';
import { useTexts } from '../shared/language.ts';
import { Page } from '../shared/page.tsx';
import { QueryResult, EmptyState } from '../shared/query-state.tsx';
import { Section } from '../shared/section.tsx';
import { common } from '../shared/texts.ts';
import { WaitingDialog, type WaitingAction } from './waiting-dialog.tsx';
import { waitingTexts } from './waiting-texts.ts';
import '../records/records.css';

type Certificate = Schemas['WaitingCertificate'];

export default function WaitingPage(): ReactNode {
  const t = useTexts(waitingTexts);
  const b = useTexts(recordTexts);
  const c = useTexts(common);
  const { filters, set } = useUrlFilters();
  const [action, setAction] = useState<WaitingAction | null>(null);
  const q = filters['q'] ?? '';
  const paged = usePagedList(['waiting', q], (cursor, signal) =>
    unwrap(
      api.GET('/api/v1/certificates/waiting', {
        params: {
          query: { limit: PAGE_ITEMS, ...(q === '' ? {} : { q }), ...(cursor === undefined ? {} : { cursor }) },
        },
        signal,
      }),
    ),
  );
  return (
    <Page title={t.title} lead={t.lead}>
      <Card className="filter-panel">
        <TextFilter label={t.q} hint={t.qHint} value={q} onSet={(text) => set({ q: text })} button={c.search} />
      </Card>
      <QueryResult
        query={paged.query}
        rows={10}
        empty={{
          when: ({ items }) => items.length === 0,
          show: <EmptyState text={q === '' ? t.none : b.noMatches} />,
        }}
      >
        {({ items }) => (
          <>
            <Section flush label={t.title}>
              <Certificates items={items} openDialog={setAction} />
            </Section>
            <Pager paged={paged} />
          </>
        )}
      </QueryResult>
      <WaitingDialog action={action} onClose={() => setAction(null)} />
    </Page>
  );
}

function Certificates({
  items,
  openDialog,
}: {
  items: readonly Certificate[];
  openDialog: (action: WaitingAction) => void;
}): ReactNode {
  const t = useTexts(waitingTexts);
  const b = useTexts(recordTexts);
  const { shortOf } = useKindWords();
  const columns: Column<Certificate>[] = [
    { key: 'name', title: t.listedName, rowHeader: true, cell: ({ name }) => name },
    {
      key: 'certificateNo',
      title: t.certificateNo,
      cell: ({ kind, certificateNo }) => (
        <span>
          {certificateNo}
          <br />
          <span className="secondary small">{shortOf(kind)}</span>
        </span>
      ),
    },
    {
      key: 'validity',
      title: b.validity,
      cell: ({ validFrom, validTo }) => (
        <span className="day">
          {validFrom} – {validTo}
        </span>
      ),
    },
    {
      key: 'announced',
      title: t.announced,
      cell: ({ docNo, announcedOn }) => (
        <span>
          {docNo ?? '—'}
          {announcedOn !== null && (
            <>
              <br />
              <span className="secondary small day">{announcedOn}</span>
            </>
          )}
        </span>
      ),
    },
    { key: 'candidates', title: t.candidates, cell: (one) => <Candidates certificate={one} openDialog={openDialog} /> },
    {
      key: 'acts',
      title: '',
      cell: (certificate) => (
        <span className="row-buttons">
          {(['assign', 'drop'] as const).map((what) => (
            <Button
              key={what}
              size="small"
              aria-label={`${t[what]} ${certificate.certificateNo}`}
              onClick={() => openDialog({ what, certificate, uscc: onlyCandidate(certificate) })}
            >
              {t[what]}
            </Button>
          ))}
        </span>
      ),
    },
  ];
  return <DataTable caption={t.title} columns={columns} rows={items} rowKey={({ id }) => id} />;
}

const onlyCandidate = ({ candidates }: Certificate): string => (candidates.length === 1 ? candidates[0]!.uscc : '');

/** The firms that have the listed name, or had it. */
function Candidates({
  certificate,
  openDialog,
}: {
  certificate: Certificate;
  openDialog: (action: WaitingAction) => void;
}): ReactNode {
  const t = useTexts(waitingTexts);
  if (certificate.candidates.length === 0) return <span className="secondary">{t.noCandidates}</span>;
  return (
    <ul className="bare-list">
      {certificate.candidates.map(({ uscc, name, formerName }) => (
        <li key={uscc}>
          <Link href={`/firms/${uscc}`}>{name}</Link>{' '}
          {certificate.candidates.length > 1 && (
            <Button
              size="small"
              aria-label={`${t.assignTo(name)} ${uscc}`}
              onClick={() => openDialog({ what: 'assign', certificate, uscc })}
            >
              {t.assign}
            </Button>
          )}
          <br />
          <span className="secondary small">
            {uscc}
            {formerName !== undefined && ` · ${t.formerName(formerName)}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
