/** The form of a filing with its checks, for new filings and corrections. */
import './officer.css';
import { Button } from 'antd';
import { useMemo, useRef, useState, type KeyboardEvent, type ReactNode, type SubmitEvent } from 'react';
import { Link } from 'wouter';
import { FormError } from '../shared/form-alerts.tsx';
import type { Schemas } from '../shared/api.ts';
import { parseDay, today } from '../shared/days.ts';
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
  readonly form: string;
  readonly duplicateOf: string | undefined;
}
const NO_REFUSAL: Refusal = { fields: {}, form: '', duplicateOf: undefined };
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

/** Messages by field, or one for the form when no field is named. */
function refusalOf(error: ApiProblem): Refusal {
  const fields: Partial<Record<FilingField, string>> = {};
  for (const { path, message } of [...error.body.errors].reverse()) if (isField(path)) fields[path] = message;
  if (error.code === 'DUPLICATE_RECEIPT') fields.receiptNo = error.message;
  return { fields, form: Object.keys(fields).length > 0 ? '' : error.message, duplicateOf: error.body.filingId };
}

/**
 * The form of a filing, with the checks by the service beside it. An error is shown when its field loses the focus or
 * on submission; an error from the service stays until the field changes. `send` throws the problem of the service.
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
  const [touched, setTouched] = useState<ReadonlySet<FilingField>>(new Set());
  const [refusal, setRefusal] = useState(NO_REFUSAL);
  const [submitted, setSubmitted] = useState(false);
  const [busy, setBusy] = useState(false);
  const element = useRef<HTMLFormElement>(null);
  const faults = faultsOf(form, today());
  const valid = Object.keys(faults).length === 0;
  const body = useMemo(() => (valid ? bodyOf(form, today()) : null), [valid, form]);
  const checked = useFilingCheck(body);
  const result = checked.result && {
    ...checked.result,
    errors: checked.result.errors.filter(
      ({ code }) => !(code === 'DUPLICATE_RECEIPT' && checked.result?.duplicateOf === ownId),
    ),
  };
  const serviceErrors = Object.fromEntries((result?.errors ?? []).map(({ path, message }) => [path, message]));
  const duplicateOf =
    refusal.duplicateOf ??
    (result?.errors.some(({ code }) => code === 'DUPLICATE_RECEIPT') ? (result.duplicateOf ?? undefined) : undefined);
  const errors = shownErrors(
    (field) => {
      const fault = faults[field];
      if (fault === undefined) return refusal.fields[field] ?? serviceErrors[field];
      return submitted || touched.has(field) ? t.faults[fault] : undefined;
    },
    duplicateOf === undefined ? null : <Link href={`/filings/${duplicateOf}`}>{t.duplicate}</Link>,
  );

  const edit = (part: Partial<FilingForm>): void => {
    setRefusal((before) => ({
      ...NO_REFUSAL,
      fields: Object.fromEntries(Object.entries(before.fields).filter(([field]) => !(field in part))),
    }));
    change(part);
  };
  const focusFirst = (fields: readonly string[]): void => {
    // After rendering: the first marked control in the form gets the focus.
    if (FIELDS.some((field) => fields.includes(field)))
      setTimeout(() => element.current?.querySelector<HTMLElement>('.wrong :is(input, button)')?.focus());
  };
  const showRefusal = (error: unknown): void => {
    if (error instanceof SessionEnded) return;
    if (error instanceof ConnectionLost) return setRefusal({ ...NO_REFUSAL, form: c.connectionLostSending });
    if (!(error instanceof ApiProblem)) throw error;
    const refusal = refusalOf(error);
    setRefusal(refusal);
    focusFirst(Object.keys(refusal.fields));
  };
  const submit = (event?: SubmitEvent): void => {
    event?.preventDefault();
    if (busy) return;
    setSubmitted(true);
    setRefusal(NO_REFUSAL);
    if (body === null) return focusFirst(Object.keys(faults));
    setBusy(true);
    send(body)
      .catch(showRefusal)
      .finally(() => setBusy(false));
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter') return;
    // Enter alone would submit an unfinished form; Ctrl+Enter submits.
    if (event.ctrlKey || event.metaKey) {
      // Otherwise a Select opens its list on Enter.
      event.stopPropagation();
      submit();
    } else if (event.target instanceof HTMLInputElement && event.target.type !== 'checkbox') event.preventDefault();
  };
  const errorCount = Object.keys(errors).length;
  const formError = refusal.form !== '' ? refusal.form : submitted && errorCount > 0 ? t.correctErrors(errorCount) : '';
  return (
    <form ref={element} className="filing-form" onSubmit={submit} onKeyDownCapture={onKey} noValidate>
      <div className="filing-fields">
        <FilingFields
          form={form}
          errors={errors}
          change={edit}
          onLeave={(field) => setTouched((before) => new Set([...before, field]))}
        />
      </div>
      <aside className="filing-aside" aria-label={t.asideName}>
        <QualificationsOnDay uscc={form.uscc} day={parseDay(form.disbursedOn, today())} listed={!form.byHand} />
        <CheckPanel checked={{ ...checked, result }} />
      </aside>
      <div className="filing-submit">
        <FormError>{formError}</FormError>
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
