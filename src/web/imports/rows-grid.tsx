/** The invalid rows of an import, corrected in place. Each correction is checked by the service at once. */
import { Button, Input } from 'antd';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { Pager, usePagedList } from '../records/paged-list.tsx';
import { unwrap, api, type Schemas } from '../shared/api.ts';
import { useTexts } from '../shared/language.ts';
import { notify } from '../shared/notice.tsx';
import { ApiProblem, SessionEnded } from '../shared/problem.ts';
import { queryClient } from '../shared/query-client.ts';
import { Section } from '../shared/section.tsx';
import { QueryResult } from '../shared/query-state.tsx';
import { common } from '../shared/texts.ts';
import type { Import } from './import-events.ts';
import { useFieldName } from './mapping-form.tsx';
import { texts } from './texts.ts';

type Row = Schemas['ImportRow'];
const PAGE_ROWS = 25;

/** The invalid rows as an editable grid; suggested values are accepted with a click. */
export function RowsGrid({ importRecord }: { importRecord: Import }): ReactNode {
  const t = useTexts(texts);
  const nameOf = useFieldName();
  // Of an announcement, rows to decide and rows without effect are listed by announcement-rows.tsx.
  const shown =
    importRecord.kind === 'announcement' ? { only: 'invalid', match: 'refused' } : { only: 'invalid,refused' };
  const paged = usePagedList(
    ['import-rows', importRecord.id],
    (cursor, signal) =>
      unwrap(
        api.GET('/api/v1/imports/{id}/rows', {
          params: {
            path: { id: importRecord.id },
            query: { ...shown, limit: PAGE_ROWS, ...(cursor === undefined ? {} : { cursor }) },
          },
          signal,
        }),
      ),
    { frozen: true },
  );
  // A corrected row stays in place, so that the grid does not move while it is edited.
  const [corrected, setCorrected] = useState<Readonly<Record<number, Row>>>({});
  const mapped = (importRecord.mapping?.columns ?? []).flatMap(({ field }) =>
    field === null ? [] : [field as string],
  );
  const onCorrected = (row: Row): void => {
    setCorrected((before) => ({ ...before, [row.row]: row }));
    notify(t.rechecked(row.row));
    void queryClient.invalidateQueries({ queryKey: ['import', importRecord.id] });
    void queryClient.invalidateQueries({ queryKey: ['announced-rows', importRecord.id] });
  };
  // How many rows of an announcement cannot be read is known from the list of them alone.
  if (importRecord.kind === 'announcement' && paged.page === 0 && !paged.query.data?.items.length) return null;
  return (
    <Section id="errors" title={t.errorsTitle}>
      <p className="secondary small">{t.errorsLead}</p>
      <QueryResult query={paged.query} rows={4}>
        {({ items }) => {
          const fields = errorsFirst(mapped, items);
          return (
            <div className="scroll" tabIndex={0} role="group" aria-label={t.errorsTitle}>
              <table className="error-sheet">
                <thead>
                  <tr>
                    <th scope="col">{t.row}</th>
                    {fields.map((field) => (
                      <th scope="col" key={field}>
                        {nameOf(field)}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {items.map((row) => (
                    <SheetRow
                      key={row.row}
                      id={importRecord.id}
                      row={corrected[row.row] ?? row}
                      fields={fields}
                      onCorrected={onCorrected}
                    />
                  ))}
                </tbody>
              </table>
            </div>
          );
        }}
      </QueryResult>
      <Pager paged={paged} size={PAGE_ROWS} top="errors" />
    </Section>
  );
}

/**
 * The firm's name, then the fields with errors, so that they need no scrolling, and then the others in the order of the
 * file. Rows may lack fields that have no column, such as the kind of a qualification.
 */
function errorsFirst(mapped: readonly string[], rows: readonly Row[]): readonly string[] {
  const wrong: string[] = rows.flatMap(({ errors }) => errors.flatMap(({ field }) => field ?? []));
  const named = mapped.filter((field) => field === 'firmName');
  const missing = wrong.filter((field) => !mapped.includes(field));
  return [...new Set([...named, ...missing, ...mapped.filter((field) => wrong.includes(field)), ...mapped])];
}

function SheetRow({
  id,
  row,
  fields,
  onCorrected,
}: {
  id: string;
  row: Row;
  fields: readonly string[];
  onCorrected: (row: Row) => void;
}): ReactNode {
  const t = useTexts(texts);
  const c = useTexts(common);
  const nameOf = useFieldName();
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const [refusal, setRefusal] = useState('');
  const values = row.values as Record<string, string>;
  const cellId = (field: string): string => `cell-${row.row}-${field}`;
  const correct = (field: string, value: string, suggested = false): void => {
    setRefusal('');
    unwrap(
      api.PATCH('/api/v1/imports/{id}/rows/{n}', {
        params: { path: { id, n: row.row } },
        body: { values: { [field]: value.trim() === '' ? null : value } },
      }),
    ).then(
      (fresh) => {
        setTyped(({ [field]: _done, ...rest }) => rest);
        onCorrected(fresh);
        // The suggestion button disappears with the error: the focus moves to its cell.
        if (suggested) document.getElementById(cellId(field))?.focus();
      },
      (problem: unknown) => {
        if (!(problem instanceof SessionEnded))
          setRefusal(
            problem instanceof ApiProblem
              ? (problem.body.errors[0]?.message ?? problem.message)
              : c.connectionLostShort,
          );
      },
    );
  };
  const commitCell = (field: string): void => {
    const text = typed[field];
    if (text !== undefined && text !== (values[field] ?? '')) correct(field, text);
  };
  const rowErrors = row.errors.filter(({ field }) => field === null || !fields.includes(field));
  const suggestion = (error: Row['errors'][number]): ReactNode =>
    error.repair !== null && (
      <Button
        size="small"
        title={error.repair.why}
        onClick={() => correct(error.repair!.field, error.repair!.value, true)}
      >
        {t.suggestion(error.repair.value)}
      </Button>
    );
  const onKey = (field: string, event: KeyboardEvent): void => {
    if (event.key !== 'Enter') return;
    const repair = row.errors.find((error) => error.field === field && error.repair !== null)?.repair;
    if (event.altKey && repair) correct(repair.field, repair.value, true);
    else commitCell(field);
  };
  return (
    <tr className={row.errors.length === 0 ? 'right' : rowErrors.length > 0 ? 'whole' : ''}>
      <th scope="row">
        {row.row}
        {rowErrors.map((error) => (
          <div key={error.code + error.message} className="cell-error">
            {error.message}
            {suggestion(error)}
          </div>
        ))}
        {refusal !== '' && (
          <div className="cell-error" role="alert">
            {refusal}
          </div>
        )}
      </th>
      {fields.map((field) => {
        const errors = row.errors.filter((error) => error.field === field);
        const described = errors.length > 0 ? `error-${row.row}-${field}` : undefined;
        return (
          <td key={field} className={errors.length > 0 ? `wrong ${field}` : field} data-label={nameOf(field)}>
            <Input
              id={cellId(field)}
              size="small"
              status={errors.length > 0 ? 'error' : ''}
              aria-keyshortcuts={errors.some(({ repair }) => repair !== null) ? 'Alt+Enter' : undefined}
              aria-label={`${t.row} ${row.row} ${nameOf(field)}`}
              aria-invalid={errors.length > 0 || undefined}
              aria-describedby={described}
              value={typed[field] ?? values[field] ?? ''}
              onChange={(event) => setTyped({ ...typed, [field]: event.target.value })}
              onBlur={() => commitCell(field)}
              onKeyDown={(event) => onKey(field, event)}
            />
            {errors.length > 0 && (
              <div id={described}>
                {errors.map((error) => (
                  <div key={error.code} className="cell-error">
                    {error.message}
                    {suggestion(error)}
                  </div>
                ))}
              </div>
            )}
          </td>
        );
      })}
    </tr>
  );
}
