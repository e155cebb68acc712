import { useEffect, useState, type ReactNode } from 'react';
import { DayInput } from '../shared/day-input.tsx';
import { readDay, today } from '../shared/days.ts';
import { Field } from '../shared/field.tsx';

/** What was typed as a day, in order; what is none goes as it is, and the API says so at its field. */
export const dayOf = (text: string): string => readDay(text, today()) ?? text.trim();
export const dayOrNull = (text: string): string | null => (text.trim() === '' ? null : dayOf(text));

/** A text of the API is one line. */
export const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly required?: boolean;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
}

/** A day in a form. */
export function DayField({ label, value, onChange, required = false, hint, error }: Props): ReactNode {
  return (
    <Field label={label} required={required} hint={hint} error={error}>
      {(control) => <DayInput control={control} value={value} onChange={onChange} />}
    </Field>
  );
}

/** A day as a filter: it counts as soon as it is one. */
export function DayFilter({ label, value, onChange }: Pick<Props, 'label' | 'value' | 'onChange'>): ReactNode {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const change = (typed: string): void => {
    setText(typed);
    if (typed !== value && (typed === '' || (/^\d{4}-\d{2}-\d{2}$/.test(typed) && readDay(typed, today()) !== null)))
      onChange(typed);
  };
  return <DayField label={label} value={text} onChange={change} />;
}
