import { useState, type ReactNode } from 'react';
import { answer, api, type Schemas } from '../shared/api.ts';
import { Field } from '../shared/field.tsx';
import { filingTexts } from '../shared/filing-texts.ts';
import { useTexts } from '../shared/language.ts';
import { ApiProblem, SessionEnded } from '../shared/problem.ts';
import { queries } from '../shared/queries.ts';
import { common } from '../shared/texts.ts';
import type { Import } from './follow.ts';
import { moreFields, texts } from './texts.ts';

type ImportField = NonNullable<Schemas['ImportMappingFound']['columns'][number]['field']>;

const FILING: readonly ImportField[] = ['firmName', 'uscc', 'regionCode', 'contractNo', 'receiptNo', 'amount', 'annualRate', 'disbursedOn', 'dueOn', 'guarantee', 'knowledgeGrade', 'firstLoan', 'renewal', 'renewalOf', 'branch', 'remarks'];
const FIELDS: Readonly<Record<Import['kind'], readonly ImportField[]>> = {
  filings: FILING, history: [...FILING, 'number', 'filedOn', 'bank'], firms: ['firmName', 'uscc', 'regionCode', 'industryCode', 'reason'],
  qualifications: ['firmName', 'uscc', 'regionCode', 'kind', 'certificateNo', 'issuedOn', 'year', 'validFrom', 'validTo'],
};

/** The name of a field of a sheet. */
export function useFieldName(): (field: string) => string {
  const names = useTexts(filingTexts).fields;
  const more = useTexts(moreFields);
  return (field) => more[field] ?? names[field] ?? field;
}

/** What each column is, and the unit; said otherwise, the file is read again. */
export function MappingForm({ one }: { one: Import }): ReactNode {
  const t = useTexts(texts);
  const c = useTexts(common);
  const nameOf = useFieldName();
  const mapping = one.mapping;
  const [columns, setColumns] = useState<Record<string, string>>(() => Object.fromEntries((mapping?.columns ?? []).map(({ column, field }) => [column, field ?? ''])));
  const [unit, setUnit] = useState(mapping?.amountUnit ?? '');
  const [sheet, setSheet] = useState(mapping?.sheet ?? '');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState('');
  if (mapping === null) return null;
  const read = (): void => {
    setBusy(true);
    setError('');
    const otherSheet = sheet !== (mapping.sheet ?? '');
    const given = {
      ...(unit === '' ? {} : { amountUnit: unit }), ...(sheet === '' ? {} : { sheet }),
      // Another sheet has other columns.
      ...(otherSheet ? {} : { ...(mapping.headerRow === null ? {} : { headerRow: mapping.headerRow }), columns: Object.fromEntries(Object.entries(columns).map(([column, field]) => [column, field === '' ? null : field])) }),
    } as Schemas['ImportMapping'];
    answer(api.PATCH('/api/v1/imports/{id}', { params: { path: { id: one.id } }, body: { mapping: given } }))
      .then((begun) => queries.setQueryData(['import', one.id], begun), (problem: unknown) => { if (!(problem instanceof SessionEnded)) setError(problem instanceof ApiProblem ? problem.body.errors[0]?.message ?? problem.message : c.connectionLostShort); })
      .finally(() => setBusy(false));
  };
  return (
    <div className="mapping">
      <div className="grid">
        {(one.kind === 'filings' || one.kind === 'history') && <Field label={t.unit} required>{(control) => <select {...control} name="amountUnit" className="input" value={unit} onChange={(event) => setUnit(event.target.value as 'wan')}><option value="">{t.unitUnknown}</option><option value="wan">{c.wan}</option><option value="yuan">{c.yuan}</option><option value="yi">{c.yi}</option></select>}</Field>}
        {mapping.sheets.length > 1 && <Field label={t.sheet}>{(control) => <select {...control} name="sheet" className="input" value={sheet} onChange={(event) => setSheet(event.target.value)}>{mapping.sheets.map((name) => <option key={name}>{name}</option>)}</select>}</Field>}
      </div>
      <table className="table">
        <thead><tr><th scope="col">{t.column}</th><th scope="col">{t.header}</th><th scope="col">{t.field}</th></tr></thead>
        <tbody>
          {mapping.columns.map(({ column, header, by }) => (
            <tr key={column}>
              <td data-label={t.column}>{column}</td><td data-label={t.header}>{header}</td>
              <td data-label={t.field}>
                <select aria-label={`${t.field} ${column} ${header}`} name={`column-${column}`} className="input" value={columns[column] ?? ''} onChange={(event) => setColumns({ ...columns, [column]: event.target.value })}>
                  <option value="">{t.unused}</option>
                  {FIELDS[one.kind].map((field) => <option key={field} value={field}>{nameOf(field)}</option>)}
                </select> <span className="soft small">{by === null ? '' : t.by[by]}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p role="alert" className={error === '' ? 'unseen' : 'alert'}>{error}</p>
      <button type="button" className="button primary" disabled={busy} onClick={read}>{t.reread}</button>
    </div>
  );
}
