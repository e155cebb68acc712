import { Button, Input } from 'antd';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { Pager, usePaged } from '../bureau/paged.tsx';
import { answer, api, type Schemas } from '../shared/api.ts';
import { useTexts } from '../shared/language.ts';
import { notify } from '../shared/notice.tsx';
import { ApiProblem, SessionEnded } from '../shared/problem.ts';
import { queries } from '../shared/queries.ts';
import { Section } from '../shared/section.tsx';
import { Answered } from '../shared/states.tsx';
import { common } from '../shared/texts.ts';
import type { Import } from './follow.ts';
import { useFieldName } from './mapping-form.tsx';
import { texts } from './texts.ts';

type Row = Schemas['ImportRow'];
const PAGE_ROWS = 25;

/** The rows that are wrong, as a grid: each cell can be mended where it stands, a suggestion is taken with one click. */
export function RowsGrid({ one }: { one: Import }): ReactNode {
  const t = useTexts(texts);
  const nameOf = useFieldName();
  const paged = usePaged(
    ['import-rows', one.id],
    (cursor, signal) =>
      answer(
        api.GET('/api/v1/imports/{id}/rows', {
          params: {
            path: { id: one.id },
            query: { only: 'invalid,refused', limit: PAGE_ROWS, ...(cursor === undefined ? {} : { cursor }) },
          },
          signal,
        }),
      ),
    { once: true },
  );
  // A row that was mended stays where it is, so that nothing jumps away under one's hands.
  const [mended, setMended] = useState<Readonly<Record<number, Row>>>({});
  const fields = (one.mapping?.columns ?? []).flatMap(({ field }) => (field === null ? [] : [field as string]));
  const keep = (row: Row): void => {
    setMended((before) => ({ ...before, [row.row]: row }));
    notify(t.rechecked(row.row));
    void queries.invalidateQueries({ queryKey: ['import', one.id] });
  };
  return (
    <Section id="errors" title={t.errorsTitle}>
      <p className="soft small">{t.errorsLead}</p>
      <Answered query={paged.query} rows={4}>
        {({ items }) => (
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
                  <SheetRow key={row.row} id={one.id} row={mended[row.row] ?? row} fields={fields} keep={keep} />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Answered>
      <Pager paged={paged} size={PAGE_ROWS} top="errors" />
    </Section>
  );
}

function SheetRow({
  id,
  row,
  fields,
  keep,
}: {
  id: string;
  row: Row;
  fields: readonly string[];
  keep: (row: Row) => void;
}): ReactNode {
  const t = useTexts(texts);
  const c = useTexts(common);
  const nameOf = useFieldName();
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const [refused, setRefused] = useState('');
  const values = row.values as Record<string, string>;
  const cellId = (field: string): string => `cell-${row.row}-${field}`;
  const mend = (field: string, value: string, suggested = false): void => {
    setRefused('');
    answer(
      api.PATCH('/api/v1/imports/{id}/rows/{n}', {
        params: { path: { id, n: row.row } },
        body: { values: { [field]: value.trim() === '' ? null : value } },
      }),
    ).then(
      (fresh) => {
        setTyped(({ [field]: _done, ...rest }) => rest);
        keep(fresh);
        // The button is gone with what was wrong: its cell is where to go on.
        if (suggested) document.getElementById(cellId(field))?.focus();
      },
      (problem: unknown) => {
        if (!(problem instanceof SessionEnded))
          setRefused(
            problem instanceof ApiProblem
              ? (problem.body.errors[0]?.message ?? problem.message)
              : c.connectionLostShort,
          );
      },
    );
  };
  const leave = (field: string): void => {
    const text = typed[field];
    if (text !== undefined && text !== (values[field] ?? '')) mend(field, text);
  };
  const whole = row.errors.filter(({ field }) => field === null || !fields.includes(field));
  const suggestion = (error: Row['errors'][number]): ReactNode =>
    error.repair !== null && (
      <Button
        size="small"
        title={error.repair.why}
        onClick={() => mend(error.repair!.field, error.repair!.value, true)}
      >
        {t.suggestion(error.repair.value)}
      </Button>
    );
  const onKey = (field: string, event: KeyboardEvent): void => {
    if (event.key !== 'Enter') return;
    const repair = row.errors.find((error) => error.field === field && error.repair !== null)?.repair;
    if (event.altKey && repair) mend(repair.field, repair.value, true);
    else leave(field);
  };
  return (
    <tr className={row.errors.length === 0 ? 'right' : whole.length > 0 ? 'whole' : ''}>
      <th scope="row">
        {row.row}
        {whole.map((error) => (
          <div key={error.code + error.message} className="cell-error">
            {error.message}
            {suggestion(error)}
          </div>
        ))}
        {refused !== '' && (
          <div className="cell-error" role="alert">
            {refused}
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
              onBlur={() => leave(field)}
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
