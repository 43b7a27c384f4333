import type { Participant } from '../../../core/index.js';
import type { TextKey } from '../../internal/localization/index.js';

/** Whether a participant's camera is on, and not sent for now, because a connection is weak. */
export function isCameraPaused({ sources: { camera } }: Participant): boolean {
  return camera.on && camera.paused === true;
}

/** The key of the text about the paused camera of the local participant. */
export function pausedText({ sources }: Participant): TextKey {
  return sources.microphone.on ? 'cameraPausedHeard' : 'cameraPaused';
}
