/** What a firm sees of itself: qualifications, loans and totals. The service sends a firm its own data only. */
import './firm.css';
import { PrinterOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Tag } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import { proofTexts } from '../proofs/texts.ts';
import { DataTable, type Column } from '../records/data-table.tsx';
import { ProblemAlert } from '../records/problem-alert.tsx';
import { useSubmit } from '../records/use-submit.ts';
import { formatInstant } from '../shared/days.ts';
import { Note } from '../shared/form-alerts.tsx';
import { unwrap, api, type Schemas } from '../shared/api.ts';
import { Icon } from '../shared/icons.tsx';
import { useTexts } from '../shared/language.ts';
import { useKindWords } from '../shared/kinds.tsx';
import { amountOf, fenOf, formatCount, formatWan, formatYuan } from '../shared/money.ts';
import { Page } from '../shared/page.tsx';
import { linkNote } from '../shared/link-note.ts';
import { qualificationTexts } from '../shared/qualification-texts.ts';
import { Section } from '../shared/section.tsx';
import { session } from '../shared/session.ts';
import { QueryResult } from '../shared/query-state.tsx';
import { useStore } from '../shared/store.ts';
import { RegionName, StateTag } from '../shared/tags.tsx';
import { texts } from './texts.ts';

type Status = Schemas['FirmStatus'];
type Qualification = Status['qualifications'][number];
type Filing = Status['filings'][number];
interface Year {
  readonly year: number | null;
  readonly filings: number;
  readonly amount: string;
}
const SOON_DAYS = 90;

export default function StatusPage(): ReactNode {
  const t = useTexts(texts);
  const p = useTexts(proofTexts);
  const [issued, setIssued] = useState<Issued | null>(null);
  const state = useStore(session);
  const uscc = state.status === 'signed-in' ? (state.account.firm?.uscc ?? '') : '';
  const query = useQuery({
    queryKey: ['firm', uscc, 'status'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/firms/{uscc}/status', { params: { path: { uscc } }, signal })),
  });
  return (
    <Page
      title={query.data?.name ?? t.title}
      lead={
        query.data && (
          <>
            {query.data.uscc} · <RegionName region={query.data.region} /> · {t.lead(query.data.asOf)}
            {query.data.formerNames.length > 0 && (
              <>
                <br />
                {t.formerNames(query.data.formerNames.map(({ name }) => name).join(' · '))}
              </>
            )}
          </>
        )
      }
      actions={
        query.data && (
          <PrintButton
            years={query.data.totals.map(({ year }) => year)}
            reload={() => query.refetch()}
            onCode={setIssued}
          />
        )
      }
    >
      {issued !== null && (
        <Note>{p.printedAs(issued.posting!.no, formatInstant(issued.posting!.at), issued.code)}</Note>
      )}
      <QueryResult query={query}>
        {(status) => (
          <>
            <Qualifications status={status} />
            <Loans status={status} />
            <div className="pair">
              <Totals status={status} />
              <Advice />
            </div>
          </>
        )}
      </QueryResult>
    </Page>
  );
}

function Qualifications({ status }: { status: Status }): ReactNode {
  const t = useTexts(texts);
  const q = useTexts(qualificationTexts);
  const current = status.qualifications.filter(
    (qualification) => qualification.current || (!qualification.revoked && qualification.validFrom > status.asOf),
  );
  const past = status.qualifications.filter((qualification) => !current.includes(qualification)).reverse();
  return (
    <Section title={t.qualifications}>
      {current.length === 0 ? (
        <p>{t.noQualifications}</p>
      ) : (
        <div className="qualification-cards">
          {current.map((qualification) => (
            <CurrentQualification
              key={`${qualification.kind} ${qualification.certificateNo}`}
              qualification={qualification}
              link={linkNote(qualification, current, q)}
            />
          ))}
        </div>
      )}
      {past.length > 0 && (
        <details>
          <summary>{t.showPast(past.length)}</summary>
          <ul className="past-qualifications">
            {past.map((qualification) => (
              <PastQualification
                key={`${qualification.kind} ${qualification.certificateNo}`}
                qualification={qualification}
              />
            ))}
          </ul>
        </details>
      )}
    </Section>
  );
}

function CurrentQualification({
  qualification,
  link,
}: {
  qualification: Qualification;
  link: string | null;
}): ReactNode {
  const t = useTexts(texts);
  const { nameOf } = useKindWords();
  const q = useTexts(qualificationTexts);
  const soon = qualification.daysLeft !== null && qualification.daysLeft <= SOON_DAYS;
  return (
    <div className={soon ? 'qualification-card soon' : 'qualification-card'}>
      <h3>{nameOf(qualification.kind)}</h3>
      <p className="days">
        {qualification.daysLeft === null ? t.validFrom(qualification.validFrom) : t.daysLeft(qualification.daysLeft)}
        {soon && <Tag color="warning">{t.soon}</Tag>}
      </p>
      <p className="secondary small">
        {qualification.certificateNo}
        <br />
        {qualification.validFrom} – {qualification.validTo}
        {qualification.revokedOn !== null && (
          <>
            <br />
            {q.revokedFrom(qualification.kind, qualification.revokedOn)}
          </>
        )}
        {link !== null && (
          <>
            <br />
            {link}
          </>
        )}
      </p>
    </div>
  );
}

type Issued = Schemas['IssuedCode'];

/** Prints the page with a code by which its totals can be checked. A page without totals needs none. */
function PrintButton({
  years,
  reload,
  onCode,
}: {
  years: readonly number[];
  reload: () => Promise<unknown>;
  onCode: (issued: Issued) => void;
}): ReactNode {
  const t = useTexts(texts);
  const submit = useSubmit();
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    if (!printing) return;
    setPrinting(false);
    window.print();
  }, [printing]);
  const issue = async (): Promise<Issued> => {
    const query = { from: Math.min(...years), to: Math.max(...years) };
    const issued = await unwrap(api.POST('/api/v1/codes', { body: { query } }));
    // What is printed holds all that the code stands for.
    await reload();
    return issued;
  };
  const start = (): void => {
    if (years.length === 0) return setPrinting(true);
    submit.send(issue, (issued) => {
      onCode(issued);
      setPrinting(true);
    });
  };
  return (
    <span className="no-print">
      <Button icon={<Icon of={PrinterOutlined} />} aria-disabled={submit.busy} onClick={() => submit.busy || start()}>
        {t.print}
      </Button>
      <ProblemAlert problem={submit.problem} />
    </span>
  );
}

