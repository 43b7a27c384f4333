import type { Participant } from '../../../core/index.js';
import type { TextKey } from './index.js';

const TEXTS = { microphone: 'microphoneInterrupted', camera: 'cameraInterrupted' } as const;

/** What to say of the local sources that are on and that the system has taken away for now; nothing while all is well. */
export function interruptedTexts({ sources }: Participant): readonly TextKey[] {
  return (['microphone', 'camera'] as const)
    .filter((kind) => sources[kind].on && sources[kind].interrupted)
    .map((kind) => TEXTS[kind]);
}
