/** Where preferences are stored: `localStorage`, or a fake. */
export type PreferenceStorage = Pick<Storage, 'getItem' | 'setItem'>;

/** The page's `localStorage`, or `null` where there is none or it is forbidden. */
export function pageStorage(): Storage | null {
  try {
    return (globalThis as { localStorage?: Storage }).localStorage ?? null;
  } catch {
    // Reading the property throws where cookies are blocked.
    return null;
  }
}
