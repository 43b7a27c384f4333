import type { CallError, ErrorText } from '../base/errors.js';
import type { Logger } from '../base/logger.js';
import type { Clock } from '../base/clock.js';
import type { Devices } from '../devices/devices.js';
import type { MediaPlane } from '../media/media-plane.js';
import type { PlaneSignaling } from '../media/plane-signaling.js';
import type { SignalingTransport } from '../signaling/signaling-transport.js';
import type { WireIceServers } from '../../protocol/protocol.js';

/** A JWT, or what gives one; a function is asked again before the token expires. */
export type TokenSource = string | (() => string | Promise<string>);

/** What a call is made with. Everything may be set later by `configure()`, up to the moment of joining. */
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
  topology?: 'auto' | 'mesh' | 'sfu';
  /** `relay` sends everything through a TURN server and tells nobody one's address. */
  icePolicy?: 'all' | 'relay';
  /** Used in place of the servers the signaling server names. */
  iceServers?: WireIceServers | null;
  /** Words for an error in the page's language; `undefined` leaves it the English ones it has. */
  describeError?: (error: CallError) => ErrorText | undefined;
  logger?: Logger;
}

/** What a plane is made with. */
export interface PlaneOptions {
  signaling: PlaneSignaling;
  icePolicy: 'all' | 'relay';
  clock: Clock;
  logger: Logger;
}

/** What a call stands on; each is the real thing unless a test or a story puts a fake in its place. */
export interface CallSeams {
  createTransport: (signalingUrl: string) => SignalingTransport;
  createPlane: (options: PlaneOptions) => MediaPlane;
  devices: Devices;
  /** Remembers the chosen devices; `null` remembers nothing. */
  storage: Pick<Storage, 'getItem' | 'setItem'> | null;
  clock: Clock;
  /** A new unguessable id for a message. */
  createId: () => string;
}
