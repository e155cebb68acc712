/** The table of all lists: sorting, a row of totals, cards on narrow screens. */
import { Table, type TableColumnType } from 'antd';
import type { ComponentProps, ReactNode } from 'react';
import './records.css';

export interface Column<R> {
  readonly key: string;
  readonly title: string;
  readonly cell: (row: R) => ReactNode;
  /** Right-aligned with tabular digits. */
  readonly number?: boolean;
  /** The header cell of the row, and the title of its card on a narrow screen. */
  readonly rowHeader?: boolean;
  /** The `sort` value of the API. */
  readonly sort?: string;
}

export interface Sorting {
  /** `-filedOn`: descending. */
  readonly by: string;
  readonly set: (by: string) => void;
}

// On a narrow screen each row is displayed as a card. `display` other than table removes the implicit roles, so they
// are explicit.
const COMPONENTS = {
  table: (props: ComponentProps<'table'>) => <table {...props} role="table" />,
  header: { wrapper: (props: ComponentProps<'thead'>) => <thead {...props} role="rowgroup" /> },
  body: { wrapper: (props: ComponentProps<'tbody'>) => <tbody {...props} role="rowgroup" /> },
};

// Internal antd property that skips scroll bar measuring, whose inline style has no nonce and violates the content
// security policy.
const NO_SCROLLBAR_MEASURING = { tailor: true };

const ORDERS = { descending: 'descend', ascending: 'ascend' } as const;

/** `foot`: the row of totals. `alwaysTable`: stays a table on a narrow screen. */
export function DataTable<R extends object | string | number>({
  caption,
  columns,
  rows,
  rowKey,
  sorting,
  foot,
  isCurrent,
  alwaysTable = false,
}: {
  caption: string;
  columns: readonly Column<R>[];
  rows: readonly R[];
  rowKey: (row: R) => string;
  sorting?: Sorting;
  foot?: R | undefined;
  isCurrent?: (row: R) => boolean;
  alwaysTable?: boolean;
}): ReactNode {
  return (
    <Table<{ readonly row: R }>
      className={alwaysTable ? 'data' : 'data cards'}
      aria-label={caption}
      pagination={false}
      components={COMPONENTS}
      {...NO_SCROLLBAR_MEASURING}
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
  { key, title, cell, number = false, rowHeader = false, sort }: Column<R>,
  sorting: Sorting | undefined,
): TableColumnType<{ readonly row: R }> {
  const sorted = sorting?.by === `-${sort}` ? ORDERS.descending : sorting?.by === sort ? ORDERS.ascending : null;
  return {
    key: sort ?? key,
    title,
    render: (_value, { row }) => cell(row),
    className: number ? 'number' : '',
    ...(rowHeader ? { rowScope: 'row' as const } : {}),
    onHeaderCell: () => ({ role: 'columnheader', scope: 'col' }),
    onCell: () => ({ role: rowHeader ? 'rowheader' : 'cell', 'data-label': title }),
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
      {columns.map(({ key, title, rowHeader, number, cell }) => {
        const Cell = rowHeader ? 'th' : 'td';
        return (
          <Cell
            key={key}
            role={rowHeader ? 'rowheader' : 'cell'}
            scope={rowHeader ? 'row' : undefined}
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
