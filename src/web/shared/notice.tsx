import { CheckOutlined } from '@ant-design/icons';
import { useEffect, type ReactNode } from 'react';
import { Icon } from './icons.tsx';
import { createStore, useStore } from './store.ts';

const SHOWN_MS = 6_000;
interface Note {
  readonly text: string;
}
const note = createStore<Note | null>(null);

/** Says in passing that something was done. What must not be missed stands on the page instead. */
export const notify = (text: string): void => note.set({ text });

export function Notices(): ReactNode {
  const shown = useStore(note);
  useEffect(() => {
    const over = setTimeout(() => note.set(null), SHOWN_MS);
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
