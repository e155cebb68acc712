/**
 * Administrators' page of a table of reference data with one row per date and the day up to which it is complete. Rows are
 * entered and corrected in a dialog; none is deleted.
 */
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { DataTable, type Column } from '../records/data-table.tsx';
import { recordTexts } from '../records/texts.ts';
import { AddButton } from '../shared/add-button.tsx';
import { Dialog } from '../shared/dialog.tsx';
import { useTexts } from '../shared/language.ts';
import { Page } from '../shared/page.tsx';
import { Section } from '../shared/section.tsx';
import { QueryResult, EmptyState } from '../shared/query-state.tsx';
import { CheckedUntil, type CheckedUntilTexts } from './checked-until.tsx';
import '../records/records.css';

interface Table<R> {
  readonly checkedUntil: string | null;
  readonly items: readonly R[];
}

export function CheckedTablePage<R extends { readonly date: string }>({
  texts: t,
  checkedTexts,
  columns,
  queryKey,
  load,
  sendChecked,
  form,
}: {
  texts: {
    readonly title: string;
    readonly lead: string;
    readonly add: string;
    readonly edit: (date: string) => string;
  };
  checkedTexts: CheckedUntilTexts;
  columns: readonly Column<R>[];
  queryKey: readonly string[];
  load: (signal: AbortSignal) => Promise<Table<R>>;
  sendChecked: (checkedUntil: string) => Promise<unknown>;
  /** The form of a row, or of a new one (null); `known` are the rows of the table. */
  form: (row: R | null, known: readonly R[], onClose: () => void) => ReactNode;
}): ReactNode {
  const common = useTexts(recordTexts);
  const [editing, setEditing] = useState<R | 'new' | null>(null);
  const query = useQuery({ queryKey, queryFn: ({ signal }) => load(signal) });
  const close = (): void => setEditing(null);
  const actions: Column<R> = {
    key: 'actions',
    title: '',
    cell: (row) => (
      <span className="row-buttons">
        <Button size="small" aria-label={t.edit(row.date)} onClick={() => setEditing(row)}>
          {common.edit}
        </Button>
      </span>
    ),
  };
  return (
    <Page title={t.title} lead={t.lead} actions={<AddButton onClick={() => setEditing('new')}>{t.add}</AddButton>}>
      <QueryResult query={query} rows={8}>
        {(table) => (
          <div className="stacked">
            <CheckedUntil
              key={table.checkedUntil}
              checkedUntil={table.checkedUntil}
              texts={checkedTexts}
              queryKey={queryKey}
              send={sendChecked}
            />
            {table.items.length === 0 ? (
              <EmptyState />
            ) : (
              <Section flush label={t.title}>
                <DataTable
                  caption={t.title}
                  columns={[...columns, actions]}
                  rows={[...table.items].reverse()}
                  rowKey={({ date }) => date}
                />
              </Section>
            )}
          </div>
        )}
      </QueryResult>
      <Dialog
        open={editing !== null}
        title={editing === 'new' || editing === null ? t.add : t.edit(editing.date)}
        onClose={close}
      >
        {editing !== null && form(editing === 'new' ? null : editing, query.data?.items ?? [], close)}
      </Dialog>
    </Page>
  );
}
