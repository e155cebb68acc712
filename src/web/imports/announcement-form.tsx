/** The upload of an announcement: one form for its document, and the list as a file or as pasted text. */
import { Button, Input } from 'antd';
import { useState, type ReactNode, type SubmitEvent } from 'react';
import { useLocation } from 'wouter';
import { DayField, dayValue, singleLine } from '../records/day-field.tsx';
import { ProblemAlert } from '../records/problem-alert.tsx';
import { useSubmit } from '../records/use-submit.ts';
import type { Schemas } from '../shared/api.ts';
import { Choice } from '../shared/choice.tsx';
import { Field } from '../shared/field.tsx';
import { useTexts } from '../shared/language.ts';
import { Section } from '../shared/section.tsx';
import { announcementTexts } from './announcement-texts.ts';
import { Dropzone } from './dropzone.tsx';
import { sendUpload } from './send-upload.ts';
import { texts } from './texts.ts';

type List = Schemas['Announcement']['list'];
type Detail = 'issuedOn' | 'year' | 'effectiveFrom';

/** What the document of a list says besides its number; the service requires the same. */
const DETAILS: Readonly<Record<List, Readonly<Partial<Record<Detail, 'required' | 'optional'>>>>> = {
  high_tech_recognised: { issuedOn: 'required' },
  high_tech_revoked: { effectiveFrom: 'optional' },
  renamed: {},
  relocated_in: { issuedOn: 'optional' },
  tech_sme_listed: { year: 'required', issuedOn: 'optional' },
  tech_sme_revoked: { effectiveFrom: 'optional', year: 'optional' },
};
const LISTS = Object.keys(DETAILS) as List[];
const DOCUMENT_FIELDS = ['list', 'docNo', 'announcedOn', 'issuedOn', 'year', 'effectiveFrom'];
const EMPTY = { docNo: '', announcedOn: '', issuedOn: '', year: '', effectiveFrom: '' };

export function AnnouncementForm(): ReactNode {
  const t = useTexts(announcementTexts);
  const i = useTexts(texts);
  const [, go] = useLocation();
  const { busy, problem, fieldErrors, send } = useSubmit();
  const [list, setList] = useState<List>('high_tech_recognised');
  const [typed, setTyped] = useState(EMPTY);
  const [file, setFile] = useState<File | null>(null);
  const [removed, setRemoved] = useState(false);
  const [text, setText] = useState('');
  const details = DETAILS[list];
  const field = (name: keyof typeof EMPTY): { value: string; onChange: (value: string) => void; error?: string } => ({
    value: typed[name],
    onChange: (value) => setTyped({ ...typed, [name]: value }),
    ...(fieldErrors[name] === undefined ? {} : { error: fieldErrors[name] }),
  });
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (busy) return;
    const fields = {
      docNo: singleLine(typed.docNo),
      announcedOn: dayValue(typed.announcedOn),
      ...(details.issuedOn && { issuedOn: dayValue(typed.issuedOn) }),
      ...(details.year && { year: typed.year.trim() }),
      ...(details.effectiveFrom && { effectiveFrom: dayValue(typed.effectiveFrom) }),
      ...(file === null && { text }),
    };
    const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value.trim() !== ''));
    send(
      () => sendUpload({ kind: 'announcement', list, ...given }, file),
      ({ id }) => go(`/imports/${id}`),
    );
  };
  return (
    <form onSubmit={submit} noValidate>
      <Section title={t.document}>
        <div className="grid">
          <Field label={t.list} required error={fieldErrors['list']}>
            {(control) => (
              <Choice
                control={control}
                value={list}
                options={LISTS.map((one) => [one, t.lists[one]] as const)}
                onChange={setList}
              />
            )}
          </Field>
          <TextField label={t.docNo} required {...field('docNo')} />
          <DayField label={t.announcedOn} {...field('announcedOn')} />
          {details.year && (
            <TextField
              label={t.year}
              required={details.year === 'required'}
              hint={t.yearHints[list]}
              {...field('year')}
            />
          )}
          {details.issuedOn && (
            <DayField
              label={t.issuedOn}
              required={details.issuedOn === 'required'}
              hint={t.issuedOnHints[list]}
              {...field('issuedOn')}
            />
          )}
          {details.effectiveFrom && (
            <DayField label={t.effectiveFrom} hint={t.effectiveFromHint} {...field('effectiveFrom')} />
          )}
        </div>
      </Section>
      <Section title={t.content}>
        <div className="stack">
          <Dropzone accept=".xlsx,.csv,.txt,.docx,.pdf" formats={t.formats} busy={busy} onFile={setFile} />
          {file === null ? (
            <Field label={t.pasted} hint={t.pastedHint} error={fieldErrors['text'] ?? fieldErrors['file']}>
              {(control) => (
                <Input.TextArea
                  {...control}
                  rows={8}
                  autoFocus={removed}
                  spellCheck={false}
                  value={text}
                  onChange={(event) => setText(event.target.value)}
                />
              )}
            </Field>
          ) : (
            <p role="status">
              <strong>{file.name}</strong>{' '}
              <Button
                size="small"
                onClick={() => {
                  setFile(null);
                  setRemoved(true);
                }}
              >
                {t.remove}
              </Button>
            </p>
          )}
          <ProblemAlert problem={problem} fields={[...DOCUMENT_FIELDS, ...(file === null ? ['text', 'file'] : [])]} />
          <div className="buttons">
            <Button type="primary" htmlType="submit" aria-disabled={busy}>
              {busy ? i.uploading : t.check}
            </Button>
          </div>
        </div>
      </Section>
    </form>
  );
}

function TextField({
  value,
  onChange,
  ...named
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  required?: boolean;
  hint?: string | undefined;
  error?: string;
}): ReactNode {
  return (
    <Field {...named}>
      {(control) => (
        <Input
          {...control}
          autoComplete="off"
          maxLength={200}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
