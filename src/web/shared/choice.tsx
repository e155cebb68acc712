/** A select for one value. Use it for all selects: it handles keyboards and touch devices. */
import { Select } from 'antd';
import type { ReactNode } from 'react';
import type { ControlProps } from './field.tsx';

/** Search in the list needs a keyboard; on touch devices the on-screen keyboard would cover the list. */
const HAS_KEYBOARD = matchMedia('(pointer: fine)').matches;

/** A select for one of several values, given with their names. */
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
      showSearch={HAS_KEYBOARD && { optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
    />
  );
}
