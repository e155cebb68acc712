/** Short confirmations of actions. */
import { CheckOutlined } from '@ant-design/icons';
import { useEffect, type ReactNode } from 'react';
import { Icon } from './icons.tsx';
import { createStore, useStore } from './store.ts';

const SHOWN_MS = 6_000;
interface Notice {
  readonly text: string;
}
const notice = createStore<Notice | null>(null);

/** Shows a passing notice for a few seconds. Use it for confirmations only; errors are shown on the page. */
export const notify = (text: string): void => notice.set({ text });

export function Notices(): ReactNode {
  const shown = useStore(notice);
  useEffect(() => {
    const over = setTimeout(() => notice.set(null), SHOWN_MS);
    return () => clearTimeout(over);
  }, [shown]);
  return (
    <div role="status" className="notices">
      {shown && (
        <p>
          <Icon of={CheckOutlined} />
          {shown.text}
        </p>
      )}
    </div>
  );
}