function PastQualification({ qualification }: { qualification: Qualification }): ReactNode {
  const t = useTexts(texts);
  const { shortOf } = useKindWords();
  const q = useTexts(qualificationTexts);
  const state = !qualification.revoked
    ? t.expired
    : qualification.revokedOn === null
      ? q.revoked(qualification.kind)
      : q.revokedFrom(qualification.kind, qualification.revokedOn);
  return (
    <li>
      <span>
        {shortOf(qualification.kind)} {qualification.certificateNo}
      </span>
      <span className="secondary">
        {qualification.validFrom} – {qualification.validTo} · {state}
      </span>
    </li>
  );
}

function Loans({ status }: { status: Status }): ReactNode {
  const t = useTexts(texts);
  const p = useTexts(proofTexts);
  const columns: Column<Filing>[] = [
    { key: 'bank', title: t.bank, rowHeader: true, cell: ({ bank }) => bank.name },
    {
      key: 'number',
      title: t.number,
      cell: ({ id, number, state }) =>
        number !== null && state === 'accepted' ? (
          <Link href={`/filings/${id}/receipt`} title={p.receipt}>
            {number}
          </Link>
        ) : (
          (number ?? '—')
        ),
    },
    { key: 'amount', title: t.amount, number: true, cell: ({ amount }) => formatYuan(amount) },
    { key: 'disbursedOn', title: t.disbursed, cell: ({ disbursedOn }) => <span className="day">{disbursedOn}</span> },
    { key: 'dueOn', title: t.due, cell: ({ dueOn }) => <span className="day">{dueOn}</span> },
    { key: 'filedOn', title: t.filed, cell: ({ filedOn }) => <span className="day">{filedOn ?? '—'}</span> },
    { key: 'state', title: t.state, cell: (filing) => <StateWithReason filing={filing} /> },
  ];
  return (
    <Section id="loans" title={t.loans}>
      {status.filings.length === 0 ? (
        <p>{t.noLoans}</p>
      ) : (
        <DataTable caption={t.loans} columns={columns} rows={status.filings} rowKey={({ id }) => id} />
      )}
      {status.filingCount > status.filings.length && (
        <p className="secondary small table-note">{t.shownOf(status.filings.length, status.filingCount)}</p>
      )}
    </Section>
  );
}

function StateWithReason({ filing: { state, stateReason } }: { filing: Filing }): ReactNode {
  const t = useTexts(texts);
  if (state === 'accepted') return <StateTag state={state} />;
  return (
    <span>
      <StateTag state={state} />
      <span className="state-reason secondary small">
        {t.stateTexts[state]}
        {stateReason !== null && (
          <>
            <br />
            {t.reason}: {stateReason}
          </>
        )}
      </span>
    </span>
  );
}

function Totals({ status: { totals } }: { status: Status }): ReactNode {
  const t = useTexts(texts);
  const sum = amountOf(totals.reduce((fen, { amount }) => fen + fenOf(amount), 0n));
  const columns: Column<Year>[] = [
    { key: 'year', title: t.year, rowHeader: true, cell: ({ year }) => year ?? t.total },
    { key: 'filings', title: t.filings, number: true, cell: ({ filings }) => formatCount(filings) },
    { key: 'amount', title: t.amountWan, number: true, cell: ({ amount }) => formatWan(amount) },
  ];
  const foot = { year: null, filings: totals.reduce((count, { filings }) => count + filings, 0), amount: sum };
  return (
    <Section title={t.totals}>
      {totals.length === 0 ? (
        <p>{t.noTotals}</p>
      ) : (
        <DataTable
          caption={t.totals}
          columns={columns}
          rows={[...totals].reverse()}
          rowKey={({ year }) => String(year)}
          foot={foot}
          alwaysTable
        />
      )}
    </Section>
  );
}

function Advice(): ReactNode {
  const t = useTexts(texts);
  return (
    <Section title={t.help}>
      <dl className="advice">
        {t.advice.map(([when, what]) => (
          <div key={when}>
            <dt>{when}</dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
