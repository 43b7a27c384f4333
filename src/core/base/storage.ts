/** Where preferences are stored: `localStorage`, or another place, which may be unable to forget. */
export type PreferenceStorage = Pick<Storage, 'getItem' | 'setItem'> & Partial<Pick<Storage, 'removeItem'>>;

/** The page's `localStorage`, or `null` where there is none or it is forbidden. */
export function pageStorage(): Storage | null {
  try {
    return (globalThis as { localStorage?: Storage }).localStorage ?? null;
  } catch {
    // Reading the property throws where cookies are blocked.
    return null;
  }
}

/** What is stored by a key: an object, whose fields are to be checked; empty where there is none. */
export function loadStored(storage: PreferenceStorage | null, key: string): Readonly<Partial<Record<string, unknown>>> {
  try {
    return Object(JSON.parse(storage?.getItem(key) ?? '{}')) as Record<string, unknown>;
  } catch {
    // No access to storage, or no JSON: nothing is stored.
    return {};
  }
}

/** Stores an object by a key, or (`null`) forgets it. Returns whether the browser keeps it. */
export function saveStored(storage: PreferenceStorage | null, key: string, value: object | null): boolean {
  try {
    if (value === null) storage?.removeItem?.(key);
    else storage?.setItem(key, JSON.stringify(value));
    return storage !== null;
  } catch {
    // Private windows and full quotas refuse; the value then lasts as long as the page.
    return false;
  }
}
