import { Table, type TableColumnType } from 'antd';
import type { ComponentProps, ReactNode } from 'react';
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

// On a narrow screen each row is a card. The roles are written out because a changed display takes them away.
const PARTS = {
  table: (props: ComponentProps<'table'>) => <table {...props} role="table" />,
  header: { wrapper: (props: ComponentProps<'thead'>) => <thead {...props} role="rowgroup" /> },
  body: { wrapper: (props: ComponentProps<'tbody'>) => <tbody {...props} role="rowgroup" /> },
};

// The table's own word against measuring scroll bars, which only tables that scroll need and which takes a style that bears no nonce.
const UNMEASURED = { tailor: true };

const ORDERS = { descending: 'descend', ascending: 'ascend' } as const;

/** `foot`: a row of sums. `keep`: so few columns that it stays a table on a narrow screen. */
export function DataTable<R extends object | string | number>({
  caption,
  columns,
  rows,
  rowKey,
  sorting,
  foot,
  isCurrent,
  keep = false,
}: {
  caption: string;
  columns: readonly Column<R>[];
  rows: readonly R[];
  rowKey: (row: R) => string;
  sorting?: Sorting;
  foot?: R | undefined;
  isCurrent?: (row: R) => boolean;
  keep?: boolean;
}): ReactNode {
  return (
    <Table<{ readonly row: R }>
      className={keep ? 'data' : 'data cards'}
      aria-label={caption}
      pagination={false}
      components={PARTS}
      {...UNMEASURED}
      dataSource={rows.map((row) => ({ row }))}
      rowKey={({ row }) => rowKey(row)}
      columns={columns.map((column) => columnOf(column, sorting))}
      onHeaderRow={() => ({ role: 'row' })}
      onRow={({ row }) => ({ role: 'row', 'aria-current': isCurrent?.(row) ? 'true' : undefined })}
      onChange={(_page, _filters, sorter) => {
        if (!Array.isArray(sorter)) sorting?.set(`${sorter.order === 'ascend' ? '' : '-'}${String(sorter.columnKey)}`);
      }}
      {...(foot === undefined ? {} : { summary: () => <Foot columns={columns} row={foot} /> })}
    />
  );
}

function columnOf<R>(
  { key, title, cell, number = false, head = false, sort }: Column<R>,
  sorting: Sorting | undefined,
): TableColumnType<{ readonly row: R }> {
  const sorted = sorting?.by === `-${sort}` ? ORDERS.descending : sorting?.by === sort ? ORDERS.ascending : null;
  return {
    key: sort ?? key,
    title,
    render: (_value, { row }) => cell(row),
    className: number ? 'number' : '',
    ...(head ? { rowScope: 'row' as const } : {}),
    onHeaderCell: () => ({ role: 'columnheader', scope: 'col' }),
    onCell: () => ({ role: head ? 'rowheader' : 'cell', 'data-label': title }),
    ...(sort === undefined || sorting === undefined
      ? {}
      : {
          sorter: true,
          sortOrder: sorted,
          sortDirections: [ORDERS.descending, ORDERS.ascending, ORDERS.descending],
          showSorterTooltip: false,
        }),
  };
}

function Foot<R>({ columns, row }: { columns: readonly Column<R>[]; row: R }): ReactNode {
  return (
    <tr role="row">
      {columns.map(({ key, title, head, number, cell }) => {
        const Cell = head ? 'th' : 'td';
        return (
          <Cell
            key={key}
            role={head ? 'rowheader' : 'cell'}
            scope={head ? 'row' : undefined}
            className={number ? 'number' : ''}
            data-label={title}
          >
            {cell(row)}
          </Cell>
        );
      })}
    </tr>
  );
}
