/** The columns of lists of filings. */
import { FlagOutlined } from '@ant-design/icons';
import { Tag } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Column } from '../records/data-table.tsx';
import type { Filing } from '../shared/filing-details.tsx';
import { Icon } from '../shared/icons.tsx';
import { formatYuan } from '../shared/money.ts';
import { QualificationTags, StateTag } from '../shared/tags.tsx';
import type { AuditorTexts } from './texts.ts';

export function filingColumns(t: AuditorTexts, sorted: boolean): Column<Filing>[] {
  const sort = (word: string): { sort?: string } => (sorted ? { sort: word } : {});
  return [
    { key: 'firm', title: t.firm, rowHeader: true, cell: (filing) => <FilingName filing={filing} t={t} /> },
    { key: 'bank', title: t.bank, cell: ({ bank }) => <span className="no-break">{bank.name}</span> },
    { key: 'amount', title: t.loanAmount, number: true, ...sort('amount'), cell: ({ amount }) => formatYuan(amount) },
    {
      key: 'disbursedOn',
      title: t.disbursedOn,
      ...sort('disbursedOn'),
      cell: ({ disbursedOn }) => <span className="day">{disbursedOn}</span>,
    },
    {
      key: 'filedOn',
      title: t.filedOn,
      ...sort('filedOn'),
      cell: ({ filedOn }) => <span className="day">{filedOn ?? '—'}</span>,
    },
    {
      key: 'status',
      title: t.status,
      cell: ({ qualifications }) => <QualificationTags qualifications={qualifications} />,
    },
    {
      key: 'state',
      title: t.state,
      cell: ({ state, flags }) => (
        <span className="tags">
          <StateTag state={state} />
          {flags.some(({ met }) => !met) && state === 'submitted' && (
            <Tag color="warning" icon={<Icon of={FlagOutlined} />}>
              {t.flagged}
            </Tag>
          )}
        </span>
      ),
    },
  ];
}

function FilingName({ filing, t }: { filing: Filing; t: AuditorTexts }): ReactNode {
  return (
    <>
      <Link href={`/filings/${filing.id}`}>{filing.firm.name}</Link>
      <br />
      <span className="secondary small">
        {filing.number ?? t.noNumber} · {filing.receiptNo}
      </span>
    </>
  );
}
