/** One firm: its qualifications, filings and yearly totals, and their changes by the auditor. */
import { HistoryOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Tag } from 'antd';
import { useState, type ReactNode } from 'react';
import { Link, useParams } from 'wouter';
import { DataTable, type Column } from '../records/data-table.tsx';
import { ExportLinks } from '../records/export-links.tsx';
import { recordTexts } from '../records/texts.ts';
import { unwrapVersioned, api } from '../shared/api.ts';
import { today } from '../shared/days.ts';
import { Icon } from '../shared/icons.tsx';
import { useTexts } from '../shared/language.ts';
import { useKindWords } from '../shared/kinds.tsx';
import { LinkButton } from '../shared/link-button.tsx';
import { Page } from '../shared/page.tsx';
import { linkNote } from '../shared/link-note.ts';
import { qualificationTexts } from '../shared/qualification-texts.ts';
import { Section } from '../shared/section.tsx';
import { QueryResult, LoadingSkeleton, EmptyState } from '../shared/query-state.tsx';
import { RegionName } from '../shared/tags.tsx';
import { FirmDialog } from './firm-form.tsx';
import { FirmFilings, useFirmStatus, YearTotals, type FirmQualification, type FirmStatus } from './firm-summary.tsx';
import { QualificationDialog, type QualificationAction } from './qualification-form.tsx';
import { auditorTexts } from './texts.ts';
import { WaitingSection } from './waiting-section.tsx';
import { waitingTexts } from './waiting-texts.ts';
import '../records/records.css';

export default function FirmPage(): ReactNode {
  const { uscc = '' } = useParams<{ uscc: string }>();
  const t = useTexts(auditorTexts);
  const query = useFirmStatus(uscc);
  if (query.data === undefined)
    return (
      <Page title={t.firm} focus={false}>
        {query.error ? <QueryResult query={query}>{() => null}</QueryResult> : <LoadingSkeleton rows={8} />}
      </Page>
    );
  return <LoadedFirm key={uscc} firm={query.data} />;
}

function LoadedFirm({ firm }: { firm: FirmStatus }): ReactNode {
  const t = useTexts(auditorTexts);
  const b = useTexts(recordTexts);
  const w = useTexts(waitingTexts);
  const [renaming, setRenaming] = useState(false);
  const [dialog, setDialog] = useState<QualificationAction | null>(null);
  const { uscc } = firm;
  // The status of the firm has no ETag; this request supplies it for If-Match.
  const versioned = useQuery({
    queryKey: ['firm', uscc, 'version'],
    queryFn: ({ signal }) => unwrapVersioned(api.GET('/api/v1/firms/{uscc}', { params: { path: { uscc } }, signal })),
  });
  return (
    <Page
      title={firm.name}
      lead={
        <>
          {uscc} · <RegionName region={firm.region} />
          {firm.industryCode !== null && ` · ${firm.industryCode}`}
          {firm.registeredByHand && (
            <>
              {' '}
              <Tag color="warning" title={t.byHandHint}>
                {t.byHand}
              </Tag>
            </>
          )}
          {firm.formerNames.length > 0 && (
            <>
              <br />
              {w.formerNames(firm.formerNames.map(({ name, until }) => w.usedUntil(name, until)).join(' · '))}
            </>
          )}
        </>
      }
      actions={
        <>
          <Button
            aria-disabled={versioned.data === undefined}
            onClick={() => setRenaming(versioned.data !== undefined)}
          >
            {t.rename}
          </Button>
          <LinkButton href={`/trail?type=firm&id=${uscc}`} icon={<Icon of={HistoryOutlined} />}>
            {b.trailOf}
          </LinkButton>
        </>
      }
    >
      <div className="stacked">
        <WaitingSection firm={firm} />
        <Section
          title={t.qualifications}
          extra={
            <span className="actions">
              <ExportLinks what="qualifications" filters={{ uscc }} title={t.qualifications} />
              <Button onClick={() => setDialog({ what: 'add' })} icon={<Icon of={PlusOutlined} />}>
                {t.add}
              </Button>
            </span>
          }
        >
          {firm.qualifications.length === 0 ? (
            <EmptyState text={t.noQualifications} />
          ) : (
            <Qualifications qualifications={firm.qualifications} openDialog={setDialog} />
          )}
        </Section>
        {firm.totals.length > 0 && (
          <Section title={t.yearTotals}>
            <YearTotals totals={[...firm.totals].reverse()} />
          </Section>
        )}
        <Section
          title={t.firmFilings}
          extra={
            <span className="actions">
              {firm.filings.length > 0 && <ExportLinks what="filings" filters={{ uscc }} title={t.firmFilings} />}
              {firm.filingCount > firm.filings.length && <Link href={`/filings?uscc=${uscc}`}>{t.allResults}</Link>}
            </span>
          }
        >
          {firm.filings.length === 0 ? <EmptyState text={t.noFirmFilings} /> : <FirmFilings filings={firm.filings} />}
        </Section>
      </div>
      <FirmDialog
        open={renaming}
        firm={versioned.data === undefined ? null : { firm: versioned.data.data, etag: versioned.data.etag }}
        onClose={() => setRenaming(false)}
      />
      <QualificationDialog uscc={uscc} action={dialog} onClose={() => setDialog(null)} />
    </Page>
  );
}

