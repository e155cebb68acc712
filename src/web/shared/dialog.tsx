import { useId, useLayoutEffect, useRef, type ReactNode } from 'react';

/** A dialog of the browser itself: it keeps the focus inside and gives it back. `onClose` is left out where it must be answered. */
export function Dialog({ open, title, onClose, children }: { open: boolean; title: string; onClose?: (() => void) | undefined; children: ReactNode }): ReactNode {
  const element = useRef<HTMLDialogElement>(null);
  const heading = useId();
  // With what it holds, at once: a key that is pressed right after goes to where the focus was before.
  useLayoutEffect(() => {
    const dialog = element.current;
    if (!dialog || dialog.open === open) return;
    if (open) dialog.showModal();
    else dialog.close();
  }, [open]);
  return (
    <dialog
      ref={element} aria-labelledby={heading}
      onCancel={(event) => { event.preventDefault(); onClose?.(); }}
      // A browser closes it at the second Escape, whatever was said to the first.
      onClose={() => { if (open && !onClose) element.current?.showModal(); else if (open) onClose?.(); }}
    >
      {open && <><h2 id={heading}>{title}</h2>{children}</>}
    </dialog>
  );
}
