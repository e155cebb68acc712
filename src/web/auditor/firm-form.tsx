import { useQueryClient } from '@tanstack/react-query';
import { Input } from 'antd';
import { useState, type SubmitEvent, type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { oneLine } from '../bureau/day-field.tsx';
import { useRegions } from '../bureau/places.ts';
import { ProblemNote } from '../bureau/problem-note.tsx';
import { bureau } from '../bureau/texts.ts';
import { useSending } from '../bureau/use-sending.ts';
import { Complaint } from '../shared/alerts.tsx';
import { answer, api, type Schemas } from '../shared/api.ts';
import { today } from '../shared/days.ts';
import { Choice } from '../shared/choice.tsx';
import { Dialog } from '../shared/dialog.tsx';
import { Field } from '../shared/field.tsx';
import { FormButtons } from '../shared/form-buttons.tsx';
import { useTexts } from '../shared/language.ts';
import { notify } from '../shared/notice.tsx';
import { ApiProblem } from '../shared/problem.ts';
import { auditorTexts } from './texts.ts';

export interface KnownFirm {
  readonly firm: Schemas['Firm'];
  readonly etag: string;
}
const FIELDS = ['uscc', 'name', 'regionCode', 'industryCode', 'reason'];

/** Registers a firm, or renames and moves one. */
export function FirmDialog({
  open,
  firm,
  onClose,
}: {
  open: boolean;
  firm: KnownFirm | null;
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

function FirmForm({ known, onClose }: { known: KnownFirm | null; onClose: () => void }): ReactNode {
  const t = useTexts(auditorTexts);
  const b = useTexts(bureau);
  const queries = useQueryClient();
  const [, go] = useLocation();
  const regions = useRegions();
  const { busy, problem, at, send } = useSending();
  const [asked, setAsked] = useState(false);
  const [given, setGiven] = useState({
    uscc: '',
    name: known?.firm.name ?? '',
    regionCode: known?.firm.region?.code ?? '',
    industryCode: known?.firm.industryCode ?? '',
    reason: '',
  });
  const uscc = known?.firm.uscc ?? given.uscc.normalize('NFKC').replaceAll(/[\s-]/g, '').toUpperCase();
  const missing = (name: keyof typeof given): string | undefined =>
    at[name] ?? (asked && given[name].trim() === '' ? b.needed : undefined);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (busy || uscc === '' || [given.name, given.regionCode, given.reason].some((text) => text.trim() === '')) return;
    const body = {
      name: given.name,
      regionCode: given.regionCode,
      industryCode: given.industryCode.trim() === '' ? null : given.industryCode.trim().toUpperCase(),
      reason: oneLine(given.reason),
    };
    send(
      () =>
        answer(
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
  const there =
    known === null &&
    problem instanceof ApiProblem &&
    (problem.code === 'PRECONDITION_REQUIRED' || problem.code === 'STALE_VERSION');
  const input = (
    name: keyof typeof given,
    label: string,
    more: { required?: boolean; hint?: string; maxLength: number },
  ): ReactNode => (
    <Field
      label={label}
      required={more.required ?? false}
      hint={more.hint}
      error={more.required ? missing(name) : at[name]}
    >
      {(control) => (
        <Input
          {...control}
          maxLength={more.maxLength}
          autoComplete="off"
          spellCheck={false}
          value={given[name]}
          onChange={(event) => setGiven({ ...given, [name]: event.target.value })}
        />
      )}
    </Field>
  );
  // A region that has ended is offered to a firm that is in it.
  const offered = (regions.data ?? []).filter(
    ({ code, validTo }) => validTo === null || validTo >= today() || code === given.regionCode,
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
            value={given.regionCode}
            options={offered.map(({ code, name }) => [code, name])}
            onChange={(regionCode) => setGiven({ ...given, regionCode })}
          />
        )}
      </Field>
      {input('industryCode', t.industry, { hint: t.industryHint, maxLength: 5 })}
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
      {there ? (
        <Complaint>
          {t.alreadyThere}{' '}
          <Link href={`/firms/${uscc}`} onClick={onClose}>
            {t.openFirm}
          </Link>
        </Complaint>
      ) : (
        <ProblemNote problem={problem} fields={FIELDS} />
      )}
      <FormButtons text={known === null ? t.register : undefined} busy={busy} onCancel={onClose} />
    </form>
  );
}
