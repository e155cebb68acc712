/**
 * Adds, changes or revokes a qualification. The kinds come from the service; a form begins with high_tech, the most
 * frequent one.
 */
import { Input, Radio } from 'antd';
import { useState, type SubmitEvent, type ReactNode } from 'react';
import { DayField, dayValue, singleLine } from '../records/day-field.tsx';
import { ProblemAlert } from '../records/problem-alert.tsx';
import { recordTexts } from '../records/texts.ts';
import { useSubmit } from '../records/use-submit.ts';
import { unwrap, api } from '../shared/api.ts';
import { Choice } from '../shared/choice.tsx';
import { Dialog } from '../shared/dialog.tsx';
import { Field } from '../shared/field.tsx';
import { FormButtons } from '../shared/form-buttons.tsx';
import { useTexts } from '../shared/language.ts';
import { ApiProblem } from '../shared/problem.ts';
import { qualificationTexts } from '../shared/qualification-texts.ts';
import { useKinds } from '../shared/kinds.tsx';
import type { FirmQualification } from './firm-summary.tsx';
import { auditorTexts } from './texts.ts';
import { useFinish } from './use-finish.ts';

export type QualificationAction =
  { readonly what: 'add' } | { readonly what: 'change' | 'revoke'; readonly qualification: FirmQualification };

const PATH = '/api/v1/firms/{uscc}/qualifications/{kind}/{certificateNo}';
/** Fields whose errors are shown beside their inputs. */
const INPUT_FIELDS = ['validFrom', 'validTo', 'reason', 'revokedOn', 'certificateNo'];

