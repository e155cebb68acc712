import './officer.css';
import { Button } from 'antd';
import { useMemo, useRef, useState, type KeyboardEvent, type ReactNode, type SubmitEvent } from 'react';
import { Link } from 'wouter';
import { Complaint } from '../shared/alerts.tsx';
import type { Schemas } from '../shared/api.ts';
import { readDay, today } from '../shared/days.ts';
import { useTexts } from '../shared/language.ts';
import { ApiProblem, ConnectionLost, SessionEnded } from '../shared/problem.ts';
import { common } from '../shared/texts.ts';
import { CheckPanel, QualificationsOnDay } from './check-panel.tsx';
import { FilingFields } from './filing-fields.tsx';
import { bodyOf, faultsOf, FIELDS, type FilingField, type FilingForm } from './filing-form.ts';
import { texts } from './texts.ts';
import { useFilingCheck } from './use-filing-check.ts';

interface Refusal {
  readonly fields: Partial<Record<FilingField, string>>;
  readonly whole: string;
  readonly duplicateOf: string | undefined;
}
const NOTHING_REFUSED: Refusal = { fields: {}, whole: '', duplicateOf: undefined };
const isField = (path: string): path is FilingField => (FIELDS as readonly string[]).includes(path);

function shownErrors(
  errorOf: (field: FilingField) => string | undefined,
  duplicate: ReactNode,
): Partial<Record<FilingField, ReactNode>> {
  const errors: Partial<Record<FilingField, ReactNode>> = {};
  for (const field of FIELDS) {
    const error = errorOf(field);
    if (error !== undefined)
      errors[field] =
        field === 'receiptNo' && duplicate !== null ? (
          <>
            {error} {duplicate}
          </>
        ) : (
          error
        );
  }
  return errors;
}

/** What a refusal says at the fields, and as a whole where no field is to blame. */
function refusalOf(error: ApiProblem): Refusal {
  const fields: Partial<Record<FilingField, string>> = {};
  for (const { path, message } of [...error.body.errors].reverse()) if (isField(path)) fields[path] = message;
  if (error.code === 'DUPLICATE_RECEIPT') fields.receiptNo = error.message;
  return { fields, whole: Object.keys(fields).length > 0 ? '' : error.message, duplicateOf: error.body.filingId };
}

/**
 * The form of a filing with what the service says beside it. What is wrong in a field is said when it was left, or when
 * the whole is sent; what the service refused stays until the field changes.
 *
 * `send` files it and throws what the service says.
 */
export function FilingEditor({
  form,
  change,
  send,
  submitText,
  ownId,
  children,
}: {
  form: FilingForm;
  change: (part: Partial<FilingForm>) => void;
  send: (body: Schemas['FilingBody']) => Promise<void>;
  submitText: string;
  ownId?: string;
  children?: ReactNode;
}): ReactNode {
  const t = useTexts(texts);
  const c = useTexts(common);
  const [looked, setLooked] = useState<ReadonlySet<FilingField>>(new Set());
  const [refused, setRefused] = useState(NOTHING_REFUSED);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const element = useRef<HTMLFormElement>(null);
  const faults = faultsOf(form, today());
  const sound = Object.keys(faults).length === 0;
  const body = useMemo(() => (sound ? bodyOf(form, today()) : null), [sound, form]);
  const checked = useFilingCheck(body);
  const result = checked.result && {
    ...checked.result,
    errors: checked.result.errors.filter(
      ({ code }) => !(code === 'DUPLICATE_RECEIPT' && checked.result?.duplicateOf === ownId),
    ),
  };
  const byService = Object.fromEntries((result?.errors ?? []).map(({ path, message }) => [path, message]));
  const duplicateOf =
    refused.duplicateOf ??
    (result?.errors.some(({ code }) => code === 'DUPLICATE_RECEIPT') ? (result.duplicateOf ?? undefined) : undefined);
  const errors = shownErrors(
    (field) => {
      const fault = faults[field];
      if (fault === undefined) return refused.fields[field] ?? byService[field];
      return tried || looked.has(field) ? t.faults[fault] : undefined;
    },
    duplicateOf === undefined ? null : <Link href={`/filings/${duplicateOf}`}>{t.duplicate}</Link>,
  );

  const edit = (part: Partial<FilingForm>): void => {
    setRefused((before) => ({
      ...NOTHING_REFUSED,
      fields: Object.fromEntries(Object.entries(before.fields).filter(([field]) => !(field in part))),
    }));
    change(part);
  };
  const focusFirst = (wrong: readonly string[]): void => {
    // Once it is marked: in the form the fields stand in the order of FIELDS.
    if (FIELDS.some((field) => wrong.includes(field)))
      setTimeout(() => element.current?.querySelector<HTMLElement>('.wrong :is(input, button)')?.focus());
  };
  const refuse = (error: unknown): void => {
    if (error instanceof SessionEnded) return;
    if (error instanceof ConnectionLost) return setRefused({ ...NOTHING_REFUSED, whole: c.connectionLostSending });
    if (!(error instanceof ApiProblem)) throw error;
    const refusal = refusalOf(error);
    setRefused(refusal);
    focusFirst(Object.keys(refusal.fields));
  };
  const submit = (event?: SubmitEvent): void => {
    event?.preventDefault();
    if (busy) return;
    setTried(true);
    setRefused(NOTHING_REFUSED);
    if (body === null) return focusFirst(Object.keys(faults));
    setBusy(true);
    send(body)
      .catch(refuse)
      .finally(() => setBusy(false));
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter') return;
    // Enter in a field would send a form that is half filled in; Ctrl+Enter says that it is meant.
    if (event.ctrlKey || event.metaKey) {
      // To a list of choices Enter alone would mean that it is to open.
      event.stopPropagation();
      submit();
    } else if (event.target instanceof HTMLInputElement && event.target.type !== 'checkbox') event.preventDefault();
  };
  const wrong = Object.keys(errors).length;
  const complaint = refused.whole !== '' ? refused.whole : tried && wrong > 0 ? t.correctErrors(wrong) : '';
  return (
    <form ref={element} className="filing-form" onSubmit={submit} onKeyDownCapture={onKey} noValidate>
      <div className="filing-fields">
        <FilingFields
          form={form}
          errors={errors}
          change={edit}
          left={(field) => setLooked((before) => new Set([...before, field]))}
        />
      </div>
      <aside className="filing-aside" aria-label={t.asideName}>
        <QualificationsOnDay uscc={form.uscc} day={readDay(form.disbursedOn, today())} listed={!form.byHand} />
        <CheckPanel checked={{ ...checked, result }} />
      </aside>
      <div className="filing-submit">
        <Complaint>{complaint}</Complaint>
        <div className="buttons">
          <Button type="primary" htmlType="submit" disabled={busy}>
            {busy ? t.submitting : submitText}
          </Button>
          {children}
        </div>
      </div>
    </form>
  );
}
