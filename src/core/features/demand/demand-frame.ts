/** The format in which a participant tells another one what it shows of them. */
import type { Demand } from '../../media/demand.js';
import type { PictureSource } from '../../model/sources.js';
import {
  boolean,
  check,
  nullable,
  number,
  object,
  oneOf,
  optional,
  read,
  type OutputOf,
} from '../../../protocol/shapes.js';

/** What can be asked for. */
export const PICTURES: readonly PictureSource[] = ['camera', 'screen'];
/** In UTF-16 units: several times what a frame needs. */
const MAX_FRAME_LENGTH = 1024;
/** Cameras and screens are captured with as many pictures a second. */
const FULL_RATE = 30;
/** Chosen: in a tile of a filmstrip, of at most so many lines, half as many are hardly told from all. */
const SMALL_LINES = 180;
const SMALL_RATE = 15;

const positive = check(number, (value) => value > 0);
const pictureShape = object({
  width: positive,
  height: positive,
  fps: positive,
  priority: oneOf(['high', 'normal', 'low']),
});
/** How large a picture is shown, in device pixels, how often it is drawn at most, and how much it is looked at. */
export type WantedPicture = OutputOf<typeof pictureShape>;

const frameShape = object({
  camera: optional(nullable(pictureShape)),
  screen: optional(nullable(pictureShape)),
  saver: optional(boolean),
  paused: optional(boolean),
});
/**
 * What is wanted of each picture: `null` is nothing, and one that is absent is wanted in full. `saver` is whether the
 * receiver saves data, `paused` whether the sender's own camera is not sent to them for now.
 */
export type DemandFrame = OutputOf<typeof frameShape>;

/** A demand as it is told. */
export function toPicture(wanted: Demand): WantedPicture | null {
  if (wanted === 'nothing') return null;
  const { widthPx: width, heightPx: height, priority } = wanted;
  return { width, height, fps: height <= SMALL_LINES ? SMALL_RATE : FULL_RATE, priority };
}

/** Reads what came over a data channel; `null` when it is invalid, or longer than any. */
export function parseDemand(data: string | Uint8Array): DemandFrame | null {
  if (typeof data !== 'string' || data.length > MAX_FRAME_LENGTH) return null;
  try {
    return read(frameShape, JSON.parse(data));
  } catch {
    // Not JSON: from another implementation, or a hostile participant.
    return null;
  }
}
