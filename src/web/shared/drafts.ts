import { useCallback, useEffect, useRef, useState } from 'react';
import { keep, readKept } from './kept.ts';
import { session } from './session.ts';

/** session.ts wipes everything that begins so at sign-out. */
const nameOf = (name: string): string | null => {
  const state = session.get();
  return state.status === 'signed-in' ? `zhidai.draft.${state.account.id}.${name}` : null;
};

export function readDraft<T>(name: string): T | null {
  const key = nameOf(name);
  const text = key === null ? null : readKept(key);
  if (text === null) return null;
  try {
    return JSON.parse(text) as T;
  } catch {
    // Not ours; there is no draft then.
    return null;
  }
}

/** Keeps what is typed, for this account in this browser, until it is sent or the person signs out. */
export function keepDraft(name: string, value: unknown): void {
  const key = nameOf(name);
  if (key !== null) keep(key, value === null ? null : JSON.stringify(value));
}

/** State that is kept as a draft whenever it changes. `found` is true when it came from a draft. */
export function useDraft<T>(
  name: string,
  initial: () => T,
): { value: T; set: (value: T | ((before: T) => T)) => void; found: boolean; clear: () => void } {
  const [kept] = useState(() => readDraft<T>(name));
  const [value, set] = useState<T>(() => kept ?? initial());
  const untouched = useRef(value);
  useEffect(() => {
    if (value !== untouched.current) keepDraft(name, value);
  }, [name, value]);
  const clear = useCallback(() => {
    const fresh = initial();
    untouched.current = fresh;
    keepDraft(name, null);
    set(fresh);
    // What a page begins with does not change while it is open.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [name]);
  return { value, set, found: kept !== null, clear };
}
