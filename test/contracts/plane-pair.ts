import type { Source } from '../../src/core/model/sources.js';
import type { LinkState, MediaPlane, PlaneDataEvent, PlaneSignal } from '../../src/core/media/media-plane.js';
import { FEATURES } from '../../src/protocol/protocol.js';
import { ColourEye } from './coloured-track.js';

interface View {
  readonly id: string;
  readonly source: Source;
  readonly eye: ColourEye;
}

/** One plane of a test, with everything it told. */
export class PlaneWitness {
  readonly plane: MediaPlane;
  readonly id: string;
  readonly signals: { to: string; signal: PlaneSignal }[] = [];
  readonly data: PlaneDataEvent[] = [];
  readonly #views: View[] = [];
  readonly #links = new Map<string, LinkState>();
  readonly #ready = new Set<string>();
  readonly #told = new EventTarget();

  constructor(plane: MediaPlane, id: string) {
    this.plane = plane;
    this.id = id;
    plane.addEventListener('plane-signal', ({ to, signal }) => {
      this.signals.push({ to, signal });
    });
    plane.addEventListener('plane-tracks', ({ participantId }) => {
      for (const view of this.#views) if (view.id === participantId) this.#show(view);
    });
    plane.addEventListener('plane-data', (event) => this.#tell(() => this.data.push(event)));
    plane.addEventListener('plane-link', ({ participantId, state }) =>
      this.#tell(() => this.#links.set(participantId, state)),
    );
    plane.addEventListener('plane-ready', ({ participantId }) => this.#tell(() => this.#ready.add(participantId)));
  }

  /** How many offers and answers it sent. */
  get descriptions(): number {
    return this.signals.filter(({ signal }) => signal.description).length;
  }

  /** Resolves when the link to a participant is connected and takes data. */
  connectedTo(id: string): Promise<void> {
    return this.#until(() => this.#links.get(id) === 'connected' && this.#ready.has(id));
  }

  /** Resolves with what came when this many messages have come. */
  async received(count: number): Promise<PlaneDataEvent[]> {
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
    from.plane.addEventListener('plane-signal', ({ to, signal }) => {
      const copy = structuredClone(signal);
      queueMicrotask(() => {
        witnesses.find(({ id }) => id === to)?.plane.handleSignal(from.id, copy);
      });
    });
  }
}

/** Makes planes know each other; of each pair the earlier one offers, or both at once. */
export function introduce(
  witnesses: readonly PlaneWitness[],
  { bothOffer = false, features = FEATURES.page } = {},
): void {
  for (const [index, one] of witnesses.entries()) {
    for (const other of witnesses.slice(index + 1)) {
      one.plane.addParticipant(other.id, { selfId: one.id, isOffering: true, features });
      other.plane.addParticipant(one.id, { selfId: other.id, isOffering: bothOffer, features });
    }
  }
}

/** Resolves when each plane is connected to each other one. */
export async function allConnected(witnesses: readonly PlaneWitness[]): Promise<void> {
  await Promise.all(
    witnesses.flatMap((one) => witnesses.filter((other) => other !== one).map((other) => one.connectedTo(other.id))),
  );
}
