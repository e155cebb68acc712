import { useQueryClient } from '@tanstack/react-query';
import { Checkbox, Input } from 'antd';
import { useState, type SubmitEvent, type ReactNode } from 'react';
import { DayField } from '../records/day-field.tsx';
import { ProblemAlert } from '../records/problem-alert.tsx';
import { recordTexts } from '../records/texts.ts';
import { useSubmit } from '../records/use-submit.ts';
import { unwrap, api } from '../shared/api.ts';
import { Choice } from '../shared/choice.tsx';
import { Field } from '../shared/field.tsx';
import { FormButtons } from '../shared/form-buttons.tsx';
import { useTexts } from '../shared/language.ts';
import { amountOf, formatWan, parseAmount } from '../shared/money.ts';
import { notify } from '../shared/notice.tsx';
import { common } from '../shared/texts.ts';
import {
  bodyOf,
  formOf,
  GRADES,
  LIMITS,
  type LimitForm,
  type LimitName,
  type Rule,
  type RuleForm as Form,
} from './rule-values.ts';
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
        {LIMITS.map((name) => (
          <LimitFields
            key={name}
            name={name}
            limit={values.limits[name]}
            submitted={submitted}
            onChange={(limit) => change({ limits: { ...values.limits, [name]: limit } })}
          />
        ))}
      </fieldset>
      <ProblemAlert problem={problem} fields={FIELDS} />
      <FormButtons busy={busy} onCancel={onClose} />
    </form>
  );
}

function LimitFields({
  name,
  limit,
  submitted,
  onChange,
}: {
  name: LimitName;
  limit: LimitForm;
  submitted: boolean;
  onChange: (limit: LimitForm) => void;
}): ReactNode {
  const t = useTexts(adminTexts);
  const b = useTexts(recordTexts);
  const title = t.limitNames[name]!;
  const label = name === 'amount' ? t.amountValue : name === 'rate' ? t.rateValue : t.monthsValue;
  return (
    <div className="limit" role="group" aria-label={title}>
      <Checkbox checked={limit.set} onChange={(event) => onChange({ ...limit, set: event.target.checked })}>
        {t.set(title)}
        {!limit.set && <em className="not-set"> · {b.notSet}</em>}
      </Checkbox>
      {limit.set && (
        <div>
          {name === 'gradeLines' ? (
            GRADES.map((grade) => (
              <ValueField
                key={grade}
                label={`${t.gradeShown(grade)} · ${t.amountValue}`}
                money
                hint={t.gradeHint}
                value={limit.grades[grade]}
                error={undefined}
                onChange={(value) => onChange({ ...limit, grades: { ...limit.grades, [grade]: value } })}
              />
            ))
          ) : (
            <ValueField
              label={label}
              money={name === 'amount'}
              hint={undefined}
              value={limit.value}
              error={submitted && limit.value.trim() === '' ? b.required : undefined}
              onChange={(value) => onChange({ ...limit, value })}
            />
          )}
          <Field label={t.onBreach}>
            {(control) => (
              <Choice
                control={control}
                value={limit.onBreach}
                options={(['refuse', 'flag'] as const).map((what) => [what, t.breaches[what]!])}
                onChange={(onBreach) => onChange({ ...limit, onBreach })}
              />
            )}
          </Field>
        </div>
      )}
    </div>
  );
}

function ValueField({
  label,
  money,
  hint,
  value,
  error,
  onChange,
}: {
  label: string;
  money: boolean;
  hint: string | undefined;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}): ReactNode {
  const c = useTexts(common);
  const typed = money ? parseAmount(value, 'yuan') : null;
  const shown = typed?.ok ? `${formatWan(amountOf(typed.fen))} ${c.wan}` : hint;
  return (
    <Field label={label} hint={shown} error={error}>
      {(control) => (
        <Input
          {...control}
          inputMode={money ? 'decimal' : 'numeric'}
          maxLength={16}
          autoComplete="off"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
