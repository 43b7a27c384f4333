import type { DeviceKind } from '../model/snapshot.js';
import type { PreferenceStorage } from '../base/storage.js';

type Selected = Readonly<Record<DeviceKind, string>>;

const KEY = 'noom:devices';
const NONE: Selected = { camera: '', microphone: '', speaker: '' };

/** The devices chosen last time; `''` where none was. Invalid values count as none. */
export function loadSelected(storage: PreferenceStorage | null): Selected {
  try {
    const stored: unknown = JSON.parse(storage?.getItem(KEY) ?? '{}');
    if (typeof stored !== 'object' || stored === null) return NONE;
    const read = (kind: DeviceKind): string => {
      const value = (stored as Partial<Record<DeviceKind, unknown>>)[kind];
      return typeof value === 'string' ? value : '';
    };
    return { camera: read('camera'), microphone: read('microphone'), speaker: read('speaker') };
  } catch {
    // No access to storage, or no JSON: nothing was chosen.
    return NONE;
  }
}

/** Remembers the chosen devices, where storage is allowed and has room. */
export function saveSelected(storage: PreferenceStorage | null, selected: Selected): void {
  try {
    storage?.setItem(KEY, JSON.stringify(selected));
  } catch {
    // Private windows and full quotas refuse; the choice then lasts as long as the page.
  }
}
