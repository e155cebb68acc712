import { PlusOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Tag } from 'antd';
import { useState, type SubmitEvent, type ReactNode } from 'react';
import { DataTable, type Column } from '../bureau/data-table.tsx';
import { DayField, dayOrNull } from '../bureau/day-field.tsx';
import { ProblemNote } from '../bureau/problem-note.tsx';
import { bureau } from '../bureau/texts.ts';
import { useSending } from '../bureau/use-sending.ts';
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
import { adminTexts, type AdminTexts } from './texts.ts';
import '../bureau/bureau.css';

type Kind = 'banks' | 'regions';
type Place = Schemas['Place'];
const FIELDS = ['code', 'name', 'validFrom', 'validTo'];
const LISTS = { banks: '/api/v1/admin/banks', regions: '/api/v1/admin/regions' } as const;
const ONES = { banks: '/api/v1/admin/banks/{code}', regions: '/api/v1/admin/regions/{code}' } as const;

/** Banks and districts: the same page for both. */
export function PlacesPage({ kind }: { kind: Kind }): ReactNode {
  const t = useTexts(adminTexts);
  const [editing, setEditing] = useState<Place | 'new' | null>(null);
  const query = useQuery({
    queryKey: ['admin', kind],
    queryFn: ({ signal }) => answer(api.GET(LISTS[kind], { signal })),
  });
  const [title, lead, add] =
    kind === 'banks' ? [t.banks, t.banksLead, t.newBank] : [t.regionsTitle, t.regionsLead, t.newRegion];
  const known = query.data?.items ?? [];
  return (
    <Page
      title={title}
      lead={lead}
      actions={
        <Button type="primary" onClick={() => setEditing('new')} icon={<Icon of={PlusOutlined} />}>
          {add}
        </Button>
      }
    >
      <Answered query={query} rows={8} empty={{ when: ({ items }) => items.length === 0, show: <Nothing /> }}>
        {({ items }) => (
          <Section flush label={title}>
            <Places title={title} places={items} edit={setEditing} />
          </Section>
        )}
      </Answered>
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

export function standingTag(validFrom: string | null, validTo: string | null, t: AdminTexts): ReactNode {
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
  const b = useTexts(bureau);
  const columns: Column<Place>[] = [
    { key: 'name', title: b.name, head: true, cell: ({ name }) => name },
    { key: 'code', title: b.code, cell: ({ code }) => code },
    { key: 'validFrom', title: t.validFrom, cell: ({ validFrom }) => <span className="day">{validFrom ?? '—'}</span> },
    { key: 'validTo', title: t.validTo, cell: ({ validTo }) => <span className="day">{validTo ?? b.unlimited}</span> },
    { key: 'state', title: t.state, cell: ({ validFrom, validTo }) => standingTag(validFrom, validTo, t) },
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
  const b = useTexts(bureau);
  const queries = useQueryClient();
  const { busy, problem, at, send } = useSending();
  const [tried, setTried] = useState(false);
  const [given, setGiven] = useState({
    code: place?.code ?? '',
    name: place?.name ?? '',
    validFrom: place?.validFrom ?? '',
    validTo: place?.validTo ?? '',
  });
  const code = given.code.normalize('NFKC').trim().toUpperCase();
  // PUT would change what is there: whoever enters something new does not mean that.
  const taken = place === null && known.some((one) => one.code === code);
  const missing = (name: 'code' | 'name'): string | undefined =>
    (name === 'code' && taken ? t.codeTaken : undefined) ??
    at[name] ??
    (tried && given[name].trim() === '' ? b.needed : undefined);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setTried(true);
    if (busy || taken || code === '' || given.name.trim() === '') return;
    const body = { name: given.name, validFrom: dayOrNull(given.validFrom), validTo: dayOrNull(given.validTo) };
    const params = { path: { code }, ...(place === null ? {} : { header: { 'If-Match': `"${place.version}"` } }) };
    send(
      () =>
        answer(api.PUT(ONES[kind], { params, body })).finally(() => {
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
      error={at[name]}
      value={given[name]}
      onChange={(value) => setGiven({ ...given, [name]: value })}
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
            value={given.code}
            onChange={(event) => setGiven({ ...given, code: event.target.value })}
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
            value={given.name}
            onChange={(event) => setGiven({ ...given, name: event.target.value })}
          />
        )}
      </Field>
      <div className="form-grid">
        {day('validFrom')}
        {day('validTo')}
      </div>
      <ProblemNote problem={problem} fields={FIELDS} />
      <FormButtons busy={busy} onCancel={onClose} />
    </form>
  );
}
