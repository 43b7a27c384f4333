import type { DirectAccess } from '../../../../src/core/media/livekit/room/room-connection.js';
import { LiveKitPlane, type LiveKitPlaneOptions } from '../../../../src/core/media/livekit/livekit-plane.js';

/** Where LiveKit's server is, and what takes connections and never answers; `reason` where it is not available. */
export interface LiveKitAddress {
  readonly url: string;
  readonly silentUrl: string;
  readonly reason?: string;
}

/** Asks for LiveKit's server, which may have to be built. Resolves once it works. */
export async function findLiveKit(): Promise<LiveKitAddress> {
  const response = await fetch('/__noom-livekit.json');
  return (await response.json()) as LiveKitAddress;
}

/** A hook that leaves out the tests of a suite where there is no LiveKit server. */
export async function needLiveKit(this: Mocha.Context): Promise<void> {
  // Building it takes minutes, once.
  this.timeout(900_000);
  const { reason } = await findLiveKit();
  if (reason !== undefined || isLeftToLongRun()) this.skip();
}

/** In Firefox connections to the server take seconds, and the tests minutes: `npm run test:long` runs them there too. */
function isLeftToLongRun(): boolean {
  return navigator.userAgent.includes('Firefox') && process.env.TEST_LONG !== '1';
}

/** What a participant may do in a room: everything, unless it is said. */
export interface Grant {
  readonly ttlS?: number;
  readonly secret?: string;
  readonly canPublishSources?: readonly string[];
  readonly canPublish?: boolean;
}

/** A room of one test at a real LiveKit server. */
export class LiveKitRoom {
  readonly name = `test~${String(Math.random()).slice(2)}`;
  readonly #planes: LiveKitPlane[] = [];
  #made: Promise<unknown> | null = null;

  /** A token for this room. */
  async access(identity: string, { ttlS, secret, ...rights }: Grant = {}): Promise<DirectAccess> {
    this.#made ??= this.#ask('CreateRoom', { name: this.name });
    await this.#made;
    const video = { roomJoin: true, room: this.name, canPublish: true, canSubscribe: true, canPublishData: true };
    const grant = JSON.stringify({ identity, ttlS, secret, video: { ...video, ...rights } });
    const response = await fetch(`/__noom-livekit/access?grant=${encodeURIComponent(grant)}`);
    return (await response.json()) as DirectAccess;
  }

  /** A request to the server's service for rooms, about this room. @throws when it is refused. */
  request(method: string, payload: object = {}): Promise<unknown> {
    return this.#ask(method, { room: this.name, ...payload });
  }

  /** A plane that asks for its token by the name that it is admitted with, as a call does for its seat. */
  createPlane(options: Partial<LiveKitPlaneOptions> = {}, grant: Grant = {}): LiveKitPlane {
    let selfId = '';
    const getToken = (): Promise<DirectAccess> => this.access(selfId, grant);
    const plane = new LiveKitPlane({ getToken, iceServers: [], ...options });
    const admit = plane.handleAdmitted.bind(plane);
    plane.handleAdmitted = (admission) => {
      ({ selfId } = admission);
      admit(admission);
    };
    this.#planes.push(plane);
    return plane;
  }

  async close(): Promise<void> {
    for (const plane of this.#planes) plane.close();
    if (this.#made === null) return;
    await this.request('DeleteRoom').catch((error: unknown) => {
      // It has ended by itself, some seconds after everybody was out.
      if (!String(error).includes('not_found')) throw error;
    });
  }

  async #ask(method: string, payload: object): Promise<unknown> {
    const query = new URLSearchParams({ method, payload: JSON.stringify(payload) });
    const response = await fetch(`/__noom-livekit/request?${query.toString()}`);
    const { status, body } = (await response.json()) as { status: number; body: unknown };
    if (status !== 200) throw new Error(`${method}: ${JSON.stringify(body)}`);
    return body;
  }
}
