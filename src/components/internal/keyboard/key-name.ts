import type { Speaker } from '../localization/words.js';

/** A key as it is written on a keyboard: letters and function keys in upper case. */
export function keyName(key: string, speaker: Speaker): string {
  if (key === ' ') return speaker.t('spaceKey');
  return [...key].length === 1 || /^f\d+$/.test(key) ? key.toUpperCase() : key;
}
