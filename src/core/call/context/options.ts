import type { CallError, ErrorText } from '../../base/errors.js';
import type { Logger } from '../../base/logger.js';
import type { Clock } from '../../base/clock.js';
import type { Devices } from '../../devices/devices.js';
import type { Displays } from '../../devices/displays/displays.js';
import type { MediaPlane } from '../../media/media-plane.js';
import type { PlaneSignaling } from '../../media/plane-signaling.js';
import type { SignalingTransport } from '../../signaling/signaling-transport.js';
import type { TopologyWish, WireDirect, WireIceServers } from '../../../protocol/protocol.js';

/** A JWT, or a function that returns one; it is called again before the token expires. */
export type TokenSource = string | (() => string | Promise<string>);

/** The options of a call. All of them may be set later by `configure()`, up to the moment of joining. */
export interface CallOptions {
  /** The Socket.IO server; the page's own origin by default. */
  signalingUrl?: string;
  /** 1 to 64 characters; `join()` fails with `invalid-room` without it. */
  room?: string;
  /** 1 to 64 characters; `join()` fails with `invalid-name` without it. */
  displayName?: string;
  token?: TokenSource | null;
  /** Whether to join with the microphone on; true by default. */
  microphone?: boolean;
  /** Whether to join with the camera on; true by default. */
  camera?: boolean;
  /** Whether less is received and sent: small pictures, and none that nobody looks at. Applies at once. */
  dataSaver?: boolean;
  /** How a host wishes media to travel, also during the call. Joining with `sfu` fails without a media server. */
  topology?: TopologyWish;
  /**
   * Experimental: whether the camera is encoded once for all participants of a mesh of four or more who want the same
   * size, where the browser can; false by default. Applies to the next join.
   */
  encodeOnce?: boolean;
  /** `relay` sends everything through a TURN server, which hides the IP address from the other participants. */
  icePolicy?: 'all' | 'relay';
  /** Used in place of the ICE servers that the signaling server names. */
  iceServers?: WireIceServers | null;
  /** The text of an error in the page's language; `undefined` leaves it in English. */
  describeError?: (error: CallError) => ErrorText | undefined;
  logger?: Logger;
}

/** What creating a plane needs. */
export interface PlaneOptions {
  signaling: PlaneSignaling;
  icePolicy: 'all' | 'relay';
  encodeOnce: boolean;
  clock: Clock;
  logger: Logger;
}

/** What creating a plane over a media server needs. */
export interface ServedPlaneOptions {
  /** Access to the room for the first attempt; without it, or later, `getToken` is asked. */
  direct: WireDirect | null;
  getToken: () => Promise<WireDirect>;
  /** `null` leaves the ICE servers to the media server. */
  iceServers: WireIceServers | null;
  icePolicy: 'all' | 'relay';
  clock: Clock;
  logger: Logger;
}

/** The replaceable parts of a call: the real ones, unless a test or a story gives a fake. */
export interface CallSeams {
  createTransport: (signalingUrl: string) => SignalingTransport;
  createPlane: (options: PlaneOptions) => MediaPlane;
  /** Rejects when its code cannot be loaded. */
  createServedPlane: (options: ServedPlaneOptions) => Promise<MediaPlane>;
  /** Fetches the code of such a plane, which may be needed soon; where it is needed now, with LiveKit’s client. */
  prefetchServedPlane: (isNeeded: boolean) => void;
  devices: Devices;
  displays: Displays;
  /** Remembers the chosen devices; `null` remembers nothing. */
  storage: Pick<Storage, 'getItem' | 'setItem'> | null;
  clock: Clock;
  /** A new unguessable id for a message. */
  createId: () => string;
}
