/** Proposes an amendment of an accepted filing, for officers and auditors. What is changed is compared beside the form. */
import '../officer/officer.css';
import './amendments.css';
import { Button, Input } from 'antd';
import { useRef, useState, type ReactNode, type SubmitEvent } from 'react';
import { useLocation } from 'wouter';
import { FilingFields } from '../officer/filing-fields.tsx';
import { FilingFormPage } from '../officer/filing-form-page.tsx';
import {
  bodyOf,
  changesOf,
  faultsOf,
  FIELDS,
  formOf,
  type FilingField,
  type FilingForm,
} from '../officer/filing-form.ts';
import { texts as fieldTexts } from '../officer/texts.ts';
import { singleLine } from '../records/day-field.tsx';
import { api, unwrapVersioned, type Versioned } from '../shared/api.ts';
import { today } from '../shared/days.ts';
import { useDraft } from '../shared/drafts.ts';
import { Field } from '../shared/field.tsx';
import type { Filing } from '../shared/filing-details.tsx';
import { FormError, Note } from '../shared/form-alerts.tsx';
import { useTexts } from '../shared/language.ts';
import { LinkButton } from '../shared/link-button.tsx';
import { notify } from '../shared/notice.tsx';
import { ApiProblem, ConnectionLost, SessionEnded } from '../shared/problem.ts';
import { Section } from '../shared/section.tsx';
import { common } from '../shared/texts.ts';
import { isAmendable } from './amendment-section.tsx';
import { Comparison, type ChangedField } from './comparison.tsx';
import { amendmentTexts } from './texts.ts';
import { reloadFiling } from './use-amendments.ts';

export default function AmendPage(): ReactNode {
  const t = useTexts(amendmentTexts);
  return (
    <FilingFormPage
      name="amend"
      texts={{
        title: t.formTitle,
        lead: t.formLead,
        notAllowed: t.notAmendable,
        notAllowedText: t.notAmendableText,
      }}
      isAllowed={isAmendable}
    >
      {(read) => <AmendForm read={read} />}
    </FilingFormPage>
  );
}

interface Refusal {
  readonly fields: Readonly<Record<string, string>>;
  readonly form: string;
}
const NO_REFUSAL: Refusal = { fields: {}, form: '' };
const CHANGES = 'changes.';

/** Messages by field, or one for the form. Fields are members of `changes`. */
function refusalOf(error: ApiProblem): Refusal {
  const fields = Object.fromEntries(
    [...error.body.errors]
      .reverse()
      .map(({ path, message }) => [path.startsWith(CHANGES) ? path.slice(CHANGES.length) : path, message]),
  );
  if (error.code === 'DUPLICATE_RECEIPT') fields['receiptNo'] = error.message;
  const shown = Object.keys(fields).some(
    (field) => field === 'reason' || (FIELDS as readonly string[]).includes(field),
  );
  return { fields, form: shown ? '' : (fields['changes'] ?? error.message) };
}

