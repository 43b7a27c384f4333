/** The options of a call. */
export interface CallSetup {
  /** Where the contestant's own signaling server listens: `http://…`. */
  url: string;
  room: string;
  /** The index of this page among those in the room; 0 is there first. */
  index: number;
  /** `null` leaves it to the contestant. */
  iceServers: RTCIceServer[] | null;
  /** Draws what the page's own tags draw in this element, instead of handing its videos over. */
  stage?: HTMLElement;
  /** A remote camera track that is to be shown. */
  handleVideo(track: MediaStreamTrack): void;
}

/** One implementation of a call; all have the same interface. */
export interface Contestant {
  /** What can be done during the preview before joining: opens the camera and the connection to the server. */
  prepare(): Promise<void>;
  /** Joins, prepared or not; resolves when others can reach this page. */
  join(): Promise<void>;
}

/** What the module of each contestant exports. */
export type CreateContestant = (setup: CallSetup) => Contestant | Promise<Contestant>;

/** The constraints that noom uses by default; the others use the same. */
export const CAPTURE: MediaStreamConstraints = {
  audio: true,
  video: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30, max: 30 } },
};
