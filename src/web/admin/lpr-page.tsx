/**
 * Administrators' page of the LPR (贷款市场报价利率, loan prime rate; a rate holds from its date until the next), against which a
 * programme may limit the rates of filings. Rates are entered and corrected here; none is deleted.
 */
import { PlusOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState, type SubmitEvent, type ReactNode } from 'react';
import { DataTable, type Column } from '../records/data-table.tsx';
import { DayField, dayValue } from '../records/day-field.tsx';
import { ProblemAlert } from '../records/problem-alert.tsx';
import { recordTexts } from '../records/texts.ts';
import { useSubmit } from '../records/use-submit.ts';
import { unwrap, api, type Schemas } from '../shared/api.ts';
import { Dialog } from '../shared/dialog.tsx';
import { Field } from '../shared/field.tsx';
import { FormButtons } from '../shared/form-buttons.tsx';
import { Icon } from '../shared/icons.tsx';
import { useTexts } from '../shared/language.ts';
import { notify } from '../shared/notice.tsx';
import { Page } from '../shared/page.tsx';
import { Section } from '../shared/section.tsx';
import { QueryResult, EmptyState } from '../shared/query-state.tsx';
import { CheckedUntil } from './checked-until.tsx';
import { adminTexts } from './texts.ts';
import '../records/records.css';

type Lpr = Schemas['Lpr'];
/** Fields whose errors are shown beside their inputs; all other errors are shown above the buttons. */
const INPUT_FIELDS = ['date', 'oneYear', 'fiveYear'];

export default function LprPage(): ReactNode {
  const t = useTexts(adminTexts);
  const common = useTexts(recordTexts);
  const [editing, setEditing] = useState<Lpr | 'new' | null>(null);
  const query = useQuery({
    queryKey: ['admin', 'lpr'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/admin/lpr', { signal })),
  });
  const columns: Column<Lpr>[] = [
    { key: 'date', title: t.date, rowHeader: true, cell: ({ date }) => date },
    { key: 'oneYear', title: t.oneYear, number: true, cell: ({ oneYear }) => oneYear },
    { key: 'fiveYear', title: t.fiveYear, number: true, cell: ({ fiveYear }) => fiveYear ?? '—' },
    {
      key: 'actions',
      title: '',
      cell: (rate) => (
        <span className="row-buttons">
          <Button size="small" aria-label={t.editLpr(rate.date)} onClick={() => setEditing(rate)}>
            {common.edit}
          </Button>
        </span>
      ),
    },
  ];
  return (
    <Page
      title={t.lpr}
      lead={t.lprLead}
      actions={
        <Button type="primary" onClick={() => setEditing('new')} icon={<Icon of={PlusOutlined} />}>
          {t.newLpr}
        </Button>
      }
    >
      <QueryResult query={query} rows={8}>
        {(table) => (
          <div className="stacked">
            <CheckedUntil
              key={table.checkedUntil}
              checkedUntil={table.checkedUntil}
              texts={t}
              queryKey={['admin', 'lpr']}
              send={(checkedUntil) => unwrap(api.PUT('/api/v1/admin/lpr', { body: { checkedUntil } }))}
            />
            {table.items.length === 0 ? (
              <EmptyState />
            ) : (
              <Section flush label={t.lpr}>
                <DataTable
                  caption={t.lpr}
                  columns={columns}
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
        title={editing === 'new' || editing === null ? t.newLpr : t.editLpr(editing.date)}
        onClose={() => setEditing(null)}
      >
        {editing !== null && (
          <LprForm
            rate={editing === 'new' ? null : editing}
            knownRates={query.data?.items ?? []}
            onClose={() => setEditing(null)}
          />
        )}
      </Dialog>
    </Page>
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
          () => void queries.invalidateQueries({ queryKey: ['admin', 'lpr'] }),
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
