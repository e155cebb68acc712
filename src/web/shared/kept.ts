/** What the browser keeps between visits. A browser that refuses keeps nothing, and the console works all the same. */

export function readKept(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    // Storage may be switched off for a site; then there is nothing kept.
    return null;
  }
}

export function keep(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Full or switched off: what is kept is a convenience, never the only copy of what was sent.
  }
}

/** Forgets every entry whose key begins so. */
export function forgetKept(prefix: string): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key);
  } catch {
    // As above: nothing kept, nothing to forget.
  }
}
