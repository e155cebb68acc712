/** Modal dialogs. Focus must enter on opening and return on closing. */
import { Modal } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';

interface Props {
  readonly title: string;
  readonly onClose?: (() => void) | undefined;
  readonly children: ReactNode;
}

/** A modal dialog. Without `onClose` it cannot be dismissed. */
export const Dialog = ({ open, ...props }: Props & { open: boolean }): ReactNode => open && <OpenDialog {...props} />;

/** The focused element outside all dialogs: a dialog can open while another closes. */
let opener: Element | null = null;

function rememberFocus(): Element | null {
  const { activeElement } = document;
  if (!activeElement?.closest('[aria-modal]')) opener = activeElement;
  return activeElement;
}

/**
 * Mounted on each opening, without animation, so that the next key press already reaches the dialog. Restores the focus
 * when it closes.
 */
function OpenDialog({ title, onClose, children }: Props): ReactNode {
  const [focusedBefore] = useState(rememberFocus);
  useEffect(
    () => () => {
      const target = focusedBefore?.isConnected ? focusedBefore : opener;
      if (document.activeElement === document.body && target instanceof HTMLElement)
        target.focus({ preventScroll: true });
    },
    [focusedBefore],
  );
  return (
    <Modal
      open
      title={<h2>{title}</h2>}
      footer={null}
      closable={false}
      mask={{ closable: false }}
      keyboard={onClose !== undefined}
      {...(onClose === undefined ? {} : { onCancel: onClose })}
      // Rendered in place, as autoFocus needs it. base.css locks scrolling: antd's own style has no nonce.
      getContainer={false}
      scrollLock={false}
    >
      <div className="stack">{children}</div>
    </Modal>
  );
}
