import type { ReactNode } from 'react';
import './bureau.css';

export interface Column<R> {
  readonly key: string;
  readonly title: string;
  readonly cell: (row: R) => ReactNode;
  /** Stands to the right, digits under digits. */
  readonly number?: boolean;
  /** Names the row: its header cell, and the head of the card that the row becomes on a narrow screen. */
  readonly head?: boolean;
  /** A word by which the API sorts. */
  readonly sort?: string;
}

export interface Sorting {
  /** `-filedOn`: descending. */
  readonly by: string;
  readonly set: (by: string) => void;
}

/** A table; on a narrow screen each row is a card. The roles are written out because a changed display takes them away. */
export function DataTable<R>({ caption, columns, rows, rowKey, sorting, foot, isCurrent }: {
  caption: string; columns: readonly Column<R>[]; rows: readonly R[]; rowKey: (row: R) => string; sorting?: Sorting; foot?: R | undefined; isCurrent?: (row: R) => boolean;
}): ReactNode {
  const line = (row: R, key: string, className = ''): ReactNode => (
    <tr key={key} role="row" className={className} aria-current={isCurrent?.(row) ? 'true' : undefined}>
      {columns.map((column) => {
        const Cell = column.head ? 'th' : 'td';
        return (
          <Cell key={column.key} role={column.head ? 'rowheader' : 'cell'} scope={column.head ? 'row' : undefined} className={column.number ? 'number' : ''} data-label={column.title}>
            {column.cell(row)}
          </Cell>
        );
      })}
    </tr>
  );
  return (
    <table role="table" className="data">
      <caption className="unseen">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">{columns.map((column) => <Head key={column.key} column={column} sorting={sorting} />)}</tr>
      </thead>
      <tbody role="rowgroup">{rows.map((row) => line(row, rowKey(row)))}</tbody>
      {foot !== undefined && <tfoot role="rowgroup">{line(foot, 'foot')}</tfoot>}
    </table>
  );
}

function Head<R>({ column, sorting }: { column: Column<R>; sorting: Sorting | undefined }): ReactNode {
  const word = column.sort;
  const className = column.number ? 'number' : '';
  if (word === undefined || sorting === undefined) return <th role="columnheader" scope="col" className={className}>{column.title}</th>;
  const descending = sorting.by === `-${word}`;
  const sorted = descending ? 'descending' : sorting.by === word ? 'ascending' : undefined;
  return (
    <th role="columnheader" scope="col" className={className} aria-sort={sorted}>
      <button type="button" className="sort" onClick={() => sorting.set(descending ? word : `-${word}`)}>{column.title}<span aria-hidden="true">{sorted === undefined ? '↕' : descending ? '↓' : '↑'}</span></button>
    </th>
  );
}
