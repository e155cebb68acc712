import { CalendarOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useRef, type ReactNode } from 'react';
import { readDay, today } from './days.ts';
import type { ControlProps } from './field.tsx';
import { Icon } from './icons.tsx';
import { useTexts } from './language.ts';

const texts = { 'zh-CN': { pick: '从日历选择' }, en: { pick: 'Pick from a calendar' } };

/** A day that is typed as people write it and put in order when they are done; the browser's calendar is beside it for the mouse. `read` may take more. */
export function DayInput({
  control,
  value,
  onChange,
  read = (text) => readDay(text, today()),
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
        // Whoever uses the keyboard types; the button is for the mouse alone.
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
        value={readDay(value, today()) ?? ''}
        onChange={(event) => {
          if (event.target.value !== '') onChange(event.target.value);
        }}
      />
    </span>
  );
}
