import { useQueryClient } from '@tanstack/react-query';
import { Checkbox, Input } from 'antd';
import { useState, type SubmitEvent, type ReactNode } from 'react';
import { DayField } from '../bureau/day-field.tsx';
import { ProblemNote } from '../bureau/problem-note.tsx';
import { bureau } from '../bureau/texts.ts';
import { useSending } from '../bureau/use-sending.ts';
import { answer, api } from '../shared/api.ts';
import { Field } from '../shared/field.tsx';
import { FormButtons } from '../shared/form-buttons.tsx';
import { useTexts } from '../shared/language.ts';
import { notify } from '../shared/notice.tsx';
import { LimitInputs } from './limit-inputs.tsx';
import { bodyOf, formOf, LIMITS, type Rule, type RuleForm as Form } from './rule-values.ts';
import { adminTexts } from './texts.ts';

const FIELDS = ['code', 'name', 'regionPrefix', 'validFrom', 'validTo'];

export function RuleForm({
  rule,
  known,
  onClose,
}: {
  rule: Rule | null;
  known: readonly Rule[];
  onClose: () => void;
}): ReactNode {
  const t = useTexts(adminTexts);
  const b = useTexts(bureau);
  const queries = useQueryClient();
  const { busy, problem, at, send } = useSending();
  const [tried, setTried] = useState(false);
  const [given, setGiven] = useState<Form>(() => formOf(rule));
  const change = (more: Partial<Form>): void => setGiven({ ...given, ...more });
  const taken = rule === null && known.some(({ code }) => code === given.code.trim());
  const missing = (name: 'code' | 'name' | 'validFrom'): string | undefined =>
    (name === 'code' && taken ? t.codeTaken : undefined) ??
    at[name] ??
    (tried && given[name].trim() === '' ? b.needed : undefined);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setTried(true);
    const body = bodyOf(given);
    if (busy || taken || body === null) return;
    const params = {
      path: { code: given.code.trim() },
      ...(rule === null ? {} : { header: { 'If-Match': `"${rule.version}"` } }),
    };
    send(
      () =>
        answer(api.PUT('/api/v1/admin/programme-rules/{code}', { params, body })).finally(
          () => void queries.invalidateQueries({ queryKey: ['admin', 'rules'] }),
        ),
      () => {
        onClose();
        notify(b.saved);
      },
    );
  };
  const text = (name: 'code' | 'name', label: string, hint: string | undefined, maxLength: number): ReactNode => (
    <Field label={label} required hint={hint} error={missing(name)}>
      {(control) => (
        <Input
          {...control}
          autoFocus={name === (rule === null ? 'code' : 'name')}
          readOnly={name === 'code' && rule !== null}
          maxLength={maxLength}
          autoComplete="off"
          spellCheck={false}
          value={given[name]}
          onChange={(event) => change({ [name]: event.target.value })}
        />
      )}
    </Field>
  );
  const day = (name: 'validFrom' | 'validTo', label: string, required: boolean): ReactNode => (
    <DayField
      label={label}
      required={required}
      hint={required ? undefined : t.datesHint}
      error={name === 'validFrom' ? missing(name) : at[name]}
      value={given[name]}
      onChange={(value) => change({ [name]: value })}
    />
  );
  return (
    <form className="stack" onSubmit={submit} noValidate>
      {text('code', t.ruleCode, rule === null ? t.ruleCodeHint : undefined, 32)}
      {text('name', t.ruleName, undefined, 200)}
      <Field label={t.regionPrefix} hint={t.regionPrefixHint} error={at['regionPrefix']}>
        {(control) => (
          <Input
            {...control}
            inputMode="numeric"
            maxLength={6}
            value={given.regionPrefix}
            onChange={(event) => change({ regionPrefix: event.target.value.trim() })}
          />
        )}
      </Field>
      <div className="form-grid">
        {day('validFrom', t.validFrom, true)}
        {day('validTo', t.validTo, false)}
      </div>
      <Checkbox checked={given.reviewAll} onChange={(event) => change({ reviewAll: event.target.checked })}>
        {t.reviewAll}
        <br />
        <span className="soft small">{t.reviewAllHint}</span>
      </Checkbox>
      <fieldset className="stack">
        <legend>{t.limits}</legend>
        {LIMITS.map((limit) => (
          <LimitInputs
            key={limit.name}
            limit={limit}
            form={given.limits[limit.name]!}
            tried={tried}
            onChange={(form) => change({ limits: { ...given.limits, [limit.name]: form } })}
          />
        ))}
      </fieldset>
      <ProblemNote problem={problem} fields={FIELDS} />
      <FormButtons busy={busy} onCancel={onClose} />
    </form>
  );
}
