import type { CallSnapshot } from '../../core/index.js';

/** Whether to offer a choice of speaker: on phones the system owns it, and lists none; other browsers say so there. */
export function isSpeakerChosen(devices: CallSnapshot['devices'] | undefined): boolean {
  const isListed = devices !== undefined && devices.speakers.length > 0;
  return isListed || !matchMedia('(pointer: coarse)').matches;
}
