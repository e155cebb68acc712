/** Keyboard shortcuts of the review page. */
import { Card, Checkbox } from 'antd';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { writeStored, readStored } from '../shared/browser-storage.ts';
import { useTexts } from '../shared/language.ts';
import { auditorTexts } from './texts.ts';

const STORAGE_KEY = 'zhidai.review-keys';
export type ReviewKey = 'j' | 'k' | 'a' | 'r' | '?';

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/**
 * Single-letter shortcuts. Inactive in text fields, in dialogs and with modifier keys. They can be switched off
 * permanently (WCAG 2.1.4), as speech input may trigger them.
 */
export function useReviewKeys(act: (key: ReviewKey) => void): { on: boolean; setOn: (on: boolean) => void } {
  const [on, set] = useState(() => readStored(STORAGE_KEY) !== 'off');
  const handler = useRef(act);
  useEffect(() => {
    handler.current = act;
  }, [act]);
  useEffect(() => {
    if (!on) return;
    const onKey = (event: KeyboardEvent): void => {
      if (
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        event.isComposing ||
        event.repeat ||
        isTyping(event.target) ||
        document.querySelector('[aria-modal]')
      )
        return;
      const key = event.key.toLowerCase();
      if (!['j', 'k', 'a', 'r', '?'].includes(key)) return;
      event.preventDefault();
      handler.current(key as ReviewKey);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [on]);
  return {
    on,
    setOn(next) {
      writeStored(STORAGE_KEY, next ? null : 'off');
      set(next);
    },
  };
}

export function KeysHelp({
  on,
  setOn,
  open,
  setOpen,
}: {
  on: boolean;
  setOn: (on: boolean) => void;
  open: boolean;
  setOpen: (open: boolean) => void;
}): ReactNode {
  const t = useTexts(auditorTexts);
  const keys = [
    ['J', t.keys.next],
    ['K', t.keys.previous],
    ['A', t.keys.accept],
    ['R', t.keys.return],
    ['?', t.keys.help],
  ] as const;
  return (
    <Card>
      <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{t.keyboard}</summary>
        <div className="rows">
          <dl className="keys">
            {keys.map(([key, what]) => (
              <div key={key} style={{ display: 'contents' }}>
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
          <Checkbox checked={on} onChange={(event) => setOn(event.target.checked)}>
            {t.keyboardOn}
            <br />
            <span className="secondary small">{t.keyboardHint}</span>
          </Checkbox>
        </div>
      </details>
    </Card>
  );
}
