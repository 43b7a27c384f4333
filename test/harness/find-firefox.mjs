import { findBrowserIfAny } from '../../scripts/find/browser.mjs';
import { findSound } from './browser/runner/sound-card.mjs';

/**
 * Firefox with what it needs to be tested, or why it cannot be: not every machine has it. Continuous integration always
 * has.
 * @returns {Promise<{ path: string, reason?: undefined } | { path?: undefined, reason: string }>}
 */
export async function findFirefox() {
  const path = await findBrowserIfAny('firefox');
  if (path !== undefined && findSound() !== null) return { path };
  const reason =
    path === undefined
      ? 'it is not installed (FIREFOX_PATH names one elsewhere)'
      : 'it plays nothing without a sound card, and there is none here (PulseAudio can stand in: install pulseaudio)';
  if (process.env.CI) throw new Error(`Firefox cannot be tested: ${reason}.`);
  return { reason };
}
