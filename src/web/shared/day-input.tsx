/** The input for a day, typed in any usual notation. */
import { CalendarOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useRef, type ReactNode } from 'react';
import { parseDay, today } from './days.ts';
import type { ControlProps } from './field.tsx';
import { Icon } from './icons.tsx';
import { useTexts } from './language.ts';

const texts = { 'zh-CN': { pick: '从日历选择' }, en: { pick: 'Pick from a calendar' } };

/** A text input for a day, normalised on blur, with the calendar of the browser beside it. `read` parses the text. */
export function DayInput({
  control,
  value,
  onChange,
  read = (text) => parseDay(text, today()),
  onBlur,
  ...more
}: {
  control: ControlProps;
  value: string;
  onChange: (value: string) => void;
  read?: (text: string) => string | null;
  onBlur?: () => void;
  name?: string;
  placeholder?: string;
}): ReactNode {
  const t = useTexts(texts);
  const picker = useRef<HTMLInputElement>(null);
  const tidy = (): void => {
    const day = value.trim() === '' ? '' : read(value);
    if (day !== null && day !== value) onChange(day);
    onBlur?.();
  };
  return (
    <span className="day-input">
      <Input
        {...control}
        {...more}
        autoComplete="off"
        inputMode="numeric"
        maxLength={20}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onBlur={tidy}
        // Not in the tab order: keyboard users type the date.
        suffix={
          <Button
            type="text"
            size="small"
            tabIndex={-1}
            aria-label={t.pick}
            icon={<Icon of={CalendarOutlined} />}
            onClick={() => picker.current?.showPicker()}
          />
        }
      />
      <input
        ref={picker}
        type="date"
        className="picker"
        tabIndex={-1}
        aria-hidden="true"
        value={parseDay(value, today()) ?? ''}
        onChange={(event) => {
          if (event.target.value !== '') onChange(event.target.value);
        }}
      />
    </span>
  );
}
