/** The buttons below a form in a dialog. */
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTexts } from './language.ts';
import { common } from './texts.ts';

/** Submit and cancel of a dialog form. While busy, the button keeps the focus (aria-disabled instead of disabled). */
export function FormButtons({
  text,
  danger = false,
  busy,
  onCancel,
}: {
  text?: string | undefined;
  danger?: boolean;
  busy: boolean;
  onCancel: () => void;
}): ReactNode {
  const c = useTexts(common);
  return (
    <div className="buttons">
      <Button type="primary" htmlType="submit" danger={danger} aria-disabled={busy}>
        {text ?? c.save}
      </Button>
      <Button onClick={onCancel}>{c.cancel}</Button>
    </div>
  );
}
