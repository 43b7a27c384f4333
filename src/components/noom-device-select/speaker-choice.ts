import type { CallSnapshot } from '../../core/index.js';

/**
 * Whether to offer a choice of speaker. On phones the system owns it: it lists none, or lets none be chosen. Other
 * browsers say so in the picker.
 */
export function isSpeakerChosen(devices: CallSnapshot['devices'] | undefined): boolean {
  const isListed = devices !== undefined && devices.speakers.length > 0;
  const canChoose = isListed && 'setSinkId' in HTMLMediaElement.prototype;
  return canChoose || !matchMedia('(pointer: coarse)').matches;
}
