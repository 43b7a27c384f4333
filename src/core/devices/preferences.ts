import type { DeviceKind } from '../model/snapshot.js';
import { loadStored, saveStored, type PreferenceStorage } from '../base/storage.js';

type Selected = Readonly<Record<DeviceKind, string>>;

const KEY = 'noom:devices';

/** The devices chosen last time; `''` where none was. Invalid values count as none. */
export function loadSelected(storage: PreferenceStorage | null): Selected {
  const stored = loadStored(storage, KEY);
  const read = (kind: DeviceKind): string => {
    const value = stored[kind];
    return typeof value === 'string' ? value : '';
  };
  return { camera: read('camera'), microphone: read('microphone'), speaker: read('speaker') };
}

/** Remembers the chosen devices, where storage is allowed and has room. */
export function saveSelected(storage: PreferenceStorage | null, selected: Selected): void {
  saveStored(storage, KEY, selected);
}
