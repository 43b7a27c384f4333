import type { Clock } from '../base/clock.js';
import type { DeviceSource } from '../model/sources.js';

/** One or more ICE servers, as the page or the signaling server gave them. */
export interface IceServer {
  readonly urls: string | readonly string[];
  readonly username?: string;
  readonly credential?: string;
}

/** The ICE servers, or why they are not known. */
export type IceServersFound = readonly IceServer[] | 'not-known' | 'rate-limited' | 'invalid-server';

/** A connection of its own to the signaling server. */
export interface CheckedSignaling {
  /** Connects. Resolves when it is open. @throws CallError, or the reason of `signal`. */
  open(signal: AbortSignal): Promise<void>;
  /** Sends something, and resolves when it is answered in any way. @throws CallError when it is not. */
  ping(signal: AbortSignal): Promise<void>;
  close(): void;
}

/** What a moving picture that is drawn by this page is sent as. */
export interface MovingPicture {
  readonly track: MediaStreamTrack;
  close(): void;
}

/** What a check needs of the call and of the browser. */
export interface CheckContext {
  readonly clock: Clock;
  readonly icePolicy: 'all' | 'relay';
  /** Whether a call is under way, which the check leaves most of the uplink to. */
  readonly isInRoom: boolean;
  /** The track of a device that is open already, which is looked at and left alone. */
  openTrackOf(source: DeviceSource): MediaStreamTrack | null;
  /** Opens a device; the check stops its track. @throws CallError. */
  openDevice(source: DeviceSource): Promise<MediaStreamTrack | null>;
  /** @throws CallError when the address is not one. */
  createSignaling(): CheckedSignaling;
  findIceServers(): Promise<IceServersFound>;
  /** @throws as the constructor of `RTCPeerConnection`; CallError `unsupported` where there is none. */
  createConnection(configuration: RTCConfiguration): RTCPeerConnection;
  /** @throws where the browser cannot draw one. */
  createPicture(): MovingPicture;
  /** A listener has thrown. */
  reportError(error: unknown): void;
}
