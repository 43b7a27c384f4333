import { browserDisplays } from './browser-displays.js';
import { lazyParts } from './features.js';
import type { CallSeams } from './options.js';
import { systemClock } from '../base/clock.js';
import { CallError } from '../base/errors.js';
import { browserDevices } from '../devices/browser-devices.js';
import { pageStorage } from '../base/storage.js';
import { MeshPlane } from '../media/mesh/mesh-plane.js';
import { SocketIoTransport } from '../signaling/socket-io-transport.js';

/** The real implementations behind the seams of a call. */
export function defaultSeams(): CallSeams {
  return {
    createTransport: (signalingUrl) => new SocketIoTransport(signalingUrl),
    createPlane(options) {
      if (typeof globalThis.RTCPeerConnection === 'undefined') throw new CallError('unsupported', { fatal: true });
      return new MeshPlane({ ...options, parts: lazyParts });
    },
    devices: browserDevices,
    displays: browserDisplays,
    storage: pageStorage(),
    clock: systemClock,
    createId,
  };
}

/** 128 random bits; `crypto.randomUUID` is missing on insecure pages. */
function createId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
