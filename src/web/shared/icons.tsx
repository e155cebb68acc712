import type { AntdIconProps } from '@ant-design/icons/lib/components/AntdIcon';
import type { ComponentType, ReactNode } from 'react';

export type IconOf = ComponentType<Pick<AntdIconProps, 'aria-hidden' | 'style' | 'className'>>;

/** An icon of Ant Design as decoration: what it means is said in words beside it, or in the label of its button. */
export const Icon = ({ of: Drawn, size }: { of: IconOf; size?: number }): ReactNode => (
  <Drawn aria-hidden className="icon" {...(size === undefined ? {} : { style: { fontSize: size } })} />
);
