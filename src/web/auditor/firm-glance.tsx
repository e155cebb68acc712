import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { Tag } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { DataTable, type Column } from '../bureau/data-table.tsx';
import { answer, api, type Schemas } from '../shared/api.ts';
import { useTexts } from '../shared/language.ts';
import { inGroups, inYuan } from '../shared/money.ts';
import { qualificationTexts } from '../shared/qualification-texts.ts';
import { Section } from '../shared/section.tsx';
import { Answered } from '../shared/states.tsx';
import { RegionName, StateTag } from '../shared/tags.tsx';
import { common } from '../shared/texts.ts';
import { auditorTexts, type AuditorTexts } from './texts.ts';

export type FirmStatus = Schemas['FirmStatus'];
type FirmFiling = FirmStatus['filings'][number];
export type FirmQualification = FirmStatus['qualifications'][number];

export const useFirmStatus = (uscc: string): UseQueryResult<FirmStatus> =>
  useQuery({
    queryKey: ['firm', uscc, 'status'],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/firms/{uscc}/status', { params: { path: { uscc } }, signal })),
  });

const SHOWN_FILINGS = 8;

/** The firm of a filing: what it holds and what else is on record. */
export function FirmGlance({ uscc, except }: { uscc: string; except: string }): ReactNode {
  const t = useTexts(auditorTexts);
  const query = useFirmStatus(uscc);
  return (
    <Section title={t.firmHistory} extra={<Link href={`/firms/${uscc}`}>{t.firmOpen}</Link>}>
      <Answered query={query} rows={4}>
        {(firm) => {
          const others = firm.filings.filter(({ id }) => id !== except);
          return (
            <div className="rows">
              <p>
                <strong>{firm.name}</strong> · <RegionName region={firm.region} />
              </p>
              <QualificationWords qualifications={firm.qualifications} />
              {others.length === 0 ? (
                <p className="soft">{t.noOtherFilings}</p>
              ) : (
                <FirmFilings filings={others.slice(0, SHOWN_FILINGS)} />
              )}
              {others.length > SHOWN_FILINGS && (
                <Link href={`/filings?uscc=${uscc}`}>{t.otherFilings(firm.filingCount)}</Link>
              )}
            </div>
          );
        }}
      </Answered>
    </Section>
  );
}

function QualificationWords({ qualifications }: { qualifications: readonly FirmQualification[] }): ReactNode {
  const t = useTexts(auditorTexts);
  const c = useTexts(common);
  const q = useTexts(qualificationTexts);
  if (qualifications.length === 0) return <p className="soft">{t.noQualifications}</p>;
  return (
    <ul className="tags bare-list">
      {qualifications.map((one) => (
        <li key={`${one.kind} ${one.certificateNo}`}>
          <Tag color={one.current ? 'success' : 'default'}>
            {c.kindsShort[one.kind] ?? one.kind} {one.validFrom} – {one.validTo}
            {one.revoked ? ` · ${q.revoked(one.kind)}` : ''}
          </Tag>
        </li>
      ))}
    </ul>
  );
}

export function firmFilingColumns(t: AuditorTexts): Column<FirmFiling>[] {
  return [
    {
      key: 'number',
      title: t.number,
      head: true,
      cell: (filing) => <Link href={`/filings/${filing.id}`}>{filing.number ?? t.unnumbered}</Link>,
    },
    { key: 'bank', title: t.bank, cell: ({ bank }) => bank.name },
    { key: 'amount', title: t.loanAmount, number: true, cell: ({ amount }) => inYuan(amount) },
    { key: 'disbursedOn', title: t.disbursedOn, cell: ({ disbursedOn }) => <span className="day">{disbursedOn}</span> },
    { key: 'filedOn', title: t.filedOn, cell: ({ filedOn }) => <span className="day">{filedOn ?? '—'}</span> },
    { key: 'state', title: t.state, cell: ({ state }) => <StateTag state={state} /> },
  ];
}

export function FirmFilings({ filings }: { filings: readonly FirmFiling[] }): ReactNode {
  const t = useTexts(auditorTexts);
  return <DataTable caption={t.firmFilings} columns={firmFilingColumns(t)} rows={filings} rowKey={({ id }) => id} />;
}

export function YearTotals({ totals }: { totals: FirmStatus['totals'] }): ReactNode {
  const t = useTexts(auditorTexts);
  return (
    <DataTable
      caption={t.yearTotals}
      rows={totals}
      rowKey={({ year }) => String(year)}
      columns={[
        { key: 'year', title: t.year, head: true, cell: ({ year }) => year },
        { key: 'filings', title: t.filingsColumn, number: true, cell: ({ filings }) => inGroups(filings) },
        { key: 'amount', title: t.amountColumn, number: true, cell: ({ amount }) => inYuan(amount) },
      ]}
    />
  );
}
