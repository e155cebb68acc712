import { Select } from 'antd';
import type { ReactNode } from 'react';
import type { ControlProps } from './field.tsx';

/** Typing narrows a list; where there is a finger and no keyboard, none is pushed over it. */
const TYPES = matchMedia('(pointer: fine)').matches;

/** One of a list: of pairs of what it is and what it is called. */
export function Choice<V extends string>({
  control,
  value,
  options,
  onChange,
  ...more
}: {
  control: Partial<ControlProps> | { 'aria-label': string };
  value: V;
  options: readonly (readonly [value: V, name: string])[];
  onChange: (value: V) => void;
  onBlur?: () => void;
  disabled?: boolean;
  autoFocus?: boolean;
  className?: string;
}): ReactNode {
  return (
    <Select<V>
      {...control}
      {...more}
      value={options.some(([one]) => one === value) ? value : null}
      onChange={onChange}
      options={options.map(([one, label]) => ({ value: one, label }))}
      showSearch={TYPES && { optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
    />
  );
}