function AmendForm({ read }: { read: Versioned<Filing> }): ReactNode {
  const t = useTexts(amendmentTexts);
  const f = useTexts(fieldTexts);
  const c = useTexts(common);
  const [, go] = useLocation();
  const { id } = read.data;
  const draft = useDraft(`amend.${id}`, () => ({ form: formOf(read.data), reason: '' }));
  const { form, reason } = draft.value;
  const [base, setBase] = useState({ read, stale: false });
  const [touched, setTouched] = useState<ReadonlySet<FilingField>>(new Set());
  const [submitted, setSubmitted] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState(NO_REFUSAL);
  const element = useRef<HTMLFormElement>(null);
  const faults = faultsOf(form, today());
  const changes = Object.keys(faults).length > 0 ? [] : changesBetween(base.read.data, form);
  const errors: Partial<Record<FilingField, ReactNode>> = {};
  for (const field of FIELDS) {
    const fault = faults[field];
    const message =
      fault === undefined ? refusal.fields[field] : submitted || touched.has(field) ? f.faults[fault] : undefined;
    if (message !== undefined) errors[field] = message;
  }
  const sentReason = singleLine(reason);
  const reasonError = refusal.fields['reason'] ?? (submitted && sentReason === '' ? f.faults.required : undefined);
  const focusFirst = (): void =>
    void setTimeout(() => element.current?.querySelector<HTMLElement>('.wrong :is(input, textarea, button)')?.focus());
  const refuse = async (error: unknown): Promise<void> => {
    if (error instanceof SessionEnded) return;
    if (error instanceof ConnectionLost) return setRefusal({ ...NO_REFUSAL, form: c.connectionLostSending });
    if (!(error instanceof ApiProblem)) throw error;
    if (error.code === 'STALE_VERSION') {
      const latest = await unwrapVersioned(api.GET('/api/v1/filings/{id}', { params: { path: { id } } }));
      setBase({ read: latest, stale: true });
      document.documentElement.scrollTo({ top: 0 });
    } else {
      setRefusal(refusalOf(error));
      focusFirst();
    }
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (busy) return;
    setSubmitted(true);
    setRefusal(NO_REFUSAL);
    if (Object.keys(faults).length > 0 || sentReason === '') return focusFirst();
    if (changes.length === 0) return setRefusal({ ...NO_REFUSAL, form: t.nothingChanged });
    setBusy(true);
    const body = { changes: Object.fromEntries(changes.map(({ field, after }) => [field, after])), reason: sentReason };
    unwrapVersioned(
      api.POST('/api/v1/filings/{id}/amendments', {
        params: { path: { id }, header: { 'If-Match': base.read.etag } },
        body,
      }),
    )
      .then(() => {
        draft.clear();
        void reloadFiling(id);
        notify(t.sent);
        go(`/filings/${id}`);
      }, refuse)
      .finally(() => setBusy(false));
  };
  return (
    <>
      {draft.found && !base.stale && <Note role="status">{f.draftFound}</Note>}
      {base.stale && (
        <Note type="warning" role="status">
          {t.stale}
        </Note>
      )}
      <form ref={element} className="filing-form" onSubmit={submit} noValidate>
        <div className="filing-fields">
          <FilingFields
            form={form}
            errors={errors}
            fixedFirm={t.fixedFirm}
            change={(part) => {
              setRefusal(NO_REFUSAL);
              draft.set((before) => ({ ...before, form: { ...before.form, ...part } }));
            }}
            onLeave={(field) => setTouched((before) => new Set([...before, field]))}
          />
        </div>
        <aside className="filing-aside amend-aside" aria-label={t.title}>
          <Section title={`${t.before} / ${t.after}`} className="checks">
            {changes.length === 0 ? <p className="secondary">{t.nothingYet}</p> : <Comparison changes={changes} />}
          </Section>
        </aside>
        <div className="filing-submit">
          <Field label={t.reason} required hint={t.reasonHint} error={reasonError}>
            {(control) => (
              <Input.TextArea
                {...control}
                name="reason"
                maxLength={1200}
                value={reason}
                onChange={(event) => draft.set((before) => ({ ...before, reason: event.target.value }))}
              />
            )}
          </Field>
          <FormError>{refusal.form}</FormError>
          <div className="buttons">
            <Button type="primary" htmlType="submit" aria-disabled={busy}>
              {busy ? t.submitting : t.submit}
            </Button>
            <LinkButton href={`/filings/${id}`} onClick={draft.clear}>
              {c.cancel}
            </LinkButton>
          </div>
        </div>
      </form>
    </>
  );
}

/** The fields of a well-formed form that differ from the filing. */
function changesBetween(filing: Filing, form: FilingForm): readonly ChangedField[] {
  const present = bodyOf(formOf(filing), today());
  const changes = changesOf(present, bodyOf(form, today()));
  return Object.entries(changes).map(([field, after]) => ({
    field,
    before: present[field as keyof typeof present],
    after,
  }));
}
