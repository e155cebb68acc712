import { Checkbox, Input } from 'antd';
import type { ReactNode, SubmitEvent } from 'react';
import { ProblemAlert } from '../records/problem-alert.tsx';
import { Choice } from '../shared/choice.tsx';
import { Field } from '../shared/field.tsx';
import { FormError, Note } from '../shared/form-alerts.tsx';
import { FormButtons } from '../shared/form-buttons.tsx';
import { KIND_LIMITS } from '../shared/kind-rules.ts';
import { useTexts } from '../shared/language.ts';
import { kindTexts } from './kind-texts.ts';
import { KIND_FIELDS, VALIDITIES, type Kind, type KindField } from './kind-values.ts';
import { PatternFields } from './pattern-fields.tsx';
import type { KindEditor } from './use-kind-editor.ts';

export function KindForm({
  editor,
  known,
  onClose,
}: {
  editor: KindEditor;
  known: readonly Kind[];
  onClose: () => void;
}): ReactNode {
  const { loaded, values, errorOf, change } = editor;
  const t = useTexts(kindTexts);
  const text = (name: KindField, hint: string | undefined, more: TextOptions = {}): ReactNode => (
    <TextField
      label={t[name as keyof typeof t] as string}
      hint={hint}
      error={errorOf(name)}
      value={values[name]}
      onChange={(value) => change({ [name]: value })}
      {...more}
    />
  );
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    editor.save();
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <div className="form-grid">
        {text('code', loaded === null ? t.codeHint : undefined, {
          required: true,
          maxLength: 39,
          readOnly: loaded !== null,
          autoFocus: loaded === null,
        })}
        {text('position', t.positionHint, { maxLength: 6, whole: true })}
        {text('nameZh', t.nameHint, { required: true, autoFocus: loaded !== null })}
        {text('nameEn', t.nameEnHint, { required: true })}
        {text('shortZh', t.shortHint, { required: true })}
        {text('shortEn', t.shortEnHint, { required: true })}
        {text('numberTitleZh', t.numberTitleHint)}
        {text('numberTitleEn', t.numberTitleEnHint)}
      </div>
      <PatternFields form={values} known={known} error={errorOf('numberPattern')} onChange={change} />
      {text('headings', t.headingsHint, { maxLength: 1000 })}
      <div className="form-grid">
        <Field label={t.validity} hint={t.validityHint} error={errorOf('validity')}>
          {(control) => (
            <Choice
              control={control}
              value={values.validity}
              options={VALIDITIES.map((validity) => [validity, t.validities[validity]!] as const)}
              onChange={(validity) => change({ validity })}
            />
          )}
        </Field>
        {values.validity === 'months' &&
          text('validityMonths', undefined, { required: true, maxLength: 6, whole: true })}
      </div>
      <p className="secondary small">{loaded?.inTwoByTwo ? t.isCounted : t.isNotCounted}</p>
      <Losses editor={editor} />
      {editor.stale ? <FormError>{t.stale}</FormError> : <ProblemAlert problem={editor.problem} fields={KIND_FIELDS} />}
      <FormButtons busy={editor.busy} onCancel={onClose} />
    </form>
  );
}

function Losses({ editor: { losses, confirmed, confirm, tried } }: { editor: KindEditor }): ReactNode {
  const t = useTexts(kindTexts);
  if (losses.length === 0) return null;
  return (
    <div>
      <Note type="warning">
        <p>{t.lost}</p>
        <ul>
          {losses.map((loss) => (
            <li key={loss}>{loss}</li>
          ))}
        </ul>
        <Checkbox checked={confirmed} onChange={(event) => confirm(event.target.checked)}>
          {t.confirm}
        </Checkbox>
      </Note>
      {tried && !confirmed && (
        <p className="error-text" role="alert">
          {t.confirmNeeded}
        </p>
      )}
    </div>
  );
}

interface TextOptions {
  readonly required?: boolean;
  readonly maxLength?: number;
  readonly readOnly?: boolean;
  readonly autoFocus?: boolean;
  /** A whole number. */
  readonly whole?: boolean;
}

function TextField({
  label,
  hint,
  error,
  value,
  onChange,
  required = false,
  maxLength = KIND_LIMITS.nameMax,
  readOnly = false,
  autoFocus = false,
  whole = false,
}: TextOptions & {
  readonly label: string;
  readonly hint: string | undefined;
  readonly error: string | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
}): ReactNode {
  return (
    <Field label={label} required={required} hint={hint} error={error}>
      {(control) => (
        <Input
          {...control}
          autoFocus={autoFocus}
          readOnly={readOnly}
          maxLength={maxLength}
          autoComplete="off"
          spellCheck={false}
          {...(whole ? { inputMode: 'numeric' as const } : {})}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
