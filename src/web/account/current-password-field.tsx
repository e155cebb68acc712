/** The field for one's current password, where a change asks for it again. */
import { Input } from 'antd';
import type { ReactNode } from 'react';
import { Field } from '../shared/field.tsx';
import { useTexts } from '../shared/language.ts';
import { texts } from './texts.ts';

export function CurrentPasswordField({
  value,
  onChange,
  submitted,
  refusal,
}: {
  value: string;
  onChange: (value: string) => void;
  /** From then on an empty field is an error. */
  submitted: boolean;
  /** What the service said of it. */
  refusal: string | undefined;
}): ReactNode {
  const t = useTexts(texts);
  return (
    <Field label={t.password} error={refusal ?? (submitted && value === '' ? t.needPassword : undefined)}>
      {(control) => (
        <Input.Password
          {...control}
          name="password"
          autoComplete="current-password"
          autoFocus
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
