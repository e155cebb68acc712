/** The columns of the list of filings. */
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { DataTable, type Column } from '../records/data-table.tsx';
import type { Filing } from '../shared/filing-details.tsx';
import { useTexts } from '../shared/language.ts';
import { formatWan } from '../shared/money.ts';
import { QualificationTags, StateTag } from '../shared/tags.tsx';
import { texts } from './texts.ts';

export function FilingsTable({ caption, items }: { caption: string; items: readonly Filing[] }): ReactNode {
  const t = useTexts(texts);
  const columns: Column<Filing>[] = [
    {
      key: 'firm',
      title: t.firmColumn,
      rowHeader: true,
      cell: ({ id, firm }) => <Link href={`/filings/${id}`}>{firm.name}</Link>,
    },
    { key: 'number', title: t.numberColumn, cell: ({ number }) => <span className="day">{number ?? '—'}</span> },
    {
      key: 'receiptNo',
      title: t.receiptColumn,
      cell: ({ receiptNo }) => <span className="secondary small">{receiptNo}</span>,
    },
    { key: 'amount', title: t.amountWan, number: true, cell: ({ amount }) => formatWan(amount) },
    { key: 'disbursedOn', title: t.dateColumn, cell: ({ disbursedOn }) => <span className="day">{disbursedOn}</span> },
    {
      key: 'status',
      title: t.statusColumn,
      cell: ({ qualifications }) => <QualificationTags qualifications={qualifications} />,
    },
    { key: 'state', title: t.stateColumn, cell: ({ state }) => <StateTag state={state} /> },
  ];
  return <DataTable caption={caption} columns={columns} rows={items} rowKey={({ id }) => id} />;
}
