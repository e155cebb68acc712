/** A filter for text. */
import { SearchOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useEffect, useState, type SubmitEvent, type ReactNode } from 'react';
import { Field } from '../shared/field.tsx';
import { Icon } from '../shared/icons.tsx';

/** A text filter; it applies on Enter, and on blur when it has no button. */
export function TextFilter({
  label,
  hint,
  value,
  onSet,
  button,
  className = '',
}: {
  label: string;
  hint?: string;
  value: string;
  onSet: (value: string) => void;
  button?: string;
  className?: string;
}): ReactNode {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    onSet(text.trim());
  };
  return (
    <form className={className} onSubmit={submit} role={button === undefined ? undefined : 'search'}>
      <Field label={label}>
        {(control) => (
          <div className="with-button">
            <Input
              {...control}
              maxLength={100}
              placeholder={hint}
              value={text}
              onChange={(event) => setText(event.target.value)}
              onBlur={button === undefined ? () => onSet(text.trim()) : undefined}
            />
            {button !== undefined && (
              <Button htmlType="submit" icon={<Icon of={SearchOutlined} />}>
                {button}
              </Button>
            )}
          </div>
        )}
      </Field>
    </form>
  );
}
