import type { CreateContestant } from './contestant.js';
import { epochNow, firstFrameOf, Videos } from './videos.js';

const address = new URLSearchParams(location.search);
/** The navigation, unless the page waits for a press. */
let startedAt = performance.timeOrigin;

/**
 * Joins at once, as the address of the page says; `globalThis.firstFrame` is how long that took since the navigation.
 */
export async function joinAtOnce(createContestant: CreateContestant): Promise<void> {
  const videos = new Videos();
  tellFirstFrame(videos.all(1));
  const { url, room } = readAddress();
  const contestant = await createContestant({ url, room, index: 1, iceServers: [], handleVideo: videos.show });
  await contestant.join();
}

/** The parameters in the address. */
export function readAddress(): { url: string; room: string; hasSound: boolean; isPressed: boolean } {
  return {
    url: address.get('url') ?? '',
    room: address.get('room') ?? '',
    hasSound: address.has('sound'),
    isPressed: address.has('press'),
  };
}

/** Waits until the benchmark calls `globalThis.press()`; from then on the first frame is counted. */
export function pressed(): Promise<void> {
  return new Promise((resolve) => {
    const press = (): void => {
      startedAt = epochNow();
      resolve();
    };
    Object.assign(globalThis, { press });
  });
}

/** @param at in milliseconds since the epoch */
export function tellFirstFrame(at: Promise<number>): void {
  Object.assign(globalThis, { firstFrame: at.then((ms) => ms - startedAt) });
}

/** When the first frame of that track is shown, in any video in any shadow tree. */
export async function firstFrameShown(track: MediaStreamTrack): Promise<number> {
  for (;;) {
    const video = findVideo(document, track);
    if (video !== null) return video.getVideoPlaybackQuality().totalVideoFrames > 0 ? epochNow() : firstFrameOf(video);
    await new Promise(requestAnimationFrame);
  }
}

function findVideo(root: ParentNode, track: MediaStreamTrack): HTMLVideoElement | null {
  for (const element of root.querySelectorAll('*')) {
    const isIt =
      element instanceof HTMLVideoElement && (element.srcObject as MediaStream | null)?.getTracks().includes(track);
    if (isIt) return element;
    const inside = element.shadowRoot && findVideo(element.shadowRoot, track);
    if (inside) return inside;
  }
  return null;
}
