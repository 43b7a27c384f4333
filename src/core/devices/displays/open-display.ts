import { CallError } from '../../base/errors.js';
import { toDisplayError } from './display-errors.js';
import { canCaptureDisplays } from './display-support.js';
import type { DisplayCapture } from './displays.js';

/** Members that only some browsers have, and the others ignore. */
interface DisplayOptions extends DisplayMediaStreamOptions {
  readonly selfBrowserSurface: 'exclude';
  readonly surfaceSwitching: 'include';
  readonly systemAudio: 'include';
}

/**
 * Text stays readable up to this size, in pixels, and a mesh can encode it for each participant; more than 15 frames a
 * second help films alone. The sound is taken as it is: what filters a voice distorts music.
 */
const OPTIONS: DisplayOptions = {
  video: { width: { max: 2560 }, height: { max: 1600 }, frameRate: { ideal: 15, max: 30 } },
  audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
  // The page of the call would show itself.
  selfBrowserSurface: 'exclude',
  surfaceSwitching: 'include',
  systemAudio: 'include',
};

/**
 * Lets the person choose a display, as `Displays.open`. Up to its first `await` it runs in the caller's task, as
 * `getDisplayMedia` needs it.
 */
export async function openDisplay(): Promise<DisplayCapture> {
  if (!canCaptureDisplays()) throw new CallError(globalThis.isSecureContext ? 'unsupported' : 'insecure-context');
  try {
    return toCapture(await navigator.mediaDevices.getDisplayMedia(OPTIONS));
  } catch (error) {
    throw toDisplayError(error, isPolicyAllowed());
  }
}

function toCapture(stream: MediaStream): DisplayCapture {
  const [screen] = stream.getVideoTracks();
  const [sound = null] = stream.getAudioTracks();
  if (screen !== undefined) return { screen, 'screen-audio': sound };
  sound?.stop();
  throw new DOMException('There is no picture.', 'NotReadableError');
}

/** Whether the embedding page's permissions policy lets this one capture; assumed where a browser does not tell. */
function isPolicyAllowed(): boolean {
  const policy = (document as { featurePolicy?: { allowsFeature(name: string): boolean } }).featurePolicy;
  return policy?.allowsFeature('display-capture') ?? true;
}
