/**
 * Which column of the file is which field. The fields of a filing derive from the service; those of lists are named
 * here.
 */
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { DataTable, type Column } from '../records/data-table.tsx';
import { FormError } from '../shared/form-alerts.tsx';
import type { Schemas } from '../shared/api.ts';
import { Choice } from '../shared/choice.tsx';
import { Field } from '../shared/field.tsx';
import { filingTexts } from '../shared/filing-texts.ts';
import { IMPORT_FIELD_TITLES, IMPORT_FIELDS } from '../shared/import-fields.ts';
import { useLanguage, useTexts, type Text } from '../shared/language.ts';
import { common } from '../shared/texts.ts';
import type { Import } from './import-events.ts';
import { texts } from './texts.ts';
import { useMapping } from './use-mapping.ts';

const TITLES: Readonly<Record<string, Text>> = IMPORT_FIELD_TITLES;

/** The display name of an import field. */
export function useFieldName(): (field: string) => string {
  const names = useTexts(filingTexts).fields;
  const language = useLanguage();
  return (field) => TITLES[field]?.[language] ?? names[field] ?? field;
}

/** The field of each column, and the unit of amounts. A change reads the file again. */
export function MappingForm({ importRecord }: { importRecord: Import }): ReactNode {
  const t = useTexts(texts);
  const c = useTexts(common);
  const nameOf = useFieldName();
  const mapping = importRecord.mapping;
  const [columns, setColumns] = useState<Record<string, string>>(() =>
    Object.fromEntries((mapping?.columns ?? []).map(({ column, field }) => [column, field ?? ''])),
  );
  const [unit, setUnit] = useState(mapping?.amountUnit ?? '');
  const [sheet, setSheet] = useState(mapping?.sheet ?? '');
  const { busy, error, send } = useMapping(importRecord.id);
  if (mapping === null) return null;
  const reread = (): void => {
    const otherSheet = sheet !== (mapping.sheet ?? '');
    send({
      ...(unit === '' ? {} : { amountUnit: unit }),
      ...(sheet === '' ? {} : { sheet }),
      // Header row and columns belong to the sheet that was read.
      ...(otherSheet
        ? {}
        : {
            ...(mapping.headerRow === null ? {} : { headerRow: mapping.headerRow }),
            columns: Object.fromEntries(
              Object.entries(columns).map(([column, field]) => [column, field === '' ? null : field]),
            ),
          }),
    } as Schemas['ImportMapping']);
  };
  const fields: readonly (readonly [string, string])[] = [
    ['', t.unused],
    ...IMPORT_FIELDS[importRecord.kind].map((field) => [field, nameOf(field)] as const),
  ];
  const shown: Column<(typeof mapping.columns)[number]>[] = [
    { key: 'column', title: t.column, cell: ({ column }) => column },
    { key: 'header', title: t.header, cell: ({ header }) => header },
    {
      key: 'field',
      title: t.field,
      cell: ({ column, header, by }) => (
        <span className="tags">
          <Choice
            control={{ 'aria-label': `${t.field} ${column} ${header}` }}
            value={columns[column] ?? ''}
            options={fields}
            onChange={(field) => setColumns({ ...columns, [column]: field })}
          />
          <span className="secondary small">{by === null ? '' : t.source[by]}</span>
        </span>
      ),
    },
  ];
  return (
    <div className="mapping">
      <div className="grid">
        {(importRecord.kind === 'filings' || importRecord.kind === 'history') && (
          <Field label={t.unit} required>
            {(control) => (
              <Choice
                control={control}
                value={unit}
                options={[
                  ['', t.unitUnknown],
                  ['wan', c.wan],
                  ['yuan', c.yuan],
                  ['thousand', c.thousand],
                  ['million', c.million],
                  ['yi', c.yi],
                ]}
                onChange={setUnit}
              />
            )}
          </Field>
        )}
        {mapping.sheets.length > 1 && (
          <Field label={t.sheet}>
            {(control) => (
              <Choice
                control={control}
                value={sheet}
                options={mapping.sheets.map((name) => [name, name])}
                onChange={setSheet}
              />
            )}
          </Field>
        )}
      </div>
      <DataTable caption={t.mapping} columns={shown} rows={mapping.columns} rowKey={({ column }) => column} />
      <FormError>{error}</FormError>
      <Button type="primary" disabled={busy} onClick={reread}>
        {t.reread}
      </Button>
    </div>
  );
}
