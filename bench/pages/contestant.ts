/** What a page is told before it calls. */
export interface CallSetup {
  /** Where the contestant's own signaling server listens: `http://…`. */
  url: string;
  room: string;
  /** Who this page is among those in the room; 0 is there first. */
  index: number;
  /** `null` leaves it to the contestant. */
  iceServers: RTCIceServer[] | null;
  /** A remote camera track that is to be shown. */
  handleVideo(track: MediaStreamTrack): void;
}

/** One way to call, alike from outside. */
export interface Contestant {
  /** What can be done while one looks at oneself before joining: opens the camera and the way to the server. */
  prepare(): Promise<void>;
  /** Joins, prepared or not; resolves when others can reach this page. */
  join(): Promise<void>;
}

/** What the module of each contestant exports. */
export type CreateContestant = (setup: CallSetup) => Contestant | Promise<Contestant>;

/** What noom asks for by default; the others ask for the same. */
export const CAPTURE: MediaStreamConstraints = {
  audio: true,
  video: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30, max: 30 } },
};
