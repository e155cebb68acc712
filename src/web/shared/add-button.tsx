/** The button of a page that adds a record to its list. */
import { PlusOutlined } from '@ant-design/icons';
import { Button, type ButtonProps } from 'antd';
import type { ReactNode } from 'react';
import { Icon } from './icons.tsx';

export const AddButton = (look: Pick<ButtonProps, 'onClick' | 'children'>): ReactNode => (
  <Button type="primary" icon={<Icon of={PlusOutlined} />} {...look} />
);
