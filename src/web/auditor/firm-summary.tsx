/** Parts of the page of a firm that the review page shows as well. */
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { Tag } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { DataTable, type Column } from '../records/data-table.tsx';
import { unwrap, api, type Schemas } from '../shared/api.ts';
import { useTexts } from '../shared/language.ts';
import { useKindWords } from '../shared/kinds.tsx';
import { formatCount, formatYuan } from '../shared/money.ts';
import { qualificationTexts } from '../shared/qualification-texts.ts';
import { Section } from '../shared/section.tsx';
import { QueryResult } from '../shared/query-state.tsx';
import { RegionName, StateTag } from '../shared/tags.tsx';
import { auditorTexts, type AuditorTexts } from './texts.ts';

export type FirmStatus = Schemas['FirmStatus'];
type FirmFiling = FirmStatus['filings'][number];
export type FirmQualification = FirmStatus['qualifications'][number];

export const useFirmStatus = (uscc: string): UseQueryResult<FirmStatus> =>
  useQuery({
    queryKey: ['firm', uscc, 'status'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/firms/{uscc}/status', { params: { path: { uscc } }, signal })),
  });

const SHOWN_FILINGS = 8;

/** The firm of a filing, its qualifications and its other filings. */
export function FirmSummary({ uscc, except }: { uscc: string; except: string }): ReactNode {
  const t = useTexts(auditorTexts);
  const query = useFirmStatus(uscc);
  return (
    <Section title={t.firmSummary} extra={<Link href={`/firms/${uscc}`}>{t.firmOpen}</Link>}>
      <QueryResult query={query} rows={4}>
        {(firm) => {
          const others = firm.filings.filter(({ id }) => id !== except);
          return (
            <div className="rows">
              <p>
                <strong>{firm.name}</strong> · <RegionName region={firm.region} />
              </p>
              <HeldQualifications qualifications={firm.qualifications} />
              {others.length === 0 ? (
                <p className="secondary">{t.noOtherFilings}</p>
              ) : (
                <FirmFilings filings={others.slice(0, SHOWN_FILINGS)} />
              )}
              {others.length > SHOWN_FILINGS && (
                <Link href={`/filings?uscc=${uscc}`}>{t.otherFilings(firm.filingCount)}</Link>
              )}
            </div>
          );
        }}
      </QueryResult>
    </Section>
  );
}

function HeldQualifications({ qualifications }: { qualifications: readonly FirmQualification[] }): ReactNode {
  const t = useTexts(auditorTexts);
  const { shortOf } = useKindWords();
  const q = useTexts(qualificationTexts);
  if (qualifications.length === 0) return <p className="secondary">{t.noQualifications}</p>;
  return (
    <ul className="tags bare-list">
      {qualifications.map((one) => (
        <li key={`${one.kind} ${one.certificateNo}`}>
          <Tag color={one.current ? 'success' : 'default'}>
            {shortOf(one.kind)} {one.validFrom} – {one.validTo}
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
      rowHeader: true,
      cell: (filing) => <Link href={`/filings/${filing.id}`}>{filing.number ?? t.noNumber}</Link>,
    },
    { key: 'bank', title: t.bank, cell: ({ bank }) => bank.name },
    { key: 'amount', title: t.loanAmount, number: true, cell: ({ amount }) => formatYuan(amount) },
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
        { key: 'year', title: t.year, rowHeader: true, cell: ({ year }) => year },
        { key: 'filings', title: t.filingsColumn, number: true, cell: ({ filings }) => formatCount(filings) },
        { key: 'amount', title: t.amountColumn, number: true, cell: ({ amount }) => formatYuan(amount) },
      ]}
    />
  );
}
