/** The page on which a contestant calls; Node controls it by `globalThis.bench`. */
import type { CallSetup, Contestant, CreateContestant } from './contestant.js';
import { startTrace, type TraceEntry } from './trace.js';
import { epochNow, Videos } from './videos.js';

/** The options that Node gives a page. */
export interface PageSetup extends Omit<CallSetup, 'handleVideo'> {
  /** What cameras give here, whatever a contestant asks for. */
  video?: MediaTrackConstraints;
}

/** A call on the page, controlled from outside. */
export interface BenchPage {
  create(contestant: ContestantName, setup: PageSetup): Promise<void>;
  prepare(): Promise<void>;
  /** Resolves, when it is done, with the moment it was requested. */
  join(): Promise<number>;
  readonly videos: Videos;
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
  async create(name, { video, ...setup }) {
    if (video) limitCameras(video);
    const createContestant: CreateContestant = await CONTESTANTS[name]();
    contestant = await createContestant({ ...setup, handleVideo: videos.show });
  },
  prepare: () => contestant.prepare(),
  async join() {
    const startedAt = epochNow();
    await contestant.join();
    return startedAt;
  },
  videos,
  trace,
};
Object.assign(globalThis, { bench });

function limitCameras(video: MediaTrackConstraints): void {
  const { mediaDevices } = navigator;
  const open = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.getUserMedia = (constraints) => open({ ...constraints, ...(constraints?.video ? { video } : {}) });
}
