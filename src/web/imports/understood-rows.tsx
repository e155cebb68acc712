/** The valid rows of an import: each cell, and below it the value that was understood, where its form differs. */
import type { ReactNode } from 'react';
import { DataTable, type Column } from '../records/data-table.tsx';
import { Pager, usePagedList } from '../records/paged-list.tsx';
import { unwrap, api, type Schemas } from '../shared/api.ts';
import { useFieldFormatter } from '../shared/filing-details.tsx';
import { useTexts } from '../shared/language.ts';
import { QueryResult } from '../shared/query-state.tsx';
import { Section } from '../shared/section.tsx';
import type { Import } from './import-events.ts';
import { useFieldName } from './mapping-form.tsx';
import { texts } from './texts.ts';

type Row = Schemas['ImportRow'];
const YES_OR_NO: Readonly<Record<string, boolean>> = { true: true, false: false };
const PAGE_ROWS = 25;
const VALID = 'valid,new,changed,unchanged';

export function UnderstoodRows({ importRecord }: { importRecord: Import }): ReactNode {
  const t = useTexts(texts);
  const nameOf = useFieldName();
  const format = useFieldFormatter();
  const paged = usePagedList(
    ['import-understood', importRecord.id, String(importRecord.version)],
    (cursor, signal) =>
      unwrap(
        api.GET('/api/v1/imports/{id}/rows', {
          params: {
            path: { id: importRecord.id },
            query: { only: VALID, limit: PAGE_ROWS, ...(cursor === undefined ? {} : { cursor }) },
          },
          signal,
        }),
      ),
    { frozen: true },
  );
  const fields = (importRecord.mapping?.columns ?? []).flatMap(({ field }) =>
    field === null ? [] : [field as string],
  );
  const columns: Column<Row>[] = [
    { key: 'row', title: t.row, cell: ({ row }) => row, rowHeader: true },
    ...fields.map((field) => ({
      key: field,
      title: nameOf(field),
      cell: (row: Row) => {
        const understood = (row.understood as Record<string, string>)[field];
        return (
          <>
            {(row.values as Record<string, string>)[field] ?? ''}
            {understood !== undefined && (
              <div className="understood">{format(field, YES_OR_NO[understood] ?? understood)}</div>
            )}
          </>
        );
      },
    })),
  ];
  return (
    <Section id="understood" title={t.understood}>
      <p className="secondary small">{t.understoodLead}</p>
      <QueryResult query={paged.query} rows={4}>
        {({ items }) => (
          <div className="scroll" tabIndex={0} role="group" aria-label={t.understood}>
            <DataTable caption={t.understood} columns={columns} rows={items} rowKey={({ row }) => String(row)} />
          </div>
        )}
      </QueryResult>
      <Pager paged={paged} size={PAGE_ROWS} top="understood" />
    </Section>
  );
}
