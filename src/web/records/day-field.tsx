/** Fields and filters for a day. */
import { useEffect, useState, type ReactNode } from 'react';
import { DayInput } from '../shared/day-input.tsx';
import { parseDay, today } from '../shared/days.ts';
import { Field } from '../shared/field.tsx';

/** The typed day as `YYYY-MM-DD`. Text that is no day is sent as typed; the API reports the error. */
export const dayValue = (text: string): string => parseDay(text, today()) ?? text.trim();
export const dayValueOrNull = (text: string): string | null => (text.trim() === '' ? null : dayValue(text));

/** The API accepts single-line text only. */
export const singleLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly required?: boolean;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
}

export function DayField({ label, value, onChange, required = false, hint, error }: Props): ReactNode {
  return (
    <Field label={label} required={required} hint={hint} error={error}>
      {(control) => <DayInput control={control} value={value} onChange={onChange} />}
    </Field>
  );
}

/** A day as a filter; it applies as soon as it is valid. */
export function DayFilter({ label, value, onChange }: Pick<Props, 'label' | 'value' | 'onChange'>): ReactNode {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const change = (typed: string): void => {
    setText(typed);
    if (typed !== value && (typed === '' || (/^\d{4}-\d{2}-\d{2}$/.test(typed) && parseDay(typed, today()) !== null)))
      onChange(typed);
  };
  return <DayField label={label} value={text} onChange={change} />;
}
