import {
  CallController,
  type CallOptions,
  type CallSeams,
  type CallSnapshot,
  type Participant,
} from '../../../src/core/index.js';

let serverUrl: Promise<string> | undefined;

/** The address of the real signaling server that runs beside the browser tests. */
export function signalingUrl(): Promise<string> {
  serverUrl ??= fetch('/__noom-signaling.json')
    .then((response) => response.json() as Promise<{ url: string }>)
    .then(({ url }) => url);
  return serverUrl;
}

/** Calls of one test in a room of their own, on the real server, the real mesh and the browser's fake devices. */
export class RealRoom {
  readonly name = crypto.randomUUID();
  readonly #calls: CallController[] = [];

  /** A call that has not joined yet. */
  async create(
    displayName: string,
    options: CallOptions = {},
    seams: Partial<CallSeams> = {},
  ): Promise<CallController> {
    const call = new CallController(
      { signalingUrl: await signalingUrl(), room: this.name, displayName, ...options },
      { storage: null, ...seams },
    );
    this.#calls.push(call);
    return call;
  }

  /** A call that has joined. */
  async join(displayName: string, options: CallOptions = {}, seams: Partial<CallSeams> = {}): Promise<CallController> {
    const call = await this.create(displayName, options, seams);
    await call.join();
    return call;
  }

  async close(): Promise<void> {
    await Promise.all(this.#calls.map((call) => call.leave()));
  }
}

/** Resolves with the first snapshot for which `select` returns something; at once when the present one does. */
export function until<Value>(
  call: CallController,
  select: (snapshot: CallSnapshot) => Value | null | undefined | false,
) {
  return new Promise<Value>((resolve) => {
    const look = (snapshot: CallSnapshot): boolean => {
      const value = select(snapshot);
      if (value === null || value === undefined || value === false) return false;
      stop();
      resolve(value);
      return true;
    };
    const stop = call.subscribe(look);
    look(call.snapshot);
  });
}

/** The remote participant of that name, once `is` holds. */
export function other(call: CallController, name: string, is: (participant: Participant) => boolean = () => true) {
  return until(call, ({ participants }) =>
    participants.find((participant) => !participant.isLocal && participant.name === name && is(participant)),
  );
}

/** The track of a source of the remote participant of that name, once there is one. */
export async function otherTrack(call: CallController, name: string, source: 'microphone' | 'camera') {
  return until(
    call,
    ({ participants }) => participants.find((one) => !one.isLocal && one.name === name)?.sources[source].track,
  );
}
