/**
 * What a user has typed and not sent, stored in the browser by account. Drafts end with the session, as computers of
 * banks are shared.
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import { writeStored, readStored } from './browser-storage.ts';
import { session } from './session.ts';

/** session.ts removes all keys with this prefix at sign-out. */
const keyOf = (name: string): string | null => {
  const state = session.get();
  return state.status === 'signed-in' ? `zhidai.draft.${state.account.id}.${name}` : null;
};

export function readDraft<T>(name: string): T | null {
  const key = keyOf(name);
  const text = key === null ? null : readStored(key);
  if (text === null) return null;
  try {
    return JSON.parse(text) as T;
  } catch {
    // Not valid JSON: treated as no draft.
    return null;
  }
}

/** Stores a draft of the account in this browser until it is sent or the user signs out. */
export function saveDraft(name: string, value: unknown): void {
  const key = keyOf(name);
  if (key !== null) writeStored(key, value === null ? null : JSON.stringify(value));
}

/** State that is stored as a draft on every change. `found`: the initial value came from a draft. */
export function useDraft<T>(
  name: string,
  initial: () => T,
): { value: T; set: (value: T | ((before: T) => T)) => void; found: boolean; clear: () => void } {
  const [stored] = useState(() => readDraft<T>(name));
  const [value, set] = useState<T>(() => stored ?? initial());
  const initialValue = useRef(value);
  useEffect(() => {
    if (value !== initialValue.current) saveDraft(name, value);
  }, [name, value]);
  const clear = useCallback(() => {
    const fresh = initial();
    initialValue.current = fresh;
    saveDraft(name, null);
    set(fresh);
    // `initial` is constant while the page is open.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [name]);
  return { value, set, found: stored !== null, clear };
}
