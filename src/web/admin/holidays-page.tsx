/**
 * Administrators' page of the public holidays and the weekend days that are worked instead (放假安排), by which a programme
 * may count its filing deadline. Rows are entered and corrected here; none is deleted.
 */
import { useQueryClient } from '@tanstack/react-query';
import { Input } from 'antd';
import { useState, type SubmitEvent, type ReactNode } from 'react';
import { DayField, dayValue, dayValueOrNull, singleLine } from '../records/day-field.tsx';
import { ProblemAlert } from '../records/problem-alert.tsx';
import { recordTexts } from '../records/texts.ts';
import { useSubmit } from '../records/use-submit.ts';
import { unwrap, api, type Schemas } from '../shared/api.ts';
import { Choice } from '../shared/choice.tsx';
import { Field } from '../shared/field.tsx';
import { FormButtons } from '../shared/form-buttons.tsx';
import { useTexts } from '../shared/language.ts';
import { notify } from '../shared/notice.tsx';
import { CheckedTablePage } from './checked-table-page.tsx';
import { holidayTexts } from './holiday-texts.ts';

type Holiday = Schemas['Holiday'];
const QUERY_KEY = ['admin', 'holidays'];
/** Fields whose errors are shown beside their inputs; all other errors are shown above the buttons. */
const INPUT_FIELDS = ['date', 'to', 'kind', 'name', 'source'];

export default function HolidaysPage(): ReactNode {
  const t = useTexts(holidayTexts);
  return (
    <CheckedTablePage<Holiday>
      texts={t}
      checkedTexts={t}
      columns={[
        { key: 'date', title: t.date, rowHeader: true, cell: ({ date }) => date },
        { key: 'to', title: t.to, cell: ({ to }) => to },
        { key: 'kind', title: t.kind, cell: ({ kind }) => t.kinds[kind] },
        { key: 'name', title: t.name, cell: ({ name }) => name },
        { key: 'source', title: t.source, cell: ({ source }) => source ?? '—' },
      ]}
      queryKey={QUERY_KEY}
      load={(signal) => unwrap(api.GET('/api/v1/admin/holidays', { signal }))}
      sendChecked={(checkedUntil) => unwrap(api.PUT('/api/v1/admin/holidays', { body: { checkedUntil } }))}
      form={(row, known, onClose) => <HolidayForm row={row} known={known} onClose={onClose} />}
    />
  );
}

/** Enters days (`row` null), or corrects those of a known first day. */
function HolidayForm({
  row,
  known,
  onClose,
}: {
  row: Holiday | null;
  known: readonly Holiday[];
  onClose: () => void;
}): ReactNode {
  const t = useTexts(holidayTexts);
  const common = useTexts(recordTexts);
  const queries = useQueryClient();
  const { busy, problem, fieldErrors, send } = useSubmit();
  const [submitted, setSubmitted] = useState(false);
  const [values, setValues] = useState({
    date: row?.date ?? '',
    to: row?.to ?? '',
    kind: row?.kind ?? ('off' as const),
    name: row?.name ?? '',
    source: row?.source ?? '',
  });
  const set = (change: Partial<typeof values>): void => setValues({ ...values, ...change });
  const dateExists = row === null && known.some(({ date }) => date === dayValue(values.date));
  const required = (name: 'date' | 'name'): string | undefined =>
    fieldErrors[name] ?? (submitted && values[name].trim() === '' ? common.required : undefined);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setSubmitted(true);
    if (busy || dateExists || values.date === '' || values.name.trim() === '') return;
    const source = singleLine(values.source);
    const body = {
      to: dayValueOrNull(values.to),
      kind: values.kind,
      name: singleLine(values.name),
      source: source === '' ? null : source,
    };
    const params = {
      path: { date: dayValue(values.date) },
      ...(row === null ? {} : { header: { 'If-Match': `"${row.version}"` } }),
    };
    send(
      () =>
        // Also after an error: 412 means that somebody else has changed the row.
        unwrap(api.PUT('/api/v1/admin/holidays/{date}', { params, body })).finally(
          () => void queries.invalidateQueries({ queryKey: QUERY_KEY }),
        ),
      () => {
        onClose();
        notify(common.saved);
      },
    );
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      {row === null && (
        <DayField
          label={t.date}
          required
          error={dateExists ? t.dateExists : required('date')}
          value={values.date}
          onChange={(date) => set({ date })}
        />
      )}
      <DayField
        label={t.to}
        hint={t.toHint}
        error={fieldErrors['to']}
        value={values.to}
        onChange={(to) => set({ to })}
      />
      <Field label={t.kind} error={fieldErrors['kind']}>
        {(control) => (
          <Choice
            control={control}
            value={values.kind}
            options={(['off', 'working'] as const).map((kind) => [kind, t.kinds[kind]])}
            onChange={(kind) => set({ kind })}
          />
        )}
      </Field>
      <Field label={t.name} required hint={t.nameHint} error={required('name')}>
        {(control) => (
          <Input
            {...control}
            maxLength={200}
            autoComplete="off"
            value={values.name}
            onChange={(event) => set({ name: event.target.value })}
          />
        )}
      </Field>
      <Field label={t.source} hint={t.sourceHint} error={fieldErrors['source']}>
        {(control) => (
          <Input
            {...control}
            maxLength={200}
            autoComplete="off"
            value={values.source}
            onChange={(event) => set({ source: event.target.value })}
          />
        )}
      </Field>
      <ProblemAlert problem={problem} fields={INPUT_FIELDS} />
      <FormButtons busy={busy} onCancel={onClose} />
    </form>
  );
}
