import { isDevice, type CaptureFacts, type Facing, type Source, type Surface } from '../model/sources.js';

const FACINGS: readonly Facing[] = ['user', 'environment', 'left', 'right'];
const SURFACES: readonly Surface[] = ['browser', 'monitor', 'window'];

/**
 * What the browser reports about a capture. To be read from the captured track, when it is captured: a track derived
 * from it has no device, or one that the browser made up. Chromium gives a captured display an id, which cannot be
 * chosen.
 */
export function captureFactsOf(source: Source, track: MediaStreamTrack): CaptureFacts {
  const { facingMode, deviceId = '', displaySurface } = track.getSettings();
  if (!isDevice(source)) return { facing: null, deviceId: null, surface: known(SURFACES, displaySurface) };
  return { facing: toFacing(facingMode), deviceId: deviceId === '' ? null : deviceId, surface: null };
}

/** Where a camera faces, as a browser writes it; `null` where it does not say so. */
export function toFacing(facingMode: string | undefined): Facing | null {
  return known(FACINGS, facingMode);
}

function known<Word extends string>(words: readonly Word[], text: string | undefined): Word | null {
  return words.find((word) => word === text) ?? null;
}
