/** Icons are always decoration: text or a label says the same. */
import type { AntdIconProps } from '@ant-design/icons/lib/components/AntdIcon';
import type { ComponentType, ReactNode } from 'react';

export type IconType = ComponentType<Pick<AntdIconProps, 'aria-hidden' | 'style' | 'className'>>;

/** A decorative icon, hidden from screen readers: the text or label beside it has the meaning. */
export const Icon = ({ of: Drawn, size }: { of: IconType; size?: number }): ReactNode => (
  <Drawn aria-hidden className="icon" {...(size === undefined ? {} : { style: { fontSize: size } })} />
);
