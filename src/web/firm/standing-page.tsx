import './firm.css';
import { PrinterOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Tag } from 'antd';
import type { ReactNode } from 'react';
import { DataTable, type Column } from '../bureau/data-table.tsx';
import { answer, api, type Schemas } from '../shared/api.ts';
import { Icon } from '../shared/icons.tsx';
import { useTexts } from '../shared/language.ts';
import { amountOf, fenOf, inGroups, inWan, inYuan } from '../shared/money.ts';
import { Page } from '../shared/page.tsx';
import { qualificationTexts } from '../shared/qualification-texts.ts';
import { Section } from '../shared/section.tsx';
import { session } from '../shared/session.ts';
import { Answered } from '../shared/states.tsx';
import { useStore } from '../shared/store.ts';
import { RegionName, StateTag } from '../shared/tags.tsx';
import { common } from '../shared/texts.ts';
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

export default function StandingPage(): ReactNode {
  const t = useTexts(texts);
  const state = useStore(session);
  const uscc = state.status === 'signed-in' ? (state.account.firm?.uscc ?? '') : '';
  const query = useQuery({
    queryKey: ['standing', uscc],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/firms/{uscc}/status', { params: { path: { uscc } }, signal })),
  });
  return (
    <Page
      title={query.data?.name ?? t.title}
      lead={
        query.data && (
          <>
            {query.data.uscc} · <RegionName region={query.data.region} /> · {t.lead(query.data.asOf)}
          </>
        )
      }
      actions={
        query.data && (
          <Button className="no-print" icon={<Icon of={PrinterOutlined} />} onClick={() => window.print()}>
            {t.print}
          </Button>
        )
      }
    >
      <Answered query={query}>
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
      </Answered>
    </Page>
  );
}

function Qualifications({ status }: { status: Status }): ReactNode {
  const t = useTexts(texts);
  const now = status.qualifications.filter((one) => one.current || (!one.revoked && one.validFrom > status.asOf));
  const past = status.qualifications.filter((one) => !now.includes(one)).reverse();
  return (
    <Section title={t.qualifications}>
      {now.length === 0 ? (
        <p>{t.noQualifications}</p>
      ) : (
        <div className="held">
          {now.map((one) => (
            <Held key={`${one.kind} ${one.certificateNo}`} one={one} />
          ))}
        </div>
      )}
      {past.length > 0 && (
        <details>
          <summary>{t.showPast(past.length)}</summary>
          <ul className="past">
            {past.map((one) => (
              <Past key={`${one.kind} ${one.certificateNo}`} one={one} />
            ))}
          </ul>
        </details>
      )}
    </Section>
  );
}

function Held({ one }: { one: Qualification }): ReactNode {
  const t = useTexts(texts);
  const c = useTexts(common);
  const q = useTexts(qualificationTexts);
  const soon = one.daysLeft !== null && one.daysLeft <= SOON_DAYS;
  return (
    <div className={soon ? 'held-one soon' : 'held-one'}>
      <h3>{c.kinds[one.kind] ?? one.kind}</h3>
      <p className="days">
        {one.daysLeft === null ? t.notYet(one.validFrom) : t.daysLeft(one.daysLeft)}
        {soon && <Tag color="warning">{t.soon}</Tag>}
      </p>
      <p className="soft small">
        {one.certificateNo}
        <br />
        {one.validFrom} – {one.validTo}
        {one.revokedOn !== null && (
          <>
            <br />
            {q.revokedFrom(one.kind, one.revokedOn)}
          </>
        )}
      </p>
    </div>
  );
}

function Past({ one }: { one: Qualification }): ReactNode {
  const t = useTexts(texts);
  const c = useTexts(common);
  const q = useTexts(qualificationTexts);
  const state = !one.revoked
    ? t.expired
    : one.revokedOn === null
      ? q.revoked(one.kind)
      : q.revokedFrom(one.kind, one.revokedOn);
  return (
    <li>
      <span>
        {c.kindsShort[one.kind] ?? one.kind} {one.certificateNo}
      </span>
      <span className="soft">
        {one.validFrom} – {one.validTo} · {state}
      </span>
    </li>
  );
}

function Loans({ status }: { status: Status }): ReactNode {
  const t = useTexts(texts);
  const columns: Column<Filing>[] = [
    { key: 'bank', title: t.bank, head: true, cell: ({ bank }) => bank.name },
    { key: 'number', title: t.number, cell: ({ number }) => number ?? '—' },
    { key: 'amount', title: t.amount, number: true, cell: ({ amount }) => inYuan(amount) },
    { key: 'disbursedOn', title: t.disbursed, cell: ({ disbursedOn }) => <span className="day">{disbursedOn}</span> },
    { key: 'dueOn', title: t.due, cell: ({ dueOn }) => <span className="day">{dueOn}</span> },
    { key: 'filedOn', title: t.filed, cell: ({ filedOn }) => <span className="day">{filedOn ?? '—'}</span> },
    { key: 'state', title: t.state, cell: (filing) => <Standing filing={filing} /> },
  ];
  return (
    <Section id="loans" title={t.loans}>
      {status.filings.length === 0 ? (
        <p>{t.noLoans}</p>
      ) : (
        <DataTable caption={t.loans} columns={columns} rows={status.filings} rowKey={({ id }) => id} />
      )}
      {status.filingCount > status.filings.length && (
        <p className="soft small table-note">{t.cut(status.filings.length, status.filingCount)}</p>
      )}
    </Section>
  );
}

function Standing({ filing: { state, stateReason } }: { filing: Filing }): ReactNode {
  const t = useTexts(texts);
  if (state === 'accepted') return <StateTag state={state} />;
  return (
    <span>
      <StateTag state={state} />
      <span className="why soft small">
        {t.stateWords[state]}
        {stateReason !== null && (
          <>
            <br />
            {t.voidNote}: {stateReason}
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
    { key: 'year', title: t.year, head: true, cell: ({ year }) => year ?? t.sum },
    { key: 'filings', title: t.filings, number: true, cell: ({ filings }) => inGroups(filings) },
    { key: 'amount', title: t.amountWan, number: true, cell: ({ amount }) => inWan(amount) },
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
          keep
        />
      )}
    </Section>
  );
}

function Advice(): ReactNode {
  const t = useTexts(texts);
  return (
    <Section title={t.wrong}>
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
