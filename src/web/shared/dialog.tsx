import { Modal } from 'antd';
import { useLayoutEffect, useRef, type ReactNode } from 'react';

/** A dialog. `onClose` is left out where it must be answered. */
export function Dialog({ open, title, onClose, children }: { open: boolean; title: string; onClose?: (() => void) | undefined; children: ReactNode }): ReactNode {
  const before = useRef<Element | null>(null);
  // Before what it holds takes the focus: the modal itself looks too late to know where to give it back.
  useLayoutEffect(() => { if (open) before.current = document.activeElement; }, [open]);
  return (
    <Modal
      open={open} title={<h2>{title}</h2>} footer={null} closable={false} mask={{ closable: false }} keyboard={onClose !== undefined} {...(onClose === undefined ? {} : { onCancel: onClose })}
      destroyOnHidden afterClose={() => { if (before.current instanceof HTMLElement) before.current.focus({ preventScroll: true }); }}
      // In place, so that what holds the focus first has it at once; and the page is kept from scrolling by base.css, which needs no style without a nonce.
      getContainer={false} scrollLock={false}
    >
      {open && <div className="stack">{children}</div>}
    </Modal>
  );
}
