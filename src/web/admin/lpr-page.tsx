/**
 * Administrators' page of the LPR (贷款市场报价利率, loan prime rate; a rate holds from its date until the next), against which a
 * programme may limit the rates of filings. Rates are entered and corrected here; none is deleted.
 */
import { useQueryClient } from '@tanstack/react-query';
import { Input } from 'antd';
import { useState, type SubmitEvent, type ReactNode } from 'react';
import { DayField, dayValue } from '../records/day-field.tsx';
import { ProblemAlert } from '../records/problem-alert.tsx';
import { recordTexts } from '../records/texts.ts';
import { useSubmit } from '../records/use-submit.ts';
import { unwrap, api, type Schemas } from '../shared/api.ts';
import { Field } from '../shared/field.tsx';
import { FormButtons } from '../shared/form-buttons.tsx';
import { useTexts } from '../shared/language.ts';
import { notify } from '../shared/notice.tsx';
import { CheckedTablePage } from './checked-table-page.tsx';
import { adminTexts } from './texts.ts';

type Lpr = Schemas['Lpr'];
const QUERY_KEY = ['admin', 'lpr'];
/** Fields whose errors are shown beside their inputs; all other errors are shown above the buttons. */
const INPUT_FIELDS = ['date', 'oneYear', 'fiveYear'];

export default function LprPage(): ReactNode {
  const t = useTexts(adminTexts);
  return (
    <CheckedTablePage<Lpr>
      texts={{ title: t.lpr, lead: t.lprLead, add: t.newLpr, edit: t.editLpr }}
      checkedTexts={t}
      columns={[
        { key: 'date', title: t.date, rowHeader: true, cell: ({ date }) => date },
        { key: 'oneYear', title: t.oneYear, number: true, cell: ({ oneYear }) => oneYear },
        { key: 'fiveYear', title: t.fiveYear, number: true, cell: ({ fiveYear }) => fiveYear ?? '—' },
      ]}
      queryKey={QUERY_KEY}
      load={(signal) => unwrap(api.GET('/api/v1/admin/lpr', { signal }))}
      sendChecked={(checkedUntil) => unwrap(api.PUT('/api/v1/admin/lpr', { body: { checkedUntil } }))}
      form={(rate, knownRates, onClose) => <LprForm rate={rate} knownRates={knownRates} onClose={onClose} />}
    />
  );
}

/** Enters the rates of a new date (`rate` null), or corrects those of a known one. */
function LprForm({
  rate,
  knownRates,
  onClose,
}: {
  rate: Lpr | null;
  knownRates: readonly Lpr[];
  onClose: () => void;
}): ReactNode {
  const t = useTexts(adminTexts);
  const common = useTexts(recordTexts);
  const queries = useQueryClient();
  const { busy, problem, fieldErrors, send } = useSubmit();
  const [submitted, setSubmitted] = useState(false);
  const [values, setValues] = useState({
    date: rate?.date ?? '',
    oneYear: rate?.oneYear ?? '',
    fiveYear: rate?.fiveYear ?? '',
  });
  const dateExists = rate === null && knownRates.some(({ date }) => date === dayValue(values.date));
  const errorOf = (name: 'date' | 'oneYear'): string | undefined =>
    (name === 'date' && dateExists ? t.dateExists : undefined) ??
    fieldErrors[name] ??
    (submitted && values[name].trim() === '' ? common.required : undefined);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setSubmitted(true);
    if (busy || dateExists || values.date === '' || values.oneYear.trim() === '') return;
    const body = {
      oneYear: values.oneYear.normalize('NFKC').trim(),
      fiveYear: values.fiveYear.trim() === '' ? null : values.fiveYear.normalize('NFKC').trim(),
    };
    const params = {
      path: { date: dayValue(values.date) },
      ...(rate === null ? {} : { header: { 'If-Match': `"${rate.version}"` } }),
    };
    send(
      () =>
        // Also after an error: 412 means that somebody else has changed the rates.
        unwrap(api.PUT('/api/v1/admin/lpr/{date}', { params, body })).finally(
          () => void queries.invalidateQueries({ queryKey: QUERY_KEY }),
        ),
      () => {
        onClose();
        notify(common.saved);
      },
    );
  };
  const rateField = (name: 'oneYear' | 'fiveYear', required: boolean): ReactNode => (
    <Field
      label={t[name]}
      required={required}
      hint={required ? t.rateHint : t.datesHint}
      error={name === 'oneYear' ? errorOf(name) : fieldErrors[name]}
    >
      {(control) => (
        <Input
          {...control}
          inputMode="decimal"
          maxLength={8}
          autoComplete="off"
          value={values[name]}
          onChange={(event) => setValues({ ...values, [name]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <form className="stack" onSubmit={submit} noValidate>
      {rate === null && (
        <DayField
          label={t.date}
          required
          error={errorOf('date')}
          value={values.date}
          onChange={(date) => setValues({ ...values, date })}
        />
      )}
      {rateField('oneYear', true)}
      {rateField('fiveYear', false)}
      <ProblemAlert problem={problem} fields={INPUT_FIELDS} />
      <FormButtons busy={busy} onCancel={onClose} />
    </form>
  );
}
