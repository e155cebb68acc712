/** Registers a firm, or changes its name or region. */
import { useQueryClient } from '@tanstack/react-query';
import { Input } from 'antd';
import { useState, type SubmitEvent, type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { singleLine } from '../records/day-field.tsx';
import { useRegions } from '../records/use-places.ts';
import { ProblemAlert } from '../records/problem-alert.tsx';
import { recordTexts } from '../records/texts.ts';
import { useSubmit } from '../records/use-submit.ts';
import { FormError } from '../shared/form-alerts.tsx';
import { unwrap, api, type Schemas } from '../shared/api.ts';
import { today } from '../shared/days.ts';
import { Choice } from '../shared/choice.tsx';
import { Dialog } from '../shared/dialog.tsx';
import { Field } from '../shared/field.tsx';
import { FormButtons } from '../shared/form-buttons.tsx';
import { useTexts } from '../shared/language.ts';
import { notify } from '../shared/notice.tsx';
import { ApiProblem } from '../shared/problem.ts';
import { auditorTexts } from './texts.ts';

export interface VersionedFirm {
  readonly firm: Schemas['Firm'];
  readonly etag: string;
}
const FIELDS = ['uscc', 'name', 'regionCode', 'industryCode', 'reason'];

/** Registers a firm (`firm` null), or changes its name or region. */
export function FirmDialog({
  open,
  firm,
  onClose,
}: {
  open: boolean;
  firm: VersionedFirm | null;
  onClose: () => void;
}): ReactNode {
  const t = useTexts(auditorTexts);
  return (
    <Dialog open={open} title={firm === null ? t.register : t.rename} onClose={onClose}>
      {firm === null && <p>{t.registerText}</p>}
      <FirmForm known={firm} onClose={onClose} />
    </Dialog>
  );
}

function FirmForm({ known, onClose }: { known: VersionedFirm | null; onClose: () => void }): ReactNode {
  const t = useTexts(auditorTexts);
  const b = useTexts(recordTexts);
  const queries = useQueryClient();
  const [, go] = useLocation();
  const regions = useRegions();
  const { busy, problem, fieldErrors, send } = useSubmit();
  const [submitted, setSubmitted] = useState(false);
  const [values, setValues] = useState({
    uscc: '',
    name: known?.firm.name ?? '',
    regionCode: known?.firm.region?.code ?? '',
    industryCode: known?.firm.industryCode ?? '',
    reason: '',
  });
  const uscc = known?.firm.uscc ?? values.uscc.normalize('NFKC').replaceAll(/[\s-]/g, '').toUpperCase();
  const missing = (name: keyof typeof values): string | undefined =>
    fieldErrors[name] ?? (submitted && values[name].trim() === '' ? b.required : undefined);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setSubmitted(true);
    if (busy || uscc === '' || [values.name, values.regionCode, values.reason].some((text) => text.trim() === ''))
      return;
    const body = {
      name: values.name,
      regionCode: values.regionCode,
      industryCode: values.industryCode.trim() === '' ? null : values.industryCode.trim().toUpperCase(),
      reason: singleLine(values.reason),
    };
    send(
      () =>
        unwrap(
          api.PUT('/api/v1/firms/{uscc}', {
            params: { path: { uscc }, ...(known === null ? {} : { header: { 'If-Match': known.etag } }) },
            body,
          }),
        ),
      (firm) => {
        for (const key of ['firm', 'firms', 'filings', 'filing']) void queries.invalidateQueries({ queryKey: [key] });
        onClose();
        notify(known === null ? t.registered(firm.name) : t.firmChanged);
        if (known === null) go(`/firms/${firm.uscc}`);
      },
    );
  };
  const alreadyRegistered =
    known === null &&
    problem instanceof ApiProblem &&
    (problem.code === 'PRECONDITION_REQUIRED' || problem.code === 'STALE_VERSION');
  const input = (
    name: keyof typeof values,
    label: string,
    more: { required?: boolean; hint?: string; maxLength: number },
  ): ReactNode => (
    <Field
      label={label}
      required={more.required ?? false}
      hint={more.hint}
      error={more.required ? missing(name) : fieldErrors[name]}
    >
      {(control) => (
        <Input
          {...control}
          maxLength={more.maxLength}
          autoComplete="off"
          spellCheck={false}
          value={values[name]}
          onChange={(event) => setValues({ ...values, [name]: event.target.value })}
        />
      )}
    </Field>
  );
  // A region that has ended stays available for a firm that is in it.
  const offered = (regions.data ?? []).filter(
    ({ code, validTo }) => validTo === null || validTo >= today() || code === values.regionCode,
  );
  return (
    <form className="stack" onSubmit={submit} noValidate>
      {known === null && input('uscc', t.uscc, { required: true, maxLength: 40 })}
      {input('name', t.firmName, { required: true, maxLength: 200 })}
      <Field label={t.region} required error={missing('regionCode')}>
        {(control) => (
          <Choice
            control={control}
            disabled={regions.isPending}
            value={values.regionCode}
            options={offered.map(({ code, name }) => [code, name])}
            onChange={(regionCode) => setValues({ ...values, regionCode })}
          />
        )}
      </Field>
      {input('industryCode', t.industry, { hint: t.industryHint, maxLength: 5 })}
      <Field label={b.reason} required hint={b.reasonForTrail} error={missing('reason')}>
        {(control) => (
          <Input.TextArea
            {...control}
            maxLength={1000}
            value={values.reason}
            onChange={(event) => setValues({ ...values, reason: event.target.value })}
          />
        )}
      </Field>
      {alreadyRegistered ? (
        <FormError>
          {t.alreadyThere}{' '}
          <Link href={`/firms/${uscc}`} onClick={onClose}>
            {t.openFirm}
          </Link>
        </FormError>
      ) : (
        <ProblemAlert problem={problem} fields={FIELDS} />
      )}
      <FormButtons text={known === null ? t.register : undefined} busy={busy} onCancel={onClose} />
    </form>
  );
}
