import { Modal } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';

interface Props {
  readonly title: string;
  readonly onClose?: (() => void) | undefined;
  readonly children: ReactNode;
}

/** A dialog. `onClose` is left out where it must be answered. */
export const Dialog = ({ open, ...props }: Props & { open: boolean }): ReactNode => open && <Opened {...props} />;

/** What had the focus on the page itself, before any dialog: one may open as another closes. */
let opener: Element | null = null;

function focused(): Element | null {
  const { activeElement } = document;
  if (!activeElement?.closest('[aria-modal]')) opener = activeElement;
  return activeElement;
}

/** Made anew each time it opens, with what it holds, at once: a key that is pressed right after goes where it is meant. */
function Opened({ title, onClose, children }: Props): ReactNode {
  const [before] = useState(focused);
  useEffect(
    () => () => {
      const back = before?.isConnected ? before : opener;
      if (document.activeElement === document.body && back instanceof HTMLElement) back.focus({ preventScroll: true });
    },
    [before],
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
      // In its place in the page, which is where autoFocus works; and kept from scrolling by base.css, for the modal's own way takes a style without a nonce.
      getContainer={false}
      scrollLock={false}
    >
      <div className="stack">{children}</div>
    </Modal>
  );
}
