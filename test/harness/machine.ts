/** What not every browser has that the tests run in; what needs it is skipped there, and says why. */

const devices = await navigator.mediaDevices.enumerateDevices();
const cameras = devices.filter(({ kind }) => kind === 'videoinput');

const LACKS = {
  'several cameras': cameras.length < 2 && 'this browser has but one fake camera',
  // In Firefox, the encoder makes pictures smaller by itself.
  'pictures of one size':
    !('contentHint' in MediaStreamTrack.prototype) &&
    'this browser knows no content hints, so its pictures are of any size',
  // See devtools-plugin.mjs.
  'the DevTools protocol': !/Chrome\//.test(navigator.userAgent) && 'only Chromium can emulate this',
} as const satisfies Record<string, string | false>;

/**
 * Like `it`, for a test that needs something; where that is missing, its name says why: scripts/test-browser.mjs prints
 * it.
 */
export function itNeeds(need: keyof typeof LACKS, sentence: string, test: () => Promise<void>): void {
  const reason = LACKS[need];
  if (reason === false) it(sentence, test);
  else it.skip(`${sentence} — ${reason}`);
}

/** Opens a camera and a microphone once: before that, Firefox gives a page no names and no ids. */
export async function nameDevices(): Promise<void> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
  for (const track of stream.getTracks()) track.stop();
}
