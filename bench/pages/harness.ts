/** The page on which a contestant calls; Node controls it by `globalThis.bench`. */
import type { CallSetup, Contestant, CreateContestant } from './contestant.js';
import { noteConnections, traffic, type Traffic } from './connections.js';
import { startTrace, type TraceEntry } from './trace.js';
import { epochNow, Videos } from './videos.js';

/** The options that Node gives a page. */
export interface PageSetup extends Omit<CallSetup, 'handleVideo' | 'stage'> {
  /** What cameras give here, whatever a contestant asks for. */
  video?: MediaTrackConstraints;
  /** How many participants are drawn on a stage of 1280×720, the own one too; else videos lie one after another. */
  staged?: number;
}

/** A call on the page, controlled from outside. */
export interface BenchPage {
  create(contestant: ContestantName, setup: PageSetup): Promise<void>;
  prepare(): Promise<void>;
  /** Resolves, when it is done, with the moment it was requested. */
  join(): Promise<number>;
  readonly videos: Videos;
  traffic(): Promise<Traffic>;
  readonly trace: readonly TraceEntry[];
}

const CONTESTANTS = {
  noom: async () => (await import('./noom.js')).createContestant,
  'noom-once': async () => (await import('./noom.js')).createContestantOnce,
  bare: async () => (await import('./bare.js')).createContestant,
  'bare-ahead': async () => (await import('./bare.js')).createContestantAhead,
  peerjs: async () => (await import('./peerjs.js')).createContestant,
} satisfies Record<string, () => Promise<CreateContestant>>;
/** The contestants. */
export type ContestantName = keyof typeof CONTESTANTS;

const videos = new Videos();
// Before anything could replace the originals.
const trace = new URLSearchParams(location.search).has('trace') ? startTrace() : [];
let contestant: Contestant;

const bench: BenchPage = {
  async create(name, { video, staged, ...setup }) {
    if (video) limitCameras(video);
    const stage = staged === undefined ? undefined : prepareStage(name, staged);
    const createContestant: CreateContestant = await CONTESTANTS[name]();
    contestant = await createContestant({ ...setup, stage, handleVideo: videos.show });
  },
  prepare: () => contestant.prepare(),
  async join() {
    const startedAt = epochNow();
    await contestant.join();
    return startedAt;
  },
  videos,
  traffic,
  trace,
};
Object.assign(globalThis, { bench });

function limitCameras(video: MediaTrackConstraints): void {
  const { mediaDevices } = navigator;
  const open = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.getUserMedia = (constraints) => open({ ...constraints, ...(constraints?.video ? { video } : {}) });
}

/** As noom's tags do. */
function playSound(track: MediaStreamTrack): void {
  if (track.kind !== 'audio') return;
  const audio = Object.assign(document.createElement('audio'), { autoplay: true });
  audio.srcObject = new MediaStream([track]);
  document.body.append(audio);
}

/**
 * A stage of 1280×720. All but noom's tags, which draw their own, get a grid with equal tiles, as far apart as noom's, and
 * the own camera.
 */
function prepareStage(name: ContestantName, staged: number): HTMLElement {
  const isOwn = name.startsWith('noom');
  noteConnections(isOwn ? undefined : playSound);
  document.body.style.cssText = 'margin: 0; inline-size: 1280px; block-size: 720px';
  if (isOwn) return document.body;
  const columns = Math.ceil(Math.sqrt(staged));
  const rows = Math.ceil(staged / columns);
  document.head.append(
    Object.assign(document.createElement('style'), {
      textContent: `
        body { display: grid; gap: 12px; grid: repeat(${String(rows)}, minmax(0, 1fr)) / repeat(${String(columns)}, minmax(0, 1fr)) }
        video { inline-size: 100%; block-size: 100%; object-fit: cover }`,
    }),
  );
  const { mediaDevices } = navigator;
  const open = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.getUserMedia = async (constraints) => {
    const stream = await open(constraints);
    const own = Object.assign(document.createElement('video'), { muted: true, autoplay: true, srcObject: stream });
    document.body.prepend(own);
    return stream;
  };
  return document.body;
}
