import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { Icon } from '../shared/icons.tsx';
import { useTexts } from '../shared/language.ts';
import { notify } from '../shared/notice.tsx';
import { common } from '../shared/texts.ts';
import { copyText } from './copy.ts';
import { bureau } from './texts.ts';

/** A figure that says how it is defined, and can be copied exactly. `value` may be rounded; `exact` is what is copied. */
export function Figure({ title, value, exact, exactShown, definition, children }: {
  title: string; value: ReactNode; exact: string; exactShown?: string | undefined; definition: string; children?: ReactNode;
}): ReactNode {
  return (
    <section className="figure" aria-label={title}>
      <div className="figure-head"><span>{title}</span><FigureTools title={title} exact={exact} definition={definition} /></div>
      <div className="figure-value">{value}</div>
      {exactShown !== undefined && <div className="exact">{exactShown}</div>}
      {children}
    </section>
  );
}

export function FigureTools({ title, exact, definition }: { title: string; exact?: string | undefined; definition: string }): ReactNode {
  const t = useTexts(bureau);
  const c = useTexts(common);
  return (
    <span className="tools no-print">
      {exact !== undefined && (
        <button type="button" className="icon-button" aria-label={t.copyExact(title)} title={c.copy} onClick={() => void copyText(exact).then(() => notify(exact.includes('\t') ? c.copied : `${c.copied}: ${exact}`))}><Icon name="copy" size={16} /></button>
      )}
      <Definition title={title} text={definition} />
    </span>
  );
}

/** How a figure is defined, on request; Escape and a look elsewhere put it away. */
export function Definition({ title, text }: { title: string; text: string }): ReactNode {
  const t = useTexts(bureau);
  const [open, setOpen] = useState(false);
  const id = useId();
  const place = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (!open) return;
    const away = (event: Event): void => {
      if (event instanceof KeyboardEvent ? event.key === 'Escape' : !place.current?.contains(event.target as Node)) setOpen(false);
    };
    for (const kind of ['pointerdown', 'focusin', 'keydown'] as const) addEventListener(kind, away);
    return () => { for (const kind of ['pointerdown', 'focusin', 'keydown'] as const) removeEventListener(kind, away); };
  }, [open]);
  return (
    <span ref={place}>
      <button type="button" className="icon-button" aria-label={t.definitionOf(title)} title={t.definition} aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}><Icon name="info" size={16} /></button>
      <span id={id} role="note" className="definition" hidden={!open}>{text}</span>
    </span>
  );
}
