import { useQueryClient } from '@tanstack/react-query';
import { Checkbox, Input } from 'antd';
import { useState, type SubmitEvent, type ReactNode } from 'react';
import { DayField } from '../records/day-field.tsx';
import { ProblemAlert } from '../records/problem-alert.tsx';
import { recordTexts } from '../records/texts.ts';
import { useSubmit } from '../records/use-submit.ts';
import { unwrap, api } from '../shared/api.ts';
import { Field } from '../shared/field.tsx';
import { FormButtons } from '../shared/form-buttons.tsx';
import { useTexts } from '../shared/language.ts';
import { notify } from '../shared/notice.tsx';
import { LimitFields } from './limit-fields.tsx';
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
  const b = useTexts(recordTexts);
  const queries = useQueryClient();
  const { busy, problem, fieldErrors, send } = useSubmit();
  const [submitted, setSubmitted] = useState(false);
  const [values, setValues] = useState<Form>(() => formOf(rule));
  const change = (more: Partial<Form>): void => setValues({ ...values, ...more });
  const exists = rule === null && known.some(({ code }) => code === values.code.trim());
  const missing = (name: 'code' | 'name' | 'validFrom'): string | undefined =>
    (name === 'code' && exists ? t.codeExists : undefined) ??
    fieldErrors[name] ??
    (submitted && values[name].trim() === '' ? b.required : undefined);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setSubmitted(true);
    const body = bodyOf(values);
    if (busy || exists || body === null) return;
    const params = {
      path: { code: values.code.trim() },
      ...(rule === null ? {} : { header: { 'If-Match': `"${rule.version}"` } }),
    };
    send(
      () =>
        unwrap(api.PUT('/api/v1/admin/programme-rules/{code}', { params, body })).finally(
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
          value={values[name]}
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
      error={name === 'validFrom' ? missing(name) : fieldErrors[name]}
      value={values[name]}
      onChange={(value) => change({ [name]: value })}
    />
  );
  return (
    <form className="stack" onSubmit={submit} noValidate>
      {text('code', t.ruleCode, rule === null ? t.ruleCodeHint : undefined, 32)}
      {text('name', t.ruleName, undefined, 200)}
      <Field label={t.regionPrefix} hint={t.regionPrefixHint} error={fieldErrors['regionPrefix']}>
        {(control) => (
          <Input
            {...control}
            inputMode="numeric"
            maxLength={6}
            value={values.regionPrefix}
            onChange={(event) => change({ regionPrefix: event.target.value.trim() })}
          />
        )}
      </Field>
      <div className="form-grid">
        {day('validFrom', t.validFrom, true)}
        {day('validTo', t.validTo, false)}
      </div>
      <Checkbox checked={values.reviewAll} onChange={(event) => change({ reviewAll: event.target.checked })}>
        {t.reviewAll}
        <br />
        <span className="secondary small">{t.reviewAllHint}</span>
      </Checkbox>
      <fieldset className="stack">
        <legend>{t.limits}</legend>
        {LIMITS.map((limit) => (
          <LimitFields
            key={limit.name}
            limit={limit}
            form={values.limits[limit.name]!}
            submitted={submitted}
            onChange={(form) => change({ limits: { ...values.limits, [limit.name]: form } })}
          />
        ))}
      </fieldset>
      <ProblemAlert problem={problem} fields={FIELDS} />
      <FormButtons busy={busy} onCancel={onClose} />
    </form>
  );
}
