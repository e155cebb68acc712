/** localStorage that never throws. The console works without it. All access to localStorage goes through it. */

export function readStored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    // Storage can be disabled for a site.
    return null;
  }
}

export function writeStored(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Full or disabled: stored values are a convenience only.
  }
}

/** Removes all entries whose key starts with the prefix. */
export function removeStored(prefix: string): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key);
  } catch {
    // Disabled: there is nothing to remove.
  }
}
