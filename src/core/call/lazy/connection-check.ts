import { CallError, toCallError } from '../../base/errors.js';
import type { CheckContext, CheckedSignaling, IceServersFound } from '../../check/check-context.js';
import type { CheckOptions, ConnectionCheck } from '../../check/check-report.js';
import { drawMovingPicture } from '../../check/moving-picture.js';
import { runCheck } from '../../check/run-check.js';
import type { MediaPlane } from '../../media/media-plane.js';
import { parseIceServers, type Reply } from '../../../protocol/protocol.js';
import { recallIceServers } from '../../signaling/known-ice-servers.js';
import type { SignalingTransport } from '../../signaling/signaling-transport.js';
import type { SessionsContext } from '../context/context.js';

/** What a check needs of the session under way. */
export interface CheckedSession {
  readonly plane: Pick<MediaPlane, 'setIceServers'>;
  askRoom(name: 'ice:refresh', payload: Record<never, never>): Promise<Reply<'ice:refresh'>>;
}

/** Checks the devices, the servers and the network of a call, beside it. @throws the reason of `options.signal`. */
export function checkConnection(
  call: SessionsContext,
  session: CheckedSession | null,
  options: CheckOptions,
): Promise<ConnectionCheck> {
  return runCheck(createContext(call, session), options);
}

function createContext(call: SessionsContext, session: CheckedSession | null): CheckContext {
  const { clock, seams, getOptions, getSnapshot } = call;
  const { icePolicy = 'all', signalingUrl = '' } = getOptions();
  const isInRoom = ['joined', 'reconnecting'].includes(getSnapshot().state);
  return {
    clock,
    icePolicy,
    isInRoom,
    openTrackOf: (source) => {
      const { track } = getSnapshot().self.sources[source];
      return track?.readyState === 'live' ? track : null;
    },
    openDevice: async (source) => {
      const deviceId = getSnapshot().devices.selected[source];
      return (await seams.devices.open({ [source]: { deviceId } }))[source];
    },
    createSignaling: () => createSignaling(seams.createTransport(signalingUrl)),
    findIceServers: () => findIceServers(call, isInRoom ? session : null),
    createConnection: (configuration) => {
      if (typeof globalThis.RTCPeerConnection === 'undefined') throw new CallError('unsupported');
      return new RTCPeerConnection(configuration);
    },
    createPicture: () => drawMovingPicture(clock),
    reportError: (error) => {
      globalThis.reportError(error);
    },
  };
}

function createSignaling(transport: SignalingTransport): CheckedSignaling {
  return {
    open: (signal) =>
      new Promise((resolve) => {
        transport.addEventListener(
          'signaling-connected',
          () => {
            resolve();
          },
          { signal },
        );
        transport.open();
      }),
    ping: async (signal) => {
      try {
        await transport.request('state:set', {}, signal);
      } catch (error) {
        // Without a seat it is refused, which is an answer.
        if (toCallError(error).code === 'signaling-unreachable') throw error;
      }
    },
    close: () => {
      transport.close();
    },
  };
}

/** Those of the page; in the room those of the server, with new credentials; before, those that it named the last time. */
async function findIceServers(
  { getOptions, seams }: SessionsContext,
  session: CheckedSession | null,
): Promise<IceServersFound> {
  const { iceServers = null, signalingUrl = '' } = getOptions();
  if (iceServers !== null) return parseIceServers(iceServers) ?? 'invalid-server';
  if (session === null) return recallIceServers(seams.storage, signalingUrl) ?? 'not-known';
  try {
    const { iceServers: fresh } = await session.askRoom('ice:refresh', {});
    // The server renews credentials by their age: the call takes the newest ones, too.
    session.plane.setIceServers(fresh);
    return fresh;
  } catch (error) {
    return toCallError(error).code === 'rate-limited' ? 'rate-limited' : 'not-known';
  }
}
