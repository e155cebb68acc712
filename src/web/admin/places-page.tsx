import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Tag } from 'antd';
import { useState, type SubmitEvent, type ReactNode } from 'react';
import { DataTable, type Column } from '../records/data-table.tsx';
import { DayField, dayValueOrNull } from '../records/day-field.tsx';
import { ProblemAlert } from '../records/problem-alert.tsx';
import { recordTexts } from '../records/texts.ts';
import { useSubmit } from '../records/use-submit.ts';
import { AddButton } from '../shared/add-button.tsx';
import { unwrap, api, type Schemas } from '../shared/api.ts';
import { today } from '../shared/days.ts';
import { Dialog } from '../shared/dialog.tsx';
import { Field } from '../shared/field.tsx';
import { FormButtons } from '../shared/form-buttons.tsx';
import { useTexts } from '../shared/language.ts';
import { notify } from '../shared/notice.tsx';
import { Page } from '../shared/page.tsx';
import { Section } from '../shared/section.tsx';
import { QueryResult, EmptyState } from '../shared/query-state.tsx';
import { adminTexts, type AdminTexts } from './texts.ts';
import '../records/records.css';

type Kind = 'banks' | 'regions';
type Place = Schemas['Place'];
const FIELDS = ['code', 'name', 'validFrom', 'validTo'];
const LIST_PATHS = { banks: '/api/v1/admin/banks', regions: '/api/v1/admin/regions' } as const;
const ITEM_PATHS = { banks: '/api/v1/admin/banks/{code}', regions: '/api/v1/admin/regions/{code}' } as const;

/** The page of banks and the page of regions. */
export function PlacesPage({ kind }: { kind: Kind }): ReactNode {
  const t = useTexts(adminTexts);
  const [editing, setEditing] = useState<Place | 'new' | null>(null);
  const query = useQuery({
    queryKey: ['admin', kind],
    queryFn: ({ signal }) => unwrap(api.GET(LIST_PATHS[kind], { signal })),
  });
  const [title, lead, add] =
    kind === 'banks' ? [t.banks, t.banksLead, t.newBank] : [t.regionsTitle, t.regionsLead, t.newRegion];
  const known = query.data?.items ?? [];
  return (
    <Page title={title} lead={lead} actions={<AddButton onClick={() => setEditing('new')}>{add}</AddButton>}>
      <QueryResult query={query} rows={8} empty={{ when: ({ items }) => items.length === 0, show: <EmptyState /> }}>
        {({ items }) => (
          <Section flush label={title}>
            <Places title={title} places={items} edit={setEditing} />
          </Section>
        )}
      </QueryResult>
      <Dialog
        open={editing !== null}
        title={editing === 'new' || editing === null ? add : t.editPlace(editing.name)}
        onClose={() => setEditing(null)}
      >
        {editing !== null && (
          <PlaceForm
            kind={kind}
            place={editing === 'new' ? null : editing}
            known={known}
            onClose={() => setEditing(null)}
          />
        )}
      </Dialog>
    </Page>
  );
}

export function validityTag(validFrom: string | null, validTo: string | null, t: AdminTexts): ReactNode {
  const day = today();
  if (validTo !== null && validTo < day) return <Tag>{t.ended}</Tag>;
  return validFrom !== null && validFrom > day ? (
    <Tag color="warning">{t.upcoming}</Tag>
  ) : (
    <Tag color="success">{t.current}</Tag>
  );
}

function Places({
  title,
  places,
  edit,
}: {
  title: string;
  places: readonly Place[];
  edit: (place: Place) => void;
}): ReactNode {
  const t = useTexts(adminTexts);
  const b = useTexts(recordTexts);
  const columns: Column<Place>[] = [
    { key: 'name', title: b.name, rowHeader: true, cell: ({ name }) => name },
    { key: 'code', title: b.code, cell: ({ code }) => code },
    { key: 'validFrom', title: t.validFrom, cell: ({ validFrom }) => <span className="day">{validFrom ?? '—'}</span> },
    { key: 'validTo', title: t.validTo, cell: ({ validTo }) => <span className="day">{validTo ?? b.unlimited}</span> },
    { key: 'state', title: t.state, cell: ({ validFrom, validTo }) => validityTag(validFrom, validTo, t) },
    {
      key: 'acts',
      title: '',
      cell: (place) => (
        <span className="row-buttons">
          <Button size="small" aria-label={`${b.edit} ${place.name}`} onClick={() => edit(place)}>
            {b.edit}
          </Button>
        </span>
      ),
    },
  ];
  return <DataTable caption={title} columns={columns} rows={places} rowKey={({ code }) => code} />;
}

function PlaceForm({
  kind,
  place,
  known,
  onClose,
}: {
  kind: Kind;
  place: Place | null;
  known: readonly Place[];
  onClose: () => void;
}): ReactNode {
  const t = useTexts(adminTexts);
  const b = useTexts(recordTexts);
  const queries = useQueryClient();
  const { busy, problem, fieldErrors, send } = useSubmit();
  const [submitted, setSubmitted] = useState(false);
  const [values, setValues] = useState({
    code: place?.code ?? '',
    name: place?.name ?? '',
    validFrom: place?.validFrom ?? '',
    validTo: place?.validTo ?? '',
  });
  const code = values.code.normalize('NFKC').trim().toUpperCase();
  // PUT would overwrite an existing record, which is not intended when a new one is added.
  const exists = place === null && known.some((one) => one.code === code);
  const missing = (name: 'code' | 'name'): string | undefined =>
    (name === 'code' && exists ? t.codeExists : undefined) ??
    fieldErrors[name] ??
    (submitted && values[name].trim() === '' ? b.required : undefined);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setSubmitted(true);
    if (busy || exists || code === '' || values.name.trim() === '') return;
    const body = {
      name: values.name,
      validFrom: dayValueOrNull(values.validFrom),
      validTo: dayValueOrNull(values.validTo),
    };
    const params = { path: { code }, ...(place === null ? {} : { header: { 'If-Match': `"${place.version}"` } }) };
    send(
      () =>
        unwrap(api.PUT(ITEM_PATHS[kind], { params, body })).finally(() => {
          for (const key of [['admin', kind], [kind]]) void queries.invalidateQueries({ queryKey: key });
        }),
      () => {
        onClose();
        notify(b.saved);
      },
    );
  };
  const day = (name: 'validFrom' | 'validTo'): ReactNode => (
    <DayField
      label={t[name]}
      hint={t.datesHint}
      error={fieldErrors[name]}
      value={values[name]}
      onChange={(value) => setValues({ ...values, [name]: value })}
    />
  );
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <Field
        label={b.code}
        required
        hint={place === null ? (kind === 'banks' ? t.bankCodeHint : t.regionCodeHint) : undefined}
        error={missing('code')}
      >
        {(control) => (
          <Input
            {...control}
            autoFocus={place === null}
            readOnly={place !== null}
            maxLength={20}
            autoComplete="off"
            spellCheck={false}
            value={values.code}
            onChange={(event) => setValues({ ...values, code: event.target.value })}
          />
        )}
      </Field>
      <Field label={b.name} required error={missing('name')}>
        {(control) => (
          <Input
            {...control}
            autoFocus={place !== null}
            maxLength={200}
            autoComplete="off"
            value={values.name}
            onChange={(event) => setValues({ ...values, name: event.target.value })}
          />
        )}
      </Field>
      <div className="form-grid">
        {day('validFrom')}
        {day('validTo')}
      </div>
      <ProblemAlert problem={problem} fields={FIELDS} />
      <FormButtons busy={busy} onCancel={onClose} />
    </form>
  );
}
