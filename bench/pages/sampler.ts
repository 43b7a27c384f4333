/** The page of the sampler: the feature that derives the quality, on real connections of this page to itself. */
import { systemClock } from '../../src/core/base/clock.js';
import type { FeatureContext } from '../../src/core/features/feature.js';
import { QualityFeature } from '../../src/core/features/quality.js';

/** Chromium answers with the same statistics for 50 ms. */
const PAUSE_MS = 100;
const SIZE: MediaTrackConstraints = { width: 320, height: 180, frameRate: 15 };

/** Controls the page from outside, as `globalThis.sampler`. */
export interface SamplerPage {
  /** Makes that many links, each with sound and a picture both ways; resolves when frames arrive over all. */
  connect(links: number): Promise<void>;
  /** Takes so many looks, ten a second; resolves to how long reading and judging took, without the browser's part. */
  look(count: number): Promise<number>;
}

const links = new Map<string, { near: RTCPeerConnection; far: RTCPeerConnection }>();
let tick: () => void = () => undefined;
let handleTold: () => void = () => undefined;
let answeredAt = 0;

const sampler: SamplerPage = {
  async connect(count) {
    const media = await navigator.mediaDevices.getUserMedia({ audio: true, video: SIZE });
    for (let link = 0; link < count; link += 1) links.set(String(link), await connectPair(media));
    await Promise.all([...links.values()].map(({ near }) => framesArrive(near)));
    new QualityFeature(createContext()).handleAdmitted();
  },

  async look(count) {
    let readingMs = 0;
    for (let look = 0; look < count; look += 1) {
      await new Promise<void>((resolve) => {
        handleTold = resolve;
        tick();
      });
      readingMs += performance.now() - answeredAt;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    return readingMs;
  },
};
Object.assign(globalThis, { sampler });

async function connectPair(media: MediaStream): Promise<{ near: RTCPeerConnection; far: RTCPeerConnection }> {
  const [near, far] = [new RTCPeerConnection(), new RTCPeerConnection()];
  near.onicecandidate = ({ candidate }) => void far.addIceCandidate(candidate ?? undefined);
  far.onicecandidate = ({ candidate }) => void near.addIceCandidate(candidate ?? undefined);
  for (const pc of [near, far]) for (const track of media.getTracks()) pc.addTrack(track, media);
  await near.setLocalDescription();
  await far.setRemoteDescription(near.localDescription as RTCSessionDescription);
  await far.setLocalDescription();
  await near.setRemoteDescription(far.localDescription as RTCSessionDescription);
  return { near, far };
}

async function framesArrive(pc: RTCPeerConnection): Promise<void> {
  for (;;) {
    const entries = [...(await pc.getStats()).values()] as { type: string; framesDecoded?: number }[];
    if (entries.some(({ type, framesDecoded = 0 }) => type === 'inbound-rtp' && framesDecoded > 15)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** What the feature needs of a call: a plane with these links, and a clock that is advanced by `look()`. */
function createContext(): FeatureContext {
  const on = { on: true, track: null };
  const participants = ['self', ...links.keys()].map((id) => ({
    ...{ id, isLocal: id === 'self', connection: 'connected' },
    sources: { microphone: on, camera: on },
  }));
  const context = {
    clock: {
      ...systemClock,
      after(_: number, callback: () => void) {
        tick = callback;
        return () => undefined;
      },
    },
    plane: {
      async getStats() {
        const reports = [...links].map(async ([participantId, { near }]) => ({
          participantId,
          stats: await near.getStats(),
        }));
        const all = await Promise.all(reports);
        answeredAt = performance.now();
        return all;
      },
      tracksOf(id: string) {
        const tracks =
          links
            .get(id)
            ?.near.getReceivers()
            .map(({ track }) => track) ?? [];
        return new Map(tracks.map((track) => [track.kind === 'audio' ? 'microphone' : 'camera', track]));
      },
    },
    getSnapshot: () => ({ self: participants[0], participants }),
    apply: () => {
      handleTold();
    },
  };
  return context as unknown as FeatureContext;
}