/** Adds or revokes a qualification, or changes its period. */
export function QualificationDialog({
  uscc,
  action,
  onClose,
}: {
  uscc: string;
  action: QualificationAction | null;
  onClose: () => void;
}): ReactNode {
  const t = useTexts(auditorTexts);
  const q = useTexts(qualificationTexts);
  const title =
    action?.what === 'revoke'
      ? q.revoke(action.qualification.kind)
      : action?.what === 'change'
        ? t.changeTitle
        : t.addTitle;
  return (
    <Dialog open={action !== null} title={title} onClose={onClose}>
      {action?.what === 'revoke' ? (
        <RevokeForm uscc={uscc} qualification={action.qualification} onClose={onClose} />
      ) : (
        <PeriodForm
          uscc={uscc}
          qualification={action?.what === 'change' ? action.qualification : null}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}

/** Adds a qualification (`qualification` null), or changes the period of an existing one. */
function PeriodForm({
  uscc,
  qualification,
  onClose,
}: {
  uscc: string;
  qualification: FirmQualification | null;
  onClose: () => void;
}): ReactNode {
  const t = useTexts(auditorTexts);
  const b = useTexts(recordTexts);
  const kinds = useKinds();
  const done = useFinish(onClose);
  const { busy, problem, fieldErrors, send } = useSubmit();
  const [submitted, setSubmitted] = useState(false);
  const [values, setValues] = useState({
    kind: qualification?.kind ?? 'high_tech',
    certificateNo: qualification?.certificateNo ?? '',
    validFrom: qualification?.validFrom ?? '',
    validTo: qualification?.validTo ?? '',
    reason: '',
  });
  const errorOf = (name: keyof typeof values): string | undefined =>
    fieldErrors[name] ?? (submitted && values[name].trim() === '' ? b.required : undefined);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setSubmitted(true);
    const { kind, certificateNo, validFrom, validTo, reason } = values;
    if (busy || [certificateNo, validFrom, validTo, reason].some((text) => text.trim() === '')) return;
    const header = qualification === null ? {} : { header: { 'If-Match': `"${qualification.version}"` } };
    send(
      () =>
        unwrap(
          api.PUT(PATH, {
            params: { path: { uscc, kind, certificateNo: certificateNo.trim() }, ...header },
            body: { validFrom: dayValue(validFrom), validTo: dayValue(validTo), reason: singleLine(reason) },
          }),
        ),
      () => done(t.qualificationSaved),
    );
  };
  // The service asks for If-Match: a qualification with this number exists already.
  const exists = qualification === null && problem instanceof ApiProblem && problem.code === 'PRECONDITION_REQUIRED';
  const dayField = (name: 'validFrom' | 'validTo', hint?: string): ReactNode => (
    <DayField
      label={t[name]}
      required
      hint={hint}
      error={errorOf(name)}
      value={values[name]}
      onChange={(value) => setValues({ ...values, [name]: value })}
    />
  );
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <div className="form-grid">
        <Field label={t.kind}>
          {(control) => (
            <Choice<string>
              control={control}
              disabled={qualification !== null}
              value={values.kind}
              options={kinds.map(({ code, name }) => [code, name] as const)}
              onChange={(kind) => setValues({ ...values, kind })}
            />
          )}
        </Field>
        <Field
          label={kinds.find(({ code }) => code === values.kind)?.numberTitle ?? t.certificateNo}
          required
          error={errorOf('certificateNo')}
        >
          {(control) => (
            <Input
              {...control}
              readOnly={qualification !== null}
              maxLength={64}
              autoComplete="off"
              spellCheck={false}
              value={values.certificateNo}
              onChange={(event) => setValues({ ...values, certificateNo: event.target.value })}
            />
          )}
        </Field>
        {dayField('validFrom')}
        {dayField('validTo', t.validToHint)}
        <div className="whole">
          <Field label={b.reason} required hint={b.reasonForTrail} error={errorOf('reason')}>
            {(control) => (
              <Input.TextArea
                {...control}
                maxLength={1000}
                value={values.reason}
                onChange={(event) => setValues({ ...values, reason: event.target.value })}
              />
            )}
          </Field>
        </div>
      </div>
      <ProblemAlert problem={problem} fields={INPUT_FIELDS} />
      {exists && <p>{t.existsHint}</p>}
      <FormButtons busy={busy} onCancel={onClose} />
    </form>
  );
}

/** Revokes a qualification, from a day on or for its whole period. */
function RevokeForm({
  uscc,
  qualification,
  onClose,
}: {
  uscc: string;
  qualification: FirmQualification;
  onClose: () => void;
}): ReactNode {
  const t = useTexts(auditorTexts);
  const b = useTexts(recordTexts);
  const q = useTexts(qualificationTexts);
  const done = useFinish(onClose);
  const { busy, problem, fieldErrors, send } = useSubmit();
  const [submitted, setSubmitted] = useState(false);
  const [scope, setScope] = useState<'whole' | 'from'>('from');
  const [revokedOn, setRevokedOn] = useState('');
  const [reason, setReason] = useState('');
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setSubmitted(true);
    if (busy || reason.trim() === '' || (scope === 'from' && revokedOn === '')) return;
    const { kind, certificateNo, version } = qualification;
    const params = { path: { uscc, kind, certificateNo }, header: { 'If-Match': `"${version}"` } };
    send(
      () =>
        unwrap(
          api.POST(`${PATH}/revoke`, {
            params,
            body: { reason: singleLine(reason), ...(scope === 'from' ? { revokedOn: dayValue(revokedOn) } : {}) },
          }),
        ),
      () => done(t.qualificationRevoked(q.revoked(kind))),
    );
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <p>{t.revokeText(q.revoke(qualification.kind), qualification.certificateNo)}</p>
      <Radio.Group
        vertical
        name="how"
        aria-label={q.revoke(qualification.kind)}
        value={scope}
        onChange={(event) => setScope(event.target.value as typeof scope)}
        options={[
          { value: 'from', label: t.revokeFrom },
          { value: 'whole', label: t.revokeWhole },
        ]}
      />
      {scope === 'from' && (
        <DayField
          label={t.revokedOn}
          required
          error={fieldErrors['revokedOn'] ?? (submitted && revokedOn === '' ? b.required : undefined)}
          value={revokedOn}
          onChange={setRevokedOn}
        />
      )}
      <Field
        label={b.reason}
        required
        hint={b.reasonForTrail}
        error={fieldErrors['reason'] ?? (submitted && reason.trim() === '' ? b.reasonNeeded : undefined)}
      >
        {(control) => (
          <Input.TextArea
            {...control}
            maxLength={1000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <ProblemAlert problem={problem} fields={INPUT_FIELDS} />
      <FormButtons text={q.confirmRevoke(qualification.kind)} danger busy={busy} onCancel={onClose} />
    </form>
  );
}
