import { browserDisplays } from './browser-displays.js';
import { lazyParts } from './lazy/features.js';
import type { CallSeams, PlaneOptions } from './context/options.js';
import { systemClock } from '../base/clock.js';
import { CallError } from '../base/errors.js';
import { Lazy } from '../base/lazy.js';
import { browserDevices } from '../devices/browser-devices.js';
import { pageStorage } from '../base/storage.js';
import { loadLiveKit } from '../media/livekit/library/load-livekit.js';
import { MeshPlane } from '../media/mesh/mesh-plane.js';
import type { EncodeOnce } from '../media/mesh/once/index.js';
import { SocketIoTransport } from '../signaling/socket-io-transport.js';

/** A plane over a media server. */
const servedPlane = /* @__PURE__ */ new Lazy(() => import('../media/livekit/livekit-plane.js'));
/** The camera encoded once for several. */
const oncePart = /* @__PURE__ */ new Lazy(() => import('../media/mesh/once/index.js'));

/** The real implementations behind the seams of a call. */
export function defaultSeams(): CallSeams {
  return {
    createTransport(signalingUrl) {
      checkSupport();
      return new SocketIoTransport(signalingUrl);
    },
    createPlane(options) {
      checkSupport();
      const once = options.encodeOnce ? startEncodeOnce(options) : undefined;
      return new MeshPlane({ ...options, parts: lazyParts, once });
    },
    createServedPlane: async (options) => new (await servedPlane.load()).LiveKitPlane(options),
    prefetchServedPlane(isNeeded) {
      servedPlane.prefetch();
      if (!isNeeded) return;
      // Beside it, with what moves a call; where that fails, it is tried again when it is used.
      lazyParts.prefetch();
      loadLiveKit().catch(() => undefined);
    },
    devices: browserDevices,
    displays: browserDisplays,
    storage: pageStorage(),
    clock: systemClock,
    createId,
  };
}

/** @throws CallError `unsupported`, which comes before all that may be wrong besides. */
function checkSupport(): void {
  if (typeof globalThis.RTCPeerConnection === 'undefined') throw new CallError('unsupported', { fatal: true });
}

function startEncodeOnce(options: PlaneOptions): Promise<EncodeOnce | null> {
  // Where it cannot be loaded, the camera is encoded for each participant.
  return oncePart.run((once) => once.startEncodeOnce(options)).catch(() => null);
}

/** 128 random bits; `crypto.randomUUID` is missing on insecure pages. */
function createId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
