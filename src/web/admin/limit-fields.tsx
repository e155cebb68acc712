import { Checkbox, Input } from 'antd';
import type { ReactNode } from 'react';
import { recordTexts } from '../records/texts.ts';
import { Choice } from '../shared/choice.tsx';
import { Field } from '../shared/field.tsx';
import { useLanguage, useTexts } from '../shared/language.ts';
import { amountOf, formatWan, parseAmount } from '../shared/money.ts';
import { useKinds } from '../shared/kinds.tsx';
import { common } from '../shared/texts.ts';
import { GRADES, type Limit, type LimitForm, type Setting } from './rule-values.ts';
import { adminTexts } from './texts.ts';

/** One limit of a version: whether it is set, its settings, and what happens to a filing that breaks it. */
export function LimitFields({
  limit: { title, settings },
  form,
  submitted,
  onChange,
}: {
  limit: Limit;
  form: LimitForm;
  submitted: boolean;
  onChange: (form: LimitForm) => void;
}): ReactNode {
  const t = useTexts(adminTexts);
  const b = useTexts(recordTexts);
  const name = useTexts(title);
  return (
    <div className="limit" role="group" aria-label={name}>
      <Checkbox checked={form.set} onChange={(event) => onChange({ ...form, set: event.target.checked })}>
        {t.set(name)}
        {!form.set && <em className="not-set"> · {b.notSet}</em>}
      </Checkbox>
      {form.set && (
        <div>
          {settings.map((setting) => (
            <SettingField
              key={setting.name}
              setting={setting}
              typed={form.typed}
              submitted={submitted}
              onChange={(key, value) => onChange({ ...form, typed: { ...form.typed, [key]: value } })}
            />
          ))}
          <Field label={t.onBreach}>
            {(control) => (
              <Choice
                control={control}
                value={form.onBreach}
                options={(['refuse', 'flag'] as const).map((what) => [what, t.breaches[what]!])}
                onChange={(onBreach) => onChange({ ...form, onBreach })}
              />
            )}
          </Field>
        </div>
      )}
    </div>
  );
}

interface SettingProps {
  readonly setting: Setting;
  readonly typed: LimitForm['typed'];
  readonly submitted: boolean;
  readonly onChange: (key: string, value: string) => void;
}

function SettingField({ setting, typed, submitted, onChange }: SettingProps): ReactNode {
  const t = useTexts(adminTexts);
  const b = useTexts(recordTexts);
  const title = useTexts(setting.title);
  const language = useLanguage();
  const { name, kind, optional, labels = {} } = setting;
  if (kind === 'amountByGrade')
    return GRADES.map((grade) => (
      <ValueField
        key={grade}
        label={`${t.gradeShown(grade)} · ${title}`}
        money
        hint={t.gradeHint}
        value={typed[`${name}.${grade}`] ?? ''}
        error={undefined}
        onChange={(value) => onChange(`${name}.${grade}`, value)}
      />
    ));
  const value = typed[name] ?? '';
  const error = submitted && !optional && value.trim() === '' ? b.required : undefined;
  if (kind === 'qualificationKinds')
    return <KindsField label={title} value={value} error={error} onChange={(codes) => onChange(name, codes)} />;
  if (kind === 'word')
    return (
      <Field label={title} error={error}>
        {(control) => (
          <Choice
            control={control}
            value={value}
            options={Object.entries(labels).map(([word, label]) => [word, label[language]])}
            onChange={(word) => onChange(name, word)}
          />
        )}
      </Field>
    );
  return (
    <ValueField
      label={title}
      money={kind === 'amount'}
      decimal={kind === 'factor'}
      hint={optional ? t.datesHint : undefined}
      value={value}
      error={error}
      onChange={(typedValue) => onChange(name, typedValue)}
    />
  );
}

/** Kinds of qualifications, one box for each; the value has commas between their codes. */
function KindsField({
  label,
  value,
  error,
  onChange,
}: {
  label: string;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}): ReactNode {
  const kinds = useKinds();
  const chosen = value === '' ? [] : value.split(',');
  return (
    <fieldset className="stack">
      <legend>{label}</legend>
      {kinds.map(({ code, name }) => (
        <Checkbox
          key={code}
          checked={chosen.includes(code)}
          onChange={(event) =>
            onChange(
              kinds
                .map((kind) => kind.code)
                .filter((one) => (one === code ? event.target.checked : chosen.includes(one)))
                .join(','),
            )
          }
        >
          {name}
        </Checkbox>
      ))}
      {error !== undefined && (
        <p className="error-text" role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}

function ValueField({
  label,
  money,
  decimal = false,
  hint,
  value,
  error,
  onChange,
}: {
  label: string;
  money: boolean;
  decimal?: boolean;
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
          inputMode={money || decimal ? 'decimal' : 'numeric'}
          maxLength={16}
          autoComplete="off"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