function Validity({
  qualification,
  all,
}: {
  qualification: FirmQualification;
  all: readonly FirmQualification[];
}): ReactNode {
  const t = useTexts(auditorTexts);
  const q = useTexts(qualificationTexts);
  const { kind, current, revoked, revokedOn, validFrom, daysLeft } = qualification;
  const link = linkNote(qualification, all, q);
  if (current)
    return (
      <span className="tags">
        <Tag color="success">{t.current}</Tag>
        {revokedOn !== null && <Tag color="warning">{q.revokedFrom(kind, revokedOn)}</Tag>}
        {daysLeft !== null && <span className="secondary">{t.daysLeft(daysLeft)}</span>}
        {link !== null && <span className="secondary">{link}</span>}
      </span>
    );
  if (revoked) return <Tag color="error">{revokedOn === null ? q.revoked(kind) : q.revokedFrom(kind, revokedOn)}</Tag>;
  return <Tag>{validFrom > today() ? t.upcoming : t.expired}</Tag>;
}

function Qualifications({
  qualifications,
  openDialog,
}: {
  qualifications: readonly FirmQualification[];
  openDialog: (action: QualificationAction) => void;
}): ReactNode {
  const t = useTexts(auditorTexts);
  const b = useTexts(recordTexts);
  const { nameOf } = useKindWords();
  const q = useTexts(qualificationTexts);
  const columns: Column<FirmQualification>[] = [
    {
      key: 'certificateNo',
      title: t.certificateNo,
      rowHeader: true,
      cell: ({ certificateNo, oddity }) => (
        <>
          {certificateNo}
          {oddity !== undefined && (
            <>
              {' '}
              <Tag color="warning">{t.oddity}</Tag>
            </>
          )}
        </>
      ),
    },
    { key: 'kind', title: t.kind, cell: ({ kind }) => nameOf(kind) },
    {
      key: 'period',
      title: b.validity,
      cell: ({ validFrom, validTo }) => (
        <span className="day">
          {validFrom} – {validTo}
        </span>
      ),
    },
    { key: 'state', title: t.state, cell: (one) => <Validity qualification={one} all={qualifications} /> },
    {
      key: 'acts',
      title: '',
      cell: (qualification) => (
        <span className="row-buttons">
          {!qualification.revoked &&
            (['change', 'revoke'] as const).map((what) => {
              const name = what === 'change' ? t.change : q.revoke(qualification.kind);
              return (
                <Button
                  key={what}
                  size="small"
                  aria-label={`${name} ${qualification.certificateNo}`}
                  onClick={() => openDialog({ what, qualification })}
                >
                  {name}
                </Button>
              );
            })}
          <LinkButton
            size="small"
            aria-label={`${b.trailOf} ${qualification.certificateNo}`}
            href={`/trail?type=qualification&id=${encodeURIComponent(`${qualification.kind}/${qualification.certificateNo}`)}`}
          >
            {t.trail}
          </LinkButton>
        </span>
      ),
    },
  ];
  return (
    <DataTable
      caption={t.qualifications}
      columns={columns}
      rows={[...qualifications].reverse()}
      rowKey={({ kind, certificateNo }) => `${kind} ${certificateNo}`}
    />
  );
}
