/** The loans that an import would file: number, sum, and both by month of disbursement. */
import type { ReactNode } from 'react';
import { DataTable, type Column } from '../records/data-table.tsx';
import { useTexts } from '../shared/language.ts';
import { formatCount, formatWan, formatYuan } from '../shared/money.ts';
import type { Import } from './import-events.ts';
import { texts } from './texts.ts';

type Month = NonNullable<Import['sum']>['byMonth'][number];

export function ImportSum({ importRecord: { sum } }: { importRecord: Import }): ReactNode {
  const t = useTexts(texts);
  if (sum === null || sum.filings === 0) return null;
  const columns: Column<Month>[] = [
    { key: 'month', title: t.month, cell: ({ month }) => month, rowHeader: true },
    { key: 'filings', title: t.filings, cell: ({ filings }) => formatCount(filings), number: true },
    { key: 'yuan', title: t.sumYuan, cell: ({ amount }) => formatYuan(amount), number: true },
    { key: 'wan', title: t.sumWan, cell: ({ amount }) => formatWan(amount), number: true },
  ];
  return (
    <div className="import-sum">
      <p>{t.sum(formatCount(sum.filings), formatYuan(sum.amount), formatWan(sum.amount))}</p>
      <div className="scroll" tabIndex={0} role="group" aria-label={t.byMonth}>
        <DataTable caption={t.byMonth} columns={columns} rows={sum.byMonth} rowKey={({ month }) => month} alwaysTable />
      </div>
    </div>
  );
}
