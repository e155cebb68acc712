import { PlusOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Card, Input } from 'antd';
import { useState, type SubmitEvent, type ReactNode } from 'react';
import { DataTable, type Column } from '../bureau/data-table.tsx';
import { DayField, dayOf } from '../bureau/day-field.tsx';
import { ProblemNote } from '../bureau/problem-note.tsx';
import { bureau } from '../bureau/texts.ts';
import { useSending } from '../bureau/use-sending.ts';
import { Note } from '../shared/alerts.tsx';
import { answer, api, type Schemas } from '../shared/api.ts';
import { today } from '../shared/days.ts';
import { Dialog } from '../shared/dialog.tsx';
import { Field } from '../shared/field.tsx';
import { FormButtons } from '../shared/form-buttons.tsx';
import { Icon } from '../shared/icons.tsx';
import { useTexts } from '../shared/language.ts';
import { notify } from '../shared/notice.tsx';
import { Page } from '../shared/page.tsx';
import { Section } from '../shared/section.tsx';
import { Answered, Nothing } from '../shared/states.tsx';
import { adminTexts } from './texts.ts';
import '../bureau/bureau.css';

type Lpr = Schemas['Lpr'];
type Table = Schemas['LprTable'];
const FIELDS = ['date', 'oneYear', 'fiveYear', 'checkedUntil'];

export default function LprPage(): ReactNode {
  const t = useTexts(adminTexts);
  const b = useTexts(bureau);
  const [editing, setEditing] = useState<Lpr | 'new' | null>(null);
  const query = useQuery({
    queryKey: ['admin', 'lpr'],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/admin/lpr', { signal })),
  });
  const columns: Column<Lpr>[] = [
    { key: 'date', title: t.date, head: true, cell: ({ date }) => date },
    { key: 'oneYear', title: t.oneYear, number: true, cell: ({ oneYear }) => oneYear },
    { key: 'fiveYear', title: t.fiveYear, number: true, cell: ({ fiveYear }) => fiveYear ?? '—' },
    {
      key: 'acts',
      title: '',
      cell: (rate) => (
        <span className="row-buttons">
          <Button size="small" aria-label={t.editLpr(rate.date)} onClick={() => setEditing(rate)}>
            {b.edit}
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
      <Answered query={query} rows={8}>
        {(table) => (
          <div className="stacked">
            <Checked key={table.checkedUntil} table={table} />
            {table.items.length === 0 ? (
              <Nothing />
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
      </Answered>
      <Dialog
        open={editing !== null}
        title={editing === 'new' || editing === null ? t.newLpr : t.editLpr(editing.date)}
        onClose={() => setEditing(null)}
      >
        {editing !== null && (
          <LprForm
            rate={editing === 'new' ? null : editing}
            known={query.data?.items ?? []}
            onClose={() => setEditing(null)}
          />
        )}
      </Dialog>
    </Page>
  );
}

/** Until which day somebody has looked: after it no rate is checked, and that is said. */
function Checked({ table }: { table: Table }): ReactNode {
  const t = useTexts(adminTexts);
  const b = useTexts(bureau);
  const queries = useQueryClient();
  const { busy, problem, at, send } = useSending();
  const [day, setDay] = useState(table.checkedUntil ?? '');
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (busy || day === '') return;
    send(
      () => answer(api.PUT('/api/v1/admin/lpr', { body: { checkedUntil: dayOf(day) } })),
      (changed) => {
        queries.setQueryData(['admin', 'lpr'], changed);
        notify(b.saved);
      },
    );
  };
  const old = table.checkedUntil !== null && table.checkedUntil < today();
  return (
    <Card>
      <form className="rows" onSubmit={submit} noValidate>
        {old && <Note type="warning">{t.checkedOld(table.checkedUntil!)}</Note>}
        <div className="filter-row">
          <DayField
            label={t.checkedUntil}
            hint={t.checkedHint}
            error={at['checkedUntil']}
            value={day}
            onChange={setDay}
          />
        </div>
        <ProblemNote problem={problem} fields={FIELDS} />
        <div className="buttons">
          <Button htmlType="submit" aria-disabled={busy}>
            {t.checkedSave}
          </Button>
        </div>
      </form>
    </Card>
  );
}

function LprForm({
  rate,
  known,
  onClose,
}: {
  rate: Lpr | null;
  known: readonly Lpr[];
  onClose: () => void;
}): ReactNode {
  const t = useTexts(adminTexts);
  const b = useTexts(bureau);
  const queries = useQueryClient();
  const { busy, problem, at, send } = useSending();
  const [tried, setTried] = useState(false);
  const [given, setGiven] = useState({
    date: rate?.date ?? '',
    oneYear: rate?.oneYear ?? '',
    fiveYear: rate?.fiveYear ?? '',
  });
  const taken = rate === null && known.some(({ date }) => date === dayOf(given.date));
  const missing = (name: 'date' | 'oneYear'): string | undefined =>
    (name === 'date' && taken ? t.dateTaken : undefined) ??
    at[name] ??
    (tried && given[name].trim() === '' ? b.needed : undefined);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setTried(true);
    if (busy || taken || given.date === '' || given.oneYear.trim() === '') return;
    const body = {
      oneYear: given.oneYear.normalize('NFKC').trim(),
      fiveYear: given.fiveYear.trim() === '' ? null : given.fiveYear.normalize('NFKC').trim(),
    };
    const params = {
      path: { date: dayOf(given.date) },
      ...(rate === null ? {} : { header: { 'If-Match': `"${rate.version}"` } }),
    };
    send(
      () =>
        answer(api.PUT('/api/v1/admin/lpr/{date}', { params, body })).finally(
          () => void queries.invalidateQueries({ queryKey: ['admin', 'lpr'] }),
        ),
      () => {
        onClose();
        notify(b.saved);
      },
    );
  };
  const percent = (name: 'oneYear' | 'fiveYear', required: boolean): ReactNode => (
    <Field
      label={t[name]}
      required={required}
      hint={required ? t.rateHint : t.datesHint}
      error={name === 'oneYear' ? missing(name) : at[name]}
    >
      {(control) => (
        <Input
          {...control}
          inputMode="decimal"
          maxLength={8}
          autoComplete="off"
          value={given[name]}
          onChange={(event) => setGiven({ ...given, [name]: event.target.value })}
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
          error={missing('date')}
          value={given.date}
          onChange={(date) => setGiven({ ...given, date })}
        />
      )}
      {percent('oneYear', true)}
      {percent('fiveYear', false)}
      <ProblemNote problem={problem} fields={FIELDS} />
      <FormButtons busy={busy} onCancel={onClose} />
    </form>
  );
}
