import type { Source } from '../../src/core/model/sources.js';
import { CallError } from '../../src/core/base/errors.js';
import type { MediaPlane } from '../../src/core/media/media-plane.js';
import type { DataReceivedEvent } from '../../src/core/media/data-path.js';
import type { LinkState } from '../../src/core/model/snapshot.js';
import type { PlaneSignal, PlaneSignaling } from '../../src/core/media/plane-signaling.js';
import { FEATURES } from '../../src/protocol/protocol.js';
import { ColourEye } from './coloured-track.js';

interface View {
  readonly id: string;
  readonly source: Source;
  readonly eye: ColourEye;
}

/** Makes a plane with this access to the server. */
export type CreatePlane = (signaling: PlaneSignaling) => MediaPlane;

/** One plane of a test, in the room as `id`, with everything it reported. */
export class PlaneWitness {
  readonly plane: MediaPlane;
  readonly id: string;
  /** Carries a signal of this plane; by default it is dropped. */
  carry: (to: string, signal: PlaneSignal) => void = () => undefined;
  /** Resolves when the server is there, which each signal waits for. */
  serverIsThere: Promise<void> = Promise.resolve();
  readonly signals: { to: string; signal: PlaneSignal }[] = [];
  readonly data: DataReceivedEvent[] = [];
  readonly #views: View[] = [];
  readonly #links = new Map<string, LinkState>();
  readonly #ready = new Set<string>();
  readonly #warm = new Set<string>();
  readonly #told = new EventTarget();

  constructor(createPlane: CreatePlane, id: string) {
    const plane = createPlane({
      send: (to, signal) => {
        this.signals.push({ to, signal });
        this.carry(to, signal);
        return this.serverIsThere;
      },
      request: () => Promise.reject(new CallError('internal')),
    });
    this.plane = plane;
    this.id = id;
    plane.handleAdmitted({ selfId: id, iceServers: [], hintTakenBy: null });
    plane.addEventListener('plane-tracks', ({ participantId }) => {
      for (const view of this.#views) if (view.id === participantId) this.#show(view);
    });
    plane.data.addEventListener('data-received', (event) => this.#tell(() => this.data.push(event)));
    plane.addEventListener('plane-link', ({ participantId, state }) =>
      this.#tell(() => this.#links.set(participantId, state)),
    );
    plane.data.addEventListener('data-reachable', ({ participantId }) =>
      this.#tell(() => this.#ready.add(participantId)),
    );
    plane.addEventListener('plane-warm', ({ participantId, source }) =>
      this.#tell(() => this.#warm.add(`${participantId} ${source}`)),
    );
  }

  /** How many offers and answers it sent. */
  get descriptions(): number {
    return this.signals.filter(({ signal }) => signal.description).length;
  }

  /** Resolves when the link to a participant is connected and takes data. */
  connectedTo(id: string): Promise<void> {
    return this.#until(() => this.#links.get(id) === 'connected' && this.#ready.has(id));
  }

  /** Resolves when the first frame or sound of a participant's source has arrived. */
  warmOf(id: string, source: Source): Promise<void> {
    return this.#until(() => this.#warm.has(`${id} ${source}`));
  }

  /** The server passes a signal to this plane. */
  handleSignal(from: string, signal: PlaneSignal): void {
    this.plane.handleMessage({ name: 'signal:message', payload: { seq: 0, from, ...signal } });
  }

  /** Resolves with what came when this many messages have come. */
  async received(count: number): Promise<DataReceivedEvent[]> {
    await this.#until(() => this.data.length >= count);
    return this.data;
  }

  /** Watches a participant's picture from now on, in all its tracks. */
  eye(id: string, source: Source = 'camera'): ColourEye {
    const view = { id, source, eye: new ColourEye() };
    this.#views.push(view);
    this.#show(view);
    return view.eye;
  }

  close(): void {
    for (const { eye } of this.#views) eye.close();
    this.plane.close();
  }

  #show({ id, source, eye }: View): void {
    eye.look(this.plane.tracksOf(id).get(source) ?? null);
  }

  #tell(note: () => void): void {
    note();
    this.#told.dispatchEvent(new Event('told'));
  }

  async #until(isTrue: () => boolean): Promise<void> {
    while (!isTrue()) {
      await new Promise((resolve) => {
        this.#told.addEventListener('told', resolve, { once: true });
      });
    }
  }
}

/** Carries signals between planes, in order, as a signaling server would. */
export function wire(witnesses: readonly PlaneWitness[]): void {
  for (const from of witnesses) {
    from.carry = (to, signal) => {
      const copy = structuredClone(signal);
      queueMicrotask(() => {
        witnesses.find(({ id }) => id === to)?.handleSignal(from.id, copy);
      });
    };
  }
}

/** Adds planes to one another; of each pair the first comes later than the second, or each comes later than the other. */
export function introduce(
  witnesses: readonly PlaneWitness[],
  { bothCame = false, features = FEATURES.page } = {},
): void {
  for (const [index, one] of witnesses.entries()) {
    for (const other of witnesses.slice(index + 1)) {
      one.plane.addParticipant(other.id, 'before-us', features);
      other.plane.addParticipant(one.id, bothCame ? 'before-us' : 'after-us', features);
    }
  }
}

/** Resolves when each plane is connected to each other one. */
export async function allConnected(witnesses: readonly PlaneWitness[]): Promise<void> {
  await Promise.all(
    witnesses.flatMap((one) => witnesses.filter((other) => other !== one).map((other) => one.connectedTo(other.id))),
  );
}
