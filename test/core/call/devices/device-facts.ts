import type { PreferenceStorage } from '../../../../src/core/base/storage.js';
import type { Person } from '../../../fakes/worlds/call-world.js';

export const cameraOf = ({ call }: Person) => call.snapshot.self.sources.camera;
export const microphoneOf = ({ call }: Person) => call.snapshot.self.sources.microphone;
export const idOf = (track: MediaStreamTrack | null): string => track?.getSettings().deviceId ?? '';
export const changesOf = (person: Person): string[] =>
  person
    .heard('noom-device-changed')
    .map(({ kind, deviceId, label, reason }) => `${kind} ${deviceId} ${label} ${reason}`);
export const errorsOf = (person: Person): string[] => person.heard('noom-error').map(({ error }) => error.code);

export function memoryStorage(text: string | null = null): PreferenceStorage & { text: string | null } {
  const storage = {
    text,
    getItem: (key: string) => (key === 'noom:devices' ? storage.text : null),
    setItem: (key: string, next: string) => {
      if (key === 'noom:devices') storage.text = next;
    },
  };
  return storage;
}
