import { WANTED_CODECS } from '../base/wanted-codecs.js';
import type { SessionFeature } from './feature.js';

/** The codecs between which there is a choice, the more wanted last. */
const COMPARED = ['video/vp8', 'video/h264'] as const;
/** A camera as it is asked for. */
const CAMERA = { width: 1280, height: 720, framerate: 30, bitrate: 2_000_000 };
/** More than a codec costs that runs in software both ways. */
const COST_OF_UNSUPPORTED = 3;

/** What the browser says of a codec in one direction. */
export type CodecInfo = Pick<MediaCapabilitiesInfo, 'supported' | 'powerEfficient'>;

/**
 * Has the cheaper codec preferred, once the browser has said what they cost. No connection waits for that: those that
 * are made meanwhile go by what is expected.
 */
export function createCodecCosts(): SessionFeature {
  return {
    handleAdmitted: () => void learn(),
  };
}

/** The codecs of pictures, the more wanted last, where VP8 and H.264 are like this, to encode and to decode. */
export function orderByCost(vp8: readonly CodecInfo[], h264: readonly CodecInfo[]): string[] {
  return costOf(vp8) < costOf(h264) ? [...COMPARED].reverse() : [...COMPARED];
}

async function learn(): Promise<void> {
  try {
    const [vp8, h264] = await Promise.all([infosOf(COMPARED[0]), infosOf(COMPARED[1])]);
    // Sound is of another section: its place among pictures does not matter.
    WANTED_CODECS.splice(0, COMPARED.length, ...orderByCost(vp8, h264));
  } catch {
    // The browser knows no such question, or not of calls: what is expected stays.
  }
}

function infosOf(contentType: string): Promise<CodecInfo[]> {
  const { mediaCapabilities } = navigator;
  const asked = { type: 'webrtc', video: { contentType, ...CAMERA } } as const;
  return Promise.all([mediaCapabilities.encodingInfo(asked), mediaCapabilities.decodingInfo(asked)]);
}

/** 1 for each direction in software. */
function costOf(infos: readonly CodecInfo[]): number {
  return infos.reduce(
    (sum, { supported, powerEfficient }) => sum + (supported ? Number(!powerEfficient) : COST_OF_UNSUPPORTED),
    0,
  );
}
