import { useQueryClient } from '@tanstack/react-query';
import { Input, Radio } from 'antd';
import { useState, type SubmitEvent, type ReactNode } from 'react';
import { DayField, dayOf, oneLine } from '../bureau/day-field.tsx';
import { ProblemNote } from '../bureau/problem-note.tsx';
import { bureau } from '../bureau/texts.ts';
import { useSending } from '../bureau/use-sending.ts';
import { answer, api } from '../shared/api.ts';
import { Choice } from '../shared/choice.tsx';
import { Dialog } from '../shared/dialog.tsx';
import { Field } from '../shared/field.tsx';
import { FormButtons } from '../shared/form-buttons.tsx';
import { useTexts } from '../shared/language.ts';
import { notify } from '../shared/notice.tsx';
import { ApiProblem } from '../shared/problem.ts';
import { qualificationTexts } from '../shared/qualification-texts.ts';
import { common } from '../shared/texts.ts';
import type { FirmQualification } from './firm-glance.tsx';
import { auditorTexts } from './texts.ts';

type Kind = 'high_tech' | 'tech_sme';
export type Asked =
  { readonly what: 'add' } | { readonly what: 'change' | 'revoke'; readonly qualification: FirmQualification };

const PATH = '/api/v1/firms/{uscc}/qualifications/{kind}/{certificateNo}';
const FIELDS = ['validFrom', 'validTo', 'reason', 'revokedOn', 'certificateNo'];

/** Adding a qualification, changing its period, revoking it. */
export function QualificationDialog({
  uscc,
  asked,
  onClose,
}: {
  uscc: string;
  asked: Asked | null;
  onClose: () => void;
}): ReactNode {
  const t = useTexts(auditorTexts);
  const q = useTexts(qualificationTexts);
  const title =
    asked?.what === 'revoke'
      ? q.revoke(asked.qualification.kind)
      : asked?.what === 'change'
        ? t.changeTitle
        : t.addTitle;
  return (
    <Dialog open={asked !== null} title={title} onClose={onClose}>
      {asked?.what === 'revoke' ? (
        <RevokeForm uscc={uscc} qualification={asked.qualification} onClose={onClose} />
      ) : (
        <PeriodForm
          uscc={uscc}
          qualification={asked?.what === 'change' ? asked.qualification : null}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}

function useDone(onClose: () => void): (text: string) => void {
  const queries = useQueryClient();
  return (text) => {
    for (const key of ['firm', 'filings', 'filing', 'totals']) void queries.invalidateQueries({ queryKey: [key] });
    onClose();
    notify(text);
  };
}

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
  const b = useTexts(bureau);
  const c = useTexts(common);
  const done = useDone(onClose);
  const { busy, problem, at, send } = useSending();
  const [tried, setTried] = useState(false);
  const [given, setGiven] = useState({
    kind: (qualification?.kind ?? 'high_tech') as Kind,
    certificateNo: qualification?.certificateNo ?? '',
    validFrom: qualification?.validFrom ?? '',
    validTo: qualification?.validTo ?? '',
    reason: '',
  });
  const missing = (name: keyof typeof given): string | undefined =>
    at[name] ?? (tried && given[name].trim() === '' ? b.needed : undefined);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setTried(true);
    const { kind, certificateNo, validFrom, validTo, reason } = given;
    if (busy || [certificateNo, validFrom, validTo, reason].some((text) => text.trim() === '')) return;
    const header = qualification === null ? {} : { header: { 'If-Match': `"${qualification.version}"` } };
    send(
      () =>
        answer(
          api.PUT(PATH, {
            params: { path: { uscc, kind, certificateNo: certificateNo.trim() }, ...header },
            body: { validFrom: dayOf(validFrom), validTo: dayOf(validTo), reason: oneLine(reason) },
          }),
        ),
      () => done(t.qualificationSaved),
    );
  };
  const exists = qualification === null && problem instanceof ApiProblem && problem.code === 'PRECONDITION_REQUIRED';
  const day = (name: 'validFrom' | 'validTo', hint?: string): ReactNode => (
    <DayField
      label={t[name]}
      required
      hint={hint}
      error={missing(name)}
      value={given[name]}
      onChange={(value) => setGiven({ ...given, [name]: value })}
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
              value={given.kind}
              options={Object.entries(c.kinds)}
              onChange={(kind) => setGiven({ ...given, kind: kind as Kind })}
            />
          )}
        </Field>
        <Field
          label={given.kind === 'tech_sme' ? t.techSmeNo : t.certificateNo}
          required
          error={missing('certificateNo')}
        >
          {(control) => (
            <Input
              {...control}
              readOnly={qualification !== null}
              maxLength={64}
              autoComplete="off"
              spellCheck={false}
              value={given.certificateNo}
              onChange={(event) => setGiven({ ...given, certificateNo: event.target.value })}
            />
          )}
        </Field>
        {day('validFrom')}
        {day('validTo', t.validToHint)}
        <div className="whole">
          <Field label={b.reason} required hint={b.reasonForTrail} error={missing('reason')}>
            {(control) => (
              <Input.TextArea
                {...control}
                maxLength={1000}
                value={given.reason}
                onChange={(event) => setGiven({ ...given, reason: event.target.value })}
              />
            )}
          </Field>
        </div>
      </div>
      <ProblemNote problem={problem} fields={FIELDS} />
      {exists && <p>{t.existsHint}</p>}
      <FormButtons busy={busy} onCancel={onClose} />
    </form>
  );
}

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
  const b = useTexts(bureau);
  const q = useTexts(qualificationTexts);
  const done = useDone(onClose);
  const { busy, problem, at, send } = useSending();
  const [tried, setTried] = useState(false);
  const [how, setHow] = useState<'whole' | 'from'>('from');
  const [revokedOn, setRevokedOn] = useState('');
  const [reason, setReason] = useState('');
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setTried(true);
    if (busy || reason.trim() === '' || (how === 'from' && revokedOn === '')) return;
    const { kind, certificateNo, version } = qualification;
    const params = { path: { uscc, kind: kind as Kind, certificateNo }, header: { 'If-Match': `"${version}"` } };
    send(
      () =>
        answer(
          api.POST(`${PATH}/revoke`, {
            params,
            body: { reason: oneLine(reason), ...(how === 'from' ? { revokedOn: dayOf(revokedOn) } : {}) },
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
        value={how}
        onChange={(event) => setHow(event.target.value as typeof how)}
        options={[
          { value: 'from', label: t.revokeFrom },
          { value: 'whole', label: t.revokeWhole },
        ]}
      />
      {how === 'from' && (
        <DayField
          label={t.revokedOn}
          required
          error={at['revokedOn'] ?? (tried && revokedOn === '' ? b.needed : undefined)}
          value={revokedOn}
          onChange={setRevokedOn}
        />
      )}
      <Field
        label={b.reason}
        required
        hint={b.reasonForTrail}
        error={at['reason'] ?? (tried && reason.trim() === '' ? b.reasonNeeded : undefined)}
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
      <ProblemNote problem={problem} fields={FIELDS} />
      <FormButtons text={q.revoke(qualification.kind)} danger busy={busy} onCancel={onClose} />
    </form>
  );
}
